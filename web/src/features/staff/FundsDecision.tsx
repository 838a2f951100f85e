import { Button, Divider, Group, Modal, Radio, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type ClientTransactionsQuery,
  MatchCandidatesDocument,
  MatchClientTransactionDocument,
  PlaceOnAccountDocument,
  RefundDebtorDocument,
  ReturnClientTransactionDocument,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { Facts } from '../../ui/Facts.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'

type Transaction = ClientTransactionsQuery['clientTransactions']['nodes'][number]

interface DecisionProps {
  transaction: Transaction
  onClose: () => void
}

const AGAIN = ['ClientTransactions', 'ClientFundsProof']

/** Finds the assignment that a payment belongs to. */
function MatchForm({ transaction, onClose }: DecisionProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [text, setText] = useState(transaction.reference ?? transaction.payerName ?? '')
  const [chosen, setChosen] = useState<string | null>(null)
  const { data } = useLatest(MatchCandidatesDocument, { variables: { text }, skip: text.trim() === '' })
  const act = useAct(MatchClientTransactionDocument, AGAIN)
  const match = async () => {
    if (!chosen) return
    if (await act.succeeds({ input: { transactionId: transaction.id, assignmentId: chosen } })) onClose()
  }
  const candidates = text.trim() === '' ? [] : (data?.matchCandidates ?? [])
  return (
    <Stack gap="sm">
      <Title order={3} fz="sm">
        {t('clientFunds.match')}
      </Title>
      <SearchField label={t('clientFunds.search')} value={text} onSearch={setText} />
      {candidates.length === 0 ? (
        <Text className="muted">{t('clientFunds.noCandidates')}</Text>
      ) : (
        <Radio.Group value={chosen} onChange={setChosen} aria-label={t('clientFunds.match')}>
          <Stack gap={6}>
            {candidates.map((candidate) => (
              <Radio
                key={candidate.id}
                value={candidate.id}
                label={`${candidate.debtorName} · ${candidate.invoiceNumber} · ${formats.money(candidate.balance)}`}
                description={`${candidate.creditorName} · ${candidate.reference}${candidate.closed ? ` · ${t('stage.CLOSED')}` : ''}`}
              />
            ))}
          </Stack>
        </Radio.Group>
      )}
      {act.refusal && <RefusalNote problem={act.refusal} />}
      {act.fault && <ErrorState fault={act.fault} />}
      <Group>
        <Button onClick={match} loading={act.busy} disabled={!chosen}>
          {t('clientFunds.matchAct')}
        </Button>
      </Group>
    </Stack>
  )
}

/** A company meant a claim or an invoice, and left its reference out. */
function AccountForm({ transaction, onClose }: DecisionProps) {
  const { t } = useTranslation()
  const [reference, setReference] = useState('')
  const act = useAct(PlaceOnAccountDocument, AGAIN)
  const place = async () => {
    if (await act.succeeds({ input: { transactionId: transaction.id, reference } })) onClose()
  }
  return (
    <Stack gap="sm">
      <Title order={3} fz="sm">
        {t('clientFunds.account.title')}
      </Title>
      <Text className="muted">{t('clientFunds.account.text')}</Text>
      <Group align="flex-end">
        <TextInput
          label={t('settlements.reference')}
          value={reference}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
        <Button variant="default" onClick={place} loading={act.busy} disabled={reference.trim() === ''}>
          {t('clientFunds.account.act')}
        </Button>
      </Group>
      {act.refusal && <RefusalNote problem={act.refusal} />}
      {act.fault && <ErrorState fault={act.fault} />}
    </Stack>
  )
}

/** Gives money back: the whole of an unknown payment, or what was paid too much. */
function PayBackForm({ transaction, onClose }: DecisionProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const isUnknown = transaction.state === 'UNMATCHED'
  const [name, setName] = useState(transaction.payerName ?? '')
  const [iban, setIban] = useState(transaction.payerIban ?? '')
  const returned = useAct(ReturnClientTransactionDocument, AGAIN)
  const refund = useAct(RefundDebtorDocument, AGAIN)
  const act = isUnknown ? returned : refund
  const payBack = async () => {
    const input = { transactionId: transaction.id, name: name.trim() || null, iban: iban.trim() || null }
    if (await act.succeeds({ input })) onClose()
  }
  const amount = formats.money(isUnknown ? transaction.amount : transaction.refundable)
  return (
    <Stack gap="sm">
      <Title order={3} fz="sm">
        {t(isUnknown ? 'clientFunds.return' : 'clientFunds.refund')}
      </Title>
      <Text className="muted">{t('clientFunds.payBackText')}</Text>
      <Group align="flex-start" grow>
        <TextInput
          label={t('clientFunds.receiver')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('clientFunds.toAccount')}
          value={iban}
          onChange={(event) => setIban(event.currentTarget.value)}
        />
      </Group>
      {act.refusal && <RefusalNote problem={act.refusal} />}
      {act.fault && <ErrorState fault={act.fault} />}
      <Group>
        <Button variant={isUnknown ? 'default' : 'filled'} onClick={payBack} loading={act.busy}>
          {t('clientFunds.payBackAct', { amount })}
        </Button>
      </Group>
    </Stack>
  )
}

/** What becomes of a payment that no rule has placed, or of what was paid too much. */
export function FundsDecision(props: DecisionProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { transaction, onClose } = props
  const [first] = transaction.allocations
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={`${formats.money(transaction.amount)} · ${formats.date(transaction.bookedOn)}`}
      closeButtonProps={{ 'aria-label': t('panel.close') }}
    >
      <Stack>
        <Facts
          facts={[
            { name: t('payment.payer'), value: transaction.payerName },
            { name: t('settlements.reference'), value: transaction.reference },
            { name: t('clientFunds.message'), value: transaction.message },
            first && { name: t('clientFunds.placed'), value: `${first.debtorName} · ${first.invoiceNumber}` },
          ]}
        />
        <Divider />
        {transaction.state === 'UNMATCHED' && (
          <>
            <MatchForm {...props} />
            <Divider />
            <AccountForm {...props} />
            <Divider />
          </>
        )}
        <PayBackForm {...props} />
      </Stack>
    </Modal>
  )
}

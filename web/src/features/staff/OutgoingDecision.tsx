import { Button, Checkbox, Divider, Group, Modal, Radio, Stack, Text, Textarea, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  AttachOutgoingDocument,
  type ClientTransactionsQuery,
  ExplainOutgoingDocument,
  OutgoingCandidatesDocument,
  type OutgoingReason,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { sumDecimals } from '../../format/decimal.ts'
import { groupIban } from '../../format/iban.ts'
import { Facts } from '../../ui/Facts.tsx'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'

type Transaction = ClientTransactionsQuery['clientTransactions']['nodes'][number]

interface DecisionProps {
  transaction: Transaction
  onClose: () => void
}

const AGAIN = ['ClientTransactions', 'ClientFundsProof']
const REASONS: readonly OutgoingReason[] = ['CHARGE', 'BY_HAND', 'OTHER']

/** Joins the row to payments that were let go; together they are what it leaves unexplained. */
function AttachForm({ transaction, onClose }: DecisionProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [chosen, setChosen] = useState<string[]>([])
  const { data, fault, retry } = useLatest(OutgoingCandidatesDocument, {
    variables: { transactionId: transaction.id },
    fresh: true,
  })
  const act = useAct(AttachOutgoingDocument, AGAIN)
  const candidates = data?.outgoingCandidates ?? []
  const named = candidates.filter(({ endToEndId }) => chosen.includes(endToEndId))
  const isBack = !transaction.unexplained.amount.startsWith('-')
  const { currency } = transaction.unexplained
  const amount = formats.money({ amount: transaction.unexplained.amount.replace('-', ''), currency })
  const attach = async () => {
    const transfers = named.map(({ fileId, ordinal }) => ({ fileId, ordinal }))
    if (await act.succeeds({ input: { transactionId: transaction.id, transfers } })) onClose()
  }
  return (
    <Stack gap="sm">
      <Title order={3} fz="sm">
        {t('outgoing.attach')}
      </Title>
      {fault && !data && <ErrorState fault={fault} onRetry={retry} />}
      {data && candidates.length === 0 ? (
        <Text className="muted">{t('outgoing.noCandidates')}</Text>
      ) : (
        <Checkbox.Group
          value={chosen}
          onChange={setChosen}
          label={t(isBack ? 'outgoing.attachBack' : 'outgoing.attachText', { amount })}
        >
          <Stack gap={6} mt="xs">
            {candidates.map((one) => (
              <Checkbox
                key={one.endToEndId}
                value={one.endToEndId}
                label={`${one.toName} · ${formats.money(one.amount)}`}
                description={[
                  formats.date(one.executeOn),
                  groupIban(one.toIban),
                  one.endToEndId,
                  one.refusedOn && t('outgoing.refusedOn', { date: formats.date(one.refusedOn) }),
                ]
                  .filter((part) => part)
                  .join(' · ')}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
      {act.refusal && <RefusalNote problem={act.refusal} />}
      {act.fault && <ErrorState fault={act.fault} />}
      <Group>
        <Button onClick={attach} loading={act.busy} disabled={named.length === 0}>
          {t('outgoing.attachAct')}
        </Button>
        {named.length > 0 && (
          <Text className="muted">
            {t('outgoing.chosen', {
              amount: formats.money({ amount: sumDecimals(named.map((one) => one.amount.amount)), currency }),
            })}
          </Text>
        )}
      </Group>
    </Stack>
  )
}

/** Says what the money was that no payment of ours asked for. */
function ExplainForm({ transaction, onClose }: DecisionProps) {
  const { t } = useTranslation()
  const act = useAct(ExplainOutgoingDocument, AGAIN)
  const [reason, setReason] = useState<OutgoingReason>('CHARGE')
  const [note, setNote] = useState('')
  const explain = async () => {
    if (await act.succeeds({ input: { transactionId: transaction.id, as: reason, note } })) onClose()
  }
  return (
    <Stack gap="sm">
      <Title order={3} fz="sm">
        {t('outgoing.explain')}
      </Title>
      <Text className="muted">{t('outgoing.explainText')}</Text>
      <Radio.Group
        label={t('outgoing.as')}
        value={reason}
        onChange={(next) => setReason(REASONS.find((known) => known === next) ?? 'OTHER')}
      >
        <Group mt={4}>
          {REASONS.map((known) => (
            <Radio key={known} value={known} label={t(`outgoing.reason.${known}`)} />
          ))}
        </Group>
      </Radio.Group>
      <Textarea label={t('outgoing.note')} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      {act.refusal && <RefusalNote problem={act.refusal} />}
      {act.fault && <ErrorState fault={act.fault} />}
      <Group>
        <Button variant="default" onClick={explain} loading={act.busy} disabled={note.trim() === ''}>
          {t('outgoing.explainAct')}
        </Button>
      </Group>
    </Stack>
  )
}

/** What money was that left the account, or came back to it, without a payment that asked for it. */
export function OutgoingDecision(props: DecisionProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { transaction, onClose } = props
  const { explainedAs, explanation } = transaction
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
            { name: t('outgoing.payee'), value: transaction.payeeName },
            { name: t('settlements.reference'), value: transaction.reference },
            { name: t('outgoing.endToEndId'), value: transaction.endToEndId },
            { name: t('clientFunds.message'), value: transaction.message },
            { name: t('outgoing.amount'), value: formats.money(transaction.unexplained) },
            explainedAs && { name: t(`outgoing.reason.${explainedAs}`), value: explanation },
          ]}
        />
        <Divider />
        <AttachForm {...props} />
        {!explainedAs && (
          <>
            <Divider />
            <ExplainForm {...props} />
          </>
        )}
      </Stack>
    </Modal>
  )
}

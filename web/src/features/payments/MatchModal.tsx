import { Checkbox, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type BankTransactionsQuery,
  MatchSearchDocument,
  MatchSuggestionsDocument,
  type MatchSuggestionsQuery,
  MatchTransactionDocument,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { compareDecimals, readDecimal, sumDecimals } from '../../format/decimal.ts'
import { ActModal } from '../../ui/ActModal.tsx'
import { InServiceMark } from '../../ui/badges.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'

export type Transaction = BankTransactionsQuery['bankTransactions']['nodes'][number]
type Suggestion = MatchSuggestionsQuery['matchSuggestions'][number]
type Choice = Pick<Suggestion, 'invoice'> & Partial<Suggestion>

const NOT_AN_AMOUNT = undefined

interface MatchModalProps {
  companyId: string
  transaction: Transaction
  onClose: () => void
}

/** Places waiting money on invoices: those that the program suggests, or any that a search finds. */
export function MatchModal({ companyId, transaction, onClose }: MatchModalProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const act = useAct(MatchTransactionDocument, ['BankTransactions', 'Payments', 'CompanyHead'])
  const [key] = useState(() => crypto.randomUUID())
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map())
  const [search, setSearch] = useState('')
  const [whose, setWhose] = useState('KNOWN')
  const { data, fault, retry } = useLatest(MatchSuggestionsDocument, {
    variables: { transactionId: transaction.id },
    fresh: true,
  })
  const found = useLatest(MatchSearchDocument, { variables: { companyId, search }, skip: search.length < 2 })
  const { currency } = transaction.unallocated
  const suggestions: Choice[] = data?.matchSuggestions ?? []
  const searched: Choice[] = (search.length < 2 ? [] : (found.data?.salesInvoices.nodes ?? [])).map((invoice) => ({
    invoice,
  }))
  const known = new Set(suggestions.map(({ invoice }) => invoice.id))
  const choices = [...suggestions, ...searched.filter(({ invoice }) => !known.has(invoice.id))]
  const amounts = [...typed].map(([invoiceId, text]) => ({ invoiceId, amount: readDecimal(text) ?? NOT_AN_AMOUNT }))
  const sum = sumDecimals(amounts.flatMap(({ amount }) => amount ?? []))
  const tooMuch = compareDecimals(sum, transaction.unallocated.amount) > 0
  const served = choices.some(({ invoice }) => invoice.inService && typed.has(invoice.id))
  const ready = amounts.length > 0 && amounts.every(({ amount }) => amount !== undefined) && !tooMuch

  const choose = (choice: Choice, chosen: boolean) => {
    const next = new Map(typed)
    const amount = choice.amount ?? lesser(choice.invoice.open, transaction.unallocated)
    if (chosen) next.set(choice.invoice.id, formats.amount(amount))
    else next.delete(choice.invoice.id)
    setTyped(next)
  }
  const submit = async () => {
    const allocations = amounts.flatMap(({ invoiceId, amount }) => (amount ? [{ invoiceId, amount }] : []))
    const settlement = whose === 'KNOWN' || !served ? null : whose === 'AGENCY'
    const input = { transactionId: transaction.id, allocations, settlement, idempotencyKey: `${key} ${whose} ${sum}` }
    if (await act.succeeds({ input })) onClose()
  }
  return (
    <ActModal
      title={t('match.title')}
      size="lg"
      act={
        amounts.length === 0 ? t('match.begin') : t('match.act', { amount: formats.money({ amount: sum, currency }) })
      }
      onAct={submit}
      onClose={onClose}
      busy={act.busy}
      disabled={!ready}
      refusal={act.refusal}
      fault={act.fault}
      consequences={[
        tooMuch && t('match.tooMuch', { amount: formats.money(transaction.unallocated) }),
        served && t(`match.consequence.${whose as 'KNOWN' | 'AGENCY' | 'DEBTOR'}`),
      ]}
    >
      <Text size="sm">
        {[formats.date(transaction.bookedOn), transaction.payerName, transaction.reference, transaction.message]
          .filter(Boolean)
          .join(' · ')}
        <br />
        <strong>{t('match.waits', { amount: formats.money(transaction.unallocated) })}</strong>
      </Text>
      <SearchField label={t('match.search')} value={search} onSearch={setSearch} />
      {fault && !data && <ErrorState fault={fault} onRetry={retry} />}
      {!data && !fault && <SkeletonRows label={t('shell.loading')} />}
      {data && choices.length === 0 && <Text className="muted">{t('match.none')}</Text>}
      <Stack gap={6}>
        {choices.map((choice) => (
          <ChoiceLine
            key={choice.invoice.id}
            choice={choice}
            typed={typed.get(choice.invoice.id)}
            onChoose={(chosen) => choose(choice, chosen)}
            onType={(text) => setTyped(new Map(typed).set(choice.invoice.id, text))}
          />
        ))}
      </Stack>
      {served && (
        <SegmentedControl
          size="xs"
          aria-label={t('match.whose')}
          value={whose}
          onChange={setWhose}
          data={(['KNOWN', 'AGENCY', 'DEBTOR'] as const).map((one) => ({ value: one, label: t(`match.from.${one}`) }))}
        />
      )}
    </ActModal>
  )
}

interface ChoiceLineProps {
  choice: Choice
  typed: string | undefined
  onChoose: (chosen: boolean) => void
  onType: (text: string) => void
}

function ChoiceLine({ choice: { invoice, grounds }, typed, onChoose, onType }: ChoiceLineProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <Group justify="space-between" align="flex-start" gap="sm">
      <Checkbox
        checked={typed !== undefined}
        onChange={(event) => onChoose(event.currentTarget.checked)}
        label={
          <>
            {invoice.number} · {invoice.customer.name}{' '}
            {invoice.inService && <InServiceMark word={t('payment.inService')} />}
          </>
        }
        description={[
          t('match.open', { amount: formats.money(invoice.open), date: formats.date(invoice.dueOn) }),
          ...(grounds ?? []).map((ground) => t(`match.ground.${ground}`)),
        ].join(' · ')}
        style={{ flex: '1 1 260px' }}
      />
      {typed !== undefined && (
        <TextInput
          w={110}
          size="xs"
          aria-label={t('match.amountOf', { number: invoice.number })}
          inputMode="decimal"
          value={typed}
          onChange={(event) => onType(event.currentTarget.value)}
          error={readDecimal(typed) === undefined ? t('form.notAnAmount') : undefined}
        />
      )}
    </Group>
  )
}

function lesser<M extends { amount: string }>(left: M, right: M): M {
  return compareDecimals(left.amount, right.amount) <= 0 ? left : right
}

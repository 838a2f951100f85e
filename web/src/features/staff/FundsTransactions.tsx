import { Select, Stack } from '@mantine/core'
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCheck,
  IconCopy,
  IconQuestionMark,
  IconSend,
} from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { ClientTransactionsDocument, type ClientTransactionsQuery } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { StateWord } from '../../ui/badges.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { FundsDecision } from './FundsDecision.tsx'
import { OutgoingDecision } from './OutgoingDecision.tsx'

export type FundsTransaction = ClientTransactionsQuery['clientTransactions']['nodes'][number]

const views = [
  ...(['UNMATCHED', 'OVERPAID', 'UNEXPLAINED', 'ALLOCATED', 'RETURNED'] as const),
  ...(['REVERSED', 'OUTGOING', 'SUPERSEDED', 'ALL'] as const),
] as const
type View = (typeof views)[number]

const looks = {
  ALLOCATED: ['green', IconCheck],
  UNMATCHED: ['amber', IconQuestionMark],
  OUTGOING: ['grey', IconSend],
  REVERSED: ['grey', IconArrowBackUp],
  RETURNED: ['grey', IconArrowBackUp],
  SUPERSEDED: ['grey', IconCopy],
} as const

/** Something of it waits for a decision: all of it, or what was paid too much. */
export function waits({ state, amount, refundable }: FundsTransaction): boolean {
  return (state === 'UNMATCHED' && !amount.amount.startsWith('-')) || Number(refundable.amount) > 0
}

/** Money that left, or came back, and no payment of ours explains it. */
function isUnexplained({ unexplained }: FundsTransaction): boolean {
  return Number(unexplained.amount) !== 0
}

function StateOf({ row }: { row: FundsTransaction }) {
  const { t } = useTranslation()
  const formats = useFormats()
  if (Number(row.refundable.amount) > 0) {
    const word = t('clientFunds.tooMuch', { amount: formats.money(row.refundable) })
    return <StateWord look={['amber', IconAlertTriangle]} word={word} />
  }
  if (isUnexplained(row)) {
    return row.explainedAs ? (
      <StateWord look={['grey', IconCheck]} word={t(`outgoing.reason.${row.explainedAs}`)} />
    ) : (
      <StateWord look={['amber', IconQuestionMark]} word={t('clientFunds.view.UNEXPLAINED')} />
    )
  }
  return <StateWord look={looks[row.state]} word={t(`clientFunds.view.${row.state}`)} />
}

/** Where the money belongs: an assignment, the payment that it is, or what a person has found out. */
function placeOf({ allocations: [first], instructions, explanation }: FundsTransaction): string | null {
  if (first) return `${first.debtorName} · ${first.invoiceNumber}`
  const names = instructions.map(({ toName, endToEndId }) => `${toName} · ${endToEndId}`)
  return names.length > 2 ? `${instructions[0]?.messageId} (${names.length})` : names.join(', ') || explanation
}

/** Transactions on the client-funds account: first those that wait for a person. */
export function FundsTransactions() {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const view = views.find((known) => known === url.get('funds')) ?? 'UNMATCHED'
  const state = view === 'ALL' || view === 'OVERPAID' || view === 'UNEXPLAINED' ? null : view
  const { data, fault, stale, retry } = useLatest(ClientTransactionsDocument, {
    variables: {
      first: 25,
      after: url.get('after') ?? null,
      state,
      overpaid: view === 'OVERPAID',
      unexplained: view === 'UNEXPLAINED',
    },
    fresh: true,
  })
  const rows = data?.clientTransactions.nodes
  const open = rows?.find((row) => row.id === url.get('transaction'))
  const columns = useMemo<LedgerColumn<FundsTransaction>[]>(
    () => [
      { id: 'day', header: t('clientFunds.bookedOn'), cell: (row) => formats.date(row.bookedOn), card: 'fact' },
      { id: 'payer', header: t('clientFunds.party'), cell: (row) => row.payeeName ?? row.payerName, card: 'title' },
      { id: 'reference', header: t('settlements.reference'), cell: (row) => row.reference, card: 'fact' },
      { id: 'message', header: t('clientFunds.message'), cell: (row) => row.message },
      {
        id: 'to',
        header: t('clientFunds.placed'),
        card: 'fact',
        cell: placeOf,
      },
      {
        id: 'state',
        header: t('clientFunds.state'),
        card: 'fact',
        cell: (row) => <StateOf row={row} />,
      },
      {
        id: 'amount',
        header: t('payment.amount'),
        number: true,
        cell: (row) => formats.money(row.amount),
        card: 'value',
      },
    ],
    [t, formats],
  )
  return (
    <Stack gap="sm">
      <Select
        label={t('clientFunds.show')}
        size="xs"
        w={260}
        allowDeselect={false}
        value={view}
        onChange={(next) => url.set({ funds: next as View, after: null, transaction: null })}
        data={views.map((value) => ({ value, label: t(`clientFunds.view.${value}`) }))}
      />
      {fault && <ErrorState fault={fault} onRetry={retry} />}
      {(rows || !fault) && (
        <LedgerTable
          label={t('clientFunds.transactions')}
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          stale={stale}
          onOpen={(row) => (waits(row) || isUnexplained(row)) && url.set({ transaction: row.id })}
          openId={open?.id}
          empty={<EmptyState title={t('clientFunds.none.title')}>{t('clientFunds.none.text')}</EmptyState>}
        />
      )}
      {rows && rows.length > 0 && <Pager pageInfo={data?.clientTransactions.pageInfo} shown={rows.length} />}
      {open && waits(open) && <FundsDecision transaction={open} onClose={() => url.set({ transaction: null })} />}
      {open && isUnexplained(open) && (
        <OutgoingDecision transaction={open} onClose={() => url.set({ transaction: null })} />
      )}
    </Stack>
  )
}

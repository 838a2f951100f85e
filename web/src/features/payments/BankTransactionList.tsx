import { Button, Group, Select, Stack } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import {
  type BankTransactionState,
  BankTransactionsDocument,
  type BankTransactionsQuery,
  CompanyHeadDocument,
  RestoreTransactionDocument,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { isZero } from '../../format/decimal.ts'
import { groupIban } from '../../format/iban.ts'
import { BankTransactionStateWord, InServiceMark } from '../../ui/badges.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useErrorText } from '../../ui/useErrorText.ts'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { MatchModal } from './MatchModal.tsx'
import { DismissModal } from './MoneyModals.tsx'

type TransactionRow = BankTransactionsQuery['bankTransactions']['nodes'][number]

const states: readonly BankTransactionState[] = [
  'UNMATCHED',
  'DOUBTFUL',
  'OVERPAID',
  'BOOKED',
  'REVERSED',
  'OUTGOING',
  'SUPERSEDED',
  'DISMISSED',
]

const waiting: readonly BankTransactionState[] = ['UNMATCHED', 'DOUBTFUL', 'OVERPAID']

/** What a person may do with a transaction: place what waits, say that it pays nothing, or take that back. */
function TransactionActs({ row }: { row: TransactionRow }) {
  const { t } = useTranslation()
  const url = useUrl()
  const restore = useAct(RestoreTransactionDocument, ['BankTransactions'])
  if (row.state === 'DISMISSED')
    return (
      <Button
        size="compact-xs"
        variant="default"
        loading={restore.busy}
        onClick={() => restore.run({ input: { transactionId: row.id } })}
      >
        {t('dismiss.restore')}
      </Button>
    )
  if (row.direction !== 'CREDIT' || !waiting.includes(row.state) || isZero(row.unallocated.amount)) return null
  return (
    <Group gap={4} wrap="nowrap">
      <Button size="compact-xs" variant="light" onClick={() => url.set({ match: row.id })}>
        {t('match.begin')}
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => url.set({ dismiss: row.id })}>
        {t('dismiss.open')}
      </Button>
    </Group>
  )
}

/** The bank's transactions with what became of each, and why. */
export function BankTransactionList() {
  const { t } = useTranslation()
  const formats = useFormats()
  const errorText = useErrorText()
  const url = useUrl()
  const { companyId = '' } = useParams()
  const state = states.find((one) => one === url.get('state')) ?? null
  const { data, fault, stale, retry } = useLatest(BankTransactionsDocument, {
    variables: { companyId, first: 50, after: url.get('after') ?? null, state },
    fresh: true,
  })
  const transactions = data?.bankTransactions.nodes
  const head = useLatest(CompanyHeadDocument, { variables: { id: companyId } })
  const mayAct = head.data?.company?.viewerCanRegisterPayments ?? false
  const matched = transactions?.find((row) => row.id === url.get('match'))
  const dismissed = transactions?.find((row) => row.id === url.get('dismiss'))
  const columns = useMemo<LedgerColumn<TransactionRow>[]>(
    () => [
      { id: 'bookedOn', header: t('transaction.bookedOn'), cell: (row) => formats.date(row.bookedOn), card: 'fact' },
      { id: 'payer', header: t('payment.payer'), cell: (row) => row.payerName ?? row.message, card: 'title' },
      { id: 'reference', header: t('column.reference'), cell: (row) => row.reference },
      {
        id: 'amount',
        header: t('payment.amount'),
        number: true,
        card: 'value',
        cell: (row) => (row.direction === 'DEBIT' ? '−' : '') + formats.money(row.amount),
      },
      {
        id: 'state',
        header: t('transaction.state'),
        card: 'fact',
        cell: (row) => <BankTransactionStateWord state={row.state} />,
      },
      {
        id: 'reason',
        header: t('transaction.reason'),
        cell: (row) => row.note ?? errorText.title({ code: row.reason, message: row.reason }),
      },
      {
        id: 'unallocated',
        header: t('transaction.unallocated'),
        number: true,
        cell: (row) =>
          isZero(row.unallocated.amount) ? <span className="ledger-dash">–</span> : formats.money(row.unallocated),
      },
      {
        id: 'payments',
        header: t('transaction.invoices'),
        card: 'fact',
        cell: (row) =>
          row.payments.map((payment) => (
            <span key={payment.id}>
              <Link to={`/invoices/${encodeURIComponent(payment.invoice.id)}`}>{payment.invoice.number}</Link>{' '}
              {payment.assignment && <InServiceMark word={t('payment.inService')} />}{' '}
            </span>
          )),
      },
      {
        id: 'act',
        header: t('transaction.act'),
        card: 'fact',
        cell: (row) => mayAct && <TransactionActs row={row} />,
      },
      { id: 'iban', header: t('transaction.account'), cell: (row) => groupIban(row.iban), optional: true },
      { id: 'archive', header: t('transaction.archiveId'), cell: (row) => row.archiveId, optional: true },
    ],
    [t, formats, errorText, mayAct],
  )
  return (
    <Stack gap="sm">
      <Select
        size="xs"
        w={{ base: '100%', xs: 240 }}
        aria-label={t('transaction.state')}
        placeholder={t('transaction.allStates')}
        clearable
        data={states.map((one) => ({ value: one, label: t(`transactionState.${one}`) }))}
        value={state}
        onChange={(next) => url.set({ state: next, after: null })}
      />
      {fault && <ErrorState fault={fault} onRetry={retry} />}
      {(transactions || !fault) && (
        <LedgerTable
          label={t('payments.bank')}
          columns={columns}
          rows={transactions}
          rowId={(row) => row.id}
          stale={stale}
          empty={
            <EmptyState title={t('transaction.empty.title')} action={<Link to="/import">{t('nav.import')}</Link>}>
              {t('transaction.empty.text')}
            </EmptyState>
          }
        />
      )}
      {transactions && transactions.length > 0 && (
        <Pager pageInfo={data?.bankTransactions.pageInfo} shown={transactions.length} />
      )}
      {matched && <MatchModal companyId={companyId} transaction={matched} onClose={() => url.set({ match: null })} />}
      {dismissed && <DismissModal transaction={dismissed} onClose={() => url.set({ dismiss: null })} />}
    </Stack>
  )
}

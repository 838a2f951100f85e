import { Tooltip } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { Link } from 'react-router'
import type { InvoiceSectionName, SalesInvoicesQuery } from '../../api/generated.ts'
import type { Formats } from '../../format/format.ts'
import { CollectionStatusState, StageState } from '../../ui/badges.tsx'
import type { LedgerColumn } from '../../ui/LedgerTable.tsx'
import { ProblemWords } from '../../ui/ProblemWords.tsx'

export type InvoiceRow = SalesInvoicesQuery['salesInvoices']['nodes'][number]

interface ColumnWords {
  t: TFunction
  formats: Formats
  invoices: readonly InvoiceRow[]
  section: InvoiceSectionName
}

const dash = <span className="ledger-dash">–</span>

/** What stands in the way of sending a row from its section; empty where nothing is sent from. */
function problemsOf(invoice: InvoiceRow, section: InvoiceSectionName) {
  if (section === 'OVERDUE') return invoice.sendableToReminder
  return section === 'REMINDED_REQUESTED' ? invoice.sendableToCollection : []
}

export function invoiceColumns({ t, formats, invoices, section }: ColumnWords): LedgerColumn<InvoiceRow>[] {
  const currencies = new Set(invoices.map((invoice) => invoice.open.currency))
  const single = currencies.size === 1 ? [...currencies][0] : undefined
  const inCurrency = (name: string) => (single ? `${name} ${single}` : name)
  const amount = (value: InvoiceRow['open']) => (single ? formats.amount(value) : formats.money(value))
  const columns: LedgerColumn<InvoiceRow>[] = [
    {
      id: 'number',
      header: t('column.invoice'),
      sort: 'NUMBER',
      sortBack: 'NUMBER_DESC',
      card: 'fact',
      cell: (invoice) => (
        <Link to={`/invoices/${encodeURIComponent(invoice.id)}`} className="row-link">
          {invoice.number}
        </Link>
      ),
    },
    {
      id: 'customer',
      header: t('column.customer'),
      sort: 'CUSTOMER',
      sortBack: 'CUSTOMER_DESC',
      card: 'title',
      cell: (invoice) => invoice.customer.name,
    },
    { id: 'reference', header: t('column.reference'), cell: (invoice) => invoice.reference ?? dash, optional: true },
    {
      id: 'issued',
      header: t('column.issued'),
      number: true,
      sort: 'ISSUED',
      sortBack: 'ISSUED_DESC',
      cell: (invoice) => formats.date(invoice.issuedOn),
      optional: true,
    },
    {
      id: 'due',
      header: t('column.due'),
      number: true,
      sort: 'DUE_DATE',
      sortBack: 'DUE_DATE_DESC',
      card: 'fact',
      cell: (invoice) => formats.date(invoice.dueOn),
    },
    {
      id: 'days',
      header: t('column.daysOverdue'),
      number: true,
      sort: 'DAYS_OVERDUE_DESC',
      sortBack: 'DAYS_OVERDUE',
      cell: (invoice) => (invoice.daysOverdue > 0 ? formats.count(invoice.daysOverdue) : dash),
    },
    {
      id: 'total',
      header: inCurrency(t('column.total')),
      number: true,
      sort: 'TOTAL_DESC',
      sortBack: 'TOTAL',
      cell: (invoice) => amount(invoice.total),
      optional: section === 'IN_SERVICE',
    },
    {
      id: 'open',
      header: inCurrency(t('column.open')),
      number: true,
      sort: 'OPEN_DESC',
      sortBack: 'OPEN',
      card: 'value',
      unit: single,
      cell: (invoice) => <strong>{amount(invoice.open)}</strong>,
    },
    {
      id: 'status',
      header: t('column.status'),
      sort: 'STATUS',
      sortBack: 'STATUS_DESC',
      cell: (invoice) => (
        <>
          <CollectionStatusState status={invoice.status} />
          {invoice.disputed && <Mark word={t('invoice.disputed')} />}
          {invoice.customer.collectionProhibited && <Mark word={t('invoice.prohibited')} />}
        </>
      ),
    },
    {
      id: 'auxiliary',
      header: t('invoice.auxiliaryName'),
      sort: 'AUXILIARY_NAME',
      sortBack: 'AUXILIARY_NAME_DESC',
      cell: (invoice) => invoice.auxiliaryName ?? dash,
      optional: true,
    },
  ]
  if (section === 'IN_SERVICE') return [...columns, ...serviceColumns({ t, formats, amount })]
  if (section === 'OPEN') return columns
  return [
    ...columns,
    newestColumn({ t, formats }, true),
    {
      id: 'problems',
      header: t('column.beforeSending'),
      card: 'fact',
      cell: (invoice) => {
        const problems = problemsOf(invoice, section)
        if (problems.length === 0) return <span className="muted">{t('invoices.sendable')}</span>
        return (
          <Tooltip multiline maw={360} label={<ProblemWords problems={problems} />}>
            <span className="state state-amber">
              <IconAlertTriangle size={14} aria-hidden />
              <ProblemWords problems={problems.slice(0, 1)} brief />
            </span>
          </Tooltip>
        )
      },
    },
  ]
}

/** What stands beside the status and keeps the invoice from the service. */
function Mark({ word }: { word: string }) {
  return (
    <span className="state state-amber" style={{ marginInlineStart: 8 }}>
      {word}
    </span>
  )
}

function serviceColumns({
  t,
  formats,
  amount,
}: Pick<ColumnWords, 't' | 'formats'> & { amount: (value: InvoiceRow['open']) => string }) {
  const columns: LedgerColumn<InvoiceRow>[] = [
    {
      id: 'stage',
      header: t('column.stage'),
      card: 'fact',
      cell: ({ assignment }) =>
        assignment ? (
          <Link to={`/assignments/${encodeURIComponent(assignment.id)}`}>
            <StageState stage={assignment.stage} closeReason={assignment.closeReason} />
          </Link>
        ) : (
          dash
        ),
    },
    newestColumn({ t, formats }, false),
    {
      id: 'balance',
      header: t('column.balance'),
      number: true,
      cell: ({ assignment }) => (assignment ? amount(assignment.balance) : dash),
    },
  ]
  return columns
}

/** The newest step that the service took; of returned invoices too. */
function newestColumn({ t, formats }: Pick<ColumnWords, 't' | 'formats'>, optional: boolean): LedgerColumn<InvoiceRow> {
  return {
    id: 'event',
    header: t('column.newestEvent'),
    sort: 'NEWEST_STEP_DESC',
    sortBack: 'NEWEST_STEP',
    optional,
    cell: ({ assignment }) =>
      assignment?.newestEvent ? (
        <>
          {formats.date(assignment.newestEvent.on)}{' '}
          <span className="muted">{t(`event.${assignment.newestEvent.type}`)}</span>
        </>
      ) : (
        dash
      ),
  }
}

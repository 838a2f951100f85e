import type { AssignmentsQuery } from '@duetto/schema'
import type { TFunction } from 'i18next'
import { Link } from 'react-router'
import type { Formats } from '../../format/format.ts'
import { KindWord, StageState } from '../../ui/badges.tsx'
import type { LedgerColumn } from '../../ui/LedgerTable.tsx'

type AssignmentNode = AssignmentsQuery['assignments']['nodes'][number]

/** What the list shows of an assignment; inside one company its name goes without saying. */
export type AssignmentRow = Omit<AssignmentNode, 'company' | '__typename'> & Partial<Pick<AssignmentNode, 'company'>>

const dash = <span className="ledger-dash">–</span>

interface ColumnWords<Row> {
  t: TFunction
  formats: Formats
  rows: readonly Row[]
}

export function assignmentColumns<Row extends AssignmentRow>({
  t,
  formats,
  rows,
}: ColumnWords<Row>): LedgerColumn<Row>[] {
  const currencies = new Set(rows.map((row) => row.balance.currency))
  const single = currencies.size === 1 ? [...currencies][0] : undefined
  const inCurrency = (name: string) => (single ? `${name} ${single}` : name)
  const amount = (value: AssignmentRow['balance']) => (single ? formats.amount(value) : formats.money(value))
  return [
    {
      id: 'debtor',
      header: t('column.debtor'),
      card: 'title',
      cell: (row) => (
        <Link to={`/assignments/${encodeURIComponent(row.id)}`} className="row-link">
          {row.debtorName}
        </Link>
      ),
    },
    { id: 'company', header: t('column.company'), cell: (row) => row.company?.name, card: 'fact' },
    { id: 'invoice', header: t('column.invoice'), cell: (row) => row.invoiceNumber },
    { id: 'reference', header: t('column.reference'), cell: (row) => row.reference ?? dash, optional: true },
    { id: 'kind', header: t('column.kind'), cell: (row) => <KindWord kind={row.kind} />, optional: true },
    {
      id: 'stage',
      header: t('column.stage'),
      card: 'fact',
      cell: (row) => <StageState stage={row.stage} closeReason={row.closeReason} />,
    },
    { id: 'due', header: t('column.due'), sort: 'DUE_DATE', number: true, cell: (row) => formats.date(row.dueOn) },
    {
      id: 'days',
      header: t('column.daysOverdue'),
      number: true,
      cell: (row) => (row.daysOverdue > 0 ? formats.count(row.daysOverdue) : dash),
    },
    {
      id: 'principal',
      header: inCurrency(t('column.principal')),
      number: true,
      cell: (row) => amount(row.principal),
      optional: true,
    },
    {
      id: 'balance',
      header: inCurrency(t('column.balance')),
      number: true,
      sort: 'BALANCE_DESC',
      card: 'value',
      unit: single,
      cell: (row) => <strong>{amount(row.balance)}</strong>,
    },
    {
      id: 'event',
      header: t('column.newestEvent'),
      sort: 'NEWEST_EVENT',
      card: 'fact',
      cell: (row) =>
        row.newestEvent ? (
          <>
            {formats.date(row.newestEvent.on)} <span className="muted">{t(`event.${row.newestEvent.type}`)}</span>
          </>
        ) : (
          dash
        ),
    },
    { id: 'businessId', header: t('column.businessId'), cell: (row) => row.debtorBusinessId ?? dash, optional: true },
    {
      id: 'opened',
      header: t('column.opened'),
      number: true,
      cell: (row) => formats.date(row.openedOn),
      optional: true,
    },
  ]
}

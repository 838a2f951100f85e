import type { TFunction } from 'i18next'
import { Link } from 'react-router'
import type { ReportQuery } from '../../api/generated.ts'
import type { Formats } from '../../format/format.ts'
import type { LedgerColumn } from '../../ui/LedgerTable.tsx'

export type ReportLine = ReportQuery['report']['nodes'][number]
export type ReportTotal = ReportQuery['reportTotals'][number]

interface ColumnWords {
  t: TFunction
  formats: Formats
  totals: readonly ReportTotal[]
}

/** The report's columns; the footer is the total of all companies, a line a currency, whatever page is shown. */
export function reportColumns({ t, formats, totals }: ColumnWords): LedgerColumn<ReportLine>[] {
  const money = (
    id: 'arrived' | 'paid' | 'settled' | 'creditLoss' | 'fee' | 'feeVat',
    place: Pick<LedgerColumn<ReportLine>, 'card' | 'optional'> = {},
  ): LedgerColumn<ReportLine> => ({
    id,
    header: t(`report.${id}`),
    number: true,
    ...place,
    cell: ({ figures }) =>
      /^0\.0+$/.test(figures[id].amount) ? <span className="ledger-dash">–</span> : formats.money(figures[id]),
    footer: totals.map((total) => <div key={total.currency}>{formats.money(total[id])}</div>),
  })
  const count = (id: 'arrivedCount' | 'paidCount' | 'closedCount' | 'paidInFullCount'): LedgerColumn<ReportLine> => ({
    id,
    header: t(`report.${id}`),
    number: true,
    card: id === 'arrivedCount' || id === 'paidCount' ? 'fact' : undefined,
    cell: ({ figures }) => (figures[id] === 0 ? <span className="ledger-dash">–</span> : formats.count(figures[id])),
    footer: totals.map((total) => <div key={total.currency}>{formats.count(total[id])}</div>),
  })
  return [
    {
      id: 'company',
      header: t('column.company'),
      card: 'title',
      cell: ({ company }) => (
        <Link to={`/companies/${encodeURIComponent(company.id)}/assignments`} className="row-link">
          {company.name}
        </Link>
      ),
      footer: t('report.total'),
    },
    count('arrivedCount'),
    money('arrived'),
    count('paidCount'),
    money('paid', { card: 'value' }),
    money('settled'),
    money('creditLoss'),
    money('fee'),
    money('feeVat', { optional: true }),
    count('closedCount'),
    count('paidInFullCount'),
  ]
}

import type { TFunction } from 'i18next'
import { Link } from 'react-router'
import type { Formats } from '../../format/format.ts'
import { ActivationStateWord } from '../../ui/badges.tsx'
import type { LedgerColumn } from '../../ui/LedgerTable.tsx'
import { type LineSums, type OverviewLine, oldestBucket, runningStages, stageTotal } from './overviewRows.ts'

interface ColumnWords {
  t: TFunction
  formats: Formats
  sums: readonly LineSums[]
  /** Every company is in the table, so the page may order it by any column. */
  complete: boolean
  companies: number
}

const dash = <span className="ledger-dash">–</span>

/** The company table's columns; with several currencies each has its own line in the footer. */
export function overviewColumns({ t, formats, sums, complete, companies }: ColumnWords): LedgerColumn<OverviewLine>[] {
  const single = sums.length === 1 ? sums[0]?.currency : undefined
  const inCurrency = (name: string) => (single ? `${name} ${single}` : name)
  const amount = (value: { amount: string; currency: string } | undefined) =>
    value ? (single ? formats.amount(value) : formats.money(value)) : dash
  const footer = (pick: (sum: LineSums) => string) =>
    sums.map((sum) => (
      <div key={sum.currency}>
        {single ? formats.amount(pick(sum)) : formats.money({ amount: pick(sum), currency: sum.currency })}
      </div>
    ))
  const countFooter = (pick: (sum: LineSums) => number) => formats.count(sums.reduce((all, sum) => all + pick(sum), 0))
  const own = (sort: string) => (complete ? sort : undefined)

  return [
    {
      id: 'company',
      header: t('column.company'),
      sort: 'NAME',
      card: 'title',
      cell: ({ company }) => (
        <Link to={`/companies/${encodeURIComponent(company.id)}`} className="row-link">
          {company.name}
        </Link>
      ),
      footer: t('overview.shown', { count: companies }),
    },
    { id: 'businessId', header: t('column.businessId'), cell: ({ company }) => company.businessId, optional: true },
    {
      id: 'service',
      header: t('column.service'),
      card: 'fact',
      cell: ({ company }) => <ActivationStateWord state={company.activation.state} />,
    },
    {
      id: 'count',
      header: t('column.count'),
      number: true,
      sort: own('COUNT_DESC'),
      card: 'fact',
      cell: ({ totals }) => (totals ? formats.count(totals.count) : dash),
      footer: countFooter((sum) => sum.count),
    },
    {
      id: 'principal',
      header: inCurrency(t('column.principal')),
      number: true,
      sort: own('PRINCIPAL_DESC'),
      cell: ({ totals }) => amount(totals?.principal),
      footer: footer((sum) => sum.principal),
    },
    {
      id: 'balance',
      header: inCurrency(t('column.balance')),
      number: true,
      sort: 'BALANCE_DESC',
      card: 'value',
      unit: single,
      cell: ({ totals }) => <strong>{amount(totals?.balance)}</strong>,
      footer: footer((sum) => sum.balance),
    },
    ...runningStages.map(
      (stage): LedgerColumn<OverviewLine> => ({
        id: stage,
        header: t(`stage.${stage}`),
        number: true,
        sort: own(`${stage}_DESC`),
        cell: ({ company, totals }) => {
          const count = stageTotal(totals, stage)?.count ?? 0
          if (count === 0) return dash
          return (
            <Link to={`/assignments?company=${encodeURIComponent(company.id)}&stage=${stage}`}>
              {formats.count(count)}
            </Link>
          )
        },
        footer: countFooter((sum) => sum.stages[stage] ?? 0),
      }),
    ),
    {
      id: 'oldest',
      header: t('column.oldest'),
      sort: own('OLDEST_DESC'),
      cell: ({ totals }) => {
        const bucket = oldestBucket(totals)
        return bucket ? <span className={bucket === 'DAYS_OVER_180' ? 'late' : ''}>{t(`ageing.${bucket}`)}</span> : dash
      },
    },
    {
      id: 'arrived',
      header: inCurrency(t('column.arrived30')),
      number: true,
      sort: own('ARRIVED_DESC'),
      cell: ({ totals }) => amount(totals?.arrived),
      footer: footer((sum) => sum.arrived),
      optional: true,
    },
    {
      id: 'paid',
      header: inCurrency(t('column.paid30')),
      number: true,
      sort: own('PAID_DESC'),
      card: 'fact',
      cell: ({ totals }) => amount(totals?.paid),
      footer: footer((sum) => sum.paid),
    },
  ]
}

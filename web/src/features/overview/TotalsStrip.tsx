import { useTranslation } from 'react-i18next'
import { StageState } from '../../ui/badges.tsx'
import { Figures } from '../../ui/Figures.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { type OverviewTotals, runningStages, stageTotal } from './overviewRows.ts'

/** The whole scope's figures in one currency: all, then stage by stage, then the last thirty days. */
export function TotalsStrip({ totals }: { totals: OverviewTotals }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <Figures
      label={t('overview.totals')}
      figures={[
        {
          name: t('overview.running'),
          value: formats.money(totals.balance),
          note: (
            <>
              {t('count.assignments', { count: totals.count })}
              <br />
              {t('column.principal')} {formats.money(totals.principal)}
            </>
          ),
          to: '/assignments',
        },
        ...runningStages.map((stage) => {
          const row = stageTotal(totals, stage)
          return {
            name: <StageState stage={stage} />,
            value: row ? formats.money(row.balance) : '–',
            note: t('count.assignments', { count: row?.count ?? 0 }),
            to: `/assignments?stage=${stage}`,
          }
        }),
        {
          name: t('overview.arrived'),
          value: formats.money(totals.arrived),
          note: t('count.assignments', { count: totals.arrivedCount }),
        },
        {
          name: t('overview.paid'),
          value: formats.money(totals.paid),
          note: t('count.payments', { count: totals.paidCount }),
        },
      ]}
    />
  )
}

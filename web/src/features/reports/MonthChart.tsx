import { BarChart } from '@mantine/charts'
import { Group, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ReportMonthsQuery } from '../../api/generated.ts'
import { useFormats } from '../../ui/useFormats.ts'

type Month = ReportMonthsQuery['reportMonths'][number]

/** What arrived and what was paid month by month in one currency: the shape as bars, the same figures as a table. */
export function MonthChart({ months, currency }: { months: readonly Month[]; currency: string }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const rows = months.filter((month) => month.currency === currency)
  const title = `report-months-${currency}`
  // A bar's length in pixels may be a float; every figure that is read comes from the exact text.
  const bars = rows.map((row) => ({
    name: formats.month(row.month),
    arrived: Number(row.arrived.amount),
    paid: Number(row.paid.amount),
  }))
  return (
    <section className="sheet sheet-padded" aria-labelledby={title}>
      <Title order={2} fz="sm" id={title} mb="xs">
        {t('report.months', { currency })}
      </Title>
      <Group align="stretch" gap="xl" wrap="wrap">
        <div style={{ flex: '1 1 380px', minWidth: 0 }} aria-hidden>
          <BarChart
            h={Math.max(210, rows.length * 29)}
            data={bars}
            dataKey="name"
            withLegend
            series={[
              { name: 'arrived', label: t('report.arrived'), color: 'gray.5' },
              { name: 'paid', label: t('report.paid'), color: 'plum.6' },
            ]}
            withTooltip={false}
            barChartProps={{ accessibilityLayer: false }}
            valueFormatter={(value) => formats.roundMoney({ amount: String(Math.round(value)), currency })}
            yAxisProps={{ width: 84, tickMargin: 4 }}
            maxBarWidth={24}
            barProps={{ isAnimationActive: false }}
          />
        </div>
        <table className="small-table" style={{ flex: '1 1 260px' }}>
          <thead>
            <tr>
              <th scope="col">{t('report.month')}</th>
              <th scope="col" className="number">
                {t('report.arrived')} {currency}
              </th>
              <th scope="col" className="number">
                {t('report.paid')} {currency}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.month}>
                <th scope="row">{formats.month(row.month)}</th>
                <td className="number">{formats.amount(row.arrived)}</td>
                <td className="number">{formats.amount(row.paid)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Group>
    </section>
  )
}

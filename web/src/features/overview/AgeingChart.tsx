import { BarChart } from '@mantine/charts'
import { Group, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useFormats } from '../../ui/useFormats.ts'
import { ageingBuckets, bucketDays, type OverviewTotals } from './overviewRows.ts'

type Bucket = (typeof ageingBuckets)[number]

function listOf(bucket: Bucket): string {
  const { min, max } = bucketDays[bucket]
  const params = new URLSearchParams()
  if (min !== undefined) params.set('minDays', String(min))
  if (max !== undefined) params.set('maxDays', String(max))
  return `/assignments?${params}`
}

/** How old the balance is: the shape as bars, the same figures as a table, and either leads to the list. */
export function AgeingChart({ totals }: { totals: OverviewTotals }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const navigate = useNavigate()
  const rows = ageingBuckets.map((bucket) => {
    const row = totals.ageing.find((one) => one.bucket === bucket)
    return { bucket, name: t(`ageing.${bucket}`), count: row?.count ?? 0, balance: row?.balance }
  })
  // A bar's length in pixels may be a float; every figure that is read comes from the exact text.
  const bars = rows.map((row) => ({ ...row, height: Number(row.balance?.amount ?? 0) }))

  return (
    <section className="sheet sheet-padded" aria-labelledby="ageing-title">
      <Title order={2} fz="sm" id="ageing-title" mb="xs">
        {t('ageing.title', { currency: totals.currency })}
      </Title>
      <Group align="stretch" gap="xl" wrap="wrap">
        <div style={{ flex: '1 1 380px', minWidth: 0 }} aria-hidden>
          <BarChart
            h={190}
            data={bars}
            dataKey="name"
            series={[{ name: 'height', label: t('column.balance'), color: 'plum.6' }]}
            withTooltip={false}
            barChartProps={{ accessibilityLayer: false }}
            valueFormatter={(value) =>
              formats.roundMoney({ amount: String(Math.round(value)), currency: totals.currency })
            }
            yAxisProps={{ width: 84, tickMargin: 4 }}
            maxBarWidth={44}
            barProps={{
              cursor: 'pointer',
              isAnimationActive: false,
              onClick: (_bar, index) => {
                const bucket = rows[index]?.bucket
                if (bucket) void navigate(listOf(bucket))
              },
            }}
          />
        </div>
        <table className="small-table" style={{ flex: '1 1 260px' }}>
          <thead>
            <tr>
              <th scope="col">{t('ageing.days')}</th>
              <th scope="col" className="number">
                {t('column.count')}
              </th>
              <th scope="col" className="number">
                {t('column.balance')} {totals.currency}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.bucket}>
                <th scope="row">
                  <Link to={listOf(row.bucket)}>{row.name}</Link>
                </th>
                <td className="number">{formats.count(row.count)}</td>
                <td className="number">{row.balance ? formats.amount(row.balance) : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Group>
    </section>
  )
}

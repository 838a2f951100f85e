import { OverviewTotalsDocument } from '@duetto/schema'
import { Skeleton, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLatest } from '../../api/useLatest.ts'
import { PageHead } from '../../ui/PageHead.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { AgeingChart } from './AgeingChart.tsx'
import { CompanyTable } from './CompanyTable.tsx'
import { TotalsStrip } from './TotalsStrip.tsx'

/** Every company's assignments in one place. */
export function OverviewPage() {
  const { t } = useTranslation()
  const formats = useFormats()
  const totals = useLatest(OverviewTotalsDocument, { variables: {} })
  const [first] = totals.data?.overviewTotals ?? []

  return (
    <Stack gap="md">
      <PageHead
        title={t('overview.title')}
        beside={first && <span className="muted small">{t('asOf', { date: formats.date(first.asOf) })}</span>}
      />
      {totals.fault && <ErrorState fault={totals.fault} onRetry={totals.retry} />}
      {!totals.data && !totals.fault && <Skeleton height={72} radius="md" />}
      {totals.data?.overviewTotals.map((total) => (
        <Stack key={total.currency} gap="md">
          <TotalsStrip totals={total} />
          <AgeingChart totals={total} />
        </Stack>
      ))}
      <CompanyTable />
    </Stack>
  )
}

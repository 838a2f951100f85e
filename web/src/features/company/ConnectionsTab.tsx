import { Grid, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { ConnectionsDocument } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { NetvisorConnection } from './NetvisorConnection.tsx'
import { NetvisorDifferences, NetvisorRefusals, NetvisorReports, NetvisorRuns } from './NetvisorRuns.tsx'
import { PaymentSourceSheet, StatusMasterSheet } from './Sources.tsx'

/** How often a fetch under way is looked at. */
const EVERY_MS = 4_000

/** Where a company's invoices, payments and statuses come from, and how the fetches from there go. */
export function ConnectionsTab() {
  const { t } = useTranslation()
  const { companyId = '' } = useParams()
  const { data, fault, retry } = useLatest(ConnectionsDocument, {
    variables: { id: companyId },
    fresh: true,
    every: EVERY_MS,
  })
  if (fault && !data) return <ErrorState fault={fault} onRetry={retry} />
  const company = data?.company
  if (!company) return <SkeletonRows label={t('shell.loading')} />
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <Stack gap="md">
          <NetvisorConnection company={company} />
          <PaymentSourceSheet company={company} />
          <StatusMasterSheet company={company} />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 7 }}>
        <Stack gap="md">
          <NetvisorDifferences company={company} />
          <NetvisorRuns company={company} />
          <NetvisorRefusals company={company} />
          <NetvisorReports company={company} />
        </Stack>
      </Grid.Col>
    </Grid>
  )
}

import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { PageHead } from '../../ui/PageHead.tsx'
import { CompanyTable } from './CompanyTable.tsx'

/** The way to one company of many. */
export function CompaniesPage() {
  const { t } = useTranslation()
  return (
    <Stack gap="md">
      <PageHead title={t('nav.companies')} />
      <CompanyTable />
    </Stack>
  )
}

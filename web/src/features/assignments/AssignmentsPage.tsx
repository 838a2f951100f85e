import { AssignmentsDocument } from '@duetto/schema'
import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLatest } from '../../api/useLatest.ts'
import { PageHead } from '../../ui/PageHead.tsx'
import { useUrl } from '../../ui/useUrl.ts'
import { AssignmentList } from './AssignmentList.tsx'
import { readFilter, readSort } from './filterUrl.ts'

/** Every assignment of every company that the reader may see. */
export function AssignmentsPage() {
  const { t } = useTranslation()
  const url = useUrl()
  const latest = useLatest(AssignmentsDocument, {
    variables: {
      first: 50,
      after: url.get('after') ?? null,
      filter: readFilter(url.params),
      sort: readSort(url.params),
    },
  })
  return (
    <Stack gap="md">
      <PageHead title={t('assignments.title')} />
      <AssignmentList
        tableId="assignments"
        latest={latest}
        rows={latest.data?.assignments.nodes}
        pageInfo={latest.data?.assignments.pageInfo}
        acrossCompanies
        emptyText={t('assignments.empty.text')}
      />
    </Stack>
  )
}

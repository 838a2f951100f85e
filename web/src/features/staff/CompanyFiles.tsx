import { Stack } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { StaffCompanyFilesDocument, type StaffCompanyFilesQuery } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { StateWord } from '../../ui/badges.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'

type Entry = StaffCompanyFilesQuery['companyFiles']['nodes'][number]

/** The companies that the agency works for. */
export function CompanyFiles() {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const navigate = useNavigate()
  const search = url.get('q')
  const { data, fault, stale, retry } = useLatest(StaffCompanyFilesDocument, {
    variables: { first: 50, after: url.get('after') ?? null, search: search ?? null },
    fresh: true,
  })
  const columns = useMemo<LedgerColumn<Entry>[]>(
    () => [
      {
        id: 'name',
        header: t('column.company'),
        cell: (entry) => (
          <Link to={`/staff/companies/${encodeURIComponent(entry.id)}`} className="row-link">
            {entry.name}
          </Link>
        ),
        card: 'title',
      },
      {
        id: 'address',
        header: t('companyFile.address'),
        cell: (entry) =>
          entry.addressMissing ? (
            <StateWord look={['amber', IconAlertTriangle]} word={t('companyFile.addressMissing')} />
          ) : (
            ''
          ),
        card: 'fact',
      },
      { id: 'businessId', header: t('companyFile.businessId'), cell: (entry) => entry.businessId, card: 'fact' },
      {
        id: 'running',
        header: t('companyFile.running'),
        number: true,
        cell: (entry) => formats.count(entry.running),
        card: 'fact',
      },
    ],
    [t, formats],
  )
  if (fault && !data) return <ErrorState fault={fault} onRetry={retry} />
  return (
    <Stack gap="sm">
      <SearchField
        label={t('companyFile.search')}
        value={search ?? ''}
        onSearch={(text) => url.replace({ q: text || null, after: null })}
      />
      <LedgerTable
        label={t('companyFile.tab')}
        columns={columns}
        rows={data?.companyFiles.nodes}
        rowId={(entry) => entry.id}
        onOpen={(entry) => navigate(`/staff/companies/${encodeURIComponent(entry.id)}`)}
        stale={stale}
        empty={<EmptyState title={t('companyFile.none.title')}>{t('companyFile.none.text')}</EmptyState>}
      />
      <Pager pageInfo={data?.companyFiles.pageInfo} shown={data?.companyFiles.nodes.length ?? 0} />
    </Stack>
  )
}

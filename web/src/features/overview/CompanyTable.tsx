import { OverviewDocument, type OverviewSort } from '@duetto/schema'
import { Anchor, Group, Stack } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useLatest } from '../../api/useLatest.ts'
import { ColumnChooser, useVisibleColumns } from '../../ui/ColumnChooser.tsx'
import { LedgerTable } from '../../ui/LedgerTable.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { overviewColumns } from './overviewColumns.tsx'
import { orderLines, sumLines, toLines } from './overviewRows.ts'

const pageSize = 100

/** The companies within reach, each with how its assignments stand; searched and ordered by the address. */
export function CompanyTable() {
  const { t } = useTranslation()
  const formats = useFormats()
  const navigate = useNavigate()
  const url = useUrl()
  const [visible, setVisible] = useVisibleColumns('overview')
  const sort = url.get('sort') ?? 'NAME'
  const search = url.get('q') ?? ''
  const serverSort: OverviewSort = sort === 'BALANCE_DESC' ? 'BALANCE_DESC' : 'NAME'
  const list = useLatest(OverviewDocument, {
    variables: { first: pageSize, after: url.get('after') ?? null, search: search || null, sort: serverSort },
  })
  const connection = list.data?.overview
  const complete = connection !== undefined && !connection.pageInfo.hasNextPage && !url.get('after')
  const lines = useMemo(() => connection && orderLines(toLines(connection.nodes), sort), [connection, sort])
  const columns = useMemo(
    () =>
      overviewColumns({ t, formats, sums: sumLines(lines ?? []), complete, companies: connection?.nodes.length ?? 0 }),
    [t, formats, lines, complete, connection],
  )

  return (
    <Stack gap="md">
      <Group justify="space-between" gap="xs">
        <SearchField
          label={t('overview.search')}
          value={search}
          onSearch={(text) => url.replace({ q: text || null, after: null })}
        />
        <ColumnChooser columns={columns} visible={visible} onChange={setVisible} />
      </Group>
      {list.fault && <ErrorState fault={list.fault} onRetry={list.retry} />}
      {!(list.fault && !lines) && (
        <LedgerTable
          label={t('overview.table')}
          columns={columns}
          rows={lines}
          rowId={(line) => line.id}
          visible={visible}
          sort={sort}
          onSort={(word) => url.set({ sort: word, after: null })}
          onOpen={({ company }) => navigate(`/companies/${encodeURIComponent(company.id)}`)}
          stale={list.stale}
          height="calc(100dvh - 150px)"
          empty={
            search ? (
              <EmptyState
                title={t('overview.noMatch.title')}
                action={
                  <Anchor component="button" type="button" onClick={() => url.set({ q: null })}>
                    {t('filter.clearAll')}
                  </Anchor>
                }
              >
                {t('overview.noMatch.text', { search })}
              </EmptyState>
            ) : (
              <EmptyState
                title={t('overview.empty.title')}
                action={
                  <Anchor component={Link} to="/settings">
                    {t('nav.settings')}
                  </Anchor>
                }
              >
                {t('overview.empty.text')}
              </EmptyState>
            )
          }
        />
      )}
      {connection && <Pager pageInfo={connection.pageInfo} shown={connection.nodes.length} />}
    </Stack>
  )
}

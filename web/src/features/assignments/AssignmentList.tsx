import { Anchor, Group, Stack } from '@mantine/core'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useExport } from '../../api/exportFile.ts'
import type { Latest } from '../../api/useLatest.ts'
import { ColumnChooser, useVisibleColumns } from '../../ui/ColumnChooser.tsx'
import { ExportMenu } from '../../ui/ExportMenu.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { AssignmentFilters } from './AssignmentFilters.tsx'
import { AssignmentSidePanel } from './AssignmentSidePanel.tsx'
import { type AssignmentRow, assignmentColumns } from './assignmentColumns.tsx'
import { FilterChips } from './FilterChips.tsx'
import { filterNames, readFilter, readSort } from './filterUrl.ts'

interface AssignmentListProps<Row extends AssignmentRow> {
  tableId: string
  latest: Latest<unknown>
  rows: readonly Row[] | undefined
  pageInfo: { hasNextPage: boolean; endCursor: string | null } | undefined
  /** The list goes over several companies: they are shown and can be filtered by. */
  acrossCompanies: boolean
  more?: (formats: ReturnType<typeof useFormats>) => LedgerColumn<Row>[]
  emptyText: ReactNode
  /** The one company of the list, when it is of one. */
  companyId?: string
}

/** A list of assignments with its search, filters, order, pages and side panel, all kept in the address. */
export function AssignmentList<Row extends AssignmentRow>(props: AssignmentListProps<Row>) {
  const { t, i18n } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const { rows, latest, acrossCompanies, more } = props
  const [visible, setVisible] = useVisibleColumns(props.tableId)
  const columns = useMemo(() => {
    const all = assignmentColumns<Row>({ t, formats, rows: rows ?? [] })
    const shown = acrossCompanies ? all : all.filter((column) => column.id !== 'company')
    return [...shown, ...(more?.(formats) ?? [])]
  }, [t, formats, rows, acrossCompanies, more])
  const file = useExport('/exports/assignments')
  const exportShown = (format: 'csv' | 'xlsx') => {
    const filter = readFilter(url.params)
    const companyIds = props.companyId ? [props.companyId] : filter.companyIds
    const language = i18n.language.toUpperCase()
    return file.run({ format, language, sort: readSort(url.params), filter: { ...filter, companyIds } })
  }
  const filtered = filterNames.some((name) => url.params.has(name))

  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <SearchField
            label={t('assignments.search')}
            value={url.get('q') ?? ''}
            onSearch={(text) => url.replace({ q: text || null, after: null, open: null })}
          />
          <AssignmentFilters acrossCompanies={acrossCompanies} />
        </Group>
        <Group gap="xs">
          <ExportMenu onExport={(format) => void exportShown(format)} busy={file.busy} />
          <ColumnChooser columns={columns} visible={visible} onChange={setVisible} />
        </Group>
      </Group>
      <FilterChips />
      {file.fault && <ErrorState fault={file.fault} />}
      {latest.fault && <ErrorState fault={latest.fault} onRetry={latest.retry} />}
      {(rows || !latest.fault) && (
        <LedgerTable
          label={t('assignments.title')}
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          visible={visible}
          sort={readSort(url.params)}
          onSort={(sort) => url.set({ sort, after: null })}
          onOpen={(row) => url.set({ open: row.id })}
          openId={url.get('open')}
          stale={latest.stale}
          empty={
            filtered ? (
              <EmptyState
                title={t('assignments.noMatch.title')}
                action={
                  <Anchor
                    component="button"
                    type="button"
                    onClick={() =>
                      url.set({ ...Object.fromEntries(filterNames.map((name) => [name, null])), after: null })
                    }
                  >
                    {t('filter.clearAll')}
                  </Anchor>
                }
              >
                {t('assignments.noMatch.text')}
              </EmptyState>
            ) : (
              <EmptyState title={t('assignments.empty.title')}>{props.emptyText}</EmptyState>
            )
          }
        />
      )}
      {rows && rows.length > 0 && <Pager pageInfo={props.pageInfo} shown={rows.length} />}
      <AssignmentSidePanel id={url.get('open')} onClose={() => url.set({ open: null })} />
    </Stack>
  )
}

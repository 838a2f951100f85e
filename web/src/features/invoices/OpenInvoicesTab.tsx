import { Group, Stack } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useExport } from '../../api/exportFile.ts'
import { CompanyHeadDocument, SalesInvoicesDocument, SalesInvoiceTotalsDocument } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { type BulkAct, BulkActModal } from '../../ui/BulkActModal.tsx'
import { BulkStatusModal } from '../../ui/BulkStatusModal.tsx'
import { ColumnChooser, useVisibleColumns } from '../../ui/ColumnChooser.tsx'
import { ExportMenu } from '../../ui/ExportMenu.tsx'
import { LedgerTable } from '../../ui/LedgerTable.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { largestSection, useSectionTotals } from '../../ui/sectionTotals.ts'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { filterNames, readFilter, readSection, readSort } from './filterUrl.ts'
import { InvoiceFilterChips, InvoiceFilters } from './InvoiceFilters.tsx'
import { InvoiceSidePanel } from './InvoiceSidePanel.tsx'
import { invoiceColumns } from './invoiceColumns.tsx'
import { SectionStrip } from './SectionStrip.tsx'
import { SelectionBar } from './SelectionBar.tsx'
import { type InvoiceChoice, useInvoiceSelection } from './useInvoiceSelection.ts'

const pageSize = 100

type Chosen = Pick<InvoiceChoice, 'count' | 'selection'>

/** Open sales invoices in their sections; overdue and reminded ones are sent to the service from here. */
export function OpenInvoicesTab() {
  const { t, i18n } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const { companyId = '' } = useParams()
  const [visible, setVisible] = useVisibleColumns('invoices')
  const sort = readSort(url.params)
  const asked = readFilter(url.params)
  // One customer's invoices are shown where they are; the strip counts that customer's alone.
  const isOfCustomer = asked.customerId !== undefined
  const ofCustomer = useSectionTotals(companyId, asked, !isOfCustomer)
  const isSectionOpen = isOfCustomer && !url.params.has('section')
  const section = isSectionOpen && ofCustomer ? largestSection(ofCustomer) : readSection(url.params)
  const filter = { ...asked, section }
  const search = url.get('q') ?? null
  const after = url.get('after') ?? null

  const head = useLatest(CompanyHeadDocument, { variables: { id: companyId } })
  const list = useLatest(SalesInvoicesDocument, {
    variables: { companyId, first: pageSize, after, filter, sort },
    skip: isSectionOpen && !ofCustomer,
    fresh: true,
  })
  const totals = useLatest(SalesInvoiceTotalsDocument, { variables: { companyId, filter }, fresh: true })
  const invoices = list.data?.salesInvoices.nodes
  const sendKind = section === 'OVERDUE' ? 'REMINDER' : section === 'REMINDED_REQUESTED' ? 'COLLECTION' : undefined
  const columns = useMemo(
    () => invoiceColumns({ t, formats, invoices: invoices ?? [], section }),
    [t, formats, invoices, section],
  )
  const choice = useInvoiceSelection(invoices, filter, totals.stale ? undefined : totals.data?.salesInvoiceTotals)
  // As it was when the dialog opened: the act itself empties the list that it was chosen from.
  const [updating, setUpdating] = useState<Chosen | null>(null)
  const [acting, setActing] = useState<(Chosen & { act: BulkAct }) | null>(null)
  const file = useExport('/exports/sales-invoices')
  const language = i18n.language.toUpperCase()
  /** Another filter shows other invoices: what was chosen among the others is let go. */
  const show = (changes: Record<string, string | string[] | null>) => {
    choice.clear()
    url.set({ ...changes, after: null, open: null })
  }
  const isFiltered = search !== null || filterNames.some((name) => url.params.has(name))
  // The file has what is shown: these columns in this order, sorted and narrowed as the list is.
  const shown = columns.filter((column) => visible[column.id] ?? !column.optional).map((column) => column.id)
  const exportChosen = (format: 'csv' | 'xlsx') =>
    file.run({
      ...{ companyId, format, language, sort, columns: shown },
      filter: choice.isAll ? filter : { section, ids: [...choice.ids] },
    })

  return (
    <Stack gap="sm">
      <SectionStrip
        sections={isOfCustomer ? ofCustomer : head.data?.company?.invoiceSections}
        chosen={section}
        onChoose={(name) => show({ section: name })}
      />
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <SearchField
            label={t('invoices.search')}
            value={search ?? ''}
            onSearch={(text) => {
              choice.clear()
              url.replace({ q: text || null, after: null })
            }}
          />
          <InvoiceFilters onChange={show} />
        </Group>
        <Group gap="xs">
          <ExportMenu
            onExport={(format) => void file.run({ companyId, format, language, sort, filter, columns: shown })}
            busy={file.busy}
          />
          <ColumnChooser columns={columns} visible={visible} onChange={setVisible} />
        </Group>
      </Group>
      <InvoiceFilterChips onChange={show} />
      {file.fault && <ErrorState fault={file.fault} />}
      {list.fault && <ErrorState fault={list.fault} onRetry={list.retry} />}
      {(invoices || !list.fault) && (
        <LedgerTable
          label={t(`section.${section}`)}
          columns={columns}
          rows={invoices}
          rowId={(invoice) => invoice.id}
          visible={visible}
          sort={sort}
          onSort={(word) => url.set({ sort: word, after: null, open: null })}
          onOpen={(invoice) => url.set({ open: invoice.id })}
          openId={url.get('open')}
          selection={{ ids: choice.ids, change: choice.change }}
          stale={list.stale}
          height="calc(100dvh - 160px)"
          empty={
            <EmptyState title={t(`section.empty.${section}.title`)}>
              {isFiltered
                ? t('invoices.noMatch', { search: search ?? t('filter.open') })
                : t(`section.empty.${section}.text`)}
            </EmptyState>
          }
        />
      )}
      {choice.count > 0 && (
        <SelectionBar
          kind={sendKind}
          section={section}
          mayUpdate={section === 'OVERDUE' || section === 'REMINDED_REQUESTED'}
          onAct={(act) => setActing({ act, count: choice.count, selection: choice.selection })}
          onUpdate={() => setUpdating({ count: choice.count, selection: choice.selection })}
          companyId={companyId}
          choice={choice}
          list={{ section, sort, search, after }}
          company={head.data?.company}
          onExport={(format) => void exportChosen(format)}
          exporting={file.busy}
        />
      )}
      {invoices && invoices.length > 0 && (
        <Pager pageInfo={list.data?.salesInvoices.pageInfo} shown={invoices.length} />
      )}
      {updating && (
        <BulkStatusModal
          companyId={companyId}
          {...updating}
          onClose={() => setUpdating(null)}
          onDone={() => {
            setUpdating(null)
            choice.clear()
          }}
        />
      )}
      {acting && (
        <BulkActModal
          companyId={companyId}
          {...acting}
          onClose={() => setActing(null)}
          onDone={() => {
            setActing(null)
            choice.clear()
          }}
        />
      )}
      <InvoiceSidePanel id={url.get('open')} onClose={() => url.set({ open: null })} />
    </Stack>
  )
}

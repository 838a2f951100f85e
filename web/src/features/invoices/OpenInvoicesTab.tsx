import { Group, Stack } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import {
  CompanyHeadDocument,
  type InvoiceSectionName,
  type SalesInvoiceSort,
  SalesInvoicesDocument,
} from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { ColumnChooser, useVisibleColumns } from '../../ui/ColumnChooser.tsx'
import { LedgerTable } from '../../ui/LedgerTable.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { InvoiceSidePanel } from './InvoiceSidePanel.tsx'
import { invoiceColumns } from './invoiceColumns.tsx'
import { SectionStrip } from './SectionStrip.tsx'
import { SelectionBar } from './SelectionBar.tsx'

const sectionNames: readonly InvoiceSectionName[] = ['OPEN', 'OVERDUE', 'REMINDED_REQUESTED', 'IN_SERVICE']
const sorts: readonly SalesInvoiceSort[] = ['DUE_DATE', 'NUMBER', 'OPEN_DESC']
/** As many as may be sent at once from one page of the list. */
const pageSize = 100

/** Open sales invoices in their sections; overdue and reminded ones are sent to the service from here. */
export function OpenInvoicesTab() {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const { companyId = '' } = useParams()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [visible, setVisible] = useVisibleColumns('invoices')
  const section = sectionNames.find((name) => name === url.get('section')) ?? 'OVERDUE'
  const sort = sorts.find((name) => name === url.get('sort')) ?? 'DUE_DATE'
  const search = url.get('q') ?? null
  const after = url.get('after') ?? null

  const head = useLatest(CompanyHeadDocument, { variables: { id: companyId } })
  const list = useLatest(SalesInvoicesDocument, {
    variables: { companyId, first: pageSize, after, filter: { section, search }, sort },
    fresh: true,
  })
  const invoices = list.data?.salesInvoices.nodes
  const sendKind = section === 'OVERDUE' ? 'REMINDER' : section === 'REMINDED_REQUESTED' ? 'COLLECTION' : undefined
  const columns = useMemo(
    () => invoiceColumns({ t, formats, invoices: invoices ?? [], section }),
    [t, formats, invoices, section],
  )
  const chosen = (invoices ?? []).filter((invoice) => selected.has(invoice.id))
  const show = (changes: Record<string, string | null>) => {
    setSelected(new Set())
    url.set({ ...changes, after: null, open: null })
  }

  return (
    <Stack gap="sm">
      <SectionStrip
        sections={head.data?.company?.invoiceSections}
        chosen={section}
        onChoose={(name) => show({ section: name })}
      />
      <Group justify="space-between" gap="xs">
        <SearchField
          label={t('invoices.search')}
          value={search ?? ''}
          onSearch={(text) => url.replace({ q: text || null, after: null })}
        />
        <ColumnChooser columns={columns} visible={visible} onChange={setVisible} />
      </Group>
      {list.fault && <ErrorState fault={list.fault} onRetry={list.retry} />}
      {(invoices || !list.fault) && (
        <LedgerTable
          label={t(`section.${section}`)}
          columns={columns}
          rows={invoices}
          rowId={(invoice) => invoice.id}
          visible={visible}
          sort={sort}
          onSort={(word) => show({ sort: word })}
          onOpen={(invoice) => url.set({ open: invoice.id })}
          openId={url.get('open')}
          selection={sendKind && { ids: selected, change: setSelected }}
          stale={list.stale}
          height="calc(100dvh - 160px)"
          empty={
            <EmptyState title={t(`section.empty.${section}.title`)}>
              {search ? t('invoices.noMatch', { search }) : t(`section.empty.${section}.text`)}
            </EmptyState>
          }
        />
      )}
      {sendKind && chosen.length > 0 && (
        <SelectionBar
          kind={sendKind}
          companyId={companyId}
          invoices={chosen}
          list={{ section, sort, search, after }}
          company={head.data?.company}
          onClear={() => setSelected(new Set())}
        />
      )}
      {invoices && invoices.length > 0 && (
        <Pager pageInfo={list.data?.salesInvoices.pageInfo} shown={invoices.length} />
      )}
      <InvoiceSidePanel id={url.get('open')} onClose={() => url.set({ open: null })} />
    </Stack>
  )
}

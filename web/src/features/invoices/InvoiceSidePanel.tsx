import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { SalesInvoiceDocument } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { InvoiceFacts, InvoiceHistory, InvoiceState } from './InvoiceParts.tsx'

/** An invoice beside its list: its state and newest step, who owes it, and its history. */
export function InvoiceSidePanel({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  const { data, fault, retry } = useLatest(SalesInvoiceDocument, { variables: { id: id ?? '' }, skip: !id })
  const invoice = data?.salesInvoice?.id === id ? data?.salesInvoice : undefined
  return (
    <SidePanel
      opened={id !== undefined}
      onClose={onClose}
      title={invoice ? t('invoice.title', { number: invoice.number }) : '…'}
      pageTo={`/invoices/${encodeURIComponent(id ?? '')}`}
    >
      {fault && <ErrorState fault={fault} onRetry={retry} />}
      {!invoice && !fault && data?.salesInvoice !== null && <SkeletonRows label={t('shell.loading')} />}
      {data?.salesInvoice === null && (
        <EmptyState title={t('error.notFound.title')}>{t('error.notFound.text')}</EmptyState>
      )}
      {invoice && (
        <Stack gap="lg">
          <InvoiceState invoice={invoice} />
          <InvoiceFacts invoice={invoice} />
          <InvoiceHistory history={invoice.history} />
        </Stack>
      )}
    </SidePanel>
  )
}

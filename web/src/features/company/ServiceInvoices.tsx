import { Alert, Modal, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { ServiceInvoicesDocument, type ServiceInvoicesQuery } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { useToday } from '../../api/viewer.ts'
import { groupIban } from '../../format/iban.ts'
import { InvoiceSheet } from '../../ui/InvoiceSheet.tsx'
import { InvoiceState } from '../../ui/InvoiceState.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'

type Invoice = ServiceInvoicesQuery['serviceInvoices']['nodes'][number]
type Claim = ServiceInvoicesQuery['serviceClaims'][number]

/** What the company was paid too much: it goes off the next settlements, unless it is paid before. */
function RunningClaim({ claim }: { claim: Claim }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <Alert
      color="yellow"
      variant="light"
      icon={<IconAlertTriangle size={18} />}
      title={t('claim.companyTitle', { amount: formats.money(claim.amount) })}
    >
      <Text size="sm">{t('claim.companyText', { iban: groupIban(claim.iban), reference: claim.reference })}</Text>
      <Text size="sm">
        {claim.cases.map((one) => `${one.invoiceNumber}: ${formats.money(one.amount)}`).join(' · ')}
      </Text>
    </Alert>
  )
}

/** The agency's invoices to the company, as they came. */
export function ServiceInvoices({ companyId }: { companyId: string }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const today = useToday()
  const { data, fault, stale, retry } = useLatest(ServiceInvoicesDocument, {
    variables: { companyId, first: 12, after: url.get('invoices') ?? null },
    fresh: true,
  })
  const rows = data?.serviceInvoices.nodes
  const opened = rows?.find((row) => row.invoiceId === url.get('invoice'))
  const columns = useMemo<LedgerColumn<Invoice>[]>(
    () => [
      { id: 'number', header: t('agencyInvoice.number'), cell: (row) => row.number, card: 'title' },
      { id: 'issued', header: t('agencyInvoice.issuedOn'), cell: (row) => formats.date(row.issuedOn), card: 'fact' },
      { id: 'due', header: t('agencyInvoice.dueOn'), cell: (row) => formats.date(row.dueOn) },
      { id: 'vat', header: t('service.vat'), number: true, cell: (row) => formats.money(row.vat) },
      {
        id: 'payable',
        header: t('agencyInvoice.payable'),
        number: true,
        cell: (row) => formats.money(row.payable),
        card: 'value',
      },
      {
        id: 'state',
        header: t('paymentFile.state'),
        cell: (row) => <InvoiceState {...row} today={today} />,
        card: 'fact',
      },
    ],
    [t, formats, today],
  )
  const running = data?.serviceClaims.filter(({ closedOn }) => closedOn === null) ?? []
  return (
    <Stack gap="sm">
      {running.map((claim) => (
        <RunningClaim key={claim.claimId} claim={claim} />
      ))}
      <Title order={2} fz="sm">
        {t('agencyInvoice.companyTitle')}
      </Title>
      {fault && <ErrorState fault={fault} onRetry={retry} />}
      {(rows || !fault) && (
        <LedgerTable
          label={t('agencyInvoice.companyTitle')}
          columns={columns}
          rows={rows}
          rowId={(row) => row.invoiceId}
          stale={stale}
          onOpen={(row) => url.set({ invoice: row.invoiceId })}
          openId={opened?.invoiceId}
          empty={<EmptyState title={t('agencyInvoice.none.title')}>{t('agencyInvoice.none.companyText')}</EmptyState>}
        />
      )}
      {rows && rows.length > 0 && (
        <Pager name="invoices" pageInfo={data?.serviceInvoices.pageInfo} shown={rows.length} />
      )}
      {opened && (
        <Modal
          opened
          size="xl"
          onClose={() => url.set({ invoice: null })}
          title={`${t('agencyInvoice.one')} ${opened.number} · ${formats.money(opened.payable)}`}
          closeButtonProps={{ 'aria-label': t('panel.close') }}
        >
          <Stack gap="sm">
            {opened.way === 'PAID' && Number(opened.open.amount) > 0 && (
              <Text size="sm">
                {t('agencyInvoice.payTo', { iban: groupIban(opened.iban), reference: opened.reference })}
              </Text>
            )}
            <InvoiceSheet invoice={opened} />
          </Stack>
        </Modal>
      )}
    </Stack>
  )
}

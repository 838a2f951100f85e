import { Button, Checkbox, Group, Stack } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { CompanyHeadDocument, PaymentsDocument, type PaymentsQuery } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { InServiceMark } from '../../ui/badges.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { moneyColumn } from '../../ui/moneyColumn.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { ReverseModal } from './MoneyModals.tsx'

type PaymentRow = PaymentsQuery['payments']['nodes'][number]

/** A credit note has no payer: a card on a phone is named by the customer instead. */
function NoPayer({ payment }: { payment: PaymentRow }) {
  return (
    <>
      <span className="ledger-dash wide-only">–</span>
      <span className="phone-only">{payment.invoice.customer.name}</span>
    </>
  )
}

/** Incoming payments of a company, or without one of all; one that belongs to an invoice in the service is marked. */
export function PaymentList({ companyId }: { companyId?: string }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const search = url.get('q') ?? null
  const inService = url.get('service') === '1' ? true : null
  const { data, fault, stale, retry } = useLatest(PaymentsDocument, {
    variables: {
      companyId: companyId ?? null,
      first: 50,
      after: url.get('after') ?? null,
      filter: { search, inService },
    },
    fresh: true,
  })
  const payments = data?.payments.nodes
  const head = useLatest(CompanyHeadDocument, { variables: { id: companyId ?? '' }, skip: companyId === undefined })
  const mayAct = head.data?.company?.viewerCanRegisterPayments ?? false
  const reversed = payments?.find((payment) => payment.id === url.get('reverse'))
  const columns = useMemo<LedgerColumn<PaymentRow>[]>(
    () => [
      { id: 'paidOn', header: t('payment.paidOn'), cell: (payment) => formats.date(payment.paidOn), card: 'fact' },
      {
        id: 'payer',
        header: t('payment.payer'),
        cell: (payment) => payment.payerName || <NoPayer payment={payment} />,
        card: 'title',
      },
      ...(companyId === undefined
        ? [
            {
              id: 'company',
              header: t('column.company'),
              card: 'fact' as const,
              cell: ({ company }: PaymentRow) => (
                <Link to={`/companies/${encodeURIComponent(company.id)}/payments`}>{company.name}</Link>
              ),
            },
          ]
        : []),
      {
        id: 'invoice',
        header: t('column.invoice'),
        card: 'fact',
        cell: ({ invoice }) => <Link to={`/invoices/${encodeURIComponent(invoice.id)}`}>{invoice.number}</Link>,
      },
      { id: 'customer', header: t('column.customer'), cell: ({ invoice }) => invoice.customer.name },
      { id: 'kind', header: t('payment.kind'), cell: (payment) => t(`paymentKind.${payment.kind}`), card: 'fact' },
      moneyColumn(
        { id: 'amount', header: t('payment.amount'), card: 'value' },
        { formats, rows: payments, of: ({ amount }) => amount },
      ),
      { id: 'document', header: t('payment.document'), cell: (payment) => payment.documentNumber, optional: true },
      {
        id: 'service',
        header: t('payment.service'),
        card: 'fact',
        cell: ({ assignment }) =>
          assignment && (
            <Link to={`/assignments/${encodeURIComponent(assignment.id)}`}>
              <InServiceMark word={t('payment.inService')} />
            </Link>
          ),
      },
      ...(mayAct || payments?.some((payment) => payment.reverses || payment.reversedBy)
        ? [
            {
              id: 'act',
              header: t('transaction.act'),
              card: 'fact' as const,
              cell: (payment: PaymentRow) => {
                if (payment.reverses) return <span className="muted">{t('reverse.counterEntry')}</span>
                if (payment.reversedBy) return <span className="muted">{t('reverse.done')}</span>
                if (!mayAct) return null
                return (
                  <Button size="compact-xs" variant="default" onClick={() => url.set({ reverse: payment.id })}>
                    {t('reverse.open')}
                  </Button>
                )
              },
            },
          ]
        : []),
    ],
    [t, formats, mayAct, payments, url, companyId],
  )
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <SearchField
          label={t('payments.search')}
          value={search ?? ''}
          onSearch={(text) => url.replace({ q: text || null, after: null })}
        />
        <Checkbox
          size="xs"
          label={t('payments.onlyService')}
          checked={inService === true}
          onChange={(event) => url.set({ service: event.currentTarget.checked ? '1' : null, after: null })}
        />
      </Group>
      {fault && <ErrorState fault={fault} onRetry={retry} />}
      {(payments || !fault) && (
        <LedgerTable
          label={t('payments.incoming')}
          columns={columns}
          rows={payments}
          rowId={(payment) => payment.id}
          stale={stale}
          empty={
            <EmptyState title={t('payments.empty.title')} action={<Link to="/import">{t('nav.import')}</Link>}>
              {t('payments.empty.text')}
            </EmptyState>
          }
        />
      )}
      {reversed && <ReverseModal payment={reversed} onClose={() => url.set({ reverse: null })} />}
      {payments && payments.length > 0 && <Pager pageInfo={data?.payments.pageInfo} shown={payments.length} />}
    </Stack>
  )
}

/** The payments of every company within reach. */
export function AllPaymentsPage() {
  const { t } = useTranslation()
  return (
    <Stack gap="md">
      <PageHead title={t('nav.payments')} />
      <PaymentList />
    </Stack>
  )
}

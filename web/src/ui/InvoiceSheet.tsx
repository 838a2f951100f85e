import type { AgencyInvoiceLineKind, AgencyInvoicePaymentKind, AgencyInvoiceWay, Money } from '@duetto/schema'
import { Anchor, Group, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Facts } from './Facts.tsx'
import { useFormats } from './useFormats.ts'
import { WideTable } from './WideTable.tsx'

type Amount = Pick<Money, 'amount' | 'currency'>

interface Invoice {
  url: string
  dueOn: string
  periodEnd: string
  way: AgencyInvoiceWay
  net: Amount
  vat: Amount
  paidByDebtors: Amount
  payable: Amount
  open: Amount
  lines: readonly {
    kind: AgencyInvoiceLineKind
    on: string
    count: number
    invoiceNumber?: string | null
    vatPercent: string
    net: Amount
    vat: Amount
    paidByDebtor: Amount
  }[]
  payments: readonly { kind: AgencyInvoicePaymentKind; on: string; amount: Amount }[]
}

/** An invoice of the agency's to a company: what it is for, what was paid of it, and its paper. */
export function InvoiceSheet({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { lines, payments, url } = invoice
  return (
    <Stack gap="sm">
      <Group gap="md">
        <Anchor href={url} target="_blank" rel="noreferrer">
          {t('agencyInvoice.pdf')}
        </Anchor>
        <Anchor href={url.replace(/\.pdf$/, '.xml')} download>
          {t('agencyInvoice.finvoice')}
        </Anchor>
      </Group>
      <Facts
        facts={[
          { name: t('agencyInvoice.way'), value: t(`invoiceWay.${invoice.way}`) },
          { name: t('agencyInvoice.dueOn'), value: formats.date(invoice.dueOn) },
          { name: t('agencyInvoice.periodEnd'), value: formats.date(invoice.periodEnd) },
        ]}
      />
      <WideTable label={t('agencyInvoice.one')}>
        <thead>
          <tr>
            <th scope="col">{t('fees.day')}</th>
            <th scope="col">{t('fees.fee')}</th>
            <th scope="col" className="number">
              {t('fees.net')}
            </th>
            <th scope="col" className="number">
              {t('agencyInvoice.vatPercent')}
            </th>
            <th scope="col" className="number">
              {t('service.vat')}
            </th>
            <th scope="col" className="number">
              {t('agencyInvoice.paidByDebtors')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            // An invoice's lines never change.
            // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be of one invoice
            <tr key={index}>
              <td>{formats.date(line.on)}</td>
              <td data-label={t('fees.fee')}>
                {t(`fees.kind.${line.kind}`)} {line.invoiceNumber ?? `× ${formats.count(line.count)}`}
              </td>
              <td className="number" data-label={t('fees.net')}>
                {formats.money(line.net)}
              </td>
              <td className="number" data-label={t('agencyInvoice.vatPercent')}>
                {formats.percent(line.vatPercent)}
              </td>
              <td className="number" data-label={t('service.vat')}>
                {formats.money(line.vat)}
              </td>
              <td className="number" data-label={t('agencyInvoice.paidByDebtors')}>
                {formats.money(line.paidByDebtor)}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {t('agencyInvoice.payableOf', { amount: formats.money(invoice.payable) })}
            </th>
            <td className="number" data-label={t('fees.net')}>
              {formats.money(invoice.net)}
            </td>
            <td />
            <td className="number" data-label={t('service.vat')}>
              {formats.money(invoice.vat)}
            </td>
            <td className="number" data-label={t('agencyInvoice.paidByDebtors')}>
              {formats.money(invoice.paidByDebtors)}
            </td>
          </tr>
        </tfoot>
      </WideTable>
      {payments.map((payment, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: payments are only added
        <span key={index} className="small muted">
          {formats.date(payment.on)} · {t(`invoicePayment.${payment.kind}`)} · {formats.money(payment.amount)}
        </span>
      ))}
    </Stack>
  )
}

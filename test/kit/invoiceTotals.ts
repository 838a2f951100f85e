import type { Creditor } from './creditor.ts'

/** Count and sums of a creditor's invoices that a filter finds, a row a currency. */
export async function invoiceTotals(own: Creditor, filter: object | null) {
  const { salesInvoiceTotals } = await own.client.run(
    `query ($id: ID!, $filter: SalesInvoiceFilter) { salesInvoiceTotals(companyId: $id, filter: $filter) {
      count total { amount currency } open { amount } } }`,
    { id: own.id, filter },
  )
  return salesInvoiceTotals
}

import type { EInvoice, EInvoiceRow } from '../exchange/finvoice/einvoice.ts'
import { writeFinvoice } from '../exchange/finvoice/write.ts'
import { addDays, type CalendarDate } from '../kernel/calendarDate.ts'
import { formatDecimal, money } from '../kernel/money.ts'
import type { DemoCompany } from './companies.ts'
import type { DemoCustomer } from './customers.ts'
import type { DemoInvoice, DemoRow } from './invoices.ts'

/** Of no bank. */
const BIC = 'MALLFIHH'

export interface CreditNote {
  readonly invoice: DemoInvoice
  readonly number: string
  readonly on: CalendarDate
  readonly amount: bigint
}

/** The e-invoice that the company's own system would write. */
export function invoiceDocument(company: DemoCompany, invoice: DemoInvoice): EInvoice {
  const { currency, customer } = invoice
  return {
    ...head(company, customer, currency),
    type: 'INV01',
    number: invoice.number,
    issuedOn: invoice.issuedOn,
    dueOn: invoice.dueOn,
    total: money(invoice.total, currency),
    vatExcludedTotal: money(invoice.net, currency),
    vatTotal: money(invoice.vat, currency),
    reference: invoice.reference,
    seller: sellerOf(company, invoice.bearsAuxiliaryName),
    rows: invoice.rows.map((row) => documentRow(row, customer, currency)),
    ...(customer.contractInterest === null ? {} : { lateInterestPercent: customer.contractInterest }),
  }
}

export function creditNoteDocument(company: DemoCompany, { invoice, number, on, amount }: CreditNote): EInvoice {
  const { currency, customer } = invoice
  return {
    ...head(company, customer, currency),
    type: 'INV02',
    number,
    issuedOn: on,
    dueOn: on,
    total: money(amount, currency),
    originalInvoice: { number: invoice.number, issuedOn: invoice.issuedOn },
    seller: sellerOf(company, invoice.bearsAuxiliaryName),
    rows: [{ description: customer.tongue === 'sv' ? 'Gottgörelse' : 'Hyvitys', total: money(amount, currency) }],
  }
}

/**
 * Documents with something wrong, for an invoice that is in the books: the same once more, the same number with another
 * due date, and a credit note of an invoice that nobody knows.
 */
export function faultyDocuments(company: DemoCompany, invoice: DemoInvoice, on: CalendarDate): EInvoice[] {
  const document = invoiceDocument(company, invoice)
  const credit = creditNoteDocument(company, { invoice, number: `H${invoice.number}9`, on, amount: 1_000n })
  return [
    document,
    { ...document, dueOn: addDays(invoice.dueOn, 14) },
    { ...credit, originalInvoice: { number: '404', issuedOn: invoice.issuedOn } },
  ]
}

/** One file with all the documents, one after another, as transfer files come. */
export function transferFile(documents: readonly EInvoice[]): Buffer {
  return Buffer.concat(documents.map((document) => writeFinvoice(document)))
}

function head(company: DemoCompany, customer: DemoCustomer, currency: string) {
  return {
    version: '3.0' as const,
    origin: 'Original' as const,
    currency,
    paid: money(0n, currency),
    language: customer.language,
    buyer: buyerOf(customer),
    ...(customer.contactPerson === null ? {} : { contactPerson: customer.contactPerson }),
    freeText: company.tongue === 'sv' ? 'Påhittad faktura för visning.' : 'Keksitty lasku esittelyä varten.',
  }
}

function sellerOf(company: DemoCompany, bearsAuxiliaryName: boolean): EInvoice['seller'] {
  const { businessId, name, iban, email, phone, street, postCode, town, auxiliaryName } = company
  return {
    businessId,
    names: [name],
    vatId: `FI${businessId.replace('-', '')}`,
    contact: { email, phone },
    accounts: [{ iban, bic: BIC }],
    address: { street: [street], postCode, town, countryCode: 'FI' },
    ...(bearsAuxiliaryName && auxiliaryName !== null ? { tradingName: auxiliaryName } : {}),
  }
}

function buyerOf({ name, businessId, address, email, phone }: DemoCustomer): EInvoice['buyer'] {
  return {
    name,
    ...(businessId === null ? {} : { identifier: businessId, businessId }),
    ...(address === null
      ? {}
      : { address: { street: [address.street], postCode: address.postCode, town: address.town, countryCode: 'FI' } }),
    ...(email === null ? {} : { email }),
    ...(phone === null ? {} : { phone }),
  }
}

function documentRow(
  { article, quantity, unitPrice, net, vatBasisPoints, total }: DemoRow,
  customer: DemoCustomer,
  currency: string,
): EInvoiceRow {
  return {
    description: article.name[customer.tongue],
    quantity: quantity.toString(),
    unit: article.unit,
    unitPrice: formatDecimal(money(unitPrice, currency)),
    net: money(net, currency),
    vatPercent: formatDecimal(money(vatBasisPoints)),
    total: money(total, currency),
  }
}

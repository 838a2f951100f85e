import type { BankAccount, EInvoice, PostalAddress } from '../../exchange/finvoice/einvoice.ts'
import type { FormatRefusal, FormatWarning } from '../../exchange/refusal.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { UserError } from '../../kernel/result.ts'

/** Where an invoice came from: an e-invoice file, a CSV or XLSX table, another program through the API, Netvisor. */
export type InvoiceSource = 'FINVOICE' | 'TABLE' | 'API' | 'NETVISOR'

/** A document that its reader understood, and where it stands in the whole import. */
export interface ReadDocument {
  readonly source: InvoiceSource
  readonly fileName: string
  readonly line: number
  readonly invoice: EInvoice
  readonly warnings: readonly FormatWarning[]
  /** The day through which `invoice.paid` counts what was paid, where a bank file may bring the same money. */
  readonly paidThrough?: CalendarDate
}

/** Why a readable document was not taken in; the place is the document's first line. */
export function documentRefusal(document: ReadDocument, code: string, message: string, advice: string): FormatRefusal {
  return { code, message, line: document.line, advice }
}

/** Nobody invoices ten billion; beyond it a mistyped amount would not fit the books' sums. */
export const LARGEST_AMOUNT = 1_000_000_000_000n

/** What is wrong with a document whatever the books say. */
export function refusalByItself(document: ReadDocument): FormatRefusal | undefined {
  const { total, paid, type } = document.invoice
  if (total.minor > LARGEST_AMOUNT) {
    return documentRefusal(
      document,
      'AMOUNT_TOO_LARGE',
      'The total is larger than any invoice.',
      'Check the amount and send the document again.',
    )
  }
  if (type === 'INV01' && paid.minor > total.minor) {
    return documentRefusal(
      document,
      'PAID_MORE_THAN_TOTAL',
      'The document says that more was paid than invoiced.',
      'Correct the paid amount and send the document again.',
    )
  }
  return undefined
}

export interface CustomerDetails {
  readonly identity: string
  readonly name: string
  readonly businessId: string | null
  readonly kind: 'CONSUMER' | 'BUSINESS'
  readonly kindAssumed: boolean
  readonly language: 'fi' | 'sv' | 'en'
  /** The document names no language that letters are written in. */
  readonly languageAssumed: boolean
  readonly street: string | null
  readonly postCode: string | null
  readonly town: string | null
  readonly country: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly detailsFrom: CalendarDate
}

const folded = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase()

/**
 * What tells customers of one company apart: the business ID, else the identifier that the seller gave, else name and
 * post code. Two spellings of the same name are one customer. A card is looked for by its business ID too: see `matchCards`.
 */
export function customerIdentity(buyer: EInvoice['buyer']): string {
  if (buyer.businessId) return `business:${buyer.businessId}`
  if (buyer.identifier) return `identifier:${folded(buyer.identifier)}`
  return `name:${folded(buyer.name)}|${folded(buyer.address?.postCode ?? '')}`
}

const LANGUAGES: Readonly<Record<string, CustomerDetails['language']>> = { FI: 'fi', SV: 'sv', SE: 'sv', EN: 'en' }

export function customerDetails({ buyer, issuedOn, language }: EInvoice): CustomerDetails {
  const { address } = buyer
  const named = LANGUAGES[language?.toUpperCase() ?? '']
  return {
    identity: customerIdentity(buyer),
    name: buyer.name,
    businessId: buyer.businessId ?? null,
    kind: buyer.businessId ? 'BUSINESS' : 'CONSUMER',
    kindAssumed: !buyer.businessId,
    language: named ?? 'fi',
    languageAssumed: named === undefined,
    street: streetOf(address),
    postCode: address?.postCode ?? null,
    town: address?.town ?? null,
    country: address?.countryCode ?? null,
    email: buyer.email ?? null,
    phone: buyer.phone ?? null,
    detailsFrom: issuedOn,
  }
}

function streetOf(address: PostalAddress | undefined): string | null {
  const lines = [...(address?.street ?? []), ...(address?.postOfficeBox ? [`PL ${address.postOfficeBox}`] : [])]
  return lines.length > 0 ? lines.join(', ') : null
}

/** The account that the invoice asks to be paid to. */
export function sellerAccount(invoice: EInvoice): BankAccount | undefined {
  return invoice.seller.accounts[0]
}

/** Warnings as the invoice keeps them. */
export function keptWarnings(document: ReadDocument): UserError[] {
  const fromFile = document.warnings.map(({ code, message, path }) =>
    path ? { code, message, field: path } : { code, message },
  )
  if (document.invoice.buyer.businessId) return fromFile
  return [
    ...fromFile,
    {
      code: 'CONSUMER_ASSUMED',
      message: 'The buyer has no valid business ID and is taken for a consumer.',
      field: 'customer.kind',
    },
  ]
}

/** A document that the books already hold under a number. */
export interface KnownDocument {
  readonly number: string
  readonly kind: 'INVOICE' | 'CREDIT_NOTE'
  /** The invoice, or for a credit note the invoice that it credits. */
  readonly invoiceId: bigint
  readonly total: bigint
  readonly currency: string
  readonly issuedOn: CalendarDate
  /** Of an invoice. */
  readonly dueOn: CalendarDate | null
  readonly reference: string | null
}

/** Importing twice changes nothing, but a number stands for one document only. */
export function isSameDocument(known: KnownDocument, invoice: EInvoice): boolean {
  if (known.total !== invoice.total.minor || known.currency !== invoice.currency || known.issuedOn !== invoice.issuedOn)
    return false
  if (known.kind === 'CREDIT_NOTE') return invoice.type === 'INV02'
  return invoice.type === 'INV01' && known.dueOn === invoice.dueOn && known.reference === (invoice.reference ?? null)
}

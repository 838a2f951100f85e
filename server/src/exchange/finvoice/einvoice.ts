import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Money } from '../../kernel/money.ts'

export type FinvoiceVersion = '1.3' | '2.0' | '2.01' | '3.0'

/** INV01 is an invoice, INV02 a credit note. */
export type EInvoiceType = 'INV01' | 'INV02'

export interface PostalAddress {
  readonly street: readonly string[]
  readonly postOfficeBox?: string
  readonly postCode?: string
  readonly town?: string
  /** ISO 3166-1, two letters. */
  readonly countryCode?: string
}

export interface BankAccount {
  readonly iban: string
  readonly bic?: string
}

export interface Contact {
  readonly name?: string
  readonly phone?: string
  readonly email?: string
}

export interface EInvoiceSeller {
  /** `NNNNNNN-C`, check digit verified. */
  readonly businessId: string
  /** The official name first; further ones are translations or lines. */
  readonly names: readonly string[]
  /** Auxiliary business name (aputoiminimi, bifirma). */
  readonly tradingName?: string
  readonly vatId?: string
  readonly contact?: Contact
  /** The account that the invoice asks to be paid to comes first. */
  readonly accounts: readonly BankAccount[]
  readonly address?: PostalAddress
}

export interface EInvoiceBuyer {
  /** As written, unless it was a personal identity code: that is never taken in. */
  readonly identifier?: string
  /** `NNNNNNN-C` when the identifier is a valid Finnish business ID. Without one the buyer counts as a consumer. */
  readonly businessId?: string
  readonly name: string
  readonly tradingName?: string
  readonly address?: PostalAddress
  readonly email?: string
  readonly phone?: string
}

export interface ContactPerson {
  readonly name: string
  readonly phone?: string
  readonly email?: string
}

/** Decimals are exact text with a dot. Amounts of a credit note are positive. */
export interface EInvoiceRow {
  readonly description?: string
  readonly quantity?: string
  readonly unit?: string
  readonly unitPrice?: string
  readonly net?: Money
  readonly vatPercent?: string
  readonly total?: Money
}

/** An e-invoice as the ledger wants it: amounts of a credit note are positive and mean what is credited. */
export interface EInvoice {
  /** Of an invoice that came as Finvoice. */
  readonly version?: FinvoiceVersion
  readonly type: EInvoiceType
  readonly origin: 'Original' | 'Copy' | 'Cancel'
  readonly number: string
  readonly issuedOn: CalendarDate
  /** Of a credit note without a due date: its own date. */
  readonly dueOn: CalendarDate
  /** Of all amounts. */
  readonly currency: string
  /** With VAT. */
  readonly total: Money
  readonly vatExcludedTotal?: Money
  readonly vatTotal?: Money
  /** Already paid when the invoice was written. */
  readonly paid: Money
  /** What the payment part asks for. */
  readonly instructed?: Money
  /** Normal form, see kernel/referenceNumber.ts. */
  readonly reference?: string
  /** What a credit note credits. */
  readonly originalInvoice?: { readonly number: string; readonly issuedOn?: CalendarDate }
  /** Per year, exact decimal text. */
  readonly lateInterestPercent?: string
  readonly fixedOverdueAmount?: Money
  readonly freeText?: string
  /** ISO 639-1 upper case, as the document has it. */
  readonly language?: string
  readonly seller: EInvoiceSeller
  readonly buyer: EInvoiceBuyer
  readonly contactPerson?: ContactPerson
  readonly rows: readonly EInvoiceRow[]
}

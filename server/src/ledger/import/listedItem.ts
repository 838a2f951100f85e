import { isCurrency } from '../../exchange/decimalText.ts'
import type { EInvoice, EInvoiceRow } from '../../exchange/finvoice/einvoice.ts'
import { type FormatRefusal, quoted } from '../../exchange/refusal.ts'
import { type FieldPlace, FieldReader } from '../../exchange/table/fieldReader.ts'
import type { TableField } from '../../exchange/table/headings.ts'
import { type ListSeller, readInvoice } from '../../exchange/table/invoiceFields.ts'
import { readPayment } from '../../exchange/table/paymentFields.ts'
import { type CalendarDate, parseCalendarDate } from '../../kernel/calendarDate.ts'
import { type Money, parseDecimal } from '../../kernel/money.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { isStorable } from '../../kernel/storableText.ts'
import { digestOfPayment, type GivenPayment } from './importPayments.ts'
import type { ReadDocument } from './importPlan.ts'
import type { ListedCreditNoteInput, ListedInvoiceInput, ListedPaymentInput, ListedRowInput } from './listed.input.ts'

/** What a program gave for a field, and the field of the input below the item. */
type Given = Partial<Record<TableField, readonly [value: string | null | undefined, path: string]>>

/** One item of a program's list: the same rules as for a row of a table, other places. */
class ItemReader extends FieldReader {
  readonly currency: string
  readonly #given: Given
  readonly #path: string
  readonly #line: number

  /** `path` is that of the item, such as `input.invoices.3`. */
  constructor(given: Given, currency: string | null | undefined, { path, index }: ItemPlace) {
    super()
    this.currency = (currency ?? 'EUR').trim().toUpperCase()
    this.#given = given
    this.#path = path
    this.#line = index + 1
    if (!isCurrency(this.currency))
      this.refuse(
        'CURRENCY_UNKNOWN',
        'CURRENCY',
        `${quoted(this.currency)} is no currency.`,
        'Use three letters, as EUR.',
      )
    for (const field of Object.keys(given) as TableField[]) {
      if (!isStorable(given[field]?.[0] ?? ''))
        this.refuse('NOT_STORABLE', field, 'A text holds a character that cannot be stored.', 'Leave it out.')
    }
  }

  protected written(field: TableField): string | undefined {
    return this.#given[field]?.[0]?.trim() || undefined
  }

  amount(field: TableField): Money | undefined {
    const text = this.written(field)
    if (text === undefined) return undefined
    const amount = parseDecimal(text, this.currency)
    return amount ?? this.refuse('AMOUNT_INVALID', field, `${text} has parts of a cent.`, 'Round it to two decimals.')
  }

  day(field: TableField): CalendarDate | undefined {
    return parseCalendarDate(this.written(field) ?? '') ?? this.missing(field)
  }

  protected placeOf(field: TableField): FieldPlace {
    const path = this.#given[field]?.[1] ?? (field === 'CURRENCY' ? 'currency' : '')
    return { line: this.#line, path: path === '' ? this.#path : `${this.#path}.${path}` }
  }
}

/** What the caller gives beside the item: its place, for refusals. */
export interface ItemPlace {
  readonly path: string
  readonly index: number
}

/** Of an invoice or credit note: also the day until which it counts what was paid. */
export interface DocumentPlace extends ItemPlace {
  readonly today: CalendarDate
}

const SOURCE = 'API'
const MOST_ROWS = 200

function documentOf(
  reader: ItemReader,
  invoice: EInvoice | undefined,
  { index, today }: DocumentPlace,
): Result<ReadDocument, FormatRefusal> {
  if (reader.refusal || !invoice) return err(reader.refusal as FormatRefusal)
  const document: ReadDocument = {
    source: SOURCE,
    fileName: SOURCE,
    line: index + 1,
    invoice,
    warnings: reader.warnings,
  }
  return ok(invoice.paid.minor > 0n ? { ...document, paidThrough: today } : document)
}

export function readListedInvoice(
  item: ListedInvoiceInput,
  seller: ListSeller,
  place: DocumentPlace,
): Result<ReadDocument, FormatRefusal> {
  const { customer, contactPerson } = item
  const given: Given = {
    NUMBER: [item.number, 'number'],
    REFERENCE: [item.reference, 'reference'],
    CUSTOMER_NAME: [customer.name, 'customer.name'],
    CUSTOMER_NUMBER: [customer.number, 'customer.number'],
    BUSINESS_ID: [customer.businessId, 'customer.businessId'],
    ISSUED_ON: [item.issuedOn, 'issuedOn'],
    DUE_ON: [item.dueOn, 'dueOn'],
    TOTAL: [item.total, 'total'],
    VAT: [item.vat, 'vat'],
    PAID: [item.paid, 'paid'],
    STREET: [customer.street, 'customer.street'],
    POST_CODE: [customer.postCode, 'customer.postCode'],
    TOWN: [customer.town, 'customer.town'],
    COUNTRY: [customer.country, 'customer.country'],
    EMAIL: [customer.email, 'customer.email'],
    PHONE: [customer.phone, 'customer.phone'],
    LANGUAGE: [customer.language, 'customer.language'],
    CONTACT_NAME: [contactPerson?.name, 'contactPerson.name'],
    CONTACT_PHONE: [contactPerson?.phone, 'contactPerson.phone'],
    CONTACT_EMAIL: [contactPerson?.email, 'contactPerson.email'],
    AUXILIARY_NAME: [item.auxiliaryName, 'auxiliaryName'],
    SELLER_IBAN: [item.sellerIban, 'sellerIban'],
    INTEREST_PERCENT: [item.interestPercent, 'interestPercent'],
  }
  const reader = new ItemReader(given, item.currency, place)
  if (item.total.startsWith('-')) {
    const advice = 'Use importCreditNotes for a credit note.'
    reader.refuse('AMOUNT_NOT_POSITIVE', 'TOTAL', 'An invoice is for more than zero.', advice)
    return documentOf(reader, undefined, place)
  }
  const rows = item.rows ?? []
  if (rows.length > MOST_ROWS)
    reader.refuse('TOO_MANY_ROWS', 'DESCRIPTION', `An invoice has at most ${MOST_ROWS} rows.`, 'Sum them up.')
  const invoice = readInvoice(reader, seller)
  return documentOf(reader, invoice && { ...invoice, rows: rows.map((row) => rowOf(row, invoice.currency)) }, place)
}

function rowOf({ description, quantity, unitPrice, vatPercent, total }: ListedRowInput, currency: string): EInvoiceRow {
  const amount = total == null ? undefined : parseDecimal(total, currency)
  return {
    // A pair of surrogates that the cut divides is left out: half of one cannot be stored.
    description: description
      .trim()
      .slice(0, 500)
      .replace(/[\uD800-\uDBFF]$/, ''),
    ...(quantity == null ? {} : { quantity }),
    ...(unitPrice == null ? {} : { unitPrice }),
    ...(vatPercent == null ? {} : { vatPercent }),
    ...(amount ? { total: amount } : {}),
  }
}

export function readListedCreditNote(
  item: ListedCreditNoteInput,
  seller: ListSeller,
  place: DocumentPlace,
): Result<ReadDocument, FormatRefusal> {
  const given: Given = {
    NUMBER: [item.number, 'number'],
    ISSUED_ON: [item.issuedOn, 'issuedOn'],
    TOTAL: [`-${item.total}`, 'total'],
    CREDITED_NUMBER: [item.creditedNumber, 'creditedNumber'],
    // Whose it is stands on the invoice that it credits.
    CUSTOMER_NAME: ['-', 'creditedNumber'],
  }
  const reader = new ItemReader(given, item.currency, place)
  if (item.total.startsWith('-')) {
    reader.refuse('AMOUNT_NOT_POSITIVE', 'TOTAL', 'What is credited is more than zero.', 'Leave the sign out.')
    return documentOf(reader, undefined, place)
  }
  const credited = reader.requiredText('CREDITED_NUMBER')
  return documentOf(reader, credited === undefined ? undefined : readInvoice(reader, seller), place)
}

const LONGEST_ID = 100

export function readListedPayment(item: ListedPaymentInput, place: ItemPlace): Result<GivenPayment, FormatRefusal> {
  const given: Given = {
    NUMBER: [item.invoiceNumber, 'invoiceNumber'],
    REFERENCE: [item.reference, 'reference'],
    PAID_ON: [item.paidOn, 'paidOn'],
    AMOUNT: [item.amount, 'amount'],
    PAYER_NAME: [item.payerName, 'payerName'],
    PAYMENT_ID: [item.externalId, 'externalId'],
  }
  const reader = new ItemReader(given, item.currency, place)
  const externalId = reader.requiredText('PAYMENT_ID')
  if (externalId !== undefined && externalId.length > LONGEST_ID)
    reader.refuse('TOO_LONG', 'PAYMENT_ID', `An externalId has at most ${LONGEST_ID} characters.`, 'Use a shorter one.')
  const payment = readPayment(reader)
  if (reader.refusal || !payment || externalId === undefined) return err(reader.refusal as FormatRefusal)
  return ok({
    ...payment,
    externalId,
    digest: digestOfPayment(payment),
    isNoDouble: item.noDouble === true,
    ...(item.settlement == null ? {} : { isSettlement: item.settlement }),
    line: place.index + 1,
    path: place.path,
  })
}

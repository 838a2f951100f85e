import { parseBusinessId } from '../../kernel/businessId.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { isEmailAddress } from '../../kernel/emailAddress.ts'
import { finnishBbanToIban, parseIban } from '../../kernel/iban.ts'
import { type Money, money, negate, subtract } from '../../kernel/money.ts'
import { parseReference } from '../../kernel/referenceNumber.ts'
import { decimalText } from '../decimalText.ts'
import type { EInvoice, EInvoiceBuyer, EInvoiceSeller, PostalAddress } from '../finvoice/einvoice.ts'
import { isPersonalIdentityCode } from '../identityCode.ts'
import { quoted } from '../refusal.ts'
import type { FieldReader } from './fieldReader.ts'

/** The company whose invoices are listed. */
export type ListSeller = Pick<EInvoiceSeller, 'businessId' | 'names'>

/** One invoice of a list; with a negative total a credit note. Undefined when the reader gathered a refusal. */
export function readInvoice(row: FieldReader, seller: ListSeller): EInvoice | undefined {
  const number = readNumber(row)
  const name = row.requiredText('CUSTOMER_NAME')
  const issuedOn = row.day('ISSUED_ON')
  const written = row.requiredAmount('TOTAL')
  if (written?.minor === 0n)
    row.refuse('TOTAL_ZERO', 'TOTAL', 'The total is zero: there is nothing to pay or to credit.', 'Leave the row out.')
  const isCredit = written !== undefined && written.minor < 0n
  const dueOn = readDueOn(row, issuedOn, isCredit)
  const reference = readReference(row, isCredit)
  const originalInvoice = isCredit ? readOriginal(row, reference) : undefined
  const buyer = name === undefined ? undefined : readBuyer(row, name)
  const parts = { seller: readSeller(row, seller), ...contactOf(row), ...readMore(row, isCredit) }
  if (row.refusal || !number || !buyer || !issuedOn || !dueOn || !written) return undefined
  const total = isCredit ? negate(written) : written
  const paid = isCredit ? money(0n, row.currency) : readPaid(row, total)
  if (!paid) return undefined
  return {
    type: isCredit ? 'INV02' : 'INV01',
    origin: 'Original',
    number,
    issuedOn,
    dueOn,
    currency: row.currency,
    total,
    paid,
    ...(reference ? { reference } : {}),
    ...(originalInvoice ? { originalInvoice } : {}),
    ...parts,
    buyer,
    rows: rowsOf(row, total),
  }
}

const LONGEST_NUMBER = 40
const NAME_ORIGINAL = 'Choose the column with the number of the credited invoice, or fill it in.'
const MEND_DUE = 'Correct the due date: an invoice cannot be late before it is written.'

function readNumber(row: FieldReader): string | undefined {
  const number = row.requiredText('NUMBER')
  if (number === undefined || number.length <= LONGEST_NUMBER) return number
  const message = `An invoice number has at most ${LONGEST_NUMBER} signs.`
  return row.refuse('NUMBER_TOO_LONG', 'NUMBER', message, 'Shorten it.')
}

/** Nobody owes a credit note: it is due on its own day. */
function readDueOn(row: FieldReader, issuedOn: CalendarDate | undefined, isCredit: boolean): CalendarDate | undefined {
  if (isCredit) return issuedOn
  const dueOn = row.day('DUE_ON')
  if (!dueOn || !issuedOn || dueOn >= issuedOn) return dueOn
  return row.refuse('DUE_BEFORE_ISSUE', 'DUE_ON', `The invoice is dated ${issuedOn} and due before that.`, MEND_DUE)
}

function readOriginal(row: FieldReader, reference: string | undefined): EInvoice['originalInvoice'] {
  const number = row.text('CREDITED_NUMBER')
  if (number !== undefined) return { number }
  if (reference !== undefined) return undefined
  const message = 'The credit note does not say what it credits.'
  return row.refuse('ORIGINAL_NOT_NAMED', 'CREDITED_NUMBER', message, NAME_ORIGINAL)
}

function readSeller(row: FieldReader, seller: ListSeller): EInvoiceSeller {
  const tradingName = row.text('AUXILIARY_NAME')
  const iban = readAccount(row)
  return { ...seller, ...(tradingName ? { tradingName } : {}), accounts: iban ? [{ iban }] : [] }
}

/** What was paid, or what is left to pay: a table may have either. */
function readPaid(row: FieldReader, total: Money): Money | undefined {
  const open = row.amount('OPEN')
  const paid = open === undefined ? row.amount('PAID') : subtract(total, open)
  if (paid === undefined) return money(0n, total.currency)
  if (paid.minor >= 0n && paid.minor <= total.minor) return paid
  const field = open === undefined ? 'PAID' : 'OPEN'
  const message = 'More is unpaid than was invoiced, or more was paid.'
  return row.refuse('OPEN_EXCEEDS_TOTAL', field, message, 'Correct the total or what is unpaid of it.')
}

function readReference(row: FieldReader, isCredit: boolean): string | undefined {
  const written = row.text('REFERENCE')
  if (written === undefined) return undefined
  const reference = parseReference(written)
  if (reference || isCredit) return reference
  if (/^\d{0,3}$/.test(written.replace(/\s/g, '').replace(/^0+/, '')))
    return row.warn('REFERENCE_TOO_SHORT', 'REFERENCE', 'A reference of fewer than four digits matches no payment.')
  const advice = 'Correct the reference number; its last digit (or the two after RF) is a check.'
  return row.refuse('REFERENCE_INVALID', 'REFERENCE', `${quoted(written)} is not a valid reference number.`, advice)
}

function readBuyer(row: FieldReader, name: string): EInvoiceBuyer {
  const email = readEmail(row, 'EMAIL')
  const phone = row.text('PHONE')
  const address = readAddress(row)
  return {
    name,
    ...readIdentity(row),
    ...(address ? { address } : {}),
    ...(email ? { email } : {}),
    ...(phone ? { phone } : {}),
  }
}

/** A letter would go to it: what is no address is left out. */
function readEmail(row: FieldReader, field: 'EMAIL' | 'CONTACT_EMAIL'): string | undefined {
  const email = row.text(field)
  if (email === undefined || isEmailAddress(email)) return email
  return row.warn('EMAIL_INVALID', field, `${quoted(email)} is not an e-mail address and was not taken in.`)
}

function readIdentity(row: FieldReader): Pick<EInvoiceBuyer, 'identifier' | 'businessId'> {
  const customerNumber = readIdentifier(row, 'CUSTOMER_NUMBER')
  const written = readIdentifier(row, 'BUSINESS_ID')
  const businessId = written === undefined ? undefined : parseBusinessId(written)
  if (businessId) return { identifier: customerNumber ?? businessId, businessId }
  if (written !== undefined && /^(FI)?\d{7}-?\d$/i.test(written.replace(/\s/g, ''))) {
    const advice = 'Correct the business ID; its last digit is a check digit.'
    row.refuse('CUSTOMER_ID_INVALID', 'BUSINESS_ID', `${quoted(written)} is not a valid business ID.`, advice)
  }
  const identifier = customerNumber ?? written
  return identifier ? { identifier } : {}
}

function readIdentifier(row: FieldReader, field: 'CUSTOMER_NUMBER' | 'BUSINESS_ID'): string | undefined {
  const written = row.text(field)
  if (written === undefined || !isPersonalIdentityCode(written)) return written
  return row.warn('PERSONAL_IDENTITY_CODE_DROPPED', field, 'The customer’s personal identity code was not taken in.')
}

function readAddress(row: FieldReader): PostalAddress | undefined {
  const [street, postCode, town] = [row.text('STREET'), row.text('POST_CODE'), row.text('TOWN')]
  const country = row.text('COUNTRY')
  if (!street && !postCode && !town && !country) return undefined
  const countryCode = country === undefined ? undefined : countryOf(country)
  if (country !== undefined && !countryCode) row.warn('COUNTRY_IGNORED', 'COUNTRY', 'A country has two letters, as FI.')
  const isFinnish = country === undefined || countryCode === 'FI'
  // A spreadsheet takes the zeros in front of a post code away.
  const fullPostCode = postCode && isFinnish && /^\d{1,4}$/.test(postCode) ? postCode.padStart(5, '0') : postCode
  return {
    street: street ? [street] : [],
    ...(fullPostCode ? { postCode: fullPostCode } : {}),
    ...(town ? { town } : {}),
    ...(countryCode ? { countryCode } : {}),
  }
}

const COUNTRIES: Readonly<Record<string, string>> = {
  suomi: 'FI',
  finland: 'FI',
  ruotsi: 'SE',
  sverige: 'SE',
  sweden: 'SE',
}

function countryOf(text: string): string | undefined {
  return /^[a-z]{2}$/i.test(text) ? text.toUpperCase() : COUNTRIES[text.toLowerCase()]
}

function readAccount(row: FieldReader): string | undefined {
  const written = row.text('SELLER_IBAN')
  if (written === undefined) return undefined
  const iban = parseIban(written) ?? finnishBbanToIban(written)
  const advice = 'Correct the account number (IBAN); its digits carry a check.'
  return iban ?? row.refuse('IBAN_INVALID', 'SELLER_IBAN', `${quoted(written)} is not a valid account number.`, advice)
}

function readMore(row: FieldReader, isCredit: boolean): Partial<EInvoice> {
  const vat = row.amount('VAT')
  const interest = row.text('INTEREST_PERCENT')
  const percent = interest === undefined ? undefined : decimalText(interest.replace('%', ''))
  const language = row.text('LANGUAGE')
  const isPercent = percent !== undefined && /^\d{1,2}(\.\d{1,4})?$/.test(percent)
  if (interest !== undefined && !isPercent)
    row.refuse(
      'INTEREST_INVALID',
      'INTEREST_PERCENT',
      `${quoted(interest)} is no interest rate.`,
      'Write it like 11,5.',
    )
  return {
    ...(vat ? { vatTotal: isCredit ? negate(vat) : vat } : {}),
    ...(isPercent ? { lateInterestPercent: percent } : {}),
    ...(language ? { language: languageOf(language) } : {}),
  }
}

function languageOf(text: string): string {
  const folded = text.toLowerCase()
  if (/^(sv|se|ru|sw)/.test(folded)) return 'SV'
  return folded.startsWith('en') ? 'EN' : 'FI'
}

function contactOf(row: FieldReader): Pick<EInvoice, 'contactPerson'> {
  const [name, phone, email] = [row.text('CONTACT_NAME'), row.text('CONTACT_PHONE'), readEmail(row, 'CONTACT_EMAIL')]
  if (!name) return {}
  return { contactPerson: { name, ...(phone ? { phone } : {}), ...(email ? { email } : {}) } }
}

function rowsOf(row: FieldReader, total: Money): EInvoice['rows'] {
  const description = row.text('DESCRIPTION')
  return description ? [{ description, total }] : []
}

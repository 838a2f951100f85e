import type { MessageLetter } from '../exchange/messages/fromAgency.ts'
import type { PaymentOrder } from '../exchange/payment/virtualBarcode.ts'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import { formatIban } from '../kernel/iban.ts'
import { formatDecimal, money } from '../kernel/money.ts'
import { formatReference, parseReference } from '../kernel/referenceNumber.ts'
import type { AgencyLanguage, Assignment, Book } from './assignment.ts'
import { percentOf } from './facts.ts'
import type { LetterWords } from './letterWords.ts'
import { letterWords } from './letterWords.ts'
import type { Line } from './posting.ts'
import { balanceOf, parts } from './posting.ts'

/** Where objections go. Made up, as is everything of the demonstration agency. */
const CONTACT = 'Duetto, PL 1000, 00002 HELSINKI, perinta@duetto.example'

/** What a label stands before. */
export interface Labelled {
  readonly label: string
  readonly text: string
}

/** One line of the claim, each part in the letter's language. */
export interface ClaimLine {
  readonly what: string
  /** For interest: the days, the rate and the sum it runs on. */
  readonly why: string | null
  readonly section: string | null
  readonly amount: string
}

/**
 * What a letter says, in its language and in the order in which it says it: everything that a payment demand must say
 * (513/1999 5 a and 5 b §), for every letter alike. Text and paper are made of it, so that they never differ.
 */
export interface LetterContent {
  readonly language: AgencyLanguage
  readonly words: LetterWords
  readonly title: string
  readonly sentOn: CalendarDate
  readonly day: string
  readonly recipient: readonly string[]
  readonly creditor: readonly Labelled[]
  readonly creditorAddress: readonly string[]
  readonly basis: string
  readonly originalReference: string | null
  readonly claim: readonly ClaimLine[]
  readonly total: string
  readonly payment: readonly Labelled[]
  readonly notices: readonly string[]
  /** The creditor's own words, where staff have set them. */
  readonly ownText: string | null
  readonly contact: string
  /** What barcode and QR code say; null in a preview and in other currencies, for the codes are about euros. */
  readonly order: PaymentOrder | null
  readonly isPreview: boolean
}

export interface LetterRequest {
  readonly kind: MessageLetter['kind']
  readonly on: CalendarDate
  readonly dueOn: CalendarDate
  readonly ownText?: string | null | undefined
  /** Nothing is sent: the reference does not exist yet. */
  readonly isPreview?: boolean | undefined
}

interface Format {
  readonly words: LetterWords
  readonly day: (date: CalendarDate) => string
  readonly sum: (cents: bigint) => string
  readonly percent: (basisPoints: bigint) => string
}

function formatFor(language: AgencyLanguage, currency: string): Format {
  const isEnglish = language === 'en'
  const [group, point] = isEnglish ? [',', '.'] : ['\u00a0', ',']
  return {
    words: letterWords[language],
    day: (date) => (isEnglish ? date : `${Number(date.slice(8))}.${Number(date.slice(5, 7))}.${date.slice(0, 4)}`),
    sum: (cents) => {
      const [whole = '', decimals = ''] = formatDecimal(money(cents, currency)).split('.')
      return `${whole.replace(/\B(?=(\d{3})+$)/g, group)}${point}${decimals} ${currency}`
    },
    percent: (basisPoints) => percentOf(basisPoints).replace('.', point),
  }
}

function creditorNames({ creditor }: Assignment, { words }: Format): Labelled[] {
  return [
    { label: words.creditor, text: creditor.name },
    // The name that the debtor knows from the invoice stands beside the official one (513/1999 5 a §).
    ...(creditor.auxiliaryName ? [{ label: words.auxiliaryName, text: creditor.auxiliaryName }] : []),
    ...(creditor.originalCreditor ? [{ label: words.originalCreditor, text: creditor.originalCreditor }] : []),
    { label: words.businessId, text: creditor.businessId },
  ]
}

interface Address {
  readonly street: string | null
  readonly postCode: string | null
  readonly town: string | null
}

function addressLines({ street, postCode, town }: Address): string[] {
  return [street, [postCode, town].filter(Boolean).join(' ')].filter((line): line is string => Boolean(line))
}

function claimLine(line: Line, { words, day, sum, percent }: Format): ClaimLine {
  const { from, to, days, basisPoints, base } = line
  const why =
    from && to && days !== undefined && basisPoints !== undefined && base !== undefined
      ? words.interestDays(day(from), day(to), days, percent(basisPoints), sum(base))
      : null
  return { what: words.line[line.kind], why, section: line.amount > 0n ? line.section : null, amount: sum(line.amount) }
}

function printedReference(text: string): string {
  return parseReference(text) === undefined ? text : formatReference(text)
}

function payeeName(words: LetterWords): string {
  return words.payee.slice(words.payee.indexOf(':') + 1).trim()
}

function paymentLines({ assignment }: Book, request: LetterRequest, { words, day }: Format): Labelled[] {
  const reference = request.isPreview ? words.referenceLater : printedReference(assignment.reference)
  return [
    { label: words.payBy, text: day(request.dueOn) },
    { label: words.account, text: formatIban(assignment.clientIban) },
    { label: words.reference, text: reference },
  ]
}

function notices({ assignment }: Book, { dueOn }: LetterRequest, { words, day }: Format): string[] {
  const isConsumer = assignment.debtor.kind === 'CONSUMER'
  return [words.interestGoesOn, words.object(day(dueOn)), ...(isConsumer ? [words.consumerNotice, words.consumer] : [])]
}

/** `book` already has what the letter itself adds. */
export function letterContent(book: Book, request: LetterRequest): LetterContent {
  const { assignment } = book
  const { debtor, clientIban, reference, currency } = assignment
  const format = formatFor(debtor.language, currency)
  const { words, day, sum } = format
  const amount = balanceOf(book.postings)
  const isPreview = request.isPreview ?? false
  const order = { payee: payeeName(words), iban: clientIban, amount, reference, dueOn: request.dueOn }
  const { invoiceNumber, issuedOn, dueOn, invoiceTotal, invoiceReference } = assignment
  return {
    language: debtor.language,
    words,
    title: words.title[request.kind],
    sentOn: request.on,
    day: day(request.on),
    recipient: [debtor.name, ...addressLines(debtor.address)],
    creditor: creditorNames(assignment, format),
    creditorAddress: addressLines(assignment.creditor.address),
    basis: words.invoice(invoiceNumber, day(issuedOn), day(dueOn), sum(invoiceTotal)),
    originalReference: invoiceReference === null ? null : printedReference(invoiceReference),
    // Principal, interest and costs, each with its payments, in the order of posting.
    claim: parts.flatMap((part) =>
      book.postings.filter((line) => line.component === part).map((line) => claimLine(line, format)),
    ),
    total: sum(amount),
    payment: paymentLines(book, request, format),
    notices: notices(book, request, format),
    ownText: request.ownText ?? null,
    contact: CONTACT,
    order: isPreview || currency !== 'EUR' ? null : order,
    isPreview,
  }
}

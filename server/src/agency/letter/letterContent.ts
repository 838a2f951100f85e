import type { PaymentOrder } from '../../exchange/payment/virtualBarcode.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { formatIban } from '../../kernel/iban.ts'
import { formatReference, parseReference } from '../../kernel/referenceNumber.ts'
import type { AgencyLanguage, Assignment, Book } from '../case/assignment.ts'
import type { Instalment } from '../case/paymentPlan.ts'
import type { Line } from '../case/posting.ts'
import { balanceOf, parts } from '../case/posting.ts'
import { formatFor, type LetterFormat } from './letterFormat.ts'
import type { LetterMatter, LetterRequest } from './letterMatter.ts'
import { leadOf, noticesOf, rightsOf } from './letterNotices.ts'
import type { LetterWords } from './letterWords.ts'

/** Where objections go. Made up, as is everything of the demonstration agency. */
export const CONTACT = 'Duetto, PL 1000, 00002 HELSINKI, perinta@duetto.example'

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

/** An instalment of a payment plan, with what its own barcode says. */
export interface InstalmentLine {
  readonly name: string
  readonly day: string
  readonly amount: string
  readonly order: PaymentOrder | null
}

/**
 * What a letter says, in its language and in the order in which it says it: everything that a payment demand must say
 * (513/1999 5 a and 5 b §), for every letter that asks for money. Text and paper are made of it, so that they never differ.
 */
export interface LetterContent {
  readonly language: AgencyLanguage
  readonly words: LetterWords
  readonly title: string
  readonly sentOn: CalendarDate
  readonly day: string
  readonly recipient: readonly string[]
  readonly creditor: readonly Labelled[]
  /** Where the creditor is and how it is reached. */
  readonly creditorAddress: readonly string[]
  readonly basis: string
  readonly originalReference: string | null
  /** What the letter is about when it is none of the ladder. */
  readonly lead: readonly string[]
  /** Empty in a letter that asks for nothing; then there is no total and nothing about paying either. */
  readonly claim: readonly ClaimLine[]
  readonly total: string
  /** Empty unless it is a payment plan. */
  readonly instalments: readonly InstalmentLine[]
  readonly payment: readonly Labelled[]
  /** What is to be paid with the codes, and what it is: the total, or an instalment. */
  readonly payable: Labelled
  readonly notices: readonly string[]
  /** What stands after the address for objections. */
  readonly rights: readonly string[]
  /** The creditor's own words, where staff have set them. */
  readonly ownText: string | null
  readonly contact: string
  /** What barcode and QR code say; null in a preview and in other currencies, for the codes are about euros. */
  readonly order: PaymentOrder | null
  readonly isPreview: boolean
}

export function creditorNames({ creditor }: Assignment, { words }: LetterFormat): Labelled[] {
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
  /** Two letters. */
  readonly country: string | null
}

/** As on an envelope posted in Finland: another country stands below in capitals, in the letter's language. */
export function addressLines({ street, postCode, town, country }: Address, language: AgencyLanguage): string[] {
  const place = [postCode, town].filter(Boolean).join(' ')
  const abroad = country === null || country === 'FI' ? undefined : countryName(country, language)
  return [street, place, abroad].filter((line): line is string => Boolean(line))
}

function countryName(country: string, language: AgencyLanguage): string {
  const name = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' }).of(country) ?? country
  return name.toLocaleUpperCase(language)
}

export function claimLine(line: Line, { words, day, sum, percent }: LetterFormat): ClaimLine {
  const { from, to, days, basisPoints, base } = line
  const why =
    from && to && days !== undefined && basisPoints !== undefined && base !== undefined
      ? words.interestDays(day(from), day(to), days, percent(basisPoints), sum(base))
      : null
  return { what: words.line[line.kind], why, section: line.amount > 0n ? line.section : null, amount: sum(line.amount) }
}

/** Principal, interest and costs, each with its payments, in the order of posting. */
function claimOf({ postings }: Book, format: LetterFormat): ClaimLine[] {
  return parts.flatMap((part) =>
    postings.filter((line) => line.component === part).map((line) => claimLine(line, format)),
  )
}

export function printedReference(text: string): string {
  return parseReference(text) === undefined ? text : formatReference(text)
}

function payeeName(words: LetterWords): string {
  return words.payee.slice(words.payee.indexOf(':') + 1).trim()
}

function paymentLines({ assignment }: Book, request: LetterRequest, { words, day }: LetterFormat): Labelled[] {
  const reference = request.isPreview ? words.referenceLater : printedReference(assignment.reference)
  return [
    { label: words.payBy, text: day(request.dueOn) },
    { label: words.account, text: formatIban(assignment.clientIban) },
    { label: words.reference, text: reference },
  ]
}

/** The instalment that a letter asks for now; undefined: it asks for all. */
function askedInstalment({ plan }: Book, matter: LetterMatter | undefined): Instalment | undefined {
  if (matter?.kind === 'PLAN') return plan?.instalments[0]
  return matter?.kind === 'DISPUTE_ANSWER' ? (matter.instalment ?? undefined) : undefined
}

function payableLabel(matter: LetterMatter | undefined, asked: Instalment | undefined, words: LetterWords): string {
  if (!asked) return words.total
  return matter?.kind === 'PLAN' ? words.instalment(1) : words.amount
}

/** `book` already has what the letter itself adds. */
export function letterContent(book: Book, request: LetterRequest): LetterContent {
  const { assignment, plan } = book
  const { matter, isPreview = false } = request
  const { debtor, clientIban, reference, currency, creditor } = assignment
  const format = formatFor(debtor.language, currency)
  const { words, day, sum } = format
  const asksNothing = matter?.kind === 'DISPUTE_ANSWER' && matter.upheld
  const asked = askedInstalment(book, matter)
  const whole = balanceOf(book.postings)
  const order = (amount: bigint, dueOn: CalendarDate): PaymentOrder | null =>
    isPreview || asksNothing || currency !== 'EUR'
      ? null
      : { payee: payeeName(words), iban: clientIban, amount, reference, dueOn }
  const { invoiceNumber, issuedOn, dueOn, invoiceTotal, invoiceReference } = assignment
  return {
    language: debtor.language,
    words,
    title: words.title[request.kind],
    sentOn: request.on,
    day: day(request.on),
    recipient: [debtor.name, ...addressLines(debtor.address, debtor.language)],
    creditor: creditorNames(assignment, format),
    creditorAddress: [
      ...addressLines(creditor.address, debtor.language),
      ...[creditor.phone, creditor.email].filter((line): line is string => Boolean(line)),
    ],
    basis: words.invoice(invoiceNumber, day(issuedOn), day(dueOn), sum(invoiceTotal)),
    originalReference: invoiceReference === null ? null : printedReference(invoiceReference),
    lead: leadOf(book, request, format),
    claim: asksNothing ? [] : claimOf(book, format),
    total: sum(asksNothing ? 0n : whole),
    instalments:
      matter?.kind !== 'PLAN'
        ? []
        : (plan?.instalments ?? []).map((one, index) => ({
            name: words.instalment(index + 1),
            day: day(one.dueOn),
            amount: sum(one.amount),
            order: order(one.amount, one.dueOn),
          })),
    payment: asksNothing ? [] : paymentLines(book, request, format),
    payable: { label: payableLabel(matter, asked, words), text: sum(asked?.amount ?? whole) },
    notices: noticesOf(request, format),
    rights: rightsOf(assignment, request, format),
    ownText: request.ownText ?? null,
    contact: CONTACT,
    order: order(asked?.amount ?? whole, request.dueOn),
    isPreview,
  }
}

import type { MessageLetter } from '../exchange/messages/fromAgency.ts'
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

function creditorLines({ creditor }: Assignment, { words }: Format): string[] {
  const { street, postCode, town } = creditor.address
  return [
    `${words.creditor}: ${creditor.name}`,
    // The name that the debtor knows from the invoice stands beside the official one (513/1999 5 a §).
    ...(creditor.auxiliaryName ? [`${words.auxiliaryName}: ${creditor.auxiliaryName}`] : []),
    `${words.businessId}: ${creditor.businessId}`,
    ...addressLines(street, postCode, town),
  ]
}

function addressLines(street: string | null, postCode: string | null, town: string | null): string[] {
  return [street, [postCode, town].filter(Boolean).join(' ')].filter((line): line is string => Boolean(line))
}

function claimLine(line: Line, { words, day, sum, percent }: Format): string {
  const { from, to, days, basisPoints, base } = line
  const why =
    from && to && days !== undefined && basisPoints !== undefined && base !== undefined
      ? ` (${words.interestDays(day(from), day(to), days, percent(basisPoints), sum(base))})`
      : ''
  const section = line.section && line.amount > 0n ? ` [${line.section}]` : ''
  return `  ${words.line[line.kind]}${why}${section}: ${sum(line.amount)}`
}

/** Principal, interest and costs, each with its payments, in the order of posting. */
function claimLines(book: Book, format: Format): string[] {
  return parts.flatMap((part) =>
    book.postings.filter((line) => line.component === part).map((line) => claimLine(line, format)),
  )
}

function reference(text: string): string {
  return parseReference(text) === undefined ? text : formatReference(text)
}

/**
 * The text of a letter: everything that a payment demand must say (513/1999 5 a and 5 b §), for every letter alike.
 * `book` already has what the letter itself adds.
 */
export function writeLetter(book: Book, kind: MessageLetter['kind'], on: CalendarDate, dueOn: CalendarDate): string {
  const { assignment } = book
  const { debtor } = assignment
  const format = formatFor(debtor.language, assignment.currency)
  const { words, day, sum } = format
  const isConsumer = debtor.kind === 'CONSUMER'
  return [
    `${words.title[kind]}  ${day(on)}`,
    words.sender,
    '',
    `${words.debtor}: ${debtor.name}`,
    ...addressLines(debtor.address.street, debtor.address.postCode, debtor.address.town),
    '',
    ...creditorLines(assignment, format),
    '',
    words.basis,
    `  ${words.invoice(assignment.invoiceNumber, day(assignment.issuedOn), day(assignment.dueOn), sum(assignment.invoiceTotal))}`,
    ...(assignment.invoiceReference ? [`  ${words.original}: ${reference(assignment.invoiceReference)}`] : []),
    '',
    words.claim,
    ...claimLines(book, format),
    `  ${words.total}: ${sum(balanceOf(book.postings))}`,
    '',
    words.pay,
    `  ${words.payBy}: ${day(dueOn)}`,
    `  ${words.account}: ${formatIban(assignment.clientIban)}`,
    `  ${words.reference}: ${reference(assignment.reference)}`,
    `  ${words.payee}`,
    '',
    words.interestGoesOn,
    words.object(day(dueOn)),
    CONTACT,
    ...(isConsumer ? [words.consumerNotice, words.consumer] : []),
  ].join('\n')
}

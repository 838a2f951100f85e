import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { addDays, daysBetween, maxDate } from '../../kernel/calendarDate.ts'
import { roundHalfUp } from '../../kernel/money.ts'
import type { Result } from '../../kernel/result.ts'
import { ok } from '../../kernel/result.ts'
import type { InterestAccrual, InterestSegment, RateUnknown } from '../../statute/interest.ts'
import { accrueInterest, accrueKnownInterest, roundedInterest } from '../../statute/interest.ts'
import type { ReferenceRates } from '../../statute/referenceRates.ts'
import type { Book } from './assignment.ts'
import { factsOf } from './facts.ts'
import type { Line } from './posting.ts'
import { balanceOf } from './posting.ts'

/** Interest asked so far: posted here, or paid on the assignment that this one follows. */
function askedSoFar(book: Book, more: readonly Line[]): bigint {
  const interest = [...book.postings, ...more].filter((line) => line.kind === 'LATE_INTEREST')
  return balanceOf(interest) + book.assignment.interestBefore
}

const interestLine = { kind: 'LATE_INTEREST', component: 'INTEREST', beneficiary: 'CREDITOR' } as const

/**
 * A line per stretch of days with one rate and one principal. Each brings the sum of all lines to the rounded whole of
 * its last day, so that the lines never drift from the exact interest.
 */
function segmentLines(accrual: InterestAccrual, asked: bigint, after: CalendarDate | null, on: CalendarDate): Line[] {
  const lines: Line[] = []
  let numerator = 0n
  let sum = asked
  for (const segment of accrual.segments) {
    numerator += segment.principal.minor * segment.rate * BigInt(segment.days)
    if (after !== null && segment.to <= after) continue
    const amount = roundHalfUp(numerator, accrual.denominator) - sum
    if (amount <= 0n) continue
    sum += amount
    lines.push({ ...interestLine, amount, on, ...describe(segment, after) })
  }
  return lines
}

function describe(segment: InterestSegment, after: CalendarDate | null) {
  const from = after === null ? segment.from : maxDate(segment.from, addDays(after, 1))
  const days = daysBetween(from, segment.to) + 1
  return {
    section: segment.section,
    from,
    to: segment.to,
    days,
    basisPoints: segment.rate,
    base: segment.principal.minor,
  }
}

/**
 * What was posted too much up to the day that postings (with `more`) reach: a payment came to light, or the due date
 * moved. Nothing when it was not too much; a shortfall is made up by the next lines.
 */
export function interestCorrection(
  book: Book,
  more: readonly Line[],
  on: CalendarDate,
  rates: ReferenceRates,
  reach = book.assignment.interestTo,
): Result<Line[], RateUnknown> {
  if (reach === null) return ok([])
  const accrual = accrueInterest(factsOf(book, more), reach, rates)
  if (!accrual.ok) return accrual
  const tooMuch = askedSoFar(book, more) - roundedInterest(accrual.value).minor
  const posted = askedSoFar(book, more) - book.assignment.interestBefore
  const amount = tooMuch < posted ? tooMuch : posted
  if (amount <= 0n) return ok([])
  return ok([{ ...interestLine, amount: -amount, on, section: accrual.value.segments[0]?.section ?? null, to: reach }])
}

/** The lines that bring posted interest to a day. Empty when it is there already. */
export function interestUntil(
  book: Book,
  more: readonly Line[],
  until: CalendarDate,
  rates: ReferenceRates,
): Result<Line[], RateUnknown> {
  const accrual = accrueInterest(factsOf(book, more), until, rates)
  if (!accrual.ok) return accrual
  return ok(segmentLines(accrual.value, askedSoFar(book, more), book.assignment.interestTo, until))
}

/** The same as far as the rates are known: what is known is owed whatever the missing one will be. */
export function knownInterestUntil(
  book: Book,
  until: CalendarDate,
  rates: ReferenceRates,
): { readonly lines: Line[]; readonly missing: RateUnknown | undefined } {
  const { accrual, missing } = accrueKnownInterest(factsOf(book, []), until, rates)
  const on = missing ? addDays(missing.halfYear.from, -1) : until
  return { lines: segmentLines(accrual, askedSoFar(book, []), book.assignment.interestTo, on), missing }
}

import {
  addDays,
  type CalendarDate,
  type DatePeriod,
  daysBetween,
  halfYearOf,
  minDate,
} from '../kernel/calendarDate.ts'
import { type Money, money, roundHalfUp } from '../kernel/money.ts'
import { err, ok, type Result, type UserError } from '../kernel/result.ts'
import { openPrincipal, type ReceivableFacts } from './facts.ts'
import { interestBase, statutoryMargin } from './interestTerms.ts'
import type { ReferenceRates } from './referenceRates.ts'
import { type Citation, interestAct } from './sections.ts'
import { lastDayToPay } from './waiting.ts'

/** The reference rate of a half-year is not on record. */
export interface RateUnknown extends UserError {
  readonly code: 'RATE_UNKNOWN'
  readonly halfYear: DatePeriod
}

/** Days with one principal and one rate. Both ends bear interest. */
export interface InterestSegment {
  readonly from: CalendarDate
  readonly to: CalendarDate
  readonly days: number
  readonly principal: Money
  /** Basis points a year. */
  readonly rate: bigint
  /** The reference rate in it, when it is the legal rate. */
  readonly referenceRate: bigint | undefined
  readonly section: Citation
}

/**
 * Interest from its beginning to a day, unrounded: numerator / denominator cents. All accruals have one denominator, so
 * that parts add up to the whole exactly.
 */
export interface InterestAccrual {
  readonly numerator: bigint
  readonly denominator: bigint
  readonly currency: string
  readonly segments: readonly InterestSegment[]
}

/** Basis points times the 365 days of a year: act/365, leap years too, is the practice of the trade. */
export const INTEREST_DENOMINATOR = 10_000n * 365n

interface Rate {
  readonly rate: bigint
  readonly referenceRate: bigint | undefined
  readonly section: Citation
}

function rateUnknown(halfYear: DatePeriod): RateUnknown {
  const message = `The reference rate of ${halfYear.from} to ${halfYear.to} is not on record. Enter it when it is published.`
  return { code: 'RATE_UNKNOWN', message, field: 'rates', halfYear }
}

function legalRate(facts: ReceivableFacts, day: CalendarDate, rates: ReferenceRates): Result<Rate, RateUnknown> {
  const halfYear = halfYearOf(day)
  const reference = rates.find((row) => row.from === halfYear.from)
  const margin = statutoryMargin(facts)
  if (!reference || !margin) return err(rateUnknown(halfYear))
  return ok({
    rate: reference.basisPoints + margin.margin,
    referenceRate: reference.basisPoints,
    section: margin.section,
  })
}

// The reference rate has never been below zero, so the legal rate is at least its margin.
function neverAboveLegal(facts: ReceivableFacts, agreed: bigint): boolean {
  return agreed <= (statutoryMargin(facts)?.margin ?? 0n)
}

/** The rate of a day: agreed or legal, and never less than contractual interest that ran before the due date. */
export function rateOn(facts: ReceivableFacts, day: CalendarDate, rates: ReferenceRates): Result<Rate, RateUnknown> {
  const { agreedInterest: agreed, interestBeforeDue: before } = facts
  const free = agreed !== undefined && (facts.regime === 'OTHER' || neverAboveLegal(facts, agreed))
  const contract = (rate: bigint, section: string): Rate => ({
    rate,
    referenceRate: undefined,
    section: interestAct(section),
  })
  const base = free ? ok(contract(agreed, '2')) : legalRate(facts, day, rates)
  if (!base.ok) return base
  const usual = agreed !== undefined && agreed < base.value.rate ? contract(agreed, '2') : base.value
  return ok(before !== undefined && before > usual.rate ? contract(before, '4') : usual)
}

/** Payments made by the last day in time count as made on the day after which interest runs. */
function withTimelyPayments(facts: ReceivableFacts, base: CalendarDate): ReceivableFacts {
  const last = lastDayToPay(base)
  const payments = facts.payments.map((payment) =>
    payment.on > base && payment.on <= last ? { ...payment, on: base } : payment,
  )
  return { ...facts, payments }
}

function segmentEnd(facts: ReceivableFacts, from: CalendarDate, on: CalendarDate): CalendarDate {
  const paymentDays = facts.payments.map((payment) => payment.on).filter((day) => day >= from)
  return minDate(on, halfYearOf(from).to, ...paymentDays)
}

/**
 * Late interest up to and with a day, piecewise by half-year and by what remained after each payment. The first day is
 * the day after the due date (or after the 30 days of 6 §), the day of a payment still bears interest. Nothing is due
 * while payment is still in time.
 */
export function accrueInterest(
  facts: ReceivableFacts,
  on: CalendarDate,
  rates: ReferenceRates,
): Result<InterestAccrual, RateUnknown> {
  const base = interestBase(facts)
  const segments: InterestSegment[] = []
  let numerator = 0n
  const none = { numerator, denominator: INTEREST_DENOMINATOR, currency: facts.principal.currency, segments }
  if (on <= lastDayToPay(base)) return ok(none)
  if (facts.regime === 'CONSUMER' && !facts.dueDateBinding && facts.interestStated === false) return ok(none)
  const timely = withTimelyPayments(facts, base)
  let from = addDays(base, 1)
  while (from <= on) {
    const to = segmentEnd(timely, from, on)
    const principal = openPrincipal(timely, addDays(from, -1))
    if (principal.minor > 0n) {
      const rate = rateOn(facts, from, rates)
      if (!rate.ok) return rate
      const days = daysBetween(from, to) + 1
      segments.push({ from, to, days, principal, ...rate.value })
      numerator += principal.minor * rate.value.rate * BigInt(days)
    }
    from = addDays(to, 1)
  }
  return ok({ ...none, numerator })
}

/**
 * The same as far as the rates are known: up to the end of the last half-year before one whose rate is not on record,
 * which comes with it. What is known is owed whatever the missing rate will be.
 */
export function accrueKnownInterest(
  facts: ReceivableFacts,
  on: CalendarDate,
  rates: ReferenceRates,
): { readonly accrual: InterestAccrual; readonly missing: RateUnknown | undefined } {
  const whole = accrueInterest(facts, on, rates)
  if (whole.ok) return { accrual: whole.value, missing: undefined }
  const known = accrueInterest(facts, addDays(whole.error.halfYear.from, -1), rates)
  const none = { numerator: 0n, denominator: INTEREST_DENOMINATOR, currency: facts.principal.currency, segments: [] }
  return { accrual: known.ok ? known.value : none, missing: whole.error }
}

/** An accrual in whole cents, an exact half up. */
export function roundedInterest(accrual: InterestAccrual): Money {
  return money(roundHalfUp(accrual.numerator, accrual.denominator), accrual.currency)
}

/** What is still to be posted: the rounded whole less what was posted before, so that postings never drift from it. */
export function interestToPost(accrual: InterestAccrual, posted: Money): Money {
  return money(roundedInterest(accrual).minor - posted.minor, accrual.currency)
}

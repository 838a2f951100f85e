import { addDays, type CalendarDate, daysBetween, maxDate } from '../../kernel/calendarDate.ts'
import { type Money, money, roundHalfUp } from '../../kernel/money.ts'
import type { UserError } from '../../kernel/result.ts'
import type { PrincipalPayment, ReceivableFacts } from '../../statute/facts.ts'
import { accrueKnownInterest, type InterestAccrual } from '../../statute/interest.ts'
import type { ReferenceRates } from '../../statute/referenceRates.ts'

export type Component = 'PRINCIPAL' | 'INTEREST' | 'COSTS'

/** A line of the company's copy, in cents of the assignment's currency. */
export interface CopiedPosting {
  readonly kind: string
  readonly component: Component
  readonly amount: bigint
  readonly on: CalendarDate
  readonly section: string | null
  readonly from: CalendarDate | null
  readonly to: CalendarDate | null
  readonly days: number | null
  readonly ratePercent: string | null
  readonly base: bigint | null
}

export interface ExplainedAssignment {
  readonly currency: string
  readonly debtorKind: 'CONSUMER' | 'BUSINESS'
  readonly debtorBusinessId: string | null
  readonly dueOn: CalendarDate
  /** Percent a year by contract, an exact decimal; null: by law. */
  readonly interestPercent: string | null
  /** The day of closing: no interest runs after it. */
  readonly closedOn: CalendarDate | null
  readonly postings: readonly CopiedPosting[]
  /** Interest that was paid on the assignment this one follows, in cents. */
  readonly interestBefore: bigint
}

export interface ExplainedLine extends Omit<CopiedPosting, 'on' | 'amount' | 'base'> {
  readonly amount: Money
  readonly base: Money | null
  /** False: interest of these days that the agency has not asked for yet. */
  readonly posted: boolean
}

export interface Explained {
  readonly on: CalendarDate
  readonly lines: readonly ExplainedLine[]
  readonly total: Money
  readonly problems: readonly UserError[]
}

/**
 * What the debtor owes at the end of a day, line by line: what was posted until then, and the late interest that has
 * run since. An unknown reference rate is a problem to tell: interest is shown as far as the rates are known.
 */
export function explain(assignment: ExplainedAssignment, on: CalendarDate, rates: ReferenceRates): Explained {
  const posted = assignment.postings.filter((posting) => posting.on <= on)
  const lines = posted.map((posting): ExplainedLine => shown(posting, assignment.currency))
  const problems: UserError[] = []
  if (assignment.closedOn === null || assignment.closedOn > on) {
    const { running, missing } = runningInterest(assignment, posted, on, rates)
    lines.push(...running)
    if (missing) problems.push({ code: missing.code, message: missing.message })
  }
  const total = lines.reduce((sum, line) => sum + line.amount.minor, 0n)
  return { on, lines, total: money(total, assignment.currency), problems }
}

function shown(posting: CopiedPosting, currency: string): ExplainedLine {
  const { kind, component, section, from, to, days, ratePercent } = posting
  const base = posting.base === null ? null : money(posting.base, currency)
  return {
    kind,
    component,
    section,
    from,
    to,
    days,
    ratePercent,
    base,
    amount: money(posting.amount, currency),
    posted: true,
  }
}

function runningInterest(
  assignment: ExplainedAssignment,
  posted: readonly CopiedPosting[],
  on: CalendarDate,
  rates: ReferenceRates,
): { running: ExplainedLine[]; missing: UserError | undefined } {
  const { accrual, missing } = accrueKnownInterest(factsOf(assignment, posted), on, rates)
  const interest = posted.filter((posting) => posting.kind === 'LATE_INTEREST')
  const asked = interest.reduce((sum, posting) => sum + posting.amount, assignment.interestBefore)
  const postedTo = interest.reduce<CalendarDate | null>(
    (to, { to: day }) => (day && (!to || day > to) ? day : to),
    null,
  )
  return { running: segmentLines(accrual, asked, postedTo), missing }
}

/** Each line brings the sum to the rounded whole of its last day, so that lines never drift from the exact interest. */
function segmentLines(accrual: InterestAccrual, asked: bigint, postedTo: CalendarDate | null): ExplainedLine[] {
  const lines: ExplainedLine[] = []
  let numerator = 0n
  let sum = asked
  for (const segment of accrual.segments) {
    numerator += segment.principal.minor * segment.rate * BigInt(segment.days)
    if (postedTo !== null && segment.to <= postedTo) continue
    const amount = roundHalfUp(numerator, accrual.denominator) - sum
    if (amount <= 0n) continue
    sum += amount
    const from = postedTo === null ? segment.from : maxDate(segment.from, addDays(postedTo, 1))
    lines.push({
      kind: 'LATE_INTEREST',
      component: 'INTEREST',
      amount: money(amount, accrual.currency),
      section: segment.section,
      from,
      to: segment.to,
      days: daysBetween(from, segment.to) + 1,
      ratePercent: percentOf(segment.rate),
      base: segment.principal,
      posted: false,
    })
  }
  return lines
}

function factsOf(assignment: ExplainedAssignment, posted: readonly CopiedPosting[]): ReceivableFacts {
  const { currency, debtorKind, debtorBusinessId, dueOn, interestPercent } = assignment
  const principal = posted
    .filter((posting) => posting.kind === 'PRINCIPAL')
    .reduce((sum, posting) => sum + posting.amount, 0n)
  return {
    regime: debtorKind === 'CONSUMER' ? 'CONSUMER' : 'OTHER',
    // A company known by its business ID bought from a trader: 30/2013.
    commercialContract: debtorKind === 'BUSINESS' && debtorBusinessId !== null,
    publicLaw: false,
    directlyEnforceable: false,
    creditorMayDeductVat: true,
    principal: money(principal, currency),
    dueDate: dueOn,
    dueDateBinding: true,
    history: [],
    payments: principalPayments(posted, currency),
    disputed: false,
    ...(interestPercent === null ? {} : { agreedInterest: basisPointsOf(interestPercent) }),
  }
}

/** What lowered the principal. A payment that was taken back never happened: the newest of its amount goes with it. */
function principalPayments(posted: readonly CopiedPosting[], currency: string): PrincipalPayment[] {
  const payments: { on: CalendarDate; amount: bigint }[] = []
  for (const { kind, component, amount, on } of posted) {
    if (component !== 'PRINCIPAL' || kind === 'PRINCIPAL') continue
    const undone = kind === 'REVERSAL' ? payments.findLastIndex((payment) => payment.amount === amount) : -1
    if (undone >= 0) payments.splice(undone, 1)
    else payments.push({ on, amount: -amount })
  }
  return payments.map((payment) => ({ on: payment.on, principal: money(payment.amount, currency) }))
}

/** '11.5' is 1150; a third decimal is dropped, in the debtor's favour. */
export function basisPointsOf(percent: string): bigint {
  const [whole = '0', decimals = ''] = percent.split('.')
  return BigInt(whole) * 100n + BigInt(`${decimals}00`.slice(0, 2))
}

/** 1150 is '11.5'. */
export function percentOf(basisPoints: bigint): string {
  const decimals = (basisPoints % 100n).toString().padStart(2, '0').replace(/0+$/, '')
  return `${basisPoints / 100n}${decimals === '' ? '' : `.${decimals}`}`
}

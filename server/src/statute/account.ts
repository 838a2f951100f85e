import type { CalendarDate } from '../kernel/calendarDate.ts'
import { add, lesser, type Money, money, negate, subtract, sum } from '../kernel/money.ts'
import { ok, type Result } from '../kernel/result.ts'
import { ALLOCATION_SECTION, type AllocationOrder, allocatePayment, allocationOrder, type Owed } from './allocation.ts'
import type { PrincipalPayment, ReceivableFacts } from './facts.ts'
import { accrueInterest, type InterestAccrual, interestToPost, type RateUnknown } from './interest.ts'
import { interestBase } from './interestTerms.ts'
import type { ReferenceRates } from './referenceRates.ts'
import { type Citation, interestAct } from './sections.ts'

/** Whose money it is: principal, interest and own costs the creditor's, letters the agency's, fees the authority's. */
export type Beneficiary = 'CREDITOR' | 'AGENCY' | 'AUTHORITY'

/** What happened to the debt. Costs and the standard compensation come as the law allowed them. */
export type AccountEvent =
  | {
      readonly kind: 'COST'
      readonly on: CalendarDate
      readonly amount: Money
      readonly beneficiary: Beneficiary
      readonly section: Citation
    }
  | { readonly kind: 'PAYMENT'; readonly on: CalendarDate; readonly amount: Money }
  /** Lowers the principal from its own day on; what it exceeds the principal by is excess. */
  | { readonly kind: 'CREDIT_NOTE'; readonly on: CalendarDate; readonly amount: Money }

export type PostingPart = 'PRINCIPAL' | 'INTEREST' | 'COSTS'

/** A line of the account; a positive amount adds to the debt. */
export interface AccountPosting {
  readonly on: CalendarDate
  readonly kind: 'CLAIM' | 'INTEREST' | 'COST' | 'PAYMENT' | 'CREDIT_NOTE'
  readonly part: PostingPart
  readonly amount: Money
  readonly beneficiary: Beneficiary
  readonly section: Citation | undefined
}

/** A debt on a day, to the cent; `accrual` explains the interest by days, rate and section. */
export interface Account {
  readonly postings: readonly AccountPosting[]
  readonly owed: Owed & { readonly total: Money }
  /** Paid or credited beyond all that was owed. */
  readonly excess: Money
  readonly accrual: InterestAccrual
}

interface OpenCost {
  readonly beneficiary: Beneficiary
  left: Money
}

/** The running state of one account. */
interface Book {
  readonly postings: AccountPosting[]
  readonly payments: PrincipalPayment[]
  readonly costs: OpenCost[]
  interestPosted: Money
  excess: Money
}

function partSum(book: Book, part: PostingPart, currency: string): Money {
  return sum(
    book.postings.filter((posting) => posting.part === part).map((posting) => posting.amount),
    currency,
  )
}

function owedIn(book: Book, currency: string): Owed {
  return {
    interest: partSum(book, 'INTEREST', currency),
    principal: partSum(book, 'PRINCIPAL', currency),
    costs: partSum(book, 'COSTS', currency),
  }
}

function post(book: Book, posting: AccountPosting): void {
  if (posting.amount.minor !== 0n) book.postings.push(posting)
}

function postInterest(
  book: Book,
  facts: ReceivableFacts,
  on: CalendarDate,
  rates: ReferenceRates,
): Result<InterestAccrual, RateUnknown> {
  const accrual = accrueInterest({ ...facts, payments: book.payments }, on, rates)
  if (!accrual.ok) return accrual
  const amount = interestToPost(accrual.value, book.interestPosted)
  const section = accrual.value.segments.at(-1)?.section ?? interestAct('4')
  post(book, { on, kind: 'INTEREST', part: 'INTEREST', amount, beneficiary: 'CREDITOR', section })
  book.interestPosted = add(book.interestPosted, amount)
  return accrual
}

/** Pays costs oldest first, so that every cent of a payment has its beneficiary. */
function payCosts(book: Book, on: CalendarDate, amount: Money): void {
  let left = amount
  for (const cost of book.costs) {
    const paid = lesser(left, cost.left)
    cost.left = subtract(cost.left, paid)
    left = subtract(left, paid)
    const part = { kind: 'PAYMENT', part: 'COSTS', section: ALLOCATION_SECTION } as const
    post(book, { ...part, on, amount: negate(paid), beneficiary: cost.beneficiary })
  }
}

function lowerPrincipal(book: Book, on: CalendarDate, amount: Money, kind: 'PAYMENT' | 'CREDIT_NOTE'): void {
  const section = kind === 'PAYMENT' ? ALLOCATION_SECTION : undefined
  post(book, { on, kind, part: 'PRINCIPAL', amount: negate(amount), beneficiary: 'CREDITOR', section })
  if (amount.minor > 0n) book.payments.push({ on, principal: amount })
}

function apply(book: Book, event: AccountEvent, order: AllocationOrder): void {
  const { on, amount } = event
  const { currency } = amount
  if (event.kind === 'COST') {
    book.costs.push({ beneficiary: event.beneficiary, left: amount })
    post(book, { on, kind: 'COST', part: 'COSTS', amount, beneficiary: event.beneficiary, section: event.section })
    return
  }
  const owed = owedIn(book, currency)
  const none = money(0n, currency)
  const open = event.kind === 'PAYMENT' ? owed : { principal: owed.principal, interest: none, costs: none }
  const used = allocatePayment(amount, open, order)
  const paid = { kind: 'PAYMENT', part: 'INTEREST', beneficiary: 'CREDITOR', section: ALLOCATION_SECTION } as const
  post(book, { ...paid, on, amount: negate(used.interest) })
  payCosts(book, on, used.costs)
  lowerPrincipal(book, on, used.principal, event.kind)
  book.excess = add(book.excess, used.excess)
}

/**
 * The account of a receivable on a day: claim, costs, interest up to each payment and up to the day, payments used by
 * the order of 11 a § (or the agreed one, for others than consumers). `facts.payments` is not looked at: what of a
 * payment went to the principal is found out here. Events of one day count in the order given.
 */
export function accountOf(
  facts: ReceivableFacts,
  events: readonly AccountEvent[],
  on: CalendarDate,
  rates: ReferenceRates,
  agreedOrder?: AllocationOrder,
): Result<Account, RateUnknown> {
  const { principal } = facts
  const { currency } = principal
  const none = money(0n, currency)
  const book: Book = { postings: [], payments: [], costs: [], interestPosted: none, excess: none }
  const order = allocationOrder(facts.regime, agreedOrder)
  const claim = { kind: 'CLAIM', part: 'PRINCIPAL', beneficiary: 'CREDITOR', section: undefined } as const
  post(book, { ...claim, on: facts.dueDate, amount: principal })
  const past = events.filter((event) => event.on <= on).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  for (const event of past) {
    const timely = event.on <= interestBase(facts)
    const accrued = timely || event.kind === 'COST' ? undefined : postInterest(book, facts, event.on, rates)
    if (accrued && !accrued.ok) return accrued
    apply(book, event, order)
  }
  const accrual = postInterest(book, facts, on, rates)
  if (!accrual.ok) return accrual
  const owed = owedIn(book, currency)
  const total = sum([owed.interest, owed.principal, owed.costs], currency)
  return ok({ postings: book.postings, owed: { ...owed, total }, excess: book.excess, accrual: accrual.value })
}

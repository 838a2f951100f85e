import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { maxDate } from '../../kernel/calendarDate.ts'
import { money } from '../../kernel/money.ts'
import type { AllocationOrder, DebtPart } from '../../statute/allocation.ts'
import { ALLOCATION_SECTION, allocatePayment, allocationOrder } from '../../statute/allocation.ts'
import { lastDayToPay } from '../../statute/waiting.ts'
import type { Practice } from '../settings.ts'
import { settingOn } from '../settings.ts'
import type { Assignment, Book } from './assignment.ts'
import { interestCorrection, interestUntil } from './lateInterest.ts'
import { nextInstalment } from './paymentPlan.ts'
import type { Line, PostingKind } from './posting.ts'
import { balanceOf, openByPart, openCosts, standing } from './posting.ts'

/** Costs first is agreed with business debtors by the letters' terms; a consumer's costs come last by law (11 a §). */
const BUSINESS_ORDER: AllocationOrder = ['COSTS', 'INTEREST', 'PRINCIPAL']

export interface IncomingPayment {
  readonly kind: Extract<PostingKind, 'PAYMENT' | 'DIRECT_PAYMENT' | 'CREDIT'>
  /** Cents, above zero. */
  readonly amount: bigint
  readonly on: CalendarDate
  /** The company side's or the bank's name of it. */
  readonly key: string
}

export interface AppliedPayment {
  readonly lines: readonly Line[]
  /** Cents that nothing was owed for. */
  readonly excess: bigint
  readonly interestTo: CalendarDate | null
}

export function orderFor(assignment: Pick<Assignment, 'debtor'>): AllocationOrder {
  return allocationOrder(assignment.debtor.kind === 'CONSUMER' ? 'CONSUMER' : 'OTHER', BUSINESS_ORDER)
}

/** The payment comes before a payment plan is broken: the plan asks for no more than its instalments. */
function keepsPlan({ plan, postings }: Book, on: CalendarDate): boolean {
  const due = plan && nextInstalment(plan, postings)
  return due !== undefined && on <= lastDayToPay(due.dueOn)
}

/**
 * Interest that a payment of the whole balance still owes. Who pays what the newest letter asks within its time owes no
 * more. Otherwise interest runs to the day of payment, but a rest too small to pursue is not asked.
 */
function closingInterest(book: Book, payment: IncomingPayment, practice: Practice): readonly Line[] {
  const excess = payment.amount - balanceOf(book.postings)
  const { termEndsOn, stage } = book.assignment
  // What comes after the end is the payer's own: it opens no debt anew.
  if (stage === 'CLOSED' || payment.kind === 'CREDIT' || excess < 0n || keepsPlan(book, payment.on)) return []
  if (termEndsOn !== null && payment.on <= termEndsOn) return []
  const interest = interestUntil(book, [], payment.on, practice.rates)
  // A rate that nobody has published yet is not guessed, and money is not kept waiting for it.
  if (!interest.ok) return []
  const rest = balanceOf(interest.value) - excess
  if (rest <= 0n || rest > settingOn(practice.settings, 'SMALL_REST', payment.on)) return interest.value
  return upTo(interest.value, excess)
}

function upTo(lines: readonly Line[], most: bigint): Line[] {
  let left = most
  return lines.flatMap((line) => {
    const amount = line.amount < left ? line.amount : left
    left -= amount
    return amount === 0n ? [] : [{ ...line, amount }]
  })
}

function usedLines(payment: IncomingPayment, used: Record<DebtPart, bigint>, before: readonly Line[]): Line[] {
  const line = (component: DebtPart, beneficiary: Line['beneficiary'], amount: bigint): Line => ({
    kind: payment.kind,
    component,
    beneficiary,
    amount: -amount,
    on: payment.on,
    section: component === 'PRINCIPAL' ? null : ALLOCATION_SECTION,
    paymentKey: payment.key,
  })
  let costs = used.COSTS
  const shares = openCosts(before).flatMap(({ beneficiary, open }) => {
    const share = open < costs ? open : costs
    costs -= share
    return share > 0n ? [line('COSTS', beneficiary, share)] : []
  })
  const others = (['INTEREST', 'PRINCIPAL'] as const).filter((part) => used[part] > 0n)
  return [...others.map((part) => line(part, 'CREDITOR', used[part])), ...shares]
}

/**
 * Moves what turned out to be paid too much on one part to the others, in the order of allocation; what no part needs
 * is owed to the debtor.
 */
export function rebalance(
  postings: readonly Line[],
  order: AllocationOrder,
  on: CalendarDate,
): { lines: Line[]; refund: bigint } {
  const open = openByPart(postings)
  const lines: Line[] = []
  let refund = 0n
  const move = (kind: PostingKind, part: DebtPart, amount: bigint) => {
    for (const share of byBeneficiary([...postings, ...lines], part, amount)) {
      lines.push({ kind, component: part, ...share, on, section: ALLOCATION_SECTION })
    }
    open[part] += amount
  }
  for (const part of order.filter((wanted) => open[wanted] < 0n)) {
    for (const other of order.filter((wanted) => open[wanted] > 0n)) {
      const amount = -open[part] < open[other] ? -open[part] : open[other]
      move('REALLOCATION', part, amount)
      move('REALLOCATION', other, -amount)
    }
    refund -= open[part]
    move('REFUND', part, -open[part])
  }
  return { lines, refund }
}

/**
 * What other payments have put on the creditor's costs goes back to the principal that a reversal opened: a consumer pays
 * costs only after the principal (513/1999 11 a §). When that was done before, and the payment that it came from is now
 * reversed too, it is undone. The agency's own costs stay as they are: their money is shared out.
 */
export function backToPrincipal(postings: readonly Line[], on: CalendarDate): Line[] {
  const own = postings.filter((line) => line.component === 'COSTS' && line.beneficiary === 'CREDITOR')
  const paid = balanceOf(own.filter(isAsked)) - balanceOf(own)
  const open = openByPart(postings).PRINCIPAL
  const amount = open < paid && paid > 0n ? open : paid
  if (amount === 0n || (paid > 0n && open <= 0n)) return []
  const line = { kind: 'REALLOCATION' as const, beneficiary: 'CREDITOR' as const, on, section: ALLOCATION_SECTION }
  return [
    { ...line, component: 'COSTS', amount },
    { ...line, component: 'PRINCIPAL', amount: -amount },
  ]
}

/** A cost as it was asked, and not money that moved. */
function isAsked({ kind }: Line): boolean {
  return kind === 'REMINDER_COST' || kind === 'NOTICE_COST' || kind === 'DEMAND_COST' || kind === 'FIXED_COMPENSATION'
}

/** Splits a correction of a part (above zero: it was paid too much) among those whom its open lines belong to. */
function byBeneficiary(
  postings: readonly Line[],
  part: DebtPart,
  amount: bigint,
): Pick<Line, 'beneficiary' | 'amount'>[] {
  if (part !== 'COSTS') return amount === 0n ? [] : [{ beneficiary: 'CREDITOR', amount }]
  const isBack = amount > 0n
  let left = isBack ? amount : -amount
  return openCosts(postings).flatMap(({ beneficiary, open }) => {
    const most = isBack ? -open : open
    const share = most < left ? most : left
    if (share <= 0n) return []
    left -= share
    return [{ beneficiary, amount: isBack ? share : -share }]
  })
}

/**
 * The principal that was ever asked, less what has been credited of it. A credit note of principal that is paid already
 * sets that money free for the other parts: so it does not matter which of the two came first.
 */
function creditable({ postings }: Book): bigint {
  return balanceOf(standing(postings).filter((line) => line.kind === 'PRINCIPAL' || line.kind === 'CREDIT'))
}

/** What a payment or credit note does to the debt. A credit note is the creditor's own: it lowers the principal alone. */
export function applyPayment(book: Book, payment: IncomingPayment, practice: Practice): AppliedPayment {
  const closing = closingInterest(book, payment, practice)
  const before = [...book.postings, ...closing]
  const open = openByPart(before)
  const sum = (minor: bigint) => money(minor < 0n ? 0n : minor, book.assignment.currency)
  const isCredit = payment.kind === 'CREDIT'
  const owed = {
    principal: sum(isCredit ? creditable(book) : open.PRINCIPAL),
    interest: sum(isCredit ? 0n : open.INTEREST),
    costs: sum(isCredit ? 0n : open.COSTS),
  }
  const order = orderFor(book.assignment)
  const used = allocatePayment(sum(payment.amount), owed, order)
  const byPart = { PRINCIPAL: used.principal.minor, INTEREST: used.interest.minor, COSTS: used.costs.minor }
  const lines = [...closing, ...usedLines(payment, byPart, before)]
  const { interestTo } = book.assignment
  const reach = closing.length === 0 ? interestTo : maxDate(payment.on, interestTo ?? payment.on)
  const correction = interestCorrection(book, lines, payment.on, practice.rates, reach)
  const corrected = correction.ok ? [...lines, ...correction.value] : lines
  const moved = rebalance([...book.postings, ...corrected], order, payment.on)
  return { lines: [...corrected, ...moved.lines], excess: used.excess.minor + moved.refund, interestTo: reach }
}

/** How the money of a payment's lines is shared; what nothing was owed for is in neither share. */
export function sharesOf(lines: readonly Line[]): { creditor: bigint; agency: bigint } {
  const moved = lines.filter((line) => ['PAYMENT', 'REALLOCATION', 'REFUND'].includes(line.kind))
  const creditor = moved.filter((line) => line.beneficiary === 'CREDITOR')
  return { creditor: -balanceOf(creditor), agency: -balanceOf(moved) + balanceOf(creditor) }
}

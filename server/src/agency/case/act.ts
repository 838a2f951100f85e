import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { maxDate } from '../../kernel/calendarDate.ts'
import { formatDecimal, money } from '../../kernel/money.ts'
import type { Practice } from '../settings.ts'
import { settingOn } from '../settings.ts'
import type { AssignmentPatch, Book, Draft, EventType } from './assignment.ts'
import { closing, withDraft } from './assignment.ts'
import { interestCorrection } from './lateInterest.ts'
import type { AppliedPayment, IncomingPayment } from './payment.ts'
import { applyPayment, backToPrincipal, orderFor, rebalance } from './payment.ts'
import type { Line } from './posting.ts'
import { balanceOf, openCosts, standing } from './posting.ts'
import { dayAfterTerm, resume } from './step.ts'

const EVENT_OF: Readonly<Record<IncomingPayment['kind'], EventType>> = {
  PAYMENT: 'PAYMENT_TO_AGENCY',
  DIRECT_PAYMENT: 'DIRECT_PAYMENT',
  CREDIT: 'CREDIT_NOTE',
}

function closedWhenPaid(book: Book, draft: Draft): Draft[] {
  if (book.assignment.stage === 'CLOSED' || balanceOf(withDraft(book, draft).postings) !== 0n) return [draft]
  const patch = closing('PAID', draft.on)
  return [draft, { type: 'CLOSED', on: draft.on, amount: null, note: null, lines: [], patch }]
}

/** A payment or credit note, and the end of the assignment when nothing is left. */
export function pay(
  book: Book,
  payment: IncomingPayment,
  practice: Practice,
): { drafts: Draft[]; applied: AppliedPayment } {
  const applied = applyPayment(book, payment, practice)
  const excess = formatDecimal(money(applied.excess, book.assignment.currency))
  const draft: Draft = {
    type: EVENT_OF[payment.kind],
    on: payment.on,
    amount: payment.amount,
    note: applied.excess > 0n ? `OVERPAID ${excess}` : null,
    lines: applied.lines,
    patch: { interestTo: applied.interestTo },
  }
  return { drafts: closedWhenPaid(book, draft), applied }
}

export interface Reversal {
  /** The payment that never was. */
  readonly key: string
  /** Cents, above zero. */
  readonly amount: bigint
  readonly on: CalendarDate
  /** What the agency received itself, and a credit note, have no event of their own for it: they are below zero. */
  readonly type: 'DIRECT_PAYMENT_REVERSED' | 'PAYMENT_TO_AGENCY' | 'CREDIT_NOTE'
  /** Another assignment of the same invoice is running: this one then stays closed. */
  readonly isFollowed: boolean
}

/** Takes a payment back line by line. An assignment that it had closed goes on, unless another has taken its place. */
export function reverse(book: Book, reversal: Reversal, practice: Practice): Draft {
  const { key, type, on } = reversal
  const amount = type === 'DIRECT_PAYMENT_REVERSED' ? reversal.amount : -reversal.amount
  const lines = standing(book.postings)
    .filter((line) => line.paymentKey === key)
    .map(({ id, component, beneficiary, section, amount: paid }): Line => {
      return { kind: 'REVERSAL', component, beneficiary, amount: -paid, on, section, cancelsId: id }
    })
  const isConsumer = book.assignment.debtor.kind === 'CONSUMER'
  const moved = isConsumer && lines.length > 0 ? backToPrincipal([...book.postings, ...lines], on) : []
  const draft: Draft = {
    type,
    on,
    amount,
    note: lines.length === 0 ? 'NOTHING_TO_REVERSE' : null,
    lines: [...lines, ...moved],
    patch: {},
  }
  if (lines.length === 0 || reversal.isFollowed || book.assignment.closeReason !== 'PAID') return draft
  return { ...draft, patch: resume(withDraft(book, draft), on, practice) }
}

/**
 * What the hand-over had counted in was taken back: the principal was too low by it. Never above the invoice's total, which
 * the creditor cannot have meant; then the message is returned.
 */
export function addPrincipal(book: Book, reversal: Reversal, practice: Practice): Draft {
  const { amount, type, on } = reversal
  const asked = balanceOf(book.postings.filter((line) => line.kind === 'PRINCIPAL'))
  if (asked + amount > book.assignment.invoiceTotal)
    return { type, on, amount: null, note: 'EXCEEDS_INVOICE', lines: [], patch: {} }
  const line: Line = { kind: 'PRINCIPAL', component: 'PRINCIPAL', beneficiary: 'CREDITOR', amount, on, section: null }
  const told = type === 'DIRECT_PAYMENT_REVERSED' ? amount : -amount
  const draft: Draft = { type, on, amount: told, note: 'COUNTED_IN_BEFORE', lines: [line], patch: {} }
  if (reversal.isFollowed || book.assignment.closeReason !== 'PAID') return draft
  return { ...draft, patch: resume(withDraft(book, draft), on, practice) }
}

/** A new due date: interest posted for days that are now in time is taken back, and the calendar waits for it. */
export function moveDueDate(book: Book, dueOn: CalendarDate, on: CalendarDate, practice: Practice): Draft[] {
  const { assignment } = book
  const moved: Book = { ...book, assignment: { ...assignment, dueOn } }
  const correction = interestCorrection(moved, [], on, practice.rates)
  const lines = correction.ok ? correction.value : []
  const balanced = rebalance([...book.postings, ...lines], orderFor(assignment), on)
  const nextStepOn = assignment.nextStepOn && maxDate(assignment.nextStepOn, dayAfterTerm(dueOn))
  const draft: Draft = {
    type: 'DUE_DATE_CHANGED',
    on,
    amount: null,
    note: dueOn,
    lines: [...lines, ...balanced.lines],
    patch: { dueOn, nextStepOn },
  }
  return closedWhenPaid(book, draft)
}

export interface Ending {
  readonly draft: Draft
  /** Cents of unpaid agency costs that were cancelled. */
  readonly cancelled: bigint
  /** Cents that the creditor is charged. */
  readonly charged: bigint
}

/**
 * Ends the assignment at the creditor's wish. Agency costs that the debtor has not paid are taken back, the newest
 * first: the oldest are paid first. A recall costs the creditor those and the fee of the day, once a letter has gone.
 */
export function end(
  book: Book,
  reason: 'RECALLED' | 'CREDIT_LOSS' | 'DISPUTE_UPHELD',
  on: CalendarDate,
  practice: Practice,
): Ending {
  let left = openCosts(book.postings).find((cost) => cost.beneficiary === 'AGENCY')?.open ?? 0n
  const cancelled = left
  const costs = standing(book.postings).filter((line) => line.beneficiary === 'AGENCY' && line.amount > 0n)
  const lines = costs.toReversed().flatMap(({ id, component, amount }): Line[] => {
    const taken = left < amount ? left : amount
    left -= taken
    if (taken === 0n) return []
    return [
      { kind: 'CANCELLATION', component, beneficiary: 'AGENCY', amount: -taken, on, section: null, cancelsId: id },
    ]
  })
  const patch: AssignmentPatch = closing(reason, on)
  const hasLetter = book.steps.some((step) => step.byAgency)
  const charged = reason === 'RECALLED' && hasLetter ? cancelled + settingOn(practice.settings, 'RECALL_FEE', on) : 0n
  return { draft: { type: 'CLOSED', on, amount: null, note: null, lines, patch }, cancelled, charged }
}

/** The creditor books its loss; the debtor goes on owing all of it, and what is paid later is still settled. */
export function watch(on: CalendarDate): Ending {
  const patch: AssignmentPatch = { ...closing('CREDIT_LOSS', on), surveillance: true }
  return {
    draft: { type: 'CLOSED', on, amount: null, note: 'SURVEILLANCE', lines: [], patch },
    cancelled: 0n,
    charged: 0n,
  }
}

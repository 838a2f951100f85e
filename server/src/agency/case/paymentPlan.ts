import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { addMonths } from '../../kernel/calendarDate.ts'
import type { Line, PostingKind } from './posting.ts'
import { balanceOf } from './posting.ts'

export interface Instalment {
  readonly dueOn: CalendarDate
  /** Cents. */
  readonly amount: bigint
}

/** A plan for the whole rest. `paidBefore`: cents that had been paid in all when it was made. */
export interface PaymentPlan {
  readonly madeOn: CalendarDate
  readonly paidBefore: bigint
  readonly instalments: readonly Instalment[]
}

export interface StoredPlan extends PaymentPlan {
  readonly id: bigint
}

const MONEY_IN: readonly PostingKind[] = ['PAYMENT', 'DIRECT_PAYMENT', 'CREDIT', 'REVERSAL']

/** Lines about money that came, where it went among the parts of the debt, and what of it goes back. */
export const paidKinds: readonly PostingKind[] = [...MONEY_IN, 'REALLOCATION', 'REFUND']

/** Cents that have been paid or credited in all, less what was taken back. */
export function paidInAll(lines: readonly Line[]): bigint {
  return -balanceOf(lines.filter((line) => MONEY_IN.includes(line.kind)))
}

/** Equal instalments month by month; the last one has the cents that do not divide. Nothing is lost or added. */
export function instalmentsOf(total: bigint, count: number, firstOn: CalendarDate): Instalment[] {
  const each = total / BigInt(count)
  return Array.from({ length: count }, (_, index) => ({
    dueOn: addMonths(firstOn, index),
    amount: index === count - 1 ? total - each * BigInt(count - 1) : each,
  }))
}

/** The first instalment that what has been paid since does not cover; undefined when all are covered. */
export function nextInstalment(plan: PaymentPlan, lines: readonly Line[]): Instalment | undefined {
  const paid = paidInAll(lines) - plan.paidBefore
  let due = 0n
  return plan.instalments.find(({ amount }) => {
    due += amount
    return paid < due
  })
}

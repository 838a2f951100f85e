import type { MessagePosting } from '../../exchange/messages/fromAgency.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { DebtPart } from '../../statute/allocation.ts'

export type PostingKind =
  | 'PRINCIPAL'
  | 'REMINDER_COST'
  | 'NOTICE_COST'
  | 'DEMAND_COST'
  | 'EXTENSION_COST'
  | 'PLAN_COST'
  | 'FIXED_COMPENSATION'
  /** What a court or an enforcement authority has charged. */
  | 'COURT_FEE'
  | 'ENFORCEMENT_FEE'
  | 'LATE_INTEREST'
  | 'PAYMENT'
  | 'DIRECT_PAYMENT'
  | 'CREDIT'
  /** Takes back one line: a payment that was reversed. */
  | 'REVERSAL'
  /** Takes back what is unpaid of a cost. */
  | 'CANCELLATION'
  /** Moves money from one part of the debt to another, when a part turned out to be paid too much. */
  | 'REALLOCATION'
  /** Money that no part of the debt needs any more: it is owed to the debtor. */
  | 'REFUND'

export type Beneficiary = MessagePosting['beneficiary']

/** One line of what the debtor owes, in cents: positive adds to the balance, negative lowers it. */
export interface Line {
  readonly kind: PostingKind
  readonly component: DebtPart
  readonly beneficiary: Beneficiary
  readonly amount: bigint
  readonly on: CalendarDate
  /** The law that justifies a cost or interest line. */
  readonly section: string | null
  /** For interest: the days, both included, the rate in basis points a year, and the sum in cents it runs on. */
  readonly from?: CalendarDate
  readonly to?: CalendarDate
  readonly days?: number
  readonly basisPoints?: bigint
  readonly base?: bigint
  /** The company side's or the bank's name of the payment that the line comes from. */
  readonly paymentKey?: string
  /** The line that this one takes back. */
  readonly cancelsId?: bigint
}

export interface PostedLine extends Line {
  readonly id: bigint
}

export const parts: readonly DebtPart[] = ['PRINCIPAL', 'INTEREST', 'COSTS']

export function balanceOf(lines: readonly Line[]): bigint {
  return lines.reduce((sum, line) => sum + line.amount, 0n)
}

export function openOf(lines: readonly Line[], part: DebtPart): bigint {
  return balanceOf(lines.filter((line) => line.component === part))
}

export function openByPart(lines: readonly Line[]): Record<DebtPart, bigint> {
  return { PRINCIPAL: openOf(lines, 'PRINCIPAL'), INTEREST: openOf(lines, 'INTEREST'), COSTS: openOf(lines, 'COSTS') }
}

/** Open costs by whom they belong to, in the order in which they were first asked: the oldest is paid first. */
export function openCosts(lines: readonly Line[]): { beneficiary: Beneficiary; open: bigint }[] {
  const open = new Map<Beneficiary, bigint>()
  for (const line of lines) {
    if (line.component === 'COSTS') open.set(line.beneficiary, (open.get(line.beneficiary) ?? 0n) + line.amount)
  }
  return [...open].map(([beneficiary, sum]) => ({ beneficiary, open: sum }))
}

/** The lines without those that were taken back and without what took them back. */
export function standing(lines: readonly PostedLine[]): PostedLine[] {
  const cancelled = new Set(lines.flatMap((line) => line.cancelsId ?? []))
  return lines.filter((line) => line.cancelsId === undefined && !cancelled.has(line.id))
}

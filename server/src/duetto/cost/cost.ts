import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { formatDecimal, type Money } from '../../kernel/money.ts'
import type { UserError } from '../../kernel/result.ts'

/** Letters of the company's own that may cost the debtor something: payment reminder and payment notice. */
export const costKinds = ['REMINDER', 'NOTICE'] as const
export type CostKind = (typeof costKinds)[number]

/** What became of a cost on an invoice. */
export const costStates = ['ADDED', 'SENT', 'ACCEPTED', 'REFUSED'] as const
export type CostState = (typeof costStates)[number]

/** A cost agreed with the service for a period; both ends are included. */
export interface CostAgreement {
  readonly kind: CostKind
  readonly amount: Money
  readonly validFrom: CalendarDate
  readonly validTo: CalendarDate | null
}

export interface InvoiceCost {
  readonly kind: CostKind
  readonly amount: Money
}

/** The agreement in force on a day: of several the one that began last. */
export function agreementOn<A extends CostAgreement>(
  agreements: readonly A[],
  kind: CostKind,
  on: CalendarDate,
): A | undefined {
  const inForce = agreements.filter(
    (one) => one.kind === kind && one.validFrom <= on && (one.validTo === null || on <= one.validTo),
  )
  return inForce.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : a.validFrom > b.validFrom ? 1 : 0)).at(-1)
}

const NAMES: Readonly<Record<CostKind, string>> = { REMINDER: 'payment reminder', NOTICE: 'payment notice' }

/** Requirement F1: a cost that nobody agreed on, or of another amount than agreed, does not go with an invoice. */
export function costRefusal(
  cost: InvoiceCost,
  agreements: readonly CostAgreement[],
  on: CalendarDate,
): UserError | undefined {
  const agreed = agreementOn(agreements, cost.kind, on)
  const what = NAMES[cost.kind]
  if (!agreed) {
    const message = `No agreement on the cost of a ${what} is in force on ${on}. Agree on it with Duetto first.`
    return { code: 'COST_NOT_AGREED', message, field: 'amount', values: { on } }
  }
  const isEqual = agreed.amount.minor === cost.amount.minor && agreed.amount.currency === cost.amount.currency
  if (isEqual) return undefined
  const { currency } = agreed.amount
  const agreedAmount = `${formatDecimal(agreed.amount)} ${currency}`
  const message = `The cost agreed for a ${what} is ${agreedAmount}. Use that amount.`
  return { code: 'COST_DIFFERS', message, field: 'amount', values: { agreed: agreedAmount } }
}

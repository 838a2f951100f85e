import { lesser, type Money, subtract } from '../kernel/money.ts'
import type { CostRegime } from './facts.ts'
import { type Citation, collectionAct } from './sections.ts'

export type DebtPart = 'INTEREST' | 'PRINCIPAL' | 'COSTS'
export type AllocationOrder = readonly [DebtPart, DebtPart, DebtPart]

/** What is owed, by part. */
export interface Owed {
  readonly interest: Money
  readonly principal: Money
  readonly costs: Money
}

/** How a sum was used. Its parts always add up to the sum; `excess` is what nothing was owed for. */
export interface Allocation extends Owed {
  readonly excess: Money
}

/** 11 a §: a consumer's costs come last. */
export const CONSUMER_ORDER: AllocationOrder = ['INTEREST', 'PRINCIPAL', 'COSTS']
export const ALLOCATION_SECTION: Citation = collectionAct('11 a')

/** The order in force: the agreed one for others than consumers, the law's for consumers whatever was agreed. */
export function allocationOrder(regime: CostRegime, agreed: AllocationOrder = CONSUMER_ORDER): AllocationOrder {
  return regime === 'CONSUMER' ? CONSUMER_ORDER : agreed
}

/** Uses a sum on what is owed, part after part. Throws RangeError on a negative sum or debt. */
export function allocatePayment(amount: Money, owed: Owed, order: AllocationOrder): Allocation {
  const owedParts: Record<DebtPart, Money> = { INTEREST: owed.interest, PRINCIPAL: owed.principal, COSTS: owed.costs }
  const used: Record<DebtPart, Money> = { ...owedParts }
  let left = amount
  if (amount.minor < 0n) throw new RangeError('A payment cannot be negative')
  for (const part of order) {
    if (owedParts[part].minor < 0n) throw new RangeError(`Less than nothing is owed: ${part}`)
    used[part] = lesser(left, owedParts[part])
    left = subtract(left, used[part])
  }
  return {
    interest: used.INTEREST,
    principal: used.PRINCIPAL,
    costs: used.COSTS,
    excess: left,
  }
}

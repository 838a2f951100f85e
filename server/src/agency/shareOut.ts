import type { CalendarDate } from '../kernel/calendarDate.ts'
import { roundHalfUp } from '../kernel/money.ts'
import { inForce } from '../statute/sections.ts'
import { VAT_RATES } from '../statute/vat.ts'

/** In cents. */
export interface ShareToSettle {
  /** Below zero: the creditor has been paid too much. */
  readonly amount: bigint
  /** The agency's costs that the debtor has paid. */
  readonly costs: bigint
}

export type SettledShare<Share extends ShareToSettle> = Share & {
  readonly kind: 'SHARE' | 'CARRIED'
  /** What goes to the bank with the share's own reference. */
  readonly paid: bigint
  /** VAT on the costs. */
  readonly vat: bigint
}

export interface ShareOut<Share extends ShareToSettle> {
  readonly lines: readonly SettledShare<Share>[]
  /** What is paid in all. */
  readonly amount: bigint
  readonly vat: bigint
  /** The part of the VAT that is held back. */
  readonly vatNetted: bigint
}

/**
 * VAT on costs that the debtor has paid: the creditor may deduct it and bears it, so it is never asked of the debtor
 * (1501/1993 84 § for the rate; 513/1999 10 e, 10 h and 10 j § for who bears it). A cost taken back takes its VAT along.
 */
export function vatOnCosts(on: CalendarDate): (costs: bigint) => bigint {
  const basisPoints = inForce(VAT_RATES, on)?.basisPoints ?? 0n
  return (costs) => roundHalfUp(costs * basisPoints, 10_000n)
}

/**
 * Divides what is paid among the shares: each is paid with its own reference, less what the creditor owes from shares
 * below zero and, if it is held back, VAT. The first shares bear it. Amounts paid add up to the whole less both.
 */
export function shareOut<Share extends ShareToSettle>(
  shares: readonly Share[],
  vatOf: (costs: bigint) => bigint,
  isVatNetted: boolean,
): ShareOut<Share> {
  const vats = shares.map(({ costs }) => vatOf(costs))
  const vat = vats.reduce((sum, one) => sum + one, 0n)
  const vatNetted = isVatNetted ? vat : 0n
  const sum = (wanted: (amount: bigint) => boolean) =>
    shares.reduce((total, { amount }) => (wanted(amount) ? total + amount : total), 0n)
  let left = vatNetted - sum((amount) => amount < 0n)
  const lines = shares.map((share, index): SettledShare<Share> => {
    const kind = share.amount < 0n ? 'CARRIED' : 'SHARE'
    const held = kind === 'CARRIED' ? 0n : left < share.amount ? left : share.amount
    left -= held
    const paid = kind === 'CARRIED' ? 0n : share.amount - held
    return { ...share, kind, paid, vat: vats[index] ?? 0n }
  })
  return { lines, amount: sum(() => true) - vatNetted, vat, vatNetted }
}

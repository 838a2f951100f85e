import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { roundHalfUp } from '../../kernel/money.ts'
import { vatRateOn } from '../../statute/vat.ts'

/** In cents. */
export interface ShareToSettle {
  /** Below zero: the creditor has been paid too much. */
  readonly amount: bigint
  /** The agency's costs that the debtor has paid and no statement has told. */
  readonly costs: bigint
  /** Those told before. */
  readonly toldCosts: bigint
}

/** An invoice of the agency's that the creditor has agreed to have set off. Cents. */
export interface SetOff {
  readonly open: bigint
}

export type SettledShare<Share extends ShareToSettle> = Share & {
  readonly kind: 'SHARE' | 'CARRIED'
  /** What goes to the bank with the share's own reference. */
  readonly paid: bigint
  /** VAT on the costs. */
  readonly vat: bigint
}

export interface ShareOut<Share extends ShareToSettle, Invoice extends SetOff> {
  readonly lines: readonly SettledShare<Share>[]
  /** What is kept back for invoices, each at most what is open of it. */
  readonly setOffs: readonly { readonly invoice: Invoice; readonly amount: bigint }[]
  /** What is paid in all; never below zero. */
  readonly amount: bigint
  readonly vat: bigint
}

/**
 * VAT on costs that the debtor has paid: the creditor may deduct it and bears it, so it is never asked of the debtor
 * (1501/1993 84 § for the rate; 513/1999 10 e, 10 h and 10 j § for who bears it). A cost taken back takes its VAT along.
 */
export function vatOnCosts(on: CalendarDate): (costs: bigint) => bigint {
  const basisPoints = vatRateOn(on)
  return (costs) => roundHalfUp(costs * basisPoints, 10_000n)
}

/** The VAT of what is added to a sum: however a sum is cut into parts, their VAT adds up to that of the whole. */
export function vatOfPart(vatOf: (costs: bigint) => bigint, before: bigint, added: bigint): bigint {
  return vatOf(before + added) - vatOf(before)
}

const least = (left: bigint, right: bigint) => (left < right ? left : right)

/**
 * Divides what is paid among the shares: each is paid with its own reference, less what the creditor was paid too much
 * before and less the invoices that are set off. Nothing is held back beyond what came in: the rest of either waits. The
 * first shares bear it. What came in = what is paid + what is carried + what is set off.
 */
export function shareOut<Share extends ShareToSettle, Invoice extends SetOff>(
  shares: readonly Share[],
  invoices: readonly Invoice[],
  vatOf: (costs: bigint) => bigint,
): ShareOut<Share, Invoice> {
  const cameIn = shares.reduce((sum, { amount }) => (amount > 0n ? sum + amount : sum), 0n)
  let left = cameIn
  const hold = (wanted: bigint): bigint => {
    const held = least(wanted, left)
    left -= held
    return held
  }
  const settled = shares.map((share) => (share.amount < 0n ? -hold(-share.amount) : share.amount))
  const setOffs = invoices
    .map((invoice) => ({ invoice, amount: hold(invoice.open) }))
    .filter(({ amount }) => amount > 0n)
  let toHold = cameIn - left
  const lines = shares.map((share, index): SettledShare<Share> => {
    const amount = settled[index] ?? 0n
    const held = amount > 0n ? least(toHold, amount) : 0n
    toHold -= held
    return {
      ...share,
      amount,
      kind: amount < 0n ? 'CARRIED' : 'SHARE',
      paid: amount > 0n ? amount - held : 0n,
      vat: vatOfPart(vatOf, share.toldCosts, share.costs),
    }
  })
  const told = lines.filter(({ amount, costs }) => amount !== 0n || costs !== 0n)
  return { lines: told, setOffs, amount: left, vat: told.reduce((sum, { vat }) => sum + vat, 0n) }
}

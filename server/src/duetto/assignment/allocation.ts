import { type AllocationPart, type Beyond, NOTHING_BEYOND } from '../../ledger/payment/allocation.store.ts'

/** The creditor's own share of money, in minor units, by what it paid. */
export interface Shares {
  readonly principal: bigint
  readonly interest: bigint
  readonly costs: bigint
}

/** All that both sides have said of one invoice's money, in minor units. Assignments that were refused are left out. */
export interface MoneyFacts {
  /** Direct payments and credit notes that the agency has heard of and answered, less what was taken back. */
  readonly told: bigint
  /** What is expected of direct payments that it has not answered yet. */
  readonly expected: Beyond
  /** What the agency's book says that money has paid, whoever received it. */
  readonly used: Shares
  /** The agency's costs that the debtor paid to the company. */
  readonly agencyCosts: bigint
  /** The part of `used` that went through the agency. */
  readonly collected: Shares
  /** Settlements booked, and of them what announced lines brought. */
  readonly settled: bigint
  readonly announced: bigint
  /** What the booked lines were said to have paid. */
  readonly lines: Shares
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)
const notBelowZero = (a: bigint): bigint => (a < 0n ? 0n : a)

export const total = ({ principal, interest, costs }: Shares): bigint => principal + interest + costs

/**
 * What one more line of a settlement has paid: what was collected and no line before it had, all of it. Of money that is
 * held back again the interest and costs go first, as far as they are.
 */
export function lineShares(share: bigint, collected: Shares, before: Shares): Shares {
  const part = (wanted: bigint, most: bigint) => (share < 0n ? least(0n, wanted) : least(notBelowZero(wanted), most))
  const interest = part(collected.interest - before.interest, share)
  const costs = part(collected.costs - before.costs, share - interest)
  return { principal: share - interest - costs, interest, costs }
}

/**
 * What the settlements that have been booked paid. It goes by what the agency has collected; what lines said when they
 * were announced counts as far as that is still so. Of announced money nothing pays more than was collected: when the bank
 * took a payment back, the company owes the agency the difference, and the principal is open again.
 */
export function settledShares({ settled, announced, collected, lines }: MoneyFacts): Shares {
  const interest = least(notBelowZero(lines.interest), collected.interest)
  const costs = least(notBelowZero(lines.costs), collected.costs)
  const owedBack = notBelowZero(announced - total(collected))
  const rest = settled - owedBack - interest - costs
  const over = notBelowZero(rest - collected.principal)
  const moreInterest = least(over, collected.interest - interest)
  const moreCosts = least(over - moreInterest, collected.costs - costs)
  return {
    principal: rest - moreInterest - moreCosts,
    interest: interest + moreInterest,
    costs: costs + moreCosts,
  }
}

/**
 * What the money booked on an invoice has paid beside the principal, so that what is left there is what the agency's book
 * has left, plus what it has collected and the company has not booked yet.
 */
export function beyondOf(facts: MoneyFacts): Beyond {
  const { told, used, collected, settled, agencyCosts, expected } = facts
  const shares = settledShares(facts)
  const principal = used.principal - collected.principal + shares.principal
  const interest = used.interest - collected.interest + shares.interest
  const costs = used.costs - collected.costs + shares.costs
  const all = told + settled - principal
  return {
    INTEREST: interest + expected.INTEREST,
    COSTS: costs + expected.COSTS,
    AGENCY_COSTS: agencyCosts + expected.AGENCY_COSTS,
    EXCESS: all - interest - costs - agencyCosts + expected.EXCESS,
  }
}

export type DebtPart = 'INTEREST' | 'PRINCIPAL' | 'COSTS' | 'AGENCY_COSTS'

/** What is open by part, as the company's copy has it. */
export type OpenParts = Readonly<Record<DebtPart, bigint>>

/** A consumer pays costs last by law (513/1999 11 a §); a business pays them first by the terms of the letters. */
const ORDER: Readonly<Record<'CONSUMER' | 'BUSINESS', readonly DebtPart[]>> = {
  CONSUMER: ['INTEREST', 'PRINCIPAL', 'COSTS', 'AGENCY_COSTS'],
  BUSINESS: ['COSTS', 'AGENCY_COSTS', 'INTEREST', 'PRINCIPAL'],
}

/** How a direct payment is expected to be used, and what is open after it. */
export function expectOf(
  amount: bigint,
  open: OpenParts,
  debtor: 'CONSUMER' | 'BUSINESS',
): { beyond: Beyond; left: OpenParts } {
  const left: Record<DebtPart, bigint> = { ...open }
  const beyond: Record<AllocationPart, bigint> = { ...NOTHING_BEYOND }
  let rest = amount
  for (const part of ORDER[debtor]) {
    const used = least(rest, notBelowZero(left[part]))
    rest -= used
    left[part] -= used
    if (part !== 'PRINCIPAL') beyond[part] += used
  }
  beyond.EXCESS = rest
  return { beyond, left }
}

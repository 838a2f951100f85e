import { addDays, type CalendarDate } from '../kernel/calendarDate.ts'
import { type Money, money, sum } from '../kernel/money.ts'
import { grossCost, type ReceivableFacts, stepsUntil } from './facts.ts'
import { interestBase } from './interestTerms.ts'
import { type Citation, collectionAct, type Dated, inForce } from './sections.ts'
import { lastDayToPay } from './waiting.ts'

interface CompensationRow extends Dated {
  readonly amount: bigint
}

/** 10 i § (10 e § until 1.5.2022). */
export const STANDARD_COMPENSATION: readonly CompensationRow[] = [
  {
    validFrom: '2013-03-16',
    amount: 4000n,
    section: collectionAct('10 i'),
    source: 'Act 513/1999 as amended by 31/2013 and 299/2022',
  },
]

export interface CompensationAnswer {
  readonly amount: Money
  readonly from: CalendarDate
  readonly section: Citation
}

/**
 * The standard compensation that a creditor may ask of a late commercial debtor, from the day late interest is due;
 * undefined where it does not exist. An instalment debt has one for each late instalment: ask for each by itself.
 */
export function standardCompensation(facts: ReceivableFacts): CompensationAnswer | undefined {
  if (facts.regime !== 'OTHER' || !facts.commercialContract || facts.principal.currency !== 'EUR') return undefined
  const row = inForce(STANDARD_COMPENSATION, facts.dueDate)
  if (!row) return undefined
  return { amount: money(row.amount), from: addDays(lastDayToPay(interestBase(facts)), 1), section: row.section }
}

/**
 * What of a further cost is asked of the debtor when the standard compensation is asked too: other costs are due only
 * for the part above it, so that both together are the larger of the two and not their sum.
 */
export function netOfCompensation(facts: ReceivableFacts, on: CalendarDate, cost: Money): Money {
  const taken = stepsUntil(facts, on)
  const gross = sum(taken.map(grossCost), cost.currency).minor + cost.minor
  const compensation = facts.compensationCharged?.minor ?? 0n
  if (compensation === 0n) return cost
  const asked = sum(
    taken.map((step) => step.charged),
    cost.currency,
  ).minor
  const net = gross - compensation - asked
  if (net <= 0n) return money(0n, cost.currency)
  return net < cost.minor ? money(net, cost.currency) : cost
}

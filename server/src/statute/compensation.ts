import { addDays, type CalendarDate } from '../kernel/calendarDate.ts'
import { lesser, type Money, money, sum } from '../kernel/money.ts'
import { grossCost, type ReceivableFacts, stepsUntil } from './facts.ts'
import { interestBase } from './interestTerms.ts'
import { type Citation, collectionAct, type Dated, inForce } from './sections.ts'
import { lastDayToPay } from './waiting.ts'

interface CompensationRow extends Dated {
  readonly amount: bigint
}

/** 10 i § (10 e § until 1.5.2022). */
const STANDARD_COMPENSATION: readonly CompensationRow[] = [
  {
    validFrom: '2013-03-16',
    amount: 4000n,
    section: collectionAct('10 i'),
    source: 'Act 513/1999 as amended by 31/2013 and 299/2022',
  },
]

export interface CompensationAnswer {
  /** What may still be asked as compensation: 40 euro less the costs and compensation asked already. */
  readonly amount: Money
  readonly from: CalendarDate
  readonly section: Citation
}

function asked(facts: ReceivableFacts, on: CalendarDate): bigint {
  const costs = stepsUntil(facts, on).map((step) => step.charged)
  return sum(costs, facts.principal.currency).minor + (facts.compensationCharged?.minor ?? 0n)
}

function compensationRow(facts: ReceivableFacts): CompensationRow | undefined {
  if (facts.regime !== 'OTHER' || !facts.commercialContract || facts.principal.currency !== 'EUR') return undefined
  return inForce(STANDARD_COMPENSATION, facts.dueDate)
}

/**
 * The standard compensation that a creditor may ask of a late commercial debtor, from the day late interest is due, as
 * things stand on a day; undefined where it does not exist. An instalment debt has one for each late instalment: ask
 * for each by itself.
 */
export function standardCompensation(facts: ReceivableFacts, on: CalendarDate): CompensationAnswer | undefined {
  const row = compensationRow(facts)
  if (!row) return undefined
  const left = row.amount - asked(facts, on)
  const from = addDays(lastDayToPay(interestBase(facts)), 1)
  return { amount: money(left > 0n ? left : 0n), from, section: row.section }
}

/**
 * What of a further cost is asked of the debtor once the compensation has been asked: other costs are due only for the
 * part above it, so that both together are the larger of the two and not their sum, in whichever order they were asked.
 */
export function netOfCompensation(facts: ReceivableFacts, on: CalendarDate, cost: Money): Money {
  const row = compensationRow(facts)
  if (!row || !facts.compensationCharged || facts.compensationCharged.minor === 0n) return cost
  const gross = sum(stepsUntil(facts, on).map(grossCost), cost.currency).minor + cost.minor
  const above = gross - row.amount
  const net = row.amount + (above > 0n ? above : 0n) - asked(facts, on)
  if (net <= 0n) return money(0n, cost.currency)
  return lesser(money(net, cost.currency), cost)
}

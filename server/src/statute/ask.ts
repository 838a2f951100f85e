import { type CalendarDate, maxDate } from '../kernel/calendarDate.ts'
import { compare, formatDecimal, type Money, money } from '../kernel/money.ts'
import { netOfCompensation } from './compensation.ts'
import { type StepDetails, stepCap } from './costCaps.ts'
import { isDemand, type ReceivableFacts, type StepKind } from './facts.ts'
import { accrueInterest } from './interest.ts'
import { prescription } from './prescription.ts'
import type { Reason } from './reasons.ts'
import type { ReferenceRates } from './referenceRates.ts'
import { type Citation, collectionAct } from './sections.ts'
import { countReason } from './stepCount.ts'
import { totalCap } from './totalCap.ts'
import { chargeableFrom, sendableFrom, type Wait } from './waiting.ts'

/** What the law says about taking a step on a day. */
export interface StepAnswer {
  /** May it be taken on the day asked about? */
  readonly allowed: boolean
  /** The first day on which it may; null when no date alone helps, for something else must happen first. */
  readonly earliest: CalendarDate | null
  /** The most that it may cost the debtor if taken on the day asked about; zero when free or not allowed. */
  readonly cost: Money
  /** That cost before netting against the standard compensation: goes into the history as `cost`, as `cost` goes as `charged`. */
  readonly gross: Money
  /** The first day on which it may cost; null when it may not cost however long one waits. */
  readonly chargeableFrom: CalendarDate | null
  /** The most that it may cost from `chargeableFrom` on, as things stand. */
  readonly fullCost: Money
  readonly sections: readonly Citation[]
  readonly reasons: readonly Reason[]
}

/** Grounds on which nothing may be sent, whatever the day. */
function blocks(facts: ReceivableFacts, step: StepKind, on: CalendarDate, rates: ReferenceRates): Wait[] {
  const found: Wait[] = []
  const block = (sections: readonly Citation[], code: Reason['code'], text: string) =>
    found.push({ from: null, sections, reasons: [{ code, text }] })
  if (facts.disputed)
    block([collectionAct('4 b')], 'DISPUTED', 'The debtor disputes the receivable. Answer the dispute first.')
  const limitation = prescription(facts, on)
  if (limitation?.prescribed) {
    const text = `The receivable became time-barred after ${limitation.expiresOn} and may not be collected.`
    block([collectionAct('4'), ...limitation.sections], 'PRESCRIBED', text)
  }
  if (isDemand(step) || step === 'TRATTA' || step === 'BANKRUPTCY_DEMAND') {
    // A demand itemises the interest (5 a, 5 b §), which cannot be done without its rate.
    const accrual = accrueInterest(facts, on, rates)
    const section = collectionAct(facts.regime === 'CONSUMER' ? '5 a' : '5 b')
    if (!accrual.ok) block([section], 'RATE_UNKNOWN', accrual.error.message)
  }
  return found
}

interface Charge {
  /** What may be charged from the day that the waiting times set. */
  readonly cost: Money
  /** Before netting against the standard compensation. */
  readonly gross: Money
  readonly sections: readonly Citation[]
  readonly reasons: readonly Reason[]
}

function free(facts: ReceivableFacts, sections: readonly Citation[], ...reasons: Reason[]): Charge {
  const none = money(0n, facts.principal.currency)
  return { cost: none, gross: none, sections, reasons }
}

function underTotalCap(facts: ReceivableFacts, step: StepKind, on: CalendarDate, cap: Money, lifted: boolean): Charge {
  if (lifted) return { cost: cap, gross: cap, sections: [], reasons: [] }
  const { left, total, section } = totalCap(facts, on, step === 'BANKRUPTCY_DEMAND')
  if (compare(left, cap) >= 0) return { cost: cap, gross: cap, sections: [section], reasons: [] }
  const most = total ? formatDecimal(total) : '0.00'
  if (left.minor === 0n) {
    return free(facts, [section], {
      code: 'TOTAL_CAP_REACHED',
      text: `Costs have reached the most they may be in all, ${most}.`,
    })
  }
  const text = `Costs may be ${most} in all; ${formatDecimal(left)} of it is left.`
  return { cost: left, gross: left, sections: [section], reasons: [{ code: 'TOTAL_CAP_CUTS', text }] }
}

function charge(facts: ReceivableFacts, step: StepKind, on: CalendarDate, details: StepDetails): Charge {
  const suspended = facts.regime === 'CONSUMER' && facts.suspendedOn !== undefined && facts.suspendedOn <= on
  if (suspended) {
    const text = 'The debtor asked for collection to be suspended and taken to court; what is done after that is free.'
    return free(facts, [collectionAct('4 c')], { code: 'SUSPENDED_AT_DEBTOR_REQUEST', text })
  }
  const lifted = (details.specialReason ?? '').trim() !== '' && !facts.directlyEnforceable
  const counted = lifted ? undefined : countReason(facts, step, on)
  if (counted) return free(facts, [counted.section], { code: counted.code, text: counted.text })
  const { cap, sections, reasons } = stepCap(facts, step, on, details)
  if (!cap) return free(facts, sections, ...reasons)
  const capped = underTotalCap(facts, step, on, cap, lifted)
  const cost = netOfCompensation(facts, on, capped.cost)
  const told: Reason[] = [{ code: 'COST_CAP', text: `It may cost at most ${formatDecimal(cap)}.` }, ...capped.reasons]
  const cited = [...sections, ...capped.sections]
  if (compare(cost, capped.cost) < 0) {
    const text = `Costs are asked only above the standard compensation: ${formatDecimal(cost)} of ${formatDecimal(capped.cost)}.`
    told.push({ code: 'NETTED_AGAINST_COMPENSATION', text })
    cited.push(collectionAct('10 i'))
  }
  if (lifted) {
    const section = collectionAct(facts.regime === 'CONSUMER' ? '10 c' : '10 g')
    told.push({ code: 'ITEMISATION_REQUIRED', text: 'The debtor must be given an itemisation and the special reason.' })
    cited.push(section)
  }
  return { cost, gross: capped.gross, sections: cited, reasons: told }
}

/**
 * May this step be taken on this day, from which day, at which cost, by which sections, and why? Only steps and
 * payments up to the day are looked at. A step that is not allowed answers with what stands in its way.
 */
export function askStep(
  facts: ReceivableFacts,
  step: StepKind,
  on: CalendarDate,
  rates: ReferenceRates,
  details: StepDetails = {},
): StepAnswer {
  const none = money(0n, facts.principal.currency)
  const sendable = sendableFrom(facts, step, on)
  const blocked = blocks(facts, step, on, rates)
  const earliest = blocked.length > 0 ? null : sendable.from
  const allowed = earliest !== null && on >= earliest
  const costs = charge(facts, step, on, details)
  const wait = chargeableFrom(facts, step, on)
  const mayCost = earliest !== null && wait.from !== null && costs.gross.minor > 0n
  const from = mayCost ? maxDate(earliest, wait.from) : null
  const waiting = from === null || on < from
  const inTheWay = [
    ...blocked,
    ...(allowed ? [] : [sendable]),
    ...(waiting && (wait.from === null || on < wait.from) ? [wait] : []),
  ]
  const sections = [
    ...inTheWay.flatMap((ground) => ground.sections),
    ...sendable.sections,
    ...wait.sections,
    ...costs.sections,
  ]
  return {
    allowed,
    earliest,
    cost: allowed && !waiting ? costs.cost : none,
    gross: allowed && !waiting ? costs.gross : none,
    chargeableFrom: from,
    fullCost: from === null ? none : costs.cost,
    sections: [...new Set(sections)],
    reasons: [...inTheWay.flatMap((ground) => ground.reasons), ...costs.reasons],
  }
}

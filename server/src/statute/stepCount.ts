import type { CalendarDate } from '../kernel/calendarDate.ts'
import { isCharged, isDemand, openPrincipal, type ReceivableFacts, type StepKind, stepsUntil } from './facts.ts'
import type { Reason } from './reasons.ts'
import { type Citation, collectionAct, type Dated, inForce } from './sections.ts'

interface CountTable extends Dated {
  readonly demands: number
  readonly plans: number
  /** Plans when the principal is above `plansAbove` (cents). */
  readonly plansLarge: number
  readonly plansAbove: bigint
  /** The larger number is for receivables that are not directly enforceable only. */
  readonly largeOnlyIfNotEnforceable: boolean
  readonly trattas: number
  readonly demandsWithTratta: number
  readonly bankruptcyDemands: number
}

/** 10 c §. */
const CONSUMER_COUNTS: readonly CountTable[] = [
  {
    validFrom: '2013-03-16',
    section: collectionAct('10 c'),
    source: 'Act 513/1999 as amended by 31/2013',
    demands: 2,
    plans: 1,
    plansLarge: 2,
    plansAbove: 10_000n,
    largeOnlyIfNotEnforceable: true,
    trattas: 0,
    demandsWithTratta: 2,
    bankruptcyDemands: 0,
  },
]

/** 10 g §. */
const OTHER_COUNTS: readonly CountTable[] = [
  {
    validFrom: '2022-05-01',
    section: collectionAct('10 g'),
    source: 'Act 513/1999 as amended by 299/2022, in force 1.5.2022',
    demands: 2,
    plans: 1,
    plansLarge: 2,
    plansAbove: 50_000n,
    largeOnlyIfNotEnforceable: false,
    trattas: 1,
    demandsWithTratta: 1,
    bankruptcyDemands: 1,
  },
]

function maxPlans(table: CountTable, facts: ReceivableFacts, on: CalendarDate): number {
  if (table.largeOnlyIfNotEnforceable && facts.directlyEnforceable) return table.plans
  return openPrincipal(facts, on).minor > table.plansAbove ? table.plansLarge : table.plans
}

/** Why one more step of this kind may not be charged for, or undefined when it may. Reminders are not counted by law. */
export function countReason(
  facts: ReceivableFacts,
  step: StepKind,
  on: CalendarDate,
): (Reason & { section: Citation }) | undefined {
  const table = inForce(facts.regime === 'CONSUMER' ? CONSUMER_COUNTS : OTHER_COUNTS, on)
  if (!table) return undefined
  const { section } = table
  const charged = stepsUntil(facts, on).filter(isCharged)
  const count = (wanted: (kind: StepKind) => boolean) => charged.filter((taken) => wanted(taken.kind)).length
  const demands = count(isDemand)
  const trattas = count((kind) => kind === 'TRATTA')
  if (isDemand(step)) {
    const most = trattas > 0 ? table.demandsWithTratta : table.demands
    if (demands < most) return undefined
    return {
      code: 'DEMANDS_USED',
      text: `${most} payment demand(s) may be charged for and that many have been.`,
      section,
    }
  }
  if (step === 'PAYMENT_PLAN') {
    const most = maxPlans(table, facts, on)
    if (count((kind) => kind === 'PAYMENT_PLAN') < most) return undefined
    return { code: 'PLANS_USED', text: `${most} payment plan(s) may be charged for and that many have been.`, section }
  }
  if (step === 'TRATTA') {
    if (trattas >= table.trattas) return { code: 'TRATTA_USED', text: 'Only one tratta may be charged for.', section }
    if (demands <= table.demandsWithTratta) return undefined
    return {
      code: 'TRATTA_AFTER_TWO_DEMANDS',
      text: 'With a tratta only one payment demand may be charged for; two have been.',
      section,
    }
  }
  if (step !== 'BANKRUPTCY_DEMAND') return undefined
  if (count((kind) => kind === 'BANKRUPTCY_DEMAND') < table.bankruptcyDemands) return undefined
  return { code: 'BANKRUPTCY_DEMAND_USED', text: 'Only one bankruptcy demand may be charged for.', section }
}

import type { CalendarDate } from '../kernel/calendarDate.ts'
import { type Money, money } from '../kernel/money.ts'
import { isDemand, isReminder, openPrincipal, type ReceivableFacts, type StepKind, stepsUntil } from './facts.ts'
import type { Reason } from './reasons.ts'
import { bankruptcyAct, type Citation, collectionAct, type Dated, inForce } from './sections.ts'
import { type VatFacts, withVatExcess } from './vat.ts'

/** Caps in cents by principal; the upper end belongs to its row ("at most"), null has no upper end. */
export interface Bracket {
  readonly upTo: bigint | null
  readonly cap: bigint
}

interface CapTable extends Dated {
  readonly reminder: bigint
  readonly demand: readonly Bracket[]
  readonly demandDirectlyEnforceable: bigint
  readonly groupDemand: bigint
  readonly extension: bigint
  /** Row one also holds for every plan of at most four instalments. */
  readonly plan: readonly Bracket[]
  readonly planDirectlyEnforceable: bigint
  /** For each instalment from the seventh on, when the plan is above row one. */
  readonly planPerLateInstalment: bigint
  readonly tratta: readonly Bracket[]
  readonly trattaDirectlyEnforceable: bigint
  /** Null where the step does not exist. */
  readonly bankruptcyDemand: bigint | null
}

/** 10 a §: consumer receivables. */
const CONSUMER_CAPS: readonly CapTable[] = [
  {
    validFrom: '2013-03-16',
    section: collectionAct('10 a'),
    source: 'Act 513/1999 as amended by 31/2013, 412/2018 and 299/2022',
    reminder: 500n,
    demand: [
      { upTo: 10_000n, cap: 1400n },
      { upTo: 100_000n, cap: 2400n },
      { upTo: null, cap: 5000n },
    ],
    demandDirectlyEnforceable: 1400n,
    groupDemand: 500n,
    extension: 500n,
    plan: [
      { upTo: 10_000n, cap: 2000n },
      { upTo: 100_000n, cap: 3000n },
      { upTo: null, cap: 5000n },
    ],
    planDirectlyEnforceable: 2000n,
    planPerLateInstalment: 0n,
    tratta: [],
    trattaDirectlyEnforceable: 0n,
    bankruptcyDemand: null,
  },
]

/** 10 e §: all other receivables. */
const OTHER_CAPS: readonly CapTable[] = [
  {
    validFrom: '2022-05-01',
    section: collectionAct('10 e'),
    source: 'Act 513/1999 as amended by 299/2022, in force 1.5.2022',
    reminder: 1200n,
    demand: [
      { upTo: 50_000n, cap: 5000n },
      { upTo: 250_000n, cap: 7000n },
      { upTo: 1_000_000n, cap: 9000n },
      { upTo: null, cap: 11_000n },
    ],
    demandDirectlyEnforceable: 5000n,
    groupDemand: 1200n,
    extension: 1000n,
    plan: [
      { upTo: 50_000n, cap: 3000n },
      { upTo: 250_000n, cap: 4500n },
      { upTo: 1_000_000n, cap: 6000n },
      { upTo: null, cap: 7500n },
    ],
    planDirectlyEnforceable: 3000n,
    planPerLateInstalment: 500n,
    tratta: [
      { upTo: 50_000n, cap: 11_000n },
      { upTo: 250_000n, cap: 12_500n },
      { upTo: 1_000_000n, cap: 14_000n },
      { upTo: null, cap: 15_500n },
    ],
    trattaDirectlyEnforceable: 11_000n,
    bankruptcyDemand: 10_000n,
  },
]

/** What must be known of a step beyond its kind. Where left out, the least chargeable case is taken. */
export interface StepDetails {
  /** Number of instalments of a payment plan; 4 when absent. */
  readonly instalments?: number
  /** Length of an extension of time; 14 when absent. */
  readonly extensionDays?: number
  /** A reminder by phone, SMS or the like: it may cost the actual average cost of such reminders and no more. */
  readonly reminderOther?: boolean
  readonly averageCost?: Money
  /** What the serving of a bankruptcy demand really cost; nothing when absent. */
  readonly serviceCost?: Money
  /**
   * Why more is asked than the law normally allows (10 c, 10 d, 10 g, 10 h §). Lifts the count of steps and the total
   * cap; the debtor must then be given an itemisation and this reason. Never works on directly enforceable ones.
   */
  readonly specialReason?: string
}

/** A cap is undefined when the step may not be charged at all; `reasons` then says why. */
export interface CapAnswer {
  readonly cap: Money | undefined
  readonly sections: readonly Citation[]
  readonly reasons: readonly Reason[]
}

export function byPrincipal(brackets: readonly Bracket[], principal: bigint): bigint {
  const bracket = brackets.find((row) => row.upTo === null || principal <= row.upTo)
  return bracket?.cap ?? 0n
}

function demandCap(table: CapTable, facts: ReceivableFacts, principal: bigint, isNew: boolean): bigint {
  if (facts.collector === 'GROUP') return table.groupDemand
  const first = facts.directlyEnforceable ? table.demandDirectlyEnforceable : byPrincipal(table.demand, principal)
  return isNew ? first / 2n : first
}

function planCap(table: CapTable, facts: ReceivableFacts, principal: bigint, instalments: number): bigint {
  if (facts.directlyEnforceable) return table.planDirectlyEnforceable
  const [lowest] = table.plan
  if (!lowest) return 0n
  if (instalments <= 4 || (lowest.upTo !== null && principal <= lowest.upTo)) return lowest.cap
  const late = BigInt(Math.max(0, instalments - 6))
  return byPrincipal(table.plan, principal) + late * table.planPerLateInstalment
}

function fixedCap(
  table: CapTable,
  facts: ReceivableFacts,
  step: StepKind,
  on: CalendarDate,
  details: StepDetails,
): bigint {
  const principal = openPrincipal(facts, on).minor
  if (isReminder(step)) return table.reminder
  if (isDemand(step)) {
    const isNew = stepsUntil(facts, on).some((taken) => isDemand(taken.kind))
    return demandCap(table, facts, principal, isNew || step === 'SECOND_DEMAND')
  }
  if (step === 'EXTENSION') return table.extension
  if (step === 'PAYMENT_PLAN') return planCap(table, facts, principal, details.instalments ?? 4)
  if (step === 'TRATTA')
    return facts.directlyEnforceable ? table.trattaDirectlyEnforceable : byPrincipal(table.tratta, principal)
  return table.bankruptcyDemand ?? 0n
}

/**
 * The most that a written reminder may cost on a day, in cents of euro (10 a §, 10 e §); undefined when the law of that day
 * is not on record.
 */
export function reminderCap(facts: VatFacts, on: CalendarDate): { cap: bigint; section: Citation } | undefined {
  const table = inForce(facts.regime === 'CONSUMER' ? CONSUMER_CAPS : OTHER_CAPS, on)
  return table && { cap: withVatExcess(table.reminder, facts, on), section: table.section }
}

function refused(section: Citation, code: Reason['code'], text: string): CapAnswer {
  return { cap: undefined, sections: [section], reasons: [{ code, text }] }
}

/**
 * The most that one step may cost the debtor on a day, before the total cap and the number of steps. The bracket is
 * taken from the principal still open that day: a debtor who has paid most of it is not charged as if he had not.
 */
export function stepCap(
  facts: ReceivableFacts,
  step: StepKind,
  on: CalendarDate,
  details: StepDetails = {},
): CapAnswer {
  const tables = facts.regime === 'CONSUMER' ? CONSUMER_CAPS : OTHER_CAPS
  const table = inForce(tables, on)
  const section = table?.section ?? collectionAct(facts.regime === 'CONSUMER' ? '10 a' : '10 e')
  if (!table) return refused(section, 'FIGURES_UNKNOWN', `The cost caps in force on ${on} are not on record.`)
  if (facts.principal.currency !== 'EUR') {
    return refused(
      section,
      'CURRENCY_NOT_EURO',
      'The caps are in euro; costs of a receivable in another currency are not charged.',
    )
  }
  if (isReminder(step) && details.reminderOther) {
    if (details.averageCost) return { cap: details.averageCost, sections: [section], reasons: [] }
    const text = 'A reminder by phone or SMS may cost only its actual average cost, which is not on record.'
    return refused(section, 'AVERAGE_COST_UNKNOWN', text)
  }
  if (step === 'EXTENSION' && (details.extensionDays ?? 14) < 14) {
    return refused(section, 'EXTENSION_TOO_SHORT', 'An extension of less than 14 days may not be charged for.')
  }
  const cap = withVatExcess(fixedCap(table, facts, step, on, details), facts, on)
  if (step !== 'BANKRUPTCY_DEMAND') return { cap: money(cap), sections: [section], reasons: [] }
  const service = details.serviceCost?.minor ?? 0n
  return { cap: money(cap + service), sections: [section, bankruptcyAct('2:3')], reasons: [] }
}

import type { CalendarDate } from '../kernel/calendarDate.ts'
import { type Money, money, sum } from '../kernel/money.ts'
import { type Bracket, byPrincipal } from './costCaps.ts'
import { grossCost, isCharged, openPrincipal, type ReceivableFacts, stepsUntil } from './facts.ts'
import { type Citation, collectionAct, type Dated, inForce } from './sections.ts'
import { withVatExcess } from './vat.ts'

interface TotalCapTable extends Dated {
  readonly total: readonly Bracket[]
  readonly directlyEnforceable: bigint
  /** Instead of `directlyEnforceable` once a bankruptcy demand has been made. */
  readonly directlyEnforceableWithBankruptcyDemand: bigint
}

/** 10 d §. */
const CONSUMER_TOTAL_CAPS: readonly TotalCapTable[] = [
  {
    validFrom: '2013-03-16',
    section: collectionAct('10 d'),
    source: 'Act 513/1999 as amended by 31/2013',
    total: [
      { upTo: 10_000n, cap: 6000n },
      { upTo: 100_000n, cap: 12_000n },
      { upTo: null, cap: 21_000n },
    ],
    directlyEnforceable: 5100n,
    directlyEnforceableWithBankruptcyDemand: 5100n,
  },
]

/** 10 h §. Leaves the standard compensation of 10 i § alone. */
const OTHER_TOTAL_CAPS: readonly TotalCapTable[] = [
  {
    validFrom: '2022-05-01',
    section: collectionAct('10 h'),
    source: 'Act 513/1999 as amended by 299/2022, in force 1.5.2022',
    total: [
      { upTo: 50_000n, cap: 25_000n },
      { upTo: 250_000n, cap: 47_000n },
      { upTo: 1_000_000n, cap: 55_000n },
      { upTo: null, cap: 62_000n },
    ],
    directlyEnforceable: 21_400n,
    directlyEnforceableWithBankruptcyDemand: 31_400n,
  },
]

export interface TotalCapAnswer {
  /** The most that all steps together may cost; undefined when the law of that day is not on record. */
  readonly total: Money | undefined
  /** What is left of it, never below zero. */
  readonly left: Money
  readonly section: Citation
}

/** The debtor's total liability for costs on a day, by the principal still open; `withBankruptcyDemand` counts one to come. */
export function totalCap(facts: ReceivableFacts, on: CalendarDate, withBankruptcyDemand = false): TotalCapAnswer {
  const consumer = facts.regime === 'CONSUMER'
  const table = inForce(consumer ? CONSUMER_TOTAL_CAPS : OTHER_TOTAL_CAPS, on)
  const section = table?.section ?? collectionAct(consumer ? '10 d' : '10 h')
  const none = money(0n, facts.principal.currency)
  if (!table || facts.principal.currency !== 'EUR') return { total: undefined, left: none, section }
  const taken = stepsUntil(facts, on).filter(isCharged)
  const bankruptcy = withBankruptcyDemand || taken.some((step) => step.kind === 'BANKRUPTCY_DEMAND')
  const enforceable = bankruptcy ? table.directlyEnforceableWithBankruptcyDemand : table.directlyEnforceable
  const cap = facts.directlyEnforceable ? enforceable : byPrincipal(table.total, openPrincipal(facts, on).minor)
  const total = withVatExcess(cap, facts, on)
  const left = total - sum(taken.map(grossCost)).minor
  return { total: money(total), left: money(left < 0n ? 0n : left), section }
}

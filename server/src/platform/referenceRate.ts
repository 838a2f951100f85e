import type { CalendarDate } from '../kernel/calendarDate.ts'
import { PUBLISHED_REFERENCE_RATES, type ReferenceRates } from '../statute/referenceRates.ts'
import type { Unit } from './database/unit.ts'

/** A rate that staff entered. */
export interface EnteredRate {
  readonly from: CalendarDate
  readonly to: CalendarDate
  /** Basis points a year: 2.5 % = 250. */
  readonly basisPoints: bigint
  /** DEMO: made up for a demonstration. */
  readonly status: 'ENTERED' | 'DEMO'
  readonly source: string
}

export function enteredRates(unit: Unit): Promise<EnteredRate[]> {
  return unit.rows<EnteredRate>(
    `SELECT valid_from AS "from", valid_to AS "to", (percent * 100)::bigint AS "basisPoints", status, source
     FROM platform.reference_rate ORDER BY valid_from`,
    [],
    'platform.enteredRates',
  )
}

/**
 * Every reference rate on record (633/1982 12 §), oldest first: those the product carries and, after them, those
 * entered. A made-up rate counts as an entered one.
 */
export async function referenceRates(unit: Unit): Promise<ReferenceRates> {
  const entered = await enteredRates(unit)
  const carried = new Set<string>(PUBLISHED_REFERENCE_RATES.map((rate) => rate.from))
  const added = entered.filter((rate) => !carried.has(rate.from))
  const rates = added.map(({ from, basisPoints, source }) => ({
    from,
    basisPoints,
    status: 'ENTERED' as const,
    source,
  }))
  return [...PUBLISHED_REFERENCE_RATES, ...rates]
}

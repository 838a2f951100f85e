import { type CalendarDate, halfYearOf } from '../kernel/calendarDate.ts'
import { PUBLISHED_REFERENCE_RATES, type ReferenceRates } from '../statute/referenceRates.ts'
import type { Unit } from './database/unit.ts'

/** A reference rate of a half-year (633/1982 12 §) with where it comes from; DEMO is a made-up figure. */
export interface RateOnRecord {
  readonly from: CalendarDate
  readonly to: CalendarDate
  readonly basisPoints: bigint
  readonly status: 'PUBLISHED' | 'DERIVED' | 'ENTERED' | 'DEMO'
  readonly source: string
}

interface EnteredRow {
  from: CalendarDate
  to: CalendarDate
  percent: string
  status: 'ENTERED' | 'DEMO'
  source: string
}

/** Every rate on record, oldest first: those the product carries, and over them those that staff have entered. */
export async function ratesOnRecord(unit: Unit): Promise<RateOnRecord[]> {
  const entered = await unit.rows<EnteredRow>(
    'SELECT valid_from AS "from", valid_to AS "to", percent, status, source FROM platform.reference_rate',
    [],
    'platform.enteredRates',
  )
  const byStart = new Map<CalendarDate, RateOnRecord>()
  for (const rate of PUBLISHED_REFERENCE_RATES) byStart.set(rate.from, { ...rate, to: halfYearOf(rate.from).to })
  for (const { percent, ...row } of entered) byStart.set(row.from, { ...row, basisPoints: basisPointsOf(percent) })
  return [...byStart.values()].sort((a, b) => (a.from < b.from ? -1 : 1))
}

/** The same as the law's rules take them. */
export function asReferenceRates(rates: readonly RateOnRecord[]): ReferenceRates {
  return rates.map((rate) => ({ ...rate, status: rate.status === 'DEMO' ? 'ENTERED' : rate.status }))
}

/** '2.50' is 250: the column has two decimals. */
function basisPointsOf(percent: string): bigint {
  return BigInt(percent.replace('.', ''))
}

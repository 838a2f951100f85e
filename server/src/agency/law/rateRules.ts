import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { halfYearOf } from '../../kernel/calendarDate.ts'
import type { Result } from '../../kernel/result.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { EnteredRate } from '../../platform/referenceRate.ts'
import { PUBLISHED_REFERENCE_RATES } from '../../statute/referenceRates.ts'
import { percentOf } from '../case/facts.ts'

export interface NewRate {
  /** First day of a half-year. */
  readonly from: CalendarDate
  /** Percent as decimal text: whole or half points. */
  readonly percent: string
  readonly source: string
  /** Made up for a demonstration. */
  readonly isDemo: boolean
}

const HALF_POINTS = /^(\d{1,2})(?:\.(0|5)0*)?$/

/** Checks what staff typed; the rule of 633/1982 12 § gives whole and half points of whole half-years only. */
export function checkRate(given: NewRate, known: readonly EnteredRate[]): Result<EnteredRate> {
  const { from, to } = halfYearOf(given.from)
  if (given.from !== from) {
    return err({ code: 'NOT_HALF_YEAR', message: 'A rate holds from 1 January or 1 July.', field: 'from' })
  }
  const match = HALF_POINTS.exec(given.percent)
  if (!match) {
    return err({
      code: 'NOT_HALF_POINTS',
      message: 'A reference rate is in whole or half percentage points.',
      field: 'percent',
    })
  }
  if (given.source.trim() === '') {
    return err({ code: 'SOURCE_NEEDED', message: 'Say where the rate was published.', field: 'source' })
  }
  const basisPoints = BigInt(match[1] ?? '0') * 100n + (match[2] === '5' ? 50n : 0n)
  const status = given.isDemo ? 'DEMO' : 'ENTERED'
  const before = known.find((rate) => rate.from === from)
  const isPublished = PUBLISHED_REFERENCE_RATES.some((rate) => rate.from === from)
  const isSame = before?.basisPoints === basisPoints && before.status === status
  // What was made up gives way to what was published; nothing else is ever replaced.
  const isReplaced = before?.status === 'DEMO' && status === 'ENTERED'
  if (isPublished || (before && !isSame && !isReplaced)) {
    return err({ code: 'RATE_EXISTS', message: `The rate of ${from} to ${to} is on record already.`, field: 'from' })
  }
  return ok({ from, to, basisPoints, status, source: given.source.trim() })
}

/** Puts a checked rate on record; letters that waited for it are due today. */
export async function storeRate(
  unit: Unit,
  rate: EnteredRate,
  userId: bigint,
  { today, now }: { today: CalendarDate; now: Date },
): Promise<void> {
  const { from, to, basisPoints, status, source } = rate
  await unit.rows(
    `INSERT INTO platform.reference_rate (valid_from, valid_to, percent, status, source, entered_by, entered_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (valid_from) DO UPDATE SET percent = excluded.percent, status = excluded.status, source = excluded.source,
       entered_by = excluded.entered_by, entered_at = excluded.entered_at`,
    [from, to, percentOf(basisPoints), status, source, userId, now],
    'agency.storeRate',
  )
  await unit.rows(
    `UPDATE agency.assignment SET next_step_on = $1, waits_for = NULL WHERE stage <> 'CLOSED' AND waits_for = 'RATE_UNKNOWN'`,
    [today],
    'agency.wakeForRate',
  )
}

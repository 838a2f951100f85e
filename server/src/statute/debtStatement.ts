import { addDays, addMonths, type CalendarDate } from '../kernel/calendarDate.ts'
import { type Citation, collectionAct } from './sections.ts'

/** 513/1999, 4 a § (28/2005): a debtor who asks gets an up-to-date statement of what is owed, free of charge once a year. */
const SECTION = collectionAct('4 a')
const MONTHS = 12

export interface StatementAnswer {
  /** By law; whatever it says, nobody has to charge. */
  readonly isFree: boolean
  /** The newest statement before; null: none. */
  readonly lastGivenOn: CalendarDate | null
  /** The first day on which the next one is free by law; null: it always has been. */
  readonly freeFrom: CalendarDate | null
  readonly section: Citation
}

/**
 * Whether a statement on a day is the year's free one, by the days of those given before. The year is counted from the
 * newest; a period of months ends on the day of the same number (150/1930, 3 §), and the next is free from the day after.
 */
export function askStatement(given: readonly CalendarDate[], on: CalendarDate): StatementAnswer {
  const lastGivenOn = given.filter((day) => day <= on).reduce<CalendarDate | null>(later, null)
  const freeFrom = lastGivenOn && addDays(addMonths(lastGivenOn, MONTHS), 1)
  return { isFree: freeFrom === null || on >= freeFrom, lastGivenOn, freeFrom, section: SECTION }
}

const later = (one: CalendarDate | null, other: CalendarDate) => (one === null || other > one ? other : one)

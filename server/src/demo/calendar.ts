import { nextBankingDay } from '../kernel/bankingDay.ts'
import { addDays, addMonths, type CalendarDate } from '../kernel/calendarDate.ts'

const MONTHS = 24
/** So many weeks before today pass week by week, the time before them month by month. */
const WEEKS = 8

export interface DemoCalendar {
  readonly from: CalendarDate
  /** The days on which somebody works, oldest first; the last one is today. */
  readonly days: readonly CalendarDate[]
}

/** Two years that end today. */
export function demoCalendar(today: CalendarDate): DemoCalendar {
  const from = addMonths(today, -MONTHS)
  const weekly = addDays(today, -7 * WEEKS)
  const months = Array.from({ length: MONTHS }, (_, index) => addMonths(from, index + 1)).filter((day) => day < weekly)
  const weeks = Array.from({ length: WEEKS }, (_, index) => addDays(weekly, 7 * index))
  const working = [...months, ...weeks].map(nextBankingDay).filter((day) => day < today)
  return { from, days: [...new Set(working), today] }
}

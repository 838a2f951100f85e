import Holidays from 'date-holidays'
import { addDays, type CalendarDate, calendarDate } from './calendarDate.ts'

/*
 * Finnish banking days. A payment that falls due on a holy day, Independence Day, May Day, Christmas Eve, Midsummer Eve
 * or a Saturday may be made on the next weekday: debt instruments act (622/1947) 5 section and the act on computing
 * time limits (150/1930) 5 section. Banks keep the same days. The euro area's own calendar (TARGET) is open on
 * Epiphany, Ascension Day, Midsummer Eve, Independence Day and Christmas Eve, but a debtor in Finland cannot be held to
 * it. New Year's Eve is a weekday in both acts and a banking day, though the holiday library lists it as a bank's.
 */

const finland = new Holidays('FI')
const closedByYear = new Map<string, ReadonlySet<string>>()

function closedDays(year: string): ReadonlySet<string> {
  const known = closedByYear.get(year)
  if (known) return known
  const closed = new Set(
    finland
      .getHolidays(Number(year))
      .filter((holiday) => holiday.type === 'public' || holiday.type === 'bank')
      .map((holiday) => holiday.date.slice(0, 10))
      .filter((date) => !date.endsWith('-12-31')),
  )
  closedByYear.set(year, closed)
  return closed
}

function isWeekend(date: CalendarDate): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  return weekday === 0 || weekday === 6
}

export function isBankingDay(date: CalendarDate): boolean {
  return !isWeekend(date) && !closedDays(date.slice(0, 4)).has(date)
}

/** The date itself if it is a banking day, otherwise the first one after it. */
export function nextBankingDay(date: CalendarDate): CalendarDate {
  let day = calendarDate(date)
  while (!isBankingDay(day)) day = addDays(day, 1)
  return day
}

import { Temporal } from 'temporal-polyfill'

/** A calendar date `YYYY-MM-DD` that exists. Has no time and no zone; dates compare as text. */
export type CalendarDate = string & { readonly __brand: 'CalendarDate' }

/** Both ends belong to the period. */
export interface DatePeriod {
  readonly from: CalendarDate
  readonly to: CalendarDate
}

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/

/** The date if the text is `YYYY-MM-DD` and such a day exists, otherwise undefined. */
export function parseCalendarDate(text: string): CalendarDate | undefined {
  const match = ISO_DATE.exec(text)
  if (!match) return undefined
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year < 1 || month < 1 || month > 12 || day < 1) return undefined
  const daysInMonth = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()
  return day > daysInMonth ? undefined : (text as CalendarDate)
}

/** As `parseCalendarDate`, but throws RangeError: for literals and for text that was checked before. */
export function calendarDate(text: string): CalendarDate {
  const date = parseCalendarDate(text)
  if (date === undefined) throw new RangeError(`Not a calendar date: ${text}`)
  return date
}

function plain(date: CalendarDate): Temporal.PlainDate {
  return Temporal.PlainDate.from(date)
}

function branded(date: Temporal.PlainDate): CalendarDate {
  return date.toString() as CalendarDate
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return branded(plain(date).add({ days }))
}

/** The 31st plus one month is the last day of a shorter month. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  return branded(plain(date).add({ months }))
}

/** 29 February plus one year is 28 February. */
export function addYears(date: CalendarDate, years: number): CalendarDate {
  return branded(plain(date).add({ years }))
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return plain(from).until(plain(to), { largestUnit: 'day' }).days
}

export function compareDates(a: CalendarDate, b: CalendarDate): -1 | 0 | 1 {
  if (a === b) return 0
  return a < b ? -1 : 1
}

export function minDate(first: CalendarDate, ...rest: CalendarDate[]): CalendarDate {
  return rest.reduce((least, date) => (compareDates(date, least) < 0 ? date : least), first)
}

export function maxDate(first: CalendarDate, ...rest: CalendarDate[]): CalendarDate {
  return rest.reduce((greatest, date) => (compareDates(date, greatest) > 0 ? date : greatest), first)
}

export function startOfMonth(date: CalendarDate): CalendarDate {
  return `${date.slice(0, 8)}01` as CalendarDate
}

/** The calendar half-year that holds the date: the period for which a reference rate is published. */
export function halfYearOf(date: CalendarDate): DatePeriod {
  const year = date.slice(0, 4)
  return date.slice(5, 7) <= '06'
    ? { from: `${year}-01-01` as CalendarDate, to: `${year}-06-30` as CalendarDate }
    : { from: `${year}-07-01` as CalendarDate, to: `${year}-12-31` as CalendarDate }
}

/** The date in Finland at a moment. */
export function helsinkiToday(now: Date): CalendarDate {
  // Midnight in Finland has been at a full hour of UTC, summer and winter, since 1921: within one the day does not change.
  const hour = Math.floor(now.getTime() / 3_600_000)
  if (hour !== lastHour.hour) {
    const zoned = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO('Europe/Helsinki')
    lastHour = { hour, day: branded(zoned.toPlainDate()) }
  }
  return lastHour.day
}

let lastHour = { hour: Number.NaN, day: '' as CalendarDate }

import { addDays, type CalendarDate, calendarDate } from '../../kernel/calendarDate.ts'

/** 31 December 9999. */
const LAST_SERIAL = 2_958_465

/**
 * The day of a spreadsheet's day number; the time behind the decimal sign is left out. Since 1900 numbers count a 29
 * February 1900 that never was. Undefined outside the years 1900 to 9999.
 */
export function dayOfSerial(serial: number, from1904 = false): CalendarDate | undefined {
  const days = Math.floor(serial)
  if (days < 1 || days > LAST_SERIAL) return undefined
  if (from1904) return addDays(calendarDate('1904-01-01'), days)
  return addDays(calendarDate(days < 60 ? '1899-12-31' : '1899-12-30'), days)
}

import { describe, expect, it, test } from 'vitest'
import { isBankingDay, nextBankingDay } from './bankingDay.ts'
import {
  addDays,
  addMonths,
  addYears,
  compareDates,
  calendarDate as day,
  daysBetween,
  halfYearOf,
  helsinkiToday,
  maxDate,
  minDate,
  parseCalendarDate,
  startOfMonth,
} from './calendarDate.ts'

describe('a calendar date', () => {
  test.each(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s exists', (text) => {
    expect(parseCalendarDate(text)).toBe(text)
  })

  test.each([
    '',
    '2023-02-29',
    '1900-02-29',
    '2024-04-31',
    '2024-13-01',
    '2024-00-10',
    '2024-1-1',
    '20240101',
    '0000-01-01',
    '2024-01-01T00:00',
    '2024-01-00',
  ])('%j does not', (text) => {
    expect(parseCalendarDate(text)).toBeUndefined()
    expect(() => day(text)).toThrow(RangeError)
  })

  it('counts days, months and years', () => {
    expect(addDays(day('2024-02-28'), 2)).toBe('2024-03-01')
    expect(addDays(day('2024-01-01'), -1)).toBe('2023-12-31')
    expect(addMonths(day('2024-01-31'), 1)).toBe('2024-02-29')
    expect(addYears(day('2024-02-29'), 1)).toBe('2025-02-28')
    expect(daysBetween(day('2024-12-15'), day('2025-02-10'))).toBe(57)
    expect(daysBetween(day('2024-01-02'), day('2024-01-01'))).toBe(-1)
    expect(startOfMonth(day('2024-02-29'))).toBe('2024-02-01')
  })

  it('orders', () => {
    const [a, b] = [day('2023-12-31'), day('2024-01-01')]
    expect([compareDates(a, b), compareDates(b, a), compareDates(a, a)]).toEqual([-1, 1, 0])
    expect([minDate(b, a), maxDate(b, a)]).toEqual([a, b])
  })

  it('knows its half-year, 30 June and 1 July apart', () => {
    expect(halfYearOf(day('2024-06-30'))).toEqual({ from: '2024-01-01', to: '2024-06-30' })
    expect(halfYearOf(day('2024-07-01'))).toEqual({ from: '2024-07-01', to: '2024-12-31' })
  })

  it("is Helsinki's: tomorrow begins three hours before midnight UTC in summer, two in winter", () => {
    expect(helsinkiToday(new Date('2024-07-31T20:59:59Z'))).toBe('2024-07-31')
    expect(helsinkiToday(new Date('2024-07-31T21:00:00Z'))).toBe('2024-08-01')
    expect(helsinkiToday(new Date('2024-12-31T21:59:59Z'))).toBe('2024-12-31')
    expect(helsinkiToday(new Date('2024-12-31T22:00:00Z'))).toBe('2025-01-01')
  })
})

describe('banking days', () => {
  test.each([
    ['2026-01-06', 'Epiphany', '2026-01-07'],
    ['2026-04-03', 'Good Friday', '2026-04-07'],
    ['2026-05-01', 'May Day', '2026-05-04'],
    ['2026-05-14', 'Ascension Day', '2026-05-15'],
    ['2026-06-19', 'Midsummer Eve', '2026-06-22'],
    ['2027-12-06', 'Independence Day', '2027-12-07'],
    ['2026-12-24', 'Christmas Eve', '2026-12-28'],
    ['2026-10-31', 'All Saints and a Saturday', '2026-11-02'],
  ])('%s (%s) moves to %s', (date, _name, next) => {
    expect(isBankingDay(day(date))).toBe(false)
    expect(nextBankingDay(day(date))).toBe(next)
  })

  test.each(['2026-12-31', '2026-04-02', '2026-06-18', '2026-12-23'])('%s is one', (date) => {
    expect(nextBankingDay(day(date))).toBe(date)
  })
})

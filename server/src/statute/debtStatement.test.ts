import { expect, test } from 'vitest'
import { calendarDate as day } from '../kernel/calendarDate.ts'
import { askStatement } from './debtStatement.ts'

test.each([
  [[], '2026-03-02', true, null, null],
  [['2025-03-02'], '2026-03-01', false, '2025-03-02', '2026-03-03'],
  [['2025-03-02'], '2026-03-02', false, '2025-03-02', '2026-03-03'],
  [['2025-03-02'], '2026-03-03', true, '2025-03-02', '2026-03-03'],
  // Two on one day, and the order in which they are known, change nothing.
  [['2026-03-02'], '2026-03-02', false, '2026-03-02', '2027-03-03'],
  [['2025-06-10', '2024-01-15'], '2026-01-20', false, '2025-06-10', '2026-06-11'],
  [['2024-01-15', '2025-06-10'], '2026-06-11', true, '2025-06-10', '2026-06-11'],
  // A leap day has no namesake in the next year.
  [['2028-02-29'], '2029-02-28', false, '2028-02-29', '2029-03-01'],
  [['2028-02-29'], '2029-03-01', true, '2028-02-29', '2029-03-01'],
  [['2026-12-31'], '2027-12-31', false, '2026-12-31', '2028-01-01'],
  [['2026-12-31'], '2028-01-01', true, '2026-12-31', '2028-01-01'],
  // A day to come is none that was given.
  [['2026-03-03'], '2026-03-02', true, null, null],
] as const)('513/1999, 4 a §: statements of %j; one on %s is free: %s', (given, on, isFree, lastGivenOn, freeFrom) => {
  const answer = askStatement(given.map(day), day(on))
  expect(answer).toEqual({ isFree, lastGivenOn, freeFrom, section: '513/1999 4 a §' })
})

import { expect, it } from 'vitest'
import { presetOf, presetPeriod, readPeriod } from './period.ts'

it.each([
  ['thisMonth', '2026-11-24', '2026-11-01', '2026-11-24'],
  ['lastMonth', '2026-11-24', '2026-10-01', '2026-10-31'],
  ['lastMonth', '2026-01-15', '2025-12-01', '2025-12-31'],
  ['lastMonth', '2028-03-31', '2028-02-01', '2028-02-29'],
  ['thisYear', '2026-11-24', '2026-01-01', '2026-11-24'],
  ['lastYear', '2026-11-24', '2025-01-01', '2025-12-31'],
  ['last12', '2026-11-24', '2025-12-01', '2026-11-24'],
  ['last12', '2026-12-05', '2026-01-01', '2026-12-05'],
] as const)('%s on %s runs from %s to %s', (preset, today, from, to) => {
  expect(presetPeriod(preset, today)).toEqual({ from, to })
})

it('takes two days in order from the address, and this year for anything else', () => {
  const today = '2026-11-24'
  const thisYear = { from: '2026-01-01', to: today }
  expect(readPeriod('2026-02-01', '2026-02-10', today)).toEqual({ from: '2026-02-01', to: '2026-02-10' })
  expect(readPeriod('2026-02-10', '2026-02-01', today)).toEqual(thisYear)
  expect(readPeriod('soon', undefined, today)).toEqual(thisYear)
})

it('knows a period by its name', () => {
  expect(presetOf({ from: '2026-10-01', to: '2026-10-31' }, '2026-11-24')).toBe('lastMonth')
  expect(presetOf({ from: '2026-10-02', to: '2026-10-31' }, '2026-11-24')).toBeNull()
})

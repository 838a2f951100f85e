import { expect, test } from 'vitest'
import { readDay } from './readDay.ts'

test.each([
  ['1.3.2026', '2026-03-01'],
  ['01.03.2026', '2026-03-01'],
  [' 1. 3. 2026 ', '2026-03-01'],
  ['1/3/2026', '2026-03-01'],
  ['03/02/2026', '2026-02-03'],
  ['3-2-2026', '2026-02-03'],
  ['2026-03-01', '2026-03-01'],
  ['29.2.2028', '2028-02-29'],
  ['29.2.2026', undefined],
  ['2026-02-31', undefined],
  ['2/13/2026', undefined],
  ['1.3.', undefined],
  ['1.3.26', undefined],
  ['1.3.202', undefined],
  ['', undefined],
  ['tomorrow', undefined],
])('%j is read day first, never as Americans write days: %s', (typed, day) => {
  expect(readDay(typed)).toBe(day)
})

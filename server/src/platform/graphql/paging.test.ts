import { expect, test } from 'vitest'
import { encodeCursor } from '../../kernel/globalId.ts'
import { readPage } from './paging.ts'

test.each([
  [['2026-02-28', '16', '5']],
  [['2026-02-28 09:00:00.123456+00', '16', '5']],
  [['Havu Oy', '16', '497eda5c-6d79-406c-835e-f8d4cc98a53e']],
])('a cursor that a list wrote is taken: %s', (parts) => {
  expect(readPage({ first: 1, after: encodeCursor(parts) }, 3).after).toEqual(parts)
})

test.each([
  [['2026-02-31', '16', '5']],
  [['2026-02-28', '16', 'abc']],
  [['2026-02-28', '16', '99999999999999999999']],
  [['2026-02-28', '16', null]],
  [['2026-02-28', '16']],
])('a cursor made by hand is bad input and never reaches the database: %s', (parts) => {
  expect(() => readPage({ first: 1, after: encodeCursor(parts) }, 3)).toThrow('is not a cursor of this list')
})

import { expect, test } from 'vitest'
import { chosen, fieldOf } from './tableMapping.ts'

const mapping = {
  columns: [
    { column: 0, field: 'NUMBER' as const },
    { column: 2, field: 'TOTAL' as const },
  ],
  currency: 'EUR',
}

test('a field that another column had goes over to the one that was chosen', () => {
  expect(chosen(mapping, 1, 'TOTAL').columns).toEqual([
    { column: 0, field: 'NUMBER' },
    { column: 1, field: 'TOTAL' },
  ])
})

test('a column that is not imported has no field', () => {
  const without = chosen(mapping, 0, null)
  expect([fieldOf(without, 0), fieldOf(without, 2)]).toEqual([null, 'TOTAL'])
})

import { expect, test } from 'vitest'
import { calendarDate as day } from '../../kernel/calendarDate.ts'
import { addPrincipal } from './act.ts'
import { assignmentWith, bookWith, practice, principal } from './book.fixture.ts'

test.each([
  ['raises the principal', 4_000n, 4_000n, 'COUNTED_IN_BEFORE'],
  ['never above the invoice', 4_001n, null, 'EXCEEDS_INVOICE'],
])('what the hand-over had counted in and was taken back %s', (_, amount, told, note) => {
  const book = bookWith(assignmentWith({ invoiceTotal: 10_000n }), [principal(6_000n)])
  const reversal = {
    key: '7',
    amount,
    on: day('2026-02-20'),
    type: 'DIRECT_PAYMENT_REVERSED',
    isFollowed: false,
  } as const
  const draft = addPrincipal(book, reversal, practice)
  expect(draft).toMatchObject({ amount: told, note })
  expect(draft.lines.map((line) => [line.kind, line.amount])).toEqual(told === null ? [] : [['PRINCIPAL', 4_000n]])
})

import { expect, test } from 'vitest'
import { checkRequest, mayRequest } from './agencyRequest.ts'
import type { AnswerState } from './assignment.enums.ts'

const code = (stage: string, answer: AnswerState | null, reason: string) => {
  const checked = checkRequest({ stage, answer }, reason)
  return checked.ok ? checked.value : checked.error.code
}

test.each<[string, AnswerState | null, string, string]>([
  ['REMINDER', null, ' Wrong customer ', 'Wrong customer'],
  ['SENT', null, 'Wrong customer', 'Wrong customer'],
  ['COLLECTION', 'REFUSED', 'Paid in cash', 'Paid in cash'],
  ['REMINDER', 'REQUESTED', 'Wrong customer', 'ALREADY_REQUESTED'],
  ['CLOSED', null, 'Wrong customer', 'ASSIGNMENT_CLOSED'],
  ['CLOSED', 'CONFIRMED', 'Wrong customer', 'ASSIGNMENT_CLOSED'],
  ['REMINDER', null, '   ', 'REASON_MISSING'],
  ['REMINDER', null, 'x'.repeat(1001), 'REASON_TOO_LONG'],
])('O7, P3: in stage %s, asked before: %s, the request "%s" gives %s', (stage, answer, reason, expected) => {
  expect(code(stage, answer, reason)).toBe(expected)
})

test('what cannot be asked is not offered', () => {
  for (const stage of ['SENT', 'NOTICE', 'CLOSED']) {
    for (const answer of [null, 'REQUESTED', 'CONFIRMED', 'REFUSED'] as const) {
      expect(mayRequest({ stage, answer })).toBe(checkRequest({ stage, answer }, 'reason').ok)
    }
  }
})

import { expect, test } from 'vitest'
import { firstStep, LADDER, type LetterStep, stepAfter } from './ladder.ts'

test.each([
  ['REMINDER', 'REMINDER'],
  ['COLLECTION', 'DEMAND'],
] as const)('an assignment of the %s service begins with %s', (service, step) => {
  expect(firstStep(service)).toBe(step)
})

test.each([
  ['REMINDER', 'RETURN', 'NOTICE'],
  ['REMINDER', 'CONTINUE', 'NOTICE'],
  ['NOTICE', 'RETURN', 'RETURN'],
  ['NOTICE', 'CONTINUE', 'DEMAND'],
  ['DEMAND', 'CONTINUE', 'SECOND_DEMAND'],
  ['DEMAND', null, 'SECOND_DEMAND'],
  ['SECOND_DEMAND', null, null],
] as const)('after an unpaid %s with %s comes %s', (step, afterReminder, next) => {
  expect(stepAfter(step, afterReminder)).toBe(next)
})

test.each([
  ['REMINDER', 'REMINDER', 'REMINDED'],
  ['NOTICE', 'NOTICE', 'REQUESTED'],
  ['DEMAND', 'COLLECTION', 'COLLECTED'],
  ['SECOND_DEMAND', 'COLLECTION', 'COLLECTED'],
] as const)('%s brings the assignment to %s and the invoice to %s', (step: LetterStep, stage, status) => {
  expect(LADDER[step]).toMatchObject({ stage, status })
})

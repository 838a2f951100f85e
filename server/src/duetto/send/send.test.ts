import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { isUsableKey, requestDigest, type SendRequest } from './send.ts'

const request: SendRequest = {
  companyId: 1n,
  kind: 'REMINDER',
  afterReminder: 'RETURN',
  selection: { ids: [3n, 1n, 3n] },
  idempotencyKey: 'k',
}
const digest = (change: Partial<SendRequest>) => requestDigest({ ...request, ...change }).toString('hex')

test.each<[string, Partial<SendRequest>, boolean]>([
  ['the same invoices in another order', { selection: { ids: [1n, 3n] } }, true],
  ['the same under another key', { idempotencyKey: 'other' }, true],
  ['one invoice more', { selection: { ids: [1n, 2n, 3n] } }, false],
  ['other digits of the same length', { selection: { ids: [13n] } }, false],
  ['the other service', { kind: 'COLLECTION', afterReminder: null }, false],
  ['a filter instead of names', { selection: { filter: { section: 'OVERDUE' }, expectedCount: 2 } }, false],
  ['another choice of what follows', { afterReminder: 'CONTINUE' }, false],
])('%s is the same request: %s', (_what, change, same) => {
  expect(digest(change) === digest({})).toBe(same)
})

it('a request is the same whatever the order and repetition of its invoices', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: 1n, max: 50n })), (ids) => {
      expect(digest({ selection: { ids: [...ids, ...ids].reverse() } })).toBe(digest({ selection: { ids } }))
    }),
  )
})

test.each([
  ['a', true],
  ['x'.repeat(200), true],
  ['', false],
  ['  ', false],
  ['x'.repeat(201), false],
])('the key %j can be used: %s', (key, usable) => {
  expect(isUsableKey(key)).toBe(usable)
})

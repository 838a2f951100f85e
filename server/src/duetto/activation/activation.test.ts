import { describe, expect, it, test } from 'vitest'
import { acceptTerms, activationStates, answerKyc, type KnownBefore } from './activation.ts'

const unknown = { identified: false, stated: true }
const reachable = { email: 'kh@yritys.example', phone: '+358 40 000 0000' }
const outcome = (result: ReturnType<typeof acceptTerms> | ReturnType<typeof answerKyc>) =>
  result.ok ? result.value : result.error.code

test('who was identified before accepts a new version without a statement; who was not needs one', () => {
  const accept = (state: 'TERMS_PENDING' | 'REMOVED', known: KnownBefore) =>
    outcome(acceptTerms(state, reachable, '2024-1', '2024-1', known))
  expect(accept('TERMS_PENDING', { identified: true, stated: false })).toBe('ACTIVE')
  expect(accept('TERMS_PENDING', { identified: false, stated: false })).toBe('IDENTITY_MISSING')
  expect(accept('REMOVED', { identified: false, stated: true })).toBe('KYC_PENDING')
})

describe('accepting the terms', () => {
  test.each([
    ['NOT_ACTIVE', 'KYC_PENDING'],
    ['TERMS_PENDING', 'KYC_PENDING'],
    ['REMOVED', 'KYC_PENDING'],
    ['KYC_PENDING', 'KYC_PENDING'],
    ['ACTIVE', 'ALREADY_ACTIVE'],
    ['REJECTED', 'ACTIVATION_REJECTED'],
  ] as const)('in state %s leads to %s', (state, expected) => {
    const result = acceptTerms(state, reachable, '2024-1', '2024-1', unknown)
    expect(outcome(result)).toBe(expected)
    expect(result.ok).toBe(['NOT_ACTIVE', 'TERMS_PENDING', 'REMOVED'].includes(state))
  })

  it('needs the version in force, an e-mail and a phone', () => {
    expect(outcome(acceptTerms('NOT_ACTIVE', reachable, '2023-1', '2024-1', unknown))).toBe('TERMS_VERSION_NOT_CURRENT')
    expect(outcome(acceptTerms('NOT_ACTIVE', { ...reachable, email: ' ' }, '2024-1', '2024-1', unknown))).toBe(
      'EMAIL_NEEDED',
    )
    expect(outcome(acceptTerms('NOT_ACTIVE', { ...reachable, phone: null }, '2024-1', '2024-1', unknown))).toBe(
      'PHONE_NEEDED',
    )
  })
})

test.each(activationStates)(
  'the identity check of a company in state %s is answered only while it is pending',
  (state) => {
    const waits = state === 'KYC_PENDING'
    expect(outcome(answerKyc(state, true))).toBe(waits ? 'ACTIVE' : 'KYC_NOT_PENDING')
    expect(outcome(answerKyc(state, false))).toBe(waits ? 'REJECTED' : 'KYC_NOT_PENDING')
  },
)

import { describe, expect, test } from 'vitest'
import { formatsFor } from './format.ts'
import { groupIban } from './iban.ts'

/** Intl separates thousands with a no-break space and negates with a minus sign; tests are easier to read with plain ones. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ').replace('−', '-')

describe('amounts in the reader’s language', () => {
  test.each([
    ['fi', '1 234 567,50 €'],
    ['sv', '1 234 567,50 €'],
    ['en', '€1,234,567.50'],
  ] as const)('%s → %s', (language, text) => {
    expect(plain(formatsFor(language).money({ amount: '1234567.50', currency: 'EUR' }))).toBe(text)
  })

  test('an amount too large for a float keeps its cents', () => {
    expect(plain(formatsFor('fi').amount('90071992547409.93'))).toBe('90 071 992 547 409,93')
  })

  test('a negative amount keeps its sign', () => {
    expect(plain(formatsFor('fi').money({ amount: '1250', currency: 'JPY' }))).toBe('1 250 ¥')
    expect(plain(formatsFor('fi').amount({ amount: '1.250', currency: 'KWD' }))).toBe('1,250')
    expect(plain(formatsFor('fi').money({ amount: '12.50', currency: 'HUF' }))).toContain('12,50')
    expect(plain(formatsFor('fi').money({ amount: '-5.00', currency: 'EUR' }))).toBe('-5,00 €')
  })
})

describe('calendar days do not move with the reader’s clock', () => {
  test.each([
    ['fi', '4.3.2026'],
    ['sv', '4.3.2026'],
    ['en', '04/03/2026'],
  ] as const)('%s → %s', (language, text) => {
    expect(formatsFor(language).date('2026-03-04')).toBe(text)
  })

  test.each([
    ['fi', '1.7.2026 klo 1.30', '7/2026'],
    ['sv', '1.7.2026 kl. 1.30', '7/2026'],
    ['en', '01/07/2026, 01:30', '7/2026'],
  ] as const)('%s: a moment is shown in Finnish time, a month by its number', (language, moment, month) => {
    expect(formatsFor(language).moment('2026-06-30T22:30:00Z')).toBe(moment)
    expect(formatsFor(language).month('2026-07-01')).toBe(month)
  })
})

test.each([
  ['FI2112345600000785', 'FI21 1234 5600 0007 85'],
  ['FI21 1234 5600 0007 85', 'FI21 1234 5600 0007 85'],
  ['NO9386011117947', 'NO93 8601 1117 947'],
])('the account %s is shown in groups of four', (iban, shown) => {
  expect(groupIban(iban)).toBe(shown)
})

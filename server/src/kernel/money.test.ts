import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  add,
  allocate,
  compare,
  formatDecimal,
  isZero,
  lesser,
  money,
  negate,
  parseDecimal,
  roundHalfUp,
  subtract,
  sum,
} from './money.ts'

describe('decimal text', () => {
  test.each([
    [123450n, '1234.50'],
    [-5n, '-0.05'],
    [0n, '0.00'],
    [-100n, '-1.00'],
    [99999999999999999999n, '999999999999999999.99'],
  ])('%s minor units read and write as %s', (minor, text) => {
    expect(formatDecimal(money(minor))).toBe(text)
    expect(parseDecimal(text)).toEqual(money(minor))
  })

  test.each(['', '-', '.5', '1.', '1,50', '1.505', '1e3', '+1', ' 1', '1 000', '0x10', 'NaN', '--1'])(
    '%j is not an amount',
    (text) => {
      expect(parseDecimal(text, 'EUR')).toBeUndefined()
    },
  )

  it('keeps the currency and short decimals', () => {
    expect(parseDecimal('1.5', 'SEK')).toEqual(money(150n, 'SEK'))
    expect(parseDecimal('7', 'SEK')).toEqual(money(700n, 'SEK'))
  })

  it('survives the round trip for any amount of any currency', () => {
    const currency = fc.constantFrom('EUR', 'SEK', 'JPY', 'ISK', 'KWD', 'TND')
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), currency, (minor, code) => {
        expect(parseDecimal(formatDecimal(money(minor, code)), code)).toEqual(money(minor, code))
      }),
    )
  })

  test.each([
    ['JPY', '1250', 1_250n],
    ['ISK', '-7', -7n],
    ['KWD', '1.250', 1_250n],
    ['TND', '-0.005', -5n],
    // Customary forints have no decimals; ISO 4217 gives them two.
    ['HUF', '12.50', 1_250n],
    ['IQD', '0.001', 1n],
  ])('of %s is %s (ISO 4217)', (currency, text, minor) => {
    expect(parseDecimal(text, currency)).toEqual(money(minor, currency))
    expect(formatDecimal(money(minor, currency))).toBe(text)
  })

  test.each([
    ['JPY', '1.5'],
    ['JPY', '1.00'],
    ['EUR', '1.000'],
    ['KWD', '1.0000'],
  ])('%s has no %s', (currency, text) => {
    expect(parseDecimal(text, currency)).toBeUndefined()
  })
})

describe('arithmetic', () => {
  it('never mixes currencies', () => {
    const [euro, krona] = [money(1n), money(1n, 'SEK')]
    for (const mix of [
      () => add(euro, krona),
      () => subtract(euro, krona),
      () => compare(euro, krona),
      () => sum([euro, krona]),
    ]) {
      expect(mix).toThrow(RangeError)
    }
    expect(() => sum([krona], 'EUR')).toThrow(RangeError)
  })

  it('adds, subtracts, negates and compares', () => {
    expect(add(money(1n), money(2n))).toEqual(money(3n))
    expect(subtract(money(1n), money(2n))).toEqual(money(-1n))
    expect(negate(money(1n))).toEqual(money(-1n))
    expect(lesser(money(2n), money(1n))).toEqual(money(1n))
    expect(isZero(sum([]))).toBe(true)
    expect([money(3n), money(1n), money(2n)].sort(compare).map((m) => m.minor)).toEqual([1n, 2n, 3n])
  })
})

describe('allocation', () => {
  test.each([
    [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
    [-100n, [1n, 1n, 1n], [-34n, -33n, -33n]],
    [5n, [0n, 0n], [3n, 2n]],
    [10n, [0n, 3n, 7n], [0n, 3n, 7n]],
    [1n, [1n, 2n], [0n, 1n]],
  ])('%s by weights %s gives %s', (minor, weights, parts) => {
    expect(allocate(money(minor), weights).map((part) => part.minor)).toEqual(parts)
  })

  it('always hands out the whole and keeps every part within a cent of its share', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), weights, (minor, list) => {
        const parts = allocate(money(minor), list)
        const total = list.reduce((a, b) => a + b, 0n)
        expect(sum(parts).minor).toBe(minor)
        if (total === 0n) return
        for (const [index, part] of parts.entries()) {
          const off = part.minor * total - minor * (list[index] as bigint)
          expect(off < total && off > -total).toBe(true)
        }
      }),
    )
  })

  it('refuses to lose money: no weights or a negative one', () => {
    expect(() => allocate(money(1n), [])).toThrow(RangeError)
    expect(() => allocate(money(1n), [2n, -1n])).toThrow(RangeError)
  })
})

test.each([
  [1n, 2n, 1n],
  [-1n, 2n, -1n],
  [1n, -2n, -1n],
  [49n, 100n, 0n],
  [5n, 2n, 3n],
  [-5n, -2n, 3n],
  [7n, 3n, 2n],
])('%s / %s rounds to %s', (numerator, denominator, rounded) => {
  expect(roundHalfUp(numerator, denominator)).toBe(rounded)
})

import { describe, expect, test } from 'vitest'
import { compareDecimals, percentOf, readAmount, readDecimal, sumDecimals } from './decimal.ts'

describe('sums of decimals are exact', () => {
  test.each([
    [[], '0.00'],
    [['0.10', '0.20'], '0.30'],
    [['12.50', '-12.50'], '0.00'],
    [['99999999999.99', '0.01'], '100000000000.00'],
    [['1.005', '2'], '3.005'],
    [['-0.07', '0.02'], '-0.05'],
  ])('%j → %s', (texts, sum) => {
    expect(sumDecimals(texts)).toBe(sum)
  })
})

describe('decimals are compared by value, not by text', () => {
  test.each([
    ['9.00', '10.00', -1],
    ['10', '10.00', 0],
    ['-1.00', '-2.00', 1],
  ])('%s and %s → %i', (left, right, order) => {
    expect(compareDecimals(left, right)).toBe(order)
  })
})

describe('a percentage is rounded half up to cents', () => {
  test.each([
    ['8.40', '25.5', '2.14'],
    ['1.00', '0.5', '0.01'],
    ['1.00', '0.4', '0.00'],
    ['-8.40', '25.50', '-2.14'],
  ])('%s × %s %% → %s', (amount, percent, result) => {
    expect(percentOf(amount, percent)).toBe(result)
  })
})

describe('an amount is read as a clerk types it', () => {
  test.each([
    ['1 234,50', '1234.50'],
    ['1\u00a0234,5', '1234.5'],
    ['12.50', '12.50'],
    ['−3', '-3'],
    ['', undefined],
    ['12,50 €', undefined],
    ['1,2,3', undefined],
  ])('%j → %s', (typed, decimal) => {
    expect(readDecimal(typed)).toBe(decimal)
  })
})

describe('an amount to pay is more than zero, in whole units of its currency', () => {
  test.each([
    ['12,50', 'EUR', '12.50'],
    ['12,505', 'EUR', undefined],
    ['12,505', 'KWD', '12.505'],
    ['12,5', 'JPY', undefined],
    ['0,00', 'EUR', undefined],
    ['-5', 'EUR', undefined],
    ['abc', 'EUR', undefined],
  ])('%j %s → %s', (typed, currency, amount) => {
    expect(readAmount(typed, currency)).toBe(amount)
  })
})

import { describe, expect, it, test } from 'vitest'
import { calendarDate as day } from '../../kernel/calendarDate.ts'
import { money } from '../../kernel/money.ts'
import { type PriceList, priceListOn, transferFee } from './priceList.ts'

const list = (validFrom: string, fee: number, vatPercent: string): PriceList => ({
  id: 1n,
  validFrom: day(validFrom),
  transferFee: money(fee),
  recallFee: money(2500),
  vatPercent,
})

describe('the price list', () => {
  const lists = [list('2024-09-01', 95, '25.50'), list('2023-01-01', 90, '24')]

  test.each([
    ['2022-12-31', undefined],
    ['2023-01-01', 90n],
    ['2024-08-31', 90n],
    ['2024-09-01', 95n],
    ['2026-01-01', 95n],
  ])('of %s has the transfer fee %s', (on, fee) => {
    expect(priceListOn(lists, day(on))?.transferFee.minor).toBe(fee)
  })

  test.each([
    [0, '25.50', 0n, 0n],
    [1, '25.50', 95n, 24n],
    [2, '25.5', 190n, 48n],
    [3, '24', 285n, 68n],
    [1000, '25.50', 95_000n, 24_225n],
  ])('charges %s invoices with %s %% VAT %s and %s cents, rounded once', (count, percent, fee, vat) => {
    expect(transferFee(list('2024-09-01', 95, percent), count)).toEqual({ fee: money(fee), vat: money(vat) })
  })

  it('refuses a percent that is none', () => {
    expect(() => transferFee(list('2024-09-01', 95, '25,5'), 1)).toThrow(RangeError)
  })
})

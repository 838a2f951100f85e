import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarDate } from '../kernel/calendarDate.ts'
import { shareOut, vatOnCosts } from './shareOut.ts'

const vat = vatOnCosts(calendarDate('2026-03-02'))
const share = (amount: bigint, costs = 0n) => ({ amount, costs })
const paid = (...shares: { amount: bigint; costs: bigint }[]) =>
  shareOut(shares, vat, false).lines.map((line) => line.paid)

describe('a settlement', () => {
  it('pays each share with its own reference', () => {
    expect(paid(share(100n), share(50n))).toEqual([100n, 50n])
  })

  it('holds back from the first shares what the creditor was paid too much before, in a line of its own', () => {
    expect(paid(share(100n), share(-120n), share(50n))).toEqual([0n, 0n, 30n])
    expect(shareOut([share(-5n), share(5n)], vat, false).lines.map(({ kind }) => kind)).toEqual(['CARRIED', 'SHARE'])
  })

  it.each([
    [false, 10_000n, 0n],
    [true, 9_872n, 128n],
  ])('tells the VAT on costs of 5.00, and holds it back only where that is set (%s)', (isNetted, amount, vatNetted) => {
    const result = shareOut([share(10_000n, 500n)], vat, isNetted)
    expect(result).toMatchObject({ amount, vat: 128n, vatNetted })
  })

  it('takes VAT of the rate of its day: 24 % until 31.8.2024, 25.5 % from 1.9.2024', () => {
    expect(vatOnCosts(calendarDate('2024-08-31'))(1_000n)).toBe(240n)
    expect(vatOnCosts(calendarDate('2024-09-01'))(1_000n)).toBe(255n)
    expect(vat(-500n)).toBe(-128n)
  })

  it('adds up to the cent and pays nothing below zero, whatever the shares', () => {
    const shares = fc.array(fc.record({ amount: fc.bigInt(-100_000n, 100_000n), costs: fc.bigInt(0n, 50_000n) }), {
      minLength: 1,
      maxLength: 12,
    })
    fc.assert(
      fc.property(shares, fc.boolean(), (given, isNetted) => {
        const { lines, amount, vatNetted } = shareOut(given, vat, isNetted)
        expect(lines.reduce((sum, line) => sum + line.amount, 0n) - vatNetted).toBe(amount)
        if (amount <= 0n) return
        expect(lines.reduce((sum, line) => sum + line.paid, 0n)).toBe(amount)
        expect(lines.every((line) => line.paid >= 0n)).toBe(true)
      }),
    )
  })
})

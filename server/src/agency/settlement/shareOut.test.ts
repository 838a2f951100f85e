import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarDate } from '../../kernel/calendarDate.ts'
import { shareOut, vatOfPart, vatOnCosts } from './shareOut.ts'

const vat = vatOnCosts(calendarDate('2026-03-02'))
const share = (amount: bigint, costs = 0n, toldCosts = 0n) => ({ amount, costs, toldCosts })
const invoice = (open: bigint) => ({ open })
const paid = (...shares: { amount: bigint; costs: bigint; toldCosts: bigint }[]) =>
  shareOut(shares, [], vat).lines.map((line) => line.paid)

describe('a settlement', () => {
  it('pays each share with its own reference', () => {
    expect(paid(share(100n), share(50n))).toEqual([100n, 50n])
  })

  it('holds back from the first shares what the creditor was paid too much before, in a line of its own', () => {
    expect(paid(share(100n), share(-120n), share(50n))).toEqual([0n, 0n, 30n])
    expect(shareOut([share(-5n), share(5n)], [], vat).lines.map(({ kind }) => kind)).toEqual(['CARRIED', 'SHARE'])
  })

  it('holds back no more than has come in: the rest stays owed by the creditor', () => {
    const { lines, amount } = shareOut([share(-100n), share(30n)], [], vat)
    expect(lines.map((line) => [line.kind, line.amount, line.paid])).toEqual([
      ['CARRIED', -30n, 0n],
      ['SHARE', 30n, 0n],
    ])
    expect(amount).toBe(0n)
    expect(shareOut([share(-100n)], [invoice(20n)], vat)).toMatchObject({ lines: [], setOffs: [], amount: 0n })
  })

  it.each([
    [1_000n, [1_000n, 500n], 8_500n],
    [20_000n, [10_000n], 0n],
  ])('sets off invoices, the oldest first, each at most what is open of it (%s)', (first, setOffs, amount) => {
    const result = shareOut([share(10_000n)], [invoice(first), invoice(500n)], vat)
    expect(result.setOffs.map((one) => one.amount)).toEqual(setOffs)
    expect(result.amount).toBe(amount)
  })

  it('is first for what the client funds lack, and only then for the agency’s invoices', () => {
    const { setOffs, lines } = shareOut([share(-80n), share(100n)], [invoice(50n)], vat)
    expect(lines[0]).toMatchObject({ kind: 'CARRIED', amount: -80n })
    expect(setOffs.map((one) => one.amount)).toEqual([20n])
  })

  it('takes VAT of the rate of its day: 24 % until 31.8.2024, 25.5 % from 1.9.2024', () => {
    expect(vatOnCosts(calendarDate('2024-08-31'))(1_000n)).toBe(240n)
    expect(vatOnCosts(calendarDate('2024-09-01'))(1_000n)).toBe(255n)
    expect(vat(-500n)).toBe(-128n)
  })

  it('tells VAT in parts that add up to the VAT of the whole, however the costs came in', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(-5_000n, 5_000n), { maxLength: 12 }), (parts) => {
        let told = 0n
        let tax = 0n
        for (const part of parts) {
          tax += vatOfPart(vat, told, part)
          told += part
        }
        expect(tax).toBe(vat(told))
      }),
    )
  })

  it('adds up to the cent and pays nothing below zero, whatever the shares and invoices', () => {
    const shares = fc.array(
      fc.record({
        amount: fc.bigInt(-100_000n, 100_000n),
        costs: fc.bigInt(-5_000n, 50_000n),
        toldCosts: fc.constant(0n),
      }),
      { minLength: 1, maxLength: 12 },
    )
    const invoices = fc.array(fc.record({ open: fc.bigInt(1n, 60_000n) }), { maxLength: 4 })
    fc.assert(
      fc.property(shares, invoices, (given, open) => {
        const { lines, setOffs, amount } = shareOut(given, open, vat)
        const sum = (list: readonly bigint[]) => list.reduce((total, one) => total + one, 0n)
        const held = sum(setOffs.map((one) => one.amount))
        expect(sum(lines.map((line) => line.amount)) - held).toBe(amount)
        expect(sum(lines.map((line) => line.paid))).toBe(amount)
        expect(lines.every((line) => line.paid >= 0n && line.paid <= (line.amount > 0n ? line.amount : 0n))).toBe(true)
        expect(setOffs.every((one) => one.amount <= one.invoice.open)).toBe(true)
        // Something is left owed by the creditor only when nothing is paid to it.
        const owed = sum(given.map((one) => one.amount)) < 0n
        if (owed) expect(amount).toBe(0n)
      }),
    )
  })
})

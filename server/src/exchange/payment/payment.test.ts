import { describe, expect, it } from 'vitest'
import { calendarDate } from '../../kernel/calendarDate.ts'
import { creditTransferCode } from './creditTransferCode.ts'
import { type PaymentOrder, virtualBarcode } from './virtualBarcode.ts'

const order: PaymentOrder = {
  payee: 'Mallisaaja Oy',
  iban: 'FI9399999900000014',
  amount: 12_345n,
  reference: '10000016',
  dueOn: calendarDate('2026-03-17'),
}

describe('the bank barcode', () => {
  it('has version, account, euros and cents, reference and due day in 54 digits', () => {
    const digits = virtualBarcode(order)
    expect(digits).toBe('493999999000000140001234500000000000000010000016260317')
    expect(digits).toHaveLength(54)
  })

  it('says an RF reference in version 5', () => {
    expect(virtualBarcode(order, 5)).toMatch(/^5\d{16}00012345\d{2}0{13}10000016260317$/)
  })

  it('leaves an amount of a million euros to the payer', () => {
    expect(virtualBarcode({ ...order, amount: 100_000_000n })?.slice(17, 25)).toBe('00000000')
    expect(virtualBarcode({ ...order, amount: 99_999_999n })?.slice(17, 25)).toBe('99999999')
  })

  it('is not made of an account of another country or of no reference', () => {
    expect(virtualBarcode({ ...order, iban: 'SE4550000000058398257466' })).toBeUndefined()
    expect(virtualBarcode({ ...order, reference: '12' })).toBeUndefined()
    expect(virtualBarcode({ ...order, reference: '12' }, 5)).toBeUndefined()
  })
})

describe('the QR code of a credit transfer', () => {
  it('is version 002 with the reference in its structured field', () => {
    expect(creditTransferCode(order)?.split('\n')).toEqual([
      ...['BCD', '002', '1', 'SCT', '', 'Mallisaaja Oy', 'FI9399999900000014', 'EUR123.45', ''],
      expect.stringMatching(/^RF\d\d10000016$/),
    ])
  })

  it('is not made of nothing or of more than the code can say', () => {
    expect(creditTransferCode({ ...order, amount: 0n })).toBeUndefined()
    expect(creditTransferCode({ ...order, amount: 100_000_000_000n })).toBeUndefined()
  })
})

import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { makeBusinessId, parseBusinessId } from './businessId.ts'
import { decodeCursor, decodeId, encodeCursor, encodeId } from './globalId.ts'
import { finnishBbanToIban, formatIban, makeFinnishIban, parseIban } from './iban.ts'
import { formatReference, makeReference, parseReference, toRf } from './referenceNumber.ts'

describe('reference numbers', () => {
  test.each([
    ['123', '1232', 'RF111232'],
    ['12345', '123453', 'RF81123453'],
    ['1001', '10016', 'RF0810016'],
    ['20260001', '202600017', 'RF85202600017'],
  ])('base %s makes %s, in RF form %s', (base, reference, rf) => {
    expect(makeReference(base)).toBe(reference)
    expect(toRf(reference)).toBe(rf)
    expect(parseReference(rf)).toBe(reference)
  })

  test.each([
    ['00000000000000001232', '1232', 'zeros to 20 digits'],
    ['RF110000000000000001232', '1232', 'zeros inside RF'],
    ['rf11 1232', '1232', 'lower case and blanks'],
    ['RF97C2H5OH', 'RF97C2H5OH', 'not Finnish inside'],
    ['RF097', 'RF097', 'a Finnish reference has at least four digits'],
  ])('%s is %s: %s', (text, reference) => {
    expect(parseReference(text)).toBe(reference)
  })

  test.each([
    ['00013', 'too short once its zeros are gone'],
    ['13', 'too short'],
    ['00000000000000000000', 'only zeros'],
    ['1233', 'wrong check digit'],
    ['000000000000000001232', 'longer than 20 digits'],
    ['RF121232', 'wrong check digits'],
    ['RF00', 'nothing inside'],
    ['12-32', 'stray character'],
    ['١٢٣٢', 'digits of another script'],
  ])('%s is none: %s', (text) => {
    expect(parseReference(text)).toBeUndefined()
  })

  it('refuses a base that makes no reference', () => {
    for (const base of ['12', '0012', '12345678901234567890', '12a4', ''])
      expect(() => makeReference(base)).toThrow(RangeError)
    expect(() => toRf('1233')).toThrow(RangeError)
  })

  it('reads what it makes, plain, padded, as RF and as printed', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 100n, max: 10n ** 19n - 1n }), (base) => {
        const reference = makeReference(base)
        for (const text of [
          reference,
          reference.padStart(20, '0'),
          toRf(reference),
          formatReference(reference),
          formatReference(toRf(reference)),
        ]) {
          expect(parseReference(text)).toBe(reference)
        }
      }),
    )
  })
})

describe('business ids', () => {
  test.each(['0112038-9', '0737546-2', '1572860-0', '2024424-8', '1234567-1'])('%s is read in every spelling', (id) => {
    const digits = id.replace('-', '')
    for (const text of [id, digits, `FI${digits}`, `fi ${digits}`, `0037${digits}`, `0037${digits}AB12`, ` ${id} `]) {
      expect(parseBusinessId(text)).toBe(id)
    }
  })

  test.each(['', '1234567-2', '8000000-0', '0000000-0', '123456-1', 'SE01120389', '0037011203891234567'])(
    '%j is none',
    (text) => {
      expect(parseBusinessId(text)).toBeUndefined()
    },
  )

  it('makes none for a number with remainder 1', () => {
    expect(makeBusinessId(8000000)).toBeUndefined()
    expect(makeBusinessId(112038)).toBe('0112038-9')
    expect(() => makeBusinessId(10_000_000)).toThrow(RangeError)
  })
})

describe('IBANs', () => {
  it('are read with blanks and printed in fours', () => {
    expect(parseIban('fi21 1234 5600 0007 85')).toBe('FI2112345600000785')
    expect(formatIban('FI2112345600000785')).toBe('FI21 1234 5600 0007 85')
  })

  it('that are Finnish must pass the national check digit too', () => {
    const bban = '12345600000784'
    const check = 98n - (BigInt(`${bban}151800`) % 97n)
    expect(parseIban(`FI${check.toString().padStart(2, '0')}${bban}`)).toBeUndefined()
    expect(() => makeFinnishIban(bban)).toThrow(RangeError)
  })

  test.each([
    ['123456-785', 'FI2112345600000785'],
    ['12345600000785', 'FI2112345600000785'],
    ['405510-1234569', 'FI1840551010234569'],
    ['445023-2105', 'FI6144502320000105'],
  ])('old account number %s is %s', (bban, iban) => {
    expect(finnishBbanToIban(bban)).toBe(iban)
    expect(parseIban(iban)).toBe(iban)
  })

  test.each(['', '123456-786', '1234560000078', '123456-1'])('%j is no account number', (text) => {
    expect(finnishBbanToIban(text)).toBeUndefined()
  })
})

describe('opaque ids and cursors', () => {
  it('say type, company and local id', () => {
    expect(decodeId(encodeId('SalesInvoice', 7n, 42))).toEqual({ type: 'SalesInvoice', companyId: '7', localId: '42' })
    expect(decodeId(encodeId('User', 0, '1'))?.companyId).toBe('0')
  })

  it('are read only as they were written', () => {
    const id = encodeId('User', 0, 1)
    for (const text of [
      '',
      'x',
      `${id}=`,
      `${id}!`,
      Buffer.from('User:0:01').toString('base64url'),
      Buffer.from('User:0').toString('base64url'),
    ]) {
      expect(decodeId(text)).toBeUndefined()
    }
    expect(() => encodeId('user', 0, 1)).toThrow(RangeError)
    expect(() => encodeId('User', -1, 1)).toThrow(RangeError)
  })

  it('carry any parts and survive any garbage', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.string({ unit: 'grapheme' }))), (parts) => {
        expect(decodeCursor(encodeCursor(parts))).toEqual(parts)
      }),
    )
    fc.assert(fc.property(fc.string(), (text) => void decodeCursor(text)))
    expect(decodeCursor(Buffer.from('{"a":1}').toString('base64url'))).toBeUndefined()
    expect(decodeCursor(Buffer.from('[1]').toString('base64url'))).toBeUndefined()
  })
})

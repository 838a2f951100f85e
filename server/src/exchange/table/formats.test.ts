import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, calendarDate } from '../../kernel/calendarDate.ts'
import { amountOfCell, type DecimalSign, provenSign } from './amountText.ts'
import { type DateOrder, dayOfCell, provenOrder } from './dateText.ts'
import { decodeText } from './decodeText.ts'
import { foldedHeading } from './headings.ts'
import { guessDelimiter } from './readCsv.ts'
import { dayOfSerial } from './serialDay.ts'
import type { SourceCell } from './sourceTable.ts'
import { isDayFormat } from './xlsx/workbook.ts'

const text = (value: string): SourceCell => ({ kind: 'text', text: value })
const number = (decimal: string): SourceCell => ({ kind: 'number', decimal })

describe('an amount', () => {
  test.each<[string, DecimalSign | null, bigint]>([
    ['1 234,56', 'COMMA', 123_456n],
    ['1\u00a0234,56', 'COMMA', 123_456n],
    ['1\u202f234,5', 'COMMA', 123_450n],
    ['1.234,56', 'COMMA', 123_456n],
    ["1'234.56", 'DOT', 123_456n],
    ['1,234.56', 'DOT', 123_456n],
    ['1234.56', 'DOT', 123_456n],
    ['1.234', 'COMMA', 123_400n],
    ['1,234', 'DOT', 123_400n],
    ['1234', null, 123_400n],
    ['1 234,56 €', 'COMMA', 123_456n],
    ['€ 1.234,56', 'COMMA', 123_456n],
    ['EUR 12,00', 'COMMA', 1_200n],
    ['12,00 eur', 'COMMA', 1_200n],
    ['-12,00', 'COMMA', -1_200n],
    ['12,00-', 'COMMA', -1_200n],
    ['\u221212,00', 'COMMA', -1_200n],
    ['(12,00)', 'COMMA', -1_200n],
    ['0,5', 'COMMA', 50n],
    ['12,3400', 'COMMA', 1_234n],
  ])('%j with %s is %s', (written, sign, minor) => {
    expect(amountOfCell(text(written), sign, 'EUR')).toEqual({ ok: true, value: { minor, currency: 'EUR' } })
  })

  test.each<[string, DecimalSign | null]>([
    ['1.50', 'COMMA'],
    ['1,50', 'DOT'],
    ['12,345', 'COMMA'],
    ['1.23,45', 'COMMA'],
    ['1.234.56', 'DOT'],
    ['--5', 'COMMA'],
    ['viisi', 'COMMA'],
    ['5 kpl', 'COMMA'],
    ['=1+1', 'COMMA'],
    ['1e3', 'COMMA'],
    ['', 'COMMA'],
    ['9999999999999999,00', 'COMMA'],
  ])('%j with %s is none', (written, sign) => {
    expect(amountOfCell(text(written), sign, 'EUR')).toEqual({ ok: false, code: 'AMOUNT_INVALID' })
  })

  test('that is no amount but a very long text proves no sign and is none', () => {
    const cells = Array.from({ length: 2_000 }, () => text(`1${'a'.repeat(1_998)}1`))
    expect(provenSign(cells)).toBeUndefined()
    expect(amountOfCell(cells[0] as SourceCell, 'COMMA', 'EUR')).toEqual({ ok: false, code: 'AMOUNT_INVALID' })
  })

  test.each([
    ['12,00 kr', 'EUR', 'CURRENCY_CONTRADICTS'],
    ['12,00 kr', 'SEK', undefined],
    ['$12,00', 'EUR', 'CURRENCY_CONTRADICTS'],
    ['12,00 USD', 'USD', undefined],
  ])('%j in a row of %s: %s', (written, currency, code) => {
    const read = amountOfCell(text(written), 'COMMA', currency)
    expect(read.ok ? undefined : read.code).toBe(code)
  })

  test.each([
    ['1234.56', 123_456n],
    ['1234.5600000001', 123_456n],
    ['0.29999999999', 30n],
    ['-5', -500n],
  ])('a number cell %s is exact', (decimal, minor) => {
    expect(amountOfCell(number(decimal), null, 'EUR')).toEqual({ ok: true, value: { minor, currency: 'EUR' } })
  })

  test('a number cell with a part of a cent is none', () => {
    expect(amountOfCell(number('1.005'), null, 'EUR').ok).toBe(false)
  })

  test('whatever the amount, written with either sign and groups it reads back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }), fc.boolean(), (minor, isComma) => {
        const digits = (minor < 0n ? -minor : minor).toString().padStart(3, '0')
        const [group, sign] = isComma ? ['.', ','] : [',', '.']
        const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, group as string)
        const written = `${minor < 0n ? '-' : ''}${whole}${sign}${digits.slice(-2)}`
        const read = amountOfCell(text(written), isComma ? 'COMMA' : 'DOT', 'EUR')
        expect(read).toEqual({ ok: true, value: { minor, currency: 'EUR' } })
      }),
    )
  })

  test.each<[string, readonly string[], DecimalSign | null | undefined]>([
    ['proves a comma by one of its amounts', ['1.234', '8,50'], 'COMMA'],
    ['proves a dot by one of its amounts', ['1,234', '8.5'], 'DOT'],
    ['of thousands alone is asked', ['1.234', '2.500'], null],
    ['that contradicts itself is asked', ['8,50', '8.50'], null],
    ['without signs needs none', ['100', '25'], undefined],
  ])('a column %s', (_, cells, sign) => {
    expect(provenSign(cells.map(text))).toBe(sign)
  })
})

describe('a day', () => {
  test.each<[string, DateOrder | null, string]>([
    ['31.1.2026', null, '2026-01-31'],
    ['31.01.26', null, '2026-01-31'],
    ['31. 1. 2026', null, '2026-01-31'],
    ['31.1.2026 12:30', null, '2026-01-31'],
    ['2026-01-31', null, '2026-01-31'],
    ['2026-01-31T10:00:00', null, '2026-01-31'],
    ['2026/1/31', null, '2026-01-31'],
    ['20260131', null, '2026-01-31'],
    ['31/01/2026', 'DAY_FIRST', '2026-01-31'],
    ['1/2/2026', 'DAY_FIRST', '2026-02-01'],
    ['1/2/2026', 'MONTH_FIRST', '2026-01-02'],
    ['26-01-31', 'YEAR_FIRST', '2026-01-31'],
    ['31. tammikuuta 2026', null, '2026-01-31'],
    ['1. marraskuuta 2026', null, '2026-11-01'],
    ['1 mars 2026', null, '2026-03-01'],
    ['3 maj 2026', null, '2026-05-03'],
    ['31 Jan 2026', null, '2026-01-31'],
    ['January 31, 2026', null, '2026-01-31'],
    ['46053', null, '2026-01-31'],
  ])('%j with %s is %s', (written, order, day) => {
    expect(dayOfCell(text(written), order)).toBe(day)
  })

  test.each<[string, DateOrder | null]>([
    ['1/2/2026', null],
    ['31/01/2026', 'MONTH_FIRST'],
    ['30.2.2026', null],
    ['2026-13-01', null],
    ['12', null],
    ['huomenna', null],
  ])('%j with %s is none', (written, order) => {
    expect(dayOfCell(text(written), order)).toBeUndefined()
  })

  test.each<[string, readonly string[], DateOrder | null | undefined]>([
    ['proves that the day is first', ['1/2/2026', '31/1/2026'], 'DAY_FIRST'],
    ['proves that the month is first', ['1/2/2026', '1/31/2026'], 'MONTH_FIRST'],
    ['that can be read in both ways is asked', ['1/2/2026', '3/4/2026'], null],
    ['with dots needs no order', ['1.2.2026'], undefined],
  ])('a column %s', (_, cells, order) => {
    expect(provenOrder(cells.map(text))).toBe(order)
  })

  test.each([
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [61, false, '1900-03-01'],
    [46_053.75, false, '2026-01-31'],
    [44_591, true, '2026-01-31'],
    [0, false, undefined],
    [1e9, false, undefined],
  ])('number %s (from 1904: %s) is %s', (serial, from1904, day) => {
    expect(dayOfSerial(serial, from1904)).toBe(day)
  })

  test('whatever the day, its number reads back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 200_000 }), (days) => {
        expect(dayOfSerial(days)).toBe(addDays(calendarDate('1899-12-30'), days))
      }),
    )
  })

  test.each([
    ['d.m.yyyy', true],
    ['yyyy\\-mm\\-dd;@', true],
    ['[$-40B]d. mmmm yyyy', true],
    ['mmm', true],
    ['#,##0.00 "days"', false],
    ['[h]:mm:ss', false],
    ['mm:ss', false],
    ['General', false],
    ['0.00;[Red]-0.00', false],
  ])('format %s shows a day: %s', (code, shows) => {
    expect(isDayFormat(code)).toBe(shows)
  })
})

describe('a text file', () => {
  const words = 'Asiakas;Summa\nÅke Österlund;1,00\n'
  test.each([
    ['UTF-8', Buffer.from(words, 'utf8')],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${words}`, 'utf8')],
    ['ISO-8859-1', Buffer.from(words, 'latin1')],
    ['UTF-16 LE with a mark', Buffer.from(`\uFEFF${words}`, 'utf16le')],
    ['UTF-16 LE without a mark', Buffer.from(words, 'utf16le')],
    ['UTF-16 BE with a mark', Buffer.from(`\uFEFF${words}`, 'utf16le').swap16()],
  ])('in %s is read', (_, bytes) => {
    expect(decodeText(bytes)).toBe(words)
  })

  test('in Windows-1252 keeps its euro sign', () => {
    expect(decodeText(Buffer.from([0x80, 0xe4]))).toBe('€ä')
  })

  test.each([
    [';', 'a;b;c\n1,5;2,5;3\n1,5;2,5;4\n'],
    [',', 'a,b,c\n"1,5",2,3\n4,5,6\n'],
    ['\t', 'a\tb\n1,5\t2\n'],
    [';', 'yksi\nkaksi\n'],
  ])('is divided by %j', (delimiter, content) => {
    expect(guessDelimiter(content)).toBe(delimiter)
  })
})

test.each([
  ['Eräpäivä', 'erapaiva'],
  ['FÖRFALLODATUM ', 'forfallodatum'],
  ['Y-tunnus', 'y tunnus'],
  ['Yhteensä (EUR)', 'yhteensa'],
])('heading %s is %s', (heading, folded) => {
  expect(foldedHeading(heading)).toBe(folded)
})

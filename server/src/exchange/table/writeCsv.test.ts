import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calendarDate } from '../../kernel/calendarDate.ts'
import { amountCell, dayCell, NONE, textCell, wholeCell } from './table.ts'
import { csvLine } from './writeCsv.ts'

test.each([
  ['plain text as it is', textCell('Mallitalo Oy'), 'Mallitalo Oy'],
  ['a separator quoted', textCell('a;b'), '"a;b"'],
  ['a quotation mark doubled', textCell('3" putki'), '"3"" putki"'],
  ['a line break quoted', textCell('a\nb'), '"a\nb"'],
  ['a formula as text', textCell('=HYPERLINK("x")'), `"'=HYPERLINK(""x"")"`],
  ['a plus sign as text', textCell('+358401234567'), "'+358401234567"],
  ['an at sign as text', textCell('@SUM(A1)'), "'@SUM(A1)"],
  ['a formula behind blanks as text', textCell(' =1+1'), "' =1+1"],
  ['an amount with a comma', amountCell(123_456n, 'EUR'), '1234,56'],
  ['a negative amount as a number', amountCell(-5n, 'EUR'), '-0,05'],
  ['a day', dayCell(calendarDate('2026-03-02')), '2026-03-02'],
  ['a whole number', wholeCell(-3), '-3'],
  ['nothing', NONE, ''],
])('%s', (_, cell, written) => {
  expect(csvLine([cell])).toBe(`${written}\r\n`)
})

test('whatever the texts, a line reads back as they were, formulas marked', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (texts) => {
      const read = readLine(csvLine(texts.map(textCell)))
      expect(read).toEqual(texts.map((text) => (/^[\t\r\n ]*[=+\-@\t\r]/.test(text) ? `'${text}` : text)))
    }),
  )
})

function readLine(line: string): string[] {
  const cells: string[] = []
  const pattern = /(?:"((?:[^"]|"")*)"|([^";\r\n]*))(;|\r\n$)/gy
  for (let match = pattern.exec(line); match; match = pattern.exec(line)) {
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (match[3] === '\r\n') break
  }
  return cells
}

import { describe, expect, it, test } from 'vitest'
import { readInvoiceRows, readPaymentRows } from '../../server/src/exchange/table/listRows.ts'
import { mappingProblems, proposeMapping } from '../../server/src/exchange/table/mapping.ts'
import { readTable } from '../../server/src/exchange/table/readTable.ts'
import { type SourceTable, shownCell, TABLE_LIMITS } from '../../server/src/exchange/table/sourceTable.ts'
import { amountCell, dayCell, textCell } from '../../server/src/exchange/table/table.ts'
import { writeXlsx } from '../../server/src/exchange/table/writeXlsx.ts'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { textRow, workbook } from '../kit/workbook.ts'

const seller = { businessId: '1572860-0', names: ['Mallitalo Oy'] }

async function read(content: string | Uint8Array, kind: 'INVOICES' | 'PAYMENTS' = 'INVOICES'): Promise<SourceTable> {
  const result = await readTable(Buffer.from(content), kind)
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
  return result.value
}

async function codeOf(content: string | Uint8Array): Promise<string> {
  const result = await readTable(Buffer.from(content), 'INVOICES')
  return result.ok ? 'ok' : result.error.code
}

const shown = (table: SourceTable) => table.rows.map((row) => row.cells.map(shownCell))

async function invoices(content: string | Uint8Array) {
  const table = await read(content)
  const mapping = proposeMapping(table, 'INVOICES')
  return readInvoiceRows(table, mapping, seller).map(({ result }) => {
    if (!result.ok) return [result.error, ...(result.error.also ?? [])].map(({ code, path }) => `${code} ${path}`)
    const { type, number, issuedOn, dueOn, total, paid, currency, reference, buyer } = result.value
    return [type, number, issuedOn, dueOn, total.minor, paid.minor, currency, reference ?? null, buyer.name]
  })
}

const expected = [['INV01', '1001', '2026-02-01', '2026-02-15', 123_456n, 0n, 'EUR', '10016', 'Ostaja Åkerlund Oy']]

describe('a table of invoices', () => {
  test.each([
    [
      'in Finnish with semicolons',
      'Laskun numero;Asiakas;Laskun päivä;Eräpäivä;Yhteensä;Viitenumero\n1001;Ostaja Åkerlund Oy;1.2.2026;15.2.2026;1 234,56 €;1001 6\n',
    ],
    [
      'in Swedish with tabs',
      'Fakturanummer\tKund\tFakturadatum\tFörfallodatum\tTotalt\tReferens\n1001\tOstaja Åkerlund Oy\t2026-02-01\t2026-02-15\t1.234,56\t10016\n',
    ],
    [
      'in English with commas',
      'Invoice number,Customer,Invoice date,Due date,Total,Reference\n1001,"Ostaja Åkerlund Oy",2026-02-01,2026-02-15,"1,234.56",10016\n',
    ],
    [
      'below a title and a blank line',
      'Myyntilaskut helmikuu;;;;;\n;;;;;\nLaskunro;Asiakkaan nimi;Pvm;Eräpvm;Summa;Viite\n1001;Ostaja Åkerlund Oy;01.02.26;15.02.26;1234,56;0010016\n',
    ],
  ])('%s is read as it is meant', async (_, content) => {
    expect(await invoices(content)).toEqual(expected)
  })

  it.each([
    ['ostot@ostaja.example', 'ostot@ostaja.example', []],
    ['ei ole', undefined, ['EMAIL_INVALID']],
    ['a@ostaja.example; b@ostaja.example', undefined, ['EMAIL_INVALID']],
  ])('leaves out what is no e-mail address, and says so: %s', async (email, expected, codes) => {
    const head = 'Laskun numero;Asiakas;Laskun päivä;Eräpäivä;Yhteensä;Sähköposti'
    const table = await read(`${head}\n1001;Ostaja Oy;1.2.2026;15.2.2026;10,00;"${email}"\n`)
    const [row] = readInvoiceRows(table, proposeMapping(table, 'INVOICES'), seller)
    expect(row?.result.ok && row.result.value.buyer.email).toBe(expected)
    expect(row?.warnings.map((warning) => warning.code)).toEqual(codes)
  })

  it('in ISO-8859-1 keeps its letters', async () => {
    const content =
      'Laskun numero;Asiakas;Laskun päivä;Eräpäivä;Yhteensä;Viite\n1001;Ostaja Åkerlund Oy;1.2.2026;15.2.2026;1234,56;10016\n'
    expect(await invoices(Buffer.from(content, 'latin1'))).toEqual(expected)
    expect(await invoices(Buffer.from(`\uFEFF${content}`, 'utf16le'))).toEqual(expected)
  })

  it('as a workbook has numbers and days of its own', async () => {
    const file = await writeXlsx(
      'Laskut',
      ['Lasku', 'Asiakas', 'Laskun päivä', 'Eräpäivä', 'Yhteensä', 'Viite'],
      [
        [
          textCell('1001'),
          textCell('Ostaja Åkerlund Oy'),
          dayCell(calendarDate('2026-02-01')),
          dayCell(calendarDate('2026-02-15')),
          amountCell(123_456n, 'EUR'),
          textCell('10016'),
        ],
      ],
    )
    expect(await invoices(file)).toEqual(expected)
  })

  it('takes a negative total for a credit note, and what is open for the rest that is unpaid', async () => {
    const head = 'Lasku;Asiakas;Laskun päivä;Eräpäivä;Yhteensä;Avoinna;Hyvitettävä lasku\n'
    expect(
      await invoices(`${head}1;Ostaja;1.2.2026;15.2.2026;100,00;40,00;\n2;Ostaja;1.2.2026;15.2.2026;-30,00;;1\n`),
    ).toEqual([
      ['INV01', '1', '2026-02-01', '2026-02-15', 10_000n, 6_000n, 'EUR', null, 'Ostaja'],
      ['INV02', '2', '2026-02-01', '2026-02-01', 3_000n, 0n, 'EUR', null, 'Ostaja'],
    ])
  })

  it('says everything that is wrong with a row at once, each with its column', async () => {
    const head = 'Lasku;Asiakas;Laskun päivä;Eräpäivä;Yhteensä;Viite;Y-tunnus;Valuutta\n'
    expect(await invoices(`${head}1;;30.2.2026;15.2.2026;sata;12345;1234567-8;XXQ\n`)).toEqual([
      [
        'CURRENCY_UNKNOWN Valuutta',
        'CELL_MISSING Asiakas',
        'DATE_UNREADABLE Laskun päivä',
        'AMOUNT_UNREADABLE Yhteensä',
        'REFERENCE_INVALID Viite',
      ],
    ])
    expect(await invoices(`${head}1;Ostaja;1.3.2026;15.2.2026;0,00;;1234567-8;EUR\n`)).toEqual([
      ['TOTAL_ZERO Yhteensä', 'DUE_BEFORE_ISSUE Eräpäivä', 'CUSTOMER_ID_INVALID Y-tunnus'],
    ])
  })

  it('never takes in a personal identity code', async () => {
    const table = await read(
      'Lasku;Asiakas;Asiakasnumero;Pvm;Eräpäivä;Summa\n1;Ostaja;131052-308T;1.2.2026;2.2.2026;1,00\n',
    )
    const [row] = readInvoiceRows(table, proposeMapping(table, 'INVOICES'), seller)
    expect(row?.result.ok && row.result.value.buyer).toEqual({ name: 'Ostaja' })
    expect(row?.warnings.map(({ code }) => code)).toEqual(['PERSONAL_IDENTITY_CODE_DROPPED'])
  })

  it('asks for what can be read in two ways, and says what is not chosen', async () => {
    const table = await read('Invoice,Customer,Invoice date,Due date,Total\n1,Buyer,1/2/2026,3/4/2026,1.234\n')
    const mapping = proposeMapping(table, 'INVOICES')
    expect([mapping.dateOrder, mapping.decimalSign]).toEqual([null, null])
    expect(mappingProblems(table, mapping, 'INVOICES').map(({ code }) => code)).toEqual([
      'DATE_ORDER_ASKED',
      'DECIMAL_SIGN_ASKED',
    ])
    const lacking = {
      ...mapping,
      columns: mapping.columns.slice(1),
      dateOrder: 'DAY_FIRST',
      decimalSign: 'DOT',
    } as const
    expect(mappingProblems(table, lacking, 'INVOICES')).toMatchObject([{ code: 'FIELD_NOT_CHOSEN', field: 'NUMBER' }])
  })
})

test('a table of payments names its invoices by number or by reference', async () => {
  const table = await read(
    'Viite;Maksupäivä;Summa;Maksaja\n10016;1.2.2026;12,50;Ostaja Oy\n;1.2.2026;1,00;\n',
    'PAYMENTS',
  )
  const mapping = proposeMapping(table, 'PAYMENTS')
  expect(mappingProblems(table, mapping, 'PAYMENTS')).toEqual([])
  const [first, second] = readPaymentRows(table, mapping)
  expect(first?.result).toMatchObject({ value: { number: null, reference: '10016', amount: { minor: 1_250n } } })
  expect(second?.result).toMatchObject({ error: { code: 'CELL_MISSING', line: 3 } })
})

describe('headings', () => {
  it('that come again or are empty get names of their own', async () => {
    const table = await read('Summa;Summa;;Lasku\n1;2;3;4\n')
    expect(table.headings).toEqual(['Summa', 'Summa (2)', 'C', 'Lasku'])
    expect(table.warnings).toEqual(['HEADINGS_REPEATED'])
  })

  it('never get a name that another column has', async () => {
    const table = await read('A;A;A (2);A (2);;D\n1;2;3;4;5;6\n')
    expect(new Set(table.headings).size).toBe(6)
    expect(table.headings[0]).toBe('A')
  })

  it('that Duetto put behind refused rows are left out, with what stands below them', async () => {
    const table = await read('Lasku;Duetto: rivi;Summa;Duetto: syy\n1;7;2,00;puuttuu\n')
    expect([table.headings, shown(table)]).toEqual([['Lasku', 'Summa'], [['1', '2,00']]])
  })
})

describe('a workbook', () => {
  it.each(['abc', '99999999999', '-5', '1.5', '1', ''])(
    'whose row calls itself %j counts its rows on',
    async (name) => {
      const named = textRow(1, ['5', '6']).replace('r="1"', `r="${name}"`)
      const table = await read(workbook({ rows: textRow(1, ['Lasku', 'Summa']) + named + named }))
      expect(table.rows.map(({ row }) => row)).toEqual([2, 3])
    },
  )

  it('with one very long text in very many cells is read, each cell to the longest text of one', async () => {
    const cell = '<c t="s"><v>0</v></c>'
    const rows = textRow(1, ['Lasku', 'Summa']) + `<row>${cell}${cell}</row>`.repeat(2_000)
    const file = workbook({ strings: [` ${'x'.repeat(8_000_000)}`], rows })
    const table = await read(file)
    expect(table.rows).toHaveLength(2_000)
    expect(shownCell(table.rows[0]?.cells[0])).toHaveLength(TABLE_LIMITS.cellLength)
  })

  it('shows what stands in its cells: numbers, days, shared and formula texts, booleans, errors', async () => {
    const head = textRow(1, ['a', 'b', 'c', 'd', 'e', 'f', 'g'])
    const row =
      '<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3"><v>1234.56</v></c><c r="C3" s="1"><v>46054</v></c>' +
      '<c r="D3"><f>1+1</f><v>2</v></c><c r="E3" t="str"><f>"x"</f><v>x</v></c><c r="F3" t="e"><v>#REF!</v></c>' +
      '<c r="G3"><v>0.30000000000000004</v></c></row>'
    const table = await read(workbook({ rows: head + row, strings: ['jaettu'] }))
    expect(table.rows[0]?.row).toBe(3)
    expect(shown(table)).toEqual([['jaettu', '1234.56', '2026-02-01', '2', 'x', '#REF!', '0.3']])
  })

  it('with merged cells, several sheets or formulas without a result says so', async () => {
    const rows = `${textRow(1, ['a', 'b'])}<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f>A2*2</f></c></row>`
    const file = workbook({
      rows,
      after: '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>',
      workbook: '<sheets><sheet name="a" r:id="rId1"/><sheet name="b" r:id="rId2"/></sheets>',
    })
    const { warnings } = await read(file)
    expect([...warnings].sort()).toEqual(['CELLS_MERGED', 'FORMULA_WITHOUT_VALUE', 'OTHER_SHEETS_NOT_READ'])
  })

  it('that counts from 1904 is read so, and a hidden sheet is passed over', async () => {
    const file = workbook({
      rows: textRow(1, ['hidden']),
      workbook:
        '<workbookPr date1904="1"/><sheets><sheet name="a" state="hidden" r:id="rId1"/><sheet name="b" r:id="rId2"/></sheets>',
      more: [
        {
          name: 'xl/worksheets/sheet2.xml',
          content: `<worksheet><sheetData>${textRow(1, ['a', 'b'])}<row><c s="1"><v>44592</v></c></row></sheetData></worksheet>`,
        },
      ],
    })
    expect(shown(await read(file))).toEqual([['2026-02-01']])
  })
})

describe('what is no table, or more than one', () => {
  const cells = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`).join(';')
  it.each<[string, string, string | Uint8Array]>([
    ['TABLE_EMPTY', 'nothing', ''],
    ['TABLE_EMPTY', 'blank lines', '\n\n\n'],
    ['TABLE_EMPTY', 'headings alone', 'Lasku;Summa\n'],
    ['NOT_TABLE', 'a PDF', '%PDF-1.7\n'],
    ['NOT_TABLE', 'a web page that calls itself a workbook', '<html><table><tr><td>1</td></tr></table></html>'],
    ['NOT_TABLE', 'an old workbook', Buffer.from('d0cf11e0a1b11ae1000000000000', 'hex')],
    ['CSV_BROKEN', 'a quotation that never ends', `Lasku;Summa\n"${'x'.repeat(500_000)}`],
    ['TABLE_TOO_LONG', 'a million rows', `Lasku;Summa\n${'1;2\n'.repeat(1_000_000)}`],
    ['TABLE_TOO_LONG', 'one row too many', `Lasku;Summa\n${'1;2\n'.repeat(TABLE_LIMITS.rows + 1)}`],
    ['TABLE_TOO_WIDE', 'millions of empty cells in a row', `Lasku;Summa\n${';'.repeat(5_000_000)}`],
    ['TABLE_TOO_LONG', 'millions of blank lines', `Lasku;Summa\n${'\n'.repeat(5_000_000)}`],
    ['TABLE_TOO_WIDE', 'a thousand columns', `${cells(1_000)}\n${cells(1_000)}\n`],
    ['XLSX_BROKEN', 'an archive of something else', Buffer.from('PK\x03\x04 and so on')],
    ['XLSX_BROKEN', 'a file cut short', workbook({ rows: '', more: [] }).subarray(0, 400)],
    ['XLSX_BROKEN', 'a part that is not well-formed', workbook({ rows: '<row><c>' })],
    [
      'TABLE_TOO_LONG',
      'a workbook that promises to be huge',
      workbook({ rows: '', more: [{ name: 'xl/media/zeros', content: Buffer.alloc(TABLE_LIMITS.inflatedBytes + 1) }] }),
    ],
    [
      'TABLE_TOO_LONG',
      'a workbook of very many rows',
      workbook({ rows: '<row><c><v>1</v></c></row>'.repeat(TABLE_LIMITS.rows + 60) }),
    ],
    ['TABLE_TOO_WIDE', 'a cell far to the right', workbook({ rows: '<row r="1"><c r="XFD1"><v>1</v></c></row>' })],
  ])('is refused: %s for %s', async (code, _, content) => {
    expect(await codeOf(content)).toBe(code)
  })

  it('is stopped where a part turns out larger than its archive promised', async () => {
    const sheet = `<worksheet><sheetData>${textRow(1, ['a', 'b'])}${' '.repeat(50_000_000)}</sheetData></worksheet>`
    const file = workbook({
      rows: '',
      workbook: '<sheets><sheet name="b" r:id="rId2"/></sheets>',
      more: [{ name: 'xl/worksheets/sheet2.xml', content: sheet, promised: 1_000 }],
    })
    expect(await codeOf(file)).toBe('XLSX_BROKEN')
  })

  it('fetches nothing and expands nothing that a part names', async () => {
    const doctype = '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    const file = workbook({
      rows: '',
      workbook: '<sheets><sheet name="b" r:id="rId2"/></sheets>',
      more: [{ name: 'xl/worksheets/sheet2.xml', content: `${doctype}<worksheet>&x;</worksheet>` }],
    })
    expect(await codeOf(file)).toBe('XLSX_BROKEN')
  })
})

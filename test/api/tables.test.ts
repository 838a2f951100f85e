import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { type Creditor, creditor } from '../kit/creditor.ts'
import { bankFile, importBankFiles, importInvoices, invoiceFile, madeUpIban, referenceOf } from '../kit/ledgerFiles.ts'
import { people, signedIn } from '../kit/people.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
})
afterAll(() => t.close())

const HEAD = 'Laskun numero;Asiakas;Laskun päivä;Eräpäivä;Yhteensä;Viite'
const line = (number: string, more: { due?: string; total?: string; name?: string } = {}) =>
  `${number};${more.name ?? 'Ostaja Esimerkki'};1.2.2026;${more.due ?? '15.2.2026'};${more.total ?? '124,00'};${referenceOf(number)}`
const table = (...lines: string[]) => [HEAD, ...lines, ''].join('\n')

const OUTCOME = `outcome { newCount alreadyThere doubles refused sums { amount currency } refusedFile(language: FI)
  rows { row outcome cells amount { amount } invoice { number } problems { code path line advice } warnings { code } } }`
const PREVIEW = `query ($input: TablePreviewInput!) { tablePreview(input: $input) { refusal { code } rowCount digest mappingName
  columns { column heading samples } mapping { columns { column field } dateOrder decimalSign currency }
  problems { code field } warnings { code } ${OUTCOME} } }`
const IMPORT = `mutation ($input: ImportTableInput!) { importTable(input: $input) { error { code field } ${OUTCOME} } }`

interface Asked {
  readonly kind?: 'INVOICES' | 'PAYMENTS'
  readonly mapping?: object
  readonly noDoubles?: readonly number[]
  readonly saveAs?: string
  readonly digest?: string
}

// biome-ignore lint/suspicious/noExplicitAny: tests read whatever they asked for.
async function preview(client: Client, companyId: string, content: string | Buffer, asked: Asked = {}): Promise<any> {
  const input = { kind: 'INVOICES', companyId, file: { name: 'laskut.csv', content: null }, ...asked }
  const file = { name: 'laskut.csv', content }
  return (await client.upload(PREVIEW, { input }, { 'variables.input.file.content': file })).tablePreview
}

/** Imports a table as its preview proposes it. */
// biome-ignore lint/suspicious/noExplicitAny: tests read whatever they asked for.
async function take(client: Client, companyId: string, content: string | Buffer, asked: Asked = {}): Promise<any> {
  const { saveAs: _, digest: __, ...shown } = asked
  const { mapping, digest } = await preview(client, companyId, content, shown)
  const input = { kind: 'INVOICES', companyId, file: { name: 'laskut.csv', content: null }, mapping, digest, ...asked }
  const file = { name: 'laskut.csv', content }
  return (await client.upload(IMPORT, { input }, { 'variables.input.file.content': file })).importTable
}

const counts = ({ newCount, alreadyThere, doubles, refused }: Record<string, number>) => [
  newCount,
  alreadyThere,
  doubles,
  refused,
]
const countOf = async (name: string, companyId: bigint) =>
  Number((await t.db.sql(`SELECT count(*) AS n FROM ledger.${name} WHERE company_id = $1`, [companyId]))[0]?.n)

describe('the saved mapping of tables', () => {
  const CHANGE = (name: string, type: string) =>
    `mutation ($input: ${type}!) { ${name}(input: $input) { company { tableMappings { kind name headings savedBy } } error { code } } }`
  const rename = async (own: Creditor, name: string, newName: string, kind = 'INVOICES') => {
    const input = { companyId: own.id, kind, name, newName }
    return (await own.client.run(CHANGE('renameTableMapping', 'RenameTableMappingInput'), { input })).renameTableMapping
  }
  const remove = async (own: Creditor, name: string) => {
    const input = { companyId: own.id, kind: 'INVOICES', name }
    return (await own.client.run(CHANGE('deleteTableMapping', 'DeleteTableMappingInput'), { input })).deleteTableMapping
  }

  it('gets another name or is deleted; tables are recognised by it until then, and what was imported stays', async () => {
    const own = await creditor(t)
    const content = table(line('180'))
    await take(own.client, own.id, content, { saveAs: 'Ohjelma' })
    const renamed = await rename(own, 'Ohjelma', '  Laskutus ')
    expect(renamed).toMatchObject({ error: null, company: { tableMappings: [{ kind: 'INVOICES', name: 'Laskutus' }] } })
    expect((await preview(own.client, own.id, content)).mappingName).toBe('Laskutus')
    expect((await remove(own, 'Laskutus')).company.tableMappings).toEqual([])
    expect((await preview(own.client, own.id, content)).mappingName).toBeNull()
    expect((await remove(own, 'Laskutus')).error.code).toBe('MAPPING_UNKNOWN')
    expect(await countOf('sales_invoice', own.companyId)).toBe(1)
    const acts = await t.db.sql(
      `SELECT before, after FROM access.audit_entry WHERE company_id = $1 AND action = 'TABLE_MAPPING_CHANGED' ORDER BY id`,
      [own.companyId],
    )
    expect(acts).toEqual([
      { before: { kind: 'INVOICES', name: 'Ohjelma' }, after: { kind: 'INVOICES', name: 'Laskutus' } },
      { before: { kind: 'INVOICES', name: 'Laskutus' }, after: null },
    ])
  })

  it('refuses a name that is missing, too long, taken, or of no mapping', async () => {
    const own = await creditor(t)
    for (const saveAs of ['A', 'B']) await take(own.client, own.id, table(line('190')), { saveAs })
    const codes = [
      await rename(own, 'A', ' '),
      await rename(own, 'A', 'x'.repeat(101)),
      await rename(own, 'A', 'B'),
      await rename(own, 'A', 'C', 'PAYMENTS'),
      await rename(own, 'A', 'A'),
    ].map(({ error }) => error?.code ?? null)
    expect(codes).toEqual(['NAME_MISSING', 'MAPPING_NAME_TOO_LONG', 'MAPPING_NAME_TAKEN', 'MAPPING_UNKNOWN', null])
  })
})

describe('a table of invoices', () => {
  it('keeps the name of its file within the bound of file names', async () => {
    const own = await creditor(t)
    const file = { name: `${'x'.repeat(5_000)}.csv`, content: Buffer.from(table(line('195'))).toString('base64') }
    const asked = { kind: 'INVOICES', companyId: own.id, file }
    const { mapping, digest } = (await own.client.run(PREVIEW, { input: asked })).tablePreview
    await own.client.run(IMPORT, { input: { ...asked, mapping, digest } })
    const [row] = await t.db.sql<{ name: string }>(
      'SELECT file_name AS name FROM ledger.imported_document WHERE company_id = $1',
      [own.companyId],
    )
    expect(row?.name).toMatch(/^x{214}…x{36}\.csv$/)
  })

  it('is shown as it would be imported, and nothing is written', async () => {
    const own = await creditor(t)
    const content = table(line('100'), line('101', { due: 'huomenna' }), line('102', { total: '-1,00' }))
    const tables = ['sales_invoice', 'customer', 'payment', 'imported_document', 'imported_payment', 'table_mapping']
    const before = await Promise.all(tables.map((name) => countOf(name, own.companyId)))
    const shown = await preview(own.client, own.id, content)
    expect(await Promise.all(tables.map((name) => countOf(name, own.companyId)))).toEqual(before)
    expect(shown).toMatchObject({
      refusal: null,
      rowCount: 3,
      problems: [],
      mappingName: null,
      mapping: { dateOrder: 'DAY_FIRST', decimalSign: 'COMMA', currency: 'EUR' },
    })
    expect(shown.columns[0]).toEqual({ column: 0, heading: 'Laskun numero', samples: ['100', '101', '102'] })
    expect(counts(shown.outcome)).toEqual([1, 0, 0, 2])
    expect(shown.outcome.sums).toEqual([{ amount: '124.00', currency: 'EUR' }])
    expect(shown.outcome.rows.map((row: { row: number; outcome: string }) => [row.row, row.outcome])).toEqual([
      [3, 'REFUSED'],
      [4, 'REFUSED'],
      [2, 'NEW'],
    ])
    expect(shown.outcome.rows[0].problems).toMatchObject([{ code: 'DATE_UNREADABLE', path: 'Eräpäivä', line: 3 }])
    // Its reference is its own: no invoice has it.
    expect(shown.outcome.rows[1].problems).toMatchObject([{ code: 'ORIGINAL_NOT_FOUND', line: 4 }])
  })

  it('imported twice is imported once, and its bad rows never stop the good ones', async () => {
    const own = await creditor(t)
    const content = table(line('110'), line('111', { name: '' }), line('112'))
    const first = await take(own.client, own.id, content)
    expect([first.error, counts(first.outcome)]).toEqual([null, [2, 0, 0, 1]])
    expect(first.outcome.rows.at(-1)).toMatchObject({ outcome: 'NEW', invoice: { number: '112' } })
    const second = await take(own.client, own.id, content)
    expect(counts(second.outcome)).toEqual([0, 2, 0, 1])
    expect(await countOf('sales_invoice', own.companyId)).toBe(2)
    const [row] = await t.db.sql(
      `SELECT source, total, due_on, reference FROM ledger.sales_invoice WHERE company_id = $1 AND number = '110'`,
      [own.companyId],
    )
    expect(row).toMatchObject({ source: 'TABLE', total: 12_400n, due_on: '2026-02-15', reference: referenceOf('110') })
    const acts = await t.db.sql(
      `SELECT after FROM access.audit_entry WHERE company_id = $1 AND action = 'INVOICES_IMPORTED'`,
      [own.companyId],
    )
    expect(acts).toEqual([{ after: { documents: '2', source: 'TABLE' } }])
  })

  it('gives its refused rows back as a file that is mended and imported as it is', async () => {
    const own = await creditor(t)
    const content = table(line('120'), line('121', { due: '31.2.2026' }), line('122', { total: '=1+1' }))
    const { outcome } = await take(own.client, own.id, content)
    expect(counts(outcome)).toEqual([1, 0, 0, 2])
    const refused = outcome.refusedFile as string
    expect(refused).toContain(`${HEAD};Duetto: rivi;Duetto: syy\r\n`)
    expect(refused).toContain(
      '31.2.2026;124,00;1216;3;Eräpäivä: ei ole päivämäärä (DATE_UNREADABLE)\r\n'.replace('1216', referenceOf('121')),
    )
    // What would be a formula is text.
    expect(refused).toContain(";'=1+1;")
    const mended = refused.replace('31.2.2026', '28.2.2026').replace("'=1+1", '12,00')
    expect(counts((await take(own.client, own.id, mended)).outcome)).toEqual([2, 0, 0, 0])
    expect(
      (await take(own.client, own.id, table(line('120'), line('121', { due: '28.2.2026' })))).outcome.refusedFile,
    ).toBeNull()
  })

  it('that is not the one of the preview, or is read in another way, is refused whole', async () => {
    const own = await creditor(t)
    const { digest, mapping } = await preview(own.client, own.id, table(line('130')))
    const changed = await take(own.client, own.id, table(line('130'), line('131')), { digest, mapping })
    expect(changed.error).toEqual({ code: 'TABLE_CHANGED', field: 'digest' })
    const other = { ...mapping, dateOrder: 'MONTH_FIRST' }
    expect((await take(own.client, own.id, table(line('130')), { digest, mapping: other })).error.code).toBe(
      'TABLE_CHANGED',
    )
    const lacking = { ...mapping, columns: mapping.columns.slice(1) }
    expect((await take(own.client, own.id, table(line('130')), { digest, mapping: lacking })).error).toEqual({
      code: 'FIELD_NOT_CHOSEN',
      field: 'mapping.NUMBER',
    })
    expect(await countOf('sales_invoice', own.companyId)).toBe(0)
  })

  it('is read as its mapping was saved when the same headings come again, of this company alone', async () => {
    const own = await creditor(t)
    const other = await creditor(t)
    const odd = 'Tunniste;Kuka;Milloin;Viimeistään;Paljonko\n140;Ostaja;1.2.2026;15.2.2026;124,00\n'
    const shown = await preview(own.client, own.id, odd)
    expect(shown.problems.map(({ field }: { field: string }) => field)).toEqual([
      ...['NUMBER', 'CUSTOMER_NAME', 'ISSUED_ON', 'DUE_ON', 'TOTAL'],
    ])
    const columns = ['NUMBER', 'CUSTOMER_NAME', 'ISSUED_ON', 'DUE_ON', 'TOTAL'].map((field, column) => ({
      column,
      field,
    }))
    const done = await take(own.client, own.id, odd, { mapping: { columns, currency: 'EUR' }, saveAs: ' Kassa ' })
    expect(counts(done.outcome)).toEqual([1, 0, 0, 0])
    const again = await preview(own.client, own.id, odd.replace('140', '141'))
    expect([again.mappingName, again.mapping.columns, counts(again.outcome)]).toEqual(['Kassa', columns, [1, 0, 0, 0]])
    expect((await preview(other.client, other.id, odd)).mappingName).toBeNull()
  })

  it('is judged as it is imported, whatever its rows do to each other', async () => {
    const own = await creditor(t)
    const head = `${HEAD};Hyvitettävä lasku`
    await take(own.client, own.id, [head, `${line('150')};`, ''].join('\n'))
    const content = [
      head,
      `${line('151')};`,
      `${line('151')};`,
      `${line('151', { total: '99,00' })};`,
      `${line('150')};`,
      `${line('150', { total: '1,00' })};`,
      `160;Ostaja;2.2.2026;2.2.2026;-24,00;;151`,
      `161;Ostaja;2.2.2026;2.2.2026;-101,00;;151`,
      `162;Ostaja;2.2.2026;2.2.2026;-124,00;;150`,
      `162;Ostaja;2.2.2026;2.2.2026;-124,00;;150`,
      `163;Ostaja;2.2.2026;2.2.2026;-1,00;;nobody`,
      `163;Ostaja;2.2.2026;2.2.2026;-1,00;;nobody`,
      '',
    ].join('\n')
    const outcomes = (answer: {
      outcome: { rows: { row: number; outcome: string; problems: { code: string }[] }[] }
    }) => answer.outcome.rows.map(({ row, outcome, problems }) => `${row} ${problems[0]?.code ?? outcome}`).sort()
    const shown = await preview(own.client, own.id, content)
    const done = await take(own.client, own.id, content)
    expect(outcomes(done)).toEqual(outcomes(shown))
    expect(outcomes(done)).toMatchInlineSnapshot(`
      [
        "10 ALREADY_THERE",
        "11 ORIGINAL_NOT_FOUND",
        "12 ORIGINAL_NOT_FOUND",
        "2 NEW",
        "3 ALREADY_THERE",
        "4 NUMBER_TAKEN_DIFFERENT",
        "5 ALREADY_THERE",
        "6 NUMBER_TAKEN_DIFFERENT",
        "7 NEW",
        "8 CREDIT_EXCEEDS_OPEN",
        "9 NEW",
      ]
    `)
  })

  it('is always judged as it is imported, table after table on the same books', async () => {
    const own = await creditor(t)
    const head = `${HEAD};Hyvitettävä lasku`
    const number = fc.integer({ min: 901, max: 906 }).map(String)
    const row = fc.oneof(
      fc.tuple(number, fc.constantFrom('124,00', '99,00')).map(([of, total]) => `${line(of, { total })};`),
      fc
        .tuple(fc.integer({ min: 951, max: 953 }), fc.constantFrom('-24,00', '-100,00'), number)
        .map(([of, total, credited]) => `${of};Ostaja;2.2.2026;2.2.2026;${total};;${credited}`),
    )
    const outcomes = (answer: {
      outcome: { rows: { row: number; outcome: string; problems: { code: string }[] }[] }
    }) => answer.outcome.rows.map(({ row: of, outcome, problems }) => `${of} ${problems[0]?.code ?? outcome}`)
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
        const content = [head, ...rows, ''].join('\n')
        const shown = await preview(own.client, own.id, content)
        expect(outcomes(await take(own.client, own.id, content))).toEqual(outcomes(shown))
      }),
      { numRuns: 20 },
    )
  }, 60_000)

  it('imported by two at once is imported once', async () => {
    const own = await creditor(t)
    const content = table(...Array.from({ length: 300 }, (_, index) => line(String(7_000 + index))))
    const answers = await Promise.all([0, 1].map(() => take(own.client, own.id, content)))
    expect(answers.map(({ outcome }) => outcome.newCount + outcome.alreadyThere)).toEqual([300, 300])
    expect(answers.reduce((sum, { outcome }) => sum + outcome.newCount, 0)).toBe(300)
    expect(await countOf('sales_invoice', own.companyId)).toBe(300)
  })

  it('of twenty thousand rows is judged, one more is refused', async () => {
    const own = await creditor(t)
    const lines = Array.from({ length: 20_000 }, (_, index) => line(String(100_000 + index)))
    const shown = await preview(own.client, own.id, table(...lines))
    expect([shown.rowCount, shown.outcome.newCount, shown.outcome.rows.length]).toEqual([20_000, 20_000, 100])
    expect((await preview(own.client, own.id, table(...lines, line('1')))).refusal.code).toBe('TABLE_TOO_LONG')
  }, 60_000)

  it.each(['csv', 'xlsx'] as const)('that Duetto wrote itself as %s is read back: the same books', async (format) => {
    const own = await creditor(t)
    await take(own.client, own.id, `${HEAD};Avoinna;Aputoiminimi\n${line('170')};24,00;Puoti\n${line('171')};124,00;\n`)
    const target = await creditor(t)
    for (const language of ['FI', 'SV', 'EN']) {
      const { file } = await own.client.download('/exports/sales-invoices', { format, language, companyId: own.id })
      expect(counts((await take(own.client, own.id, file)).outcome)).toEqual([0, 2, 0, 0])
      await take(target.client, target.id, file)
    }
    const books = (companyId: bigint) =>
      t.db.sql(
        `SELECT number, reference, issued_on, due_on, currency, total, open, auxiliary_name FROM ledger.sales_invoice
          WHERE company_id = $1 ORDER BY number`,
        [companyId],
      )
    expect(await books(target.companyId)).toEqual(await books(own.companyId))
  })

  it('needs the right, also by a token, and another company does not exist', async () => {
    const own = await creditor(t)
    const auditor = await signedIn(t, await people(t.db, t.app.database).personWith(own.companyId, 'AUDITOR'))
    const stranger = await creditor(t)
    const ask = async (client: Client) => {
      const content = Buffer.from(table(line('180'))).toString('base64')
      const input = { kind: 'INVOICES', companyId: own.id, file: { name: 'x.csv', content } }
      return (await client.ask(PREVIEW, { input })).errors[0]?.extensions.code
    }
    expect([await ask(auditor), await ask(stranger.client), await ask(t.client.fresh())]).toEqual([
      ...['FORBIDDEN', 'NOT_FOUND', 'UNAUTHENTICATED'],
    ])
  })
})

describe('a table of payments', () => {
  const PAYMENTS = 'Laskun numero;Maksupäivä;Summa;Maksaja'
  const iban = madeUpIban(41)

  async function books(): Promise<Creditor> {
    const own = await creditor(t)
    const seller = await people(t.db, t.app.database).businessIdOf(own.companyId)
    const drafts = ['201', '202', '203'].map((number) => ({ seller, number, total: '124.00', iban }))
    await importInvoices(own.client, drafts.map(invoiceFile))
    return own
  }

  const kind = 'PAYMENTS' as const
  const payments = (companyId: bigint) =>
    t.db.sql(
      `SELECT i.number, p.kind, p.paid_on, p.amount, p.payer_name FROM ledger.payment p
        JOIN ledger.sales_invoice i ON i.company_id = p.company_id AND i.id = p.invoice_id
        WHERE p.company_id = $1 ORDER BY p.id`,
      [companyId],
    )

  it('is booked once however often it comes, row by row, equal rows each', async () => {
    const own = await books()
    const rows = [
      '201;1.3.2026;24,00;Ostaja',
      '201;1.3.2026;24,00;Ostaja',
      '202;28.2.2026;124,00;',
      '999;1.3.2026;1,00;',
    ]
    const content = [PAYMENTS, ...rows, ''].join('\n')
    const first = await take(own.client, own.id, content, { kind })
    expect(counts(first.outcome)).toEqual([3, 0, 0, 1])
    expect(first.outcome.rows[0].problems).toMatchObject([{ code: 'INVOICE_NOT_FOUND', line: 5 }])
    expect(counts((await take(own.client, own.id, content, { kind })).outcome)).toEqual([0, 3, 0, 1])
    // The same rows in another file, in another order, with other columns.
    const other = `Summa;Maksaja;Viesti;Maksupäivä;Laskun numero\n24,00;OSTAJA;x;2026-03-01;201\n124,00;;;2026-02-28;202\n`
    expect(counts((await take(own.client, own.id, other, { kind })).outcome)).toEqual([0, 2, 0, 0])
    expect(await payments(own.companyId)).toEqual([
      { number: '201', kind: 'PAYMENT', paid_on: '2026-03-01', amount: 2_400n, payer_name: 'Ostaja' },
      { number: '201', kind: 'PAYMENT', paid_on: '2026-03-01', amount: 2_400n, payer_name: 'Ostaja' },
      { number: '202', kind: 'PAYMENT', paid_on: '2026-02-28', amount: 12_400n, payer_name: null },
    ])
    const acts = await t.db.sql(
      `SELECT after FROM access.audit_entry WHERE company_id = $1 AND action = 'PAYMENTS_IMPORTED'`,
      [own.companyId],
    )
    expect(acts).toEqual([{ after: { payments: '3', source: 'TABLE' } }])
  })

  it('that a bank file brought already is pointed out, and booked only when a person says so', async () => {
    const own = await books()
    const money = [{ archiveId: `A${own.companyId}`, amount: '24.00', reference: referenceOf('203'), on: '2026-03-01' }]
    await importBankFiles(own.client, [bankFile({ iban, id: `S${own.companyId}`, money })])
    const content = `${PAYMENTS}\n203;1.3.2026;24,00;Ostaja\n203;1.3.2026;24,00;Toinen\n203;2.3.2026;24,00;Ostaja\n`
    const shown = await preview(own.client, own.id, content, { kind })
    expect(counts(shown.outcome)).toEqual([2, 0, 1, 0])
    expect(shown.outcome.rows[0]).toMatchObject({ row: 2, outcome: 'DOUBLE', problems: [{ code: 'PROBABLE_DOUBLE' }] })
    expect(counts((await take(own.client, own.id, content, { kind })).outcome)).toEqual([2, 0, 1, 0])
    const sure = await take(own.client, own.id, content, { kind, noDoubles: [2] })
    expect(counts(sure.outcome)).toEqual([1, 2, 0, 0])
    expect(await payments(own.companyId)).toHaveLength(4)
  })

  it('that is more than is open, in the future or in another currency is refused', async () => {
    const own = await books()
    const content = `${PAYMENTS};Valuutta\n201;1.3.2026;124,01;;\n201;3.3.2026;1,00;;\n201;1.3.2026;1,00;;SEK\n201;1.3.2026;-1,00;;\n201;1.3.2026;100,00;;\n201;2.3.2026;100,00;;\n`
    const { outcome } = await take(own.client, own.id, content, { kind })
    expect(
      outcome.rows.map((row: { row: number; problems: { code: string }[] }) => [row.row, row.problems[0]?.code]),
    ).toEqual([
      ...[
        [2, 'EXCEEDS_OPEN'],
        [3, 'DATE_IN_FUTURE'],
        [4, 'CURRENCY_DIFFERS'],
        [5, 'AMOUNT_NOT_POSITIVE'],
        [7, 'EXCEEDS_OPEN'],
      ],
      [6, undefined],
    ])
  })

  it('of a day whose payments come from Netvisor is refused', async () => {
    const own = await books()
    await t.db.sql(
      `INSERT INTO ledger.payment_source (company_id, from_day, source, set_by, set_at) VALUES ($1, '2026-02-25', 'NETVISOR', $2, now())`,
      [own.companyId, own.userId],
    )
    const content = `${PAYMENTS}\n201;24.2.2026;24,00;\n201;25.2.2026;24,00;\n`
    const { outcome } = await take(own.client, own.id, content, { kind })
    expect(counts(outcome)).toEqual([1, 0, 0, 1])
    expect(outcome.rows[0]).toMatchObject({ row: 3, problems: [{ code: 'PAYMENTS_FROM_NETVISOR' }] })
  })

  it('of an invoice that a table brought partly paid is asked, and the bank’s file waits for a person', async () => {
    const own = await creditor(t)
    const reference = referenceOf('240')
    await take(own.client, own.id, `${HEAD};Avoinna;Saajan tili\n${line('240')};100,00;${madeUpIban(43)}\n`)
    const money = [{ archiveId: `B${own.companyId}`, amount: '24.00', reference, on: '2026-02-20' }]
    const { files } = await importBankFiles(own.client, [
      bankFile({ iban: madeUpIban(43), id: `T${own.companyId}`, money }),
    ])
    expect(files[0].transactions[0].transaction).toMatchObject({ state: 'UNMATCHED', reason: 'COUNTED_AT_IMPORT' })
    const { outcome } = await take(own.client, own.id, `${PAYMENTS}\n240;20.2.2026;24,00;\n`, { kind })
    expect([counts(outcome), outcome.rows[0].problems[0].code]).toEqual([[0, 0, 1, 0], 'COUNTED_IN_PAID'])
  })

  it('by reference goes to the invoice that it pays whole, else to the oldest', async () => {
    const own = await creditor(t)
    const seller = await people(t.db, t.app.database).businessIdOf(own.companyId)
    const reference = referenceOf('555')
    await importInvoices(own.client, [
      invoiceFile({ seller, number: '210', total: '50.00', reference, issuedOn: '2026-01-01' }),
      invoiceFile({ seller, number: '211', total: '80.00', reference, issuedOn: '2026-01-10' }),
    ])
    const content = `Viite;Maksupäivä;Summa\n${reference};1.3.2026;80,00\n${reference};1.3.2026;30,00\n`
    expect(counts((await take(own.client, own.id, content, { kind })).outcome)).toEqual([2, 0, 0, 0])
    expect((await payments(own.companyId)).map(({ number }) => number)).toEqual(['211', '210'])
    expect(counts((await take(own.client, own.id, content, { kind })).outcome)).toEqual([0, 2, 0, 0])
  })

  it('on an invoice in the service is a direct payment that the agency hears of', async () => {
    const own = await creditor(t)
    const [invoiceId] = await own.invoiceIds(1)
    await own.client.run(
      'mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { error { code } } }',
      { input: { companyId: own.id, invoiceIds: [invoiceId], afterReminder: 'RETURN', idempotencyKey: 'table' } },
    )
    await t.settle()
    const [invoice] = await t.db.sql('SELECT number FROM ledger.sales_invoice WHERE company_id = $1', [own.companyId])
    const content = `${PAYMENTS}\n${invoice?.number};1.3.2026;24,00;Ostaja\n${invoice?.number};1.3.2026;5,00;Duetto Oy\n`
    const { outcome } = await take(own.client, own.id, content, { kind })
    expect(outcome.rows[0].problems).toMatchObject([{ code: 'SETTLEMENT_OR_DIRECT_PAYMENT', line: 3 }])
    expect(await payments(own.companyId)).toMatchObject([{ kind: 'DIRECT_PAYMENT', amount: 2_400n }])
    await t.settle()
    const [told] = await t.db.sql(
      `SELECT count(*)::int AS n FROM duetto.outbox WHERE company_id = $1 AND kind = 'DIRECT_PAYMENT'`,
      [own.companyId],
    )
    expect(told?.n).toBe(1)
  })
})

it('an id of something else than a company is bad input', async () => {
  const own = await creditor(t)
  const content = Buffer.from('a;b\n1;2\n').toString('base64')
  const input = { kind: 'INVOICES', companyId: encodeId('Send', 1n, 1n), file: { name: 'x.csv', content } }
  expect((await own.client.ask(PREVIEW, { input })).errors[0]?.extensions.code).toBe('BAD_USER_INPUT')
})

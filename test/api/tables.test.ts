import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { creditor } from '../kit/creditor.ts'
import { referenceOf } from '../kit/ledgerFiles.ts'
import { people, signedIn } from '../kit/people.ts'
import { counts, HEAD, IMPORT, line, PREVIEW, preview, table, take } from '../kit/tableImport.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
})
afterAll(() => t.close())

const countOf = async (name: string, companyId: bigint) =>
  Number((await t.db.sql(`SELECT count(*) AS n FROM ledger.${name} WHERE company_id = $1`, [companyId]))[0]?.n)

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

it('an id of something else than a company is bad input', async () => {
  const own = await creditor(t)
  const content = Buffer.from('a;b\n1;2\n').toString('base64')
  const input = { kind: 'INVOICES', companyId: encodeId('Send', 1n, 1n), file: { name: 'x.csv', content } }
  expect((await own.client.ask(PREVIEW, { input })).errors[0]?.extensions.code).toBe('BAD_USER_INPUT')
})

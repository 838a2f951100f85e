import readExcelFile from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../kit/app.ts'
import { type Creditor, creditor } from '../kit/creditor.ts'
import { people, signedIn } from '../kit/people.ts'

let t: TestApp
let own: Creditor
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
})
afterAll(() => t.close())

const overdue = { section: 'OVERDUE' }

describe('exports', () => {
  beforeAll(async () => {
    own = await creditor(t)
    await own.invoiceIds(600, { open: 1_010n })
    await own.invoiceIds(1, { open: 123_456_789n, dueOn: '2026-01-30' })
    await t.db.sql(
      `UPDATE ledger.customer SET name = '=1+1;"x"' WHERE company_id = $1 AND id = (SELECT min(id) FROM ledger.customer WHERE company_id = $1)`,
      [own.companyId],
    )
  })

  it('of invoices in CSV hold every row, exact sums, and no formula', async () => {
    const { status, headers, file } = await own.client.download('/exports/sales-invoices', {
      ...{ format: 'csv', language: 'SV', companyId: own.id, filter: overdue },
    })
    expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8'])
    expect(headers['content-disposition']).toBe('attachment; filename="fakturor-2026-03-02.csv"')
    const text = file.toString('utf8')
    expect(text.startsWith('\uFEFFFaktura;Kund;Referens;Fakturadatum;Förfallodag;Dagar försenad;Totalt;Öppet;')).toBe(
      true,
    )
    expect(text).toContain(`;"'=1+1;""x""";`)
    const lines = text.trimEnd().split('\r\n').slice(1)
    expect(lines.length).toBe(601)
    expect(new Set(lines.map((line) => line.split(';')[0])).size).toBe(601)
    const sum = lines.map((line) => BigInt(line.split(';').at(-8)?.replace(',', '') ?? 0)).reduce((a, b) => a + b)
    expect(sum).toBe(600n * 1_010n + 123_456_789n)
  })

  it('of invoices as a workbook have numbers and days', async () => {
    const { status, file } = await own.client.download('/exports/sales-invoices', {
      ...{ format: 'xlsx', language: 'FI', companyId: own.id, filter: { openFrom: '1000.00' } },
    })
    expect(status).toBe(200)
    const [sheet] = await readExcelFile(file)
    expect(sheet?.sheet).toBe('Laskut')
    const [head, row] = sheet?.data ?? []
    expect(head?.slice(3, 8)).toEqual(['Laskun päivä', 'Eräpäivä', 'Myöhässä pv', 'Yhteensä', 'Avoinna'])
    expect(row?.slice(3, 10)).toEqual([
      ...[new Date('2026-01-16'), new Date('2026-01-30'), 31, 1_234_567.89, 1_234_567.89, 'EUR', 'Erääntynyt'],
    ])
  })

  it('of assignments go across companies', async () => {
    const [invoiceId] = await own.invoiceIds(1)
    await own.client.run(
      'mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { error { code } } }',
      { input: { companyId: own.id, invoiceIds: [invoiceId], afterReminder: 'RETURN', idempotencyKey: 'x' } },
    )
    const { status, file } = await own.client.download('/exports/assignments', { format: 'csv', language: 'EN' })
    expect(status).toBe(200)
    const [head, row, ...more] = file.toString('utf8').trimEnd().split('\r\n')
    expect(head).toContain('Company;')
    expect(row).toContain(';Reminder service;Sent;2026-03-02;2026-02-10;20;2026-03-02;124,00;0,00;0,00;124,00;EUR')
    expect(more).toEqual([])
  })

  it('are refused to a stranger and to nobody, and malformed questions say what is wrong', async () => {
    const make = people(t.db, t.app.database)
    const stranger = await signedIn(t, await make.personWith(await make.company(), 'COMPANY_ADMINISTRATOR'))
    const ask = async (client: typeof stranger, body: object) => {
      const { status, file } = await client.download('/exports/sales-invoices', body)
      return [status, JSON.parse(file.toString('utf8')).errors[0].extensions.code]
    }
    const body = { format: 'csv', companyId: own.id }
    expect(await ask(stranger, body)).toEqual([404, 'NOT_FOUND'])
    expect(await ask(t.client.fresh(), body)).toEqual([401, 'UNAUTHENTICATED'])
    expect(await ask(own.client, { ...body, format: 'pdf' })).toEqual([400, 'BAD_USER_INPUT'])
    expect(await ask(own.client, { ...body, filter: { dueFrom: 'yesterday' } })).toEqual([400, 'BAD_USER_INPUT'])
  })
})

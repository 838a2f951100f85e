import readExcelFile from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../kit/app.ts'
import { type Creditor, creditor, invoiceGlobalId } from '../kit/creditor.ts'
import { people, signedIn } from '../kit/people.ts'

let t: TestApp
let own: Creditor
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
})
afterAll(() => t.close())

const overdue = { section: 'OVERDUE' }
const reminded = { status: 'REMINDED', on: '2026-02-25', letterChannel: 'PRINT', letterCost: '5.00' }

async function change(input: object, client = own.client) {
  const { updateCollectionStatuses } = await client.run(
    `mutation ($input: UpdateCollectionStatusesInput!) { updateCollectionStatuses(input: $input) {
      changed error { code } invoices { invoice { id status history { to reason by } } refusal { code field } } } }`,
    { input: { companyId: own.id, ...input } },
  )
  return updateCollectionStatuses
}

async function totals(filter: object | null) {
  const { salesInvoiceTotals } = await own.client.run(
    `query ($id: ID!, $filter: SalesInvoiceFilter) { salesInvoiceTotals(companyId: $id, filter: $filter) {
      count total { amount currency } open { amount } } }`,
    { id: own.id, filter },
  )
  return salesInvoiceTotals
}

describe('a status set by hand for many (requirement R4)', () => {
  it('changes all that a filter finds, and says of each why not', async () => {
    own = await creditor(t)
    await own.invoiceIds(120)
    const [notDue] = await own.invoiceIds(1, { dueOn: '2026-04-01' })
    const answer = await change({ filter: overdue, expectedCount: 120, ...reminded })
    expect([answer.error, answer.changed]).toEqual([null, 120])
    expect(answer.invoices[0].invoice).toMatchObject({
      status: 'REMINDED',
      history: [
        { to: 'OVERDUE', reason: 'FELL_DUE', by: null },
        { to: 'REMINDED', reason: 'SET_BY_HAND', by: 'COMPANY_ADMINISTRATOR' },
      ],
    })
    const refused = await change({ invoiceIds: [notDue], ...reminded })
    expect(refused).toMatchObject({ changed: 0, error: null, invoices: [{ refusal: { code: 'STATUS_NOT_ALLOWED' } }] })
  })

  it('does nothing when the filter finds another number than was seen', async () => {
    own = await creditor(t)
    await own.invoiceIds(3)
    expect(await change({ filter: overdue, expectedCount: 2, ...reminded })).toEqual({
      ...{ changed: 0, invoices: [], error: { code: 'SELECTION_CHANGED' } },
    })
    expect(await totals(overdue)).toMatchObject([{ count: 3 }])
  })

  it.each([
    ['no invoice', { invoiceIds: [] }, 'NOTHING_SELECTED'],
    ['more than a thousand', { filter: overdue, expectedCount: 1001 }, 'TOO_MANY'],
  ])('is refused for %s', async (_, selection, code) => {
    own = await creditor(t)
    expect((await change({ ...selection, ...reminded })).error).toEqual({ code })
  })

  it('leaves what is in the service to the service, and changes the others', async () => {
    own = await creditor(t)
    const ids = await own.invoiceIds(2)
    await t.db.sql(
      'UPDATE ledger.sales_invoice SET in_service = true WHERE company_id = $1 AND id = (SELECT min(id) FROM ledger.sales_invoice WHERE company_id = $1)',
      [own.companyId],
    )
    const answer = await change({ invoiceIds: ids, ...reminded })
    expect(answer.changed).toBe(1)
    expect(answer.invoices.map((one: { refusal: { code: string } | null }) => one.refusal?.code ?? null)).toEqual([
      ...['IN_SERVICE', null],
    ])
  })

  it('is asked for either by names or by a filter with its count', async () => {
    for (const selection of [{}, { filter: overdue }, { invoiceIds: [], filter: overdue, expectedCount: 0 }]) {
      const { errors } = await own.client.ask(
        `mutation ($input: UpdateCollectionStatusesInput!) { updateCollectionStatuses(input: $input) { changed } }`,
        { input: { companyId: own.id, ...selection, ...reminded } },
      )
      expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT')
    }
  })
})

describe('another act for many invoices', () => {
  const act = async (name: string, input: object) => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
    const shown = `changed error { code } invoices { invoice { id dueOn status disputed customer { collectionProhibited } } refusal { code } }`
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${shown} } }`
    return (await own.client.run(query, { input: { companyId: own.id, ...input } }))[name]
  }
  const refusals = (answer: { invoices: { refusal: { code: string } | null }[] }) =>
    answer.invoices.map(({ refusal }) => refusal?.code ?? null)
  const acts = (action: string) =>
    t.db.sql(
      'SELECT subject_type AS type, after FROM access.audit_entry WHERE company_id = $1 AND action = $2 ORDER BY id',
      [own.companyId, action],
    )

  it('moves the due dates of those that it may, and says of the others why not', async () => {
    own = await creditor(t)
    const [first, second] = await own.invoiceIds(2)
    const [paid] = await own.invoiceIds(1, { total: 12_400n, open: 0n, status: 'PAID' })
    const [there] = await own.invoiceIds(1, { dueOn: '2026-03-20' })
    const input = { invoiceIds: [first, second, paid, there], dueOn: '2026-03-20', reason: 'Sovittu' }
    const answer = await act('changeDueDates', input)
    expect([answer.error, answer.changed]).toEqual([null, 2])
    expect(refusals(answer)).toEqual([null, null, 'NOTHING_OPEN', 'DUE_DATE_SAME'])
    expect(answer.invoices[0].invoice).toMatchObject({ dueOn: '2026-03-20', status: 'OPEN' })
    expect(await acts('DUE_DATE_CHANGED')).toHaveLength(2)
    expect((await act('changeDueDates', { ...input, reason: ' ' })).error.code).toBe('REASON_MISSING')
  })

  it('tells the agency of the due dates of those in the service, as for one', async () => {
    own = await creditor(t)
    const invoiceIds = await own.invoiceIds(2)
    const key = { afterReminder: 'RETURN', idempotencyKey: 'due dates' }
    const SEND = `mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { error { code } } }`
    await own.client.run(SEND, { input: { companyId: own.id, invoiceIds: invoiceIds.slice(0, 1), ...key } })
    const told = async () =>
      (await t.db.sql(`SELECT 1 FROM duetto.outbox WHERE company_id = $1 AND kind <> 'MATERIAL'`, [own.companyId]))
        .length
    const before = await told()
    expect((await act('changeDueDates', { invoiceIds, dueOn: '2026-03-20', reason: 'Sovittu' })).changed).toBe(2)
    expect(await told()).toBe(before + 1)
  })

  it('marks all that a filter finds as disputed, once each, and not what the service has', async () => {
    own = await creditor(t)
    await own.invoiceIds(3)
    await t.db.sql(
      'UPDATE ledger.sales_invoice SET in_service = true WHERE company_id = $1 AND id = (SELECT min(id) FROM ledger.sales_invoice WHERE company_id = $1)',
      [own.companyId],
    )
    const input = { filter: {}, expectedCount: 3, disputed: true, reason: 'Ei toimitettu' }
    expect(refusals(await act('setManyDisputed', input)).sort()).toEqual(['IN_SERVICE', null, null])
    expect(await act('setManyDisputed', input)).toMatchObject({ changed: 2 })
    expect(await acts('DISPUTE_SET')).toHaveLength(2)
    const ended = await act('setManyDisputed', { ...input, disputed: false, reason: 'Selvitetty' })
    expect(ended.invoices.map((one: { invoice: { disputed: boolean } }) => one.invoice.disputed)).toEqual([
      false,
      false,
      false,
    ])
  })

  it('forbids collection of the customers of the invoices, each card once', async () => {
    own = await creditor(t)
    const invoiceIds = await own.invoiceIds(2)
    await t.db.sql(
      'UPDATE ledger.sales_invoice SET customer_id = (SELECT min(customer_id) FROM ledger.sales_invoice WHERE company_id = $1) WHERE company_id = $1',
      [own.companyId],
    )
    const answer = await act('setCollectionProhibited', { invoiceIds, prohibited: true })
    expect(answer).toMatchObject({ changed: 2, error: null })
    expect(answer.invoices[1].invoice.customer).toEqual({ collectionProhibited: true })
    await act('setCollectionProhibited', { invoiceIds, prohibited: true })
    expect(await acts('CUSTOMER_CHANGED')).toEqual([{ type: 'Customer', after: { collectionProhibited: 'true' } }])
    expect((await act('setCollectionProhibited', { invoiceIds: [], prohibited: true })).error.code).toBe(
      'NOTHING_SELECTED',
    )
  })
})

describe('a send of all that a filter finds', () => {
  const send = async (input: object) =>
    (
      await own.client.run(
        `mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) {
          repeated error { code } send { id items { refusal { code } } } } }`,
        { input: { companyId: own.id, afterReminder: 'RETURN', ...input } },
      )
    ).sendToReminderService

  it('sends what was seen, once however often it is asked', async () => {
    own = await creditor(t)
    await own.invoiceIds(101)
    const input = { filter: overdue, expectedCount: 101, idempotencyKey: 'all' }
    const first = await send(input)
    expect([first.error, first.send.items.length]).toEqual([null, 101])
    expect(await totals({ section: 'IN_SERVICE' })).toMatchObject([{ count: 101 }])
    expect(await send(input)).toMatchObject({ repeated: true, error: null, send: { id: first.send.id } })
    expect((await send({ ...input, expectedCount: 100 })).error).toEqual({ code: 'KEY_REUSED' })
    expect((await send({ ...input, idempotencyKey: 'again' })).error).toEqual({ code: 'SELECTION_CHANGED' })
  })
})

describe('the disputed mark', () => {
  const mark = async (input: object) =>
    (
      await own.client.run(
        `mutation ($input: SetDisputedInput!) { setDisputed(input: $input) { error { code }
          invoice { disputed sendableToReminder { code } history { from to reason note } } } }`,
        { input },
      )
    ).setDisputed

  it('keeps the invoice from the service until it is removed, with the reasons in the history', async () => {
    own = await creditor(t)
    const [invoiceId] = await own.invoiceIds(1)
    expect(await mark({ invoiceId, disputed: true, reason: ' ' })).toMatchObject({ error: { code: 'REASON_MISSING' } })
    expect(await mark({ invoiceId, disputed: true, reason: ' Tavara puuttuu ' })).toMatchObject({
      invoice: { disputed: true, sendableToReminder: [{ code: 'DISPUTED' }] },
    })
    const { invoice } = await mark({ invoiceId, disputed: false, reason: 'Sovittu' })
    expect(invoice).toMatchObject({ disputed: false, sendableToReminder: [] })
    expect(invoice.history.slice(-2)).toEqual([
      { from: 'OVERDUE', to: 'OVERDUE', reason: 'DISPUTED', note: 'Tavara puuttuu' },
      { from: 'OVERDUE', to: 'OVERDUE', reason: 'DISPUTE_ENDED', note: 'Sovittu' },
    ])
  })

  it('is not set while the service has the invoice', async () => {
    const id = await own.invoice()
    await t.db.sql('UPDATE ledger.sales_invoice SET in_service = true WHERE company_id = $1 AND id = $2', [
      own.companyId,
      id,
    ])
    const invoiceId = invoiceGlobalId(own.companyId, id)
    expect(await mark({ invoiceId, disputed: true, reason: 'x' })).toMatchObject({ error: { code: 'IN_SERVICE' } })
  })
})

describe('the list', () => {
  const sorts = ['DUE_DATE', 'NUMBER', 'OPEN', 'TOTAL', 'ISSUED', 'CUSTOMER', 'STATUS', 'AUXILIARY_NAME']

  beforeAll(async () => {
    own = await creditor(t)
    for (const [open, dueOn, status] of [
      [500n, '2026-01-10', 'REMINDED'],
      [300n, '2026-04-10', 'OPEN'],
      [500n, '2026-01-10', 'OPEN'],
      [900n, '2025-11-03', 'REQUESTED'],
    ] as const)
      await own.invoice({ open, dueOn, status })
  })

  it.each(sorts.flatMap((sort) => [sort, `${sort}_DESC`]))('by %s page by page gives every row once', async (sort) => {
    const list = (first: number, after: string | null) =>
      own.client.run(
        `query ($id: ID!, $sort: SalesInvoiceSort, $first: Int, $after: String) {
          salesInvoices(companyId: $id, sort: $sort, first: $first, after: $after) { nodes { number } pageInfo { endCursor hasNextPage } } }`,
        { id: own.id, sort, first, after },
      )
    const whole = (await list(100, null)).salesInvoices.nodes
    const seen: unknown[] = []
    let after: string | null = null
    do {
      const { salesInvoices: page } = await list(1, after)
      seen.push(...page.nodes)
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
    } while (after)
    expect(seen).toEqual(whole)
    expect(whole.length).toBe(4)
  })

  it('is narrowed by unpaid amount, and added up', async () => {
    expect(await totals({ openFrom: '5.00', openTo: '8.99' })).toEqual([
      { count: 2, total: { amount: '10.00', currency: 'EUR' }, open: { amount: '10.00' } },
    ])
    expect(await totals(null)).toMatchObject([{ count: 4, open: { amount: '22.00' } }])
    expect(await totals({ ids: [] })).toEqual([])
  })
})

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

describe('days overdue and the newest step of the service', () => {
  const LIST = `query ($id: ID!, $filter: SalesInvoiceFilter, $sort: SalesInvoiceSort, $after: String) {
    salesInvoices(companyId: $id, filter: $filter, sort: $sort, first: 2, after: $after) {
      nodes { id dueOn daysOverdue } pageInfo { hasNextPage endCursor } } }`
  interface InvoicePage {
    nodes: { id: string; dueOn: string; daysOverdue: number }[]
    pageInfo: { hasNextPage: boolean; endCursor: string }
  }
  async function list(sort: string, filter: object = {}): Promise<InvoicePage['nodes']> {
    const rows: InvoicePage['nodes'] = []
    let after: string | null = null
    for (;;) {
      const answer: { salesInvoices: InvoicePage } = await own.client.run(LIST, { id: own.id, filter, sort, after })
      const { salesInvoices } = answer
      rows.push(...salesInvoices.nodes)
      if (!salesInvoices.pageInfo.hasNextPage) return rows
      after = salesInvoices.pageInfo.endCursor
    }
  }

  it('a due date without banking is late from the day after the next banking day', async () => {
    own = await creditor(t)
    // A Friday, a Saturday, the Monday after, and the Saturday before today, a Monday.
    for (const dueOn of ['2026-02-13', '2026-02-14', '2026-02-16', '2026-02-28']) await own.invoice({ dueOn })
    const days = (rows: { dueOn: string; daysOverdue: number }[]) => rows.map((row) => [row.dueOn, row.daysOverdue])
    expect(days(await list('DAYS_OVERDUE_DESC'))).toEqual([
      ['2026-02-13', 17],
      ['2026-02-14', 14],
      ['2026-02-16', 14],
      ['2026-02-28', 0],
    ])
    expect(days(await list('DAYS_OVERDUE'))).toEqual([
      ['2026-02-28', 0],
      ['2026-02-14', 14],
      ['2026-02-16', 14],
      ['2026-02-13', 17],
    ])
  })

  it('lists are ordered and narrowed by the newest step', async () => {
    own = await creditor(t)
    const ids = await own.invoiceIds(3)
    await own.client.run(
      'mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { error { code } } }',
      { input: { companyId: own.id, invoiceIds: ids.slice(0, 2), afterReminder: 'RETURN', idempotencyKey: 'steps' } },
    )
    await t.db.sql(
      `UPDATE duetto.assignment SET newest_event_type = 'REMINDER_SENT', newest_event_on = '2026-02-20'
       WHERE company_id = $1 AND id = (SELECT min(id) FROM duetto.assignment WHERE company_id = $1)`,
      [own.companyId],
    )
    const [older, newer, none] = ids as [string, string, string]
    const found = async (sort: string, filter?: object) => (await list(sort, filter)).map(({ id }) => id)
    expect(await found('NEWEST_STEP')).toEqual([none, older, newer])
    expect(await found('NEWEST_STEP_DESC')).toEqual([newer, older, none])
    expect(await found('NUMBER', { newestSteps: ['REMINDER_SENT'] })).toEqual([older])
    expect(await found('NEWEST_STEP', { stepFrom: '2026-02-21' })).toEqual([newer])
    expect(await found('NUMBER', { stepTo: '2026-02-20' })).toEqual([older])
    expect(await totals({ newestSteps: ['SENT'] })).toMatchObject([{ count: 1 }])
  })

  it('a file has the columns that are shown, in their order, sorted and narrowed as shown', async () => {
    const text = async (body: object) => {
      const { status, file } = await own.client.download('/exports/sales-invoices', {
        ...{ format: 'csv', language: 'FI', companyId: own.id, ...body },
      })
      return [status, ...file.toString('utf8').replace('\uFEFF', '').trimEnd().split('\r\n')]
    }
    expect(await text({ columns: ['customer', 'open', 'due'], sort: 'CUSTOMER_DESC', filter: overdue })).toEqual([
      200,
      'Asiakas;Avoinna;Valuutta;Eräpäivä',
      expect.stringMatching(/^Asiakas \d+;124,00;EUR;2026-02-10$/),
    ])
    expect((await text({ columns: ['number', 'event', 'balance'], sort: 'NEWEST_STEP_DESC' })).slice(1)).toEqual([
      'Lasku;Uusin vaihe;Uusin tapahtuma;Saldo;Valuutta',
      expect.stringMatching(/^\d+;Lähetetty palveluun;2026-03-02;124,00;EUR$/),
      expect.stringMatching(/^\d+;.*;2026-02-20;124,00;EUR$/),
      expect.stringMatching(/^\d+;;;;EUR$/),
    ])
    await t.db.sql('UPDATE ledger.customer SET collection_prohibited = true, street = NULL WHERE company_id = $1', [
      own.companyId,
    ])
    expect((await text({ columns: ['number', 'status', 'problems'], filter: overdue })).slice(1)).toEqual([
      'Lasku;Tila;Kiistetty;Perintäkielto;Ennen lähetystä',
      expect.stringMatching(/^\d+;Erääntynyt;;kyllä;Asiakaskortilla on perintäkielto, Osoite puuttuu$/),
    ])
    expect((await text({ columns: ['secret'] }))[0]).toBe(400)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../kit/app.ts'
import { type Creditor, creditor, invoiceGlobalId } from '../kit/creditor.ts'
import { invoiceTotals } from '../kit/invoiceTotals.ts'

let t: TestApp
let own: Creditor
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
})
afterAll(() => t.close())

const overdue = { section: 'OVERDUE' }

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
    expect(await invoiceTotals(own, { openFrom: '5.00', openTo: '8.99' })).toEqual([
      { count: 2, total: { amount: '10.00', currency: 'EUR' }, open: { amount: '10.00' } },
    ])
    expect(await invoiceTotals(own, null)).toMatchObject([{ count: 4, open: { amount: '22.00' } }])
    expect(await invoiceTotals(own, { ids: [] })).toEqual([])
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
    expect(await invoiceTotals(own, { newestSteps: ['SENT'] })).toMatchObject([{ count: 1 }])
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

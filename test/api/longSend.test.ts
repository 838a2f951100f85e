import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Sweep } from '../../server/src/duetto/sweep.ts'
import { decodeId } from '../../server/src/kernel/globalId.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import { type Creditor, creditor, invoiceGlobalId } from '../kit/creditor.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
})
afterAll(() => t.close())

const FACTS = `id state askedCount waitingCount sentCount refusedCount finishedAt principal { amount } fee { amount } feeVat { amount }
  refusals { code count } itemPage(first: 3) { nodes { outcome } pageInfo { hasNextPage } }`
const REMIND = `mutation ($input: SendToReminderServiceInput!) {
  sendToReminderService(input: $input) { send { ${FACTS} } repeated error { code } } }`
const SEND = `query ($id: ID!) { send(id: $id) { ${FACTS} items { invoice { id } outcome refusal { code } assignment { stage } } } }`
const CHECK = `query ($input: SendCheckInput!, $first: Int, $after: String, $onlyProblems: Boolean, $code: String) {
  sendCheck(input: $input) { count sendableCount problemCount principal { amount currency }
    price { amount } fee { amount } feeVat { amount } feeTotal { amount } problems { code isRemark count invoiceIds }
    items(first: $first, after: $after, onlyProblems: $onlyProblems, code: $code) {
      nodes { invoice { id number } problems { code } remarks { code } } pageInfo { hasNextPage endCursor } } } }`

let keys = 0
const newKey = () => `long-${++keys}`

const begin = async (company: Creditor, more: object, idempotencyKey = newKey()) => {
  const input = { companyId: company.id, afterReminder: 'RETURN', inBackground: true, idempotencyKey, ...more }
  return (await company.client.run(REMIND, { input })).sendToReminderService
}
const look = async (company: Creditor, id: string) => (await company.client.run(SEND, { id })).send
const check = async (company: Creditor, more: object, page: object = {}) =>
  (await company.client.run(CHECK, { input: { companyId: company.id, kind: 'REMINDER', ...more }, ...page })).sendCheck
const overdue = { filter: { section: 'OVERDUE' } }
const localId = (id: string) => BigInt(decodeId(id)?.localId ?? 0)

/** Many invoices at once: one by one they would take a while to make. */
async function many(company: Creditor, count: number): Promise<void> {
  const id = await company.invoice()
  await t.db.sql(
    `INSERT INTO ledger.sales_invoice (company_id, customer_id, number, issued_on, due_on, overdue_from, currency, total, open, status,
       source, imported_at)
     SELECT company_id, customer_id, number || '-' || n, issued_on, due_on, overdue_from, currency, total, open, status, source, imported_at
     FROM ledger.sales_invoice, generate_series(1, $2) n WHERE id = $1`,
    [id, count - 1],
  )
}

describe('a long send', () => {
  it('answers at once, and every invoice gets its answer in the background', async () => {
    const company = await creditor(t)
    await company.invoiceIds(120)
    await company.invoiceIds(3, { hasAddress: false })
    const { send, repeated, error } = await begin(company, { ...overdue, expectedCount: 123 })
    expect({ repeated, error }).toEqual({ repeated: false, error: null })
    expect(send).toMatchObject({ state: 'SENDING', askedCount: 123, waitingCount: 123, sentCount: 0, finishedAt: null })
    expect(send.itemPage.nodes.map((item: { outcome: string }) => item.outcome)).toEqual([
      'WAITING',
      'WAITING',
      'WAITING',
    ])
    await t.settle()
    expect(await look(company, send.id)).toMatchObject({
      ...{ state: 'DONE', waitingCount: 0, sentCount: 120, refusedCount: 3, finishedAt: '2026-03-02T10:00:00.000Z' },
      ...{ principal: { amount: '14880.00' }, fee: { amount: '114.00' }, feeVat: { amount: '29.07' } },
      refusals: [{ code: 'ADDRESS_MISSING', count: 3 }],
    })
    const [books] = await t.db.sql(
      `SELECT count(*)::int AS assignments, count(DISTINCT invoice_id)::int AS invoices,
         (SELECT count(*)::int FROM duetto.outbox o WHERE o.company_id = $1 AND kind = 'MATERIAL') AS material
       FROM duetto.assignment WHERE company_id = $1`,
      [company.companyId],
    )
    expect(books).toEqual({ assignments: 120, invoices: 120, material: 120 })
  })

  it('shows how far it has come between its batches, and goes on where it stopped after a crash', async () => {
    const company = await creditor(t)
    await company.invoiceIds(120)
    const { send } = await begin(company, { ...overdue, expectedCount: 120 })
    // The process dies after the first batch: the job that would have gone on is lost with it.
    const sendId = localId(send.id)
    expect(await t.app.duetto.sendWork.sendBatch(company.companyId, sendId)).toBe(true)
    expect(await look(company, send.id)).toMatchObject({ state: 'SENDING', sentCount: 50, waitingCount: 70 })
    await Promise.all([
      t.app.duetto.sendWork.run(company.companyId, sendId),
      t.app.duetto.sendWork.run(company.companyId, sendId),
    ])
    await t.settle()
    const done = await look(company, send.id)
    expect(done).toMatchObject({ state: 'DONE', sentCount: 120, waitingCount: 0, fee: { amount: '114.00' } })
    expect(new Set(done.items.map((item: { invoice: { id: string } }) => item.invoice.id)).size).toBe(120)
    const [count] = await t.db.sql('SELECT count(*)::int AS n FROM duetto.assignment WHERE company_id = $1', [
      company.companyId,
    ])
    expect(count).toEqual({ n: 120 })
  })

  it('is one send however often it is asked for, and its key tells whether the request arrived', async () => {
    const company = await creditor(t)
    await company.invoiceIds(60)
    const key = newKey()
    const BY_KEY = 'query ($c: ID!, $k: String!) { sendByKey(companyId: $c, idempotencyKey: $k) { id state } }'
    const byKey = async () => (await company.client.run(BY_KEY, { c: company.id, k: key })).sendByKey
    expect(await byKey()).toBeNull()
    const request = { ...overdue, expectedCount: 60 }
    const answers = await Promise.all([1, 2, 3].map(() => begin(company, request, key)))
    await t.settle()
    const late = await begin(company, request, key)
    expect(new Set([...answers, late].map(({ send }) => send.id)).size).toBe(1)
    expect(late).toMatchObject({ repeated: true, error: null, send: { state: 'DONE', sentCount: 60 } })
    expect(await byKey()).toEqual({ id: late.send.id, state: 'DONE' })
    const other = await begin(company, { ...request, leaveOutProblems: true }, key)
    expect(other.error.code).toBe('KEY_REUSED')
  })

  it('takes all that match beyond a thousand, and each invoice once though two sends hold it', async () => {
    const company = await creditor(t)
    await many(company, 1_150)
    const input = { companyId: company.id, afterReminder: 'RETURN', ...overdue, expectedCount: 1_150 }
    const first = await company.client.run(REMIND, { input: { ...input, idempotencyKey: newKey() } })
    const second = await company.client.run(REMIND, { input: { ...input, idempotencyKey: newKey() } })
    expect(first.sendToReminderService.send).toMatchObject({ state: 'SENDING', askedCount: 1_150 })
    await t.settle()
    const done = await Promise.all(
      [first, second].map((one) =>
        company.client.run(`query ($id: ID!) { send(id: $id) { ${FACTS} } }`, {
          id: one.sendToReminderService.send.id,
        }),
      ),
    )
    const sent = done.map(({ send }) => send.sentCount).reduce((a: number, b: number) => a + b, 0)
    expect(sent).toBe(1_150)
    expect(done.map(({ send }) => send.state)).toEqual(['DONE', 'DONE'])
    const [count] = await t.db.sql('SELECT count(*)::int AS n FROM duetto.assignment WHERE company_id = $1', [
      company.companyId,
    ])
    expect(count).toEqual({ n: 1_150 })
  }, 60_000)

  it('leaves out what cannot go when asked to, and stops with the service', async () => {
    const company = await creditor(t)
    await company.invoiceIds(2)
    await company.invoiceIds(2, { collectionProhibited: true })
    const { send } = await begin(company, { ...overdue, expectedCount: 4, leaveOutProblems: true })
    expect(send).toMatchObject({ askedCount: 2, waitingCount: 2 })
    await t.db.sql(`UPDATE duetto.activation SET state = 'REMOVED' WHERE company_id = $1`, [company.companyId])
    await t.settle()
    expect(await look(company, send.id)).toMatchObject({
      ...{ state: 'DONE', sentCount: 0, refusedCount: 2 },
      refusals: [{ code: 'SERVICE_NOT_ACTIVE', count: 2 }],
    })
  })

  it('does not know invoices of another company', async () => {
    const company = await creditor(t)
    const [foreign] = await (await creditor(t)).invoiceIds(1)
    const input = { companyId: company.id, invoiceIds: [foreign], afterReminder: 'RETURN', inBackground: true }
    const { errors } = await company.client.ask(REMIND, { input: { ...input, idempotencyKey: newKey() } })
    expect(errors.map((error) => error.extensions.code)).toEqual(['NOT_FOUND'])
  })

  it('that nobody works on any more is taken up by the nightly sweep', async () => {
    const company = await creditor(t)
    await company.invoiceIds(1)
    const { send } = await begin(company, { ...overdue, expectedCount: 1 })
    await t.db.sql(`DELETE FROM graphile_worker._private_jobs`)
    await t.settle()
    expect((await look(company, send.id)).state).toBe('SENDING')
    await new Sweep(t.app.database, 'http://localhost:4000', () => t.clock.now()).run()
    await t.settle()
    expect(await look(company, send.id)).toMatchObject({ state: 'DONE', sentCount: 1 })
  })
})

describe('before sending', () => {
  it('every invoice of the selection is judged, with the fee of those that go', async () => {
    const company = await creditor(t)
    const good = await company.invoiceIds(101)
    await company.invoiceIds(2, { hasAddress: false })
    const shown = await check(company, overdue, { first: 100 })
    expect(shown).toMatchObject({
      ...{ count: 103, sendableCount: 101, problemCount: 2 },
      principal: [{ amount: '12524.00', currency: 'EUR' }],
      ...{
        price: { amount: '0.95' },
        fee: { amount: '95.95' },
        feeVat: { amount: '24.47' },
        feeTotal: { amount: '120.42' },
      },
    })
    expect(shown.problems).toMatchObject([{ code: 'ADDRESS_MISSING', isRemark: false, count: 2 }])
    const rest = await check(company, overdue, { first: 100, after: shown.items.pageInfo.endCursor })
    const all = [...shown.items.nodes, ...rest.items.nodes].map((item) => item.invoice.id)
    expect(new Set(all).size).toBe(103)
    expect(all).toEqual(expect.arrayContaining(good))
    const only = await check(company, overdue, { first: 10, onlyProblems: true })
    expect(only.items.nodes.map((item: { problems: { code: string }[] }) => item.problems[0]?.code)).toEqual([
      'ADDRESS_MISSING',
      'ADDRESS_MISSING',
    ])
    expect(only.problems[0].invoiceIds).toEqual(
      only.items.nodes.map((item: { invoice: { id: string } }) => item.invoice.id),
    )
  })

  it('tells each kind of problem', async () => {
    const company = await creditor(t)
    const disputed = await company.invoice()
    await t.db.sql('UPDATE ledger.sales_invoice SET disputed = true WHERE id = $1', [disputed])
    const short = await company.invoice()
    await t.db.sql('UPDATE ledger.sales_invoice SET issued_on = due_on - 10 WHERE id = $1', [short])
    const ids = [
      disputed,
      await company.invoice({ dueOn: '2026-04-01' }),
      await company.invoice({ status: 'REMINDED' }),
      await company.invoice({ hasAddress: false }),
      await company.invoice({ collectionProhibited: true }),
      await company.invoice({ currency: 'SEK' }),
      await company.invoice({ open: 0n, total: 100n, status: 'PAID' }),
      await company.invoice({ dueOn: '2022-01-10' }),
      short,
    ].map((id) => invoiceGlobalId(company.companyId, id))
    const { items, problems } = await check(company, { invoiceIds: ids }, { first: 20 })
    expect(
      items.nodes.map((item: { problems: { code: string }[] }) => item.problems.map(({ code }) => code).join()),
    ).toEqual([
      'DISPUTED',
      'NOT_OVERDUE',
      'ALREADY_REMINDED',
      'ADDRESS_MISSING',
      'COLLECTION_PROHIBITED',
      'CURRENCY_NOT_EURO',
      'NOTHING_OPEN',
      'PRESCRIBED',
      '',
    ])
    expect(items.nodes.at(-1).remarks).toEqual([{ code: 'TERM_TOO_SHORT' }])
    expect(problems.at(-1)).toMatchObject({ code: 'TERM_TOO_SHORT', isRemark: true, count: 1 })
    const one = await check(company, { invoiceIds: ids }, { code: 'DISPUTED' })
    expect(one.items.nodes).toHaveLength(1)
  })

  it('nothing of another company is judged', async () => {
    const company = await creditor(t)
    const foreign = await (await creditor(t)).invoiceIds(1)
    expect(await check(company, { invoiceIds: foreign })).toMatchObject({ count: 0, sendableCount: 0 })
  })
})

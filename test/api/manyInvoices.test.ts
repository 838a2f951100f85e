import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../kit/app.ts'
import { type Creditor, creditor } from '../kit/creditor.ts'
import { invoiceTotals } from '../kit/invoiceTotals.ts'

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
    expect(await invoiceTotals(own, overdue)).toMatchObject([{ count: 3 }])
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
    expect(await invoiceTotals(own, { section: 'IN_SERVICE' })).toMatchObject([{ count: 101 }])
    expect(await send(input)).toMatchObject({ repeated: true, error: null, send: { id: first.send.id } })
    expect((await send({ ...input, expectedCount: 100 })).error).toEqual({ code: 'KEY_REUSED' })
    expect((await send({ ...input, idempotencyKey: 'again' })).error).toEqual({ code: 'SELECTION_CHANGED' })
  })
})

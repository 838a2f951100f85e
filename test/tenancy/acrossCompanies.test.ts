import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestApp, testApp } from '../kit/app.ts'
import { type Creditor, creditor } from '../kit/creditor.ts'
import { people, signedIn } from '../kit/people.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
})
afterAll(() => t.close())

/** A company with a send of two invoices and a payment on a third. */
async function busy(): Promise<Creditor> {
  const own = await creditor(t)
  const send = await own.client.run(
    `mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { error { code } send { sentCount } } }`,
    {
      input: {
        companyId: own.id,
        invoiceIds: await own.invoiceIds(2),
        afterReminder: 'RETURN',
        idempotencyKey: `k${own.companyId}`,
      },
    },
  )
  expect(send.sendToReminderService).toEqual({ error: null, send: { sentCount: 2 } })
  const [invoiceId] = await own.invoiceIds(1)
  const paid = await own.client.run(
    `mutation ($input: RegisterPaymentInput!) { registerPayment(input: $input) { error { code } } }`,
    {
      input: {
        invoiceId,
        amount: '1.00',
        paidOn: '2026-03-01',
        idempotencyKey: `p${own.companyId}`,
      },
    },
  )
  expect(paid.registerPayment).toEqual({ error: null })
  return own
}

it('lists sends and payments of all companies within reach and of no other, the newest first', async () => {
  const [first, second] = [await busy(), await busy()]
  await busy()
  const make = people(t.db, t.app.database)
  const member = await make.user()
  await make.masterId([member], [first.companyId, second.companyId])
  const client = await signedIn(t, member)
  const ask = '{ sends { nodes { company { id } } } payments { nodes { company { id } } } }'
  const newestFirst = { nodes: [{ company: { id: second.id } }, { company: { id: first.id } }] }
  expect(await client.run(ask)).toEqual({ sends: newestFirst, payments: newestFirst })
  expect(await first.client.run(ask)).toEqual({
    sends: { nodes: [{ company: { id: first.id } }] },
    payments: { nodes: [{ company: { id: first.id } }] },
  })
  const payroll = await make.personWith(first.companyId, 'PAYROLL_ACCOUNTANT')
  const nothing = { nodes: [] }
  expect(await (await signedIn(t, payroll)).run(ask)).toEqual({ sends: nothing, payments: nothing })
  expect((await t.client.fresh().ask(ask)).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED')
})

it('goes through them page by page', async () => {
  const [first, second] = [await busy(), await busy()]
  const make = people(t.db, t.app.database)
  const member = await make.user()
  await make.masterId([member], [first.companyId, second.companyId])
  const client = await signedIn(t, member)
  for (const list of ['sends', 'payments']) {
    const page = async (after: string | null) =>
      (
        await client.run(
          `query ($after: String) { list: ${list}(first: 1, after: $after) { nodes { company { id } } pageInfo { hasNextPage endCursor } } }`,
          { after },
        )
      ).list
    const one = await page(null)
    const two = await page(one.pageInfo.endCursor)
    expect([one, two].map(({ nodes, pageInfo }) => [nodes[0].company.id, pageInfo.hasNextPage])).toEqual([
      [second.id, true],
      [first.id, false],
    ])
  }
})

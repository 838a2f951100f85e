import readExcelFile from 'read-excel-file/node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { encodeCursor } from '../../server/src/kernel/globalId.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import { type Creditor, creditor } from '../kit/creditor.ts'
import { people, signedIn } from '../kit/people.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
})
afterAll(() => t.close())

const figures = `currency arrivedCount arrived { amount } paidCount paid { amount } settled { amount } fee { amount } closedCount paidInFullCount`
const report = `query ($from: Date!, $to: Date!) {
  report(from: $from, to: $to) { nodes { company { id } figures { ${figures} } } }
  reportTotals(from: $from, to: $to) { ${figures} }
  reportMonths(from: $from, to: $to) { month arrived { amount } paid { amount } } }`
const march = { from: '2026-03-01', to: '2026-03-31' }

let serial = 0
async function pay(own: Creditor, invoiceId: string, amount: string, settlement: boolean): Promise<void> {
  serial += 1
  const { registerPayment } = await own.client.run(
    'mutation ($input: RegisterPaymentInput!) { registerPayment(input: $input) { error { code } } }',
    { input: { invoiceId, amount, settlement, paidOn: '2026-04-01', idempotencyKey: `r${serial}` } },
  )
  expect(registerPayment).toEqual({ error: null })
}

/** On 2 March two invoices of 124.00 are sent; on 1 April one of them is paid past the agency. */
async function sentInMarchPaidInApril(): Promise<Creditor> {
  t.clock.set('2026-03-02')
  const own = await creditor(t)
  const invoiceIds = await own.invoiceIds(2)
  const { sendToReminderService } = await own.client.run(
    'mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { error { code } } }',
    { input: { companyId: own.id, invoiceIds, afterReminder: 'RETURN', idempotencyKey: 'one' } },
  )
  expect(sendToReminderService).toEqual({ error: null })
  await t.settle()
  t.clock.set('2026-04-01')
  await pay(own, invoiceIds[0] as string, '124.00', false)
  await t.settle()
  return own
}

it('counts each event in the period in which it happened', async () => {
  const own = await sentInMarchPaidInApril()
  const inMarch = await own.client.run(report, march)
  expect(inMarch.reportTotals).toMatchObject([
    { currency: 'EUR', arrivedCount: 2, arrived: { amount: '248.00' }, paidCount: 0, paid: { amount: '0.00' } },
  ])
  expect(inMarch.reportTotals[0].fee.amount).not.toBe('0.00')
  const inApril = await own.client.run(report, { from: '2026-04-01', to: '2026-04-30' })
  expect(inApril.report.nodes).toEqual([{ company: { id: own.id }, figures: inApril.reportTotals[0] }])
  expect(inApril.reportTotals).toMatchObject([
    {
      arrivedCount: 0,
      paidCount: 1,
      paid: { amount: '124.00' },
      fee: { amount: '0.00' },
      closedCount: 1,
      paidInFullCount: 1,
    },
  ])
  const both = await own.client.run(report, { from: '2026-03-01', to: '2026-04-30' })
  expect(both.reportMonths).toEqual([
    { month: '2026-03-01', arrived: { amount: '248.00' }, paid: { amount: '0.00' } },
    { month: '2026-04-01', arrived: { amount: '0.00' }, paid: { amount: '124.00' } },
  ])
  expect((await own.client.run(report, { from: '2026-05-01', to: '2026-05-31' })).report.nodes).toEqual([])
})

it('adds companies up for a Master-ID, page by page, and gives the same as a file', async () => {
  const companies = [await sentInMarchPaidInApril(), await sentInMarchPaidInApril()]
  const make = people(t.db, t.app.database)
  const member = await make.user()
  await make.masterId(
    [member],
    companies.map(({ companyId }) => companyId),
  )
  const client = await signedIn(t, member)
  const { reportTotals } = await client.run(report, march)
  expect(reportTotals).toMatchObject([{ arrivedCount: 4, arrived: { amount: '496.00' } }])
  const page = async (
    after: string | null,
  ): Promise<{ nodes: object[]; pageInfo: { endCursor: string; hasNextPage: boolean } }> =>
    (
      await client.run(
        `query ($from: Date!, $to: Date!, $after: String) { report(from: $from, to: $to, first: 1, after: $after) {
          nodes { company { id } } pageInfo { endCursor hasNextPage } } }`,
        { ...march, after },
      )
    ).report
  const first = await page(null)
  const second = await page(first.pageInfo.endCursor)
  expect([...first.nodes, ...second.nodes]).toEqual(companies.map(({ id }) => ({ company: { id } })))
  expect(second.pageInfo.hasNextPage).toBe(false)
  const { file } = await client.download('/exports/report', { ...march, format: 'xlsx', language: 'EN' })
  const [sheet] = await readExcelFile(file)
  expect(sheet?.data.map((row) => row.slice(2, 5))).toEqual([
    ['Currency', 'Arrived, number', 'Arrived, principal'],
    ['EUR', 2, 248],
    ['EUR', 2, 248],
  ])
})

it('refuses a cursor that it has not written', async () => {
  const own = await creditor(t)
  const query = `query ($from: Date!, $to: Date!, $after: String) { report(from: $from, to: $to, after: $after) { nodes { company { id } } } }`
  for (const last of ['00000000-0000-0000-0000-000000000000', 'x', '-1']) {
    const after = encodeCursor(['Yhtiö', 'EUR', last])
    const { errors } = await own.client.ask(query, { ...march, after })
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT'])
  }
})

it('refuses a period that ends before it begins', async () => {
  const own = await creditor(t)
  const { errors } = await own.client.ask(report, { from: '2026-04-01', to: '2026-03-01' })
  expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT')
})

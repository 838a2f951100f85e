import { afterAll, beforeAll, expect, it } from 'vitest'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import type { Client } from '../kit/client.ts'
import { ledgerPage } from '../kit/ledgerPage.ts'
import { type NetvisorBench, USER } from '../kit/netvisor.ts'
import { type NetvisorApp, netvisorApp } from '../kit/netvisorApp.ts'
import { people, signedIn } from '../kit/people.ts'

/**
 * A company keeps its sales ledger in Netvisor: from an invoice that fell due there, through the service, to a debtor who
 * pays the company itself (requirements O2, O5, O6).
 */
let t: NetvisorApp
let netvisor: NetvisorBench
let company: bigint
let companyId: string
let client: Client

beforeAll(async () => {
  t = await netvisorApp('2026-02-02')
  const all = people(t.db, t.app.database)
  company = await all.company('Mallitalo Oy')
  companyId = encodeId('Company', company, company)
  netvisor = t.netvisor.of(await all.businessIdOf(company))
  client = await signedIn(t, await all.personWith(company, 'COMPANY_ADMINISTRATOR'))
  await t.db.sql(`INSERT INTO duetto.activation (company_id, state, changed_at) VALUES ($1, 'ACTIVE', now())`, [
    company,
  ])
})
afterAll(() => t.close())

async function act(name: string, type: string, input: object, fields = '') {
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} error { code message } } }`
  const answer = (await client.run(query, { input }))[name]
  await t.settle()
  expect(answer.error).toBeNull()
  return answer
}

/** A day as it passes: the calendar of both books, and what the program does by itself. */
async function on(day: string) {
  t.clock.set(day)
  await t.app.ledger.nightly.run()
  await t.app.agency.calendar.advance(calendarDate(day))
  await t.settle()
  await t.app.ledger.netvisor.tick()
  await t.settle()
}

async function idOf(number: string): Promise<string> {
  const [row] = await t.db.sql<{ id: bigint }>(
    'SELECT id FROM ledger.sales_invoice WHERE company_id = $1 AND number = $2',
    [company, number],
  )
  return encodeId('SalesInvoice', company, row?.id ?? 0n)
}

/** What the agency was told, in the order of the messages. */
async function told(): Promise<string[]> {
  const rows = await t.db.sql<{ text: string }>(
    `SELECT o.kind || coalesce(' ' || (o.message -> 'body' -> 'amount' ->> 'amount'), '') AS text
      FROM duetto.outbox o WHERE o.company_id = $1 ORDER BY o.id`,
    [company],
  )
  return rows.map(({ text }) => text)
}

it('an invoice of Netvisor goes through the service, and what the debtor pays past it is told once', async () => {
  const customer = netvisor.customer({
    name: 'Maija Mallinen',
    code: 'M1',
    street: 'Mallikatu 1',
    postCode: '00100',
    town: 'Helsinki',
  })
  const invoice = netvisor.invoice({
    number: '701',
    total: '124.00',
    issuedOn: '2026-01-02',
    dueOn: '2026-01-16',
    reference: '1070',
    customer,
    substatus: 'overdue',
  })
  await act('connectNetvisor', 'ConnectNetvisorInput', { companyId, ...USER })
  await act('setPaymentSource', 'SetPaymentSourceInput', { companyId, source: 'NETVISOR', from: '2026-02-02' })
  await act('setStatusMaster', 'SetStatusMasterInput', { companyId, master: 'NETVISOR' })

  await on('2026-02-03')
  const send = { companyId, invoiceIds: [await idOf('701')], afterReminder: 'CONTINUE', idempotencyKey: 'a' }
  await act('sendToReminderService', 'SendToReminderServiceInput', send, 'send { id }')
  await on('2026-02-04')
  await on('2026-02-05')
  // The agency keeps the status, and Netvisor hears of it although it masters the others (O2).
  expect(netvisor.told).toEqual(['701 reminded'])

  // Somebody sets it back in Netvisor: while it is in the service that does not count.
  netvisor.change(invoice, { substatus: 'overdue' })
  const key = netvisor.payment({
    ...{ invoice: '701', sum: '24.00', on: '2026-02-05' },
    ...{ reference: '1070', name: 'Maija Mallinen' },
  })
  await on('2026-02-06')
  await on('2026-02-07')
  expect(netvisor.told).toEqual(['701 reminded', '701 reminded'])
  expect(netvisor.statusOf('701')).toBe('reminded')
  expect((await told()).filter((line) => line.startsWith('DIRECT'))).toEqual(['DIRECT_PAYMENT 24.00'])

  netvisor.changePayment(key, { bankStatus: 'FAILED' })
  await on('2026-02-08')
  netvisor.payment({ invoice: '701', sum: '124.00', on: '2026-02-08', reference: '1070', name: 'Maija Mallinen' })
  await on('2026-02-09')
  await on('2026-02-10')
  expect((await told()).filter((line) => line.startsWith('DIRECT'))).toEqual([
    'DIRECT_PAYMENT 24.00',
    'DIRECT_PAYMENT_REVERSED 24.00',
    'DIRECT_PAYMENT 124.00',
  ])
  expect(await ledgerPage(t.db, '701')).toMatchSnapshot()
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import {
  bankFile,
  type InvoiceDraft,
  importBankFiles,
  importInvoices,
  invoiceFile,
  type MoneyDraft,
  referenceOf,
} from '../kit/ledgerFiles.ts'
import { ledgerPage } from '../kit/ledgerPage.ts'
import { people, signedIn } from '../kit/people.ts'

let t: TestApp
let company: bigint
let seller: string
let client: Client

beforeAll(async () => {
  t = await testApp({ now: '2026-01-07' })
  const all = people(t.db, t.app.database)
  company = await all.company('Mallitalo Oy')
  seller = await all.businessIdOf(company)
  client = await signedIn(t, await all.personWith(company, 'ALL_RIGHTS'))
  await t.db.sql(`INSERT INTO duetto.activation (company_id, state, changed_at) VALUES ($1, 'ACTIVE', now())`, [
    company,
  ])
})
afterAll(() => t.close())

/** A new day: what the calendar does by itself is done. */
async function on(day: string) {
  t.clock.set(day)
  await t.app.ledger.nightly.run()
  await t.app.agency.calendar.advance(calendarDate(day))
  await t.settle()
}

const ids = new Map<string, string>()

async function invoice(draft: Omit<InvoiceDraft, 'seller'>) {
  const { files } = await importInvoices(client, [invoiceFile({ ...draft, seller })])
  const [document] = files[0].documents
  expect(document.refusal).toBeNull()
  if (document.invoice) ids.set(draft.number, document.invoice.id)
}

let files = 0
async function bank(...money: MoneyDraft[]) {
  files += 1
  await importBankFiles(client, [bankFile({ id: `S${files}`, money })])
  await t.settle()
}

async function setStatus(number: string, status: string, letter: object = {}) {
  const { updateCollectionStatus } = await client.run(
    'mutation ($input: UpdateCollectionStatusInput!) { updateCollectionStatus(input: $input) { error { code } } }',
    { input: { invoiceId: ids.get(number), status, ...letter } },
  )
  return updateCollectionStatus.error?.code ?? null
}

async function remind(number: string, afterReminder: 'RETURN' | 'CONTINUE') {
  const input = {
    companyId: encodeId('Company', company, company),
    invoiceIds: [ids.get(number)],
    afterReminder,
    idempotencyKey: `remind-${number}`,
  }
  const { sendToReminderService } = await client.run(
    'mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { error { code } send { sentCount } } }',
    { input },
  )
  expect(sendToReminderService).toEqual({ error: null, send: { sentCount: 1 } })
  await t.settle()
}

const page = (number: string) => ledgerPage(t.db, number)

const unsettled = async () => {
  const rows = await t.db.sql<{ line: string }>(
    `SELECT amount || ' ' || state || ' ' || reason || ' ' || unallocated AS line FROM ledger.bank_transaction WHERE unallocated > 0 ORDER BY id`,
  )
  return rows.map((row) => row.line)
}

it('an invoice is credited in part, paid in part, paid too much, and the bank takes one payment back', async () => {
  await invoice({ number: '1001', total: '124.00', issuedOn: '2026-01-07' })
  await on('2026-01-14')
  await invoice({ number: '1002', total: '24.00', credits: '1001', issuedOn: '2026-01-14' })
  await on('2026-02-02')
  await bank({ archiveId: 'A1', amount: '60.00', reference: referenceOf('1001'), on: '2026-02-02' })
  await on('2026-02-05')
  await bank({ archiveId: 'A2', amount: '50.00', reference: referenceOf('1001'), on: '2026-02-05' })
  expect(await unsettled()).toEqual(['5000 OVERPAID MORE_THAN_OPEN 1000'])
  await on('2026-02-09')
  await bank({ archiveId: 'A1', amount: '60.00', reference: referenceOf('1001'), on: '2026-02-09', reversal: true })
  expect(await unsettled()).toEqual([])
  expect(await page('1001')).toMatchInlineSnapshot(`
    "
    day         entry                                             amount      open
    2026-01-07  OPEN (imported, ALL_RIGHTS)                                 124.00
    2026-01-14  credit_note 1002                                   24.00    100.00
    2026-01-22  OVERDUE (fell_due)                                          100.00
    2026-02-02  payment Ostaja Esimerkki Oy                        60.00     40.00
    2026-02-05  payment Ostaja Esimerkki Oy                        40.00      0.00
    2026-02-05  PAID (paid, ALL_RIGHTS)                                       0.00
    2026-02-09  payment Ostaja Esimerkki Oy taken back            -60.00     60.00
    2026-02-05  payment Ostaja Esimerkki Oy                        10.00     50.00
    2026-02-09  OVERDUE (reopened, ALL_RIGHTS)                               50.00
    OVERDUE, open 50.00
    "
  `)
})

it('a customer is reminded by the company itself, does not pay, and is written off', async () => {
  await on('2026-02-10')
  await invoice({ number: '1003', total: '80.00', issuedOn: '2026-01-20' })
  await setStatus('1003', 'REMINDED', { on: '2026-02-10', letterChannel: 'PRINT', letterCost: '5.00' })
  await on('2026-02-25')
  await setStatus('1003', 'REQUESTED', { on: '2026-02-24', letterChannel: 'EMAIL', letterCost: '0.00' })
  await on('2026-03-20')
  await setStatus('1003', 'CREDIT_LOSS')
  expect(await page('1003')).toMatchInlineSnapshot(`
    "
    day         entry                                             amount      open
    2026-02-10  OPEN (imported, ALL_RIGHTS)                                  80.00
    2026-02-04  OVERDUE (fell_due)                                           80.00
    2026-02-10  REMINDED (set_by_hand, ALL_RIGHTS, print 5.00)               80.00
    2026-02-24  REQUESTED (set_by_hand, ALL_RIGHTS, email 0.00)               80.00
    2026-03-20  credit_loss                                        80.00      0.00
    2026-03-20  CREDIT_LOSS (credit_loss, ALL_RIGHTS)                         0.00
    CREDIT_LOSS, open 0.00
    "
  `)
})

it('a debtor of the reminder service pays the company past the agency; the bank takes the payment back', async () => {
  await on('2026-03-20')
  await invoice({ number: '1004', total: '200.00', issuedOn: '2026-02-10' })
  await remind('1004', 'CONTINUE')
  await on('2026-03-23')
  expect(await setStatus('1004', 'OVERDUE')).toBe('IN_SERVICE')
  await bank({ archiveId: 'B1', amount: '120.00', reference: referenceOf('1004'), on: '2026-03-23' })
  await on('2026-03-24')
  await bank({ archiveId: 'B2', amount: '90.00', reference: referenceOf('1004'), on: '2026-03-24' })
  await on('2026-03-26')
  await bank({ archiveId: 'B1', amount: '120.00', reference: referenceOf('1004'), on: '2026-03-26', reversal: true })
  expect(await page('1004')).toMatchInlineSnapshot(`
    "
    day         entry                                             amount      open
    2026-03-20  OPEN (imported, ALL_RIGHTS)                                 200.00
    2026-02-25  OVERDUE (fell_due)                                          200.00
    2026-03-23  direct_payment Ostaja Esimerkki Oy                120.00     80.00
    2026-03-23    of it costs 40.00                                         120.00
    2026-03-23    of it interest 1.55                                       121.55
    2026-03-23  REMINDED (agency)                                           121.55
    2026-03-24  direct_payment Ostaja Esimerkki Oy                 90.00     31.55
    2026-03-26  direct_payment Ostaja Esimerkki Oy taken back    -120.00    151.55
    2026-03-26    of it costs -40.00                                        111.55
    2026-03-26    of it interest -1.55                                      110.00
    REMINDED, in the service, open 110.00
    "
  `)
  const told = await t.db.sql<{ line: string }>(
    `SELECT o.kind || ' ' || (o.message -> 'body' -> 'amount' ->> 'amount') AS line FROM duetto.outbox o WHERE o.kind LIKE 'DIRECT%' ORDER BY o.id`,
  )
  expect(told.map((row) => row.line)).toEqual([
    'DIRECT_PAYMENT 120.00',
    'DIRECT_PAYMENT 90.00',
    'DIRECT_PAYMENT_REVERSED 120.00',
  ])
  expect(await unsettled()).toEqual([])
})

it('an invoice comes back from the reminder service with both letters sent', async () => {
  await on('2026-03-27')
  await invoice({ number: '1005', total: '300.00', issuedOn: '2026-02-20' })
  await remind('1005', 'RETURN')
  for (const day of ['2026-04-13', '2026-04-30', '2026-05-15', '2026-05-30']) await on(day)
  expect(await page('1005')).toMatchInlineSnapshot(`
    "
    day         entry                                             amount      open
    2026-03-27  OPEN (imported, ALL_RIGHTS)                                 300.00
    2026-03-07  OVERDUE (fell_due)                                          300.00
    2026-04-13  REMINDED (agency)                                           300.00
    2026-04-30  REQUESTED (agency)                                          300.00
    REQUESTED, open 300.00
    "
  `)
})

it('a payment by hand on an invoice in the service is a settlement unless one says otherwise', async () => {
  await invoice({ number: '1006', total: '300.00', issuedOn: '2026-05-01' })
  await remind('1006', 'CONTINUE')
  const register = async (more: object) =>
    (
      await client.run(
        'mutation ($input: RegisterPaymentInput!) { registerPayment(input: $input) { payment { kind payerName } error { code } } }',
        { input: { invoiceId: ids.get('1006'), paidOn: '2026-05-30', payerName: 'Maija Mallikas', ...more } },
      )
    ).registerPayment.payment
  expect(await register({ amount: '100.00', idempotencyKey: 'a' })).toEqual({ kind: 'SETTLEMENT', payerName: 'Duetto' })
  expect(await register({ amount: '50.00', idempotencyKey: 'b', settlement: false })).toEqual({
    kind: 'DIRECT_PAYMENT',
    payerName: 'Maija Mallikas',
  })
  await t.settle()
  expect(await page('1006')).toMatchInlineSnapshot(`
    "
    day         entry                                             amount      open
    2026-05-30  OPEN (imported, ALL_RIGHTS)                                 300.00
    2026-05-16  OVERDUE (fell_due)                                          300.00
    2026-05-30  settlement Duetto                                 100.00    200.00
    2026-05-30  direct_payment Maija Mallikas                      50.00    150.00
    OVERDUE, in the service, open 150.00
    "
  `)
})

it('money with the agency as payer by name alone waits, unreported, until its settlement message comes', async () => {
  const reported = async () => (await t.db.sql(`SELECT 1 FROM duetto.outbox WHERE kind = 'DIRECT_PAYMENT'`)).length
  const before = await reported()
  const money = { amount: '10.00', reference: referenceOf('1006'), on: '2026-05-30', payerName: 'Duetto Perintä' }
  await bank({ archiveId: 'C1', ...money })
  expect(await unsettled()).toEqual(['1000 DOUBTFUL SETTLEMENT_OR_DIRECT_PAYMENT 1000'])
  await on('2026-05-31')
  expect(await unsettled()).toEqual(['1000 DOUBTFUL SETTLEMENT_OR_DIRECT_PAYMENT 1000'])
  await t.db.sql(
    `INSERT INTO duetto.settlement_line (company_id, settlement_uid, ordinal, assignment_id, settled_on, reference, amount, currency)
      SELECT a.company_id, gen_random_uuid(), 1, a.id, '2026-05-30', a.reference, 1000, 'EUR' FROM duetto.assignment a WHERE a.invoice_number = '1006'`,
  )
  await on('2026-06-01')
  expect(await unsettled()).toEqual([])
  expect(await page('1006')).toContain('settlement Duetto Perintä                          10.00    140.00')
  expect(await reported()).toBe(before)
})

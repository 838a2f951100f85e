import { afterAll, beforeAll, expect, it } from 'vitest'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { makeReference } from '../../server/src/kernel/referenceNumber.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { type Creditor, creditor, invoiceGlobalId } from '../kit/creditor.ts'
import { bankFile, importBankFiles, ktlFile, type MoneyDraft, madeUpIban } from '../kit/ledgerFiles.ts'
import { people, signedIn } from '../kit/people.ts'

/** Money for invoices in the service, as bank files bring it: P2, O5, O6. */
let t: TestApp
let staff: Client
let account = 100
let files = 0

beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  staff = await signedIn(t, await people(t.db, t.app.database).user('Kaisa Käsittelijä', 'SUPERVISOR'))
})
afterAll(() => t.close())

interface InService {
  readonly who: Creditor
  readonly iban: string
  readonly invoiceId: string
  readonly assignmentId: string
  readonly reference: string
}

/** An invoice of 124.00 that the agency has acknowledged. */
async function inService(): Promise<InService> {
  t.clock.set('2026-03-02')
  const who = await creditor(t)
  account += 1
  const iban = madeUpIban(account)
  await t.db.sql('INSERT INTO ledger.bank_account (company_id, iban) VALUES ($1, $2)', [who.companyId, iban])
  const id = await who.invoice()
  await t.db.sql('UPDATE ledger.sales_invoice SET seller_iban = $2 WHERE id = $1', [id, iban])
  const [row] = await t.db.sql<{ number: string }>('SELECT number FROM ledger.sales_invoice WHERE id = $1', [id])
  const invoiceId = invoiceGlobalId(who.companyId, id)
  const { sendToReminderService } = await who.client.run(
    `mutation ($input: SendToReminderServiceInput!) {
      sendToReminderService(input: $input) { send { items { assignment { id } } } }
    }`,
    { input: { companyId: who.id, invoiceIds: [invoiceId], afterReminder: 'CONTINUE', idempotencyKey: 'key' } },
  )
  await t.settle()
  const assignmentId = sendToReminderService.send.items[0].assignment.id
  return { who, iban, invoiceId, assignmentId, reference: makeReference(row?.number ?? '') }
}

async function take(about: InService, money: Omit<MoneyDraft, 'archiveId'> & { archiveId?: string }, file = bankFile) {
  files += 1
  const one = { archiveId: `A${files}`, reference: about.reference, on: '2026-03-02', ...money }
  const answer = await importBankFiles(about.who.client, [file({ id: `${files}`, iban: about.iban, money: [one] })])
  await t.settle()
  return answer.files[0].transactions[0]?.transaction
}

async function see({ who, assignmentId }: InService) {
  const { assignment } = await who.client.run(
    `query ($id: ID!) { assignment(id: $id) {
      stage closeReason balance { amount } newestEvent { type amount { amount } }
      payments { kind amount { amount } assignment { id } } invoice { status open { amount } inService }
    } }`,
    { id: assignmentId },
  )
  return assignment
}

const openLines = (who: Creditor) =>
  t.db.sql('SELECT amount FROM duetto.settlement_line WHERE company_id = $1 AND payment_id IS NULL', [who.companyId])

it('a payment with the invoice’s reference into the company’s account is a direct payment, and reported by itself', async () => {
  const about = await inService()
  expect((await take(about, { amount: '100.00' })).state).toBe('BOOKED')
  expect(await see(about)).toMatchObject({
    balance: { amount: '24.00' },
    newestEvent: { type: 'DIRECT_PAYMENT', amount: { amount: '100.00' } },
    payments: [{ kind: 'DIRECT_PAYMENT', amount: { amount: '100.00' }, assignment: { id: about.assignmentId } }],
    invoice: { open: { amount: '24.00' }, inService: true },
  })
})

it('the whole of it ends the assignment as paid; taken back by the bank, the assignment goes on', async () => {
  const about = await inService()
  await take(about, { amount: '125.00', archiveId: 'BACK' })
  // Interest of 20 days is below a euro; what is over is told, not kept.
  expect(await see(about)).toMatchObject({
    stage: 'CLOSED',
    closeReason: 'PAID',
    invoice: { status: 'PAID', inService: false },
  })
  await take(about, { amount: '125.00', archiveId: 'BACK', reversal: true })
  const again = await see(about)
  expect(again).toMatchObject({
    stage: 'RECEIVED',
    closeReason: null,
    newestEvent: { type: 'DIRECT_PAYMENT_REVERSED' },
    invoice: { status: 'OVERDUE', inService: true },
  })
  expect(Number(again.balance.amount)).toBeGreaterThanOrEqual(124)
})

it('a list without payers’ accounts that bears the agency’s name waits for a person, unreported', async () => {
  const about = await inService()
  const transaction = await take(about, { amount: '50.00', payerName: 'DUETTO' }, ktlFile)
  expect(transaction.state).toBe('DOUBTFUL')
  expect(await see(about)).toMatchObject({
    balance: { amount: '124.00' },
    newestEvent: { type: 'RECEIVED' },
    payments: [],
  })
})

it('the agency’s settlement is booked as such, closes its announced line, and is not reported', async () => {
  const about = await inService()
  const [agency] = await t.db.sql<{ iban: string; reference: string }>(
    'SELECT agency_iban AS iban, agency_reference AS reference FROM duetto.assignment WHERE company_id = $1',
    [about.who.companyId],
  )
  const paidToAgency = bankFile({
    id: 'CF1',
    iban: agency?.iban ?? '',
    money: [{ archiveId: 'CF1', amount: '130.00', reference: agency?.reference ?? '', on: '2026-03-02' }],
  })
  const imported = await staff.run(
    `mutation ($input: ImportClientFundsFilesInput!) {
      importClientFundsFiles(input: $input) { allocated unmatched refusals { code } }
    }`,
    { input: { files: [{ name: paidToAgency.name, content: String(paidToAgency.content) }] } },
  )
  expect(imported.importClientFundsFiles).toMatchObject({ allocated: 1, refusals: [] })
  await t.settle()
  await staff.run('mutation ($input: RunSettlementInput!) { runSettlement(input: $input) { lines } }', {
    input: { on: calendarDate('2026-03-03') },
  })
  t.clock.set('2026-03-03')
  await t.settle()
  expect(await see(about)).toMatchObject({ stage: 'CLOSED', closeReason: 'PAID', newestEvent: { type: 'SETTLED' } })
  const lines = await openLines(about.who)
  expect(lines.length).toBeGreaterThan(0)
  const before = await t.db.sql('SELECT count(*)::integer AS n FROM duetto.outbox WHERE company_id = $1', [
    about.who.companyId,
  ])
  for (const line of lines) {
    const amount = `${line.amount / 100n}.${(line.amount % 100n).toString().padStart(2, '0')}`
    await take(about, { amount, payerName: 'DUETTO', on: '2026-03-03' }, ktlFile)
  }
  expect(await openLines(about.who)).toEqual([])
  const { payments, invoice } = await see(about)
  expect(payments.map((payment: { kind: string }) => payment.kind)).toEqual(lines.map(() => 'SETTLEMENT'))
  expect(invoice.status).toBe('PAID')
  expect(
    await t.db.sql('SELECT count(*)::integer AS n FROM duetto.outbox WHERE company_id = $1', [about.who.companyId]),
  ).toEqual(before)
})

it('money from the account that the agency named is a settlement without any announced line', async () => {
  const about = await inService()
  const [agency] = await t.db.sql<{ iban: string }>(
    'SELECT agency_iban AS iban FROM duetto.assignment WHERE company_id = $1',
    [about.who.companyId],
  )
  await take(about, { amount: '20.00', payerIban: agency?.iban ?? '' })
  expect(await see(about)).toMatchObject({ balance: { amount: '124.00' }, payments: [{ kind: 'SETTLEMENT' }] })
})

it('P1: a payment by hand is a settlement unless said otherwise, and then nothing is reported', async () => {
  const about = await inService()
  const input = { invoiceId: about.invoiceId, amount: '10.00', paidOn: '2026-03-02', idempotencyKey: 'hand' }
  const { registerPayment } = await about.who.client.run(
    'mutation ($input: RegisterPaymentInput!) { registerPayment(input: $input) { payment { kind payerName } error { code } } }',
    { input },
  )
  expect(registerPayment).toMatchObject({ payment: { kind: 'SETTLEMENT' }, error: null })
  await t.settle()
  expect(await see(about)).toMatchObject({ balance: { amount: '124.00' }, newestEvent: { type: 'RECEIVED' } })
})

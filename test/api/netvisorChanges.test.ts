import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { importInvoices, invoiceFile, referenceOf } from '../kit/ledgerFiles.ts'
import { type NetvisorApp, netvisorApp } from '../kit/netvisorApp.ts'
import { type NetvisorCompany, netvisorCompany } from '../kit/netvisorCompany.ts'

/** What changes in Netvisor of an invoice that the books have: taken over where they allow it, else waiting for a person. */

let t: NetvisorApp
let company: NetvisorCompany

beforeAll(async () => {
  t = await netvisorApp()
})
afterAll(() => t.close())
beforeEach(async () => {
  t.clock.set('2026-03-02')
  company = await netvisorCompany(t)
})

const DIFFERENCES = `query ($id: ID!) { company(id: $id) { netvisor { differences {
  netvisorKey number parts canBeTakenOver totalHere { amount } totalThere { amount } dueOnHere dueOnThere
  error { code values { name value } } invoice { number netvisorDifference { netvisorKey } } } } } }`
const DECIDE = `mutation ($input: DecideNetvisorChangeInput!) { decideNetvisorChange(input: $input) {
  invoice { number total { amount } dueOn netvisorDifference { netvisorKey } } error { code } } }`
const HISTORY = 'query ($id: ID!) { salesInvoice(id: $id) { history { reason before after by } rows { description } } }'

async function differences() {
  return (await company.client.run(DIFFERENCES, { id: company.companyId })).company.netvisor.differences
}
/** `parts code` of each difference. */
const waiting = async () =>
  (await differences()).map(
    (one: { parts: string[]; error: { code: string } }) => `${one.parts.join('+')} ${one.error.code}`,
  )
async function decide(key: number, takeOver: boolean) {
  const input = { companyId: company.companyId, netvisorKey: String(key), takeOver }
  return (await company.client.run(DECIDE, { input })).decideNetvisorChange
}
async function idOf(number: string): Promise<bigint> {
  const sql = 'SELECT id FROM ledger.sales_invoice WHERE company_id = $1 AND number = $2'
  return (await t.db.sql<{ id: bigint }>(sql, [company.id, number]))[0]?.id ?? 0n
}
const globalIdOf = async (number: string) => encodeId('SalesInvoice', company.id, await idOf(number))
async function history(number: string) {
  return (await company.client.run(HISTORY, { id: await globalIdOf(number) })).salesInvoice
}
/** The next day's fetch. */
async function nextFetch() {
  t.clock.set('2026-03-03')
  return company.fetchNow()
}
async function connected(draft: object = {}): Promise<number> {
  const key = company.netvisor.invoice({ number: '1', total: '100.00', ...draft })
  await company.connect()
  return key
}

describe('a change in Netvisor of an invoice that the books have', () => {
  it('is taken over: total, due date and rows, with its history and the act written down', async () => {
    const key = await connected({ open: '60.00' })
    company.netvisor.change(key, { total: '120.00', open: '80.00', dueOn: '2026-03-20', product: 'Työ ja tarvikkeet' })
    expect(await nextFetch()).toMatchObject({ changed: 1, refused: 0 })
    expect(await company.books()).toEqual(['1 12000 8000 OPEN NETVISOR'])
    const { rows, history: changes } = await history('1')
    expect(rows).toEqual([{ description: 'Työ ja tarvikkeet' }])
    expect(changes).toMatchObject([
      { reason: 'IMPORTED' },
      { reason: 'FELL_DUE' },
      { reason: 'AMOUNT_CHANGED', before: '100.00 EUR', after: '120.00 EUR', by: null },
      { reason: 'DUE_DATE_CHANGED', before: '2026-01-19', after: '2026-03-20', by: null },
    ])
    const [act] = await t.db.sql(
      `SELECT actor, subject_name, before, after FROM access.audit_entry WHERE company_id = $1 AND action = 'NETVISOR_CHANGE_TAKEN'`,
      [company.id],
    )
    expect(act).toEqual({
      actor: 'SYSTEM',
      subject_name: '1',
      before: { total: '100.00 EUR', dueOn: '2026-01-19' },
      after: { total: '120.00 EUR', dueOn: '2026-03-20', source: 'NETVISOR' },
    })
    expect(await waiting()).toEqual([])
    expect(await company.fetchNow()).toMatchObject({ changed: 0 })
  })

  it('that leaves nothing unpaid makes the invoice paid; one below what was paid waits until that is mended', async () => {
    const key = await connected({ open: '60.00' })
    company.netvisor.change(key, { total: '39.00', open: '-1.00' })
    await nextFetch()
    expect(await company.books()).toEqual(['1 10000 6000 OVERDUE NETVISOR'])
    expect(await differences()).toMatchObject([
      {
        ...{ parts: ['TOTAL'], totalHere: { amount: '100.00' }, totalThere: { amount: '39.00' }, dueOnThere: null },
        error: { code: 'NETVISOR_TOTAL_BELOW_PAID', values: [{ name: 'paid', value: '40.00 EUR' }] },
        canBeTakenOver: false,
        invoice: { number: '1', netvisorDifference: { netvisorKey: String(key) } },
      },
    ])
    expect((await decide(key, true)).error.code).toBe('NETVISOR_TOTAL_BELOW_PAID')
    company.netvisor.change(key, { total: '40.00', open: '0.00' })
    await company.fetchNow()
    expect(await company.books()).toEqual(['1 4000 0 PAID NETVISOR'])
    expect(await waiting()).toEqual([])
  })

  it('waits while the invoice is in the service; the due date may be decided, the total not', async () => {
    const key = await connected()
    const id = await idOf('1')
    await t.db.sql(`UPDATE ledger.sales_invoice SET in_service = true WHERE company_id = $1 AND id = $2`, [
      company.id,
      id,
    ])
    company.netvisor.change(key, { total: '90.00', open: '90.00', dueOn: '2026-03-20' })
    await nextFetch()
    expect(await company.books()).toEqual(['1 10000 10000 OVERDUE NETVISOR'])
    expect(await waiting()).toEqual(['TOTAL+DUE_DATE NETVISOR_CHANGED_IN_SERVICE'])
    expect((await decide(key, true)).error.code).toBe('NETVISOR_CHANGED_IN_SERVICE')
    // Out of the service again: the next change of it in Netvisor brings what waited too.
    await t.db.sql(`UPDATE ledger.sales_invoice SET in_service = false WHERE company_id = $1 AND id = $2`, [
      company.id,
      id,
    ])
    t.clock.set('2026-03-04')
    company.netvisor.change(key, { substatus: 'open' })
    await company.fetchNow()
    expect(await company.books()).toEqual(['1 9000 9000 OPEN NETVISOR'])
    expect(await waiting()).toEqual([])
  })

  it('can be taken by a person once nothing stands against it, or left; each is written down, and done once', async () => {
    const key = await connected()
    const other = company.netvisor.invoice({ number: '2', total: '50.00' })
    await company.fetchNow()
    const set = (inService: boolean) =>
      t.db.sql('UPDATE ledger.sales_invoice SET in_service = $2 WHERE company_id = $1', [company.id, inService])
    await set(true)
    company.netvisor.change(key, { total: '90.00', open: '90.00' })
    company.netvisor.change(other, { total: '45.00', open: '45.00' })
    await nextFetch()
    expect(await waiting()).toEqual(['TOTAL NETVISOR_CHANGED_IN_SERVICE', 'TOTAL NETVISOR_CHANGED_IN_SERVICE'])
    await set(false)
    // What stood against it has gone.
    expect(await waiting()).toEqual(['TOTAL NETVISOR_CHANGE_WAITS', 'TOTAL NETVISOR_CHANGE_WAITS'])
    expect((await differences()).map((one: { number: string }) => one.number)).toEqual(['1', '2'])
    const taken = await decide(key, true)
    expect(taken).toMatchObject({ invoice: { total: { amount: '90.00' }, netvisorDifference: null }, error: null })
    expect(await decide(key, true)).toEqual(taken)
    expect(await decide(other, false)).toMatchObject({ invoice: { total: { amount: '50.00' } }, error: null })
    expect(await waiting()).toEqual([])
    // What was left stays left, until it changes again.
    t.clock.set('2026-03-04')
    company.netvisor.change(other, { substatus: 'overdue' })
    expect(await company.fetchNow()).toMatchObject({ changed: 0 })
    expect((await company.books())[1]).toBe('2 5000 5000 OVERDUE NETVISOR')
    const acts = await t.db.sql(
      `SELECT action, actor, subject_name AS number FROM access.audit_entry WHERE company_id = $1 AND action LIKE 'NETVISOR%' ORDER BY id`,
      [company.id],
    )
    expect(acts).toEqual([
      { action: 'NETVISOR_CHANGE_TAKEN', actor: 'COMPANY_USER', number: '1' },
      { action: 'NETVISOR_CHANGE_LEFT', actor: 'COMPANY_USER', number: '2' },
    ])
  })

  it('of a due date alone may be taken by a person in the service, and the agency is told', async () => {
    const key = await connected()
    await t.db.sql(
      `INSERT INTO duetto.activation (company_id, state, changed_at) VALUES ($1, 'ACTIVE', now())
       ON CONFLICT (company_id) DO UPDATE SET state = 'ACTIVE'`,
      [company.id],
    )
    await t.db.sql(
      `UPDATE ledger.customer SET street = 'Mallikatu 1', post_code = '00100', town = 'Helsinki' WHERE company_id = $1`,
      [company.id],
    )
    const SEND = `mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { send { sentCount } } }`
    const asked = { afterReminder: 'RETURN', idempotencyKey: 'netvisor', invoiceIds: [await globalIdOf('1')] }
    const { send } = (await company.client.run(SEND, { input: { companyId: company.companyId, ...asked } }))
      .sendToReminderService
    expect(send.sentCount).toBe(1)
    company.netvisor.change(key, { dueOn: '2026-03-20' })
    await nextFetch()
    expect(await differences()).toMatchObject([
      { parts: ['DUE_DATE'], canBeTakenOver: true, error: { code: 'NETVISOR_CHANGED_IN_SERVICE' } },
    ])
    const told = async () =>
      (await t.db.sql(`SELECT 1 FROM duetto.outbox WHERE company_id = $1 AND kind <> 'MATERIAL'`, [company.id])).length
    const before = await told()
    expect(await decide(key, true)).toMatchObject({ invoice: { dueOn: '2026-03-20' }, error: null })
    expect(await told()).toBe(before + 1)
  })

  it('of a due date that a person moved here waits for the person, and a move here alone is not undone', async () => {
    const key = await connected()
    const MOVE = 'mutation ($input: ChangeDueDateInput!) { changeDueDate(input: $input) { error { code } } }'
    const input = { invoiceId: await globalIdOf('1'), dueOn: '2026-03-10', reason: 'Sovittu' }
    expect((await company.client.run(MOVE, { input })).changeDueDate.error).toBeNull()
    company.netvisor.change(key, { substatus: 'overdue' })
    expect(await nextFetch()).toMatchObject({ changed: 0 })
    expect(await waiting()).toEqual([])
    t.clock.set('2026-03-04')
    company.netvisor.change(key, { dueOn: '2026-03-25' })
    await company.fetchNow()
    expect(await differences()).toMatchObject([
      {
        parts: ['DUE_DATE'],
        dueOnHere: '2026-03-10',
        dueOnThere: '2026-03-25',
        error: { code: 'NETVISOR_CHANGED_HERE' },
      },
    ])
    expect((await decide(key, true)).invoice.dueOn).toBe('2026-03-25')
  })

  it('of an invoice that came as an e-invoice waits for a person, and rows worded otherwise are no change', async () => {
    await importInvoices(company.client, [
      invoiceFile({ seller: company.businessId, number: '11', total: '100.00', issuedOn: '2026-01-05' }),
    ])
    const like = { issuedOn: '2026-01-05', dueOn: '2026-01-19', reference: referenceOf('11') }
    const key = company.netvisor.invoice({ number: '11', total: '100.00', ...like })
    await company.connect()
    expect(await waiting()).toEqual([])
    company.netvisor.change(key, { total: '80.00', open: '80.00' })
    await nextFetch()
    expect(await waiting()).toEqual(['TOTAL NETVISOR_CHANGED_OTHER_SOURCE'])
    expect((await decide(key, true)).error).toBeNull()
    expect(await company.books()).toEqual(['11 8000 8000 OVERDUE FINVOICE'])
  })

  it('of a paid invoice waits; a rejected one is shown as such until it is not', async () => {
    const paid = await connected()
    await t.db.sql(`UPDATE ledger.sales_invoice SET paid = 10000, open = 0, status = 'PAID' WHERE company_id = $1`, [
      company.id,
    ])
    const rejected = company.netvisor.invoice({ number: '2', total: '50.00' })
    await company.fetchNow()
    company.netvisor.change(paid, { total: '130.00', open: '30.00' })
    company.netvisor.change(rejected, { status: 'rejected', substatus: undefined as never })
    await nextFetch()
    expect(await waiting()).toEqual(['TOTAL NETVISOR_CHANGED_SETTLED', 'STATUS NETVISOR_REJECTED'])
    expect((await decide(rejected, true)).error.code).toBe('NETVISOR_REJECTED')
    t.clock.set('2026-03-04')
    company.netvisor.change(rejected, { status: 'open', substatus: 'overdue' })
    await company.fetchNow()
    expect(await waiting()).toEqual(['TOTAL NETVISOR_CHANGED_SETTLED'])
  })

  it('of a credit note whose match is undone waits until the credit is taken back here or matched again', async () => {
    const invoice = await connected()
    const credit = company.netvisor.invoice({ number: '2', total: '-30.00', credits: invoice })
    await company.fetchNow()
    company.netvisor.change(invoice, { open: '70.00' })
    company.netvisor.change(credit, { open: '0.00', status: 'paid' })
    await nextFetch()
    expect(await company.books()).toEqual(['1 10000 7000 OVERDUE NETVISOR'])
    t.clock.set('2026-03-04')
    company.netvisor.change(invoice, { open: '100.00' })
    company.netvisor.change(credit, { open: '-30.00', status: 'open' })
    await company.fetchNow()
    expect(await differences()).toMatchObject([
      { number: '2', parts: ['CREDIT_NOTE'], canBeTakenOver: false, error: { code: 'NETVISOR_CREDIT_UNMATCHED' } },
    ])
    const [payment] = await t.db.sql<{ id: bigint }>(
      `SELECT id FROM ledger.payment WHERE company_id = $1 AND kind = 'CREDIT_NOTE'`,
      [company.id],
    )
    const TAKE_BACK = 'mutation ($input: ReversePaymentInput!) { reversePayment(input: $input) { error { code } } }'
    const input = { paymentId: encodeId('Payment', company.id, payment?.id ?? 0n), reason: 'Kohdistus purettu' }
    expect((await company.client.run(TAKE_BACK, { input })).reversePayment.error).toBeNull()
    expect(await waiting()).toEqual([])
    expect(await company.books()).toEqual(['1 10000 10000 OVERDUE NETVISOR'])
  })
})

import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { bankFile, importBankFiles, importInvoices, invoiceFile, madeUpIban, referenceOf } from '../kit/ledgerFiles.ts'
import { ledgerPage } from '../kit/ledgerPage.ts'
import { type NetvisorBench, type NetvisorServer, netvisorGround, startNetvisor, USER } from '../kit/netvisor.ts'
import { type People, people, signedIn } from '../kit/people.ts'

/** Netvisor as a source of invoices, payments and statuses, against a server that speaks like it. */

let t: TestApp
let server: NetvisorServer
let all: People

beforeAll(async () => {
  server = await startNetvisor(() => t.clock.now())
  t = await testApp({ now: '2026-03-02', netvisor: netvisorGround(server) })
  all = people(t.db, t.app.database)
})
afterAll(async () => {
  await t.close()
  await server.close()
})

let id: bigint
let companyId: string
let businessId: string
let client: Client
let netvisor: NetvisorBench

beforeEach(async () => {
  t.clock.set('2026-03-02')
  id = await all.company()
  companyId = encodeId('Company', id, id)
  businessId = await all.businessIdOf(id)
  client = await signedIn(t, await all.personWith(id, 'COMPANY_ADMINISTRATOR'))
  netvisor = server.of(businessId)
})

const COMPANY = `company { paymentSource statusMaster viewerCanManageConnections netvisor {
  customerId setBy isRunning statusesWaiting reportFailures { attempts error { code message } invoice { number } }
  refusals { number error { code } }
  runs { read newInvoices changed payments refused endedAt askedBy error { code message } }
} }`

async function act(name: string, input: object = {}, who = client) {
  const type =
    name === 'connectNetvisor' || name.startsWith('set')
      ? `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
      : 'NetvisorInput'
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${COMPANY} error { code field values { name value } } } }`
  const data = await who.run(query, { input: { companyId, ...input } })
  await t.settle()
  return data[name]
}

const connect = () => act('connectNetvisor', USER)

async function state() {
  return (await client.run(`query ($id: ID!) { company(id: $id) { ${COMPANY.slice(9)} }`, { id: companyId })).company
}

/** The next fetch, as somebody who wants it now asks for it. */
async function fetchNow() {
  await act('fetchFromNetvisor')
  return (await state()).netvisor.runs[0]
}

interface Row {
  number: string
  total: bigint
  open: bigint
  status: string
  source: string
}

async function books(): Promise<string[]> {
  const rows = await t.db.sql<Row>(
    'SELECT number, total, open, status, source FROM ledger.sales_invoice WHERE company_id = $1 ORDER BY number',
    [id],
  )
  return rows.map((row) => `${row.number} ${row.total} ${row.open} ${row.status} ${row.source}`)
}

async function payments(): Promise<string[]> {
  const rows = await t.db.sql<{ text: string }>(
    `SELECT i.number || ' ' || p.kind || ' ' || p.amount || ' ' || p.paid_on AS text FROM ledger.payment p
      JOIN ledger.sales_invoice i ON i.company_id = p.company_id AND i.id = p.invoice_id
      WHERE p.company_id = $1 ORDER BY p.id`,
    [id],
  )
  return rows.map(({ text }) => text)
}

describe('the connection', () => {
  it('is stored when Netvisor accepts it, its key sealed, and the first fetch starts at once', async () => {
    netvisor.invoice({ number: '1', total: '123.45', reference: '1070', substatus: 'overdue' })
    const { company, error } = await connect()
    expect(error).toBeNull()
    expect(company.netvisor).toMatchObject({ customerId: USER.customerId, setBy: 'COMPANY_ADMINISTRATOR' })
    expect(await books()).toEqual(['1 12345 12345 OVERDUE NETVISOR'])
    const [row] = await t.db.sql<{ key: Buffer }>(
      'SELECT customer_key AS key FROM ledger.netvisor_connection WHERE company_id = $1',
      [id],
    )
    expect(row?.key.toString('latin1')).not.toContain(USER.customerKey)
  })

  it('gives invoices the account that Netvisor does not tell, and bank files their company', async () => {
    netvisor.invoice({ number: '1', total: '10.00', reference: referenceOf('1') })
    expect((await act('connectNetvisor', { ...USER, iban: 'FI00' })).error.code).toBe('IBAN_INVALID')
    expect((await act('connectNetvisor', { ...USER, iban: madeUpIban(80) })).error).toBeNull()
    const money = [{ archiveId: 'D1', amount: '10.00', reference: referenceOf('1'), on: '2026-03-02' }]
    expect((await importBankFiles(client, [bankFile({ id: 'S4', iban: madeUpIban(80), money })])).booked).toBe(1)
    const [row] = await t.db.sql<{ iban: string }>(
      'SELECT seller_iban AS iban FROM ledger.sales_invoice WHERE company_id = $1',
      [id],
    )
    expect(row?.iban).toBe(madeUpIban(80))
  })

  it.each([
    ['a wrong customer id', { ...USER, customerId: 'somebody' }, 'NETVISOR_AUTHENTICATION'],
    ['a wrong key', { ...USER, customerKey: 'guessed' }, 'NETVISOR_AUTHENTICATION'],
    ['no key', { ...USER, customerKey: ' ' }, 'CREDENTIALS_MISSING'],
  ])('is refused with %s, and nothing is stored', async (_, credentials, code) => {
    const { error } = await act('connectNetvisor', credentials)
    expect(error.code).toBe(code)
    expect((await state()).netvisor).toBeNull()
  })

  it('tells in the words of Netvisor why it refuses, and when it cannot be reached', async () => {
    await connect()
    netvisor.trouble = () => 'INVALID_DATA :: Yritys on suljettu'
    const refused = await act('testNetvisor')
    expect(refused.error).toMatchObject({
      code: 'NETVISOR_REFUSED',
      values: [{ name: 'words', value: 'INVALID_DATA :: Yritys on suljettu' }],
    })
    netvisor.trouble = () => 502
    expect((await act('testNetvisor')).error.code).toBe('NETVISOR_UNREACHABLE')
    netvisor.trouble = () => undefined
    expect((await act('testNetvisor')).error).toBeNull()
  })

  it('is made by administrators alone; a bookkeeper may fetch', async () => {
    await connect()
    const keeper = await signedIn(t, await all.personWith(id, 'BOOKKEEPER'))
    const input = { input: { companyId, ...USER } }
    const query = 'mutation ($input: ConnectNetvisorInput!) { connectNetvisor(input: $input) { error { code } } }'
    const { errors } = await keeper.ask(query, input)
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN')
    expect((await act('fetchFromNetvisor', {}, keeper)).error).toBeNull()
  })

  it('ends only when Netvisor is the source of nothing, and what came stays', async () => {
    netvisor.invoice({ number: '1', total: '10.00' })
    await connect()
    await act('setStatusMaster', { master: 'NETVISOR' })
    expect((await act('disconnectNetvisor')).error.code).toBe('NETVISOR_IS_MASTER')
    await act('setStatusMaster', { master: 'DUETTO' })
    await act('setPaymentSource', { source: 'NETVISOR', from: '2026-04-01' })
    expect((await act('disconnectNetvisor')).error.code).toBe('NETVISOR_IS_SOURCE')
    await act('setPaymentSource', { source: 'BANK_FILES', from: '2026-03-02' })
    expect((await act('disconnectNetvisor')).company.netvisor).toBeNull()
    expect(await books()).toHaveLength(1)
  })
})

describe('a fetch', () => {
  it('takes unpaid invoices with what is unpaid of them, their customers and their contact persons', async () => {
    const customer = netvisor.customer({
      name: 'Maija Mallikas',
      code: 'MM',
      street: 'Pajukuja 2',
      postCode: '53100',
      town: 'Lappeenranta',
      email: 'maija@example.test',
      prohibited: true,
      contact: { name: 'Perttu', email: 'perttu@example.test' },
    })
    netvisor.invoice({
      number: '5',
      total: '123.45',
      open: '45.67',
      customer,
      substatus: 'overdue',
      auxiliaryName: 'Malliaputoimi',
    })
    netvisor.invoice({ number: '6', total: '50.00', customer, substatus: 'requested' })
    netvisor.invoice({ number: '7', total: '50.00', status: 'unsent' })
    netvisor.invoice({ number: '8', total: '50.00', open: '0.00', status: 'paid' })
    await connect()
    expect(await books()).toEqual(['5 12345 4567 OVERDUE NETVISOR', '6 5000 5000 REQUESTED NETVISOR'])
    const [card] = await t.db.sql(
      `SELECT c.name, c.street, c.town, c.email, c.collection_prohibited AS prohibited, c.kind, p.name AS contact, i.auxiliary_name AS aux
        FROM ledger.customer c JOIN ledger.contact_person p ON p.company_id = c.company_id AND p.customer_id = c.id
        JOIN ledger.sales_invoice i ON i.company_id = c.company_id AND i.customer_id = c.id AND i.number = '5' WHERE c.company_id = $1`,
      [id],
    )
    expect(card).toEqual({
      name: 'Maija Mallikas',
      street: 'Pajukuja 2',
      town: 'Lappeenranta',
      email: 'maija@example.test',
      prohibited: true,
      kind: 'CONSUMER',
      contact: 'Perttu',
      aux: 'Malliaputoimi',
    })
  })

  it('asks afterwards only for what has changed since, page by page, and never books anything twice', async () => {
    netvisor.pageSize = 2
    for (const number of ['1', '2', '3', '4', '5']) netvisor.invoice({ number, total: '10.00' })
    await connect()
    expect(await books()).toHaveLength(5)
    t.clock.set('2026-03-03')
    netvisor.invoice({ number: '6', total: '10.00' })
    netvisor.asked.length = 0
    const run = await fetchNow()
    expect(run).toMatchObject({ newInvoices: 1, refused: 0, error: null })
    expect(netvisor.asked.filter((path) => path.startsWith('salesinvoicelist'))[0]).toMatch(
      /lastmodifiedstart=2026-03-02T11:45:00&lastmodifiedend=2026-03-04T12:00:00/,
    )
    expect(netvisor.asked.some((path) => path.startsWith('salespaymentlist'))).toBe(false)
    expect(await fetchNow()).toMatchObject({ newInvoices: 0 })
    expect(await books()).toHaveLength(6)
  })

  it('goes on where it was broken off: nothing is asked for again, and nothing doubles', async () => {
    netvisor.pageSize = 2
    const numbers = ['1', '2', '3', '4', '5', '6']
    for (const number of numbers) netvisor.invoice({ number, total: '10.00', open: '4.00' })
    let details = 0
    netvisor.trouble = (path) => (path.startsWith('getsalesinvoice') && ++details === 3 ? 502 : undefined)
    await connect()
    expect(await books()).toHaveLength(4)
    expect((await state()).netvisor.runs[0]).toMatchObject({
      newInvoices: 4,
      error: { code: 'NETVISOR_UNREACHABLE', message: 'Status 502.' },
    })
    netvisor.asked.length = 0
    expect(await fetchNow()).toMatchObject({ newInvoices: 2, error: null })
    expect(netvisor.asked[0]).toMatch(/invoicesabovenetvisorkey=104/)
    expect(await books()).toEqual(numbers.map((number) => `${number} 1000 400 OVERDUE NETVISOR`))
    expect(await payments()).toHaveLength(6)
  })

  it('is tried again by itself, later each time, and one at a time', async () => {
    await connect()
    netvisor.trouble = () => 502
    const failing = async (moment: string) => {
      t.clock.set(moment)
      await t.app.ledger.netvisor.tick()
      await t.settle()
      return (await state()).netvisor.runs.length
    }
    expect(await failing('2026-03-02T10:20:00Z')).toBe(1)
    expect(await failing('2026-03-02T10:31:00Z')).toBe(2)
    expect(await failing('2026-03-02T10:34:00Z')).toBe(2)
    expect(await failing('2026-03-02T10:37:00Z')).toBe(3)
    expect(await failing('2026-03-02T10:44:00Z')).toBe(3)
    await t.db.sql(`UPDATE ledger.netvisor_connection SET lease_until = '2026-03-02T11:30:00Z' WHERE company_id = $1`, [
      id,
    ])
    expect(await failing('2026-03-02T11:00:00Z')).toBe(3)
    netvisor.trouble = () => undefined
    expect(await failing('2026-03-02T11:31:00Z')).toBe(4)
    expect((await state()).netvisor.runs[0].error).toBeNull()
  })

  it('of a process that died is taken over from its last batch, and the dead one stores nothing more', async () => {
    netvisor.pageSize = 2
    for (const number of ['1', '2', '3', '4']) netvisor.invoice({ number, total: '10.00', open: '4.00' })
    let details = 0
    netvisor.trouble = async (path) => {
      // While it waits for an answer its time runs out, and another run begins where its last batch ended.
      if (!path.startsWith('getsalesinvoice') || ++details !== 2) return undefined
      netvisor.trouble = () => undefined
      t.clock.set('2026-03-02T11:00:00Z')
      await t.app.ledger.netvisor.fetch(id, null)
      return undefined
    }
    await connect()
    expect(await books()).toEqual(['1', '2', '3', '4'].map((number) => `${number} 1000 400 OVERDUE NETVISOR`))
    expect(await payments()).toHaveLength(4)
    const { runs } = (await state()).netvisor
    expect(runs.map((run: { error: { code: string } | null }) => run.error?.code ?? null)).toEqual([
      null,
      'RUN_ABANDONED',
    ])
    expect(runs.map((run: { newInvoices: number }) => run.newInvoices)).toEqual([2, 2])
  })

  it('refuses one invoice with the reason and takes the others', async () => {
    netvisor.invoice({ number: '1', total: '10.00', currency: 'USD' })
    netvisor.invoice({ number: '2', total: '10.00' })
    netvisor.invoice({ number: '3', total: '99999999999.00' })
    await connect()
    expect(await books()).toEqual(['2 1000 1000 OVERDUE NETVISOR'])
    const { netvisor: shown } = await state()
    const refused = shown.refusals.map(
      (one: { number: string; error: { code: string } }) => `${one.number} ${one.error.code}`,
    )
    expect(refused.sort()).toEqual(['1 NETVISOR_CURRENCY', '3 AMOUNT_TOO_LARGE'])
    expect(shown.runs[0].refused).toBe(2)
  })

  it('knows an invoice that an e-invoice brought, and leaves one that only shares its number', async () => {
    const draft = { seller: businessId, total: '100.00', issuedOn: '2026-01-05' }
    await importInvoices(client, [invoiceFile({ ...draft, number: '11' }), invoiceFile({ ...draft, number: '12' })])
    const like = { issuedOn: '2026-01-05', dueOn: '2026-01-19' }
    netvisor.invoice({
      number: '11',
      total: '100.00',
      open: '60.00',
      reference: referenceOf('11'),
      substatus: 'reminded',
      ...like,
    })
    netvisor.invoice({ number: '12', total: '999.00', ...like })
    await connect()
    // What an e-invoice brought keeps what the books say of it; Netvisor hears of its status.
    expect(await books()).toEqual(['11 10000 10000 OVERDUE FINVOICE', '12 10000 10000 OVERDUE FINVOICE'])
    expect((await state()).netvisor.refusals).toMatchObject([
      { number: '12', error: { code: 'NUMBER_TAKEN_DIFFERENT' } },
    ])
    expect(netvisor.statusOf('11')).toBe('overdue')
  })

  it('lowers an invoice by a credit note once Netvisor has matched it, whichever came first', async () => {
    const invoice = netvisor.invoice({ number: '1', total: '100.00' })
    const credit = netvisor.invoice({ number: '2', total: '-30.00', credits: invoice })
    netvisor.invoice({ number: '3', total: '100.00', open: '80.00' })
    await connect()
    expect(await books()).toEqual(['1 10000 10000 OVERDUE NETVISOR', '3 10000 8000 OVERDUE NETVISOR'])
    t.clock.set('2026-03-03')
    netvisor.change(invoice, { open: '70.00' })
    netvisor.change(credit, { open: '0.00', status: 'paid' })
    // Matched long ago: invoice 3 came without it already.
    netvisor.invoice({ number: '4', total: '-20.00', open: '0.00', status: 'paid', credits: invoice + 2 })
    await fetchNow()
    await fetchNow()
    expect(await books()).toEqual(['1 10000 7000 OVERDUE NETVISOR', '3 10000 8000 OVERDUE NETVISOR'])
  })

  it('changes customer cards that changed there, but not what a person has set here', async () => {
    const customer = netvisor.customer({
      name: 'Ostaja Oy',
      code: 'O',
      street: 'Vanhatie 1',
      postCode: '00100',
      town: 'Helsinki',
    })
    netvisor.invoice({ number: '1', total: '10.00', customer })
    await connect()
    await t.db.sql(`UPDATE ledger.customer SET by_hand = '{email}', email = 'own@example.test' WHERE company_id = $1`, [
      id,
    ])
    t.clock.set('2026-03-03')
    const moved = { name: 'Ostaja Oyj', code: 'O', street: 'Uusitie 2', postCode: '00200', town: 'Espoo' }
    netvisor.customer({ ...moved, email: 'theirs@example.test', prohibited: true }, customer)
    await fetchNow()
    const cards = await t.db.sql(
      'SELECT name, street, town, email, collection_prohibited AS prohibited FROM ledger.customer WHERE company_id = $1',
      [id],
    )
    expect(cards).toEqual([
      { name: 'Ostaja Oyj', street: 'Uusitie 2', town: 'Espoo', email: 'own@example.test', prohibited: true },
    ])
  })
})

describe('payments', () => {
  const REGISTER = `mutation ($input: RegisterPaymentInput!) { registerPayment(input: $input) { payment { id } error { code } } }`

  async function register(paidOn: string) {
    const [invoice] = await t.db.sql<{ id: bigint }>(
      'SELECT id FROM ledger.sales_invoice WHERE company_id = $1 LIMIT 1',
      [id],
    )
    const invoiceId = encodeId('SalesInvoice', id, invoice?.id ?? 0n)
    const input = { invoiceId, amount: '1.00', paidOn, idempotencyKey: randomBytes(8).toString('hex') }
    return (await client.run(REGISTER, { input })).registerPayment.error?.code ?? null
  }

  it('of Netvisor are booked once each, by its keys, and those that the bank refused are not', async () => {
    netvisor.invoice({ number: '1', total: '100.00', reference: '1070' })
    netvisor.invoice({ number: '2', total: '100.00', reference: '1070' })
    await connect()
    await act('setPaymentSource', { source: 'NETVISOR', from: '2026-03-01' })
    netvisor.payment({ invoice: '2', sum: '40.00', on: '2026-03-01', reference: '1070' })
    netvisor.payment({ invoice: '2', sum: '40.00', on: '2026-03-01', reference: '1070' })
    netvisor.payment({ invoice: '1', sum: '100.00', on: '2026-03-02', bankStatus: 'FAILED' })
    netvisor.payment({ invoice: '1', sum: '7.00', on: '2026-02-27', reference: '1070' })
    expect(await fetchNow()).toMatchObject({ payments: 2 })
    expect(await fetchNow()).toMatchObject({ payments: 0 })
    // The reference is of both: Netvisor said which.
    expect(await payments()).toEqual(['2 PAYMENT 4000 2026-03-01', '2 PAYMENT 4000 2026-03-01'])
  })

  it('behind a partly paid invoice are counted with it and not again', async () => {
    await connect()
    await act('setPaymentSource', { source: 'NETVISOR', from: '2026-03-01' })
    netvisor.payment({ invoice: '1', sum: '30.00', on: '2026-03-02', reference: '1070' })
    netvisor.invoice({ number: '1', total: '100.00', open: '70.00', reference: '1070' })
    await fetchNow()
    // Netvisor got it after it had told what is unpaid.
    netvisor.payment({ invoice: '1', sum: '20.00', on: '2026-03-02', reference: '1070' })
    await fetchNow()
    await fetchNow()
    expect(await books()).toEqual(['1 10000 5000 OVERDUE NETVISOR'])
  })

  it('wait for their invoice when they come first', async () => {
    await connect()
    await act('setPaymentSource', { source: 'NETVISOR', from: '2026-03-01' })
    netvisor.payment({ sum: '30.00', on: '2026-03-02', reference: '1070' })
    await fetchNow()
    netvisor.invoice({ number: '1', total: '100.00', reference: '1070' })
    await fetchNow()
    expect(await payments()).toEqual(['1 PAYMENT 3000 2026-03-02'])
  })

  it('that Netvisor changes or takes back are taken back by counter-entries', async () => {
    netvisor.invoice({ number: '1', total: '100.00', reference: '1070' })
    await connect()
    await act('setPaymentSource', { source: 'NETVISOR', from: '2026-03-01' })
    const changed = netvisor.payment({ invoice: '1', sum: '30.00', on: '2026-03-02' })
    const failed = netvisor.payment({ invoice: '1', sum: '20.00', on: '2026-03-02' })
    await fetchNow()
    netvisor.changePayment(changed, { sum: '35.00' })
    netvisor.changePayment(failed, { bankStatus: 'FAILED' })
    await fetchNow()
    await fetchNow()
    expect(await books()).toEqual(['1 10000 6500 OVERDUE NETVISOR'])
    expect(await payments()).toEqual([
      '1 PAYMENT 3000 2026-03-02',
      '1 PAYMENT 2000 2026-03-02',
      '1 PAYMENT -3000 2026-03-02',
      '1 PAYMENT -2000 2026-03-02',
      '1 PAYMENT 3500 2026-03-02',
    ])
  })

  it('have one source a day: bank files and people are refused on days of Netvisor, and the other way round', async () => {
    await importInvoices(client, [
      invoiceFile({ seller: businessId, number: '21', total: '100.00', iban: madeUpIban(77) }),
    ])
    await connect()
    await act('setPaymentSource', { source: 'NETVISOR', from: '2026-03-02' })
    const money = [
      { archiveId: 'A1', amount: '10.00', reference: referenceOf('21'), on: '2026-03-01' },
      { archiveId: 'A2', amount: '20.00', reference: referenceOf('21'), on: '2026-03-02' },
    ]
    const { files } = await importBankFiles(client, [bankFile({ id: 'S1', iban: madeUpIban(77), money })])
    const codes = files[0].transactions.map((one: { refusal: { code: string } | null }) => one.refusal?.code ?? null)
    expect(codes).toEqual([null, 'PAYMENTS_FROM_NETVISOR'])
    expect(await payments()).toEqual(['21 PAYMENT 1000 2026-03-01'])
    expect(await register('2026-03-02')).toBe('PAYMENTS_FROM_NETVISOR')
    expect(await register('2026-03-01')).toBeNull()
    const back = await act('setPaymentSource', { source: 'BANK_FILES', from: '2026-03-02' })
    expect(back.error).toBeNull()
    expect(await register('2026-03-02')).toBeNull()
    expect((await importBankFiles(client, [bankFile({ id: 'S1', iban: madeUpIban(77), money })])).booked).toBe(1)
  })

  it('change their source only on a day after the last money of the other one', async () => {
    await importInvoices(client, [
      invoiceFile({ seller: businessId, number: '22', total: '100.00', iban: madeUpIban(78) }),
    ])
    const money = [{ archiveId: 'B1', amount: '10.00', reference: referenceOf('22'), on: '2026-02-20' }]
    await importBankFiles(client, [bankFile({ id: 'S2', iban: madeUpIban(78), money })])
    expect((await act('setPaymentSource', { source: 'NETVISOR', from: '2026-02-21' })).error.code).toBe('NOT_CONNECTED')
    await connect()
    const { error } = await act('setPaymentSource', { source: 'NETVISOR', from: '2026-02-20' })
    expect(error).toMatchObject({ code: 'SOURCE_OVERLAPS', values: [{ name: 'earliest', value: '2026-02-21' }] })
    expect(await register('2026-02-25')).toBeNull()
    const byHand = await act('setPaymentSource', { source: 'NETVISOR', from: '2026-02-21' })
    expect(byHand.error).toMatchObject({ code: 'SOURCE_OVERLAPS', values: [{ name: 'earliest', value: '2026-02-26' }] })
    const { company } = await act('setPaymentSource', { source: 'NETVISOR', from: '2026-02-26' })
    expect(company.paymentSource).toBe('NETVISOR')
  })

  it('of a bank file are not booked on what an invoice came with as paid; a person decides', async () => {
    await importInvoices(client, [
      invoiceFile({ seller: businessId, number: '30', total: '1.00', iban: madeUpIban(79) }),
    ])
    netvisor.invoice({ number: '31', total: '100.00', open: '60.00', reference: referenceOf('31') })
    await connect()
    const money = [
      { archiveId: 'C1', amount: '40.00', reference: referenceOf('31'), on: '2026-02-20' },
      { archiveId: 'C2', amount: '15.00', reference: referenceOf('31'), on: '2026-03-03' },
    ]
    t.clock.set('2026-03-04')
    const { files } = await importBankFiles(client, [bankFile({ id: 'S3', iban: madeUpIban(79), money })])
    const reasons = files[0].transactions.map(
      (one: { transaction: { state: string; reason: string } }) => `${one.transaction.state} ${one.transaction.reason}`,
    )
    expect(reasons).toEqual(['UNMATCHED COUNTED_AT_IMPORT', 'BOOKED MATCHED'])
    expect((await books())[1]).toBe('31 10000 4500 OVERDUE NETVISOR')
  })
})

describe('statuses', () => {
  const UPDATE = `mutation ($input: UpdateCollectionStatusInput!) { updateCollectionStatus(input: $input) { error { code } } }`

  async function setByHand(number: string, status: string, letter = true) {
    const [invoice] = await t.db.sql<{ id: bigint }>(
      'SELECT id FROM ledger.sales_invoice WHERE company_id = $1 AND number = $2',
      [id, number],
    )
    const input = {
      invoiceId: encodeId('SalesInvoice', id, invoice?.id ?? 0n),
      status,
      ...(letter ? { on: '2026-03-01', letterChannel: 'PRINT', letterCost: '5.00' } : {}),
    }
    return (await client.run(UPDATE, { input })).updateCollectionStatus.error?.code ?? null
  }

  const report = async () => {
    await t.app.ledger.netvisor.tick()
    await t.settle()
  }

  it('mastered here are told to Netvisor once, and again when it does not take them', async () => {
    netvisor.invoice({ number: '1', total: '10.00', substatus: 'overdue' })
    await connect()
    expect(await setByHand('1', 'REMINDED')).toBeNull()
    netvisor.trouble = (path) => (path.startsWith('update') ? 'INVALID_DATA :: Lasku on lukittu' : undefined)
    await report()
    expect((await state()).netvisor).toMatchObject({
      statusesWaiting: 1,
      reportFailures: [{ attempts: 1, error: { code: 'NETVISOR_REFUSED' }, invoice: { number: '1' } }],
    })
    netvisor.trouble = () => undefined
    await report()
    expect(netvisor.told).toEqual([])
    t.clock.set('2026-03-02T10:06:00Z')
    await report()
    await report()
    expect(netvisor.told).toEqual(['1 reminded'])
    expect((await state()).netvisor).toMatchObject({ statusesWaiting: 0, reportFailures: [] })
    t.clock.set('2026-03-03')
    await fetchNow()
    expect(await setByHand('1', 'OVERDUE', false)).toBeNull()
    t.clock.set('2026-03-03T10:10:00Z')
    await report()
    expect(netvisor.told).toEqual(['1 reminded', '1 overdue'])
  })

  it('mastered in Netvisor are taken over when they change there, and nobody changes them here', async () => {
    const key = netvisor.invoice({ number: '1', total: '10.00', substatus: 'overdue' })
    const lost = netvisor.invoice({ number: '2', total: '10.00', substatus: 'overdue' })
    await importInvoices(client, [invoiceFile({ seller: businessId, number: '99', total: '5.00' })])
    await connect()
    await act('setStatusMaster', { master: 'NETVISOR' })
    expect(await setByHand('1', 'REMINDED')).toBe('STATUS_FROM_NETVISOR')
    expect(await setByHand('99', 'REMINDED')).toBeNull()
    t.clock.set('2026-03-03')
    netvisor.change(key, { substatus: 'requested' })
    netvisor.change(lost, { status: 'creditloss', substatus: undefined as never, open: '0.00' })
    expect(await fetchNow()).toMatchObject({ changed: 2 })
    expect((await books()).slice(0, 2)).toEqual(['1 1000 1000 REQUESTED NETVISOR', '2 1000 0 CREDIT_LOSS NETVISOR'])
    await report()
    expect(netvisor.told).toEqual([])
    const page = await ledgerPage(t.db, '99')
    expect(page).toContain('REMINDED')
  })
})

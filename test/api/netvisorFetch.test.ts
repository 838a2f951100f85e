import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { importInvoices, invoiceFile, referenceOf } from '../kit/ledgerFiles.ts'
import { type NetvisorApp, netvisorApp } from '../kit/netvisorApp.ts'
import { type NetvisorCompany, netvisorCompany } from '../kit/netvisorCompany.ts'

/** What a fetch from Netvisor brings, how it goes on, and what it refuses. */

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

describe('a fetch', () => {
  it('takes unpaid invoices with what is unpaid of them, their customers and their contact persons', async () => {
    const customer = company.netvisor.customer({
      name: 'Maija Mallikas',
      code: 'MM',
      street: 'Pajukuja 2',
      postCode: '53100',
      town: 'Lappeenranta',
      email: 'maija@example.test',
      prohibited: true,
      contact: { name: 'Perttu', email: 'perttu@example.test' },
    })
    company.netvisor.invoice({
      number: '5',
      total: '123.45',
      open: '45.67',
      customer,
      substatus: 'overdue',
      auxiliaryName: 'Malliaputoimi',
    })
    company.netvisor.invoice({ number: '6', total: '50.00', customer, substatus: 'requested' })
    company.netvisor.invoice({ number: '7', total: '50.00', status: 'unsent' })
    company.netvisor.invoice({ number: '8', total: '50.00', open: '0.00', status: 'paid' })
    await company.connect()
    expect(await company.books()).toEqual(['5 12345 4567 OVERDUE NETVISOR', '6 5000 5000 REQUESTED NETVISOR'])
    const [card] = await t.db.sql(
      `SELECT c.name, c.street, c.town, c.email, c.collection_prohibited AS prohibited, c.kind, p.name AS contact, i.auxiliary_name AS aux
        FROM ledger.customer c JOIN ledger.contact_person p ON p.company_id = c.company_id AND p.customer_id = c.id
        JOIN ledger.sales_invoice i ON i.company_id = c.company_id AND i.customer_id = c.id AND i.number = '5' WHERE c.company_id = $1`,
      [company.id],
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
    company.netvisor.pageSize = 2
    for (const number of ['1', '2', '3', '4', '5']) company.netvisor.invoice({ number, total: '10.00' })
    await company.connect()
    expect(await company.books()).toHaveLength(5)
    t.clock.set('2026-03-03')
    company.netvisor.invoice({ number: '6', total: '10.00' })
    company.netvisor.asked.length = 0
    const run = await company.fetchNow()
    expect(run).toMatchObject({ newInvoices: 1, refused: 0, error: null })
    expect(company.netvisor.asked.filter((path) => path.startsWith('salesinvoicelist'))[0]).toMatch(
      /lastmodifiedstart=2026-03-02T11:45:00&lastmodifiedend=2026-03-04T12:00:00/,
    )
    expect(company.netvisor.asked.some((path) => path.startsWith('salespaymentlist'))).toBe(false)
    expect(await company.fetchNow()).toMatchObject({ newInvoices: 0 })
    expect(await company.books()).toHaveLength(6)
  })

  it('goes on where it was broken off: nothing is asked for again, and nothing doubles', async () => {
    company.netvisor.pageSize = 2
    const numbers = ['1', '2', '3', '4', '5', '6']
    for (const number of numbers) company.netvisor.invoice({ number, total: '10.00', open: '4.00' })
    let details = 0
    company.netvisor.trouble = (path) => (path.startsWith('getsalesinvoice') && ++details === 3 ? 502 : undefined)
    await company.connect()
    expect(await company.books()).toHaveLength(4)
    expect((await company.state()).netvisor.runs[0]).toMatchObject({
      newInvoices: 4,
      error: { code: 'NETVISOR_UNREACHABLE', message: 'Status 502.' },
    })
    company.netvisor.asked.length = 0
    expect(await company.fetchNow()).toMatchObject({ newInvoices: 2, error: null })
    expect(company.netvisor.asked[0]).toMatch(/invoicesabovenetvisorkey=104/)
    expect(await company.books()).toEqual(numbers.map((number) => `${number} 1000 400 OVERDUE NETVISOR`))
    expect(await company.payments()).toHaveLength(6)
  })

  it('is tried again by itself, later each time, and one at a time', async () => {
    await company.connect()
    company.netvisor.trouble = () => 502
    const failing = async (moment: string) => {
      t.clock.set(moment)
      await t.app.ledger.netvisor.tick()
      await t.settle()
      return (await company.state()).netvisor.runs.length
    }
    expect(await failing('2026-03-02T10:20:00Z')).toBe(1)
    expect(await failing('2026-03-02T10:31:00Z')).toBe(2)
    expect(await failing('2026-03-02T10:34:00Z')).toBe(2)
    expect(await failing('2026-03-02T10:37:00Z')).toBe(3)
    expect(await failing('2026-03-02T10:44:00Z')).toBe(3)
    await t.db.sql(`UPDATE ledger.netvisor_connection SET lease_until = '2026-03-02T11:30:00Z' WHERE company_id = $1`, [
      company.id,
    ])
    expect(await failing('2026-03-02T11:00:00Z')).toBe(3)
    company.netvisor.trouble = () => undefined
    expect(await failing('2026-03-02T11:31:00Z')).toBe(4)
    expect((await company.state()).netvisor.runs[0].error).toBeNull()
  })

  it('of a process that died is taken over from its last batch, and the dead one stores nothing more', async () => {
    company.netvisor.pageSize = 2
    for (const number of ['1', '2', '3', '4']) company.netvisor.invoice({ number, total: '10.00', open: '4.00' })
    let details = 0
    company.netvisor.trouble = async (path) => {
      // While it waits for an answer its time runs out, and another run begins where its last batch ended.
      if (!path.startsWith('getsalesinvoice') || ++details !== 2) return undefined
      company.netvisor.trouble = () => undefined
      t.clock.set('2026-03-02T11:00:00Z')
      await t.app.ledger.netvisor.fetch(company.id, null)
      return undefined
    }
    await company.connect()
    expect(await company.books()).toEqual(['1', '2', '3', '4'].map((number) => `${number} 1000 400 OVERDUE NETVISOR`))
    expect(await company.payments()).toHaveLength(4)
    const { runs } = (await company.state()).netvisor
    expect(runs.map((run: { error: { code: string } | null }) => run.error?.code ?? null)).toEqual([
      null,
      'RUN_ABANDONED',
    ])
    expect(runs.map((run: { newInvoices: number }) => run.newInvoices)).toEqual([2, 2])
  })

  it('refuses one invoice with the reason and takes the others', async () => {
    company.netvisor.invoice({ number: '1', total: '10.00', currency: 'USD' })
    company.netvisor.invoice({ number: '2', total: '10.00' })
    company.netvisor.invoice({ number: '3', total: '99999999999.00' })
    await company.connect()
    expect(await company.books()).toEqual(['2 1000 1000 OVERDUE NETVISOR'])
    const { netvisor: shown } = await company.state()
    const refused = shown.refusals.map(
      (one: { number: string; error: { code: string } }) => `${one.number} ${one.error.code}`,
    )
    expect(refused.sort()).toEqual(['1 NETVISOR_CURRENCY', '3 AMOUNT_TOO_LARGE'])
    expect(shown.runs[0].refused).toBe(2)
  })

  it('knows an invoice that an e-invoice brought, and leaves one that only shares its number', async () => {
    const draft = { seller: company.businessId, total: '100.00', issuedOn: '2026-01-05' }
    await importInvoices(company.client, [
      invoiceFile({ ...draft, number: '11' }),
      invoiceFile({ ...draft, number: '12' }),
    ])
    const like = { issuedOn: '2026-01-05', dueOn: '2026-01-19' }
    company.netvisor.invoice({
      number: '11',
      total: '100.00',
      open: '60.00',
      reference: referenceOf('11'),
      substatus: 'reminded',
      ...like,
    })
    company.netvisor.invoice({ number: '12', total: '999.00', ...like })
    await company.connect()
    // What an e-invoice brought keeps what the books say of it; Netvisor hears of its status.
    expect(await company.books()).toEqual(['11 10000 10000 OVERDUE FINVOICE', '12 10000 10000 OVERDUE FINVOICE'])
    expect((await company.state()).netvisor.refusals).toMatchObject([
      { number: '12', error: { code: 'NUMBER_TAKEN_DIFFERENT' } },
    ])
    expect(company.netvisor.statusOf('11')).toBe('overdue')
  })

  it('is known to an e-invoice of the same invoice that comes later', async () => {
    const like = { issuedOn: '2026-01-05', dueOn: '2026-01-19' }
    company.netvisor.invoice({ number: '41', total: '100.00', open: '60.00', reference: referenceOf('41'), ...like })
    await company.connect()
    const file = invoiceFile({ seller: company.businessId, number: '41', total: '100.00', issuedOn: '2026-01-05' })
    expect(await importInvoices(company.client, [file])).toMatchObject({ imported: 0, alreadyThere: 1 })
    expect(await company.books()).toEqual(['41 10000 6000 OVERDUE NETVISOR'])
  })

  it('lowers an invoice by a credit note once Netvisor has matched it, whichever came first', async () => {
    const invoice = company.netvisor.invoice({ number: '1', total: '100.00' })
    const credit = company.netvisor.invoice({ number: '2', total: '-30.00', credits: invoice })
    company.netvisor.invoice({ number: '3', total: '100.00', open: '80.00' })
    await company.connect()
    expect(await company.books()).toEqual(['1 10000 10000 OVERDUE NETVISOR', '3 10000 8000 OVERDUE NETVISOR'])
    t.clock.set('2026-03-03')
    company.netvisor.change(invoice, { open: '70.00' })
    company.netvisor.change(credit, { open: '0.00', status: 'paid' })
    // Matched long ago: invoice 3 came without it already.
    company.netvisor.invoice({ number: '4', total: '-20.00', open: '0.00', status: 'paid', credits: invoice + 2 })
    await company.fetchNow()
    await company.fetchNow()
    expect(await company.books()).toEqual(['1 10000 7000 OVERDUE NETVISOR', '3 10000 8000 OVERDUE NETVISOR'])
  })

  it('changes customer cards that changed there, but not what a person has set here', async () => {
    const customer = company.netvisor.customer({
      name: 'Ostaja Oy',
      code: 'O',
      street: 'Vanhatie 1',
      postCode: '00100',
      town: 'Helsinki',
    })
    company.netvisor.invoice({ number: '1', total: '10.00', customer })
    await company.connect()
    await t.db.sql(`UPDATE ledger.customer SET by_hand = '{email}', email = 'own@example.test' WHERE company_id = $1`, [
      company.id,
    ])
    t.clock.set('2026-03-03')
    const moved = { name: 'Ostaja Oyj', code: 'O', street: 'Uusitie 2', postCode: '00200', town: 'Espoo' }
    company.netvisor.customer({ ...moved, email: 'theirs@example.test', prohibited: true }, customer)
    await company.fetchNow()
    const cards = await t.db.sql(
      'SELECT name, street, town, email, collection_prohibited AS prohibited FROM ledger.customer WHERE company_id = $1',
      [company.id],
    )
    expect(cards).toEqual([
      { name: 'Ostaja Oyj', street: 'Uusitie 2', town: 'Espoo', email: 'own@example.test', prohibited: true },
    ])
  })
})

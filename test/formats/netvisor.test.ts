import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readAnswer } from '../../server/src/exchange/netvisor/answer.ts'
import { readCustomerList, readCustomers } from '../../server/src/exchange/netvisor/customer.ts'
import { readSalesInvoices } from '../../server/src/exchange/netvisor/salesInvoice.ts'
import { readSalesInvoiceList } from '../../server/src/exchange/netvisor/salesInvoiceList.ts'
import { readSalesPaymentList } from '../../server/src/exchange/netvisor/salesPaymentList.ts'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { documentFrom } from '../../server/src/ledger/netvisor/netvisorDocument.ts'

/** Recorded answers of the real service, read in place. */
const folder = process.env.DUETTO_FIELD_DATA
const responses = join(folder ?? '', 'netvisor', 'responses')
const recorded = (name: string) => readFileSync(join(responses, `${name}.xml`))

async function root(name: string) {
  const read = await readAnswer(recorded(name))
  if (!read.ok) throw new Error(`${name}: ${read.error.words}`)
  return read.value
}

describe.skipIf(!folder)('recorded answers (needs the folder of field data)', () => {
  it('are all read: each says OK or why not', async () => {
    const answers = []
    for (const file of readdirSync(responses).sort()) {
      const read = await readAnswer(readFileSync(join(responses, file)))
      answers.push(`${file.replace('.xml', '')} ${read.ok ? 'OK' : `${read.error.kind} ${read.error.words}`}`)
    }
    expect(answers.filter((line) => !line.endsWith(' OK'))).toEqual([
      'AuthenticationFailed AUTHENTICATION AUTHENTICATION_FAILED :: Integraatiokumppania ei löydy, katso dokumentaatio',
    ])
    expect(answers).toHaveLength(16)
  })

  it('list invoices with what is unpaid of them and how far their collection is', async () => {
    const list = readSalesInvoiceList(await root('SalesInvoiceList'))
    expect(list).toMatchObject({ unreadable: 0, lastKey: 166n, size: 2 })
    expect(list.entries).toMatchObject([
      {
        key: 165n,
        number: '5',
        issuedOn: '2013-11-09',
        status: 'overdue',
        total: { minor: 12_345n },
        open: { minor: 4_567n },
      },
      { key: 166n, number: '6', issuedOn: '2015-04-29', status: 'unsent' },
    ])
    expect(readSalesInvoiceList(await root('SalesInvoiceListEmpty'))).toMatchObject({ size: 0, lastKey: undefined })
  })

  it('give an invoice whole, or nothing for one that is not there', async () => {
    const [invoice, ...others] = readSalesInvoices(await root('GetSalesInvoice'))
    expect(others).toEqual([])
    expect(invoice).toMatchObject({
      number: '3',
      issuedOn: '2012-01-27',
      dueOn: '2023-06-06',
      reference: '1070',
      currency: 'EUR',
      total: { minor: 24_412n },
      status: 'unsent',
      customer: {
        name: 'Matti Mallikas',
        street: ['Pajukuja 1'],
        postCode: '53100',
        town: 'Lappeenranta',
        country: 'FI',
      },
    })
    expect(invoice?.rows.map((row) => [row.description, row.quantity, row.total?.minor])).toEqual([
      ['Omena', '2', 1_684n],
      ['Banaani', '1', 304n],
    ])
    expect(readSalesInvoices(await root('GetSalesInvoiceNotFound'))).toEqual([])
  })

  it('give customers with their contact persons, and those of whom little is known', async () => {
    expect(readCustomers(await root('GetCustomer'))).toMatchObject([
      {
        key: 5n,
        code: 'MM',
        businessId: undefined, // Its check digit is wrong in the recording.
        name: 'Maija Mallikas',
        street: ['Pajukuja 2'],
        email: 'matti.mallikas@netvisor.fi',
        contactPersons: [{ name: 'Perttu', email: 'perttu@netvisor.fi', phone: '040 21578 999' }],
        collectionProhibited: undefined,
      },
    ])
    expect(readCustomers(await root('GetCustomerMinimal'))).toMatchObject([
      { name: 'Maija Mallikas', contactPersons: [] },
    ])
    expect(readCustomerList(await root('CustomerList'))).toEqual([165n, 166n])
  })

  it('list payments with the day written the Finnish way, valid references, and which the bank refused', async () => {
    const { entries, unreadable } = readSalesPaymentList(await root('SalesPaymentList'))
    expect(unreadable).toBe(0)
    expect(entries).toEqual([
      {
        ...{ key: 165n, paidOn: '2014-02-07', sum: { minor: 24_990n, currency: 'EUR' }, payerName: 'Matti Mallikas' },
        ...{ reference: undefined, invoiceNumber: '1', hasFailed: true },
      },
      {
        ...{ key: 166n, paidOn: '2014-03-10', sum: { minor: 20_000n, currency: 'EUR' }, payerName: 'Assi Asiakas' },
        ...{ reference: '1106', invoiceNumber: '2', hasFailed: false },
      },
    ])
  })

  it('become documents of the ledger: what is not open was paid before', async () => {
    const [invoice] = readSalesInvoices(await root('GetSalesInvoice'))
    const [customer] = readCustomers(await root('GetCustomer'))
    if (!invoice) throw new Error('Not read.')
    const seller = { businessId: '1967543-8', name: 'Malli Oy', iban: null }
    const made = documentFrom(seller, { invoice, customer, open: 20_000n, booked: 0n }, calendarDate('2026-03-02'))
    expect(made.ok && made.value).toMatchObject({
      source: 'NETVISOR',
      paidThrough: '2026-03-02',
      invoice: {
        type: 'INV01',
        paid: { minor: 4_412n },
        contactPerson: { name: 'Perttu' },
        buyer: { identifier: 'MM', email: 'matti.mallikas@netvisor.fi', address: { town: 'Lappeenranta' } },
      },
    })
  })
})

import { createHmac } from 'node:crypto'
import { describe, expect, it, test } from 'vitest'
import { readAnswer } from './answer.ts'
import { readCustomers } from './customer.ts'
import {
  customers,
  paymentsOfInvoice,
  salesInvoiceList,
  salesInvoices,
  salesPaymentList,
  updateStatus,
} from './questions.ts'
import { readSalesInvoices } from './salesInvoice.ts'
import { readSalesInvoiceList } from './salesInvoiceList.ts'
import { readSalesPaymentList } from './salesPaymentList.ts'
import { macOf, type NetvisorCredentials, signedHeaders } from './signing.ts'
import { dayOf, exactAmount, roundedAmount } from './values.ts'

const credentials: NetvisorCredentials = {
  sender: 'Testclient',
  partnerId: 'xxx_yyy',
  partnerKey: '07f94228d149a96b2f25e3edad55096e',
  customerId: 'XX_yyyy_1',
  customerKey: '7cd680e89e880553358bc07cd28b0ee2',
  organisationId: '1967543-8',
}
const moment = { at: new Date('2026-03-02T10:00:00.123Z'), transactionId: '1772445600123abcdef' }
const url = 'https://integration.netvisor.example/salesinvoicelist.nv?invoicestatus=open'

describe('the signature', () => {
  it('is the HMAC-SHA256 of address, names, moment and keys, by both keys', () => {
    const text =
      'https://integration.netvisor.example/salesinvoicelist.nv?invoicestatus=open&Testclient&XX_yyyy_1&2026-03-02 10:00:00.123&FI&1967543-8&1772445600123abcdef&1772445600&7cd680e89e880553358bc07cd28b0ee2&07f94228d149a96b2f25e3edad55096e'
    const key = '7cd680e89e880553358bc07cd28b0ee2&07f94228d149a96b2f25e3edad55096e'
    const mac = createHmac('sha256', key).update(text).digest('hex')
    expect(macOf(url, credentials, moment)).toBe(mac)
    expect(mac).toBe('f8fcd77968fcbdf99cf3296220fe6d55291fd97cac3b2c9f9c2d7e55d0e9b52e')
  })

  it('covers everything that is signed: a change of any of it is another signature', () => {
    const own = macOf(url, credentials, moment)
    const others = [
      macOf(`${url}&x=1`, credentials, moment),
      macOf(url, { ...credentials, sender: 'Another' }, moment),
      macOf(url, { ...credentials, organisationId: '1572860-0' }, moment),
      macOf(url, { ...credentials, customerKey: 'other' }, moment),
      macOf(url, { ...credentials, partnerKey: 'other' }, moment),
      macOf(url, credentials, { ...moment, transactionId: '1' }),
      macOf(url, credentials, { ...moment, at: new Date('2026-03-02T10:00:00.124Z') }),
    ]
    expect(new Set([own, ...others]).size).toBe(8)
  })

  it('goes in headers that hold neither key', () => {
    const headers = signedHeaders(url, credentials, moment)
    expect(headers).toMatchObject({
      'X-Netvisor-Authentication-Sender': 'Testclient',
      'X-Netvisor-Authentication-PartnerId': 'xxx_yyy',
      'X-Netvisor-Authentication-TimestampUnix': '1772445600',
      'X-Netvisor-Authentication-MACHashCalculationAlgorithm': 'HMACSHA256',
      'X-Netvisor-Organisation-ID': '1967543-8',
    })
    expect(JSON.stringify(headers)).not.toMatch(/7cd680e89e88|07f94228d149/)
  })
})

test.each([
  ['2013-11-09', '2013-11-09'],
  ['2018-5-29', '2018-05-29'],
  ['7.2.2014', '2014-02-07'],
  ['10.3.2014 12:48:27', '2014-03-10'],
  ['2026-03-02T10:00:00', '2026-03-02'],
  ['31.2.2026', undefined],
  ['02/03/2026', undefined],
  [undefined, undefined],
])('a day is read whichever way it is written: %s', (text, day) => {
  expect(dayOf(text)).toBe(day)
})

test.each([
  ['123,45', 12_345n, 12_345n],
  ['244.12', 24_412n, 24_412n],
  ['200', 20_000n, 20_000n],
  ['-30,5', -3_050n, -3_050n],
  ['3,0378', undefined, 304n],
  ['0,5478', undefined, 55n],
  ['-0,005', undefined, -1n],
  ['6,9000', 690n, 690n],
  ['12 e', undefined, undefined],
])('an amount is exact, a row is rounded to cents: %s', (text, exact, rounded) => {
  expect(exactAmount(text, 'EUR')?.minor).toBe(exact)
  expect(roundedAmount(text, 'EUR')?.minor).toBe(rounded)
})

const answer = (content: string, status = '<Status>OK</Status>') =>
  readAnswer(Buffer.from(`<Root><ResponseStatus>${status}</ResponseStatus>${content}</Root>`))

describe('an answer', () => {
  it.each([
    [
      'a refusal',
      '<Status>FAILED</Status><Status>INVALID_DATA :: Ei kelpaa</Status>',
      'REFUSED',
      'INVALID_DATA :: Ei kelpaa',
    ],
    [
      'not knowing who asks',
      '<Status>FAILED</Status><Status>AUTHENTICATION_FAILED :: Integraatiokumppania ei löydy</Status>',
      'AUTHENTICATION',
      'AUTHENTICATION_FAILED :: Integraatiokumppania ei löydy',
    ],
    ['no status at all', '', 'UNREADABLE', 'The answer has no ResponseStatus.'],
  ])('is %s with the words of the service', async (_, status, kind, words) => {
    expect(await answer('', status)).toEqual({ ok: false, error: { kind, words } })
  })

  it.each([
    ['a page of a gateway', '<html><body>Bad gateway</body></html>'],
    ['broken XML', '<Root><ResponseStatus>'],
    ['entities of its own', '<!DOCTYPE Root [<!ENTITY a "b">]><Root>&a;</Root>'],
    ['nothing', ''],
    ['bytes that are no text', '\u0000\u0001'],
  ])('that is %s is not read', async (_, text) => {
    const read = await readAnswer(Buffer.from(text))
    expect(read.ok ? 'read' : read.error.kind).toBe('UNREADABLE')
  })

  it('leaves out what cannot be read of a list, and counts it', async () => {
    const good =
      '<SalesInvoice><NetvisorKey>7</NetvisorKey><InvoiceNumber>1</InvoiceNumber><InvoiceDate>2026-01-01</InvoiceDate><InvoiceStatus isincollection="1" substatus="collected">open</InvoiceStatus><InvoiceSum>1,00</InvoiceSum><OpenSum>1,00</OpenSum></SalesInvoice>'
    const bad = '<SalesInvoice><NetvisorKey>9</NetvisorKey><InvoiceNumber>2</InvoiceNumber></SalesInvoice>'
    const read = await answer(`<SalesInvoiceList>${good}${bad}</SalesInvoiceList>`)
    if (!read.ok) throw new Error(read.error.words)
    const list = readSalesInvoiceList(read.value)
    expect(list).toMatchObject({ unreadable: 1, lastKey: 9n, size: 2 })
    expect(list.entries).toMatchObject([{ key: 7n, status: 'collected', isInCollection: true }])
  })

  it('of several invoices or customers is read as of one', async () => {
    const invoice = (key: number) =>
      `<SalesInvoice><SalesInvoiceNetvisorKey>${key}</SalesInvoiceNetvisorKey><SalesInvoiceNumber>${key}</SalesInvoiceNumber><SalesInvoiceDate>2026-01-01</SalesInvoiceDate><SalesInvoiceAmount>1,00</SalesInvoiceAmount><InvoicingCustomerName>O</InvoicingCustomerName><CreditedInvoice><NetvisorKey>5</NetvisorKey></CreditedInvoice></SalesInvoice>`
    const invoices = await answer(`<SalesInvoices>${invoice(1)}${invoice(2)}</SalesInvoices>`)
    const customer = '<Customer><CustomerBaseInformation><Name>O</Name></CustomerBaseInformation></Customer>'
    const both = await answer(`<Customers>${customer}${customer}</Customers>`)
    if (!invoices.ok || !both.ok) throw new Error('Not read.')
    expect(readSalesInvoices(invoices.value)).toMatchObject([{ key: 1n, credits: { key: 5n } }, { key: 2n }])
    expect(readCustomers(both.value)).toHaveLength(2)
    expect(readSalesPaymentList(both.value).entries).toEqual([])
  })
})

describe('a question', () => {
  const changed = { from: new Date('2026-03-02T09:45:00Z'), until: new Date('2026-07-01T10:00:00Z') }
  it.each([
    ['unpaid invoices', salesInvoiceList({ above: 0n }), 'salesinvoicelist.nv?invoicestatus=open'],
    [
      'invoices that changed, by Finland’s clocks in winter and summer',
      salesInvoiceList({ above: 7n, changed }),
      'salesinvoicelist.nv?invoicesabovenetvisorkey=7&lastmodifiedstart=2026-03-02T11:45:00&lastmodifiedend=2026-07-01T13:00:00&includemodifiedpayments=1',
    ],
    ['one invoice', salesInvoices([7n]), 'getsalesinvoice.nv?netvisorkey=7&pdfimage=nopdf&replyoption=48'],
    [
      'several invoices',
      salesInvoices([7n, 8n]),
      'getsalesinvoice.nv?netvisorkeylist=7,8&pdfimage=nopdf&replyoption=48',
    ],
    ['one customer', customers([7n]), 'getcustomer.nv?id=7'],
    ['several customers', customers([7n, 8n]), 'getcustomer.nv?idlist=7,8'],
    ['payments without losses', salesPaymentList({ above: 0n }), 'salespaymentlist.nv?limitbytype=excludecreditloss'],
    [
      'payments of an invoice',
      paymentsOfInvoice(7n, 0n),
      'salespaymentlist.nv?limitbytype=excludecreditloss&invoicenetvisorkey=7',
    ],
  ])('for %s', (_, question, path) => {
    expect(question).toEqual({ method: 'GET', path })
  })

  it('that tells a status is a POST', () => {
    const path = 'updatesalesinvoicestatus.nv?netvisorkey=7&status=reminded'
    expect(updateStatus(7n, 'reminded')).toEqual({ method: 'POST', path })
  })
})

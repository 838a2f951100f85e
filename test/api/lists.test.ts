import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { type Creditor, creditor } from '../kit/creditor.ts'
import { referenceOf } from '../kit/ledgerFiles.ts'
import { people, signedIn } from '../kit/people.ts'

let t: TestApp
let own: Creditor
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  own = await creditor(t)
})
afterAll(() => t.close())

const ITEMS =
  'imported alreadyThere refused items { index key outcome warnings { code } refusals { code path line advice } invoice { number open { amount } status } payment { kind amount { amount } } }'

// biome-ignore lint/suspicious/noExplicitAny: tests read whatever they asked for.
async function send(name: string, what: string, items: readonly object[], client: Client = own.client): Promise<any> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${ITEMS} } }`
  return (await client.run(query, { input: { companyId: own.id, [what]: items } }))[name]
}
const invoices = (items: readonly object[], client?: Client) => send('importSalesInvoices', 'invoices', items, client)
const credits = (items: readonly object[]) => send('importCreditNotes', 'creditNotes', items)
const payments = (items: readonly object[]) => send('importPayments', 'payments', items)

const invoice = (number: string, more: object = {}) => ({
  number,
  issuedOn: '2026-02-01',
  dueOn: '2026-02-15',
  total: '124.00',
  reference: referenceOf(number),
  customer: {
    name: 'Ostaja Esimerkki Oy',
    businessId: '1572860-0',
    street: 'Mallikatu 1',
    postCode: '00100',
    town: 'Helsinki',
  },
  ...more,
})
const payment = (externalId: string, invoiceNumber: string, more: object = {}) => ({
  externalId,
  invoiceNumber,
  amount: '24.00',
  paidOn: '2026-03-01',
  ...more,
})
const counts = ({ imported, alreadyThere, refused }: Record<string, number>) => [imported, alreadyThere, refused]
const codes = (answer: { items: { outcome: string; refusals: { code: string; path: string }[] }[] }) =>
  answer.items.map(({ outcome, refusals }) =>
    refusals.length > 0 ? refusals.map(({ code, path }) => `${code} ${path}`) : [outcome],
  )

describe('invoices of another program', () => {
  it('stand in the books with all that they say, and sent again nothing changes', async () => {
    const one = invoice('1001', {
      vat: '25.20',
      paid: '24.00',
      auxiliaryName: 'Mallin Puoti',
      interestPercent: '11.5',
      contactPerson: { name: 'Kaisa Kontakti', phone: '040 1234567' },
      rows: [{ description: 'Työ', quantity: '2', unitPrice: '49.40', vatPercent: '25.5', total: '124.00' }],
    })
    const first = await invoices([one])
    expect(counts(first)).toEqual([1, 0, 0])
    expect(first.items[0]).toMatchObject({
      ...{ index: 0, key: '1001', outcome: 'IMPORTED', refusals: [] },
      invoice: { number: '1001', open: { amount: '100.00' }, status: 'OVERDUE' },
    })
    expect(counts(await invoices([one]))).toEqual([0, 1, 0])
    const [row] = await t.db.sql(
      `SELECT source, vat, auxiliary_name, contact_name, interest_percent, rows FROM ledger.sales_invoice WHERE company_id = $1 AND number = '1001'`,
      [own.companyId],
    )
    expect(row).toMatchObject({
      ...{ source: 'API', vat: 2_520n, auxiliary_name: 'Mallin Puoti', contact_name: 'Kaisa Kontakti' },
      interest_percent: '11.5000',
      rows: [{ description: 'Työ', quantity: '2', unitPrice: '49.40', vatPercent: '25.5', total: '124.00' }],
    })
  })

  it('are answered one by one: a bad one never stops the others, and says all that is wrong with it', async () => {
    const answer = await invoices([
      invoice('1010'),
      invoice('1010', { total: '99.00' }),
      invoice('1010'),
      invoice('1011', { dueOn: '2026-01-01', reference: '12345', currency: 'EURO' }),
      invoice('1012', { total: '-1.00' }),
      invoice('1013', { total: '1.005' }),
      invoice('1014', { customer: { name: ' ', businessId: '1234567-8' } }),
      invoice('1015', { paid: '125.00' }),
      invoice('1016'),
    ])
    expect(counts(answer)).toEqual([2, 1, 6])
    expect(codes(answer)).toEqual([
      ['IMPORTED'],
      ['NUMBER_TAKEN_DIFFERENT input.invoices.1'],
      ['ALREADY_THERE'],
      [
        'CURRENCY_UNKNOWN input.invoices.3.currency',
        'DUE_BEFORE_ISSUE input.invoices.3.dueOn',
        'REFERENCE_INVALID input.invoices.3.reference',
      ],
      ['AMOUNT_NOT_POSITIVE input.invoices.4.total'],
      ['AMOUNT_INVALID input.invoices.5.total'],
      ['CELL_MISSING input.invoices.6.customer.name'],
      ['OPEN_EXCEEDS_TOTAL input.invoices.7.paid'],
      ['IMPORTED'],
    ])
  })

  it('are five hundred at once at most, in as many statements however many there are', async () => {
    const list = (start: number, count: number) =>
      Array.from({ length: count }, (_, index) => invoice(String(start + index)))
    const few = await t.countStatements(() => invoices(list(20_000, 2)))
    const many = await t.countStatements(() => invoices(list(30_000, 500)))
    // Three transactions of two hundred instead of one.
    expect(many.length).toBeLessThanOrEqual(few.length * 3)
    const input = { companyId: own.id, invoices: list(40_000, 501) }
    const query = `mutation ($input: ImportSalesInvoicesInput!) { importSalesInvoices(input: $input) { imported } }`
    expect((await own.client.ask(query, { input })).errors[0]?.extensions.code).toBe('TOO_MANY_ITEMS')
  }, 30_000)

  it('need the right of the person, also with a token', async () => {
    const make = people(t.db, t.app.database)
    const auditor = await signedIn(t, await make.personWith(own.companyId, 'AUDITOR'))
    const query = `mutation ($input: ImportSalesInvoicesInput!) { importSalesInvoices(input: $input) { imported } }`
    const input = { companyId: own.id, invoices: [invoice('1030')] }
    expect((await auditor.ask(query, { input })).errors[0]?.extensions.code).toBe('FORBIDDEN')
    const create = `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }`
    const token = async (readOnly: boolean) => {
      const wish = { name: 'ERP', readOnly, expiresOn: '2026-12-31', companyIds: [own.id] }
      return own.client.withToken((await own.client.run(create, { input: wish })).createApiToken.secret)
    }
    expect((await (await token(true)).ask(query, { input })).errors[0]?.extensions.code).toBe('FORBIDDEN')
    expect(counts(await invoices([invoice('1030')], await token(false)))).toEqual([1, 0, 0])
  })
})

describe('credit notes of another program', () => {
  it('lower the invoices that they name, once each', async () => {
    await invoices([invoice('1100'), invoice('1101')])
    const note = { number: 'H1', issuedOn: '2026-02-20', total: '24.00', creditedNumber: '1100' }
    const answer = await credits([
      note,
      { ...note, number: 'H2', creditedNumber: 'nobody' },
      { ...note, number: 'H3', total: '-1.00' },
    ])
    expect(codes(answer)).toEqual([
      ['IMPORTED'],
      ['ORIGINAL_NOT_FOUND input.creditNotes.1'],
      ['AMOUNT_NOT_POSITIVE input.creditNotes.2.total'],
    ])
    expect(answer.items[0].invoice).toMatchObject({ number: '1100', open: { amount: '100.00' } })
    expect(codes(await credits([note, { ...note, total: '25.00' }]))).toEqual([
      ['ALREADY_THERE'],
      ['NUMBER_TAKEN_DIFFERENT input.creditNotes.1'],
    ])
  })
})

describe('payments of another program', () => {
  it('are booked once by their external id; the same id for another payment is refused', async () => {
    await invoices([invoice('1200'), invoice('1201')])
    const first = await payments([payment('p1', '1200'), payment('p2', '1201', { amount: '124.00' })])
    expect(counts(first)).toEqual([2, 0, 0])
    expect(first.items[1]).toMatchObject({
      ...{
        key: 'p2',
        invoice: { number: '1201', status: 'PAID' },
        payment: { kind: 'PAYMENT', amount: { amount: '124.00' } },
      },
    })
    const again = await payments([
      payment('p1', '1200'),
      payment('p2', '1201', { amount: '12.00' }),
      payment('p3', '1200'),
      payment('p4', '1201'),
    ])
    expect(codes(again)).toEqual([
      ['ALREADY_THERE'],
      ['EXTERNAL_ID_TAKEN_DIFFERENT input.payments.1'],
      ['IMPORTED'],
      ['EXCEEDS_OPEN input.payments.3'],
    ])
    expect(again.items[0].payment).toMatchObject({ amount: { amount: '24.00' } })
  })

  it('that a list repeats are booked once, and each is answered with that payment', async () => {
    await invoices([invoice('1205')])
    const twice = [payment('s1', '1205'), payment('s1', '1205'), payment('s1', '1205', { amount: '25.00' })]
    const answer = await payments(twice)
    expect(codes(answer)).toEqual([['IMPORTED'], ['ALREADY_THERE'], ['EXTERNAL_ID_TAKEN_DIFFERENT input.payments.2']])
    expect(answer.items[1].payment).toEqual(answer.items[0].payment)
    expect(answer.items[1].invoice).toMatchObject({ number: '1205', open: { amount: '100.00' } })
    expect(codes(await payments(twice.slice(0, 2)))).toEqual([['ALREADY_THERE'], ['ALREADY_THERE']])
  })

  it('that look like one in the books are refused until it is said that they are others', async () => {
    await invoices([invoice('1210')])
    await payments([payment('q1', '1210')])
    await t.db.sql('DELETE FROM ledger.imported_payment WHERE company_id = $1', [own.companyId])
    expect(codes(await payments([payment('q2', '1210')]))).toEqual([['PROBABLE_DOUBLE input.payments.0']])
    expect(codes(await payments([payment('q2', '1210', { noDouble: true })]))).toEqual([['IMPORTED']])
  })

  it('say what is wrong with them', async () => {
    expect(
      codes(
        await payments([
          payment('', '1200'),
          payment('x'.repeat(101), '1200'),
          payment('r1', '1200', { invoiceNumber: null }),
          payment('r2', '1200', { reference: referenceOf('1201') }),
          payment('r3', '1200', { amount: '0.00' }),
          payment('r4', '1200', { paidOn: '2026-03-03' }),
        ]),
      ),
    ).toEqual([
      ['CELL_MISSING input.payments.0.externalId'],
      ['TOO_LONG input.payments.1.externalId'],
      ['CELL_MISSING input.payments.2.invoiceNumber'],
      ['REFERENCE_CONTRADICTS input.payments.3'],
      ['AMOUNT_NOT_POSITIVE input.payments.4.amount'],
      ['DATE_IN_FUTURE input.payments.5'],
    ])
  })

  it('of five hundred invoices cost as many statements as of two', async () => {
    const numbers = Array.from({ length: 500 }, (_, index) => String(50_000 + index))
    await invoices(numbers.map((number) => invoice(number)))
    const few = await t.countStatements(() =>
      payments(numbers.slice(0, 2).map((number) => payment(`s${number}`, number))),
    )
    const many = await t.countStatements(() =>
      payments(numbers.slice(2).map((number) => payment(`s${number}`, number))),
    )
    expect(many.length).toBe(few.length)
  }, 30_000)
})

describe('customers of another program', () => {
  const QUERY = `mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { created changed unchanged refused
    customers { index outcome refusal { code field } customer { id name kind kindAssumed businessId street town email language collectionProhibited } } } }`
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever they asked for.
  const upsert = async (customers: readonly object[]): Promise<any> =>
    (await own.client.run(QUERY, { input: { companyId: own.id, customers } })).upsertCustomers
  const outcomes = (answer: { customers: { outcome: string }[] }) => answer.customers.map(({ outcome }) => outcome)

  it('are made, changed or left as they are; what is left out stays', async () => {
    const business = { name: 'Yritys Malli Oy', businessId: '2024424-8', town: 'Turku', email: 'a@malli.example' }
    const consumer = { name: 'Maija Mallikas', number: 'A-1', kind: 'CONSUMER', language: 'SV' }
    expect(outcomes(await upsert([business, consumer]))).toEqual(['CREATED', 'CREATED'])
    const second = await upsert([
      { name: 'Yritys Malli Oy', businessId: 'FI20244248', email: 'b@malli.example' },
      consumer,
    ])
    expect(outcomes(second)).toEqual(['CHANGED', 'UNCHANGED'])
    expect(second.customers[0].customer).toMatchObject({
      ...{ kind: 'BUSINESS', kindAssumed: false, businessId: '2024424-8', town: 'Turku', email: 'b@malli.example' },
    })
    expect(second.customers[1].customer).toMatchObject({ kind: 'CONSUMER', kindAssumed: false, language: 'SV' })
    // The same customer as the invoices bring.
    await invoices([invoice('1300', { customer: { name: 'Yritys Malli Oy', businessId: '2024424-8' } })])
    const rows = await t.db.sql(`SELECT 1 FROM ledger.customer WHERE company_id = $1 AND business_id = '2024424-8'`, [
      own.companyId,
    ])
    expect(rows).toHaveLength(1)
  })

  it('keep what a person has set, and what is wrong is said one by one', async () => {
    const [{ customer }] = (await upsert([{ name: 'Käsin Oy', number: 'B-1', email: 'old@malli.example' }])).customers
    await own.client.run(
      'mutation ($input: UpdateCustomerInput!) { updateCustomer(input: $input) { error { code } } }',
      {
        input: { customerId: customer.id, email: 'hand@malli.example' },
      },
    )
    const answer = await upsert([
      { name: 'Käsin Uusi Oy', number: 'B-1', email: 'program@malli.example', collectionProhibited: true },
      { name: 'Käsin Oy', number: 'B-1' },
      { name: '', number: 'B-2' },
      { name: 'X', number: 'B-3', email: 'nobody' },
      { name: 'X', businessId: '1234567-8' },
    ])
    expect(
      answer.customers.map((one: { outcome: string; refusal: object | null }) => one.refusal ?? one.outcome),
    ).toEqual([
      'CHANGED',
      { code: 'CUSTOMER_TWICE', field: 'input.customers.1.name' },
      { code: 'NAME_MISSING', field: 'input.customers.2.name' },
      { code: 'EMAIL_INVALID', field: 'input.customers.3.email' },
      { code: 'BUSINESS_ID_INVALID', field: 'input.customers.4.businessId' },
    ])
    expect(answer.customers[0].customer).toMatchObject({
      ...{ name: 'Käsin Uusi Oy', email: 'hand@malli.example', collectionProhibited: true },
    })
  })
})

it('a long description of a row is cut between two signs, never within one', async () => {
  const row = { description: `${'x'.repeat(499)}😀 ja muuta` }
  expect(codes(await invoices([invoice('7600', { rows: [row] })]))).toEqual([['IMPORTED']])
})

describe('a text that cannot be stored', () => {
  it.each(['\u0000', '\ud800'])('(%j) is refused with its item alone', async (odd) => {
    const tail = odd === '\u0000' ? 'a' : 'b'
    const taken = await invoices([invoice(`77${tail}`), invoice(`78${tail}`, { customer: { name: `Ostaja${odd}` } })])
    expect(codes(taken)).toEqual([['IMPORTED'], ['NOT_STORABLE input.invoices.1.customer.name']])
    const paid = await payments([payment(`z${odd}`, `77${tail}`), payment(`z${tail}`, `77${tail}`)])
    expect(codes(paid)).toEqual([['NOT_STORABLE input.payments.0.externalId'], ['IMPORTED']])
    const credited = await credits([
      { number: `79${odd}`, issuedOn: '2026-02-20', total: '1.00', creditedNumber: `77${tail}` },
      { number: `79${tail}`, issuedOn: '2026-02-20', total: '1.00', creditedNumber: `77${tail}` },
    ])
    expect(codes(credited)).toEqual([['NOT_STORABLE input.creditNotes.0.number'], ['IMPORTED']])
    const cards = [
      { name: `Nimi${odd}`, number: `80${tail}` },
      { name: 'Nimi', number: `81${odd}` },
      { name: 'Nimi', number: `82${tail}` },
    ]
    const query = `mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { customers { outcome refusal { code } } } }`
    const { upsertCustomers } = await own.client.run(query, { input: { companyId: own.id, customers: cards } })
    expect(
      upsertCustomers.customers.map(
        (one: { outcome: string; refusal: { code: string } | null }) => one.refusal?.code ?? one.outcome,
      ),
    ).toEqual(['NOT_STORABLE', 'NOT_STORABLE', 'CREATED'])
  })
})

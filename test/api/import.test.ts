import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { type InvoiceDraft, importInvoices, invoiceFile, madeUpIban, referenceOf } from '../kit/ledgerFiles.ts'
import { type People, people, signedIn } from '../kit/people.ts'

let t: TestApp
let all: People
let company: bigint
let seller: string
let client: Client

beforeAll(async () => {
  t = await testApp({ now: '2026-01-10' })
  all = people(t.db, t.app.database)
  company = await all.company('Mallitalo Oy')
  seller = await all.businessIdOf(company)
  client = await signedIn(t, await all.personWith(company, 'BOOKKEEPER'))
})
afterAll(() => t.close())

const draft = (number: string, more: Partial<InvoiceDraft> = {}): InvoiceDraft => ({
  seller,
  number,
  total: '124.00',
  ...more,
})

async function take(drafts: readonly InvoiceDraft[], by = client) {
  const payload = await importInvoices(by, drafts.map(invoiceFile))
  // biome-ignore lint/suspicious/noExplicitAny: as the client sees it.
  return payload.files.flatMap((file: any) => file.documents.map((document: any) => document)) as any[]
}

// biome-ignore lint/suspicious/noExplicitAny: as the client sees it.
const codes = (documents: any[]) => documents.map((document) => document.refusal?.code ?? document.outcome)

async function readInvoice(number: string) {
  const { salesInvoices } = await client.run(
    `query ($companyId: ID!, $search: String) { salesInvoices(companyId: $companyId, filter: { search: $search }) { nodes {
      number reference dueOn daysOverdue status inService open { amount } total { amount } vat { amount } auxiliaryName contactName
      contactPhone sellerIban rows { description total { amount } } warnings { code }
      customer { name kind kindAssumed businessId language town contactPersons { name phone isDefault } }
      history { from to on reason by } payments { kind paidOn amount { amount } documentNumber }
    } } }`,
    { companyId: encodeId('Company', company, company), search: number },
  )
  // biome-ignore lint/suspicious/noExplicitAny: as the client sees it.
  return salesInvoices.nodes.find((node: any) => node.number === number)
}

describe('an imported e-invoice', () => {
  it('stands in the books with all that it says', async () => {
    const contact = { name: 'Kaisa Kontakti', phone: '040 1234567', email: 'kaisa@ostaja.example' }
    const [answer] = await take([draft('1001', { contact, tradingName: 'Mallin Puoti', issuedOn: '2026-01-08' })])
    expect(answer).toMatchObject({
      index: 0,
      number: '1001',
      outcome: 'IMPORTED',
      sellerBusinessId: seller,
      refusal: null,
    })
    expect(await readInvoice('1001')).toMatchObject({
      reference: referenceOf('1001'),
      dueOn: '2026-01-22',
      daysOverdue: 0,
      status: 'OPEN',
      inService: false,
      open: { amount: '124.00' },
      auxiliaryName: 'Mallin Puoti',
      contactName: 'Kaisa Kontakti',
      sellerIban: madeUpIban(1),
      customer: {
        kind: 'BUSINESS',
        kindAssumed: false,
        businessId: '1572860-0',
        language: 'FI',
        town: 'HELSINKI',
        contactPersons: [{ name: 'Kaisa Kontakti', isDefault: true }],
      },
      history: [{ from: null, to: 'OPEN', on: '2026-01-10', reason: 'IMPORTED', by: 'BOOKKEEPER' }],
      payments: [],
    })
  })

  it("makes its account known as the company's", async () => {
    const { company: found } = await client.run('query ($id: ID!) { company(id: $id) { bankAccounts } }', {
      id: encodeId('Company', company, company),
    })
    expect(found.bankAccounts).toEqual([madeUpIban(1)])
  })

  it('that was late when it came is overdue since the day after its due date', async () => {
    await take([draft('1002', { issuedOn: '2025-12-01' })])
    expect(await readInvoice('1002')).toMatchObject({
      status: 'OVERDUE',
      daysOverdue: 26,
      history: [
        { to: 'OPEN', reason: 'IMPORTED' },
        { from: 'OPEN', to: 'OVERDUE', on: '2025-12-16', reason: 'FELL_DUE', by: null },
      ],
    })
  })

  it('with a paid part owes only the rest, the payment dated as the document', async () => {
    await take([
      draft('1003', { paid: '24.00', issuedOn: '2026-01-08' }),
      draft('1004', { paid: '124.00', issuedOn: '2026-01-08' }),
    ])
    expect(await readInvoice('1003')).toMatchObject({
      status: 'OPEN',
      open: { amount: '100.00' },
      payments: [{ kind: 'PAYMENT', paidOn: '2026-01-08', amount: { amount: '24.00' } }],
    })
    expect(await readInvoice('1004')).toMatchObject({ status: 'PAID', open: { amount: '0.00' } })
  })

  it("of a buyer without a valid business ID is taken for a consumer's, with a warning", async () => {
    const buyer = { name: 'Maija Mallikas', identifier: 'A-77', businessId: undefined as never }
    const [answer] = await take([draft('1005', { buyer })])
    expect(answer.warnings).toContainEqual({ code: 'CONSUMER_ASSUMED' })
    expect((await readInvoice('1005')).customer).toMatchObject({
      name: 'Maija Mallikas',
      kind: 'CONSUMER',
      kindAssumed: true,
    })
  })

  it('of a known customer makes no second one; the first contact person stays the default', async () => {
    await take([draft('1006', { contact: { name: 'Toinen Henkilö', phone: '050 7654321' } })])
    const { customer } = await readInvoice('1006')
    expect(
      customer.contactPersons.map((one: { name: string; isDefault: boolean }) => [one.name, one.isDefault]),
    ).toEqual([
      ['Kaisa Kontakti', true],
      ['Toinen Henkilö', false],
    ])
    const rows = await t.db.sql('SELECT 1 FROM ledger.customer WHERE business_id = $1', ['1572860-0'])
    expect(rows).toHaveLength(1)
  })

  it('that is older than what is known of the customer does not overwrite the address', async () => {
    const moved = { address: { street: ['Uusikatu 2'], postCode: '20100', town: 'TURKU', countryCode: 'FI' } }
    const was = { address: { street: ['Vanhakatu 1'], postCode: '33100', town: 'TAMPERE', countryCode: 'FI' } }
    const buyer = { name: 'Muuttaja Oy', identifier: '2024424-8', businessId: '2024424-8' }
    await take([draft('1007', { buyer: { ...buyer, ...moved }, issuedOn: '2026-01-09' })])
    await take([draft('1008', { buyer: { ...buyer, ...was }, issuedOn: '2025-06-01' })])
    expect((await readInvoice('1008')).customer.town).toBe('TURKU')
  })
})

describe('importing again', () => {
  const everything = (prefix: string) => [
    draft(`${prefix}1`),
    draft(`${prefix}2`, { paid: '24.00' }),
    draft(`${prefix}3`, { credits: `${prefix}1`, total: '24.00' }),
  ]

  async function snapshot() {
    const count = (table: string) =>
      `(SELECT count(*)::integer FROM ledger.${table} t WHERE t.company_id = $1) AS ${table}`
    const tables = ['customer', 'contact_person', 'sales_invoice', 'payment', 'status_change', 'bank_account']
    const [row] = await t.db.sql(
      `SELECT ${tables.map(count).join(', ')}, (SELECT sum(open)::text FROM ledger.sales_invoice WHERE company_id = $1) AS open`,
      [company],
    )
    return row
  }

  it('changes nothing', async () => {
    expect(codes(await take(everything('20')))).toEqual(['IMPORTED', 'IMPORTED', 'IMPORTED'])
    const before = await snapshot()
    expect(codes(await take(everything('20')))).toEqual(['ALREADY_THERE', 'ALREADY_THERE', 'ALREADY_THERE'])
    expect(await snapshot()).toEqual(before)
  })

  it('at the same moment takes each document in once', async () => {
    const runs = await Promise.all([1, 2, 3, 4].map(() => take(everything('21'))))
    const outcomes = [0, 1, 2].map((place) => runs.map((run) => run[place].outcome).sort())
    expect(outcomes).toEqual(Array(3).fill(['ALREADY_THERE', 'ALREADY_THERE', 'ALREADY_THERE', 'IMPORTED']))
    expect(await readInvoice('211')).toMatchObject({ open: { amount: '100.00' } })
  })

  it('in one upload takes a document in once', async () => {
    expect(codes(await take([draft('2201'), draft('2201')]))).toEqual(['IMPORTED', 'ALREADY_THERE'])
  })

  it('under a number that stands for another document is refused', async () => {
    await take([draft('2301')])
    expect(codes(await take([draft('2301', { total: '99.00' })]))).toEqual(['NUMBER_TAKEN_DIFFERENT'])
    expect(codes(await take([draft('2301', { credits: '2301' })]))).toEqual(['NUMBER_TAKEN_DIFFERENT'])
    expect(codes(await take([draft('2302'), draft('2302', { total: '1.00' })]))).toEqual([
      'IMPORTED',
      'NUMBER_TAKEN_DIFFERENT',
    ])
    expect((await readInvoice('2301')).total.amount).toBe('124.00')
  })
})

describe('a credit note', () => {
  it('lowers the invoice that it names, whichever comes first in the upload', async () => {
    const [credit, invoice] = await take([draft('3002', { credits: '3001', total: '24.00' }), draft('3001')])
    expect([credit.outcome, invoice.outcome]).toEqual(['IMPORTED', 'IMPORTED'])
    expect(credit).toMatchObject({ invoice: null, credited: { number: '3001', open: { amount: '100.00' } } })
    expect((await readInvoice('3001')).payments).toEqual([
      { kind: 'CREDIT_NOTE', paidOn: '2026-01-05', amount: { amount: '24.00' }, documentNumber: '3002' },
    ])
  })

  it('without a number lowers the only unpaid invoice with its reference', async () => {
    await take([draft('3003')])
    const [credit] = await take([draft('3004', { credits: '', reference: referenceOf('3003') })])
    expect(credit).toMatchObject({ outcome: 'IMPORTED', credited: { number: '3003', status: 'PAID' } })
    const history = (await readInvoice('3003')).history.at(-1)
    expect(history).toMatchObject({ to: 'PAID', reason: 'CREDITED', on: '2026-01-05' })
  })

  it('without its original, or for more than is unpaid, is refused with what to do', async () => {
    await take([draft('3005')])
    const answers = await take([
      draft('3006', { credits: '9999999' }),
      draft('3007', { credits: '3005', total: '124.01' }),
    ])
    expect(codes(answers)).toEqual(['ORIGINAL_NOT_FOUND', 'CREDIT_EXCEEDS_OPEN'])
    for (const answer of answers)
      expect(answer.refusal).toMatchObject({ line: expect.any(Number), advice: expect.any(String) })
    expect((await readInvoice('3005')).open.amount).toBe('124.00')
  })

  it('sees what the ones before it left', async () => {
    const credits = ['3012', '3013', '3014'].map((number) => draft(number, { credits: '3011', total: '50.00' }))
    expect(codes(await take([draft('3011'), ...credits]))).toEqual([
      'IMPORTED',
      'IMPORTED',
      'IMPORTED',
      'CREDIT_EXCEEDS_OPEN',
    ])
    expect((await readInvoice('3011')).open.amount).toBe('24.00')
  })
})

describe('a bad document', () => {
  it('never stops the others', async () => {
    const files = [
      invoiceFile(draft('4001')),
      { name: 'broken.xml', content: '<?xml version="1.0"?><Finvoice Version="3.0"><InvoiceDetails></Finvoice>' },
      { name: 'picture.pdf', content: '%PDF-1.7 nothing to see' },
      invoiceFile(draft('4002', { total: '50.00' })),
    ]
    const payload = await importInvoices(client, files)
    expect(payload).toMatchObject({ imported: 2, alreadyThere: 0, refused: 2 })
    expect(payload.files[2].refusal).toMatchObject({ code: 'NOT_FINVOICE', advice: expect.any(String) })
    expect(payload.files.map((file: { name: string }) => file.name)).toEqual([
      '4001.xml',
      'broken.xml',
      'picture.pdf',
      '4002.xml',
    ])
  })
})

it('what is no e-invoice does not stop the e-invoices after it in the same file', async () => {
  const other = '<?xml version="1.0"?><Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>\n'
  const { content } = invoiceFile(draft('4003'))
  const payload = await importInvoices(client, [
    { name: 'two.xml', content: Buffer.concat([Buffer.from(other), Buffer.from(content)]) },
  ])
  expect(codes(payload.files[0].documents)).toEqual(['NOT_FINVOICE', 'IMPORTED'])
})

describe('who may import', () => {
  it('nobody who is not signed in', async () => {
    const { errors } = await t.client.fresh().ask('mutation { importEInvoices(input: { files: [] }) { imported } }')
    expect(errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })

  it('nobody for a seller out of reach, who is not told whether it exists', async () => {
    const other = await all.businessIdOf(await all.company('Naapuri Oy'))
    const answers = await take([
      draft('5001', { seller: other }),
      draft('5001', { seller: '1234567-1' }),
      draft('5001'),
    ])
    expect(codes(answers)).toEqual(['SELLER_NOT_IN_SCOPE', 'SELLER_NOT_IN_SCOPE', 'IMPORTED'])
    const told = answers.slice(0, 2).map(({ refusal }) => refusal.message.replace(/\d{7}-\d/, 'X'))
    expect(told[0]).toBe(told[1])
    expect(await t.db.sql('SELECT 1 FROM ledger.sales_invoice WHERE company_id <> $1', [company])).toEqual([])
  })

  it('an auditor may not', async () => {
    const auditor = await signedIn(t, await all.personWith(company, 'AUDITOR'))
    expect(codes(await take([draft('5002')], auditor))).toEqual(['NO_RIGHT'])
  })

  it('a bureau imports for many companies in one upload, each into its own books', async () => {
    const clients = await Promise.all(['A Oy', 'B Oy'].map((name) => all.company(name)))
    const accountant = await all.user('Kirsi Kirjanpitäjä')
    await all.masterId([accountant], clients)
    const bureau = await signedIn(t, accountant)
    const [first, second] = await Promise.all(clients.map((id) => all.businessIdOf(id)))
    const answers = await take(
      [
        { seller: first as string, number: '1', total: '10.00', iban: madeUpIban(11) },
        { seller: second as string, number: '1', total: '20.00', iban: madeUpIban(12) },
        { seller: second as string, number: '2', total: '30.00', iban: madeUpIban(11) },
      ],
      bureau,
    )
    expect(codes(answers)).toEqual(['IMPORTED', 'IMPORTED', 'IMPORTED'])
    // An account stays with the company that had it first.
    expect(answers[2].warnings).toContainEqual({ code: 'ACCOUNT_OF_ANOTHER_COMPANY' })
    const accounts = await t.db.sql(
      'SELECT company_id, iban FROM ledger.bank_account WHERE company_id = ANY ($1::bigint[]) ORDER BY company_id',
      [clients],
    )
    expect(accounts.map((row) => row.iban)).toEqual([madeUpIban(11), madeUpIban(12)])
  })
})

it('a hundred invoices of one company cost about as many statements as ten', async () => {
  const many = (from: number, count: number) => Array.from({ length: count }, (_, index) => draft(String(from + index)))
  const few = await t.countStatements(() => take(many(60_000, 10)))
  const more = await t.countStatements(() => take(many(61_000, 100)))
  expect(more.length).toBeLessThanOrEqual(few.length + 2)
})

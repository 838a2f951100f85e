import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../kit/app.ts'
import { BankBooks, states } from '../kit/bankBooks.ts'
import { importBankFiles, importInvoices, invoiceFile, ktlFile, madeUpIban, referenceOf } from '../kit/ledgerFiles.ts'
import { people, signedIn } from '../kit/people.ts'

/** Incoming payments of bank files, and whose file it is. */
let t: TestApp
let books: BankBooks
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  books = new BankBooks(t)
})
afterAll(() => t.close())

describe('an incoming payment', () => {
  beforeAll(() => books.newCompany())

  it('with the reference of an invoice is booked by itself; the whole of it makes it paid', async () => {
    await books.invoices([['1001', '124.00']])
    const payload = await books.take([{ archiveId: 'A1', amount: '124.00', reference: referenceOf('1001') }])
    expect(payload).toMatchObject({ booked: 1, waiting: 0, alreadyThere: 0, refused: 0 })
    expect(payload.files[0].transactions[0]).toMatchObject({
      outcome: 'IMPORTED',
      companyName: 'Mallitalo Oy',
      transaction: { state: 'BOOKED', payments: [{ amount: { amount: '124.00' }, invoice: { number: '1001' } }] },
    })
    expect(await books.openAmounts()).toMatchObject({ 1001: '0 PAID' })
  })

  it('with a reference padded with zeros is the same', async () => {
    await books.invoices([['1002', '124.00']])
    await books.take([{ archiveId: 'A2', amount: '24.00', reference: referenceOf('1002').padStart(20, '0') }])
    expect(await books.openAmounts()).toMatchObject({ 1002: '10000 OVERDUE' })
  })

  it('of more than is unpaid leaves a remainder that waits', async () => {
    await books.invoices([['1003', '124.00']])
    const payload = await books.take([{ archiveId: 'A3', amount: '130.00', reference: referenceOf('1003') }])
    expect(payload.files[0].transactions[0].transaction).toMatchObject({
      state: 'OVERPAID',
      reason: 'MORE_THAN_OPEN',
      unallocated: { amount: '6.00' },
    })
    expect(states(await books.take([{ archiveId: 'A4', amount: '1.00', reference: referenceOf('1003') }]))).toEqual([
      'OVERPAID NOTHING_OPEN',
    ])
  })

  it('without a known reference waits for a person, with the reason', async () => {
    const payload = await books.take([
      { archiveId: 'A5', amount: '5.00', reference: referenceOf('555555') },
      { archiveId: 'A6', amount: '5.00' },
      { archiveId: 'A7', amount: '5.00', reference: '1234' },
      { archiveId: 'A8', amount: '5.00', direction: 'DBIT' },
    ])
    expect(states(payload)).toEqual([
      'UNMATCHED NO_INVOICE_WITH_REFERENCE',
      'UNMATCHED NO_REFERENCE',
      'UNMATCHED REFERENCE_INVALID',
      'OUTGOING OUTGOING',
    ])
    expect(payload).toMatchObject({ booked: 0, waiting: 3 })
  })

  it('that came before its invoice is booked when the invoice comes', async () => {
    await books.invoices([['555555', '124.00']])
    expect(await books.openAmounts()).toMatchObject({ 555555: '11900 OVERDUE' })
  })

  it('from the agency for an invoice that is paid and has left the service is its interest; from others it waits', async () => {
    await books.invoices([['1010', '124.00']])
    const reference = referenceOf('1010')
    await books.take([{ archiveId: 'S1', amount: '124.00', reference }])
    await t.db.sql(`UPDATE ledger.sales_invoice SET had_service = true WHERE company_id = $1 AND number = '1010'`, [
      books.company,
    ])
    await t.db.sql(`INSERT INTO duetto.client_funds_account (iban, valid_from) VALUES ($1, '2026-01-01')`, [
      madeUpIban(900),
    ])
    const settled = await books.take([{ archiveId: 'S2', amount: '3.20', reference, payerIban: madeUpIban(900) }])
    expect(states(settled)).toEqual(['BOOKED MATCHED'])
    expect(states(await books.take([{ archiveId: 'S3', amount: '3.20', reference }]))).toEqual([
      'OVERPAID NOTHING_OPEN',
    ])
    expect(await books.openAmounts()).toMatchObject({ 1010: '0 PAID' })
  })

  it('with the reference of several invoices pays the oldest first', async () => {
    const reference = referenceOf('777')
    const seller = await people(t.db, t.app.database).businessIdOf(books.company)
    const drafts = [
      { seller, number: '1012', total: '100.00', reference, issuedOn: '2026-02-01' },
      { seller, number: '1011', total: '100.00', reference, issuedOn: '2026-01-01' },
    ]
    await importInvoices(books.client, drafts.map(invoiceFile))
    await books.take([{ archiveId: 'A9', amount: '150.00', reference }])
    expect(await books.openAmounts()).toMatchObject({ 1011: '0 PAID', 1012: '5000 OVERDUE' })
  })

  it('twice in one batch with equal amounts is two payments', async () => {
    await books.invoices([['1013', '124.00']])
    const twin = { amount: '50.00', reference: referenceOf('1013') }
    await books.take([
      { archiveId: 'B1', ...twin },
      { archiveId: 'B2', ...twin },
    ])
    expect(await books.openAmounts()).toMatchObject({ 1013: '2400 OVERDUE' })
  })

  it('listed in a 053, a 054 and again is booked once', async () => {
    await books.invoices([['1014', '124.00']])
    const money = [{ archiveId: 'C1', amount: '124.00', reference: referenceOf('1014') }]
    expect(await books.take(money, { kind: '054' })).toMatchObject({ booked: 1 })
    expect(await books.take(money, { kind: '053' })).toMatchObject({ booked: 0, alreadyThere: 1 })
    expect(await books.take(money, { kind: '054' })).toMatchObject({ booked: 0, alreadyThere: 1 })
    const again = await Promise.all([1, 2, 3].map(() => books.take(money)))
    expect(again.map((payload) => payload.alreadyThere)).toEqual([1, 1, 1])
  })

  it('in a KTL file is booked; the account is found by its IBAN', async () => {
    await books.invoices([['1015', '124.00']])
    const money = [{ archiveId: 'D1', amount: '124.00', reference: referenceOf('1015') }]
    const payload = await importBankFiles(books.client, [ktlFile({ id: '77', money })])
    expect(payload).toMatchObject({ booked: 1, refused: 0 })
    expect(await books.openAmounts()).toMatchObject({ 1015: '0 PAID' })
  })

  it('imported at the same moment from two files is booked once', async () => {
    await books.invoices([['1016', '124.00']])
    const money = [{ archiveId: 'E1', amount: '24.00', reference: referenceOf('1016') }]
    await Promise.all([1, 2, 3, 4].map(() => books.take(money)))
    expect(await books.openAmounts()).toMatchObject({ 1016: '10000 OVERDUE' })
  })
})

describe('whose bank file it is', () => {
  beforeAll(() => books.newCompany(madeUpIban(21)))

  it('is told by the account: an unknown one, or one of a company out of reach, is refused alike', async () => {
    const other = books.client
    await books.newCompany(madeUpIban(22))
    const answers = await Promise.all(
      [madeUpIban(21), madeUpIban(99)].map((iban) => books.take([{ archiveId: 'X', amount: '1.00' }], { iban })),
    )
    expect(answers.map(states)).toEqual([['ACCOUNT_UNKNOWN'], ['ACCOUNT_UNKNOWN']])
    expect(answers[0]).toMatchObject({ refused: 1, booked: 0 })
    books.client = other
  })

  it('an auditor may not import it', async () => {
    const [own] = await t.db.sql<{ company_id: bigint }>('SELECT company_id FROM ledger.bank_account WHERE iban = $1', [
      madeUpIban(21),
    ])
    books.client = await signedIn(
      t,
      await people(t.db, t.app.database).personWith(own?.company_id as bigint, 'AUDITOR'),
    )
    expect(states(await books.take([{ archiveId: 'X', amount: '1.00' }], { iban: madeUpIban(21) }))).toEqual([
      'NO_RIGHT',
    ])
  })

  it('a transaction that no books can hold is refused alone', async () => {
    await books.newCompany(madeUpIban(23))
    await books.invoices([['501', '10.00']], madeUpIban(23))
    const payload = await books.take(
      [
        { archiveId: 'nothing', amount: '0.00' },
        { archiveId: 'small', amount: '10.00', reference: referenceOf('501') },
      ],
      { iban: madeUpIban(23) },
    )
    expect(states(payload)).toEqual(['NOT_STORABLE', 'BOOKED MATCHED'])
  })

  it('another kind of file is refused as a whole', async () => {
    const { files } = await importBankFiles(books.client, [{ name: 'x.xml', content: '<html></html>' }])
    expect(files[0]).toMatchObject({ name: 'x.xml', refusal: { advice: expect.any(String) }, transactions: [] })
  })
})

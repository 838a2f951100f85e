import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { type InvoiceDraft, importInvoices, invoiceFile } from '../kit/ledgerFiles.ts'
import { type People, people, signedIn } from '../kit/people.ts'

let t: TestApp
let all: People
let company: bigint
let client: Client

beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  all = people(t.db, t.app.database)
  company = await all.company('Mallitalo Oy')
  client = await signedIn(t, await all.personWith(company, 'BOOKKEEPER'))
})
afterAll(() => t.close())

async function take(drafts: readonly Omit<InvoiceDraft, 'seller'>[]): Promise<Record<string, string>> {
  const seller = await all.businessIdOf(company)
  const { files } = await importInvoices(
    client,
    drafts.map((draft) => invoiceFile({ ...draft, seller })),
  )
  const documents = files.flatMap(
    (file: { documents: { number: string; invoice: { id: string } }[] }) => file.documents,
  )
  return Object.fromEntries(
    documents.map((document: { number: string; invoice: { id: string } }) => [document.number, document.invoice.id]),
  )
}

const INVOICE = `{ number status open { amount } history { from to on reason by letterChannel letterCost { amount } note }
  payments { kind payerName amount { amount } reverses { kind } } }`

async function update(input: Record<string, unknown>, by = client) {
  const { updateCollectionStatus } = await by.run(
    `mutation ($input: UpdateCollectionStatusInput!) { updateCollectionStatus(input: $input) { error { code field } invoice ${INVOICE} } }`,
    { input },
  )
  return updateCollectionStatus
}

async function pay(input: Record<string, unknown>, by = client) {
  const { registerPayment } = await by.run(
    `mutation ($input: RegisterPaymentInput!) { registerPayment(input: $input) {
      error { code field } payment { id kind payerName amount { amount } invoice ${INVOICE} } } }`,
    { input },
  )
  return registerPayment
}

describe('the collection status by hand', () => {
  const letter = { status: 'REMINDED', on: '2026-02-10', letterChannel: 'PRINT', letterCost: '5.00' }

  it('keeps the change, the person, the moment and the letter in the history', async () => {
    const ids = await take([{ number: '1001', total: '124.00' }])
    expect(await update({ invoiceId: ids['1001'], ...letter, note: ' Soitettu ' })).toMatchObject({
      error: null,
      invoice: {
        status: 'REMINDED',
        history: [
          { to: 'OPEN', reason: 'IMPORTED' },
          { to: 'OVERDUE', reason: 'FELL_DUE' },
          {
            from: 'OVERDUE',
            to: 'REMINDED',
            on: '2026-02-10',
            reason: 'SET_BY_HAND',
            by: 'BOOKKEEPER',
            letterChannel: 'PRINT',
            letterCost: { amount: '5.00' },
            note: 'Soitettu',
          },
        ],
      },
    })
  })

  it('is refused with the field at fault', async () => {
    const ids = await take([
      { number: '1002', total: '124.00' },
      { number: '1003', total: '1.00', issuedOn: '2026-03-01' },
    ])
    const refused = (error: object) => ({ invoice: null, error })
    expect(await update({ invoiceId: ids['1002'], status: 'REMINDED' })).toEqual(
      refused({ code: 'LETTER_DATE_MISSING', field: 'on' }),
    )
    expect(await update({ invoiceId: ids['1002'], ...letter, letterCost: '5.001' })).toEqual(
      refused({ code: 'AMOUNT_INVALID', field: 'letterCost' }),
    )
    expect(await update({ invoiceId: ids['1002'], ...letter, note: 'k'.repeat(1001) })).toEqual(
      refused({ code: 'NOTE_TOO_LONG', field: 'note' }),
    )
    expect(await update({ invoiceId: ids['1003'], ...letter })).toEqual(
      refused({ code: 'STATUS_NOT_ALLOWED', field: 'status' }),
    )
  })

  it.each([
    ['CONSUMER', true, '5.00', null],
    ['CONSUMER', true, '5.01', 'LETTER_COST_TOO_HIGH'],
    ['CONSUMER', false, '5.01', 'LETTER_COST_TOO_HIGH'],
    ['BUSINESS', true, '12.00', null],
    ['BUSINESS', true, '12.01', 'LETTER_COST_TOO_HIGH'],
    // The VAT that the creditor cannot deduct comes on top (10 e §).
    ['BUSINESS', false, '15.06', null],
    ['BUSINESS', false, '15.07', 'LETTER_COST_TOO_HIGH'],
  ])('a letter may cost a %s what the law allows (VAT deducted: %s): %s', async (kind, deducts, letterCost, code) => {
    const number = `L${kind[0]}${deducts}${letterCost.replace('.', '')}`
    const ids = await take([{ number, total: '124.00' }])
    const own = 'SELECT customer_id FROM ledger.sales_invoice WHERE company_id = $1 AND number = $2'
    await t.db.sql(`UPDATE ledger.customer SET kind = $3 WHERE id = (${own})`, [company, number, kind])
    await t.db.sql('UPDATE access.company SET may_deduct_vat = $2 WHERE company_id = $1', [company, deducts])
    const answer = await update({ invoiceId: ids[number], ...letter, letterCost })
    await t.db.sql('UPDATE access.company SET may_deduct_vat = true WHERE company_id = $1', [company])
    expect(answer.error?.code ?? null).toBe(code)
  })

  it('as a credit loss writes off what is unpaid, and takes it back', async () => {
    const ids = await take([{ number: '1004', total: '124.00', paid: '24.00' }])
    expect(await update({ invoiceId: ids['1004'], status: 'CREDIT_LOSS' })).toMatchObject({
      invoice: {
        status: 'CREDIT_LOSS',
        open: { amount: '0.00' },
        payments: [{ kind: 'PAYMENT' }, { kind: 'CREDIT_LOSS', amount: { amount: '100.00' } }],
      },
    })
    expect(await update({ invoiceId: ids['1004'], status: 'OVERDUE' })).toMatchObject({
      invoice: {
        status: 'OVERDUE',
        open: { amount: '100.00' },
        payments: [{}, {}, { amount: { amount: '-100.00' }, reverses: { kind: 'CREDIT_LOSS' } }],
      },
    })
  })

  it('is out of reach for an auditor, and the invoice does not exist for a stranger', async () => {
    const ids = await take([{ number: '1005', total: '124.00' }])
    const ask = async (by: Client) =>
      (
        await by.ask(
          'mutation ($input: UpdateCollectionStatusInput!) { updateCollectionStatus(input: $input) { invoice { id } } }',
          {
            input: { invoiceId: ids['1005'], ...letter },
          },
        )
      ).errors[0]?.extensions.code
    expect(await ask(await signedIn(t, await all.personWith(company, 'AUDITOR')))).toBe('FORBIDDEN')
    expect(
      await ask(await signedIn(t, await all.personWith(await all.company('Naapuri Oy'), 'COMPANY_ADMINISTRATOR'))),
    ).toBe('NOT_FOUND')
    expect(await ask(t.client.fresh())).toBe('UNAUTHENTICATED')
  })
})

describe('a payment by hand', () => {
  it('lowers the invoice once per key, also when sent many times at once', async () => {
    const ids = await take([{ number: '2001', total: '124.00' }])
    const input = {
      invoiceId: ids['2001'],
      amount: '100.00',
      paidOn: '2026-03-01',
      payerName: 'Maija Mallikas',
      idempotencyKey: 'k1',
    }
    const answers = await Promise.all([1, 2, 3, 4].map(() => pay(input)))
    expect(new Set(answers.map((answer) => answer.payment.id)).size).toBe(1)
    expect(answers[0].payment).toMatchObject({
      kind: 'PAYMENT',
      payerName: 'Maija Mallikas',
      invoice: { open: { amount: '24.00' }, status: 'OVERDUE' },
    })
    expect(await pay({ ...input, amount: '1.00' })).toMatchObject({ payment: null, error: { code: 'KEY_REUSED' } })
    expect(await pay({ ...input, amount: '24.00', idempotencyKey: 'k2' })).toMatchObject({
      payment: { invoice: { status: 'PAID' } },
    })
  })

  it('is refused when it cannot be', async () => {
    const ids = await take([{ number: '2002', total: '124.00' }])
    const input = { invoiceId: ids['2002'], amount: '1.00', paidOn: '2026-03-01', idempotencyKey: 'r' }
    const code = async (more: object) => (await pay({ ...input, ...more })).error?.code
    expect(await code({ amount: '124.01' })).toBe('EXCEEDS_OPEN')
    expect(await code({ amount: '0.00' })).toBe('AMOUNT_NOT_POSITIVE')
    expect(await code({ amount: '1.001' })).toBe('AMOUNT_INVALID')
    expect(await code({ paidOn: '2026-03-03' })).toBe('DATE_IN_FUTURE')
    expect(await code({ settlement: true })).toBe('NOT_IN_SERVICE')
    expect(await code({ idempotencyKey: ' ' })).toBe('KEY_MISSING')
    expect(await code({ idempotencyKey: 'k'.repeat(201) })).toBe('KEY_MISSING')
    expect(await code({ payerName: 'k'.repeat(201) })).toBe('TOO_LONG')
    expect(await code({ amount: '99999999999999999999.00' })).toBe('AMOUNT_TOO_LARGE')
  })

  it('of another year than was meant is refused: nothing was owed before the invoice was issued', async () => {
    const ids = await take([{ number: '2004', total: '124.00' }])
    const invoiceId = ids['2004']
    const key = { amount: '1.00', idempotencyKey: 'year' }
    expect((await pay({ invoiceId, paidOn: '2025-03-01', ...key })).error).toEqual({
      code: 'DAY_TOO_EARLY',
      field: 'paidOn',
    })
    const { errors, data } = await client.ask(
      `mutation ($loss: BookCreditLossInput!, $credit: RegisterCreditNoteInput!) {
        bookCreditLoss(input: $loss) { error { code field } } registerCreditNote(input: $credit) { error { code field } } }`,
      {
        loss: { invoiceId, on: '2025-03-01', reason: 'Bankrupt' },
        credit: { invoiceId, number: 'H9', creditedOn: '2025-03-01', ...key },
      },
    )
    expect(errors).toEqual([])
    expect(data).toEqual({
      bookCreditLoss: { error: { code: 'DAY_TOO_EARLY', field: 'on' } },
      registerCreditNote: { error: { code: 'DAY_TOO_EARLY', field: 'creditedOn' } },
    })
  })

  it('is not looked for by an amount that no books hold', async () => {
    const { errors } = await client.ask(
      'query ($id: ID!) { salesInvoices(companyId: $id, filter: { openFrom: "99999999999999999999" }) { nodes { id } } }',
      { id: encodeId('Company', company, company) },
    )
    expect(errors.map((error) => error.extensions.code)).toEqual(['BAD_USER_INPUT'])
  })

  it('registered at once with another one never makes more paid than is owed', async () => {
    const ids = await take([{ number: '2003', total: '100.00' }])
    const answers = await Promise.all(
      [1, 2, 3, 4].map((key) =>
        pay({ invoiceId: ids['2003'], amount: '60.00', paidOn: '2026-03-01', idempotencyKey: `c${key}` }),
      ),
    )
    expect(answers.map((answer) => answer.error?.code ?? 'PAID').sort()).toEqual([
      'EXCEEDS_OPEN',
      'EXCEEDS_OPEN',
      'EXCEEDS_OPEN',
      'PAID',
    ])
  })
})

describe('the open sales invoices', () => {
  const companyId = () => encodeId('Company', company, company)

  beforeAll(async () => {
    company = await all.company('Osasto Oy')
    client = await signedIn(t, await all.personWith(company, 'BOOKKEEPER'))
    const ids = await take([
      { number: '9', total: '10.00', issuedOn: '2026-02-25', iban: 'FI2112345600000785' },
      { number: '10', total: '30.00', issuedOn: '2026-01-02', iban: 'FI2112345600000785' },
      {
        number: '11',
        total: '20.00',
        issuedOn: '2026-01-01',
        iban: 'FI2112345600000785',
        buyer: { name: 'Åke Öhman', identifier: 'X', businessId: undefined as never },
      },
      { number: '12', total: '40.00', issuedOn: '2026-01-03', iban: 'FI2112345600000785', paid: '40.00' },
    ])
    await update({
      invoiceId: ids['11'],
      status: 'REMINDED',
      on: '2026-02-10',
      letterChannel: 'EMAIL',
      letterCost: '0.00',
    })
  })

  const list = async (filter: object | null, sort = 'DUE_DATE', page: object = {}) =>
    (
      await client.run(
        `query ($id: ID!, $filter: SalesInvoiceFilter, $sort: SalesInvoiceSort!, $first: Int, $after: String) {
          salesInvoices(companyId: $id, filter: $filter, sort: $sort, first: $first, after: $after) { nodes { number } pageInfo { hasNextPage endCursor } } }`,
        { id: companyId(), filter, sort, ...page },
      )
    ).salesInvoices
  const numbers = async (...args: Parameters<typeof list>) =>
    (await list(...args)).nodes.map((node: { number: string }) => node.number)

  it('stand in sections with count and sum, always all four', async () => {
    const { company: found } = await client.run(
      'query ($id: ID!) { company(id: $id) { invoiceSections { section count open { amount currency } } } }',
      { id: companyId() },
    )
    expect(found.invoiceSections).toEqual([
      { section: 'OPEN', count: 1, open: { amount: '10.00', currency: 'EUR' } },
      { section: 'OVERDUE', count: 1, open: { amount: '30.00', currency: 'EUR' } },
      { section: 'REMINDED_REQUESTED', count: 1, open: { amount: '20.00', currency: 'EUR' } },
      { section: 'IN_SERVICE', count: 0, open: { amount: '0.00', currency: 'EUR' } },
    ])
  })

  it('are listed by section, status, customer, day and words', async () => {
    expect(await numbers({ section: 'OPEN' })).toEqual(['9'])
    expect(await numbers({ section: 'OVERDUE' })).toEqual(['10'])
    expect(await numbers({ section: 'REMINDED_REQUESTED' })).toEqual(['11'])
    expect(await numbers({ statuses: ['PAID', 'OPEN'] })).toEqual(['12', '9'])
    expect(await numbers({ search: 'öhman' })).toEqual(['11'])
    expect(await numbers({ search: '10%' })).toEqual([])
    expect(await numbers({ dueFrom: '2026-01-16', dueTo: '2026-01-31' })).toEqual(['10', '12'])
  })

  it.each([
    ['DUE_DATE', ['11', '10', '12', '9']],
    ['NUMBER', ['9', '10', '11', '12']],
    ['OPEN_DESC', ['10', '11', '9', '12']],
  ])('by %s page by page give every row once', async (sort, expected) => {
    const seen: string[] = []
    let after: string | null = null
    do {
      const page: { nodes: { number: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } = await list(
        null,
        sort,
        { first: 1, after },
      )
      seen.push(...page.nodes.map((node) => node.number))
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
    } while (after)
    expect(seen).toEqual(expected)
  })

  it('do not exist for a stranger', async () => {
    const stranger = await signedIn(t, await all.personWith(await all.company('Naapuri Oy'), 'COMPANY_ADMINISTRATOR'))
    for (const field of ['salesInvoices', 'payments', 'bankTransactions']) {
      const { errors } = await stranger.ask(`query ($id: ID!) { ${field}(companyId: $id) { nodes { id } } }`, {
        id: companyId(),
      })
      expect(errors[0]?.extensions.code).toBe('NOT_FOUND')
    }
    const { nodes } = (
      await client.run('query ($id: ID!) { salesInvoices(companyId: $id) { nodes { id } } }', { id: companyId() })
    ).salesInvoices
    const { salesInvoice, node } = await stranger.run(
      'query ($id: ID!) { salesInvoice(id: $id) { id } node(id: $id) { id } }',
      { id: nodes[0].id },
    )
    expect([salesInvoice, node]).toEqual([null, null])
  })
})

it('fifty invoices with everything cost as many statements as one', async () => {
  const drafts = Array.from({ length: 50 }, (_, index) => ({
    number: String(70_000 + index),
    total: '10.00',
    paid: '1.00',
    contact: { name: 'K' },
  }))
  await take(drafts)
  const everything = `query ($id: ID!, $first: Int!) { salesInvoices(companyId: $id, first: $first) { nodes {
    company { name bankAccounts } customer { name contactPersons { name } } history { by } payments { reverses { id } bankTransaction { statement { id } } } } } }`
  const count = (first: number) =>
    t.countStatements(() => client.run(everything, { id: encodeId('Company', company, company), first }))
  expect((await count(50)).length).toBe((await count(1)).length)
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import { BankBooks, states } from '../kit/bankBooks.ts'
import { type MoneyDraft, referenceOf } from '../kit/ledgerFiles.ts'

/** Money that the bank takes back. */
let t: TestApp
let books: BankBooks
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  books = new BankBooks(t)
})
afterAll(() => t.close())

describe('a reversal', () => {
  beforeAll(() => books.newCompany())

  const paid = (archiveId: string, number: string, amount = '124.00'): MoneyDraft => ({
    archiveId,
    amount,
    reference: referenceOf(number),
  })
  const taken = (archiveId: string, number: string, amount = '124.00'): MoneyDraft => ({
    ...paid(archiveId, number, amount),
    reversal: true,
    on: '2026-02-10',
  })

  it('takes the payment back by a counter-entry and opens the invoice again', async () => {
    await books.invoices([['3001', '124.00']])
    await books.take([paid('R1', '3001')])
    const payload = await books.take([taken('R1', '3001')])
    expect(states(payload)).toEqual(['BOOKED TAKES_BACK_PAYMENT'])
    expect(await books.openAmounts()).toMatchObject({ 3001: '12400 OVERDUE' })
    const { payments } = await books.client.run(
      `query ($id: ID!) { payments(companyId: $id, filter: { search: "3001" }) { nodes {
        kind amount { amount } reverses { amount { amount } } bankTransaction { reversal } invoice { history { to on reason } } } } }`,
      { id: encodeId('Company', books.company, books.company) },
    )
    expect(
      payments.nodes.map((one: { amount: { amount: string }; reverses: object | null }) => [
        one.amount.amount,
        one.reverses,
      ]),
    ).toEqual([
      ['-124.00', { amount: { amount: '124.00' } }],
      ['124.00', null],
    ])
    expect(payments.nodes[0].invoice.history.slice(-2)).toEqual([
      { to: 'PAID', on: '2026-02-02', reason: 'PAID' },
      { to: 'OVERDUE', on: '2026-02-10', reason: 'REOPENED' },
    ])
  })

  it('brings a reminded invoice back to reminded: its letter stays sent', async () => {
    await books.invoices([['3002', '124.00']])
    const input = { status: 'REMINDED', on: '2026-02-05', letterChannel: 'PRINT', letterCost: '5.00' }
    const { salesInvoices } = await books.client.run(
      'query ($id: ID!) { salesInvoices(companyId: $id, filter: { search: "3002" }) { nodes { id } } }',
      { id: encodeId('Company', books.company, books.company) },
    )
    const { updateCollectionStatus } = await books.client.run(
      'mutation ($input: UpdateCollectionStatusInput!) { updateCollectionStatus(input: $input) { error { code } invoice { status } } }',
      { input: { invoiceId: salesInvoices.nodes[0].id, ...input } },
    )
    expect(updateCollectionStatus).toEqual({ error: null, invoice: { status: 'REMINDED' } })
    await books.take([paid('R2', '3002'), taken('R2', '3002')])
    expect(await books.openAmounts()).toMatchObject({ 3002: '12400 REMINDED' })
  })

  it('that comes before its payment waits for it', async () => {
    await books.invoices([['3003', '124.00']])
    expect(states(await books.take([taken('R3', '3003')]))).toEqual(['UNMATCHED REVERSAL_WITHOUT_PAYMENT'])
    expect(states(await books.take([paid('R3', '3003')]))).toEqual(['REVERSED TAKEN_BACK'])
    expect(await books.openAmounts()).toMatchObject({ 3003: '12400 OVERDUE' })
  })

  it('gives room to money that waits with the same reference', async () => {
    await books.invoices([['3004', '124.00']])
    await books.take([paid('R4', '3004', '100.00'), paid('R5', '3004', '60.00')])
    expect(await books.openAmounts()).toMatchObject({ 3004: '0 PAID' })
    await books.take([taken('R4', '3004', '100.00')])
    expect(await books.openAmounts()).toMatchObject({ 3004: '6400 OVERDUE' })
  })

  it('imported again changes nothing', async () => {
    const before = await books.openAmounts()
    expect(await books.take([taken('R4', '3004', '100.00'), taken('R1', '3001')])).toMatchObject({
      booked: 0,
      alreadyThere: 2,
    })
    expect(await books.openAmounts()).toEqual(before)
  })
})

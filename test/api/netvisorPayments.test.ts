import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { bankFile, importBankFiles, importInvoices, invoiceFile, madeUpIban, referenceOf } from '../kit/ledgerFiles.ts'
import { type NetvisorApp, netvisorApp } from '../kit/netvisorApp.ts'
import { type NetvisorCompany, netvisorCompany } from '../kit/netvisorCompany.ts'

/** Payments of Netvisor, each once, from one source a day. */

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

describe('payments', () => {
  const REGISTER = `mutation ($input: RegisterPaymentInput!) { registerPayment(input: $input) { payment { id } error { code } } }`

  async function register(paidOn: string) {
    const [invoice] = await t.db.sql<{ id: bigint }>(
      'SELECT id FROM ledger.sales_invoice WHERE company_id = $1 LIMIT 1',
      [company.id],
    )
    const invoiceId = encodeId('SalesInvoice', company.id, invoice?.id ?? 0n)
    const input = { invoiceId, amount: '1.00', paidOn, idempotencyKey: randomBytes(8).toString('hex') }
    return (await company.client.run(REGISTER, { input })).registerPayment.error?.code ?? null
  }

  it('of Netvisor are booked once each, by its keys, and those that the bank refused are not', async () => {
    company.netvisor.invoice({ number: '1', total: '100.00', reference: '1070' })
    company.netvisor.invoice({ number: '2', total: '100.00', reference: '1070' })
    await company.connect()
    await company.act('setPaymentSource', { source: 'NETVISOR', from: '2026-03-01' })
    company.netvisor.payment({ invoice: '2', sum: '40.00', on: '2026-03-01', reference: '1070' })
    company.netvisor.payment({ invoice: '2', sum: '40.00', on: '2026-03-01', reference: '1070' })
    company.netvisor.payment({ invoice: '1', sum: '100.00', on: '2026-03-02', bankStatus: 'FAILED' })
    company.netvisor.payment({ invoice: '1', sum: '7.00', on: '2026-02-27', reference: '1070' })
    expect(await company.fetchNow()).toMatchObject({ payments: 2 })
    expect(await company.fetchNow()).toMatchObject({ payments: 0 })
    // The reference is of both: Netvisor said which.
    expect(await company.payments()).toEqual(['2 PAYMENT 4000 2026-03-01', '2 PAYMENT 4000 2026-03-01'])
  })

  it('behind a partly paid invoice are counted with it and not again', async () => {
    await company.connect()
    await company.act('setPaymentSource', { source: 'NETVISOR', from: '2026-03-01' })
    company.netvisor.payment({ invoice: '1', sum: '30.00', on: '2026-03-02', reference: '1070' })
    company.netvisor.invoice({ number: '1', total: '100.00', open: '70.00', reference: '1070' })
    await company.fetchNow()
    // Netvisor got it after it had told what is unpaid.
    company.netvisor.payment({ invoice: '1', sum: '20.00', on: '2026-03-02', reference: '1070' })
    await company.fetchNow()
    await company.fetchNow()
    expect(await company.books()).toEqual(['1 10000 5000 OVERDUE NETVISOR'])
  })

  it('wait for their invoice when they come first', async () => {
    await company.connect()
    await company.act('setPaymentSource', { source: 'NETVISOR', from: '2026-03-01' })
    company.netvisor.payment({ sum: '30.00', on: '2026-03-02', reference: '1070' })
    await company.fetchNow()
    company.netvisor.invoice({ number: '1', total: '100.00', reference: '1070' })
    await company.fetchNow()
    expect(await company.payments()).toEqual(['1 PAYMENT 3000 2026-03-02'])
  })

  it('that Netvisor changes or takes back are taken back by counter-entries', async () => {
    company.netvisor.invoice({ number: '1', total: '100.00', reference: '1070' })
    await company.connect()
    await company.act('setPaymentSource', { source: 'NETVISOR', from: '2026-03-01' })
    const changed = company.netvisor.payment({ invoice: '1', sum: '30.00', on: '2026-03-02' })
    const failed = company.netvisor.payment({ invoice: '1', sum: '20.00', on: '2026-03-02' })
    await company.fetchNow()
    company.netvisor.changePayment(changed, { sum: '35.00' })
    company.netvisor.changePayment(failed, { bankStatus: 'FAILED' })
    await company.fetchNow()
    await company.fetchNow()
    expect(await company.books()).toEqual(['1 10000 6500 OVERDUE NETVISOR'])
    expect(await company.payments()).toEqual([
      '1 PAYMENT 3000 2026-03-02',
      '1 PAYMENT 2000 2026-03-02',
      '1 PAYMENT -3000 2026-03-02',
      '1 PAYMENT -2000 2026-03-02',
      '1 PAYMENT 3500 2026-03-02',
    ])
  })

  it('have one source a day: bank files and people are refused on days of Netvisor, and the other way round', async () => {
    await importInvoices(company.client, [
      invoiceFile({ seller: company.businessId, number: '21', total: '100.00', iban: madeUpIban(77) }),
    ])
    await company.connect()
    await company.act('setPaymentSource', { source: 'NETVISOR', from: '2026-03-02' })
    const money = [
      { archiveId: 'A1', amount: '10.00', reference: referenceOf('21'), on: '2026-03-01' },
      { archiveId: 'A2', amount: '20.00', reference: referenceOf('21'), on: '2026-03-02' },
    ]
    const { files } = await importBankFiles(company.client, [bankFile({ id: 'S1', iban: madeUpIban(77), money })])
    const codes = files[0].transactions.map((one: { refusal: { code: string } | null }) => one.refusal?.code ?? null)
    expect(codes).toEqual([null, 'PAYMENTS_FROM_NETVISOR'])
    expect(await company.payments()).toEqual(['21 PAYMENT 1000 2026-03-01'])
    expect(await register('2026-03-02')).toBe('PAYMENTS_FROM_NETVISOR')
    expect(await register('2026-03-01')).toBeNull()
    const back = await company.act('setPaymentSource', { source: 'BANK_FILES', from: '2026-03-02' })
    expect(back.error).toBeNull()
    expect(await register('2026-03-02')).toBeNull()
    expect((await importBankFiles(company.client, [bankFile({ id: 'S1', iban: madeUpIban(77), money })])).booked).toBe(
      1,
    )
  })

  it('change their source only on a day after the last money of the other one', async () => {
    await importInvoices(company.client, [
      invoiceFile({ seller: company.businessId, number: '22', total: '100.00', iban: madeUpIban(78) }),
    ])
    const money = [{ archiveId: 'B1', amount: '10.00', reference: referenceOf('22'), on: '2026-02-20' }]
    await importBankFiles(company.client, [bankFile({ id: 'S2', iban: madeUpIban(78), money })])
    expect((await company.act('setPaymentSource', { source: 'NETVISOR', from: '2026-02-21' })).error.code).toBe(
      'NOT_CONNECTED',
    )
    await company.connect()
    const { error } = await company.act('setPaymentSource', { source: 'NETVISOR', from: '2026-02-20' })
    expect(error).toMatchObject({ code: 'SOURCE_OVERLAPS', values: [{ name: 'earliest', value: '2026-02-21' }] })
    expect(await register('2026-02-25')).toBeNull()
    const byHand = await company.act('setPaymentSource', { source: 'NETVISOR', from: '2026-02-21' })
    expect(byHand.error).toMatchObject({ code: 'SOURCE_OVERLAPS', values: [{ name: 'earliest', value: '2026-02-26' }] })
    const { company: shown } = await company.act('setPaymentSource', { source: 'NETVISOR', from: '2026-02-26' })
    expect(shown.paymentSource).toBe('NETVISOR')
  })

  it('of a bank file are not booked on what an invoice came with as paid; a person decides', async () => {
    await importInvoices(company.client, [
      invoiceFile({ seller: company.businessId, number: '30', total: '1.00', iban: madeUpIban(79) }),
    ])
    company.netvisor.invoice({ number: '31', total: '100.00', open: '60.00', reference: referenceOf('31') })
    await company.connect()
    const money = [
      { archiveId: 'C1', amount: '40.00', reference: referenceOf('31'), on: '2026-02-20' },
      { archiveId: 'C2', amount: '15.00', reference: referenceOf('31'), on: '2026-03-03' },
    ]
    t.clock.set('2026-03-04')
    const { files } = await importBankFiles(company.client, [bankFile({ id: 'S3', iban: madeUpIban(79), money })])
    const reasons = files[0].transactions.map(
      (one: { transaction: { state: string; reason: string } }) => `${one.transaction.state} ${one.transaction.reason}`,
    )
    expect(reasons).toEqual(['UNMATCHED COUNTED_AT_IMPORT', 'BOOKED MATCHED'])
    expect((await company.books())[1]).toBe('31 10000 4500 OVERDUE NETVISOR')
  })
})

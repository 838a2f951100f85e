import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bankFile, importBankFiles, madeUpIban, referenceOf } from '../kit/ledgerFiles.ts'
import { USER } from '../kit/netvisor.ts'
import { type NetvisorApp, netvisorApp } from '../kit/netvisorApp.ts'
import { type NetvisorCompany, netvisorCompany } from '../kit/netvisorCompany.ts'
import { people, signedIn } from '../kit/people.ts'

/** Connecting a company to Netvisor, against a server that speaks like it. */

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

describe('the connection', () => {
  it('is stored when Netvisor accepts it, its key sealed, and the first fetch starts at once', async () => {
    company.netvisor.invoice({ number: '1', total: '123.45', reference: '1070', substatus: 'overdue' })
    const { company: shown, error } = await company.connect()
    expect(error).toBeNull()
    expect(shown.netvisor).toMatchObject({ customerId: USER.customerId, setBy: 'COMPANY_ADMINISTRATOR' })
    expect(await company.books()).toEqual(['1 12345 12345 OVERDUE NETVISOR'])
    const [row] = await t.db.sql<{ key: Buffer }>(
      'SELECT customer_key AS key FROM ledger.netvisor_connection WHERE company_id = $1',
      [company.id],
    )
    expect(row?.key.toString('latin1')).not.toContain(USER.customerKey)
  })

  it('gives invoices the account that Netvisor does not tell, and bank files their company', async () => {
    company.netvisor.invoice({ number: '1', total: '10.00', reference: referenceOf('1') })
    expect((await company.act('connectNetvisor', { ...USER, iban: 'FI00' })).error.code).toBe('IBAN_INVALID')
    expect((await company.act('connectNetvisor', { ...USER, iban: madeUpIban(80) })).error).toBeNull()
    const money = [{ archiveId: 'D1', amount: '10.00', reference: referenceOf('1'), on: '2026-03-02' }]
    expect((await importBankFiles(company.client, [bankFile({ id: 'S4', iban: madeUpIban(80), money })])).booked).toBe(
      1,
    )
    const [row] = await t.db.sql<{ iban: string }>(
      'SELECT seller_iban AS iban FROM ledger.sales_invoice WHERE company_id = $1',
      [company.id],
    )
    expect(row?.iban).toBe(madeUpIban(80))
  })

  it.each([
    ['a wrong customer id', { ...USER, customerId: 'somebody' }, 'NETVISOR_AUTHENTICATION'],
    ['a wrong key', { ...USER, customerKey: 'guessed' }, 'NETVISOR_AUTHENTICATION'],
    ['no key', { ...USER, customerKey: ' ' }, 'CREDENTIALS_MISSING'],
  ])('is refused with %s, and nothing is stored', async (_, credentials, code) => {
    const { error } = await company.act('connectNetvisor', credentials)
    expect(error.code).toBe(code)
    expect((await company.state()).netvisor).toBeNull()
  })

  it('tells in the words of Netvisor why it refuses, and when it cannot be reached', async () => {
    await company.connect()
    company.netvisor.trouble = () => 'INVALID_DATA :: Yritys on suljettu'
    const refused = await company.act('testNetvisor')
    expect(refused.error).toMatchObject({
      code: 'NETVISOR_REFUSED',
      values: [{ name: 'words', value: 'INVALID_DATA :: Yritys on suljettu' }],
    })
    company.netvisor.trouble = () => 502
    expect((await company.act('testNetvisor')).error.code).toBe('NETVISOR_UNREACHABLE')
    company.netvisor.trouble = () => undefined
    expect((await company.act('testNetvisor')).error).toBeNull()
  })

  it('is made by administrators alone; a bookkeeper may fetch', async () => {
    await company.connect()
    const keeper = await signedIn(t, await people(t.db, t.app.database).personWith(company.id, 'BOOKKEEPER'))
    const input = { input: { companyId: company.companyId, ...USER } }
    const query = 'mutation ($input: ConnectNetvisorInput!) { connectNetvisor(input: $input) { error { code } } }'
    const { errors } = await keeper.ask(query, input)
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN')
    expect((await company.act('fetchFromNetvisor', {}, keeper)).error).toBeNull()
  })

  it('ends only when Netvisor is the source of nothing, and what came stays', async () => {
    company.netvisor.invoice({ number: '1', total: '10.00' })
    await company.connect()
    await company.act('setStatusMaster', { master: 'NETVISOR' })
    expect((await company.act('disconnectNetvisor')).error.code).toBe('NETVISOR_IS_MASTER')
    await company.act('setStatusMaster', { master: 'DUETTO' })
    await company.act('setPaymentSource', { source: 'NETVISOR', from: '2026-04-01' })
    expect((await company.act('disconnectNetvisor')).error.code).toBe('NETVISOR_IS_SOURCE')
    await company.act('setPaymentSource', { source: 'BANK_FILES', from: '2026-03-02' })
    expect((await company.act('disconnectNetvisor')).company.netvisor).toBeNull()
    expect(await company.books()).toHaveLength(1)
  })
})

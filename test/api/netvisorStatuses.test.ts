import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { importInvoices, invoiceFile } from '../kit/ledgerFiles.ts'
import { ledgerPage } from '../kit/ledgerPage.ts'
import { type NetvisorApp, netvisorApp } from '../kit/netvisorApp.ts'
import { type NetvisorCompany, netvisorCompany } from '../kit/netvisorCompany.ts'

/** Statuses between the ledger and Netvisor, with one master. */

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

describe('statuses', () => {
  const UPDATE = `mutation ($input: UpdateCollectionStatusInput!) { updateCollectionStatus(input: $input) { error { code } } }`

  async function setByHand(number: string, status: string, letter = true) {
    const [invoice] = await t.db.sql<{ id: bigint }>(
      'SELECT id FROM ledger.sales_invoice WHERE company_id = $1 AND number = $2',
      [company.id, number],
    )
    const input = {
      invoiceId: encodeId('SalesInvoice', company.id, invoice?.id ?? 0n),
      status,
      ...(letter ? { on: '2026-03-01', letterChannel: 'PRINT', letterCost: '5.00' } : {}),
    }
    return (await company.client.run(UPDATE, { input })).updateCollectionStatus.error?.code ?? null
  }

  const report = async () => {
    await t.app.ledger.netvisor.tick()
    await t.settle()
  }

  it('mastered here are told to Netvisor once, and again when it does not take them', async () => {
    company.netvisor.invoice({ number: '1', total: '10.00', substatus: 'overdue' })
    await company.connect()
    expect(await setByHand('1', 'REMINDED')).toBeNull()
    company.netvisor.trouble = (path) => (path.startsWith('update') ? 'INVALID_DATA :: Lasku on lukittu' : undefined)
    await report()
    expect((await company.state()).netvisor).toMatchObject({
      statusesWaiting: 1,
      reportFailures: [{ attempts: 1, error: { code: 'NETVISOR_REFUSED' }, invoice: { number: '1' } }],
    })
    company.netvisor.trouble = () => undefined
    await report()
    expect(company.netvisor.told).toEqual([])
    t.clock.set('2026-03-02T10:06:00Z')
    await report()
    await report()
    expect(company.netvisor.told).toEqual(['1 reminded'])
    expect((await company.state()).netvisor).toMatchObject({ statusesWaiting: 0, reportFailures: [] })
    t.clock.set('2026-03-03')
    await company.fetchNow()
    expect(await setByHand('1', 'OVERDUE', false)).toBeNull()
    t.clock.set('2026-03-03T10:10:00Z')
    await report()
    expect(company.netvisor.told).toEqual(['1 reminded', '1 overdue'])
  })

  it('mastered in Netvisor are taken over when they change there, and nobody changes them here', async () => {
    const key = company.netvisor.invoice({ number: '1', total: '10.00', substatus: 'overdue' })
    const lost = company.netvisor.invoice({ number: '2', total: '10.00', substatus: 'overdue' })
    await importInvoices(company.client, [invoiceFile({ seller: company.businessId, number: '99', total: '5.00' })])
    await company.connect()
    await company.act('setStatusMaster', { master: 'NETVISOR' })
    expect(await setByHand('1', 'REMINDED')).toBe('STATUS_FROM_NETVISOR')
    expect(await setByHand('99', 'REMINDED')).toBeNull()
    t.clock.set('2026-03-03')
    company.netvisor.change(key, { substatus: 'requested' })
    company.netvisor.change(lost, { status: 'creditloss', substatus: undefined as never, open: '0.00' })
    expect(await company.fetchNow()).toMatchObject({ changed: 2 })
    expect((await company.books()).slice(0, 2)).toEqual([
      '1 1000 1000 REQUESTED NETVISOR',
      '2 1000 0 CREDIT_LOSS NETVISOR',
    ])
    await report()
    expect(company.netvisor.told).toEqual([])
    const page = await ledgerPage(t.db, '99')
    expect(page).toContain('REMINDED')
  })
})

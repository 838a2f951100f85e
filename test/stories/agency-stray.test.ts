import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientFundsCheck } from '../../server/src/agency/funds/fundsCheck.ts'
import { type AgencyBench, agencyBench, FUNDS } from '../kit/agency.ts'
import { come, fileOf, page } from '../kit/clientFunds.ts'
import { bankFile } from '../kit/ledgerFiles.ts'

let bench: AgencyBench
beforeAll(async () => {
  bench = await agencyBench('2026-04-07')
})
afterAll(() => bench.close())

describe('money that comes where nothing is owed', () => {
  const wish = { creditor: '1234567-1', amount: '40.00', issuedOn: '2026-03-25', dueOn: '2026-05-15' } as const
  const euro = (amount: string) => ({ amount, currency: 'EUR' })

  it.each([
    ['for a case that a direct payment has ended', 'DIRECT', { owedToDebtors: 4_000n }],
    ['twice', 'TWICE', { owedToCreditors: 4_000n, owedToDebtors: 4_000n }],
    ['for a case that was recalled, whose debt stands', 'RECALLED', { owedToCreditors: 4_000n }],
    ['with a reference that no case has', 'REFUSED', { unmatched: 4_000n }],
    ['for a case that was returned', 'RETURNED', { owedToCreditors: 4_000n }],
    ['and is taken back by the bank', 'REVERSED', {}],
  ] as const)('%s', async (_, course, change) => {
    const before = await bench.standing()
    const assignment = await bench.open(wish)
    const reference = bench.referenceOf(assignment)
    if (course === 'DIRECT') {
      await bench.send(assignment, 'DIRECT_PAYMENT', { paymentId: 'd', amount: euro('40.00'), paidOn: bench.today() })
    }
    if (course === 'RECALLED') {
      await bench.send(assignment, 'RECALL_REQUEST', { reason: 'Virhe', requestedOn: bench.today() })
      const [request] = await bench.agency.desk.requests(bench.staff)
      if (request) await bench.agency.desk.answer(bench.staff, { ...request, confirm: true, note: null })
      await bench.settle()
    }
    if (course === 'RETURNED') {
      await bench.db.sql(
        `UPDATE agency.assignment SET stage = 'CLOSED', close_reason = 'RETURNED', closed_on = $2 WHERE uid = $1`,
        [assignment, bench.today()],
      )
    }
    const id = await come(bench, '40.00', course === 'REFUSED' ? '1232' : reference)
    if (course === 'TWICE') await come(bench, '40.00', reference)
    if (course === 'REVERSED') await come(bench, '40.00', reference, true, id)
    const after = await bench.standing()
    const changed = Object.fromEntries(
      (['owedToCreditors', 'owedByCreditors', 'owedToDebtors', 'owedToAgency', 'unmatched'] as const)
        .map((field) => [field, (after?.[field] ?? 0n) - (before?.[field] ?? 0n)] as const)
        .filter(([, cents]) => cents !== 0n),
    )
    expect(changed).toEqual(change)
    expect(after?.difference).toBe(0n)
  })

  it('without a reference is taken back again wherever staff had put it, or where nobody had yet', async () => {
    const assignment = await bench.open(wish)
    const before = await bench.standing()
    const id = await come(bench, '40.00', '')
    await come(bench, '40.00', '', true, id)
    expect(await bench.standing()).toEqual(before)
    const desk = bench.agency.money.fundsDesk
    const placed = await come(bench, '40.00', '')
    const [found] = await desk.transactions(bench.staff, { state: 'UNMATCHED', isOverpaid: false }, page)
    const [to] = await desk.candidates(bench.staff, bench.referenceOf(assignment))
    if (!found || !to) throw new Error('Both are there.')
    expect(await desk.match(bench.staff, found.id, to)).toMatchObject({ ok: true })
    await come(bench, '40.00', '', true, placed)
    expect(await bench.standing()).toEqual(before)
    expect(bench.balance(assignment)).toBe('40.00')
  })

  it('that a company pays of an invoice without its reference is put there by hand, at most what is open', async () => {
    const creditor = '1234567-1'
    await bench.open({ ...wish, creditor })
    const companyId = await fileOf(bench, creditor)
    const terms = { validFrom: bench.today(), way: 'PAID', iban: null, minimum: '0', language: 'en' } as const
    await bench.agency.money.terms.set(bench.staff, companyId, terms)
    await bench.agency.money.invoicing.invoice(bench.today(), bench.today())
    const [invoice] = await bench.agency.money.invoicing.list(bench.staff, { companyId, isOpen: true }, page)
    if (!invoice) throw new Error('There is an invoice.')
    const cents = invoice.open.toString().padStart(3, '0')
    const amount = `${cents.slice(0, -2)}.${cents.slice(-2)}`
    const desk = bench.agency.money.fundsDesk
    const before = await bench.standing()
    const id = await come(bench, amount, '')
    const [found] = await desk.transactions(bench.staff, { state: 'UNMATCHED', isOverpaid: false }, page)
    const place = (reference: string) => desk.placeOnAccount(bench.staff, found?.id ?? 0n, reference)
    expect(await place('1232')).toMatchObject({ ok: false, error: { code: 'NOTHING_FITS', field: 'reference' } })
    expect(await place(invoice.reference)).toMatchObject({
      ok: true,
      value: {
        state: 'ALLOCATED',
        allocations: [{ creditorName: 'Duetto', invoiceNumber: invoice.number.toString() }],
      },
    })
    expect(await place(invoice.reference)).toMatchObject({ ok: false, error: { code: 'NOT_UNMATCHED' } })
    expect((await bench.standing())?.owedToAgency).toBe((before?.owedToAgency ?? 0n) + invoice.open)
    await come(bench, amount, '', true, id)
    expect(await bench.standing()).toEqual(before)
  })

  it('in another currency than the case waits for a person, and goes back to its payer in that currency', async () => {
    const assignment = await bench.open(wish)
    const before = await bench.standing()
    const money = [{ archiveId: 'S1', amount: '40.00', reference: bench.referenceOf(assignment), on: bench.today() }]
    const { content } = bankFile({ id: 'SEK', iban: FUNDS, money })
    const bytes = Buffer.from(content.toString().replaceAll('EUR', 'SEK'))
    expect(await bench.agency.clientFunds.importFiles(bench.staff, [{ name: 'sek.xml', bytes }])).toMatchObject({
      allocated: 0,
      unmatched: 1,
    })
    const all = await bench.database.agency('system', clientFundsCheck)
    expect(all.find(({ currency }) => currency === 'EUR')).toEqual(before)
    expect(all.find(({ currency }) => currency === 'SEK')).toMatchObject({ unmatched: 4_000n, difference: 0n })
    const desk = bench.agency.money.fundsDesk
    const [found] = await desk.transactions(bench.staff, { state: 'UNMATCHED', isOverpaid: false }, page)
    const [to] = await desk.candidates(bench.staff, bench.referenceOf(assignment))
    if (!found || !to) throw new Error('Both are there.')
    expect(await desk.match(bench.staff, found.id, to)).toMatchObject({
      ok: false,
      error: { code: 'CURRENCY_DIFFERS' },
    })
    const back = { transactionId: found.id, name: 'Maija Mallinen', iban: 'FI2112345600000785' }
    expect(await desk.return(bench.staff, back)).toMatchObject({ ok: true, value: { state: 'RETURNED' } })
    const files = await bench.agency.money.paymentFiles.make(bench.staff, bench.today())
    expect(files.find(({ currency }) => currency === 'SEK')).toMatchObject({ amount: 4_000n, transfers: 1 })
    const after = await bench.database.agency('system', clientFundsCheck)
    expect(after.every(({ difference }) => difference === 0n)).toBe(true)
  })
})

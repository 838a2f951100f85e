import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { validateBy } from '../formats/fieldSchema.ts'
import { fieldData } from '../formats/gathered.ts'
import { type AgencyBench, agencyBench, FUNDS, type MaterialWish } from '../kit/agency.ts'
import { come, fileOf, page } from '../kit/clientFunds.ts'
import { bankFile } from '../kit/ledgerFiles.ts'
import { readLetter } from '../kit/letterReader.ts'

/** The account between the agency and a creditor: invoices with VAT, claims, and money that leaves by two people's hands. */
let bench: AgencyBench
beforeAll(async () => {
  bench = await agencyBench('2026-01-20')
})
afterAll(() => bench.close())

const settle = async () => {
  await bench.agency.settlements.settle(bench.today())
  await bench.settle()
  return (await bench.agency.settlements.list(bench.staff, page))[0]
}
const invoicesOf = async (companyId: bigint) =>
  bench.agency.money.invoicing.list(bench.staff, { companyId, isOpen: false }, page)
const told = <Kind extends string>(kind: Kind) => bench.toldOfAccount.filter((one) => one.kind === kind)

/** A case whose debtor has had a reminder of 5.00 and pays all of it to the agency. */
async function paidWithCosts(wish: MaterialWish): Promise<{ assignment: string; total: string }> {
  const assignment = await bench.open({ amount: '100.00', ...wish })
  await bench.runTo('2026-02-05')
  const total = bench.balance(assignment)
  await come(bench, total, bench.referenceOf(assignment))
  return { assignment, total }
}

async function invoiceUntil(day: string) {
  const made = await bench.agency.money.invoicing.invoice(calendarDate(day), bench.today())
  await bench.settle()
  return made
}

describe('the agency’s invoice to a creditor that deducts VAT', () => {
  const creditor = '0112038-9'

  it('has the transfer fee of each send, and the costs that debtors have paid: their VAT is the creditor’s to pay', async () => {
    const { total } = await paidWithCosts({ creditor })
    expect(total.endsWith('5.00')).toBe(false)
    await bench.runTo('2026-03-02')
    expect((await bench.agency.money.invoicing.run(bench.staff, bench.today())).ok).toBe(false)
    // By itself the month is invoiced only once a person has begun with it.
    await bench.agency.room.tasks?.['agency.invoice']?.({})
    expect(await invoicesOf(await fileOf(bench, creditor))).toEqual([])
    const [made] = await invoiceUntil('2026-02-28')
    // 0.95 + 5.00 without VAT; 0.24 + 1.28 VAT; the debtor has paid the 5.00.
    expect(made).toMatchObject({ net: 595n, vat: 152n, paidByDebtors: 500n, payable: 247n, way: 'PAID' })
    const [row] = await invoicesOf(await fileOf(bench, creditor))
    expect(row?.lines.map(({ kind, net, vat, paidByDebtor }) => [kind, net, vat, paidByDebtor])).toEqual([
      ['REMINDER_TRANSFER', '95', '24', '0'],
      ['COLLECTED_COSTS', '500', '128', '500'],
    ])
    expect(await invoiceUntil('2026-02-28')).toEqual([])
  })

  it('says on paper, in its barcode and in its Finvoice what the book says', async () => {
    const [row] = await invoicesOf(await fileOf(bench, creditor))
    if (!row) throw new Error('There is an invoice.')
    const pdf = await bench.agency.money.invoicing.file(bench.staff, row.uid, 'pdf')
    const letter = await readLetter(pdf?.content ?? Buffer.alloc(0))
    expect(letter.text).toContain(`Lasku ${row.number}`)
    expect(letter.text).toContain('2,47')
    expect(letter.text).toContain('Velalliset ovat maksaneet')
    const finvoice = await bench.agency.money.invoicing.file(bench.staff, row.uid, 'finvoice')
    const xml = finvoice?.content.toString() ?? ''
    for (const part of ['<InvoicePaidAmount', '>5,00<', '<EpiInstructedAmount', '>2,47<', '>7,47<'])
      expect(xml).toContain(part)
    if (fieldData) validateBy('finvoice/schema/Finvoice3.0.xsd', finvoice?.content ?? Buffer.alloc(0))
    const [message] = told('AGENCY_INVOICE')
    if (message?.kind !== 'AGENCY_INVOICE') throw new Error('It was told.')
    expect(Buffer.from(message.body.pdf.content ?? '', 'base64').equals(pdf?.content ?? Buffer.alloc(0))).toBe(true)
    expect(message.body.lines.map((line) => line.vatPercent)).toEqual(['25.5', '25.5'])
  })

  it('that is agreed to be netted is kept back from the next settlement, which says so', async () => {
    const other = '0737546-2'
    const first = await bench.open({ creditor: other, amount: '80.00' })
    const companyId = await fileOf(bench, other)
    const terms = { validFrom: bench.today(), way: 'NETTED', iban: null, minimum: '0', language: 'sv' } as const
    expect(await bench.agency.money.terms.set(bench.staff, companyId, terms)).toMatchObject({ ok: true })
    await bench.runTo('2026-04-02')
    const [made] = await invoiceUntil('2026-03-31')
    expect(made).toMatchObject({ payable: 119n, way: 'NETTED' })
    await come(bench, '50.00', bench.referenceOf(first))
    const settlement = await settle()
    expect(settlement).toMatchObject({ amount: 4_881n, setOffs: [{ number: made?.number.toString(), amount: 119n }] })
    expect((await invoicesOf(companyId))[0]).toMatchObject({ open: 0n, payments: [{ kind: 'SET_OFF', amount: '119' }] })
    expect(told('AGENCY_INVOICE_PAYMENT').at(-1)?.body).toMatchObject({ kind: 'SET_OFF', amount: { amount: '1.19' } })
    expect(await bench.standing()).toMatchObject({ difference: 0n })
    const pdf = await bench.agency.money.invoicing.file(bench.staff, made?.uid ?? '', 'pdf')
    expect((await readLetter(pdf?.content ?? Buffer.alloc(0))).text).toContain('Dras av från följande redovisningar')
  })

  it('paid with its reference to the account for client funds is the agency’s share there; taken back, it is open again', async () => {
    const [row] = await invoicesOf(await fileOf(bench, creditor))
    if (!row) throw new Error('There is an invoice.')
    const before = await bench.standing()
    const id = await come(bench, '2.47', row.reference)
    expect((await invoicesOf(row.companyId))[0]?.open).toBe(0n)
    expect((await bench.standing())?.owedToAgency).toBe((before?.owedToAgency ?? 0n) + 247n)
    await come(bench, '2.47', row.reference, true, id)
    expect((await invoicesOf(row.companyId))[0]?.open).toBe(247n)
    expect(await bench.standing()).toMatchObject({ owedToAgency: before?.owedToAgency, difference: 0n })
    // More than is open is nobody's until a person decides.
    await come(bench, '3.00', row.reference)
    expect((await invoicesOf(row.companyId))[0]?.open).toBe(247n)
    expect((await bench.standing())?.difference).toBe(0n)
  })

  it('paid to the own account is recorded by hand, at most what is open', async () => {
    const [row] = await invoicesOf(await fileOf(bench, creditor))
    if (!row) throw new Error('There is an invoice.')
    const record = (amount: string | null) =>
      bench.agency.money.invoicing.recordPayment(bench.staff, { ...row, amount, paidOn: bench.today() })
    expect(await record('2.48')).toMatchObject({ ok: false, error: { code: 'ABOVE_OPEN' } })
    expect(await record('0.00')).toMatchObject({ ok: false, error: { code: 'AMOUNT_INVALID' } })
    expect(await record('1.00')).toMatchObject({ ok: true, value: { open: 147n } })
    expect(await record(null)).toMatchObject({ ok: true, value: { open: 0n } })
    expect(await record(null)).toMatchObject({ ok: false, error: { code: 'NOTHING_OPEN' } })
  })

  it('paid to the own account is recorded from its bank file by the reference, once; what else comes there is left alone', async () => {
    const other = '9990004-0'
    await bench.open({ creditor: other, amount: '70.00' })
    await bench.agency.money.invoicing.invoice(bench.today(), bench.today())
    const companyId = await fileOf(bench, other)
    const open = async () => (await invoicesOf(companyId))[0]?.open
    const [row] = await invoicesOf(companyId)
    if (!row) throw new Error('There is an invoice.')
    let files = 0
    const file = (id: string, amount: string, reference: string, reversal = false) => {
      const money = [{ archiveId: reversal ? `${id}R` : id, amount, reference, reversal, on: bench.today() }]
      const { content } = bankFile({ id: `O${++files}`, iban: 'FI099999999000000015', money })
      return bench.agency.clientFunds.importFiles(bench.staff, [{ name: 'own.xml', bytes: Buffer.from(content) }])
    }
    const before = await bench.standing()
    expect(await file('N1', '500.00', '1232')).toMatchObject({ allocated: 0, unmatched: 0, refusals: [] })
    expect(await file('N2', '9.99', row.reference)).toMatchObject({ allocated: 0, unmatched: 1 })
    expect(await file('N3', '1.19', row.reference)).toMatchObject({ allocated: 1, alreadyThere: 0 })
    expect(await file('N3', '1.19', row.reference)).toMatchObject({ allocated: 0, alreadyThere: 1 })
    expect(await open()).toBe(0n)
    await file('N3', '1.19', row.reference, true)
    expect(await open()).toBe(119n)
    expect(await bench.standing()).toEqual(before)
  })

  it('bears the next number of one series without a gap', async () => {
    const numbers = await bench.db.sql<{ number: bigint }>('SELECT number FROM agency.invoice ORDER BY number')
    expect(numbers.map(({ number }) => number)).toEqual(numbers.map((_, index) => 10_001n + BigInt(index)))
  })
})

describe('a claim on a creditor that was paid too much', () => {
  it('is told with a reference, and paid with it makes client funds whole', async () => {
    const creditor = '1572860-0'
    const assignment = await bench.open({ creditor, amount: '90.00', issuedOn: '2026-03-20', dueOn: '2026-05-01' })
    const id = await come(bench, '90.00', bench.referenceOf(assignment))
    await settle()
    await come(bench, '90.00', bench.referenceOf(assignment), true, id)
    await settle()
    const claim = told('CREDITOR_CLAIM').at(-1)
    if (claim?.kind !== 'CREDITOR_CLAIM') throw new Error('A claim is told.')
    expect(claim.body).toMatchObject({ amount: { amount: '90.00' }, iban: FUNDS, closedOn: null })
    expect(await bench.standing()).toMatchObject({ owedByCreditors: 9_000n, difference: 0n })
    const paid = await come(bench, '90.00', claim.body.reference)
    expect(await bench.standing()).toMatchObject({ owedByCreditors: 0n, difference: 0n })
    expect(told('CREDITOR_CLAIM').at(-1)?.body).toMatchObject({ amount: { amount: '0.00' }, closedOn: bench.today() })
    // The bank takes that back too: the creditor owes again.
    await come(bench, '90.00', claim.body.reference, true, paid)
    expect(await bench.standing()).toMatchObject({ owedByCreditors: 9_000n, difference: 0n })
    expect(told('CREDITOR_CLAIM').at(-1)?.body).toMatchObject({ amount: { amount: '90.00' }, closedOn: null })
  })
})

describe('the agency’s own share', () => {
  it('is moved to its own account by a payment file, but not while others are owed what is not there', async () => {
    const [share] = await bench.agency.money.ownShares.list(bench.staff)
    expect(share?.lacking).toBe(9_000n)
    expect(await bench.agency.money.ownShares.move(bench.staff)).toEqual([])
    const claim = told('CREDITOR_CLAIM').at(-1)
    if (claim?.kind !== 'CREDITOR_CLAIM') throw new Error('A claim is told.')
    await come(bench, '90.00', claim.body.reference)
    const before = await bench.standing()
    const moved = await bench.agency.money.ownShares.move(bench.staff)
    expect(moved.map(({ minor }) => minor)).toEqual([before?.owedToAgency])
    expect(await bench.standing()).toMatchObject({ owedToAgency: 0n, taken: before?.owedToAgency, difference: 0n })
    expect(await bench.agency.money.ownShares.move(bench.staff)).toEqual([])
  })
})

describe('a payment file', () => {
  const files = () => bench.agency.money.paymentFiles

  it('is let go by another than who made it, and can be fetched only then', async () => {
    const [file] = await files().make(bench.staff, bench.today())
    if (!file) throw new Error('Something waits.')
    expect(await files().content(bench.staff, file.messageId)).toBeUndefined()
    expect(await files().release(bench.staff, file.id)).toMatchObject({ error: { code: 'SAME_PERSON' } })
    expect(await files().markSent(bench.staff, file.id)).toMatchObject({ error: { code: 'NOT_RELEASED' } })
    expect(await files().cancel(bench.staff, file.id)).toMatchObject({ ok: true })
    expect(await files().release(bench.colleague, file.id)).toMatchObject({ error: { code: 'ALREADY_DECIDED' } })
    const [again] = await files().make(bench.staff, bench.today())
    if (!again) throw new Error('Its transfers wait again.')
    expect(again).toMatchObject({ transfers: file.transfers, amount: file.amount })
    expect(await files().release(bench.colleague, again.id)).toMatchObject({
      ok: true,
      value: { releasedByName: 'Tiina Toinen' },
    })
    const xml = await files().content(bench.staff, again.messageId)
    expect(xml?.toString()).toContain('FI0999999990000000')
    if (fieldData) validateBy('bank/schema/pain.001.001.09.xsd', xml ?? Buffer.alloc(0))
    expect(await files().markSent(bench.staff, again.id)).toMatchObject({ ok: true })
  })

  it('whose transfer the bank refuses sends it again under another name, to the account that staff give', async () => {
    const [file] = await files().list(bench.staff, page)
    if (!file) throw new Error('There is a file.')
    const [first] = await files().transfers(bench.staff, file.id)
    const refusal = { fileId: file.id, ordinal: first?.ordinal ?? 0, refusedOn: bench.today(), newIban: null }
    expect(await files().refuse(bench.staff, { ...refusal, reason: ' ' })).toMatchObject({
      error: { code: 'REASON_NEEDED' },
    })
    const moved = { ...refusal, reason: 'AC04 tili lopetettu', newIban: 'FI90 8000 2627 7613 48' }
    expect(await files().refuse(bench.staff, { ...moved, newIban: 'FI00' })).toMatchObject({
      error: { code: 'IBAN_INVALID' },
    })
    expect(await files().refuse(bench.staff, moved)).toMatchObject({ ok: true, value: { refused: 1 } })
    expect(await files().refuse(bench.staff, moved)).toMatchObject({ error: { code: 'ALREADY_DECIDED' } })
    const [retry, ...others] = await files().make(bench.staff, bench.today())
    expect(others).toEqual([])
    expect(retry).toMatchObject({ transfers: 1, amount: first?.amount })
    await files().release(bench.colleague, retry?.id ?? 0n)
    const xml = (await files().content(bench.staff, retry?.messageId ?? ''))?.toString()
    expect(xml).toContain('FI9080002627761348')
    expect(xml).toMatch(/<EndToEndId>[SP][\d-]+-R1<\/EndToEndId>/)
    expect(await bench.standing()).toMatchObject({ difference: 0n })
  })
})

describe('settlements', () => {
  it('below the creditor’s minimum wait until there is enough', async () => {
    const creditor = '2024424-8'
    const assignment = await bench.open({ creditor, amount: '60.00', issuedOn: '2026-03-20', dueOn: '2026-05-01' })
    const terms = { validFrom: bench.today(), way: 'PAID', iban: null, minimum: '20.00', language: 'fi' } as const
    await bench.agency.money.terms.set(bench.staff, await fileOf(bench, creditor), terms)
    await come(bench, '15.00', bench.referenceOf(assignment))
    expect(await bench.agency.settlements.settle(bench.today())).toMatchObject({ lines: 0 })
    await come(bench, '15.00', bench.referenceOf(assignment))
    expect(await bench.agency.settlements.settle(bench.today())).toMatchObject({ lines: 1, total: [{ minor: 3_000n }] })
  })

  it('of a day when banks are closed are of the next banking day, and the daily run leaves such days out', async () => {
    const assignment = await bench.open({
      creditor: '2024424-8',
      amount: '60.00',
      issuedOn: '2026-03-20',
      dueOn: '2026-05-01',
    })
    await come(bench, '60.00', bench.referenceOf(assignment))
    // Good Friday.
    await bench.runTo('2026-04-03')
    await bench.agency.room.tasks?.['agency.settle']?.({})
    await bench.settle()
    expect((await bench.agency.settlements.list(bench.staff, page))[0]?.settledOn).not.toBe('2026-04-03')
    await bench.agency.settlements.run(bench.staff, bench.today())
    await bench.settle()
    expect((await bench.agency.settlements.list(bench.staff, page))[0]).toMatchObject({
      settledOn: '2026-04-07',
      amount: 6_000n,
    })
  })
})

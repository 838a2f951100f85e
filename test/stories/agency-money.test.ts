import { afterAll, beforeAll, expect, it } from 'vitest'
import { type AgencyBench, agencyBench, FUNDS } from '../kit/agency.ts'

let bench: AgencyBench
beforeAll(async () => {
  bench = await agencyBench('2026-01-20')
})
afterAll(() => bench.close())

const euro = (amount: string) => ({ amount, currency: 'EUR' })

interface Entry {
  readonly id: string
  readonly amount: string
  readonly on: string
  readonly reference?: string
  readonly reversal?: boolean
}

function camt(entries: readonly Entry[], iban = FUNDS): Buffer {
  const body = entries.map(
    ({ id, amount, on, reference, reversal }) => `<Ntry><Amt Ccy="EUR">${amount}</Amt>
      <CdtDbtInd>${reversal ? 'DBIT' : 'CRDT'}</CdtDbtInd>${reversal ? '<RvslInd>true</RvslInd>' : ''}<Sts>BOOK</Sts>
      <BookgDt><Dt>${on}</Dt></BookgDt><AcctSvcrRef>${id}</AcctSvcrRef><NtryDtls><TxDtls><Refs><AcctSvcrRef>${id}</AcctSvcrRef></Refs>
      <AmtDtls><TxAmt><Amt Ccy="EUR">${amount}</Amt></TxAmt></AmtDtls><RltdPties><Dbtr><Nm>Maija Mallinen</Nm></Dbtr></RltdPties>
      ${reference ? `<RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>${reference}</Ref></CdtrRefInf></Strd></RmtInf>` : ''}
      </TxDtls></NtryDtls></Ntry>`,
  )
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.02">
    <BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-02-01T08:00:00</CreDtTm></GrpHdr><Ntfctn><Id>N1</Id>
    <CreDtTm>2026-02-01T08:00:00</CreDtTm><Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>${body.join('')}</Ntfctn>
    </BkToCstmrDbtCdtNtfctn></Document>`)
}

const importFile = (bytes: Buffer) => bench.agency.clientFunds.importFiles(bench.staff, [{ name: 'funds.xml', bytes }])

it('a principal paid to the creditor in parts leaves the costs open, and they alone bring no further letter', async () => {
  const assignment = await bench.open({ amount: '100.00', afterReminder: 'CONTINUE' })
  await bench.runTo('2026-01-30')
  await bench.send(assignment, 'DIRECT_PAYMENT', { paymentId: 'p1', amount: euro('40.00'), paidOn: '2026-01-30' })
  await bench.send(assignment, 'DIRECT_PAYMENT', { paymentId: 'p2', amount: euro('60.36'), paidOn: '2026-01-30' })
  await bench.runTo('2026-02-20')
  expect(bench.story(assignment).slice(2)).toEqual([
    '2026-01-30 DIRECT_PAYMENT 40.00 → REMINDER 65.36',
    '2026-01-30 DIRECT_PAYMENT 60.36 → REMINDER 5.00',
    '2026-02-16 STEP_POSTPONED NOTHING_OPEN → REMINDER 5.00',
  ])
  await bench.send(assignment, 'DIRECT_PAYMENT', { paymentId: 'p3', amount: euro('5.00'), paidOn: '2026-02-20' })
  expect(bench.story(assignment).slice(-2)).toEqual([
    '2026-02-20 DIRECT_PAYMENT 5.00 → REMINDER 0.00',
    '2026-02-20 CLOSED → CLOSED PAID 0.00',
  ])
})

it('a direct payment that is taken back opens the assignment again where it was', async () => {
  const assignment = await bench.open({ amount: '100.00', issuedOn: '2026-01-10', dueOn: '2026-02-01' })
  await bench.runTo('2026-03-05')
  const [, reminder] = bench.toldOf(assignment)
  const total = reminder?.kind === 'EVENT' ? (reminder.body.letter?.total ?? euro('0.00')) : euro('0.00')
  await bench.send(assignment, 'DIRECT_PAYMENT', { paymentId: 'r1', amount: total, paidOn: bench.today() })
  expect(bench.story(assignment).at(-1)).toContain('CLOSED PAID 0.00')
  await bench.send(assignment, 'DIRECT_PAYMENT_REVERSED', { paymentId: 'r1', amount: total, reversedOn: bench.today() })
  expect(bench.story(assignment).at(-1)).toBe(
    `${bench.today()} DIRECT_PAYMENT_REVERSED ${total.amount} → ${reminder?.body.state.stage} ${total.amount}`,
  )
  await bench.runTo('2026-04-10')
  expect(bench.story(assignment).at(-1)).toContain('CLOSED RETURNED')
})

it('a payment taken back leaves an assignment closed whose invoice has come again in another', async () => {
  const wish = { number: 'F-1', amount: '60.00', issuedOn: '2026-03-01', dueOn: '2026-04-01' }
  const amount = euro('60.00')
  const first = await bench.open(wish)
  await bench.send(first, 'DIRECT_PAYMENT', { paymentId: 'f1', amount, paidOn: '2026-03-30' })
  expect(bench.story(first).at(-1)).toContain('CLOSED PAID')
  const second = await bench.open({ ...wish, previousAssignment: first })
  await bench.send(first, 'DIRECT_PAYMENT_REVERSED', { paymentId: 'f1', amount, reversedOn: bench.today() })
  expect(bench.story(first).at(-1)).toContain('DIRECT_PAYMENT_REVERSED 60.00 → CLOSED PAID 60.00')
  expect(bench.story(second)).toHaveLength(1)
})

it('a credit note for the whole principal before any letter ends the assignment', async () => {
  const assignment = await bench.open({ amount: '80.00', issuedOn: '2026-03-01', dueOn: '2026-04-01' })
  await bench.send(assignment, 'CREDIT_NOTE', { number: 'H1', amount: euro('80.00'), creditedOn: bench.today() })
  expect(bench.story(assignment).at(-1)).toContain('CLOSED PAID 0.00')
})

it('a later due date takes back interest of days that are now in time', async () => {
  const assignment = await bench.open({ amount: '1000.00', issuedOn: '2026-02-10', dueOn: '2026-03-02' })
  await bench.runTo('2026-04-12')
  const before = bench.balance(assignment)
  await bench.send(assignment, 'DUE_DATE_CHANGE', { dueOn: '2026-05-04' })
  expect(Number(bench.balance(assignment))).toBeLessThan(Number(before))
  expect(bench.story(assignment).at(-1)).toContain('DUE_DATE_CHANGED 2026-05-04')
})

it('client funds: what came in is allocated, settled with the invoice’s own reference, and always equals what is owed', async () => {
  const whole = await bench.open({ amount: '200.00', issuedOn: '2026-03-01', dueOn: '2026-03-20' })
  const over = await bench.open({ amount: '50.00', issuedOn: '2026-03-01', dueOn: '2026-03-20' })
  await bench.runTo('2026-04-14')
  const total = (assignment: string) => bench.balance(assignment)
  expect(total(whole)).toBe('206.25')
  const day = bench.today()
  const file = camt([
    { id: 'A1', amount: '206.25', on: day, reference: bench.referenceOf(whole) },
    { id: 'A2', amount: '100.00', on: day, reference: bench.referenceOf(over) },
    { id: 'A3', amount: '10.00', on: day, reference: '1232' },
    { id: 'A4', amount: '7.00', on: day },
  ])
  expect(await importFile(file)).toMatchObject({ allocated: 2, alreadyThere: 0, unmatched: 2, refusals: [] })
  expect(await importFile(file)).toMatchObject({ allocated: 0, alreadyThere: 4, unmatched: 0, refusals: [] })
  await bench.settle()
  expect(bench.story(whole).slice(-2)).toEqual([
    `${day} PAYMENT_TO_AGENCY 206.25 → REMINDER 0.00`,
    `${day} CLOSED → CLOSED PAID 0.00`,
  ])
  expect(bench.story(over).at(-2)).toContain('PAYMENT_TO_AGENCY 100.00 OVERPAID 44.69')
  // 201.25 and 50.31 for the creditor, two reminders of 5.00 for the agency.
  expect(await bench.standing()).toMatchObject({
    received: 32_325n,
    owedToCreditors: 25_156n,
    owedToAgency: 1_000n,
    owedToDebtors: 4_469n,
    unmatched: 1_700n,
    difference: 0n,
  })

  const run = await bench.agency.settlements.run(bench.staff, bench.today())
  await bench.settle()
  expect(run).toEqual({ creditors: 1, lines: 2, total: [{ minor: 25_156n, currency: 'EUR' }] })
  expect(bench.story(whole).at(-1)).toBe(`${day} SETTLEMENT 202600017 201.25 → CLOSED PAID 0.00`)
  expect(await bench.agency.settlements.settle(bench.today())).toEqual({ creditors: 0, lines: 0, total: [] })
  expect(await bench.standing()).toMatchObject({ settled: 25_156n, owedToCreditors: 0n, difference: 0n })

  // The bank takes one back: the debt is open again, and the creditor has been paid too much.
  await importFile(camt([{ id: 'A5', amount: '206.25', on: day, reference: bench.referenceOf(whole), reversal: true }]))
  await bench.settle()
  expect(bench.story(whole).at(-1)).toBe(`${day} PAYMENT_TO_AGENCY -206.25 → REMINDER 206.25`)
  expect(await bench.standing()).toMatchObject({ owedToCreditors: 0n, owedByCreditors: 20_125n, difference: 0n })
  expect((await bench.agency.settlements.settle(bench.today())).lines).toBe(0)
})

it('a file of another account is refused', async () => {
  const { refusals, allocated } = await importFile(
    camt([{ id: 'B1', amount: '1.00', on: '2026-04-01' }], 'FI2112345600000785'),
  )
  expect(refusals.map((refusal) => refusal.code)).toEqual(['ACCOUNT_UNKNOWN'])
  expect(allocated).toBe(0)
})

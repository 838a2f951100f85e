import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WorkList } from '../../server/src/agency/desk/workList.ts'
import { clientFundsCheck } from '../../server/src/agency/funds/fundsCheck.ts'
import type { PaymentFile } from '../../server/src/agency/funds/paymentFile.store.ts'
import { writeCamt } from '../../server/src/exchange/bank/writeCamt.ts'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { money } from '../../server/src/kernel/money.ts'
import type { Database } from '../../server/src/platform/database/database.ts'
import { type AgencyBench, agencyBench } from '../kit/agency.ts'
import { bankFile, type MoneyDraft } from '../kit/ledgerFiles.ts'
import { entryFile, type ReportDraft, returnFile, statusReport } from '../kit/outgoingFiles.ts'

/** Money that leaves the account for client funds: what we asked for, what the bank did, and whether the two agree. */
const FUNDS = 'FI9399999900000014'
const page = { limit: 100, first: 99, after: undefined }
const payer = { name: 'Maija Mallinen', iban: 'FI2112345600000785' }
let bench: AgencyBench
let database: Database
beforeAll(async () => {
  bench = await agencyBench('2026-03-02')
  database = await bench.db.open()
})
afterAll(() => bench.close())

let serial = 0
const next = () => `U${++serial}`
const files = () => bench.agency.money.paymentFiles
const desk = () => bench.agency.money.outgoingDesk
const take = (bytes: Buffer) => bench.agency.clientFunds.importFiles(bench.staff, [{ name: 'bank.xml', bytes }])
const tell = (money: readonly Partial<MoneyDraft>[], kind: '053' | '054' = '053') => {
  const full = money.map((one) => ({ archiveId: next(), amount: '0.00', on: bench.today(), ...one }))
  return Buffer.from(bankFile({ id: next(), iban: FUNDS, kind, money: full }).content)
}
const leaves = (one: Partial<MoneyDraft>) => tell([{ direction: 'DBIT', ...one }])
const standing = async () => {
  const [found] = await database.agency('system', clientFundsCheck)
  if (!found) throw new Error('There is money.')
  return found
}
const waiting = () =>
  bench.agency.money.fundsDesk.transactions(bench.staff, { state: null, isOverpaid: false, isUnexplained: true }, page)
const codeOf = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? 'ok' : result.error?.code)

/** So many payments that belong to nobody go back to their payer, each of its sum: a file that was let go. */
async function released(...sums: readonly string[]): Promise<PaymentFile> {
  await take(tell(sums.map((amount) => ({ amount }))))
  const unmatched = await bench.agency.money.fundsDesk.transactions(
    bench.staff,
    { state: 'UNMATCHED', isOverpaid: false },
    page,
  )
  for (const { id } of unmatched) {
    await bench.agency.money.fundsDesk.return(bench.staff, { transactionId: id, ...payer })
  }
  const [file] = await files().make(bench.staff, bench.today())
  if (!file) throw new Error('Something waits.')
  await files().release(bench.colleague, file.id)
  return file
}

const transfersOf = (file: PaymentFile) => files().transfers(bench.staff, file.id)
const unpaidOf = async (file: PaymentFile) =>
  (await desk().unpaid(bench.staff, page)).filter(({ fileId }) => fileId === file.id).length
const text = (cents: bigint) => `${cents / 100n}.${(cents % 100n).toString().padStart(2, '0')}`

/** The account and the book agree whatever happens. */
beforeEach(async () => {
  const [found] = await database.agency('system', clientFundsCheck)
  if (found) expect(found).toMatchObject({ difference: 0n, bankDifference: 0n })
})

describe('a transfer that was let go', () => {
  it('has left the account when the bank books it under its name, on that day and once', async () => {
    const file = await released('30.00', '20.00')
    const before = await standing()
    expect(await unpaidOf(file)).toBe(2)
    const [first] = await transfersOf(file)
    const statement = leaves({ archiveId: 'OUT-1', amount: text(first?.amount ?? 0n), endToEndId: first?.endToEndId })
    expect(await take(statement)).toMatchObject({ paidOut: 1, unexplained: 0, alreadyThere: 0 })
    expect(await take(statement)).toMatchObject({ paidOut: 0, alreadyThere: 1 })
    // The notification tells what the statement has told.
    const notice = tell(
      [{ archiveId: 'OUT-1', direction: 'DBIT', amount: text(first?.amount ?? 0n), endToEndId: first?.endToEndId }],
      '054',
    )
    expect(await take(notice)).toMatchObject({ paidOut: 0, alreadyThere: 1 })
    const after = await standing()
    expect(before.underWay - after.underWay).toBe(first?.amount)
    expect(before.onAccounts - after.onAccounts).toBe(first?.amount)
    expect(after).toMatchObject({ difference: 0n, bankDifference: 0n, unexplained: before.unexplained })
    expect((await transfersOf(file)).map(({ paidOn }) => paidOn)).toEqual([bench.today(), null])
    expect(await unpaidOf(file)).toBe(1)
    expect(await files().find(bench.staff, file.id)).toMatchObject({ paid: 1, refused: 0 })
  })

  it('that has left cannot be marked as refused', async () => {
    const [file] = await files().list(bench.staff, page)
    const refusal = { fileId: file?.id ?? 0n, ordinal: 1, refusedOn: bench.today(), reason: 'AC04', newIban: null }
    expect(codeOf(await files().refuse(bench.staff, refusal))).toBe('PAID_BY_BANK')
  })

  it.each<[string, (amount: string) => Partial<MoneyDraft>, number]>([
    ['its receiver and sum, when the bank has no name for it', (amount) => ({ amount, payeeIban: payer.iban }), 1],
    ['its sum alone, when nothing else has it', (amount) => ({ amount }), 1],
    ['not another receiver', (amount) => ({ amount, payeeIban: 'FI9080002627761348' }), 0],
    ['not a name of ours that is not its own', (amount) => ({ amount, endToEndId: 'P99999' }), 0],
    ['not a day before it was to be paid', (amount) => ({ amount, on: '2026-02-27' }), 0],
  ])('is known by %s', async (_, row, paid) => {
    const amount = `${41 + serial}.07`
    const file = await released(amount)
    expect(await take(leaves(row(amount)))).toMatchObject({ paidOut: paid, unexplained: 1 - paid })
    expect(await unpaidOf(file)).toBe(1 - paid)
    expect(await standing()).toMatchObject({ difference: 0n, bankDifference: 0n })
  })

  it('twice by the bank is once ours: the other row waits for a person', async () => {
    const file = await released('77.70')
    const [transfer] = await transfersOf(file)
    const row = { amount: '77.70', endToEndId: transfer?.endToEndId }
    expect(await take(leaves(row))).toMatchObject({ paidOut: 1 })
    expect(await take(leaves(row))).toMatchObject({ paidOut: 0, unexplained: 1 })
  })

  it('that was not let go is not taken for what left', async () => {
    await take(tell([{ amount: '88.80' }]))
    const [row] = await bench.agency.money.fundsDesk.transactions(
      bench.staff,
      { state: 'UNMATCHED', isOverpaid: false },
      page,
    )
    await bench.agency.money.fundsDesk.return(bench.staff, { transactionId: row?.id ?? 0n, ...payer })
    const [file] = await files().make(bench.staff, bench.today())
    expect(await take(leaves({ amount: '88.80', payeeIban: payer.iban }))).toMatchObject({ unexplained: 1 })
    await files().release(bench.colleague, file?.id ?? 0n)
    const found = (await waiting()).find(({ amount }) => amount === -8_880n)
    expect(codeOf(await desk().attach(bench.staff, found?.id ?? 0n, [{ fileId: file?.id ?? 0n, ordinal: 1 }]))).toBe(
      'ok',
    )
    expect(await standing()).toMatchObject({ difference: 0n, bankDifference: 0n })
  })
})

describe('a file that the bank books as one sum', () => {
  const draft = (file: PaymentFile, more: object = {}) => ({
    iban: FUNDS,
    kind: '053' as const,
    id: next(),
    on: bench.today(),
    total: text(file.amount),
    messageId: file.messageId,
    count: file.transfers,
    ...more,
  })
  const partsOf = async (file: PaymentFile) =>
    (await transfersOf(file)).map(({ endToEndId, amount }) => ({ endToEndId, amount: text(amount) }))

  it.each([
    ['by the name of the file', true],
    ['by its sum', false],
  ])('has left as a whole, known %s', async (_, isNamed) => {
    const file = await released('11.00', `${12 + serial}.00`)
    const bytes = entryFile(draft(file, isNamed ? {} : { messageId: undefined }))
    expect(await take(bytes)).toMatchObject({ paidOut: 1, unexplained: 0, refusals: [] })
    expect(await take(bytes)).toMatchObject({ paidOut: 0, unexplained: 0 })
    expect(await unpaidOf(file)).toBe(0)
  })

  it('less what the bank has refused of it', async () => {
    const file = await released('61.00', '62.00', '63.00')
    const [, second] = await transfersOf(file)
    await take(
      statusReport({
        messageId: file.messageId,
        transfers: [{ endToEndId: second?.endToEndId ?? '', status: 'RJCT' }],
      }),
    )
    const total = text(file.amount - (second?.amount ?? 0n))
    expect(await take(entryFile(draft(file, { total })))).toMatchObject({ paidOut: 1 })
    expect(await unpaidOf(file)).toBe(0)
    expect(await files().find(bench.staff, file.id)).toMatchObject({ paid: 2, refused: 1 })
  })

  it.each([
    ['the sum first', ['053', '054'], true],
    ['the transfers first', ['054', '053'], true],
    ['the sum first, without the name of the entry', ['053', '054'], false],
    ['the transfers first, without the name of the entry', ['054', '053'], false],
  ] as const)('and tells by transfer too is counted once: %s', async (_, order, isNamed) => {
    const file = await released('31.00', '32.00')
    const before = await standing()
    const entryId = isNamed ? next() : undefined
    const parts = await partsOf(file)
    for (const kind of order) {
      const bytes = entryFile(draft(file, { kind, entryId, ...(kind === '054' ? { parts } : {}) }))
      expect(await take(bytes)).toMatchObject({ unexplained: 0, refusals: [] })
      expect(await take(bytes)).toMatchObject({ paidOut: 0, unexplained: 0 })
    }
    const after = await standing()
    expect(before.onAccounts - after.onAccounts).toBe(file.amount)
    expect(before.underWay - after.underWay).toBe(file.amount)
    expect(after).toMatchObject({ unexplained: before.unexplained, bankDifference: 0n })
    expect(await unpaidOf(file)).toBe(0)
  })

  it('of which only a part was paid waits until the parts are told', async () => {
    const file = await released('51.00', '52.00', '53.00')
    const [first, , third] = await partsOf(file)
    const entryId = next()
    const total = '104.00'
    const before = await standing()
    expect(await take(entryFile(draft(file, { entryId, total, count: 2 })))).toMatchObject({ unexplained: 1 })
    const parts = [first, third].flatMap((one) => (one ? [one] : []))
    await take(entryFile(draft(file, { kind: '054', entryId, total, count: 2, parts })))
    const after = await standing()
    expect(before.onAccounts - after.onAccounts).toBe(10_400n)
    expect(after).toMatchObject({ unexplained: before.unexplained, bankDifference: 0n })
    expect(await unpaidOf(file)).toBe(1)
  })

  it('in two sums that bear no name: the transfers of one are no part of the other', async () => {
    const file = await released('14.10', '15.10', '64.10', '65.10')
    const parts = (await partsOf(file)).filter(({ amount }) => amount < '2')
    await take(entryFile(draft(file, { kind: '054', total: '29.20', count: 2, parts })))
    const outcome = async (total: string) => take(entryFile(draft(file, { total, count: 2 })))
    expect(await outcome('129.20')).toMatchObject({ paidOut: 0, unexplained: 1 })
    expect(await outcome('29.20')).toMatchObject({ paidOut: 1, unexplained: 0 })
    expect(await unpaidOf(file)).toBe(2)
    expect(await standing()).toMatchObject({ difference: 0n, bankDifference: 0n })
  })
})

it('what the parts of an entry name beats what its sum was taken for', async () => {
  const [one, other] = [await released('31.10', '32.10'), await released('30.10', '33.10', '5.10')]
  const entryId = next()
  const entry = { iban: FUNDS, on: bench.today(), entryId, total: '63.20', count: 2 }
  expect(await take(entryFile({ ...entry, kind: '053', id: next() }))).toMatchObject({ paidOut: 1 })
  expect([await unpaidOf(one), await unpaidOf(other)]).toEqual([0, 3])
  const named = (await transfersOf(other)).filter(({ amount }) => amount > 1_000n)
  const parts = named.map(({ endToEndId, amount }) => ({ endToEndId, amount: text(amount) }))
  await take(entryFile({ ...entry, kind: '054', id: next(), parts }))
  expect([await unpaidOf(one), await unpaidOf(other)]).toEqual([2, 1])
  expect(await standing()).toMatchObject({ difference: 0n, bankDifference: 0n })
})

describe('a row without an instruction', () => {
  it('waits for a person, who joins it to transfers that add up to it', async () => {
    const file = await released('21.00', '22.00')
    await take(leaves({ amount: '43.00', payeeName: 'Joku Muu', payeeIban: 'FI9080002627761348' }))
    const row = (await waiting()).find(({ amount }) => amount === -4_300n)
    const id = row?.id ?? 0n
    expect(row).toMatchObject({ payeeName: 'Joku Muu', rest: -4_300n, instructions: [] })
    const candidates = await desk().candidates(bench.staff, id)
    const own = candidates.filter(({ fileId }) => fileId === file.id)
    expect(own.map(({ amount }) => amount).sort()).toEqual([2_100n, 2_200n])
    expect(codeOf(await desk().attach(bench.staff, id, []))).toBe('TRANSFER_NOT_OPEN')
    expect(codeOf(await desk().attach(bench.staff, id, own.slice(0, 1)))).toBe('SUM_DIFFERS')
    expect(codeOf(await desk().attach(bench.staff, id, own))).toBe('ok')
    expect(codeOf(await desk().attach(bench.staff, id, own))).toBe('NOT_WAITING')
    expect(codeOf(await desk().explain(bench.staff, id, { as: 'OTHER', note: 'x' }))).toBe('NOT_WAITING')
    expect(await unpaidOf(file)).toBe(0)
    const acts = await bench.db.sql<{ action: string; after: object }>(
      `SELECT action, after FROM agency.audit_entry WHERE subject_type = 'ClientTransaction' AND subject_id = $1 ORDER BY id`,
      [id],
    )
    expect(acts).toEqual([{ action: 'OUTGOING_ATTACHED', after: { transfers: expect.stringMatching(/^P\d+, P\d+$/) } }])
  })

  it('is not twice a transfer that is named twice', async () => {
    const file = await released('23.70')
    await take(leaves({ amount: '47.40', payeeName: 'Joku Muu', payeeIban: 'FI9080002627761348' }))
    const row = (await waiting()).find(({ amount }) => amount === -4_740n)
    const key = { fileId: file.id, ordinal: 1 }
    expect(codeOf(await desk().attach(bench.staff, row?.id ?? 0n, [key, key]))).toBe('SUM_DIFFERS')
    expect(await unpaidOf(file)).toBe(1)
  })

  it('is explained by a person; a charge of the bank is made good from the agency’s own share', async () => {
    const lacking = async () => (await bench.agency.money.ownShares.list(bench.staff))[0]?.lacking ?? 0n
    for (const row of await waiting()) {
      await desk().explain(bench.staff, row.id, { as: 'BY_HAND', note: 'Maksettu pankissa' })
    }
    const before = await lacking()
    await take(leaves({ amount: '4.20' }))
    expect((await lacking()) - before).toBe(420n)
    const [row] = await waiting()
    const id = row?.id ?? 0n
    const onList = async () =>
      (await new WorkList(database).counts(bench.staff)).find(({ type }) => type === 'UNEXPLAINED_MONEY')
    expect(await onList()).toMatchObject({ count: 1, late: 0 })
    expect(codeOf(await desk().explain(bench.staff, id, { as: 'CHARGE', note: ' ' }))).toBe('NOTE_NEEDED')
    expect(codeOf(await desk().explain(bench.staff, id, { as: 'CHARGE', note: 'Palvelumaksu' }))).toBe('ok')
    expect(codeOf(await desk().explain(bench.staff, id, { as: 'CHARGE', note: 'Palvelumaksu' }))).toBe('NOT_WAITING')
    expect(await waiting()).toEqual([])
    expect(await onList()).toBeUndefined()
    expect((await lacking()) - before).toBe(420n)
    expect(await standing()).toMatchObject({ difference: 0n, bankDifference: 0n })
  })
})

describe('a transfer that the bank refused and paid all the same', () => {
  it('waits for a person, who takes the refusal back, but not when it has gone again already', async () => {
    const file = await released('93.00')
    const [transfer] = await transfersOf(file)
    const endToEndId = transfer?.endToEndId ?? ''
    await take(statusReport({ messageId: file.messageId, transfers: [{ endToEndId, status: 'RJCT' }] }))
    expect(await take(leaves({ amount: '93.00', endToEndId }))).toMatchObject({ paidOut: 0, unexplained: 1 })
    const [row] = await waiting()
    const [again] = await files().make(bench.staff, bench.today())
    const key = [{ fileId: file.id, ordinal: 1 }]
    expect(codeOf(await desk().attach(bench.staff, row?.id ?? 0n, key))).toBe('TRANSFER_NOT_OPEN')
    await files().cancel(bench.staff, again?.id ?? 0n)
    expect(codeOf(await desk().attach(bench.staff, row?.id ?? 0n, key))).toBe('ok')
    expect((await transfersOf(file))[0]).toMatchObject({ refusedOn: null, refusal: null, paidOn: bench.today() })
    const making = await files().make(bench.staff, bench.today())
    expect(making.flatMap(({ transfers }) => transfers)).toEqual([])
    expect(await standing()).toMatchObject({ difference: 0n, bankDifference: 0n })
  })
})

describe('a transfer that comes back', () => {
  it('is refused on that day for the bank’s reason, and waits for a later file', async () => {
    const file = await released('91.00')
    const [transfer] = await transfersOf(file)
    const endToEndId = transfer?.endToEndId ?? ''
    await take(leaves({ amount: '91.00', endToEndId }))
    const before = await standing()
    const bytes = returnFile({
      iban: FUNDS,
      id: next(),
      on: bench.today(),
      amount: '91.00',
      endToEndId,
      reason: 'AC04',
    })
    expect(await take(bytes)).toMatchObject({ refused: 1, unmatched: 0, unexplained: 0 })
    expect(await take(bytes)).toMatchObject({ refused: 0, alreadyThere: 1 })
    expect((await transfersOf(file))[0]).toMatchObject({ refusedOn: bench.today(), refusal: 'AC04' })
    const after = await standing()
    expect([after.onAccounts - before.onAccounts, after.underWay - before.underWay]).toEqual([9_100n, 9_100n])
    expect(after).toMatchObject({ difference: 0n, bankDifference: 0n })
    const [again] = await files().make(bench.staff, bench.today())
    await files().release(bench.colleague, again?.id ?? 0n)
    expect((await files().transfers(bench.staff, again?.id ?? 0n)).map((one) => one.endToEndId)).toEqual([
      `${endToEndId}-R1`,
    ])
    expect(await take(leaves({ amount: '91.00', endToEndId: `${endToEndId}-R1` }))).toMatchObject({ paidOut: 1 })
  })
})

describe('the bank’s report on a payment file', () => {
  const report = (draft: ReportDraft) => take(statusReport(draft))

  it('refuses a transfer and notes the others; what is refused goes again, to the account that staff give', async () => {
    const file = await released('71.00', '72.00')
    const [first, second] = await transfersOf(file)
    const draft = {
      messageId: file.messageId,
      payment: 'PART',
      transfers: [
        { endToEndId: first?.endToEndId ?? '', status: 'RJCT', reason: 'AC04 Tili lopetettu' },
        { endToEndId: second?.endToEndId ?? '', status: 'ACSP' },
      ],
    }
    expect(await report(draft)).toMatchObject({ refused: 1, accepted: 1, alreadyThere: 0, refusals: [] })
    expect(await report(draft)).toMatchObject({ refused: 0, accepted: 0, alreadyThere: 2, refusals: [] })
    expect(await transfersOf(file)).toMatchObject([
      { refusedOn: bench.today(), refusal: 'AC04 Tili lopetettu', bankStatus: 'RJCT' },
      { refusedOn: null, bankStatus: 'ACSP' },
    ])
    const to = { fileId: file.id, ordinal: first?.ordinal ?? 0, iban: 'FI90 8000 2627 7613 48' }
    expect(codeOf(await files().redirect(bench.staff, { ...to, iban: 'FI00' }))).toBe('IBAN_INVALID')
    expect(codeOf(await files().redirect(bench.staff, { ...to, ordinal: second?.ordinal ?? 0 }))).toBe('NOT_REFUSED')
    expect(codeOf(await files().redirect(bench.staff, to))).toBe('ok')
    const [again] = await files().make(bench.staff, bench.today())
    expect(await files().transfers(bench.staff, again?.id ?? 0n)).toMatchObject([
      { endToEndId: `${first?.endToEndId}-R1`, toIban: 'FI9080002627761348', amount: first?.amount },
    ])
    expect(codeOf(await files().redirect(bench.staff, to))).toBe('NOT_REFUSED')
    await files().cancel(bench.staff, again?.id ?? 0n)
    const acts = await bench.db.sql<{ action: string }>(
      `SELECT action FROM agency.audit_entry WHERE subject_type = 'PaymentFile' AND subject_id = $1 ORDER BY id`,
      [file.id],
    )
    expect(acts.map(({ action }) => action)).toMatchInlineSnapshot(`
      [
        "PAYMENT_FILES_MADE",
        "PAYMENT_FILE_RELEASED",
        "BANK_REPORT_IMPORTED",
        "TRANSFER_REFUSED",
        "BANK_REPORT_IMPORTED",
        "TRANSFER_REDIRECTED",
      ]
    `)
  })

  it.each([
    ['group', { group: 'RJCT' }],
    ['payment information', { payment: 'RJCT' }],
  ])('that refuses the whole %s refuses every transfer', async (_, whole) => {
    const file = await released('81.00', '82.00')
    const refused = await transfersOf(file)
    expect(
      await report({ messageId: file.messageId, reason: 'AM04 Kate puuttuu', version: '10', ...whole }),
    ).toMatchObject({
      refused: refused.length,
      accepted: 0,
    })
    expect((await transfersOf(file)).map(({ refusal }) => refusal)).toEqual(refused.map(() => 'AM04 Kate puuttuu'))
    expect(await standing()).toMatchObject({ difference: 0n, bankDifference: 0n })
  })

  it('of what is not known changes nothing and says so', async () => {
    const file = await released('83.00')
    const [transfer] = await transfersOf(file)
    await take(leaves({ amount: text(transfer?.amount ?? 0n), endToEndId: transfer?.endToEndId }))
    const transfers = (endToEndId: string, status: string) => [{ endToEndId, status }]
    const codes = async (draft: ReportDraft) => (await report(draft)).refusals.map(({ code }) => code)
    const { messageId } = file
    expect(await codes({ messageId: 'ANOTHER', group: 'RJCT' })).toEqual(['PAYMENT_FILE_UNKNOWN'])
    expect(await codes({ messageId, transfers: transfers('P0', 'RJCT') })).toEqual(['TRANSFER_UNKNOWN'])
    expect(await codes({ messageId, transfers: transfers(transfer?.endToEndId ?? '', 'RJCT') })).toEqual([
      'PAID_BY_BANK',
    ])
    expect(await codes({ messageId, transfers: transfers(transfer?.endToEndId ?? '', 'XXXX') })).toEqual([
      'STATUS_UNKNOWN',
    ])
    expect(await codes({ messageId, group: 'RJCT', version: '01' })).toEqual(['STATUS_REPORT_UNSUPPORTED'])
    expect(await codes({ messageId: '', group: 'RJCT' })).toEqual(['MISSING_ELEMENT'])
    const broken = Buffer.from(statusReport({ messageId, group: 'RJCT' }).toString().slice(0, 400))
    expect((await take(broken)).refusals).toHaveLength(1)
    expect((await transfersOf(file))[0]).toMatchObject({ refusedOn: null, paidOn: bench.today() })
  })

  it('of a file that was not let go is refused', async () => {
    await take(tell([{ amount: '84.00' }]))
    const [row] = await bench.agency.money.fundsDesk.transactions(
      bench.staff,
      { state: 'UNMATCHED', isOverpaid: false },
      page,
    )
    await bench.agency.money.fundsDesk.return(bench.staff, { transactionId: row?.id ?? 0n, ...payer })
    const [file] = await files().make(bench.staff, bench.today())
    const { refusals } = await report({ messageId: file?.messageId ?? '', group: 'RJCT' })
    expect(refusals.map(({ code }) => code)).toEqual(['NOT_RELEASED'])
  })
})

it('what a statement says is on the account is what its rows make; a file that was left out is missed', async () => {
  const stated = async () => (await bench.agency.money.fundsDesk.proof(bench.staff)).stated
  const statement = (id: string, on: string, opening: bigint, amounts: readonly bigint[]) =>
    writeCamt({
      kind: '053',
      messageId: `M${id}`,
      statementId: id,
      createdAt: '2026-04-01T20:00:00Z',
      accountIban: FUNDS,
      currency: 'EUR',
      openingBalance: { amount: money(opening), date: calendarDate(on) },
      closingBalance: { amount: money(amounts.reduce((sum, one) => sum + one, opening)), date: calendarDate(on) },
      transactions: amounts.map((one, index) => ({
        archiveId: `${id}-${index}`,
        direction: one < 0n ? 'DBIT' : 'CRDT',
        reversal: false,
        bookedOn: calendarDate(on),
        amount: money(one < 0n ? -one : one),
      })),
    })
  expect(await stated()).toEqual([])
  await take(statement('B1', '2026-04-01', 10_000n, [5_000n, -1_000n]))
  expect(await stated()).toEqual([{ iban: FUNDS, currency: 'EUR', on: '2026-04-01', amount: 14_000n, difference: 0n }])
  const left = statement('B2', '2026-04-02', 14_000n, [700n])
  await take(statement('B3', '2026-04-07', 14_700n, [300n]))
  expect(await stated()).toMatchObject([{ on: '2026-04-07', amount: 15_000n, difference: 700n }])
  for (const _ of [1, 2]) await take(left)
  expect(await stated()).toMatchObject([{ on: '2026-04-07', amount: 15_000n, difference: 0n }])
})

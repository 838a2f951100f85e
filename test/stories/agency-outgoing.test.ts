import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WorkList } from '../../server/src/agency/desk/workList.ts'
import type { PaymentFile } from '../../server/src/agency/funds/paymentFile.store.ts'
import { type AgencyBench, agencyBench, FUNDS } from '../kit/agency.ts'
import type { MoneyDraft } from '../kit/ledgerFiles.ts'
import { codeOf, next, outgoing, page, payer, serial, text } from '../kit/outgoing.ts'
import { entryFile, returnFile, statusReport } from '../kit/outgoingFiles.ts'

/** Money that leaves the account for client funds: what we asked for, what the bank did, and whether the two agree. */
let bench: AgencyBench
beforeAll(async () => {
  bench = await agencyBench('2026-03-02')
})
afterAll(() => bench.close())
const { files, desk, take, tell, leaves, standing, waiting, released, transfersOf, unpaidOf, agrees } = outgoing(
  () => bench,
)
beforeEach(agrees)

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
    const amount = `${41 + serial()}.07`
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
    const file = await released('11.00', `${12 + serial()}.00`)
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
      (await new WorkList(bench.database).counts(bench.staff)).find(({ type }) => type === 'UNEXPLAINED_MONEY')
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

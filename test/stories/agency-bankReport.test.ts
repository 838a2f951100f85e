import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { writeCamt } from '../../server/src/exchange/bank/writeCamt.ts'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { money } from '../../server/src/kernel/money.ts'
import { type AgencyBench, agencyBench, FUNDS } from '../kit/agency.ts'
import { codeOf, outgoing, page, payer, text } from '../kit/outgoing.ts'
import { type ReportDraft, statusReport } from '../kit/outgoingFiles.ts'

/** What the bank says beside its rows: its reports on payment files, and what is on the account. */
let bench: AgencyBench
beforeAll(async () => {
  bench = await agencyBench('2026-03-02')
})
afterAll(() => bench.close())
const { files, desk, take, tell, leaves, standing, waiting, released, transfersOf, agrees } = outgoing(() => bench)
beforeEach(agrees)

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

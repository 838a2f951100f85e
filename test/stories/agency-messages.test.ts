import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { ToAgency } from '../../server/src/exchange/messages/toAgency.ts'
import { makeBusinessId } from '../../server/src/kernel/businessId.ts'
import { type AgencyBench, agencyBench, type MaterialWish, materialOf } from '../kit/agency.ts'

let bench: AgencyBench
beforeAll(async () => {
  bench = await agencyBench('2026-03-02')
})
afterAll(() => bench.close())

const euro = (amount: string) => ({ amount, currency: 'EUR' })

describe('messages are applied once and in order', () => {
  it('whatever arrives twice or out of order', async () => {
    const orders = fc.record({
      order: fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }),
      repeats: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }),
      settles: fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
    })
    let number = 0
    await fc.assert(
      fc.asyncProperty(orders, async ({ order, repeats, settles }) => {
        number += 1
        const assignment = randomUUID()
        const messages: ToAgency[] = [
          bench.message(assignment, 'MATERIAL', materialOf({ number: `O-${number}`, dueOn: '2026-03-25' })),
          bench.message(assignment, 'DIRECT_PAYMENT', { paymentId: 'a', amount: euro('30.00'), paidOn: '2026-03-02' }),
          bench.message(assignment, 'DIRECT_PAYMENT_REVERSED', {
            paymentId: 'a',
            amount: euro('30.00'),
            reversedOn: '2026-03-02',
          }),
          bench.message(assignment, 'DIRECT_PAYMENT', { paymentId: 'b', amount: euro('60.00'), paidOn: '2026-03-02' }),
          bench.message(assignment, 'DIRECT_PAYMENT', { paymentId: 'c', amount: euro('45.00'), paidOn: '2026-03-02' }),
        ]
        const arrivals = [...order, ...repeats].map((index) => messages[index])
        for (const [index, message] of arrivals.entries()) {
          await bench.agency.inbox.receive(message)
          if (settles[index]) await bench.settle()
        }
        await bench.settle()
        expect(bench.story(assignment)).toEqual([
          '2026-03-02 RECEIVED → RECEIVED 100.00',
          '2026-03-02 DIRECT_PAYMENT 30.00 → RECEIVED 70.00',
          '2026-03-02 DIRECT_PAYMENT_REVERSED 30.00 → RECEIVED 100.00',
          '2026-03-02 DIRECT_PAYMENT 60.00 → RECEIVED 40.00',
          '2026-03-02 DIRECT_PAYMENT 45.00 OVERPAID 5.00 → RECEIVED 0.00',
          '2026-03-02 CLOSED → CLOSED PAID 0.00',
        ])
        expect(bench.toldOf(assignment).map((message) => message.sequence)).toEqual([1, 2, 3, 4, 5, 6])
      }),
      { numRuns: 12 },
    )
  })

  it('a gap waits for what is missing', async () => {
    const assignment = randomUUID()
    const material = bench.message(assignment, 'MATERIAL', materialOf({ number: 'G-1' }))
    const payment = bench.message(assignment, 'DIRECT_PAYMENT', {
      paymentId: 'a',
      amount: euro('1.00'),
      paidOn: '2026-03-02',
    })
    await bench.agency.inbox.receive(payment)
    await bench.settle()
    expect(bench.toldOf(assignment)).toEqual([])
    await bench.agency.inbox.receive(material)
    await bench.settle()
    expect(bench.toldOf(assignment)).toHaveLength(2)
  })

  test.each<[string, (message: ToAgency) => object]>([
    ['MESSAGE_INVALID', (message) => ({ ...message, version: 2 })],
    ['MESSAGE_INVALID', (message) => ({ ...message, body: {} })],
    ['CREDITOR_UNKNOWN', (message) => ({ ...message, creditor: '1234567-2' })],
    ['CREDITOR_UNKNOWN', (message) => ({ ...message, creditor: '0112038-9' })],
  ])('%s: a message that can never be stored is refused with the code', async (code, change) => {
    const message = bench.message(randomUUID(), 'MATERIAL', materialOf({}))
    await expect(bench.agency.inbox.receive(change(message))).rejects.toMatchObject({ code })
  })

  it('SEQUENCE_TAKEN: two messages cannot have one place', async () => {
    const message = bench.message(randomUUID(), 'MATERIAL', materialOf({}))
    await bench.agency.inbox.receive(message)
    await expect(bench.agency.inbox.receive({ ...message, id: randomUUID() })).rejects.toMatchObject({
      code: 'SEQUENCE_TAKEN',
    })
    await bench.settle()
  })

  it('an amount in another currency than the receivable is told of and not posted', async () => {
    const assignment = await bench.open({})
    const amount = { amount: '5.00', currency: 'SEK' }
    await bench.send(assignment, 'DIRECT_PAYMENT', { paymentId: 'x', amount, paidOn: '2026-03-02' })
    expect(bench.story(assignment).at(-1)).toContain('CURRENCY_DIFFERS')
    expect(bench.balance(assignment)).toBe('100.00')
  })
})

describe('what the agency does not take is refused with a code', () => {
  const early = { issuedOn: '2021-01-04', dueOn: '2021-01-18' }
  const letter = (sentOn: string) => ({ kind: 'REMINDER' as const, sentOn, channel: 'PRINT' as const, cost: null })

  test.each<[string, MaterialWish, string]>([
    ['a time-barred debt (728/2003 4 §)', early, 'PRESCRIBED'],
    ['a principal of nothing', { amount: '0.00' }, 'NOTHING_OPEN'],
    ['a consumer who was never reminded (513/1999 5 §)', { service: 'COLLECTION' }, 'REMINDER_MISSING'],
  ])('%s: %s → %s', async (_what, wish, code) => {
    const assignment = await bench.open(wish)
    expect(bench.story(assignment)).toEqual([`2026-03-02 REFUSED ${code} → CLOSED REFUSED 0.00`])
  })

  test.each<[string, MaterialWish]>([
    ['a debt that a letter kept alive', { ...early, earlierLetters: [letter('2023-06-01')] }],
    ['a consumer who was reminded', { service: 'COLLECTION', earlierLetters: [letter('2026-02-02')] }],
    ['a business without reminders', { service: 'COLLECTION', debtor: 'BUSINESS' }],
  ])('%s is taken', async (_what, wish) => {
    const assignment = await bench.open(wish)
    expect(bench.story(assignment)).toEqual(['2026-03-02 RECEIVED → RECEIVED 100.00'])
  })

  it('an invoice whose assignment is running', async () => {
    await bench.open({ number: 'D-1' })
    const second = await bench.open({ number: 'D-1' })
    expect(bench.story(second)).toEqual(['2026-03-02 REFUSED DUPLICATE → CLOSED REFUSED 0.00'])
    const elsewhere = await bench.open({ number: 'D-1', creditor: makeBusinessId(7_654_321) ?? '' })
    expect(bench.story(elsewhere)).toEqual(['2026-03-02 RECEIVED → RECEIVED 100.00'])
  })

  it('everything of a creditor that is blocked', async () => {
    const creditor = makeBusinessId(7_111_113) ?? ''
    await bench.open({ creditor })
    await bench.db.sql("UPDATE agency.creditor SET state = 'BLOCKED' WHERE business_id = $1", [creditor])
    expect(bench.story(await bench.open({ creditor }))).toEqual([
      '2026-03-02 REFUSED CREDITOR_BLOCKED → CLOSED REFUSED 0.00',
    ])
  })
})

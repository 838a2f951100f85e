import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { addDays, calendarDate as day } from '../kernel/calendarDate.ts'
import { formatDecimal, money, sum } from '../kernel/money.ts'
import { type AccountEvent, accountOf } from './account.ts'
import { type AllocationOrder, allocatePayment, allocationOrder, CONSUMER_ORDER } from './allocation.ts'
import { business, consumer, step } from './facts.fixture.ts'
import type { ReceivableFacts } from './facts.ts'
import { prescription } from './prescription.ts'
import { PUBLISHED_REFERENCE_RATES as RATES } from './referenceRates.ts'
import { paymentTerm } from './terms.ts'

const COSTS_FIRST: AllocationOrder = ['COSTS', 'INTEREST', 'PRINCIPAL']
const owed = { interest: money(300), principal: money(10_000), costs: money(500) }

describe('allocation of a payment (11 a §)', () => {
  test.each<[number, AllocationOrder, [number, number, number, number]]>([
    [200, CONSUMER_ORDER, [200, 0, 0, 0]],
    [400, CONSUMER_ORDER, [300, 100, 0, 0]],
    [10_400, CONSUMER_ORDER, [300, 10_000, 100, 0]],
    [11_000, CONSUMER_ORDER, [300, 10_000, 500, 200]],
    [600, COSTS_FIRST, [100, 0, 500, 0]],
  ])('%i in the order %j', (amount, order, [interest, principal, costs, excess]) => {
    const expected = {
      interest: money(interest),
      principal: money(principal),
      costs: money(costs),
      excess: money(excess),
    }
    expect(allocatePayment(money(amount), owed, order)).toEqual(expected)
  })

  it("a consumer's costs come last whatever was agreed", () => {
    expect(allocationOrder('CONSUMER', COSTS_FIRST)).toEqual(CONSUMER_ORDER)
    expect(allocationOrder('OTHER', COSTS_FIRST)).toEqual(COSTS_FIRST)
  })

  it('loses nothing and pays no part beyond what is owed', () => {
    const cents = fc.integer({ min: 0, max: 1_000_000 }).map((minor) => money(minor))
    fc.assert(
      fc.property(
        cents,
        cents,
        cents,
        cents,
        fc.constantFrom(CONSUMER_ORDER, COSTS_FIRST),
        (amount, interest, principal, costs, order) => {
          const used = allocatePayment(amount, { interest, principal, costs }, order)
          expect(sum([used.interest, used.principal, used.costs, used.excess])).toEqual(amount)
          expect(
            used.interest.minor <= interest.minor &&
              used.principal.minor <= principal.minor &&
              used.costs.minor <= costs.minor,
          ).toBe(true)
          expect(used.excess.minor === 0n || used.costs.minor === costs.minor).toBe(true)
        },
      ),
    )
  })
})

function account(facts: ReceivableFacts, events: AccountEvent[], on: string) {
  const answer = accountOf(facts, events, day(on), RATES)
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value
}

describe('the account of a receivable', () => {
  const cost = (on: string, cents: number, beneficiary: 'CREDITOR' | 'AGENCY'): AccountEvent => ({
    kind: 'COST',
    on: day(on),
    amount: money(cents),
    beneficiary,
    section: '513/1999 10 a §',
  })
  const payment = (on: string, cents: number): AccountEvent => ({ kind: 'PAYMENT', on: day(on), amount: money(cents) })

  it("a consumer's partial payment over a change of half-year, line by line", () => {
    const facts = consumer({ principal: money(100_000), dueDate: day('2024-12-16'), dueDateBinding: true })
    const events = [
      cost('2024-12-30', 500, 'CREDITOR'),
      cost('2025-01-20', 2400, 'AGENCY'),
      payment('2025-01-31', 50_000),
    ]
    const { postings, owed: rest } = account(facts, events, '2025-02-28')
    const lines = postings.map(
      (line) => `${line.on} ${line.kind} ${line.part} ${formatDecimal(line.amount)} ${line.beneficiary}`,
    )
    expect(lines).toEqual([
      '2024-12-16 CLAIM PRINCIPAL 1000.00 CREDITOR',
      '2024-12-30 COST COSTS 5.00 CREDITOR',
      '2025-01-20 COST COSTS 24.00 AGENCY',
      '2025-01-31 INTEREST INTEREST 13.64 CREDITOR',
      '2025-01-31 PAYMENT INTEREST -13.64 CREDITOR',
      '2025-01-31 PAYMENT PRINCIPAL -486.36 CREDITOR',
      '2025-02-28 INTEREST INTEREST 4.14 CREDITOR',
    ])
    expect(rest.total).toEqual(money(51_364 + 2900 + 414))
  })

  it('costs are paid oldest first, each to its beneficiary, and what is over is excess', () => {
    const facts = consumer({ principal: money(10_000), dueDateBinding: true })
    const events = [
      cost('2026-03-16', 500, 'CREDITOR'),
      cost('2026-03-30', 1400, 'AGENCY'),
      payment('2026-03-30', 13_000),
    ]
    const { postings, owed: rest, excess } = account(facts, events, '2026-06-30')
    expect(rest.total).toEqual(money(0))
    expect(
      postings
        .filter((line) => line.kind === 'PAYMENT' && line.part === 'COSTS')
        .map((line) => [line.beneficiary, line.amount.minor]),
    ).toEqual([
      ['CREDITOR', -500n],
      ['AGENCY', -1400n],
    ])
    expect(excess).toEqual(money(13_000 - 10_000 - 1900 - 73))
  })

  it('a credit note lowers the principal alone', () => {
    const facts = business({ principal: money(10_000) })
    const { owed: rest, excess } = account(
      facts,
      [{ kind: 'CREDIT_NOTE', on: day('2026-03-02'), amount: money(12_000) }],
      '2026-06-30',
    )
    expect(rest.total).toEqual(money(0))
    expect(excess).toEqual(money(2000))
  })

  it('says that a rate is unknown rather than guess', () => {
    expect(accountOf(business(), [], day('2026-07-01'), RATES)).toMatchObject({
      ok: false,
      error: { code: 'RATE_UNKNOWN' },
    })
  })

  it('keeps every cent: all postings add up to what is owed, and payments to what they paid and the excess', () => {
    const events = fc.array(
      fc.record({
        kind: fc.constantFrom('COST', 'PAYMENT', 'CREDIT_NOTE'),
        after: fc.integer({ min: 0, max: 900 }),
        cents: fc.integer({ min: 1, max: 200_000 }),
      }),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(events, fc.boolean(), fc.integer({ min: 1, max: 500_000 }), (list, isConsumer, principal) => {
        const facts = (isConsumer ? consumer : business)({
          principal: money(principal),
          dueDate: day('2022-11-30'),
          dueDateBinding: true,
        })
        const all = list.map(({ kind, after, cents }): AccountEvent => {
          const base = { on: addDays(facts.dueDate, after), amount: money(cents) }
          return kind === 'COST'
            ? { kind, ...base, beneficiary: 'AGENCY', section: '513/1999 10 a §' }
            : { kind: kind as 'PAYMENT', ...base }
        })
        const { postings, owed: rest, excess } = account(facts, all, '2025-12-31')
        const total = (wanted: (kind: string) => boolean) =>
          sum(postings.filter((line) => wanted(line.kind)).map((line) => line.amount)).minor
        expect(total(() => true)).toBe(rest.total.minor)
        const received = all.filter((event) => event.kind !== 'COST').reduce((a, event) => a + event.amount.minor, 0n)
        expect(-total((kind) => kind === 'PAYMENT' || kind === 'CREDIT_NOTE') + excess.minor).toBe(received)
        expect([rest.interest, rest.principal, rest.costs].every((part) => part.minor >= 0n)).toBe(true)
        if (isConsumer && rest.principal.minor > 0n)
          expect(postings.some((line) => line.kind === 'PAYMENT' && line.part === 'COSTS')).toBe(false)
      }),
    )
  })
})

describe('prescription (728/2003)', () => {
  const due = { dueDate: day('2020-02-03') }

  test.each<[string, Partial<ReceivableFacts>, string, string]>([
    ['three years from the due date', {}, '2026-01-01', '2023-02-03'],
    ['again from a letter', { history: [step('REMINDER', '2022-06-01', 0)] }, '2026-01-01', '2025-06-01'],
    [
      'again from a payment',
      { payments: [{ on: day('2023-02-03'), principal: money(1) }] },
      '2026-01-01',
      '2026-02-03',
    ],
    [
      'not from a letter that came too late',
      { history: [step('REMINDER', '2023-02-04', 0)] },
      '2026-01-01',
      '2023-02-03',
    ],
    ['again from an acknowledgement', { acknowledgedOn: [day('2021-01-01')] }, '2026-01-01', '2024-01-01'],
    ['five years after a judgment', { judgmentOn: day('2022-01-01') }, '2026-01-01', '2027-01-01'],
    [
      'a letter still to come does not count',
      { history: [step('REMINDER', '2022-06-01', 0)] },
      '2022-01-01',
      '2023-02-03',
    ],
  ])('%s', (_case, over, on, expiresOn) => {
    const answer = prescription(business({ ...due, ...over }), day(on))
    expect(answer).toMatchObject({ expiresOn, prescribed: on > expiresOn })
  })

  it('is barred from the day after', () => {
    expect(prescription(business(due), day('2023-02-03'))?.prescribed).toBe(false)
    expect(prescription(business(due), day('2023-02-04'))?.prescribed).toBe(true)
  })

  it("ends a natural person's debt after 20 years, 25 to a natural creditor, whatever interrupted it", () => {
    const history = Array.from({ length: 9 }, (_, index) => step('REMINDER', `${2003 + index * 2}-01-01`, 0))
    const old = { dueDate: day('2001-01-02'), history }
    expect(prescription(consumer(old), day('2020-12-31'))?.expiresOn).toBe('2021-01-02')
    expect(prescription(business(old), day('2020-12-31'))?.expiresOn).toBe('2022-01-01')
    expect(prescription(consumer({ ...old, creditorIsNaturalPerson: true }), day('2020-12-31'))?.expiresOn).toBe(
      '2022-01-01',
    )
  })

  it('is not for taxes and public charges', () => {
    expect(prescription(consumer({ ...due, publicLaw: true }), day('2026-01-01'))).toBeUndefined()
  })
})

test.each([
  ['PUBLIC', 30, false, '2026-01-01', true],
  ['PUBLIC', 31, false, '2026-01-01', false],
  ['PUBLIC', 60, true, '2026-01-01', true],
  ['PUBLIC', 61, true, '2026-01-01', false],
  ['TRADER', 30, false, '2015-05-01', true],
  ['TRADER', 31, false, '2015-05-01', false],
  ['TRADER', 60, false, '2015-04-30', true],
  ['TRADER', 90, true, '2026-01-01', true],
] as const)(
  'payment term (30/2013): %s, %i days, expressly agreed %s, contract of %s: lawful %s',
  (payer, days, agreed, on, lawful) => {
    expect(paymentTerm(payer, days, agreed, day(on))?.lawful).toBe(lawful)
  },
)

import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { addDays, calendarDate as day } from '../../kernel/calendarDate.ts'
import { assignmentWith, bookWith, cost, interest, practice, principal } from './book.fixture.ts'
import { applyPayment, type IncomingPayment, rebalance, sharesOf } from './payment.ts'
import { balanceOf, openByPart } from './posting.ts'

const debt = [principal(10_000n), interest(200n), cost(500n)]
const terms = { termEndsOn: day('2026-03-02'), interestTo: day('2026-02-16') }
const payment = (amount: bigint, change: Partial<IncomingPayment> = {}): IncomingPayment => {
  return { kind: 'PAYMENT', amount, on: day('2026-02-20'), key: 'p1', ...change }
}

describe('a payment is used in the order of the law (513/1999 11 a §)', () => {
  test.each([
    ['CONSUMER', 150n, { INTEREST: 50n, PRINCIPAL: 10_000n, COSTS: 500n }],
    ['CONSUMER', 5_200n, { INTEREST: 0n, PRINCIPAL: 5_000n, COSTS: 500n }],
    ['CONSUMER', 10_300n, { INTEREST: 0n, PRINCIPAL: 0n, COSTS: 400n }],
    ['BUSINESS', 150n, { INTEREST: 200n, PRINCIPAL: 10_000n, COSTS: 350n }],
    ['BUSINESS', 600n, { INTEREST: 100n, PRINCIPAL: 10_000n, COSTS: 0n }],
    ['BUSINESS', 700n, { INTEREST: 0n, PRINCIPAL: 10_000n, COSTS: 0n }],
  ] as const)('%s pays %s cents', (kind, amount, left) => {
    // Interest stated to a day before the payment, so that nothing is corrected.
    const book = bookWith(assignmentWith({ termEndsOn: terms.termEndsOn }, kind), debt)
    const { lines, excess } = applyPayment(book, payment(amount), practice)
    expect(openByPart([...book.postings, ...lines])).toEqual(left)
    expect(excess).toBe(0n)
  })
})

describe('a payment of the whole balance', () => {
  const book = bookWith(assignmentWith(terms), [principal(100_000n), interest(800n), cost(500n)])
  const paid = (given: IncomingPayment) => {
    const { lines, excess } = applyPayment(book, given, practice)
    return {
      rest: balanceOf([...book.postings, ...lines]),
      excess,
      interest: balanceOf(lines.filter((line) => line.kind === 'LATE_INTEREST')),
    }
  }

  it('within the time of the newest letter owes no more interest', () => {
    expect(paid(payment(101_300n, { on: day('2026-03-02') }))).toEqual({ rest: 0n, excess: 0n, interest: 0n })
  })

  it('after that time owes interest to the day of payment', () => {
    // 1000.00 at 9.5 %: 17 January to 20 April is 94 days, 24.47; stated were 8.00.
    expect(paid(payment(101_300n, { on: day('2026-04-20') }))).toEqual({ rest: 1_647n, excess: 0n, interest: 1_647n })
  })

  it('is taken as whole when only a small rest of interest is missing', () => {
    const small = bookWith(assignmentWith(terms), [principal(10_000n), interest(81n)])
    const { lines } = applyPayment(small, payment(10_081n, { on: day('2026-03-20') }), practice)
    expect(balanceOf([...small.postings, ...lines])).toBe(0n)
  })

  it('leaves an excess that is owed to the debtor', () => {
    expect(paid(payment(111_300n))).toEqual({ rest: 0n, excess: 10_000n, interest: 0n })
  })

  it('is not kept waiting by a reference rate that nobody has published', () => {
    const rates = practice.rates.filter((rate) => rate.from < '2026-01-01')
    const { lines } = applyPayment(book, payment(101_300n, { on: day('2026-04-20') }), { ...practice, rates })
    expect(balanceOf([...book.postings, ...lines])).toBe(0n)
  })
})

it('a payment that comes to light late takes back interest stated after its day', () => {
  // Stated for 17 January to 16 February on 1000.00: 8.07. Half of it had been paid on 20 January.
  const book = bookWith(assignmentWith(terms), [principal(100_000n), interest(807n)])
  const late = payment(50_000n, { kind: 'DIRECT_PAYMENT', on: day('2026-01-20') })
  const { lines } = applyPayment(book, late, practice)
  const corrected = lines.filter((line) => line.kind === 'LATE_INTEREST')
  expect(corrected.map((line) => line.amount)).toEqual([-346n])
  // 4.61 of the payment was interest after all; the rest is on the principal.
  expect(openByPart([...book.postings, ...lines])).toEqual({ PRINCIPAL: 50_461n, INTEREST: 0n, COSTS: 0n })
})

it('a credit note lowers the principal alone', () => {
  const book = bookWith(assignmentWith(), debt)
  const { lines, excess } = applyPayment(book, payment(10_500n, { kind: 'CREDIT' }), practice)
  expect(openByPart([...book.postings, ...lines])).toEqual({ PRINCIPAL: 0n, INTEREST: 200n, COSTS: 500n })
  expect(excess).toBe(500n)
})

it('money that moves between parts reaches everybody whose costs are open', () => {
  const over = [interest(-2n), cost(1n, 'CREDITOR'), cost(1n)]
  const { lines } = rebalance(over, ['INTEREST', 'PRINCIPAL', 'COSTS'], day('2026-03-01'))
  const costs = lines.filter((line) => line.component === 'COSTS')
  expect(costs.map(({ beneficiary, amount }) => [beneficiary, amount])).toEqual([
    ['CREDITOR', -1n],
    ['AGENCY', -1n],
  ])
})

it('what is paid too much on one part goes to the next, and what no part needs is owed to the debtor', () => {
  const over = [principal(100n), { ...principal(-100n), kind: 'PAYMENT' as const }, interest(-300n), cost(120n)]
  const { lines, refund } = rebalance(over, ['INTEREST', 'PRINCIPAL', 'COSTS'], day('2026-03-01'))
  expect(openByPart([...over, ...lines])).toEqual({ PRINCIPAL: 0n, INTEREST: 0n, COSTS: 0n })
  expect(refund).toBe(180n)
})

it('whatever is paid, parts and excess add up to it, and nothing is ever overpaid', () => {
  const cents = (most: number) => fc.bigInt(0n, BigInt(most))
  const wishes = fc.record({
    kind: fc.constantFrom('CONSUMER' as const, 'BUSINESS' as const),
    owed: fc.tuple(cents(500_000), cents(9_000), cents(20_000), cents(4_000)),
    payments: fc.array(fc.tuple(cents(300_000), fc.integer({ min: 0, max: 200 })), { minLength: 1, maxLength: 5 }),
    term: fc.option(fc.integer({ min: 0, max: 60 }), { nil: null }),
  })
  fc.assert(
    fc.property(wishes, ({ kind, owed, payments, term }) => {
      const [debtSum, interestSum, agencySum, creditorSum] = owed
      const lines = [principal(debtSum), interest(interestSum), cost(creditorSum, 'CREDITOR'), cost(agencySum)]
      const termEndsOn = term === null ? null : addDays(day('2026-02-02'), term)
      let book = bookWith(
        assignmentWith({ termEndsOn, interestTo: interestSum > 0n ? day('2026-02-02') : null }, kind),
        lines.filter((line) => line.amount > 0n),
      )
      for (const [amount, days] of payments.filter(([sum]) => sum > 0n)) {
        const given = payment(amount, { on: addDays(day('2026-01-10'), days) })
        const applied = applyPayment(book, given, practice)
        const shares = sharesOf(applied.lines)
        expect(shares.creditor + shares.agency + applied.excess).toBe(amount)
        const { interestTo } = applied
        book = bookWith({ ...book.assignment, interestTo }, [...book.postings, ...applied.lines], book.steps)
        for (const open of Object.values(openByPart(book.postings))) expect(open).toBeGreaterThanOrEqual(0n)
      }
    }),
  )
})

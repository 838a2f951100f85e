import { describe, expect, it, test } from 'vitest'
import { calendarDate as day } from '../../kernel/calendarDate.ts'
import { money } from '../../kernel/money.ts'
import { PUBLISHED_REFERENCE_RATES as rates } from '../../statute/referenceRates.ts'
import { basisPointsOf, type CopiedPosting, type ExplainedAssignment, explain, percentOf } from './explanation.ts'

const line = (
  kind: string,
  component: CopiedPosting['component'],
  amount: bigint,
  on: string,
  more: Partial<CopiedPosting> = {},
): CopiedPosting => ({
  kind,
  component,
  amount,
  on: day(on),
  section: null,
  from: null,
  to: null,
  days: null,
  ratePercent: null,
  base: null,
  ...more,
})
const consumer: ExplainedAssignment = {
  currency: 'EUR',
  debtorKind: 'CONSUMER',
  debtorBusinessId: null,
  dueOn: day('2024-12-15'),
  interestPercent: null,
  closedOn: null,
  postings: [line('PRINCIPAL', 'PRINCIPAL', 100_000n, '2024-12-20')],
  interestBefore: 0n,
}
const unposted = (assignment: ExplainedAssignment, on: string) =>
  explain(assignment, day(on), rates).lines.filter((found) => !found.posted)

describe('the balance on a day', () => {
  test.each([
    ['CONSUMER', null, 1684n],
    ['BUSINESS', '2024424-8', 1840n],
  ] as const)(
    'of a %s adds the interest that has run, piecewise by half-year',
    (debtorKind, debtorBusinessId, interest) => {
      const explained = explain({ ...consumer, debtorKind, debtorBusinessId }, day('2025-02-10'), rates)
      const running = explained.lines.filter((found) => !found.posted)
      expect(running.map((found) => [found.from, found.to, found.days])).toEqual([
        ['2024-12-16', '2024-12-31', 16],
        ['2025-01-01', '2025-02-10', 41],
      ])
      expect(running.reduce((sum, found) => sum + found.amount.minor, 0n)).toBe(interest)
      expect(explained.total).toEqual(money(100_000n + interest))
      expect(explained.problems).toEqual([])
    },
  )

  it('does not show what is posted later', () => {
    expect(explain(consumer, day('2024-12-19'), rates).total).toEqual(money(0))
  })

  it('goes on from the interest that was posted, to the same whole', () => {
    const posted = line('LATE_INTEREST', 'INTEREST', 504n, '2024-12-31', {
      from: day('2024-12-16'),
      to: day('2024-12-31'),
    })
    const explained = explain({ ...consumer, postings: [...consumer.postings, posted] }, day('2025-02-10'), rates)
    expect(explained.lines.filter((found) => !found.posted).map((found) => found.from)).toEqual(['2025-01-01'])
    expect(explained.total).toEqual(money(101_684n))
  })

  it('runs on what remained after a payment, and on all of it when the payment was taken back', () => {
    const payment = line('DIRECT_PAYMENT', 'PRINCIPAL', -60_000n, '2025-01-10')
    const paid = { ...consumer, postings: [...consumer.postings, payment] }
    expect(unposted(paid, '2025-02-10').map((found) => found.base?.minor)).toEqual([100_000n, 100_000n, 40_000n])
    const reversed = { ...paid, postings: [...paid.postings, line('REVERSAL', 'PRINCIPAL', 60_000n, '2025-01-20')] }
    expect(explain(reversed, day('2025-02-10'), rates).total).toEqual(money(101_684n))
  })

  it('of a closed assignment is what was posted', () => {
    expect(unposted({ ...consumer, closedOn: day('2025-01-31') }, '2025-02-10')).toEqual([])
  })

  it('does not ask again for interest that was paid on the assignment it follows', () => {
    const total = unposted({ ...consumer, interestBefore: 504n }, '2025-02-10').reduce(
      (sum, found) => sum + found.amount.minor,
      0n,
    )
    expect(total).toBe(1684n - 504n)
  })

  it('tells that a reference rate is unknown and shows the rest', () => {
    const explained = explain({ ...consumer, dueOn: day('2026-07-15') }, day('2026-08-10'), rates)
    expect(explained.problems.map((problem) => problem.code)).toEqual(['RATE_UNKNOWN'])
    expect(explained.total).toEqual(money(100_000))
    // 15 days of June at 9.5 % are owed whatever the rate from July will be.
    const known = explain({ ...consumer, dueOn: day('2026-06-15') }, day('2026-08-10'), rates)
    expect(known.problems.map((problem) => problem.code)).toEqual(['RATE_UNKNOWN'])
    expect(known.lines.at(-1)).toMatchObject({ posted: false, to: '2026-06-30', days: 15 })
    expect(known.total).toEqual(money(100_390))
  })
})

test.each([
  ['11.5', 1150n],
  ['8', 800n],
  ['0.25', 25n],
  ['10.0000', 1000n],
])('%s %% is %s basis points', (percent, basisPoints) => {
  expect(basisPointsOf(percent)).toBe(basisPoints)
  expect(basisPointsOf(percentOf(basisPoints))).toBe(basisPoints)
})

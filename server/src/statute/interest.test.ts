import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { addDays, calendarDate as day, daysBetween } from '../kernel/calendarDate.ts'
import { money, sum } from '../kernel/money.ts'
import { business, consumer } from './facts.fixture.ts'
import type { ReceivableFacts } from './facts.ts'
import { accrueInterest, INTEREST_DENOMINATOR, interestToPost, rateOn, roundedInterest } from './interest.ts'
import { PUBLISHED_REFERENCE_RATES as RATES } from './referenceRates.ts'

const binding = (principal: number, dueDate: string, over: Partial<ReceivableFacts> = {}) => ({
  principal: money(principal),
  dueDate: day(dueDate),
  dueDateBinding: true,
  ...over,
})

function interest(facts: ReceivableFacts, on: string): number {
  const accrual = accrueInterest(facts, day(on), RATES)
  if (!accrual.ok) throw new Error(accrual.error.message)
  return Number(roundedInterest(accrual.value).minor)
}

describe('late interest', () => {
  test.each([
    ['consumer 1000.00 over a change of half-year', consumer(binding(100_000, '2024-12-15')), '2025-02-10', 1684],
    ['commercial 1000.00 over a change of half-year', business(binding(100_000, '2024-12-15')), '2025-02-10', 1840],
    ['commercial 2500.00 over two changes', business(binding(250_000, '2022-11-30')), '2023-08-15', 18_497],
    ['consumer 1000.00 within one half-year', consumer(binding(100_000, '2025-01-01')), '2025-06-30', 5178],
  ])('%s', (_case, facts, on, cents) => {
    expect(interest(facts, on)).toBe(cents)
  })

  test.each([
    ['2024-01-01', 1150n, 1250n],
    ['2025-06-30', 1050n, 1150n],
    ['2026-01-01', 950n, 1050n],
  ])('on %s is %s for a consumer, %s in a commercial contract', (on, ofConsumer, commercial) => {
    const facts = binding(1, '2023-01-02')
    expect(rateOn(consumer(facts), day(on), RATES)).toMatchObject({
      ok: true,
      value: { rate: ofConsumer, section: '633/1982 4 §' },
    })
    expect(rateOn(business(facts), day(on), RATES)).toMatchObject({
      ok: true,
      value: { rate: commercial, section: '633/1982 4 a §' },
    })
  })

  it('is one point lower in commercial contracts whose debt fell due by 16.3.2013', () => {
    const rate = (due: string) => rateOn(business(binding(1, due)), day('2013-04-01'), RATES)
    expect(rate('2013-03-16')).toMatchObject({ value: { rate: 800n } })
    expect(rate('2013-03-17')).toMatchObject({ value: { rate: 900n } })
  })

  it('begins the day after a binding due date, and 30 days after sending when it does not bind', () => {
    expect(interest(business(binding(36_500_00, '2026-03-02')), '2026-03-03')).toBe(1050)
    const loose = consumer({ principal: money(36_500_00), invoiceSentOn: day('2026-02-16') })
    expect(interest(loose, '2026-03-18')).toBe(0)
    expect(interest(loose, '2026-03-19')).toBe(950)
  })

  it('never begins before the due date, and does not run for a consumer whose invoice did not state it', () => {
    expect(interest(consumer({ principal: money(36_500_00), invoiceSentOn: day('2026-01-02') }), '2026-03-02')).toBe(0)
    expect(interest(consumer({ interestStated: false }), '2026-06-30')).toBe(0)
  })

  it('is not due on a payment made on the first banking day after a Sunday, but runs from the Sunday when that day passes', () => {
    const onTime = business({
      ...binding(100_000, '2026-03-01'),
      payments: [{ on: day('2026-03-02'), principal: money(100_000) }],
    })
    expect(interest(onTime, '2026-06-30')).toBe(0)
    expect(interest(business(binding(36_500_00, '2026-03-01')), '2026-03-02')).toBe(0)
    expect(interest(business(binding(36_500_00, '2026-03-01')), '2026-03-03')).toBe(2100)
  })

  it('runs on what remains after each payment, from the day after it', () => {
    const facts = business({
      ...binding(100_000, '2026-03-02'),
      payments: [{ on: day('2026-03-12'), principal: money(60_000) }],
    })
    const accrual = accrueInterest(facts, day('2026-03-22'), RATES)
    expect(accrual).toMatchObject({
      value: {
        segments: [
          { from: '2026-03-03', to: '2026-03-12', days: 10, principal: money(100_000) },
          { from: '2026-03-13', to: '2026-03-22', days: 10, principal: money(40_000) },
        ],
      },
    })
  })

  it('follows an agreed rate in business, which needs no published one', () => {
    expect(interest(business(binding(100_000, '2027-01-04', { agreedInterest: 1600n })), '2027-03-15')).toBe(3068)
  })

  it('a rate agreed with a consumer counts only up to the legal one', () => {
    const rate = (agreedInterest: bigint) =>
      rateOn(consumer(binding(1, '2026-03-02', { agreedInterest })), day('2026-04-01'), RATES)
    expect(rate(500n)).toMatchObject({ value: { rate: 500n } })
    expect(rate(949n)).toMatchObject({ value: { rate: 949n } })
    expect(rate(1600n)).toMatchObject({ value: { rate: 950n, section: '633/1982 4 §' } })
  })

  it('a higher contractual interest from before the due date goes on', () => {
    const rate = rateOn(business(binding(1, '2026-03-02', { interestBeforeDue: 1200n })), day('2026-04-01'), RATES)
    expect(rate).toMatchObject({ value: { rate: 1200n } })
  })

  it('says which half-year is unknown instead of guessing', () => {
    const accrual = accrueInterest(business(binding(1, '2026-06-15')), day('2026-07-01'), RATES)
    expect(accrual).toMatchObject({
      ok: false,
      error: { code: 'RATE_UNKNOWN', halfYear: { from: '2026-07-01', to: '2026-12-31' } },
    })
    expect(accrueInterest(business(binding(1, '2026-06-15')), day('2026-06-30'), RATES).ok).toBe(true)
  })
})

const history = fc.record({
  principal: fc.integer({ min: 1, max: 5_000_000 }),
  days: fc.integer({ min: 1, max: 1200 }),
  cuts: fc.uniqueArray(fc.integer({ min: 0, max: 1200 }), { maxLength: 8 }),
  payments: fc.array(
    fc.record({ after: fc.integer({ min: 0, max: 1200 }), cents: fc.integer({ min: 1, max: 1_000_000 }) }),
    { maxLength: 5 },
  ),
})

describe('parts and whole', () => {
  it('the unrounded whole equals the sum of its segments, and postings at any days add up to the rounded whole', () => {
    fc.assert(
      fc.property(history, ({ principal, days, cuts, payments }) => {
        const due = day('2022-11-30')
        const facts = business({
          ...binding(principal, due),
          payments: payments.map(({ after, cents }) => ({ on: addDays(due, after), principal: money(cents) })),
        })
        const at = (after: number) => {
          const accrual = accrueInterest(facts, addDays(due, after), RATES)
          if (!accrual.ok) throw new Error(accrual.error.message)
          return accrual.value
        }
        const whole = at(days)
        const parts = whole.segments.map((part) => part.principal.minor * part.rate * BigInt(part.days))
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(whole.numerator)
        expect(whole.denominator).toBe(INTEREST_DENOMINATOR)
        const posted = [money(0)]
        for (const cut of [...cuts.filter((one) => one < days).sort((a, b) => a - b), days]) {
          posted.push(interestToPost(at(cut), sum(posted)))
        }
        expect(sum(posted)).toEqual(roundedInterest(whole))
        expect(posted.every((posting) => posting.minor >= 0n)).toBe(true)
      }),
    )
  })

  it('segments cover every day once, in order, and none crosses a half-year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1200 }), (days) => {
        const due = day('2022-11-30')
        const accrual = accrueInterest(business(binding(100, due)), addDays(due, days), RATES)
        if (!accrual.ok) throw new Error(accrual.error.message)
        const { segments } = accrual.value
        expect(segments.reduce((total, part) => total + part.days, 0)).toBe(days)
        for (const [index, part] of segments.entries()) {
          expect(part.days).toBe(daysBetween(part.from, part.to) + 1)
          expect(part.from).toBe(index === 0 ? addDays(due, 1) : addDays(segments[index - 1]?.to ?? due, 1))
          expect(part.from.slice(5, 7) <= '06').toBe(part.to.slice(5, 7) <= '06')
        }
      }),
    )
  })
})

describe('reference rates on record', () => {
  it('are one for each half-year from 2002H2 to 2026H1 without a gap, each with its source', () => {
    expect(RATES).toHaveLength(48)
    expect(RATES[0]?.from).toBe('2002-07-01')
    for (const [index, rate] of RATES.entries()) {
      const year = 2002 + Math.floor((index + 1) / 2)
      expect(rate.from).toBe(`${year}-${index % 2 === 0 ? '07' : '01'}-01`)
      expect(rate.source).not.toBe('')
      expect(rate.basisPoints % 50n).toBe(0n)
    }
    expect(RATES.filter((rate) => rate.status !== 'PUBLISHED').map((rate) => rate.from)).toEqual(['2025-07-01'])
  })
})

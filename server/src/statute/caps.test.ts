import { describe, expect, it, test } from 'vitest'
import { calendarDate as day } from '../kernel/calendarDate.ts'
import { money } from '../kernel/money.ts'
import { type StepDetails, stepCap } from './costCaps.ts'
import { business, consumer, step } from './facts.fixture.ts'
import type { ReceivableFacts, StepKind } from './facts.ts'
import { countReason } from './stepCount.ts'
import { totalCap } from './totalCap.ts'

const ON = day('2026-06-01')
const demanded = [step('PAYMENT_DEMAND', '2026-04-01', 1000)]

function cap(facts: ReceivableFacts, kind: StepKind, details: StepDetails = {}): number | undefined {
  const { cap: most } = stepCap(facts, kind, ON, details)
  return most && Number(most.minor)
}

describe('caps of one step, consumer (10 a §)', () => {
  test.each<[number, StepKind, number, StepDetails?]>([
    [1, 'REMINDER', 500],
    [10_000_000, 'PAYMENT_NOTICE', 500],
    [10_000, 'PAYMENT_DEMAND', 1400],
    [10_001, 'PAYMENT_DEMAND', 2400],
    [100_000, 'PAYMENT_DEMAND', 2400],
    [100_001, 'PAYMENT_DEMAND', 5000],
    [10_000, 'SECOND_DEMAND', 700],
    [10_001, 'SECOND_DEMAND', 1200],
    [100_001, 'SECOND_DEMAND', 2500],
    [100_001, 'EXTENSION', 500],
    [10_000, 'PAYMENT_PLAN', 2000, { instalments: 12 }],
    [10_001, 'PAYMENT_PLAN', 2000, { instalments: 4 }],
    [10_001, 'PAYMENT_PLAN', 3000, { instalments: 5 }],
    [100_000, 'PAYMENT_PLAN', 3000, { instalments: 12 }],
    [100_001, 'PAYMENT_PLAN', 5000, { instalments: 5 }],
    [100_001, 'PAYMENT_PLAN', 2000, { instalments: 4 }],
  ])('principal %i cents: %s costs at most %i', (principal, kind, most, details) => {
    expect(cap(consumer({ principal: money(principal) }), kind, details)).toBe(most)
  })
})

describe('caps of one step, others (10 e §)', () => {
  test.each<[number, StepKind, number, StepDetails?]>([
    [1, 'REMINDER', 1200],
    [50_000, 'PAYMENT_DEMAND', 5000],
    [50_001, 'PAYMENT_DEMAND', 7000],
    [250_000, 'PAYMENT_DEMAND', 7000],
    [250_001, 'PAYMENT_DEMAND', 9000],
    [1_000_000, 'PAYMENT_DEMAND', 9000],
    [1_000_001, 'PAYMENT_DEMAND', 11_000],
    [50_000, 'SECOND_DEMAND', 2500],
    [50_001, 'SECOND_DEMAND', 3500],
    [250_001, 'SECOND_DEMAND', 4500],
    [1_000_001, 'SECOND_DEMAND', 5500],
    [50_000, 'EXTENSION', 1000],
    [50_000, 'PAYMENT_PLAN', 3000, { instalments: 12 }],
    [1_000_001, 'PAYMENT_PLAN', 3000, { instalments: 4 }],
    [50_001, 'PAYMENT_PLAN', 4500, { instalments: 6 }],
    [50_001, 'PAYMENT_PLAN', 5000, { instalments: 7 }],
    [250_001, 'PAYMENT_PLAN', 6000, { instalments: 5 }],
    [1_000_001, 'PAYMENT_PLAN', 8500, { instalments: 8 }],
    [50_000, 'TRATTA', 11_000],
    [50_001, 'TRATTA', 12_500],
    [250_001, 'TRATTA', 14_000],
    [1_000_001, 'TRATTA', 15_500],
    [1, 'BANKRUPTCY_DEMAND', 10_000],
    [1, 'BANKRUPTCY_DEMAND', 13_550, { serviceCost: money(3550) }],
  ])('principal %i cents: %s costs at most %i', (principal, kind, most, details) => {
    expect(cap(business({ principal: money(principal) }), kind, details)).toBe(most)
  })
})

describe('caps that depend on something else', () => {
  const large = { principal: money(2_000_000), directlyEnforceable: true }

  test.each<[StepKind, number, number | undefined, StepDetails?]>([
    ['PAYMENT_DEMAND', 1400, 5000],
    ['SECOND_DEMAND', 700, 2500],
    ['PAYMENT_PLAN', 2000, 3000, { instalments: 12 }],
    ['TRATTA', 0, 11_000],
  ])('directly enforceable: %s costs a consumer %s and others %s at most', (kind, ofConsumer, ofOthers, details) => {
    expect(cap(consumer(large), kind, details)).toBe(ofConsumer)
    expect(cap(business(large), kind, details)).toBe(ofOthers)
  })

  it('a demand after any demand is a new one and costs half, whatever it is called', () => {
    expect(cap(consumer({ history: demanded }), 'PAYMENT_DEMAND')).toBe(1200)
  })

  it("a collector of the creditor's own group may ask as much as for a reminder", () => {
    expect(cap(consumer({ collector: 'GROUP' }), 'PAYMENT_DEMAND')).toBe(500)
    expect(cap(business({ collector: 'GROUP' }), 'PAYMENT_DEMAND')).toBe(1200)
  })

  it('the bracket follows the principal still open', () => {
    const payments = [{ on: day('2026-05-31'), principal: money(90_001) }]
    expect(cap(consumer({ principal: money(100_001), payments }), 'PAYMENT_DEMAND')).toBe(1400)
  })

  it('a reminder by phone costs its actual average cost, and nothing while that is unknown', () => {
    expect(cap(business(), 'REMINDER', { reminderOther: true, averageCost: money(345) })).toBe(345)
    expect(stepCap(business(), 'REMINDER', ON, { reminderOther: true }).reasons[0]?.code).toBe('AVERAGE_COST_UNKNOWN')
  })

  it('an extension of less than 14 days is free', () => {
    expect(cap(consumer(), 'EXTENSION', { extensionDays: 14 })).toBe(500)
    expect(stepCap(consumer(), 'EXTENSION', ON, { extensionDays: 13 }).reasons[0]?.code).toBe('EXTENSION_TOO_SHORT')
  })

  it('VAT comes on top only where the creditor may not deduct it, by the rate of the day', () => {
    const noDeduction = { creditorMayDeductVat: false }
    expect(cap(business(noDeduction), 'REMINDER')).toBe(1506)
    expect(stepCap(business(noDeduction), 'REMINDER', day('2024-08-31')).cap).toEqual(money(1488))
    expect(cap(consumer(noDeduction), 'REMINDER')).toBe(500)
    expect(cap(consumer({ ...noDeduction, vatOnTopOfConsumerCaps: true }), 'REMINDER')).toBe(627)
  })

  it('no figure is invented for a time or a currency that the table does not know', () => {
    expect(stepCap(business(), 'REMINDER', day('2022-04-30')).reasons[0]?.code).toBe('FIGURES_UNKNOWN')
    expect(cap(business({ principal: money(1, 'SEK') }), 'REMINDER')).toBeUndefined()
  })
})

describe('total caps (10 d and 10 h §)', () => {
  test.each([
    [consumer, 10_000, 6000],
    [consumer, 10_001, 12_000],
    [consumer, 100_000, 12_000],
    [consumer, 100_001, 21_000],
    [business, 50_000, 25_000],
    [business, 50_001, 47_000],
    [business, 250_001, 55_000],
    [business, 1_000_001, 62_000],
  ])('%o: principal %i cents, in all %i', (facts, principal, most) => {
    expect(totalCap(facts({ principal: money(principal) }), ON).total).toEqual(money(most))
  })

  it('directly enforceable: 51, 214, and 314 with a bankruptcy demand', () => {
    expect(totalCap(consumer({ directlyEnforceable: true }), ON).total).toEqual(money(5100))
    expect(totalCap(business({ directlyEnforceable: true }), ON).total).toEqual(money(21_400))
    expect(totalCap(business({ directlyEnforceable: true }), ON, true).total).toEqual(money(31_400))
  })

  it('what was charged is used up, never below zero', () => {
    const history = [step('REMINDER', '2026-04-01', 500), step('PAYMENT_DEMAND', '2026-05-01', 99_999)]
    expect(totalCap(consumer({ history: history.slice(0, 1) }), ON).left).toEqual(money(11_500))
    expect(totalCap(consumer({ history }), ON).left).toEqual(money(0))
  })
})

describe('number of steps that may cost', () => {
  const two = [...demanded, step('SECOND_DEMAND', '2026-04-20', 500)]
  const plan = step('PAYMENT_PLAN', '2026-05-01', 2000)
  const tratta = step('TRATTA', '2026-05-01', 11_000)

  test.each<[string, ReceivableFacts, StepKind, string | undefined]>([
    ['consumer, one demand charged', consumer({ history: demanded }), 'SECOND_DEMAND', undefined],
    ['consumer, two demands charged', consumer({ history: two }), 'PAYMENT_DEMAND', 'DEMANDS_USED'],
    [
      'consumer, two sent but one free',
      consumer({ history: [...demanded, step('SECOND_DEMAND', '2026-04-20', 0)] }),
      'SECOND_DEMAND',
      undefined,
    ],
    [
      'consumer, 100.00, one plan',
      consumer({ principal: money(10_000), history: [plan] }),
      'PAYMENT_PLAN',
      'PLANS_USED',
    ],
    ['consumer, 100.01, one plan', consumer({ principal: money(10_001), history: [plan] }), 'PAYMENT_PLAN', undefined],
    [
      'consumer, 100.01, two plans',
      consumer({ principal: money(10_001), history: [plan, plan] }),
      'PAYMENT_PLAN',
      'PLANS_USED',
    ],
    [
      'consumer, directly enforceable, one plan',
      consumer({ directlyEnforceable: true, history: [plan] }),
      'PAYMENT_PLAN',
      'PLANS_USED',
    ],
    [
      'business, 500.00, one plan',
      business({ principal: money(50_000), history: [plan] }),
      'PAYMENT_PLAN',
      'PLANS_USED',
    ],
    ['business, 500.01, one plan', business({ principal: money(50_001), history: [plan] }), 'PAYMENT_PLAN', undefined],
    ['business, tratta and one demand', business({ history: [...demanded, tratta] }), 'SECOND_DEMAND', 'DEMANDS_USED'],
    ['business, tratta after one demand', business({ history: demanded }), 'TRATTA', undefined],
    ['business, tratta after two demands', business({ history: two }), 'TRATTA', 'TRATTA_AFTER_TWO_DEMANDS'],
    ['business, second tratta', business({ history: [tratta] }), 'TRATTA', 'TRATTA_USED'],
    [
      'business, second bankruptcy demand',
      business({ history: [step('BANKRUPTCY_DEMAND', '2026-05-01', 1)] }),
      'BANKRUPTCY_DEMAND',
      'BANKRUPTCY_DEMAND_USED',
    ],
    [
      'consumer, reminders are not counted',
      consumer({ history: Array(9).fill(step('REMINDER', '2026-04-01', 500)) }),
      'REMINDER',
      undefined,
    ],
  ])('%s', (_case, facts, kind, code) => {
    expect(countReason(facts, kind, ON)?.code).toBe(code)
  })
})

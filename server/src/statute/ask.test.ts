import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { addDays, calendarDate as day, daysBetween } from '../kernel/calendarDate.ts'
import { money } from '../kernel/money.ts'
import { askStep } from './ask.ts'
import { standardCompensation } from './compensation.ts'
import type { StepDetails } from './costCaps.ts'
import { business, consumer, step } from './facts.fixture.ts'
import {
  isCharged,
  isDemand,
  isReminder,
  type ReceivableFacts,
  type StepKind,
  type StepTaken,
  stepKinds,
} from './facts.ts'
import { PUBLISHED_REFERENCE_RATES as RATES } from './referenceRates.ts'
import { totalCap } from './totalCap.ts'
import { trattaPublication } from './waiting.ts'

const ask = (facts: ReceivableFacts, kind: StepKind, on: string, details?: StepDetails) =>
  askStep(facts, kind, day(on), RATES, details)
const codes = (facts: ReceivableFacts, kind: StepKind, on: string) =>
  ask(facts, kind, on).reasons.map((reason) => reason.code)

describe('a reminder to a consumer (10 b §), due Monday 2 March 2026', () => {
  test.each([
    ['2026-03-02', false, 0],
    ['2026-03-03', true, 0],
    ['2026-03-15', true, 0],
    ['2026-03-16', true, 500],
  ])('on %s: may be sent %s, costs %i', (on, allowed, cost) => {
    expect(ask(consumer(), 'REMINDER', on)).toMatchObject({
      allowed,
      cost: money(cost),
      earliest: '2026-03-03',
      chargeableFrom: '2026-03-16',
      fullCost: money(500),
    })
  })

  test.each([
    ['14 days before', '2026-02-16', false, '2026-03-16', undefined],
    ['13 days before', '2026-02-17', false, null, 'INVOICE_SENT_TOO_LATE'],
    ['13 days before a due date of the contract', '2026-02-17', true, '2026-03-16', undefined],
    ['on an unknown day', undefined, false, null, 'INVOICE_SENT_DATE_UNKNOWN'],
  ])('invoice sent %s', (_case, sent, dueDateBinding, chargeableFrom, code) => {
    const facts = consumer({ invoiceSentOn: sent === undefined ? undefined : day(sent), dueDateBinding })
    const answer = ask(facts, 'REMINDER', '2026-04-01')
    expect(answer.allowed).toBe(true)
    expect(answer.chargeableFrom).toBe(chargeableFrom)
    expect(answer.reasons.some((reason) => reason.code === code)).toBe(code !== undefined)
  })

  test.each([
    ['2026-04-13', 0],
    ['2026-04-14', 500],
  ])('a new one on %s, after one of 31 March, costs %i', (on, cost) => {
    expect(ask(consumer({ history: [step('REMINDER', '2026-03-31', 500)] }), 'PAYMENT_NOTICE', on).cost).toEqual(
      money(cost),
    )
  })

  it('counts from the banking day that a Sunday due date moves to', () => {
    const facts = consumer({ dueDate: day('2026-03-01'), dueDateBinding: true })
    expect(ask(facts, 'REMINDER', '2026-03-02').allowed).toBe(false)
    expect(ask(facts, 'REMINDER', '2026-03-03').chargeableFrom).toBe('2026-03-16')
  })
})

describe('a payment demand to a consumer (5 §)', () => {
  const reminded = consumer({ history: [step('REMINDER', '2026-03-16', 500)] })

  test.each([
    ['2026-03-29', false, 0],
    ['2026-03-30', true, 2400],
  ])('reminded on 16 March, on %s: allowed %s, costs %i', (on, allowed, cost) => {
    expect(ask(reminded, 'PAYMENT_DEMAND', on)).toMatchObject({
      allowed,
      earliest: '2026-03-30',
      cost: money(cost),
      fullCost: money(2400),
    })
  })

  it('needs a reminder sent after the due date', () => {
    expect(ask(consumer(), 'PAYMENT_DEMAND', '2026-06-01')).toMatchObject({
      allowed: false,
      earliest: null,
      chargeableFrom: null,
    })
    const early = consumer({ history: [step('REMINDER', '2026-03-02', 0)] })
    expect(codes(early, 'PAYMENT_DEMAND', '2026-06-01')).toContain('REMINDER_MISSING')
  })

  it('a second one needs a first, waits 14 days to cost and costs half', () => {
    expect(codes(reminded, 'SECOND_DEMAND', '2026-04-30')).toContain('FIRST_DEMAND_MISSING')
    const demanded = consumer({ history: [...reminded.history, step('PAYMENT_DEMAND', '2026-03-30', 2400)] })
    expect(ask(demanded, 'SECOND_DEMAND', '2026-04-12')).toMatchObject({
      allowed: true,
      cost: money(0),
      chargeableFrom: '2026-04-13',
    })
    expect(ask(demanded, 'SECOND_DEMAND', '2026-04-13').cost).toEqual(money(1200))
  })

  it('cannot be made while the reference rate of its interest is unknown', () => {
    const facts = { ...reminded, dueDateBinding: true }
    expect(ask(facts, 'PAYMENT_DEMAND', '2026-06-30').allowed).toBe(true)
    expect(ask(facts, 'PAYMENT_DEMAND', '2026-07-01')).toMatchObject({ allowed: false, earliest: null })
    expect(codes(facts, 'PAYMENT_DEMAND', '2026-07-01')).toContain('RATE_UNKNOWN')
    expect(ask(facts, 'REMINDER', '2026-07-01').allowed).toBe(true)
  })
})

describe('business (10 f, 7 §)', () => {
  it('a first reminder costs from the day after the due date, a new letter after 10 days', () => {
    expect(ask(business(), 'REMINDER', '2026-03-03').cost).toEqual(money(1200))
    const reminded = business({ history: [step('REMINDER', '2026-03-03', 1200)] })
    expect(ask(reminded, 'PAYMENT_DEMAND', '2026-03-12')).toMatchObject({
      allowed: true,
      cost: money(0),
      chargeableFrom: '2026-03-13',
    })
    expect(ask(reminded, 'PAYMENT_DEMAND', '2026-03-13').cost).toEqual(money(5000))
  })

  test.each([
    ['2026-03-13', '2026-03-14', '2026-03-14', true],
    ['2026-03-13', '2026-03-14', '2026-03-13', false],
    ['2026-03-14', '2026-03-17', '2026-03-16', false],
    ['2026-03-12', null, '2026-06-01', false],
    [undefined, null, '2026-06-01', false],
  ])(
    'a reminder of 3 March with time to pay until %s lets a tratta go from %s: on %s %s',
    (payBy, earliest, on, allowed) => {
      const reminder = step('REMINDER', '2026-03-03', 0, { payBy: payBy === undefined ? undefined : day(payBy) })
      expect(ask(business({ history: [reminder] }), 'TRATTA', on)).toMatchObject({ allowed, earliest })
    },
  )

  it('a tratta is published 14 to 60 days after its sending', () => {
    expect(trattaPublication(day('2026-04-01'))).toMatchObject({ from: '2026-04-15', to: '2026-05-31' })
  })

  it('tratta and bankruptcy demand are no means against a consumer', () => {
    expect(codes(consumer(), 'TRATTA', '2026-06-01')).toContain('FORBIDDEN_FOR_CONSUMERS')
    expect(codes(consumer(), 'BANKRUPTCY_DEMAND', '2026-06-01')).toContain('FORBIDDEN_FOR_CONSUMERS')
    expect(ask(business(), 'BANKRUPTCY_DEMAND', '2026-06-01', { serviceCost: money(2500) }).cost).toEqual(money(12_500))
  })
})

describe('the standard compensation (10 i §)', () => {
  it('exists in commercial contracts only, from the day interest is due', () => {
    expect(standardCompensation(business(), day('2026-03-30'))).toMatchObject({
      amount: money(4000),
      from: '2026-03-03',
    })
    expect(standardCompensation(business({ dueDate: day('2026-03-01') }), day('2026-03-30'))).toMatchObject({
      from: '2026-03-03',
    })
    expect(standardCompensation(business({ commercialContract: false }), day('2026-03-30'))).toBeUndefined()
    expect(standardCompensation(consumer({ commercialContract: true }), day('2026-03-30'))).toBeUndefined()
  })

  it('asked after other costs is only what they lack of 40 euro', () => {
    const history = [step('REMINDER', '2026-03-03', 1200)]
    expect(standardCompensation(business({ history }), day('2026-03-30'))).toMatchObject({ amount: money(2800) })
    const both = business({ history, compensationCharged: money(2800) })
    expect(standardCompensation(both, day('2026-03-30'))).toMatchObject({ amount: money(0) })
    expect(ask(both, 'PAYMENT_DEMAND', '2026-03-30').cost).toEqual(money(2200))
  })

  it('takes in the first 40 euro of costs: both together are the larger, not the sum', () => {
    const facts = business({ compensationCharged: money(4000) })
    const first = ask(facts, 'REMINDER', '2026-03-03')
    expect(first).toMatchObject({ cost: money(0), gross: money(1200), chargeableFrom: '2026-03-03' })
    expect(first.reasons.map((reason) => reason.code)).toContain('NETTED_AGAINST_COMPENSATION')
    const history = [step('REMINDER', '2026-03-03', 0, { cost: money(1200) })]
    expect(ask({ ...facts, history }, 'PAYMENT_DEMAND', '2026-03-13')).toMatchObject({
      cost: money(2200),
      gross: money(5000),
    })
  })
})

describe('what stops collection', () => {
  test.each<[string, Partial<ReceivableFacts>, string]>([
    ['a dispute (4 b §)', { disputed: true }, 'DISPUTED'],
    ['prescription (4 §)', { dueDate: day('2023-03-01') }, 'PRESCRIBED'],
  ])('%s', (_case, over, code) => {
    const answer = ask(business(over), 'REMINDER', '2026-03-30')
    expect(answer).toMatchObject({ allowed: false, earliest: null, cost: money(0) })
    expect(answer.reasons[0]?.code).toBe(code)
  })

  it("a consumer's request for suspension makes what follows free (4 c §)", () => {
    const facts = consumer({ suspendedOn: day('2026-03-20') })
    expect(ask(facts, 'REMINDER', '2026-03-19').cost).toEqual(money(500))
    expect(ask(facts, 'REMINDER', '2026-03-20')).toMatchObject({ allowed: true, cost: money(0), chargeableFrom: null })
  })
})

describe('more than the law normally allows', () => {
  const used = { principal: money(9000), history: [step('REMINDER', '2026-03-16', 5500)] }

  it('the total cap cuts the last step and then stops', () => {
    expect(ask(consumer(used), 'REMINDER', '2026-05-01').cost).toEqual(money(500))
    expect(ask(consumer(used), 'PAYMENT_DEMAND', '2026-05-01').cost).toEqual(money(500))
    const full = { ...used, history: [step('REMINDER', '2026-03-16', 6000)] }
    expect(codes(consumer(full), 'PAYMENT_DEMAND', '2026-05-01')).toContain('TOTAL_CAP_REACHED')
  })

  it('needs a special reason and an itemisation, and never goes for directly enforceable ones', () => {
    const details = { specialReason: 'Collection abroad' }
    const answer = ask(consumer(used), 'PAYMENT_DEMAND', '2026-05-01', details)
    expect(answer.cost).toEqual(money(1400))
    expect(answer.reasons.map((reason) => reason.code)).toContain('ITEMISATION_REQUIRED')
    expect(ask(consumer(used), 'PAYMENT_DEMAND', '2026-05-01', { specialReason: ' ' }).cost).toEqual(money(500))
    const enforceable = consumer({ ...used, directlyEnforceable: true })
    expect(ask(enforceable, 'PAYMENT_DEMAND', '2026-05-01', details).cost).toEqual(money(0))
  })
})

const cases = fc.record({
  isConsumer: fc.boolean(),
  directlyEnforceable: fc.boolean(),
  creditorMayDeductVat: fc.boolean(),
  compensation: fc.boolean(),
  principal: fc.oneof(
    fc.constantFrom(10_000, 10_001, 50_000, 50_001, 100_000, 100_001, 250_001, 1_000_001),
    fc.integer({ min: 1, max: 3_000_000 }),
  ),
  moves: fc.array(
    fc.record({
      kind: fc.constantFrom(...stepKinds),
      wait: fc.integer({ min: 0, max: 20 }),
      instalments: fc.integer({ min: 1, max: 14 }),
    }),
    { maxLength: 25 },
  ),
})

/** Does whatever is allowed, at the most it may cost. */
function greedy({
  isConsumer,
  compensation,
  moves,
  principal,
  ...flags
}: typeof cases extends fc.Arbitrary<infer T> ? T : never): ReceivableFacts {
  const start = { ...flags, principal: money(principal), dueDate: day('2025-03-03'), invoiceSentOn: day('2025-02-03') }
  let facts = isConsumer
    ? consumer(start)
    : business({ ...start, compensationCharged: compensation ? money(4000) : undefined })
  let on = facts.dueDate
  for (const { kind, wait, instalments } of moves) {
    on = addDays(on, wait)
    const answer = askStep(facts, kind, on, RATES, { instalments })
    if (!answer.allowed) {
      expect(answer.cost.minor).toBe(0n)
      continue
    }
    const taken: StepTaken = { kind, sentOn: on, charged: answer.cost, cost: answer.gross, payBy: addDays(on, 10) }
    facts = { ...facts, history: [...facts.history, taken] }
  }
  return facts
}

describe('no history, however greedy', () => {
  it('exceeds the total cap, and with the compensation costs the larger of the two', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const facts = greedy(given)
        const gross = facts.history.reduce((total, taken) => total + (taken.cost?.minor ?? 0n), 0n)
        const asked = facts.history.reduce((total, taken) => total + taken.charged.minor, 0n)
        const compensation = facts.compensationCharged?.minor ?? 0n
        expect(gross).toBeLessThanOrEqual(totalCap(facts, day('2026-06-30')).total?.minor ?? 0n)
        expect(asked + compensation).toBe(gross > compensation ? gross : compensation)
      }),
      { numRuns: 300 },
    )
  })

  it('charges a step too many or a letter too early', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const facts = greedy(given)
        const charged = facts.history.filter(isCharged)
        const count = (wanted: (kind: StepKind) => boolean) => charged.filter((taken) => wanted(taken.kind)).length
        const trattas = count((kind) => kind === 'TRATTA')
        expect(count(isDemand)).toBeLessThanOrEqual(trattas > 0 ? 1 : 2)
        expect(trattas).toBeLessThanOrEqual(given.isConsumer ? 0 : 1)
        expect(count((kind) => kind === 'PAYMENT_PLAN')).toBeLessThanOrEqual(2)
        const letters = facts.history.filter((taken) => isReminder(taken.kind) || isDemand(taken.kind))
        for (const [index, letter] of letters.entries()) {
          const previous = letters[index - 1]
          if (!isCharged(letter) || !previous) continue
          expect(daysBetween(previous.sentOn, letter.sentOn)).toBeGreaterThanOrEqual(given.isConsumer ? 14 : 10)
        }
        if (!given.isConsumer) return
        const firstDemand = letters.find((taken) => isDemand(taken.kind))
        const firstReminder = letters.find((taken) => isReminder(taken.kind))
        if (firstDemand)
          expect(daysBetween(firstReminder?.sentOn ?? firstDemand.sentOn, firstDemand.sentOn)).toBeGreaterThanOrEqual(
            14,
          )
      }),
      { numRuns: 300 },
    )
  })
})

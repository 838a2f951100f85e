import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { addDays, type CalendarDate, calendarDate as day } from '../../kernel/calendarDate.ts'
import { money } from '../../kernel/money.ts'
import { end, pay } from './act.ts'
import type { Book, Draft } from './assignment.ts'
import { withDraft } from './assignment.ts'
import { assignmentWith, bookWith, practice, principal } from './book.fixture.ts'
import { balanceOf, type Line, openByPart, openOf } from './posting.ts'
import { plan, resume, takeStep } from './step.ts'

const opened = (amount: bigint, kind: 'CONSUMER' | 'BUSINESS', dueOn = '2026-01-16'): Book => {
  const assignment = assignmentWith({ dueOn: day(dueOn), issuedOn: addDays(day(dueOn), -14) }, kind)
  return bookWith(assignment, [principal(amount)])
}

/** Takes every step that is due until a day. */
function runTo(book: Book, until: CalendarDate, each: (draft: Draft) => void = () => undefined): Book {
  let current = book
  for (;;) {
    const { nextStepOn, stage } = current.assignment
    if (stage === 'CLOSED' || nextStepOn === null || nextStepOn > until) return current
    const draft = takeStep(current, nextStepOn, practice)
    each(draft)
    current = withDraft(current, draft)
  }
}

const costsOf = (lines: readonly Line[]) =>
  balanceOf(lines.filter((line) => line.component === 'COSTS' && line.amount > 0n))

describe('what letters cost stays within the law', () => {
  test.each([
    ['CONSUMER', 10_000n, 500n + 500n + 1400n + 700n],
    ['CONSUMER', 10_001n, 500n + 500n + 2400n + 1200n],
    ['CONSUMER', 100_001n, 500n + 500n + 5000n + 2500n],
    // 40 euro, and of 12 + 12 + 50 + 25 what goes beyond.
    ['BUSINESS', 50_000n, 9_900n],
    ['BUSINESS', 250_001n, 1200n + 1200n + 9000n + 4500n],
  ] as const)('%s with a principal of %s cents: %s cents for the whole ladder', (kind, amount, costs) => {
    const top = runTo(opened(amount, kind), day('2026-06-30'))
    expect(top.steps).toHaveLength(4)
    expect(costsOf(top.postings)).toBe(costs)
    // Under 100 euro it would be watched quietly; from there on a person decides.
    expect(top.assignment).toMatchObject({ nextStep: null, nextStepOn: null, hold: 'LEGAL_DECISION' })
  })

  it('whatever the principal, the day and the payments: every cost has a section, and all together respect the total cap', () => {
    const lives = fc.record({
      kind: fc.constantFrom('CONSUMER' as const, 'BUSINESS' as const),
      amount: fc.bigInt(1n, 2_000_000n),
      due: fc.integer({ min: 0, max: 700 }),
      payments: fc.array(fc.tuple(fc.bigInt(1n, 400_000n), fc.integer({ min: 0, max: 120 })), { maxLength: 3 }),
    })
    fc.assert(
      fc.property(lives, ({ kind, amount, due, payments }) => {
        const dueOn = addDays(day('2024-01-01'), due)
        let book = opened(amount, kind, dueOn)
        book = { ...book, assignment: { ...book.assignment, nextStepOn: addDays(dueOn, 3) } }
        const paid = payments
          .map(([sum, days]) => ({ sum, on: addDays(dueOn, days + 4) }))
          .sort((a, b) => (a.on < b.on ? -1 : 1))
        for (const { sum, on } of paid) {
          book = runTo(book, on)
          const payment = { kind: 'DIRECT_PAYMENT' as const, amount: sum, on, key: on }
          for (const draft of pay(book, payment, practice).drafts) book = withDraft(book, draft)
        }
        book = runTo(book, addDays(dueOn, 180))
        for (const line of book.postings.filter((asked) => asked.amount > 0n && asked.component !== 'PRINCIPAL')) {
          expect(line.section).toMatch(/^\d+\/\d{4} .+ §$/)
        }
        expect(costsOf(book.postings)).toBeLessThanOrEqual(totalCap(kind, amount))
        for (const open of Object.values(openByPart(book.postings))) expect(open).toBeGreaterThanOrEqual(0n)
        expect(book.assignment.closeReason === 'PAID').toBe(balanceOf(book.postings) === 0n)
      }),
      // Money that comes after the end once opened interest anew.
      {
        examples: [
          [
            {
              kind: 'CONSUMER',
              amount: 144_719n,
              due: 0,
              payments: [
                [145_903n, 22],
                [1n, 26],
              ],
            },
          ],
        ],
      },
    )
  })
})

/** 513/1999 10 d and 10 h §, written out a second time. */
function totalCap(kind: 'CONSUMER' | 'BUSINESS', amount: bigint): bigint {
  if (kind === 'CONSUMER') return amount <= 10_000n ? 6_000n : amount <= 100_000n ? 12_000n : 21_000n
  return amount <= 50_000n ? 25_000n : amount <= 250_000n ? 47_000n : amount <= 1_000_000n ? 55_000n : 62_000n
}

describe('when a letter goes', () => {
  it('a consumer’s first reminder waits until it may be charged for, 14 days after the due date (10 b §)', () => {
    const book = opened(10_000n, 'CONSUMER', '2026-02-13')
    expect(plan(book, 'REMINDER', day('2026-02-16'), practice)).toMatchObject({ nextStepOn: '2026-02-27' })
  })

  it('an invoice sent too late is reminded of at once, and free', () => {
    const assignment = assignmentWith({ dueOn: day('2026-02-13'), issuedOn: day('2026-02-09') })
    const book = bookWith(assignment, [principal(10_000n)])
    expect(plan(book, 'REMINDER', day('2026-02-16'), practice)).toMatchObject({ nextStepOn: '2026-02-16' })
    expect(costsOf(takeStep(book, day('2026-02-16'), practice).lines)).toBe(0n)
  })

  it('a business is reminded the day after its due date', () => {
    expect(plan(opened(10_000n, 'BUSINESS', '2026-02-13'), 'REMINDER', day('2026-02-02'), practice)).toMatchObject({
      nextStepOn: '2026-02-14',
    })
  })

  it('a small rest is not pursued', () => {
    const draft = takeStep(opened(500n, 'CONSUMER'), day('2026-02-20'), practice)
    expect(draft).toMatchObject({
      type: 'STEP_POSTPONED',
      note: 'SMALL_REST',
      patch: { nextStepOn: null, waitsFor: 'SMALL_REST' },
    })
  })

  it.each([
    ['CONSUMER', 'maija@posti.example', 'STEP_POSTPONED'],
    ['BUSINESS', null, 'STEP_POSTPONED'],
    ['BUSINESS', 'talous@yritys.example', 'REMINDER_SENT'],
  ] as const)('a letter on paper waits for an address: %s with e-mail %s, %s', (kind, email, type) => {
    const book = opened(10_000n, kind)
    const address = { street: null, postCode: null, town: null, country: 'FI' }
    const debtor = { ...book.assignment.debtor, email, address }
    const draft = takeStep({ ...book, assignment: { ...book.assignment, debtor } }, day('2026-02-20'), practice)
    expect(draft).toMatchObject({ type, patch: { waitsFor: type === 'REMINDER_SENT' ? null : 'ADDRESS_MISSING' } })
  })

  it('a missing reference rate does not stop a reminder, which then names no sum of interest', () => {
    const rates = practice.rates.filter((rate) => rate.from < '2026-01-01')
    const draft = takeStep(opened(10_000n, 'CONSUMER'), day('2026-02-20'), { ...practice, rates })
    expect(draft.type).toBe('REMINDER_SENT')
    expect(draft.lines.map((line) => line.kind)).toEqual(['REMINDER_COST'])
  })

  it('a missing reference rate stops a payment demand, which must state the interest (5 b §)', () => {
    const rates = practice.rates.filter((rate) => rate.from < '2026-01-01')
    const book = opened(10_000n, 'BUSINESS')
    const demanded = { ...book, assignment: { ...book.assignment, nextStep: 'DEMAND' as const } }
    expect(takeStep(demanded, day('2026-02-20'), { ...practice, rates })).toMatchObject({ note: 'RATE_UNKNOWN' })
  })

  it('costs of another currency than the euro are not charged', () => {
    const assignment = assignmentWith({ currency: 'SEK' })
    const draft = takeStep(bookWith(assignment, [principal(100_000n)]), day('2026-02-20'), practice)
    expect(draft.type).toBe('REMINDER_SENT')
    expect(costsOf(draft.lines)).toBe(0n)
  })
})

describe('an assignment', () => {
  it('that goes on after a payment was taken back keeps the time to pay of its newest letter', () => {
    const step = {
      kind: 'REMINDER',
      sentOn: day('2026-02-16'),
      payBy: day('2026-03-02'),
      charged: money(500n),
      byAgency: true,
    } as const
    const assignment = assignmentWith({ stage: 'CLOSED', closeReason: 'PAID', termEndsOn: day('2026-03-02') })
    const book = bookWith(assignment, [principal(10_000n)], [step])
    expect(resume(book, day('2026-02-20'), practice)).toMatchObject({
      stage: 'REMINDER',
      closeReason: null,
      nextStep: 'NOTICE',
      nextStepOn: '2026-03-03',
    })
  })

  it('that ends takes back unpaid agency costs, the newest first, and never more than is open', () => {
    const top = runTo(opened(100_000n, 'CONSUMER'), day('2026-06-30'))
    const numbered = bookWith(top.assignment, top.postings, top.steps)
    const { draft, cancelled, charged } = end(numbered, 'RECALLED', day('2026-06-30'), practice)
    expect(cancelled).toBe(500n + 500n + 2400n + 1200n)
    expect(charged).toBe(cancelled + 2_500n)
    expect(draft.lines.map((line) => line.amount)).toEqual([-1200n, -2400n, -500n, -500n])
    expect(openOf([...numbered.postings, ...draft.lines], 'COSTS')).toBe(0n)
  })
})

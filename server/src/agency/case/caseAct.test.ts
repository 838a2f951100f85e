import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { addDays, type CalendarDate, calendarDate as day } from '../../kernel/calendarDate.ts'
import type { Result } from '../../kernel/result.ts'
import { pay } from './act.ts'
import type { Book, Draft } from './assignment.ts'
import { withDraft } from './assignment.ts'
import { assignmentWith, bookWith, practice, principal } from './book.fixture.ts'
import { answerDispute, dispute, giveAddress, plainAct } from './caseAct.ts'
import { balanceOn, lawOf } from './caseView.ts'
import { instalmentsOf } from './paymentPlan.ts'
import { balanceOf, openByPart } from './posting.ts'
import { takeStep } from './step.ts'
import { grantExtension, makePlan } from './timeToPay.ts'

const opened = (amount: bigint, kind: 'CONSUMER' | 'BUSINESS' = 'CONSUMER'): Book => {
  return bookWith(assignmentWith({ issuedOn: day('2025-01-01'), dueOn: day('2025-01-15') }, kind), [principal(amount)])
}
const on = day('2026-02-20')
const withDrafts = (book: Book, drafts: readonly Draft[]): Book => drafts.reduce(withDraft, book)
const cost = (drafts: Result<Draft[]>) => {
  if (!drafts.ok) return drafts.error.code
  const lines = drafts.value.flatMap((draft) => draft.lines)
  return balanceOf(lines.filter((line) => line.component === 'COSTS'))
}

describe('what acts cost (513/1999 10 a and 10 e §)', () => {
  test.each([
    ['CONSUMER', 14, 500n],
    ['CONSUMER', 13, 'EXTENSION_TOO_SHORT'],
    ['CONSUMER', 181, 'EXTENSION_TOO_LONG'],
  ] as const)('an extension for a %s of %s days: %s', (kind, days, expected) => {
    const wish = { until: addDays(on, days), charge: true }
    expect(cost(grantExtension(opened(10_000n, kind), wish, on, practice))).toBe(expected)
  })

  test.each([
    [10_000n, 12, 2000n],
    [10_001n, 4, 2000n],
    [10_001n, 5, 3000n],
    [100_000n, 5, 3000n],
    [100_001n, 5, 5000n],
  ] as const)('a plan for a consumer with %s cents and %s instalments: %s cents', (amount, instalments, expected) => {
    const wish = { instalments, firstOn: addDays(on, 14), charge: true }
    expect(cost(makePlan(opened(amount), wish, on, practice))).toBe(expected)
    expect(cost(makePlan(opened(amount), { ...wish, charge: false }, on, practice))).toBe(0n)
  })

  it('a second plan is free where the law lets one cost', () => {
    const wish = { instalments: 2, firstOn: addDays(on, 14), charge: true }
    const first = makePlan(opened(10_000n), wish, on, practice)
    if (!first.ok) throw new Error(first.error.code)
    const resumed = plainAct(withDrafts(opened(10_000n), first.value), 'RESUME', null, on, practice)
    if (!resumed.ok) throw new Error(resumed.error.code)
    expect(
      cost(makePlan(withDrafts(withDrafts(opened(10_000n), first.value), resumed.value), wish, on, practice)),
    ).toBe(0n)
  })
})

it('instalments add up to the cent', () => {
  fc.assert(
    fc.property(fc.bigInt(100n, 10_000_000n), fc.integer({ min: 2, max: 36 }), (total, count) => {
      const made = instalmentsOf(total, count, on)
      expect(made.reduce((sum, { amount }) => sum + amount, 0n)).toBe(total)
      expect(made).toHaveLength(count)
    }),
  )
})

it('only consumers may ask for suspension (4 c §)', () => {
  expect(plainAct(opened(10_000n, 'BUSINESS'), 'SUSPEND', 'x', on, practice)).toMatchObject({ ok: false })
  expect(plainAct(opened(10_000n), 'SUSPEND', 'x', on, practice)).toMatchObject({ ok: true })
})

it('while a debt is disputed the law lets no letter go (4 b §), and says so of each', () => {
  const disputed = dispute(opened(10_000n), 'Never ordered', on, practice)
  if (!disputed.ok) throw new Error(disputed.error.code)
  const answers = lawOf(withDrafts(opened(10_000n), disputed.value), on, practice)
  expect(answers.map(({ allowed }) => allowed)).toEqual(answers.map(() => false))
  expect(answers[0]?.reasons.map(({ code }) => code)).toContain('DISPUTED')
})

it('an address that a letter waited for lets it go', () => {
  const book = opened(10_000n)
  const waiting = { ...book, assignment: { ...book.assignment, nextStepOn: null, waitsFor: 'ADDRESS_MISSING' } }
  const address = { street: 'Mallikatu 2', postCode: '00200', town: 'Helsinki', country: 'FI' }
  const given = giveAddress(waiting, address, on, practice)
  expect(given).toMatchObject({ value: [{ patch: { nextStep: 'REMINDER', waitsFor: null, debtor: { address } } }] })
  if (given.ok) expect(given.value[0]?.patch.nextStepOn).not.toBeNull()
})

describe('a balance', () => {
  it('of a day to come adds the interest until it', () => {
    const book = opened(100_000n)
    const now = balanceOn(book, day('2026-03-01'), practice)
    const later = balanceOn(book, day('2026-03-31'), practice)
    // 30 days at 9.5 %.
    expect(balanceOf(later.lines) - balanceOf(now.lines)).toBe(781n)
    expect(later.lines.at(-1)).toMatchObject({ posted: false, section: '633/1982 4 §', basisPoints: 950n })
  })

  it('says when a rate is missing', () => {
    const { lines, problem } = balanceOn(opened(100_000n), day('2026-08-01'), practice)
    expect(problem).toMatch(/rate/)
    // What is known is shown: 166 days at 10.5 % and 365 at 9.5 %, to the end of June.
    expect(balanceOf(lines)).toBe(100_000n + 14_275n)
  })
})

type Act = (book: Book, today: CalendarDate) => Result<Draft[]> | Draft[]
const acts: readonly Act[] = [
  (book, today) => grantExtension(book, { until: addDays(today, 20), charge: true }, today, practice),
  (book, today) => makePlan(book, { instalments: 6, firstOn: addDays(today, 10), charge: true }, today, practice),
  (book, today) => dispute(book, 'Wrong', today, practice),
  (book, today) => answerDispute(book, { uphold: false, answer: 'Right', raisedOn: today }, today, practice),
  (book, today) => plainAct(book, 'RETURN_MAIL', null, today, practice),
  (book, today) => plainAct(book, 'RESUME', null, today, practice),
  (book, today) => plainAct(book, 'SUSPEND', 'Court', today, practice),
  (book, today) => pay(book, { kind: 'PAYMENT', amount: 3_000n, on: today, key: today }, practice).drafts,
]

/** 513/1999 10 d and 10 h §, written out a second time. */
function totalCap(kind: 'CONSUMER' | 'BUSINESS', amount: bigint): bigint {
  if (kind === 'CONSUMER') return amount <= 10_000n ? 6_000n : amount <= 100_000n ? 12_000n : 21_000n
  return amount <= 50_000n ? 25_000n : amount <= 250_000n ? 47_000n : amount <= 1_000_000n ? 55_000n : 62_000n
}

it('whatever staff do and the debtor pays: costs stay under the total cap and no part goes below zero', () => {
  const life = fc.record({
    kind: fc.constantFrom('CONSUMER' as const, 'BUSINESS' as const),
    amount: fc.bigInt(1_000n, 1_500_000n),
    days: fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.nat(acts.length - 1)), { maxLength: 14 }),
  })
  fc.assert(
    fc.property(life, ({ kind, amount, days }) => {
      let book = opened(amount, kind)
      let today = day('2025-02-01')
      for (const [wait, index] of days) {
        const until = addDays(today, wait)
        for (let due = book.assignment.nextStepOn; due && due <= until && book.assignment.stage !== 'CLOSED'; ) {
          const draft = takeStep(book, due < today ? today : due, practice)
          const next = withDraft(book, draft)
          if (draft.planEnd) {
            const { plan: _, ...rest } = next
            book = rest
          } else book = next
          due = book.assignment.nextStepOn
        }
        today = until
        const act = acts[index]
        if (!act || book.assignment.stage === 'CLOSED') continue
        const done = act(book, today)
        const drafts = Array.isArray(done) ? done : done.ok ? done.value : []
        book = withDrafts(book, drafts)
        if (drafts.some(({ planEnd }) => planEnd)) {
          const { plan: _, ...rest } = book
          book = rest
        }
      }
      const costs = book.postings.filter((line) => line.component === 'COSTS' && line.amount > 0n && line.section)
      const asked = costs.filter((line) => line.kind.endsWith('COST') || line.kind === 'FIXED_COMPENSATION')
      expect(balanceOf(asked)).toBeLessThanOrEqual(totalCap(kind, amount))
      for (const open of Object.values(openByPart(book.postings))) expect(open).toBeGreaterThanOrEqual(0n)
    }),
  )
})

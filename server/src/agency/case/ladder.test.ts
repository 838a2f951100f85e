import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import type { Course, LadderEvent, LadderState } from './ladder.ts'
import { heldAfter, LADDER, LADDER_TABLE, ladderEvents, ladderStates, stepAfter, targetOf } from './ladder.ts'
import { ladderPage } from './ladderDiagram.ts'
import type { LetterStep, Policy } from './policy.ts'
import { HOUSE_POLICY } from './policy.ts'

const course = (change: Partial<Course> = {}): Course => {
  return { service: 'REMINDER', afterReminder: 'CONTINUE', policy: HOUSE_POLICY, principal: 20_000n, ...change }
}
const without = (...steps: LetterStep[]): Policy => {
  const left = Object.fromEntries(steps.map((step) => [step, { ...HOUSE_POLICY.rules[step], taken: false }]))
  return { ...HOUSE_POLICY, rules: { ...HOUSE_POLICY.rules, ...left } }
}

describe('what comes next', () => {
  test.each([
    ['REMINDER', 'REMINDER'],
    ['COLLECTION', 'DEMAND'],
  ] as const)('an assignment of the %s service begins with %s', (service, step) => {
    expect(stepAfter(null, course({ service }))).toBe(step)
  })

  test.each([
    ['REMINDER', 'RETURN', 'NOTICE'],
    ['REMINDER', 'CONTINUE', 'NOTICE'],
    ['NOTICE', 'RETURN', 'RETURN'],
    ['NOTICE', 'CONTINUE', 'DEMAND'],
    ['DEMAND', 'CONTINUE', 'SECOND_DEMAND'],
    ['SECOND_DEMAND', 'CONTINUE', 'LEGAL_DECISION'],
  ] as const)('after an unpaid %s with %s comes %s', (newest, afterReminder, next) => {
    expect(stepAfter(newest, course({ afterReminder }))).toBe(next)
  })

  test.each([
    [9_999n, 'SURVEILLANCE'],
    [10_000n, 'LEGAL_DECISION'],
  ] as const)('at the top with %s cents of principal comes %s', (principal, next) => {
    expect(stepAfter('SECOND_DEMAND', course({ principal }))).toBe(next)
  })

  it('passes over what the policy leaves out', () => {
    expect(stepAfter(null, course({ policy: without('REMINDER') }))).toBe('NOTICE')
    expect(stepAfter('DEMAND', course({ policy: without('SECOND_DEMAND') }))).toBe('LEGAL_DECISION')
    expect(stepAfter('REMINDER', course({ policy: without('NOTICE'), afterReminder: 'RETURN' }))).toBe('RETURN')
  })

  test.each([
    [4_999n, 'LEGAL_DECISION'],
    [5_000n, 'SECOND_DEMAND'],
  ] as const)('with %s cents and a minimum of 50.00 for the second demand comes %s', (principal, next) => {
    const rule = { ...HOUSE_POLICY.rules.SECOND_DEMAND, minimum: 5_000n }
    const policy = { ...HOUSE_POLICY, rules: { ...HOUSE_POLICY.rules, SECOND_DEMAND: rule }, legalMinimum: 0n }
    expect(stepAfter('DEMAND', course({ policy, principal }))).toBe(next)
  })
})

test.each([
  ['REMINDER', 'REMINDER', 'REMINDED'],
  ['NOTICE', 'NOTICE', 'REQUESTED'],
  ['DEMAND', 'COLLECTION', 'COLLECTED'],
  ['SECOND_DEMAND', 'COLLECTION', 'COLLECTED'],
] as const)('%s brings the assignment to %s and the invoice to %s', (step: LetterStep, stage, status) => {
  expect(LADDER[step]).toMatchObject({ stage, status })
})

describe('the table', () => {
  test.each<[LadderState, LadderEvent, LadderState | 'BACK' | undefined]>([
    ['REMINDER', 'DISPUTE', 'DISPUTED'],
    ['DISPUTED', 'SEND_DEMAND', undefined],
    ['DISPUTED', 'GRANT_EXTENSION', undefined],
    ['DISPUTED', 'REJECT_DISPUTE', 'BACK'],
    ['DISPUTED', 'UPHOLD_DISPUTE', 'CLOSED'],
    ['SUSPENDED', 'SEND_SECOND_DEMAND', undefined],
    ['DECEASED', 'SEND_NOTICE', undefined],
    ['PLAN', 'SEND_DEMAND', undefined],
    ['PLAN', 'BREAK_PLAN', 'BACK'],
    ['EXTENSION', 'SEND_DEMAND', 'DEMAND'],
    ['RECEIVED', 'RETURN_MAIL', undefined],
    ['MAIL_RETURNED', 'GIVE_ADDRESS', 'BACK'],
    ['LEGAL_DECISION', 'GO_TO_COURT', 'LEGAL'],
    ['SURVEILLANCE', 'SEND_SECOND_DEMAND', undefined],
    ['SURVEILLANCE', 'REVIEW', 'SURVEILLANCE'],
    ['CLOSED', 'DISPUTE', undefined],
  ])('in %s, %s leads to %s', (state, event, target) => {
    expect(targetOf(state, event)).toBe(target)
  })

  it('lets money, a recall and a credit loss end everything that runs, and nothing happen to what has ended', () => {
    for (const state of ladderStates.filter((known) => known !== 'CLOSED')) {
      for (const event of ['PAY_OFF', 'RECALL', 'GIVE_UP'] as const) expect(targetOf(state, event)).toBe('CLOSED')
    }
    expect(LADDER_TABLE.CLOSED).toEqual({})
  })

  it('reaches every state from the beginning, and uses every event', () => {
    const seen = new Set<LadderState>(['RECEIVED'])
    const used = new Set<string>()
    for (const state of seen) {
      for (const [event, target] of Object.entries(LADDER_TABLE[state])) {
        used.add(event)
        if (target !== 'BACK') seen.add(target)
      }
    }
    expect([...seen].sort()).toEqual([...ladderStates].sort())
    expect([...used].sort()).toEqual([...ladderEvents].sort())
  })
})

describe('what holds an assignment', () => {
  const free = { hold: null, holdsBefore: [] } as const
  it('goes on when what was laid upon it is lifted', () => {
    const plan = heldAfter(free, 'PLAN')
    const disputed = heldAfter(plan, 'DISPUTED')
    const deceased = heldAfter(disputed, 'DECEASED')
    expect(deceased).toEqual({ hold: 'DECEASED', holdsBefore: ['PLAN', 'DISPUTED'] })
    expect(heldAfter(deceased, 'BACK')).toEqual(disputed)
    expect(heldAfter(disputed, 'BACK')).toEqual(plan)
    expect(heldAfter(plan, 'BACK')).toEqual(free)
  })

  it('is over with a letter, a decision or the end', () => {
    const extended = heldAfter(free, 'EXTENSION')
    expect(heldAfter(extended, 'DEMAND')).toEqual(free)
    expect(heldAfter(heldAfter(free, 'SUSPENDED'), 'LEGAL_DECISION')).toEqual({
      hold: 'LEGAL_DECISION',
      holdsBefore: [],
    })
    expect(heldAfter(heldAfter(free, 'DISPUTED'), 'CLOSED')).toEqual(free)
  })

  it('has a plan take the place of an extension', () => {
    expect(heldAfter(heldAfter(free, 'EXTENSION'), 'PLAN')).toEqual({ hold: 'PLAN', holdsBefore: [] })
  })
})

test('docs/ladder.md is drawn from the table (node server/commands/command.mjs drawLadder writes it)', () => {
  expect(readFileSync(new URL('../../../../docs/ladder.md', import.meta.url), 'utf8')).toBe(ladderPage())
})

import { z } from 'zod'
import { day } from '../../exchange/messages/envelope.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Result } from '../../kernel/result.ts'
import { err, ok } from '../../kernel/result.ts'

/** The letters of the ladder, from its lowest rung. */
export const letterSteps = ['REMINDER', 'NOTICE', 'DEMAND', 'SECOND_DEMAND'] as const
export type LetterStep = (typeof letterSteps)[number]

/** What a creditor wants of one letter of the ladder. The law decides; a policy can only be milder. */
export interface StepRule {
  readonly taken: boolean
  /** Days from the letter before, or from the due date for the first, at least. */
  readonly afterDays: number
  /** AUTO: by e-mail where that is allowed and an address is known. */
  readonly channel: 'AUTO' | 'PRINT'
  /** Cents of open principal below which the letter is left out. */
  readonly minimum: bigint
}

/** How a creditor's receivables are collected. A version is never changed; the next one counts for later assignments. */
export interface Policy {
  readonly version: number
  readonly validFrom: CalendarDate
  readonly rules: Readonly<Record<LetterStep, StepRule>>
  /** What follows when the last letter stayed unpaid. */
  readonly last: 'LEGAL_DECISION' | 'SURVEILLANCE' | 'GIVE_UP'
  /** Cents of open principal below which no legal decision is asked: the debt goes under surveillance. */
  readonly legalMinimum: bigint
}

const asSoonAsAllowed: StepRule = { taken: true, afterDays: 0, channel: 'AUTO', minimum: 0n }

/** What holds for creditors without a policy of their own: version 0. */
export const HOUSE_POLICY: Policy = {
  version: 0,
  validFrom: '2013-03-16' as CalendarDate,
  rules: {
    REMINDER: asSoonAsAllowed,
    NOTICE: asSoonAsAllowed,
    DEMAND: asSoonAsAllowed,
    SECOND_DEMAND: asSoonAsAllowed,
  },
  last: 'LEGAL_DECISION',
  legalMinimum: 10_000n,
}

const cents = z.string().regex(/^\d+$/).transform(BigInt)
const rule = z.object({
  taken: z.boolean(),
  afterDays: z.int().min(0),
  channel: z.enum(['AUTO', 'PRINT']),
  minimum: cents,
})
const stored = z.object({
  version: z.int(),
  validFrom: day,
  rules: z.object({ REMINDER: rule, NOTICE: rule, DEMAND: rule, SECOND_DEMAND: rule }),
  last: z.enum(['LEGAL_DECISION', 'SURVEILLANCE', 'GIVE_UP']),
  legalMinimum: cents,
})

/** A policy as its row has it; sums are decimal text of cents. */
export function readPolicy(row: unknown): Policy {
  const { validFrom, ...policy } = stored.parse(row)
  return { ...policy, validFrom: validFrom as CalendarDate }
}

/** The text that a row keeps of the rules. */
export function rulesText(rules: Policy['rules']): string {
  return JSON.stringify(rules, (_, value) => (typeof value === 'bigint' ? value.toString() : value))
}

export type NewPolicy = Omit<Policy, 'version'>

/** The longest that a policy may put a letter off. */
const LONGEST_WAIT = 180

/** What the law asks of every ladder (513/1999 5 §: a consumer is reminded before a demand), and plain sense. */
export function checkPolicy(policy: NewPolicy, today: CalendarDate): Result<NewPolicy> {
  const { REMINDER, NOTICE, DEMAND, SECOND_DEMAND } = policy.rules
  if (policy.validFrom < today) {
    const message = 'A version holds for assignments to come. Let it begin today or later.'
    return err({ code: 'VALID_FROM_PAST', message, field: 'validFrom' })
  }
  if (!REMINDER.taken && !NOTICE.taken) {
    const message = 'A consumer must be reminded before a payment demand (513/1999 5 §). Keep a reminder or a notice.'
    return err({ code: 'REMINDER_NEEDED', message, field: 'rules' })
  }
  if (SECOND_DEMAND.taken && !DEMAND.taken) {
    const message = 'There is no second payment demand without a first one.'
    return err({ code: 'FIRST_DEMAND_NEEDED', message, field: 'rules' })
  }
  const rules = [REMINDER, NOTICE, DEMAND, SECOND_DEMAND]
  if (rules.some(({ afterDays }) => afterDays < 0 || afterDays > LONGEST_WAIT)) {
    const message = `Waiting days are from 0 to ${LONGEST_WAIT}.`
    return err({ code: 'DAYS_OUT_OF_RANGE', message, field: 'rules' })
  }
  return ok(policy)
}

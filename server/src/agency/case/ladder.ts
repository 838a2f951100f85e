import type { HoldReason, MessageLetter, MessageState } from '../../exchange/messages/fromAgency.ts'
import type { StepKind } from '../../statute/facts.ts'
import { type LetterStep, letterSteps, type Policy } from './policy.ts'
import type { PostingKind } from './posting.ts'

export type Service = 'REMINDER' | 'COLLECTION'

/**
 * What the calendar does beside letters. RETURN gives the invoice back to the creditor when the payment notice stayed
 * unpaid; INSTALMENT looks whether a plan was kept; REVIEW is the yearly look at a debt under surveillance.
 */
export type QuietStep = 'RETURN' | 'INSTALMENT' | 'LEGAL_DECISION' | 'SURVEILLANCE' | 'REVIEW' | 'GIVE_UP'
export type LadderStep = LetterStep | QuietStep

/** What sending a letter means in each book. */
export interface Rung {
  /** The law's word for it. */
  readonly statute: StepKind
  readonly stage: MessageState['stage']
  readonly event: 'REMINDER_SENT' | 'NOTICE_SENT' | 'COLLECTION_LETTER_SENT' | 'SECOND_DEMAND_SENT'
  readonly letter: MessageLetter['kind']
  readonly status: 'REMINDED' | 'REQUESTED' | 'COLLECTED'
  readonly cost: PostingKind
}

export const LADDER: Readonly<Record<LetterStep, Rung>> = {
  REMINDER: {
    statute: 'REMINDER',
    stage: 'REMINDER',
    event: 'REMINDER_SENT',
    letter: 'REMINDER',
    status: 'REMINDED',
    cost: 'REMINDER_COST',
  },
  NOTICE: {
    statute: 'PAYMENT_NOTICE',
    stage: 'NOTICE',
    event: 'NOTICE_SENT',
    letter: 'NOTICE',
    status: 'REQUESTED',
    cost: 'NOTICE_COST',
  },
  DEMAND: {
    statute: 'PAYMENT_DEMAND',
    stage: 'COLLECTION',
    event: 'COLLECTION_LETTER_SENT',
    letter: 'DEMAND',
    status: 'COLLECTED',
    cost: 'DEMAND_COST',
  },
  SECOND_DEMAND: {
    statute: 'SECOND_DEMAND',
    stage: 'COLLECTION',
    event: 'SECOND_DEMAND_SENT',
    letter: 'DEMAND',
    status: 'COLLECTED',
    cost: 'DEMAND_COST',
  },
}

export function isLetter(step: LadderStep): step is LetterStep {
  return (letterSteps as readonly string[]).includes(step)
}

/** The rung that a letter of the law's kind stands for; undefined for an extension of time or a payment plan. */
export function rungOf(kind: StepKind): LetterStep | undefined {
  return letterSteps.find((step) => LADDER[step].statute === kind)
}

/** What decides, beside the letters sent, what comes next. */
export interface Course {
  readonly service: Service
  readonly afterReminder: 'RETURN' | 'CONTINUE' | null
  readonly policy: Policy
  /** Open principal, cents: a policy leaves out steps below its minimum. */
  readonly principal: bigint
}

/** What follows the newest letter when it stays unpaid; null: none has gone yet. Steps that the policy leaves out are passed over. */
export function stepAfter(newest: LetterStep | null, course: Course): LadderStep {
  const { service, afterReminder, policy, principal } = course
  const first = service === 'REMINDER' ? 0 : letterSteps.indexOf('DEMAND')
  const from = newest === null ? first : letterSteps.indexOf(newest) + 1
  for (const step of letterSteps.slice(from)) {
    const isDemand = LADDER[step].stage === 'COLLECTION'
    if (isDemand && service === 'REMINDER' && afterReminder !== 'CONTINUE') return 'RETURN'
    const rule = policy.rules[step]
    if (rule.taken && principal >= rule.minimum) return step
  }
  if (policy.last === 'LEGAL_DECISION' && principal < policy.legalMinimum) return 'SURVEILLANCE'
  return policy.last
}

/** Where an assignment stands: under what holds it, otherwise on the rung of its newest letter. */
export type LadderState = 'RECEIVED' | LetterStep | HoldReason | 'CLOSED'

export const ladderEvents = [
  'SEND_REMINDER',
  'SEND_NOTICE',
  'SEND_DEMAND',
  'SEND_SECOND_DEMAND',
  'GIVE_BACK',
  'ASK_LEGAL_DECISION',
  'AUTHORISE',
  'GO_TO_COURT',
  'CHARGE_FEE',
  'RECORD_JUDGMENT',
  'BEGIN_SURVEILLANCE',
  'REVIEW',
  'GRANT_EXTENSION',
  'MAKE_PLAN',
  'BREAK_PLAN',
  'KEEP_PLAN',
  'DISPUTE',
  'UPHOLD_DISPUTE',
  'REJECT_DISPUTE',
  'SUSPEND',
  'REPORT_DECEASED',
  'REPORT_INSOLVENT',
  'RETURN_MAIL',
  'GIVE_ADDRESS',
  'RESUME',
  'PAY_OFF',
  'RECALL',
  'GIVE_UP',
] as const
export type LadderEvent = (typeof ladderEvents)[number]

/** BACK: to what held the assignment before, otherwise to its rung. */
export type Target = LadderState | 'BACK'
type Row = Partial<Record<LadderEvent, Target>>

const ends: Row = { PAY_OFF: 'CLOSED', RECALL: 'CLOSED', GIVE_UP: 'CLOSED' }
const debtor: Row = { REPORT_DECEASED: 'DECEASED', REPORT_INSOLVENT: 'INSOLVENT' }
const quiet: Row = { ...ends, ...debtor, DISPUTE: 'DISPUTED' }
const running: Row = { ...quiet, SUSPEND: 'SUSPENDED', GRANT_EXTENSION: 'EXTENSION', MAKE_PLAN: 'PLAN' }
const top: Row = { ASK_LEGAL_DECISION: 'LEGAL_DECISION', BEGIN_SURVEILLANCE: 'SURVEILLANCE' }
const demands: Row = { SEND_DEMAND: 'DEMAND', SEND_SECOND_DEMAND: 'SECOND_DEMAND', ...top }
const reminders: Row = { SEND_NOTICE: 'NOTICE', GIVE_BACK: 'CLOSED', ...demands }
const mail: Row = { RETURN_MAIL: 'MAIL_RETURNED' }

/** Every state and what may happen in it. What is not here is refused. */
export const LADDER_TABLE: Readonly<Record<LadderState, Row>> = {
  RECEIVED: { ...running, SEND_REMINDER: 'REMINDER', ...reminders },
  REMINDER: { ...running, ...mail, ...reminders },
  NOTICE: { ...running, ...mail, GIVE_BACK: 'CLOSED', ...demands },
  DEMAND: { ...running, ...mail, SEND_SECOND_DEMAND: 'SECOND_DEMAND', ...top },
  SECOND_DEMAND: { ...running, ...mail, ...top },
  EXTENSION: { ...running, ...mail, SEND_REMINDER: 'REMINDER', ...reminders },
  PLAN: { ...quiet, ...mail, BREAK_PLAN: 'BACK', KEEP_PLAN: 'BACK', RESUME: 'BACK' },
  DISPUTED: { ...ends, ...debtor, UPHOLD_DISPUTE: 'CLOSED', REJECT_DISPUTE: 'BACK' },
  SUSPENDED: { ...quiet, MAKE_PLAN: 'PLAN', ASK_LEGAL_DECISION: 'LEGAL_DECISION', RESUME: 'BACK' },
  DECEASED: { ...ends, DISPUTE: 'DISPUTED', RESUME: 'BACK' },
  INSOLVENT: { ...ends, DISPUTE: 'DISPUTED', BEGIN_SURVEILLANCE: 'SURVEILLANCE', RESUME: 'BACK' },
  MAIL_RETURNED: { ...quiet, BEGIN_SURVEILLANCE: 'SURVEILLANCE', GIVE_ADDRESS: 'BACK', RESUME: 'BACK' },
  LEGAL_DECISION: { ...running, AUTHORISE: 'LEGAL_DECISION', GO_TO_COURT: 'LEGAL', BEGIN_SURVEILLANCE: 'SURVEILLANCE' },
  LEGAL: {
    ...quiet,
    CHARGE_FEE: 'LEGAL',
    RECORD_JUDGMENT: 'LEGAL',
    MAKE_PLAN: 'PLAN',
    BEGIN_SURVEILLANCE: 'SURVEILLANCE',
  },
  SURVEILLANCE: { ...quiet, REVIEW: 'SURVEILLANCE', MAKE_PLAN: 'PLAN', ASK_LEGAL_DECISION: 'LEGAL_DECISION' },
  CLOSED: {},
}

export const ladderStates = Object.keys(LADDER_TABLE) as LadderState[]

export function targetOf(state: LadderState, event: LadderEvent): Target | undefined {
  return LADDER_TABLE[state][event]
}

/** Places on the way that end what held the assignment before; everything else is laid upon it. */
const PLACES: readonly HoldReason[] = ['LEGAL_DECISION', 'LEGAL', 'SURVEILLANCE']

export interface Held {
  readonly hold: HoldReason | null
  /** What goes on when the hold is lifted, the newest last. */
  readonly holdsBefore: readonly HoldReason[]
}

const free: Held = { hold: null, holdsBefore: [] }

/** What holds an assignment after an event that the table allows. */
export function heldAfter(held: Held, target: Target): Held {
  if (target === 'BACK') {
    const hold = held.holdsBefore.at(-1)
    return hold ? { hold, holdsBefore: held.holdsBefore.slice(0, -1) } : free
  }
  if (target === 'CLOSED' || target === 'RECEIVED' || (letterSteps as readonly string[]).includes(target)) return free
  const hold = target as HoldReason
  if (PLACES.includes(hold) || held.hold === null) return { hold, holdsBefore: [] }
  // A new time to pay or a plan takes the place of the older one.
  const isSameKind = held.hold === 'EXTENSION' || held.hold === hold
  return { hold, holdsBefore: isSameKind ? held.holdsBefore : [...held.holdsBefore, held.hold] }
}

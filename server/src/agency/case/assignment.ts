import type { FromAgency, HoldReason, MessageLetter, MessageState } from '../../exchange/messages/fromAgency.ts'
import type { Material } from '../../exchange/messages/toAgency.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { StepTaken } from '../../statute/facts.ts'
import type { LetterMatter, RunningInterest } from '../letter/letterMatter.ts'
import type { LadderStep, Service } from './ladder.ts'
import type { PaymentPlan, StoredPlan } from './paymentPlan.ts'
import type { Policy } from './policy.ts'
import type { Line, PostedLine } from './posting.ts'

export type Stage = MessageState['stage']
export type CloseReason = NonNullable<MessageState['closeReason']>
export type EventType = Extract<FromAgency, { kind: 'EVENT' }>['body']['event']['type']
export type AgencyLanguage = Material['body']['debtor']['language']

/** The creditor as the material named it: what letters show. */
export type CreditorCard = Material['body']['creditor']
export type DebtorCard = Material['body']['debtor']

/** Whether the post finds a debtor. Not every country has post codes. */
export function hasAddress({ address: { street, town } }: DebtorCard): boolean {
  return [street, town].every((part) => (part ?? '').trim() !== '')
}

/** One assignment as the agency's book has it. `companyId` is the agency's own number for the creditor. */
export interface Assignment {
  readonly companyId: bigint
  readonly id: bigint
  readonly uid: string
  readonly previousId: bigint | null
  readonly service: Service
  readonly afterReminder: 'RETURN' | 'CONTINUE' | null
  readonly stage: Stage
  readonly closeReason: CloseReason | null
  readonly receivedOn: CalendarDate
  readonly closedOn: CalendarDate | null
  /** What comes next on the ladder. Without a day it waits for staff. */
  readonly nextStep: LadderStep | null
  readonly nextStepOn: CalendarDate | null
  /** Why it waits for staff, a code: RATE_UNKNOWN, SMALL_REST, NOTHING_OPEN, ADDRESS_MISSING, REVIEW, what holds it, or a reason of the law. */
  readonly waitsFor: string | null
  /** What holds it beside its stage. */
  readonly hold: HoldReason | null
  /** What holds it again when the hold is lifted, the newest last. */
  readonly holdsBefore: readonly HoldReason[]
  /** The day a consumer asked for suspension: nothing costs any more (513/1999 4 c §). */
  readonly suspendedOn: CalendarDate | null
  /** The version of the creditor's policy that it was opened under; 0: the house's. */
  readonly policyVersion: number
  /** The last day to pay of the newest letter. */
  readonly termEndsOn: CalendarDate | null
  readonly reference: string
  readonly clientIban: string
  readonly creditor: CreditorCard
  readonly debtor: DebtorCard
  readonly invoiceNumber: string
  readonly invoiceReference: string | null
  readonly issuedOn: CalendarDate
  readonly dueOn: CalendarDate
  /** Cents. */
  readonly invoiceTotal: bigint
  /** Late interest agreed in the contract, percent a year as decimal text. */
  readonly agreedInterest: string | null
  readonly currency: string
  /** Late interest is posted up to this day. */
  readonly interestTo: CalendarDate | null
  /** Cents of interest that the debtor paid on the ended assignment which this one follows. */
  readonly interestBefore: bigint
  /** The creditor's authorisation for legal collection: the day, and who gave it. */
  readonly authorisedOn: CalendarDate | null
  readonly authorisedBy: string | null
  /** The judgment: its day, and which it is. The debt becomes time-barred five years later (728/2003 13 §). */
  readonly judgmentOn: CalendarDate | null
  readonly judgment: string | null
}

/** What every assignment begins with. */
export const atStart = {
  termEndsOn: null,
  interestTo: null,
  hold: null,
  holdsBefore: [],
  suspendedOn: null,
  authorisedOn: null,
  authorisedBy: null,
  judgmentOn: null,
  judgment: null,
} as const

export interface Step extends StepTaken {
  /** Sent for this assignment by the agency; otherwise before the hand-over. */
  readonly byAgency: boolean
}

/** An assignment with what its rules look at. */
export interface Book {
  readonly assignment: Assignment
  /** In the order they were posted. */
  readonly postings: readonly PostedLine[]
  readonly steps: readonly Step[]
  /** The creditor's policy that it runs under; the house's when absent. */
  readonly policy?: Policy
  /** The payment plan that runs, if one does. */
  readonly plan?: StoredPlan
}

/** What an act changes on the assignment itself. */
export type AssignmentPatch = Partial<
  Pick<
    Assignment,
    | 'stage'
    | 'closeReason'
    | 'closedOn'
    | 'nextStep'
    | 'nextStepOn'
    | 'waitsFor'
    | 'termEndsOn'
    | 'dueOn'
    | 'interestTo'
    | 'hold'
    | 'holdsBefore'
    | 'suspendedOn'
    | 'debtor'
    | 'authorisedOn'
    | 'authorisedBy'
    | 'judgmentOn'
    | 'judgment'
  >
> & {
  /** After a credit loss: the debt is watched further. */
  readonly surveillance?: boolean
}

export interface LetterDraft {
  readonly kind: MessageLetter['kind']
  readonly sentOn: CalendarDate
  readonly dueOn: CalendarDate
  readonly channel: MessageLetter['channel']
  readonly language: AgencyLanguage
  /** Cents: the balance that the letter asks for. */
  readonly total: bigint
  /** The creditor's own words in it. */
  readonly ownText: string | null
  /** How late interest runs on; null: nothing is left that bears it. */
  readonly interest: RunningInterest | null
  /** What a letter of an act has to say beside the claim. */
  readonly matter?: LetterMatter
}

/** One event to be recorded, with everything that it does. */
export interface Draft {
  readonly type: EventType
  readonly on: CalendarDate
  /** Cents. */
  readonly amount: bigint | null
  readonly note: string | null
  readonly lines: readonly Line[]
  readonly patch: AssignmentPatch
  readonly step?: Step
  readonly letter?: LetterDraft
  readonly plan?: PaymentPlan
  /** How the plan that ran ended. */
  readonly planEnd?: 'KEPT' | 'BROKEN' | 'ENDED'
  /** What the creditor's ledger shall show from now on; absent: unchanged. */
  readonly collectionStatus?: 'REMINDED' | 'REQUESTED' | 'COLLECTED'
}

/** Lifts everything from the calendar. */
export function closing(reason: CloseReason, on: CalendarDate): AssignmentPatch {
  const free = { nextStep: null, nextStepOn: null, waitsFor: null, hold: null, holdsBefore: [] }
  return { stage: 'CLOSED', closeReason: reason, closedOn: on, ...free }
}

/** The book as it will be after a draft; its new lines have no ids yet. */
export function withDraft(book: Book, draft: Draft): Book {
  const lines = draft.lines.map((line) => ({ ...line, id: 0n }))
  return {
    ...book,
    assignment: { ...book.assignment, ...draft.patch },
    postings: [...book.postings, ...lines],
    steps: draft.step ? [...book.steps, draft.step] : book.steps,
    ...(draft.plan ? { plan: { ...draft.plan, id: 0n } } : {}),
  }
}

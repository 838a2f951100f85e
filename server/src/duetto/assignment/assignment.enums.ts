import { registerEnumType } from 'type-graphql'
import { type HoldReason, holdReasons } from '../../exchange/messages/fromAgency.ts'
import { words } from '../../platform/graphql/enums.ts'
import { type AssignmentEventType, assignmentEventTypes } from './effect.ts'

export const assignmentKinds = ['REMINDER', 'COLLECTION'] as const
export type AssignmentKind = (typeof assignmentKinds)[number]
export const AssignmentKindEnum = words(assignmentKinds)
registerEnumType(AssignmentKindEnum, {
  name: 'AssignmentKind',
  description: 'Which service an assignment began in.',
  valuesConfig: {
    REMINDER: { description: 'The reminder service.' },
    COLLECTION: { description: 'The collection service.' },
  } satisfies Record<AssignmentKind, { description: string }>,
})

const afterReminders = ['RETURN', 'CONTINUE'] as const
export type AfterReminder = (typeof afterReminders)[number]
export const AfterReminderEnum = words(afterReminders)
registerEnumType(AfterReminderEnum, {
  name: 'AfterReminder',
  description: "What follows when the payment notice's term passes unpaid.",
  valuesConfig: {
    RETURN: { description: 'The assignment ends and the invoice comes back as requested.' },
    CONTINUE: { description: 'The same assignment goes on to collection.' },
  } satisfies Record<AfterReminder, { description: string }>,
})

export const stages = ['SENT', 'RECEIVED', 'REMINDER', 'NOTICE', 'COLLECTION', 'CLOSED'] as const
export type Stage = (typeof stages)[number]
export const StageEnum = words(stages)
registerEnumType(StageEnum, {
  name: 'Stage',
  description: 'How far an assignment has come.',
  valuesConfig: {
    SENT: { description: 'Sent; the agency has not acknowledged it yet.' },
    RECEIVED: { description: 'The agency has it; no letter has gone out.' },
    REMINDER: { description: 'A payment reminder has been sent.' },
    NOTICE: { description: 'A payment notice has been sent.' },
    COLLECTION: { description: 'A collection letter has been sent.' },
    CLOSED: { description: 'Ended; see the reason.' },
  } satisfies Record<Stage, { description: string }>,
})

export const closeReasons = ['PAID', 'RETURNED', 'RECALLED', 'CREDIT_LOSS', 'REFUSED', 'DISPUTE_UPHELD'] as const
export type CloseReason = (typeof closeReasons)[number]
export const CloseReasonEnum = words(closeReasons)
registerEnumType(CloseReasonEnum, {
  name: 'CloseReason',
  description: 'Why an assignment ended.',
  valuesConfig: {
    PAID: { description: 'Everything that was owed is paid.' },
    RETURNED: { description: 'The reminders stayed unpaid and the company chose to have the invoice back.' },
    RECALLED: { description: 'Stopped on the request of the company.' },
    CREDIT_LOSS: { description: 'Given up; the company may book a credit loss.' },
    REFUSED: { description: 'The agency did not take it.' },
    DISPUTE_UPHELD: { description: 'The debtor disputed it and was right; the company corrects its invoice.' },
  } satisfies Record<CloseReason, { description: string }>,
})

export const HoldReasonEnum = words(holdReasons)
registerEnumType(HoldReasonEnum, {
  name: 'HoldReason',
  description: 'What holds an assignment beside its stage.',
  valuesConfig: {
    EXTENSION: { description: 'The debtor got more time.' },
    PLAN: { description: 'The debtor pays by a payment plan.' },
    DISPUTED: { description: 'The debtor disputes the debt; nothing is sent before it is answered.' },
    SUSPENDED: { description: 'A consumer asked for collection to be suspended (513/1999 4 c §).' },
    DECEASED: { description: 'The debtor has died.' },
    INSOLVENT: { description: 'The debtor is insolvent.' },
    MAIL_RETURNED: { description: 'A letter came back: the address is wrong.' },
    LEGAL_DECISION: { description: 'The letters have been sent; a person decides on legal collection.' },
    LEGAL: { description: 'It has been taken to legal collection.' },
    SURVEILLANCE: { description: 'Watched quietly, looked at once a year.' },
  } satisfies Record<HoldReason, { description: string }>,
})

const answerStates = ['REQUESTED', 'CONFIRMED', 'REFUSED'] as const
export type AnswerState = (typeof answerStates)[number]
export const AnswerStateEnum = words(answerStates)
registerEnumType(AnswerStateEnum, {
  name: 'AnswerState',
  description: 'How a request to the agency stands.',
  valuesConfig: {
    REQUESTED: { description: 'Asked; no answer yet.' },
    CONFIRMED: { description: 'The agency said yes.' },
    REFUSED: { description: 'The agency said no.' },
  } satisfies Record<AnswerState, { description: string }>,
})

export const AssignmentEventTypeEnum = words(assignmentEventTypes)
registerEnumType(AssignmentEventTypeEnum, {
  name: 'AssignmentEventType',
  description: 'What happened to an assignment.',
  valuesConfig: {
    SENT: { description: 'The company sent the material.' },
    RECEIVED: { description: 'The agency took the assignment.' },
    REFUSED: { description: 'The agency did not take the assignment.' },
    REMINDER_SENT: { description: 'A payment reminder went out.' },
    NOTICE_SENT: { description: 'A payment notice went out.' },
    COLLECTION_LETTER_SENT: { description: 'A collection letter (payment demand) went out.' },
    PAYMENT_TO_AGENCY: { description: "The debtor paid to the agency's client-funds account." },
    DIRECT_PAYMENT: { description: 'The debtor paid to the company, past the agency.' },
    DIRECT_PAYMENT_REVERSED: { description: 'A direct payment was taken back.' },
    CREDIT_NOTE: { description: 'The company credited the invoice.' },
    DUE_DATE_CHANGED: { description: 'The due date was moved.' },
    RECALL_REQUESTED: { description: 'The company asked the agency to stop.' },
    RECALL_CONFIRMED: { description: 'The agency stopped.' },
    RECALL_REFUSED: { description: 'The agency did not stop.' },
    CREDIT_LOSS_REQUESTED: { description: 'The company asked for leave to book a credit loss.' },
    CREDIT_LOSS_CONFIRMED: { description: 'The agency agreed to the credit loss.' },
    CREDIT_LOSS_REFUSED: { description: 'The agency did not agree to the credit loss.' },
    SETTLED: { description: 'The agency paid collected money to the company.' },
    STEP_POSTPONED: { description: 'A step could not be taken yet; the note says why.' },
    SECOND_DEMAND_SENT: { description: 'A second payment demand went out.' },
    EXTENSION_GRANTED: { description: 'The debtor got more time; the note is its last day.' },
    PAYMENT_PLAN_MADE: { description: 'The debtor pays in instalments.' },
    PAYMENT_PLAN_BROKEN: { description: 'An instalment was not paid in time; collection goes on.' },
    DISPUTE_REPORTED: { description: 'The company told the agency that the debtor disputes the debt.' },
    DISPUTED: { description: 'The debtor disputes the debt; collection stops until it is answered.' },
    DISPUTE_ANSWERED: { description: 'The dispute was answered; the note has the reasons.' },
    SUSPENDED: { description: 'The debtor asked for collection to be suspended (513/1999 4 c §).' },
    RESUMED: { description: 'Collection goes on.' },
    MAIL_RETURNED: { description: 'A letter came back; collection waits for an address.' },
    ADDRESS_CHANGED: { description: 'The debtor has a new address.' },
    DEBTOR_DECEASED: { description: 'The debtor has died; collection waits.' },
    DEBTOR_INSOLVENT: { description: 'The debtor is insolvent; collection waits.' },
    LEGAL_DECISION: { description: 'The question of legal collection was raised or decided; the note says which.' },
    LEGAL_AUTHORISED: { description: 'The company authorised legal collection; the note says who did.' },
    AUTHORITY_FEE: { description: 'A court or an enforcement authority charged a fee.' },
    JUDGMENT: { description: 'A court gave its judgment; the note says which.' },
    SURVEILLANCE: { description: 'The debt is watched quietly and looked at once a year.' },
    CLOSED: { description: 'The assignment ended.' },
  } satisfies Record<AssignmentEventType, { description: string }>,
})

export const components = ['PRINCIPAL', 'INTEREST', 'COSTS'] as const
export type PostingComponent = (typeof components)[number]
export const PostingComponentEnum = words(components)
registerEnumType(PostingComponentEnum, {
  name: 'PostingComponent',
  description: 'Which part of the debt a line belongs to.',
  valuesConfig: {
    PRINCIPAL: { description: 'The unpaid part of the invoice.' },
    INTEREST: { description: 'Late interest.' },
    COSTS: { description: 'Costs of reminders and collection, and the standard compensation.' },
  } satisfies Record<PostingComponent, { description: string }>,
})

const beneficiaries = ['CREDITOR', 'AGENCY', 'AUTHORITY'] as const
export type Beneficiary = (typeof beneficiaries)[number]
export const BeneficiaryEnum = words(beneficiaries)
registerEnumType(BeneficiaryEnum, {
  name: 'Beneficiary',
  description: 'Whose money a line is.',
  valuesConfig: {
    CREDITOR: { description: "The company's: principal, late interest, its own agreed costs." },
    AGENCY: { description: "The agency's: the costs of its letters." },
    AUTHORITY: { description: 'Fees of courts and enforcement.' },
  } satisfies Record<Beneficiary, { description: string }>,
})

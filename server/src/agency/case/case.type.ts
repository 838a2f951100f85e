import { Field, ID, Int, ObjectType } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { encodeId } from '../../kernel/globalId.ts'
import { MoneyType, showCents } from '../../platform/graphql/money.type.ts'
import { DateScalar } from '../../platform/graphql/scalars.ts'
import { LadderStateEnum, StaffActEnum } from './case.enums.ts'
import { type CaseAct, possibleActs } from './caseAct.ts'
import { ladderStateOf } from './caseMove.ts'
import {
  StaffDisputeType,
  StaffEventType,
  StaffLetterType,
  StaffPlanType,
  StaffStepType,
  showLetter,
  showPlan,
  showStep,
} from './caseRecord.type.ts'
import type { Case } from './caseView.ts'
import type { LadderState } from './ladder.ts'
import { openByPart } from './posting.ts'

@ObjectType('StaffAssignment', { description: "An assignment as the agency's own book has it. Staff only." })
export class StaffAssignmentType {
  /** Not published. */
  case!: Case

  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => ID, { description: 'Id of the company file of the creditor.' })
  companyFileId!: string

  @Field(() => String, { description: 'Name of the creditor.' })
  creditorName!: string

  @Field(() => String, { description: 'Business ID of the creditor.' })
  creditorBusinessId!: string

  @Field(() => String, { description: 'Name of the debtor.' })
  debtorName!: string

  @Field(() => String, { nullable: true, description: 'Business ID of the debtor.' })
  debtorBusinessId!: string | null

  @Field(() => Boolean, { description: 'Whether the rules of consumer receivables hold.' })
  isConsumer!: boolean

  @Field(() => String, { nullable: true, description: "The debtor's street." })
  street!: string | null

  @Field(() => String, { nullable: true, description: "The debtor's post code." })
  postCode!: string | null

  @Field(() => String, { nullable: true, description: "The debtor's town." })
  town!: string | null

  @Field(() => String, { nullable: true, description: "The debtor's country, two letters." })
  country!: string | null

  @Field(() => String, { description: 'Number of the invoice.' })
  invoiceNumber!: string

  @Field(() => String, { description: "The agency's reference." })
  reference!: string

  @Field(() => DateScalar, { description: 'Date of the invoice.' })
  issuedOn!: CalendarDate

  @Field(() => DateScalar, { description: 'Due date of the invoice.' })
  dueOn!: CalendarDate

  @Field(() => DateScalar, { description: 'When the agency took it.' })
  receivedOn!: CalendarDate

  @Field(() => DateScalar, { nullable: true, description: 'When it ended.' })
  closedOn!: CalendarDate | null

  @Field(() => String, { nullable: true, description: 'Why it ended, in the words of CloseReason.' })
  closeReason!: string | null

  @Field(() => LadderStateEnum, { description: 'Where it stands.' })
  state!: LadderState

  @Field(() => String, { nullable: true, description: 'What the calendar does next.' })
  nextStep!: string | null

  @Field(() => DateScalar, { nullable: true, description: 'When.' })
  nextStepOn!: CalendarDate | null

  @Field(() => String, { nullable: true, description: 'Why it waits for a person, a code; null: it does not.' })
  waitsFor!: string | null

  @Field(() => DateScalar, { nullable: true, description: 'The last day to pay that runs or ran last.' })
  termEndsOn!: CalendarDate | null

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Since when nothing costs: a consumer asked for suspension.',
  })
  suspendedOn!: CalendarDate | null

  @Field(() => Int, { description: 'Version of the policy that it runs under; 0: the policy of the house.' })
  policyVersion!: number

  @Field(() => DateScalar, { nullable: true, description: 'When the creditor authorised legal collection.' })
  authorisedOn!: CalendarDate | null

  @Field(() => String, { nullable: true, description: 'Who of the creditor authorised it.' })
  authorisedBy!: string | null

  @Field(() => DateScalar, { nullable: true, description: 'When the court gave its judgment.' })
  judgmentOn!: CalendarDate | null

  @Field(() => String, { nullable: true, description: 'The court and the number of its judgment.' })
  judgment!: string | null

  @Field(() => Boolean, {
    description: 'Whether letters lack where the creditor is, which they must say (513/1999 5 a §).',
  })
  creditorAddressMissing!: boolean

  @Field(() => MoneyType, { description: 'What the debtor owes.' })
  balance!: MoneyType

  @Field(() => MoneyType, { description: 'Unpaid principal.' })
  principalOpen!: MoneyType

  @Field(() => MoneyType, { description: 'Unpaid interest that was posted.' })
  interestOpen!: MoneyType

  @Field(() => MoneyType, { description: 'Unpaid costs.' })
  costsOpen!: MoneyType

  @Field(() => [StaffActEnum], { description: 'What staff may do with it now.' })
  acts!: CaseAct[]

  @Field(() => [StaffStepType], { description: 'Letters and acts that count, oldest first.' })
  steps!: StaffStepType[]

  @Field(() => [StaffLetterType], { description: 'Letters of the agency, oldest first.' })
  letters!: StaffLetterType[]

  @Field(() => [StaffEventType], { description: 'What has happened, oldest first.' })
  events!: StaffEventType[]

  @Field(() => [StaffDisputeType], { description: 'Disputes, oldest first.' })
  disputes!: StaffDisputeType[]

  @Field(() => [StaffPlanType], { description: 'Payment plans, oldest first.' })
  plans!: StaffPlanType[]
}

export function showCase(found: Case): StaffAssignmentType {
  const { assignment, postings } = found.book
  const { companyId, id, creditor, debtor, currency } = assignment
  const open = openByPart(postings)
  const cents = (minor: bigint) => showCents(minor, currency)
  const { invoiceNumber, reference, issuedOn, dueOn, receivedOn, closedOn, closeReason } = assignment
  const { nextStep, nextStepOn, waitsFor, termEndsOn, suspendedOn, policyVersion } = assignment
  const { authorisedOn, authorisedBy, judgmentOn, judgment } = assignment
  return {
    case: found,
    id: encodeId('StaffAssignment', companyId, id),
    companyFileId: encodeId('CompanyFile', companyId, companyId),
    creditorName: creditor.name,
    creditorBusinessId: creditor.businessId,
    debtorName: debtor.name,
    debtorBusinessId: debtor.businessId,
    isConsumer: debtor.kind === 'CONSUMER',
    ...debtor.address,
    ...{ invoiceNumber, reference, issuedOn, dueOn, receivedOn, closedOn, closeReason },
    ...{ nextStep, nextStepOn, waitsFor, termEndsOn, suspendedOn, policyVersion },
    ...{ authorisedOn, authorisedBy, judgmentOn, judgment },
    creditorAddressMissing: creditor.address.town === null,
    state: ladderStateOf(found.book),
    balance: cents(open.PRINCIPAL + open.INTEREST + open.COSTS),
    principalOpen: cents(open.PRINCIPAL),
    interestOpen: cents(open.INTEREST),
    costsOpen: cents(open.COSTS),
    acts: possibleActs(found.book),
    steps: found.book.steps.map(showStep),
    letters: found.letters.map((letter) => showLetter(letter, assignment)),
    events: found.events.map(({ amount, ...event }) => ({ ...event, amount: amount === null ? null : cents(amount) })),
    disputes: [...found.disputes],
    plans: found.plans.map((plan) => showPlan(plan, currency)),
  }
}

import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import { encodeId } from '../kernel/globalId.ts'
import { words } from '../platform/graphql/enums.ts'
import { MoneyType, showCents, showMoney } from '../platform/graphql/money.type.ts'
import { DateScalar, DateTimeScalar, DecimalScalar } from '../platform/graphql/scalars.ts'
import type { StepKind } from '../statute/facts.ts'
import { type CaseAct, caseActs, possibleActs } from './caseAct.ts'
import { ladderStateOf } from './caseMove.ts'
import type { AskedStep, BalanceOn, Case, InstalmentOn } from './caseView.ts'
import { percentOf } from './facts.ts'
import { type LadderState, ladderStates } from './ladder.ts'
import { LetterMailType, showMail } from './letterMail.type.ts'
import { type Line, openByPart } from './posting.ts'
import { PRINT_PATH } from './print/path.ts'

const describe = <Word extends string>(list: readonly Word[], texts: Readonly<Record<Word, string>>) =>
  Object.fromEntries(list.map((word) => [word, { description: texts[word] }])) as Record<Word, { description: string }>

export const LadderStateEnum = words(ladderStates)
registerEnumType(LadderStateEnum, {
  name: 'LadderState',
  description: 'Where an assignment stands on the ladder of the agency.',
  valuesConfig: describe(ladderStates, {
    RECEIVED: 'No letter has gone.',
    REMINDER: 'A payment reminder has gone.',
    NOTICE: 'A payment notice has gone.',
    DEMAND: 'The first payment demand has gone.',
    SECOND_DEMAND: 'The second payment demand has gone.',
    EXTENSION: 'The debtor has more time.',
    PLAN: 'A payment plan runs.',
    DISPUTED: 'Disputed; nothing is sent before it is answered.',
    SUSPENDED: 'A consumer asked for suspension.',
    DECEASED: 'The debtor has died.',
    INSOLVENT: 'The debtor is insolvent.',
    MAIL_RETURNED: 'A letter came back.',
    LEGAL_DECISION: 'A person decides about legal collection.',
    LEGAL: 'In legal collection.',
    SURVEILLANCE: 'Watched quietly, looked at once a year.',
    CLOSED: 'Ended.',
  }),
})

export const StaffActEnum = words(caseActs)
registerEnumType(StaffActEnum, {
  name: 'StaffAct',
  description: 'What staff may do with an assignment.',
  valuesConfig: describe(caseActs, {
    GRANT_EXTENSION: 'Give the debtor more time.',
    MAKE_PLAN: 'Agree on instalments.',
    DISPUTE: 'Write down that the debtor disputes the debt.',
    UPHOLD_DISPUTE: 'The debtor is right: the assignment ends.',
    REJECT_DISPUTE: 'The claim stands: collection goes on.',
    SUSPEND: 'Suspend at the request of a consumer.',
    REPORT_DECEASED: 'The debtor has died.',
    REPORT_INSOLVENT: 'The debtor is insolvent.',
    RETURN_MAIL: 'A letter came back.',
    GIVE_ADDRESS: 'Write down a new address.',
    RESUME: 'Lift what holds it.',
    ASK_LEGAL_DECISION: 'Raise the question of legal collection.',
    AUTHORISE: 'Write down the authorisation of the creditor for legal collection.',
    GO_TO_COURT: 'Take it to legal collection.',
    CHARGE_FEE: 'Put the fee of a court or of enforcement on the debt.',
    RECORD_JUDGMENT: 'Write down the judgment.',
    BEGIN_SURVEILLANCE: 'Watch it quietly.',
    REVIEW: 'Reviewed: watch it for another year.',
    GIVE_UP: 'End it as a credit loss.',
  }),
})

const steps = [
  'REMINDER',
  'PAYMENT_NOTICE',
  'PAYMENT_DEMAND',
  'SECOND_DEMAND',
  'EXTENSION',
  'PAYMENT_PLAN',
  'TRATTA',
  'BANKRUPTCY_DEMAND',
] as const satisfies readonly StepKind[]
const LegalStepEnum = words(steps)
registerEnumType(LegalStepEnum, {
  name: 'LegalStep',
  description: 'A step that the act on debt collection (513/1999) knows.',
  valuesConfig: describe(steps, {
    REMINDER: 'Payment reminder.',
    PAYMENT_NOTICE: 'Payment notice, a reminder in law.',
    PAYMENT_DEMAND: 'Payment demand.',
    SECOND_DEMAND: 'New payment demand for the same receivable.',
    EXTENSION: 'Extension of time at the request of the debtor.',
    PAYMENT_PLAN: 'Payment plan for the whole rest.',
    TRATTA: 'Demand with a threat of publicity; never against consumers.',
    BANKRUPTCY_DEMAND: 'Demand with a threat of bankruptcy.',
  }),
})

@ObjectType('LegalReason', { description: 'A reason of the law, with a stable code.' })
export class LegalReasonType {
  @Field(() => String, { description: 'Stable code.' })
  code!: string

  @Field(() => String, { description: 'The same in plain English.' })
  text!: string
}

@ObjectType('StepAnswer', { description: 'What the law says about a step on a day.' })
export class StepAnswerType {
  @Field(() => LegalStepEnum, { description: 'The step.' })
  step!: StepKind

  @Field(() => Boolean, { description: 'Whether it may be taken on the day.' })
  allowed!: boolean

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day on which it may; null when no day alone helps.',
  })
  earliest!: CalendarDate | null

  @Field(() => MoneyType, { description: 'The most that it may cost the debtor on the day.' })
  cost!: MoneyType

  @Field(() => DateScalar, { nullable: true, description: 'The first day on which it may cost; null when it may not.' })
  chargeableFrom!: CalendarDate | null

  @Field(() => MoneyType, { description: 'The most that it may cost from then on.' })
  fullCost!: MoneyType

  @Field(() => [String], { description: 'The acts and sections.' })
  sections!: string[]

  @Field(() => [LegalReasonType], { description: 'Why.' })
  reasons!: LegalReasonType[]
}

@ObjectType('StaffLine', { description: "A line of what the debtor owes, as the agency's book has it." })
export class StaffLineType {
  @Field(() => DateScalar, { description: 'The day it counts for.' })
  on!: CalendarDate

  @Field(() => String, { description: 'What it is, for example PRINCIPAL or LATE_INTEREST.' })
  kind!: string

  @Field(() => String, { description: 'PRINCIPAL, INTEREST or COSTS.' })
  component!: string

  @Field(() => String, { description: 'CREDITOR, AGENCY or AUTHORITY: whose money it is.' })
  beneficiary!: string

  @Field(() => MoneyType, { description: 'Positive adds to the balance.' })
  amount!: MoneyType

  @Field(() => String, { nullable: true, description: 'The act and section.' })
  section!: string | null

  @Field(() => DateScalar, { nullable: true, description: 'Interest: its first day.' })
  from!: CalendarDate | null

  @Field(() => DateScalar, { nullable: true, description: 'Interest: its last day.' })
  to!: CalendarDate | null

  @Field(() => Int, { nullable: true, description: 'Interest: days, both ends counted.' })
  days!: number | null

  @Field(() => DecimalScalar, { nullable: true, description: 'Interest: percent a year.' })
  ratePercent!: string | null

  @Field(() => MoneyType, { nullable: true, description: 'Interest: the sum it runs on.' })
  base!: MoneyType | null

  @Field(() => Boolean, { description: 'False: interest that has run and has not been asked for.' })
  posted!: boolean
}

@ObjectType('StaffBalance', { description: 'What is owed at the end of a day, past or to come.' })
export class StaffBalanceType {
  @Field(() => DateScalar, { description: 'The day.' })
  on!: CalendarDate

  @Field(() => [StaffLineType], { description: 'Postings, then interest that has run since.' })
  lines!: StaffLineType[]

  @Field(() => MoneyType, { description: 'The sum of the lines.' })
  total!: MoneyType

  @Field(() => String, { nullable: true, description: 'Why the interest of the day is missing; null: it is there.' })
  problem!: string | null
}

@ObjectType('StaffEvent', { description: 'Something that happened to an assignment, with who did it.' })
export class StaffEventType {
  @Field(() => String, { description: 'What happened, in the words of AssignmentEventType.' })
  type!: string

  @Field(() => DateScalar, { description: 'The day it counts for.' })
  on!: CalendarDate

  @Field(() => DateTimeScalar, { description: 'When it was written down.' })
  at!: Date

  @Field(() => MoneyType, { nullable: true, description: 'The money that it is about.' })
  amount!: MoneyType | null

  @Field(() => String, { nullable: true, description: 'Words of whoever did it, or a code.' })
  note!: string | null

  @Field(() => String, { nullable: true, description: 'Who did it; null: the service by itself.' })
  by!: string | null
}

@ObjectType('CaseLetter', { description: 'A letter of the agency.' })
export class StaffLetterType {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => String, { description: 'What it is, in the words of LetterKind.' })
  kind!: string

  @Field(() => DateScalar, { description: 'The day it went.' })
  sentOn!: CalendarDate

  @Field(() => DateScalar, { description: 'Its last day to pay.' })
  dueOn!: CalendarDate

  @Field(() => String, { description: 'PRINT or EMAIL.' })
  channel!: string

  @Field(() => MoneyType, { description: 'What it asks for.' })
  total!: MoneyType

  @Field(() => String, { description: 'Its text.' })
  body!: string

  @Field(() => String, { nullable: true, description: 'Where its paper is; null for a letter that has only its text.' })
  url!: string | null

  @Field(() => String, { nullable: true, description: 'SHA-256 of the paper, in hexadecimal.' })
  sha256!: string | null

  @Field(() => LetterMailType, { nullable: true, description: 'How it fared by e-mail; null: it was never to go so.' })
  mail!: LetterMailType | null
}

@ObjectType('StaffDispute', { description: 'A dispute and its answer.' })
export class StaffDisputeType {
  @Field(() => String, { description: 'DEBTOR or CREDITOR: who told the agency.' })
  raisedBy!: string

  @Field(() => String, { description: 'Why.' })
  reason!: string

  @Field(() => DateScalar, { description: 'When it was raised.' })
  raisedOn!: CalendarDate

  @Field(() => String, { description: 'WAITING, UPHELD or REJECTED.' })
  state!: string

  @Field(() => String, { nullable: true, description: 'The reasons of the answer.' })
  answer!: string | null
}

@ObjectType('StaffInstalment', { description: 'An instalment of a payment plan.' })
export class StaffInstalmentType {
  @Field(() => DateScalar, { description: 'Its last day.' })
  dueOn!: CalendarDate

  @Field(() => MoneyType, { description: 'What is to be paid.' })
  amount!: MoneyType
}

@ObjectType('StaffPlan', { description: 'A payment plan.' })
export class StaffPlanType {
  @Field(() => DateScalar, { description: 'When it was made.' })
  madeOn!: CalendarDate

  @Field(() => String, { description: 'RUNNING, KEPT, BROKEN or ENDED.' })
  state!: string

  @Field(() => [StaffInstalmentType], { description: 'In the order of their days.' })
  instalments!: StaffInstalmentType[]
}

@ObjectType('InstalmentStanding', { description: 'How an instalment of the running plan stands on a day.' })
export class InstalmentStandingType {
  @Field(() => Int, { description: 'Which one, from 1.' })
  ordinal!: number

  @Field(() => DateScalar, { description: 'Its last day.' })
  dueOn!: CalendarDate

  @Field(() => MoneyType, { description: 'What is to be paid.' })
  amount!: MoneyType

  @Field(() => MoneyType, { description: 'What payments until the day cover of it.' })
  covered!: MoneyType

  @Field(() => String, { description: 'PAID, DUE that day, LATE or TO_COME.' })
  state!: string
}

@ObjectType('Limitation', { description: 'By when a debt becomes time-barred (728/2003).' })
export class LimitationType {
  @Field(() => DateScalar, { description: 'The last day on which it may be collected.' })
  expiresOn!: CalendarDate

  @Field(() => [String], { description: 'The acts and sections.' })
  sections!: string[]
}

@ObjectType('StaffStep', { description: 'A letter or act that counts toward waiting times and caps.' })
export class StaffStepType {
  @Field(() => LegalStepEnum, { description: 'What it was.' })
  kind!: StepKind

  @Field(() => DateScalar, { description: 'When.' })
  sentOn!: CalendarDate

  @Field(() => MoneyType, { description: 'What the debtor was asked for it.' })
  charged!: MoneyType

  @Field(() => Boolean, { description: 'By the agency; otherwise before the hand-over.' })
  byAgency!: boolean
}

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

export function showLine(line: Line & { readonly posted: boolean }, currency: string): StaffLineType {
  const { on, kind, component, beneficiary, section, posted } = line
  return {
    ...{ on, kind, component, beneficiary, section, posted },
    amount: showCents(line.amount, currency),
    from: line.from ?? null,
    to: line.to ?? null,
    days: line.days ?? null,
    ratePercent: line.basisPoints === undefined ? null : percentOf(line.basisPoints),
    base: line.base === undefined ? null : showCents(line.base, currency),
  }
}

export function showBalance(balance: BalanceOn, currency: string): StaffBalanceType {
  const total = balance.lines.reduce((sum, line) => sum + line.amount, 0n)
  const lines = balance.lines.map((line) => showLine(line, currency))
  return { on: balance.on, lines, total: showCents(total, currency), problem: balance.problem }
}

export function showInstalment({ amount, covered, ...one }: InstalmentOn, currency: string): InstalmentStandingType {
  return { ...one, amount: showCents(amount, currency), covered: showCents(covered, currency) }
}

export function showStepAnswer(answer: AskedStep): StepAnswerType {
  const { step, allowed, earliest, chargeableFrom } = answer
  return {
    ...{ step, allowed, earliest, chargeableFrom },
    cost: showMoney(answer.cost),
    fullCost: showMoney(answer.fullCost),
    sections: [...answer.sections],
    reasons: [...answer.reasons],
  }
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
    steps: found.book.steps.map(({ kind, sentOn, charged, byAgency }) => {
      return { kind, sentOn, charged: showMoney(charged), byAgency }
    }),
    letters: found.letters.map(({ id: letterId, total, sha256, mail, ...letter }) => {
      const globalId = encodeId('StaffLetter', companyId, letterId)
      const url = sha256 && `${PRINT_PATH}/${globalId}.pdf`
      return { ...letter, id: globalId, total: cents(total), url, sha256, mail: mail && showMail(mail) }
    }),
    events: found.events.map(({ amount, ...event }) => ({ ...event, amount: amount === null ? null : cents(amount) })),
    disputes: [...found.disputes],
    plans: found.plans.map(({ madeOn, state, instalments }) => {
      return { madeOn, state, instalments: instalments.map((one) => ({ dueOn: one.dueOn, amount: cents(one.amount) })) }
    }),
  }
}

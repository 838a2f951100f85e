import { Field, ObjectType } from 'type-graphql'
import type { HoldReason } from '../../exchange/messages/fromAgency.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { encodeId } from '../../kernel/globalId.ts'
import { type DebtorKind, DebtorKindEnum } from '../../ledger/ledger.enums.ts'
import { MoneyType, showCents } from '../../platform/graphql/money.type.ts'
import { NodeType } from '../../platform/graphql/node.type.ts'
import { connectionType } from '../../platform/graphql/paging.ts'
import { DateScalar } from '../../platform/graphql/scalars.ts'
import {
  type AfterReminder,
  AfterReminderEnum,
  type AnswerState,
  AnswerStateEnum,
  type AssignmentKind,
  AssignmentKindEnum,
  type CloseReason,
  CloseReasonEnum,
  HoldReasonEnum,
  type Stage,
  StageEnum,
} from './assignment.enums.ts'
import type { AssignmentRow } from './assignment.store.ts'

@ObjectType('CollectionAssignment', {
  implements: NodeType,
  description: "An invoice in the service, as the company's own books have it: one run of reminding or collecting.",
})
export class AssignmentType extends NodeType {
  /** Not published; relations are read by it. */
  row!: AssignmentRow

  @Field(() => AssignmentKindEnum, { description: 'The service it began in.' })
  kind!: AssignmentKind

  @Field(() => AfterReminderEnum, {
    nullable: true,
    description: 'What follows unpaid reminders; null for collection.',
  })
  afterReminder!: AfterReminder | null

  @Field(() => StageEnum, { description: 'How far it has come.' })
  stage!: Stage

  @Field(() => CloseReasonEnum, { nullable: true, description: 'Why it ended; null while it runs.' })
  closeReason!: CloseReason | null

  @Field(() => DateScalar, { description: 'The day the company sent it.' })
  openedOn!: CalendarDate

  @Field(() => DateScalar, { nullable: true, description: 'The day it ended; null while it runs.' })
  closedOn!: CalendarDate | null

  @Field(() => DateScalar, { description: 'Due date of the invoice.' })
  dueOn!: CalendarDate

  @Field(() => String, { description: "The debtor's name." })
  debtorName!: string

  @Field(() => String, { nullable: true, description: "The debtor's business ID, if it has one." })
  debtorBusinessId!: string | null

  @Field(() => DebtorKindEnum, { description: 'Whether the rules of consumer receivables hold.' })
  debtorKind!: DebtorKind

  @Field(() => String, { description: 'Number of the invoice.' })
  invoiceNumber!: string

  @Field(() => String, { nullable: true, description: "The invoice's own reference number." })
  reference!: string | null

  @Field(() => String, {
    nullable: true,
    description: "The agency's reference, which its letters ask the debtor to use.",
  })
  agencyReference!: string | null

  @Field(() => String, { nullable: true, description: "The agency's client-funds account on its letters." })
  agencyIban!: string | null

  @Field(() => DateScalar, { nullable: true, description: 'When the agency means to take its next step.' })
  nextStepOn!: CalendarDate | null

  @Field(() => HoldReasonEnum, { nullable: true, description: 'What holds it beside its stage; null: nothing.' })
  hold!: HoldReason | null

  @Field(() => MoneyType, { description: 'What was handed over.' })
  principal!: MoneyType

  @Field(() => MoneyType, { description: 'What is unpaid of the principal.' })
  principalOpen!: MoneyType

  @Field(() => MoneyType, { description: 'Unpaid costs.' })
  costsOpen!: MoneyType

  @Field(() => MoneyType, { description: 'Unpaid interest that has been posted.' })
  interestOpen!: MoneyType

  @Field(() => MoneyType, { description: 'What the debtor owes: the sum of all lines posted.' })
  balance!: MoneyType

  @Field(() => AnswerStateEnum, {
    nullable: true,
    description: 'How the newest request to stop stands; null: never asked.',
  })
  recallState!: AnswerState | null

  @Field(() => AnswerStateEnum, {
    nullable: true,
    description: 'How the newest request to book a credit loss stands; null: never asked.',
  })
  creditLossState!: AnswerState | null

  @Field(() => Boolean, {
    description: 'Whether the agency watches the debt further, without letters, after its credit loss was booked.',
  })
  surveillance!: boolean
}

export const AssignmentConnection = connectionType('Assignment', () => AssignmentType)

function assignmentGlobalId(companyId: bigint, id: bigint): string {
  return encodeId('CollectionAssignment', companyId, id)
}

export function showAssignment(row: AssignmentRow): AssignmentType & { __typename: 'CollectionAssignment' } {
  const cents = (minor: bigint) => showCents(minor, row.currency)
  return {
    __typename: 'CollectionAssignment',
    id: assignmentGlobalId(row.companyId, row.id),
    row,
    kind: row.kind,
    afterReminder: row.afterReminder,
    stage: row.stage,
    closeReason: row.closeReason,
    openedOn: row.openedOn,
    closedOn: row.closedOn,
    dueOn: row.dueOn,
    debtorName: row.debtorName,
    debtorBusinessId: row.debtorBusinessId,
    debtorKind: row.debtorKind,
    invoiceNumber: row.invoiceNumber,
    reference: row.reference,
    agencyReference: row.agencyReference,
    agencyIban: row.agencyIban,
    nextStepOn: row.nextStepOn,
    hold: row.hold,
    principal: cents(row.principal),
    principalOpen: cents(row.principalOpen),
    costsOpen: cents(row.costsOpen),
    interestOpen: cents(row.interestOpen),
    balance: cents(row.balance),
    recallState: row.recallState,
    creditLossState: row.creditLossState,
    surveillance: row.surveillance,
  }
}

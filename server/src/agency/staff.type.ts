import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import { encodeId } from '../kernel/globalId.ts'
import { DocumentRefusalType, FileInput } from '../platform/graphql/document.type.ts'
import { words } from '../platform/graphql/enums.ts'
import { MoneyType, showCents } from '../platform/graphql/money.type.ts'
import { DateScalar, DateTimeScalar } from '../platform/graphql/scalars.ts'
import { UserErrorType } from '../platform/graphql/userError.type.ts'
import type { RequestKind, StaffRequest } from './desk/staffDesk.ts'

const requestKinds = ['RECALL', 'CREDIT_LOSS'] as const satisfies readonly RequestKind[]
const StaffRequestKindEnum = words(requestKinds)
registerEnumType(StaffRequestKindEnum, {
  name: 'StaffRequestKind',
  description: 'What a company asks of the agency.',
  valuesConfig: {
    RECALL: { description: 'To stop an assignment that was sent by mistake.' },
    CREDIT_LOSS: { description: 'To end an assignment so that a credit loss can be booked.' },
  } satisfies Record<RequestKind, { description: string }>,
})

@ObjectType('StaffRequest', { description: 'A question of a company that the agency has to answer.' })
export class StaffRequestType {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => StaffRequestKindEnum, { description: 'What is asked.' })
  kind!: RequestKind

  @Field(() => String, { description: 'Name of the creditor.' })
  creditorName!: string

  @Field(() => String, { description: 'Business ID of the creditor.' })
  creditorBusinessId!: string

  @Field(() => String, { description: 'Name of the debtor.' })
  debtorName!: string

  @Field(() => String, { description: 'Number of the invoice.' })
  invoiceNumber!: string

  @Field(() => String, { description: 'Why, in the words of the company.' })
  reason!: string

  @Field(() => DateTimeScalar, { description: 'When the question reached the agency.' })
  requestedAt!: Date

  @Field(() => MoneyType, { description: 'What the debtor owes.' })
  balance!: MoneyType

  @Field(() => MoneyType, { description: 'The part of it that is costs: cancelled when the request is confirmed.' })
  unpaidCosts!: MoneyType
}

export function showStaffRequest(request: StaffRequest): StaffRequestType {
  const { companyId, id, kind, creditorName, creditorBusinessId, debtorName, invoiceNumber, reason, requestedAt } =
    request
  return {
    id: encodeId('StaffRequest', companyId, id),
    kind,
    creditorName,
    creditorBusinessId,
    debtorName,
    invoiceNumber,
    reason,
    requestedAt,
    balance: showCents(request.balance, request.currency),
    unpaidCosts: showCents(request.unpaidCosts, request.currency),
  }
}

@InputType({ description: 'The answer to a question of a company.' })
export class AnswerInput {
  @Field(() => ID, { description: 'Id of the request.' })
  requestId!: string

  @Field(() => Boolean, { description: 'True ends the assignment; false lets it go on.' })
  confirm!: boolean

  @Field(() => String, { nullable: true, description: 'What the company shall know about the answer.' })
  note?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Of a confirmed credit loss: the debt stays owed and is watched further, without letters. When left out: no.',
  })
  surveillance?: boolean | null
}

@ObjectType({ description: 'What came of an answer.' })
export class AnswerPayload {
  @Field(() => StaffRequestType, {
    nullable: true,
    description: 'The answered request; null when the answer was refused.',
  })
  request!: StaffRequestType | null

  @Field(() => UserErrorType, { nullable: true, description: '`ALREADY_ANSWERED` or `ASSIGNMENT_CLOSED`.' })
  error!: UserErrorType | null
}

@InputType({ description: 'Bank files of the accounts for client funds.' })
export class ImportClientFundsFilesInput {
  @Field(() => [FileInput], {
    description:
      "camt.053, camt.054 or reference-payment files (KTL), and the bank's reports on payment files (pain.002).",
  })
  files!: FileInput[]
}

@ObjectType({ description: 'What came of bank files of client funds.' })
export class ImportClientFundsFilesPayload {
  @Field(() => Int, { description: 'Payments put on assignments, and payments taken back from them.' })
  allocated!: number

  @Field(() => Int, { description: 'Transactions that had come before; nothing happened again.' })
  alreadyThere!: number

  @Field(() => Int, { description: 'Payments that no assignment fits: they wait for staff.' })
  unmatched!: number

  @Field(() => Int, { description: 'Transactions that left an account for client funds as payment files asked.' })
  paidOut!: number

  @Field(() => Int, {
    description: 'Transactions that left it, or came back, without such a transfer: they wait for staff.',
  })
  unexplained!: number

  @Field(() => Int, { description: 'Transfers that the bank refused or that came back: they wait for a later file.' })
  refused!: number

  @Field(() => Int, { description: 'Transfers that the bank has told to be on their way.' })
  accepted!: number

  @Field(() => [DocumentRefusalType], { description: 'What could not be read.' })
  refusals!: DocumentRefusalType[]
}

@InputType({ description: 'When to settle.' })
export class RunSettlementInput {
  @Field(() => DateScalar, { nullable: true, description: 'The day of the settlements; today when left out.' })
  on?: CalendarDate | null
}

@ObjectType({ description: 'What was paid to creditors.' })
export class RunSettlementPayload {
  @Field(() => Int, { description: 'How many creditors got a settlement.' })
  creditors!: number

  @Field(() => Int, { description: 'How many lines the settlements have, one per assignment.' })
  lines!: number

  @Field(() => [MoneyType], { description: 'What was settled, per currency.' })
  total!: MoneyType[]
}

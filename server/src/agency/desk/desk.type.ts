import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { daysBetween } from '../../kernel/calendarDate.ts'
import { encodeId } from '../../kernel/globalId.ts'
import { words } from '../../platform/graphql/enums.ts'
import { MoneyType, showCents } from '../../platform/graphql/money.type.ts'
import { connectionType } from '../../platform/graphql/paging.ts'
import { DateScalar } from '../../platform/graphql/scalars.ts'
import { deadlineOf, type WorkItem, type WorkType, workTypes } from './workList.ts'

const WorkTypeEnum = words(workTypes)
registerEnumType(WorkTypeEnum, {
  name: 'WorkType',
  description: 'What there is to do at the staff desk.',
  valuesConfig: {
    DUE_STEP: { description: 'A step of the ladder is due today; it goes by itself.' },
    RECALL_REQUEST: { description: 'A company asks to stop an assignment.' },
    CREDIT_LOSS_REQUEST: { description: 'A company asks for leave to book a credit loss.' },
    DISPUTE: { description: 'A dispute waits for its answer.' },
    RETURNED_MAIL: { description: 'A letter came back; an address is needed.' },
    SUSPENDED: { description: 'A consumer asked for suspension and a court.' },
    DECEASED: { description: 'The debtor has died.' },
    INSOLVENT: { description: 'The debtor is insolvent.' },
    LEGAL_DECISION: { description: 'All letters have gone: legal collection, surveillance or a credit loss.' },
    REVIEW: { description: 'The yearly look at a debt under surveillance.' },
    MISSING_RATE: { description: 'A step waits for a reference rate.' },
    STOPPED_STEP: { description: 'A step cannot be taken; the detail says why.' },
    UNKNOWN_PAYMENT: { description: 'A payment that fits no assignment.' },
    UNEXPLAINED_MONEY: {
      description: 'Money left client funds, or came back, and no payment of a payment file is it.',
    },
    STUCK_MESSAGE: { description: 'A message has not got through for a day.' },
    UNSENT_MAIL: { description: 'A letter by e-mail has waited for the mail server for a day.' },
    CREDITOR_ADDRESS: { description: 'A company has no address, which its letters must say (513/1999 5 a §).' },
  } satisfies Record<WorkType, { description: string }>,
})

@ObjectType('WorkItem', { description: 'Something at the staff desk to look at.' })
export class WorkItemType {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => WorkTypeEnum, { description: 'What it is.' })
  type!: WorkType

  @Field(() => DateScalar, { description: 'Since when it waits.' })
  since!: CalendarDate

  @Field(() => Int, { description: 'Days that it has waited.' })
  age!: number

  @Field(() => DateScalar, { description: 'The day by which it is to be dealt with.' })
  deadline!: CalendarDate

  @Field(() => ID, { nullable: true, description: 'The assignment; null for what belongs to none.' })
  assignmentId!: string | null

  @Field(() => ID, { nullable: true, description: 'Id of the company file; null when the company is not known.' })
  companyFileId!: string | null

  @Field(() => ID, { nullable: true, description: 'The request, when it is one.' })
  requestId!: string | null

  @Field(() => String, { nullable: true, description: 'Name of the creditor.' })
  creditorName!: string | null

  @Field(() => String, { nullable: true, description: 'Name of the debtor.' })
  debtorName!: string | null

  @Field(() => String, { nullable: true, description: 'Number of the invoice.' })
  invoiceNumber!: string | null

  @Field(() => MoneyType, { nullable: true, description: 'What the debtor owes, or the payment.' })
  balance!: MoneyType | null

  @Field(() => String, { nullable: true, description: 'What the matter is: words of whoever raised it, or a code.' })
  detail!: string | null
}

export const WorkItemConnection = connectionType('WorkItem', () => WorkItemType)

export function showWorkItem(item: WorkItem, today: CalendarDate): WorkItemType {
  const { type, since, companyId, id, assignmentId, creditorName, debtorName, invoiceNumber, detail } = item
  const isRequest = type === 'RECALL_REQUEST' || type === 'CREDIT_LOSS_REQUEST'
  return {
    ...{ type, since, creditorName, debtorName, invoiceNumber, detail },
    id: encodeId(`Work${type.replaceAll('_', '')}`, companyId, id),
    age: Math.max(daysBetween(since, today), 0),
    deadline: deadlineOf(item),
    assignmentId: assignmentId === null ? null : encodeId('StaffAssignment', companyId, assignmentId),
    companyFileId: companyId === 0n ? null : encodeId('CompanyFile', companyId, companyId),
    requestId: isRequest ? encodeId('StaffRequest', companyId, id) : null,
    balance: item.balance === null || item.currency === null ? null : showCents(item.balance, item.currency),
  }
}

@InputType({ description: 'Which work is shown.' })
export class WorkFilterInput {
  @Field(() => [WorkTypeEnum], { nullable: true, description: 'Of these types; all when left out.' })
  types?: WorkType[] | null

  @Field(() => String, { nullable: true, description: 'Part of a name, or an invoice number.' })
  search?: string | null
}

@ObjectType('WorkCount', { description: 'How much there is to do of one type.' })
export class WorkCountType {
  @Field(() => WorkTypeEnum, { description: 'The type.' })
  type!: WorkType

  @Field(() => Int, { description: 'How many.' })
  count!: number

  @Field(() => Int, { description: 'How many of them should have been dealt with before today.' })
  late!: number
}

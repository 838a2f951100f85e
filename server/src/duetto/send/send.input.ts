import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { SalesInvoiceFilterInput } from '../../ledger/invoice/salesInvoice.input.ts'
import { connectionType } from '../../platform/graphql/paging.ts'
import { RefusalType, showRefusal, UserErrorType } from '../../platform/graphql/userError.type.ts'
import { type AfterReminder, AfterReminderEnum } from '../assignment/assignment.enums.ts'
import type { SendItemRow } from './send.loader.ts'
import { SendOutcomeEnum, type SendOutcomeWord, SendType } from './send.type.ts'

/** What both sends are asked with. */
@InputType()
abstract class SendInput {
  @Field(() => ID, { description: 'The company.' })
  companyId!: string

  @Field(() => SalesInvoiceFilterInput, {
    nullable: true,
    description: 'All invoices that the filter finds, at most 20,000, instead of naming them.',
  })
  filter?: SalesInvoiceFilterInput | null

  @Field(() => Int, {
    nullable: true,
    description: 'With a filter: how many invoices it found when they were chosen. Another number is refused.',
  })
  expectedCount?: number | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Answer at once with a send in state SENDING, and send in the background. More than 1,000 invoices always go so.',
  })
  inBackground?: boolean | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Leave invoices that cannot be sent out of the send, instead of refusing them in it.',
  })
  leaveOutProblems?: boolean | null

  @Field(() => String, {
    description:
      'Chosen by the client, new for each send: a repeat of the same request with the same key gives the same send.',
  })
  idempotencyKey!: string
}

@InputType({ description: 'Invoices to send to the reminder service.' })
export class SendToReminderServiceInput extends SendInput {
  @Field(() => [ID], { nullable: true, description: 'Its overdue invoices, at most 1,000; or else a filter.' })
  invoiceIds?: string[] | null

  @Field(() => AfterReminderEnum, { description: 'What follows when the reminders stay unpaid.' })
  afterReminder!: AfterReminder
}

@InputType({ description: 'Invoices to send to the collection service.' })
export class SendToCollectionServiceInput extends SendInput {
  @Field(() => [ID], {
    nullable: true,
    description:
      'Its invoices of which both a reminder and a payment notice have been sent, at most 1,000; or else a filter.',
  })
  invoiceIds?: string[] | null
}

@ObjectType({ description: 'What a request to send came to.' })
export class SendPayload {
  @Field(() => SendType, {
    nullable: true,
    description: 'The send with its items; also when every invoice was refused.',
  })
  send!: SendType | null

  @Field(() => Boolean, { description: 'Whether this is the send of an earlier request with the same key.' })
  repeated!: boolean

  @Field(() => UserErrorType, {
    nullable: true,
    description:
      'SERVICE_NOT_ACTIVE, KEY_REUSED, IDEMPOTENCY_KEY_INVALID, TOO_MANY, SELECTION_CHANGED, or NOTHING_TO_SEND when every invoice was refused.',
  })
  error!: UserErrorType | null
}

@ObjectType('SendItem', {
  description: 'What became of one invoice of a send: an assignment, or a refusal; neither while it waits.',
})
export class SendItemType {
  /** Not published; relations are read by it. */
  row!: SendItemRow

  @Field(() => SendOutcomeEnum, { description: 'Whether it was sent, refused, or waits for its turn.' })
  outcome!: SendOutcomeWord

  @Field(() => RefusalType, { nullable: true, description: 'Why it was not sent, and what to do; null when it was.' })
  refusal!: RefusalType | null
}

export const SendItemConnection = connectionType('SendItem', () => SendItemType)

@ObjectType('SendRefusal', { description: 'A reason for which invoices of a send were refused so far.' })
export class SendRefusalType {
  @Field(() => String, { description: 'The code of the reason.' })
  code!: string

  @Field(() => Int, { description: 'How many invoices were refused for it.' })
  count!: number
}

export function showSendItem(row: SendItemRow): SendItemType {
  const { code, message, values, assignmentId } = row
  const outcome = code !== null ? 'REFUSED' : assignmentId !== null ? 'SENT' : 'WAITING'
  const refusal = code === null ? null : showRefusal({ code, message: message ?? '', ...(values && { values }) })
  return { row, outcome, refusal }
}

import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { MoneyType } from '../../platform/graphql/money.type.ts'
import { connectionType } from '../../platform/graphql/paging.ts'
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.ts'
import { UserErrorType } from '../../platform/graphql/userError.type.ts'

@InputType({ description: 'When the bank shall pay.' })
export class MakePaymentFilesInput {
  @Field(() => DateScalar, { nullable: true, description: 'The day; the next banking day when left out or closed.' })
  executeOn?: CalendarDate | null
}

@ObjectType('PaymentFile', { description: "A pain.001.001.09 file of transfers for the agency's bank." })
export class PaymentFileType {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => String, { description: 'The name of the message; the bank takes it once.' })
  messageId!: string

  @Field(() => DateScalar, { description: 'The day on which the bank shall pay.' })
  executeOn!: CalendarDate

  @Field(() => String, { description: 'The account that pays, as an IBAN.' })
  fromIban!: string

  @Field(() => Int, { description: 'How many transfers it has.' })
  transfers!: number

  @Field(() => MoneyType, { description: 'What they add up to.' })
  amount!: MoneyType

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  madeAt!: Date

  @Field(() => String, { description: 'Who made it.' })
  madeByName!: string

  @Field(() => DateTimeScalar, { nullable: true, description: 'When another let it go to the bank; null: not yet.' })
  releasedAt!: Date | null

  @Field(() => String, { nullable: true, description: 'Who let it go.' })
  releasedByName!: string | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was cancelled: its transfers wait again.' })
  cancelledAt!: Date | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was sent to the bank; null: not yet.' })
  sentAt!: Date | null

  @Field(() => Int, { description: 'Transfers of it that the bank has refused.' })
  refused!: number

  @Field(() => Int, { description: 'Transfers of it that the bank has booked: they have left the account.' })
  paid!: number

  @Field(() => Boolean, { description: 'Whether the one who asks may let it go: another than who made it.' })
  viewerCanRelease!: boolean

  @Field(() => String, { description: 'The address of the file on this server, for staff, once it has been let go.' })
  url!: string
}
export const PaymentFileConnection = connectionType('PaymentFile', () => PaymentFileType)

@ObjectType({ description: 'What was put into payment files.' })
export class MakePaymentFilesPayload {
  @Field(() => [PaymentFileType], { description: 'The new files, one per account and currency; none: nothing waited.' })
  files!: PaymentFileType[]
}

@InputType({ description: 'Which file has gone to the bank.' })
export class MarkPaymentFileSentInput {
  @Field(() => ID, { description: 'The file.' })
  id!: string
}

@ObjectType({ description: 'The file that has gone to the bank.' })
export class MarkPaymentFileSentPayload {
  @Field(() => PaymentFileType, { description: 'The file. Saying it twice changes nothing.' })
  file!: PaymentFileType

  @Field(() => UserErrorType, { nullable: true, description: '`NOT_RELEASED`.' })
  error!: UserErrorType | null
}

@InputType({ description: 'A decision on a payment file.' })
export class PaymentFileInput {
  @Field(() => ID, { description: 'The file.' })
  id!: string
}

@InputType({ description: 'What the bank refused.' })
export class RefuseTransferInput {
  @Field(() => ID, { description: 'The file.' })
  fileId!: string

  @Field(() => Int, { description: 'The number of the transfer in the file.' })
  ordinal!: number

  @Field(() => String, { description: "The bank's reason." })
  reason!: string

  @Field(() => DateScalar, { nullable: true, description: 'When; today when left out.' })
  refusedOn?: CalendarDate | null

  @Field(() => String, {
    nullable: true,
    description: 'The account that it goes to next time; the same when left out.',
  })
  newIban?: string | null
}

@InputType({ description: 'Where a transfer that the bank refused goes next time.' })
export class RedirectTransferInput {
  @Field(() => ID, { description: 'The file.' })
  fileId!: string

  @Field(() => Int, { description: 'The number of the transfer in the file.' })
  ordinal!: number

  @Field(() => String, { description: 'The account, as an IBAN.' })
  iban!: string
}

@ObjectType({ description: 'What came of a decision on a payment file.' })
export class PaymentFilePayload {
  @Field(() => PaymentFileType, { nullable: true, description: 'The file; null when it was refused.' })
  file!: PaymentFileType | null

  @Field(() => UserErrorType, {
    nullable: true,
    description:
      '`SAME_PERSON`, `ALREADY_DECIDED`, `NOT_RELEASED`, `REASON_NEEDED`, `IBAN_INVALID`, `PAID_BY_BANK` or `NOT_REFUSED`.',
  })
  error!: UserErrorType | null
}

@ObjectType('PaymentTransfer', { description: 'One transfer of a payment file.' })
export class PaymentTransferType {
  @Field(() => Int, { description: 'Its number in the file.' })
  ordinal!: number

  @Field(() => String, { description: 'Name of the receiver.' })
  toName!: string

  @Field(() => String, { nullable: true, description: 'The account, as an IBAN.' })
  toIban!: string | null

  @Field(() => MoneyType, { description: 'How much.' })
  amount!: MoneyType

  @Field(() => String, { description: 'The name that the bank knows it by, from end to end.' })
  endToEndId!: string

  @Field(() => DateScalar, { nullable: true, description: 'When the bank booked it; null: it has not left yet.' })
  paidOn!: CalendarDate | null

  @Field(() => String, {
    nullable: true,
    description: "What the bank's report last said of it (ISO 20022, such as `ACSP`); null: nothing.",
  })
  bankStatus!: string | null

  @Field(() => String, { nullable: true, description: 'Where it goes next time, when staff have said so.' })
  newIban!: string | null

  @Field(() => DateScalar, { nullable: true, description: 'When the bank refused it; null: it did not.' })
  refusedOn!: CalendarDate | null

  @Field(() => String, { nullable: true, description: "The bank's reason." })
  refusal!: string | null
}

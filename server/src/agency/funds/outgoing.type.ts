import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { encodeId } from '../../kernel/globalId.ts'
import { MoneyType, showCents } from '../../platform/graphql/money.type.ts'
import { connectionType } from '../../platform/graphql/paging.ts'
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.ts'
import { OutgoingReasonEnum } from './clientFunds.type.ts'
import type { OutgoingReason, ReleasedTransfer } from './outgoingDesk.store.ts'

@ObjectType('ReleasedTransfer', { description: 'A transfer of a payment file that was let go to the bank.' })
export class ReleasedTransferType {
  @Field(() => ID, { description: 'The payment file.' })
  fileId!: string

  @Field(() => String, { description: 'The name of the payment file.' })
  messageId!: string

  @Field(() => Int, { description: 'Its number in the file.' })
  ordinal!: number

  @Field(() => String, { description: 'The name that the bank knows it by, from end to end.' })
  endToEndId!: string

  @Field(() => DateScalar, { description: 'The day on which the bank shall pay.' })
  executeOn!: CalendarDate

  @Field(() => String, { description: 'Name of the receiver.' })
  toName!: string

  @Field(() => String, { description: 'The account, as an IBAN.' })
  toIban!: string

  @Field(() => String, { nullable: true, description: 'The reference that it bears.' })
  reference!: string | null

  @Field(() => MoneyType, { description: 'How much.' })
  amount!: MoneyType

  @Field(() => String, {
    nullable: true,
    description: "What the bank's report last said of it (ISO 20022, such as `ACSP`); null: nothing.",
  })
  bankStatus!: string | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When that was read.' })
  bankStatusAt!: Date | null

  @Field(() => DateScalar, { nullable: true, description: 'When the bank refused it; null: it did not.' })
  refusedOn!: CalendarDate | null

  @Field(() => Boolean, { description: 'Whether the bank has booked it.' })
  paid!: boolean
}
export const ReleasedTransferConnection = connectionType('ReleasedTransfer', () => ReleasedTransferType)

export function showReleased({ fileId, amount, currency, isPaid, ...row }: ReleasedTransfer): ReleasedTransferType {
  const { messageId, ordinal, endToEndId, executeOn, toName, toIban, reference } = row
  const { bankStatus, bankStatusAt, refusedOn } = row
  return {
    ...{ messageId, ordinal, endToEndId, executeOn, toName, toIban, reference, bankStatus, bankStatusAt, refusedOn },
    fileId: encodeId('PaymentFile', 0, fileId),
    amount: showCents(amount, currency),
    paid: isPaid,
  }
}

@InputType({ description: 'A transfer of a payment file.' })
export class TransferInput {
  @Field(() => ID, { description: 'The file.' })
  fileId!: string

  @Field(() => Int, { description: 'The number of the transfer in the file.' })
  ordinal!: number
}

@InputType({ description: 'Which transfers money was that left client funds, or came back to them.' })
export class AttachOutgoingInput {
  @Field(() => ID, { description: 'The transaction.' })
  transactionId!: string

  @Field(() => [TransferInput], { description: 'The transfers: together what the transaction leaves unexplained.' })
  transfers!: TransferInput[]
}

@InputType({ description: 'What money was that left client funds without a transfer of a payment file.' })
export class ExplainOutgoingInput {
  @Field(() => ID, { description: 'The transaction.' })
  transactionId!: string

  @Field(() => OutgoingReasonEnum, { description: 'What it was.' })
  as!: OutgoingReason

  @Field(() => String, { description: 'In words, for who looks at it later.' })
  note!: string
}

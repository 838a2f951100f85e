import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { SalesInvoiceFilterInput } from '../../ledger/invoice/salesInvoice.input.ts'
import { MoneyType } from '../../platform/graphql/money.type.ts'
import { connectionType } from '../../platform/graphql/paging.ts'
import { DateScalar, DecimalScalar } from '../../platform/graphql/scalars.ts'
import { RefusalType } from '../../platform/graphql/userError.type.ts'
import type { AssignmentKind } from '../assignment/assignment.enums.ts'
import { SendKindEnum } from './send.type.ts'
import type { JudgedLight } from './sendCheck.ts'

@InputType({ description: 'Invoices that may be sent: named one by one, or all that a filter finds.' })
export class SendCheckInput {
  @Field(() => ID, { description: 'The company.' })
  companyId!: string

  @Field(() => SendKindEnum, { description: 'The service they would go to.' })
  kind!: AssignmentKind

  @Field(() => [ID], { nullable: true, description: 'Its invoices, at most 1,000; or else a filter.' })
  invoiceIds?: string[] | null

  @Field(() => SalesInvoiceFilterInput, {
    nullable: true,
    description: 'All invoices that the filter finds, at most 20,000, instead of naming them.',
  })
  filter?: SalesInvoiceFilterInput | null
}

@ObjectType('SendProblem', { description: 'A reason with the number of invoices that it stands at.' })
export class SendProblemType {
  @Field(() => String, { description: 'The code of the reason.' })
  code!: string

  @Field(() => Boolean, { description: 'Whether the invoices go all the same, and a person should only know.' })
  isRemark!: boolean

  @Field(() => Int, { description: 'How many invoices.' })
  count!: number

  @Field(() => [ID], { description: 'The invoices, at most the first 1,000: for mending them at once.' })
  invoiceIds!: string[]
}

@ObjectType('SendCheckItem', { description: 'An invoice that may be sent, judged as of today.' })
export class SendCheckItemType {
  /** Not published; the invoice is read by it. */
  invoiceKey!: JudgedLight['invoice']

  @Field(() => [RefusalType], { description: 'Why it cannot be sent, each with what to do; empty when it can.' })
  problems!: RefusalType[]

  @Field(() => [RefusalType], { description: 'What a person should know although it goes.' })
  remarks!: RefusalType[]
}

export const SendCheckItemConnection = connectionType('SendCheckItem', () => SendCheckItemType)

@ObjectType('SendCheck', { description: 'A whole selection judged before it is sent, and what sending it would cost.' })
export class SendCheckType {
  /** Not published; the items are cut from it. */
  judged!: readonly JudgedLight[]

  @Field(() => Int, { description: 'How many invoices the selection has.' })
  count!: number

  @Field(() => Int, { description: 'How many of them can be sent today.' })
  sendableCount!: number

  @Field(() => Int, { description: 'How many of them cannot.' })
  problemCount!: number

  @Field(() => [MoneyType], { description: 'What is unpaid of those that can be sent, once per currency.' })
  principal!: MoneyType[]

  @Field(() => MoneyType, { description: 'Transfer fee of one invoice by the price list in force today, without VAT.' })
  price!: MoneyType

  @Field(() => DateScalar, { description: 'The day from which that price list holds.' })
  priceFrom!: CalendarDate

  @Field(() => DecimalScalar, { description: 'VAT on the fee, percent.' })
  vatPercent!: string

  @Field(() => MoneyType, { description: 'Transfer fee of those that can be sent, without VAT.' })
  fee!: MoneyType

  @Field(() => MoneyType, { description: 'VAT on the fee.' })
  feeVat!: MoneyType

  @Field(() => MoneyType, { description: 'The fee with VAT.' })
  feeTotal!: MoneyType

  @Field(() => [SendProblemType], { description: 'Every reason that stands at an invoice, the most frequent first.' })
  problems!: SendProblemType[]
}

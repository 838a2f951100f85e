import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import type { LetterChannel } from '../../exchange/messages/fromAgency.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Result } from '../../kernel/result.ts'
import { LetterChannelEnum } from '../../platform/graphql/letter.enums.ts'
import { DateScalar, DecimalScalar } from '../../platform/graphql/scalars.ts'
import { RefusalType, showRefusal, UserErrorType } from '../../platform/graphql/userError.type.ts'
import { CollectionStatusEnum } from '../ledger.enums.ts'
import type { CollectionStatus } from './collectionStatus.ts'
import type { InvoiceAnswer } from './manyInvoices.ts'
import { SalesInvoiceFilterInput } from './salesInvoice.input.ts'
import { SalesInvoiceType } from './salesInvoice.type.ts'
import type { StatusChangeWish } from './statusUpdate.service.ts'

@InputType({ description: 'What an invoice is changed to.' })
class StatusChangeInput {
  @Field(() => CollectionStatusEnum, { description: 'The new status.' })
  status!: CollectionStatus

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'From when it holds; for reminded and requested the day the letter was sent. Otherwise today when left out.',
  })
  on?: CalendarDate | null

  @Field(() => LetterChannelEnum, {
    nullable: true,
    description: 'How the letter was sent; needed for reminded and requested.',
  })
  letterChannel?: LetterChannel | null

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What the letter cost the customer, 0.00 for nothing; needed for reminded and requested.',
  })
  letterCost?: string | null

  @Field(() => String, { nullable: true, description: 'A note for the history.' })
  note?: string | null
}

@InputType({ description: 'A change of collection status by hand.' })
export class UpdateCollectionStatusInput extends StatusChangeInput {
  @Field(() => ID, { description: 'The invoice.' })
  invoiceId!: string
}

@InputType({ description: 'One change of collection status by hand for many invoices.' })
export class UpdateCollectionStatusesInput extends StatusChangeInput {
  @Field(() => ID, { description: 'The company.' })
  companyId!: string

  @Field(() => [ID], { nullable: true, description: 'The invoices, at most 1,000; or else a filter.' })
  invoiceIds?: string[] | null

  @Field(() => SalesInvoiceFilterInput, {
    nullable: true,
    description: 'All invoices that the filter finds, instead of naming them.',
  })
  filter?: SalesInvoiceFilterInput | null

  @Field(() => Int, {
    nullable: true,
    description: 'With a filter: how many invoices it found when they were chosen. Another number is refused.',
  })
  expectedCount?: number | null
}

@ObjectType({ description: 'The invoice after the change, or why it was refused.' })
export class UpdateCollectionStatusPayload {
  @Field(() => SalesInvoiceType, { nullable: true, description: 'The invoice.' })
  invoice!: SalesInvoiceType | null

  @Field(() => UserErrorType, {
    nullable: true,
    description: 'Why it was refused, for example IN_SERVICE or LETTER_DATE_MISSING.',
  })
  error!: UserErrorType | null
}

@ObjectType({ description: 'What became of one invoice of a change for many.' })
export class CollectionStatusChange {
  /** Not published; the invoice is read by them. */
  companyId!: bigint
  invoiceId!: bigint

  @Field(() => RefusalType, { nullable: true, description: 'Why it was left as it was; null when it was changed.' })
  refusal!: RefusalType | null
}

@ObjectType({ description: 'What became of each invoice, or why nothing was tried.' })
export class UpdateCollectionStatusesPayload {
  @Field(() => Int, { description: 'How many were changed.' })
  changed!: number

  @Field(() => [CollectionStatusChange], { description: 'What became of each invoice.' })
  invoices!: CollectionStatusChange[]

  @Field(() => UserErrorType, {
    nullable: true,
    description: 'NOTHING_SELECTED, TOO_MANY, or SELECTION_CHANGED when the filter finds another number of invoices.',
  })
  error!: UserErrorType | null
}

@InputType({ description: 'Whether the customer disputes an invoice.' })
export class SetDisputedInput {
  @Field(() => ID, { description: 'The invoice.' })
  invoiceId!: string

  @Field(() => Boolean, { description: 'Whether it is disputed.' })
  disputed!: boolean

  @Field(() => String, { description: 'What the customer says, or why the dispute has ended; for the history.' })
  reason!: string
}

@ObjectType({ description: 'The invoice with its mark, or why it was not set.' })
export class SetDisputedPayload {
  @Field(() => SalesInvoiceType, { nullable: true, description: 'The invoice.' })
  invoice!: SalesInvoiceType | null

  @Field(() => UserErrorType, { nullable: true, description: 'IN_SERVICE, REASON_MISSING or REASON_TOO_LONG.' })
  error!: UserErrorType | null
}

/** What is wished of each invoice. */
export function statusWish(input: StatusChangeInput): StatusChangeWish {
  const { status, on = null, letterChannel = null, letterCost = null, note = null } = input
  return { status, on, letterChannel, letterCost, note }
}

/** What became of each invoice of an act for many. */
export function showAnswers(companyId: bigint, result: Result<InvoiceAnswer[]>): UpdateCollectionStatusesPayload {
  if (!result.ok) return { changed: 0, invoices: [], error: showRefusal(result.error) }
  const invoices = result.value.map(({ invoiceId, refusal }) => ({
    ...{ companyId, invoiceId },
    refusal: refusal && showRefusal(refusal),
  }))
  return { changed: invoices.filter(({ refusal }) => refusal === null).length, invoices, error: null }
}

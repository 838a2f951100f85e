import { Arg, Ctx, Field, FieldResolver, ID, InputType, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Result } from '../../kernel/result.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { DateScalar, DecimalScalar } from '../../platform/graphql/scalars.ts'
import { showRefusal, UserErrorType } from '../../platform/graphql/userError.type.ts'
import { counterEntryOf, paymentById } from '../ledger.loader.ts'
import type { Corrections } from './correction.service.ts'
import { PaymentType } from './payment.type.ts'

@InputType({ description: 'A payment to take back.' })
export class ReversePaymentInput {
  @Field(() => ID, { description: 'The payment.' })
  paymentId!: string

  @Field(() => String, { description: 'Why; at most 1,000 characters.' })
  reason!: string
}

@ObjectType({ description: 'The counter-entry, or why it was refused.' })
export class ReversePaymentPayload {
  @Field(() => PaymentType, { nullable: true, description: 'The counter-entry.' })
  payment!: PaymentType | null

  @Field(() => UserErrorType, {
    nullable: true,
    description: 'REASON_MISSING, IS_COUNTER_ENTRY or ALREADY_REVERSED.',
  })
  error!: UserErrorType | null
}

@InputType({ description: 'A credit note that no file brings.' })
export class RegisterCreditNoteInput {
  @Field(() => ID, { description: 'The invoice that it lowers.' })
  invoiceId!: string

  @Field(() => String, { description: "The credit note's own number, unique in the company." })
  number!: string

  @Field(() => DecimalScalar, { description: "How much, in the invoice's currency." })
  amount!: string

  @Field(() => DateScalar, { description: 'The day of the credit note.' })
  creditedOn!: CalendarDate

  @Field(() => String, {
    description: 'Chosen by the client: the same key registers one credit note however often it is sent.',
  })
  idempotencyKey!: string
}

@ObjectType({ description: 'The credit as it was booked, or why it was refused.' })
export class RegisterCreditNotePayload {
  @Field(() => PaymentType, { nullable: true, description: 'The credit.' })
  payment!: PaymentType | null

  @Field(() => UserErrorType, { nullable: true, description: 'For example CREDIT_EXCEEDS_OPEN or NUMBER_USED.' })
  error!: UserErrorType | null
}

@Resolver(() => PaymentType)
export class CorrectionResolver {
  readonly #corrections: Corrections

  constructor(corrections: Corrections) {
    this.#corrections = corrections
  }

  @FieldResolver(() => PaymentType, { nullable: true, description: 'The counter-entry that takes it back, if any.' })
  async reversedBy(
    @Root() { companyId, paymentId }: PaymentType,
    @Ctx() context: OperationContext,
  ): Promise<PaymentType | null> {
    return (await context.load(counterEntryOf, { companyId, id: paymentId })) ?? null
  }

  @Mutation(() => ReversePaymentPayload, {
    description:
      'Takes a wrong booking back by a counter-entry; money of a bank transaction waits again. The agency is told if it was told of the payment.',
  })
  async reversePayment(
    @Ctx() context: OperationContext,
    @Arg('input', () => ReversePaymentInput, { description: 'The payment and the reason.' })
    input: ReversePaymentInput,
  ): Promise<ReversePaymentPayload> {
    const { companyId, id } = readId('Payment', input.paymentId)
    return payload(context, companyId, await this.#corrections.reverse(context.scope, companyId, id, input.reason))
  }

  @Mutation(() => RegisterCreditNotePayload, {
    description: 'Registers a credit note by hand. The agency is told when the invoice is in the service.',
  })
  async registerCreditNote(
    @Ctx() context: OperationContext,
    @Arg('input', () => RegisterCreditNoteInput, { description: 'The credit note.' }) input: RegisterCreditNoteInput,
  ): Promise<RegisterCreditNotePayload> {
    const { companyId, id: invoiceId } = readId('SalesInvoice', input.invoiceId)
    const { number, amount, creditedOn, idempotencyKey } = input
    const note = { companyId, invoiceId, number, amount, creditedOn, idempotencyKey }
    return payload(context, companyId, await this.#corrections.credit(context.scope, note))
  }
}

async function payload(
  context: OperationContext,
  companyId: bigint,
  result: Result<bigint>,
): Promise<ReversePaymentPayload> {
  if (!result.ok) return { payment: null, error: showRefusal(result.error) }
  return { payment: (await context.load(paymentById, { companyId, id: result.value })) ?? null, error: null }
}

import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import type { OperationContext } from '../platform/graphql/context.ts'
import { readId } from '../platform/graphql/node.type.ts'
import { DateScalar, DecimalScalar } from '../platform/graphql/scalars.ts'
import { showRefusal, UserErrorType } from '../platform/graphql/userError.type.ts'
import type { CollectionStatus, LetterChannel } from './collectionStatus.ts'
import { CollectionStatusEnum, LetterChannelEnum } from './ledger.enums.ts'
import { paymentById, salesInvoiceById } from './ledger.loader.ts'
import type { PaymentRegister } from './payment.service.ts'
import { PaymentType } from './payment.type.ts'
import { SalesInvoiceType } from './salesInvoice.type.ts'
import type { StatusUpdate } from './statusUpdate.service.ts'

@InputType({ description: 'A change of collection status by hand.' })
export class UpdateCollectionStatusInput {
  @Field(() => ID, { description: 'The invoice.' })
  invoiceId!: string

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

@InputType({ description: 'A payment that no bank file brings.' })
export class RegisterPaymentInput {
  @Field(() => ID, { description: 'The invoice.' })
  invoiceId!: string

  @Field(() => DecimalScalar, { description: "Amount in the invoice's currency." })
  amount!: string

  @Field(() => DateScalar, { description: 'The day of the payment.' })
  paidOn!: CalendarDate

  @Field(() => String, { nullable: true, description: 'Who paid; a settlement is always recorded as paid by Duetto.' })
  payerName?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'The payment is a settlement from the collection agency. When left out: yes for an invoice in the service. Without it the agency is told of a direct payment.',
  })
  settlement?: boolean | null

  @Field(() => String, {
    description: 'Chosen by the client: the same key registers one payment however often it is sent.',
  })
  idempotencyKey!: string
}

@ObjectType({ description: 'The payment, or why it was refused.' })
export class RegisterPaymentPayload {
  @Field(() => PaymentType, { nullable: true, description: 'The payment.' })
  payment!: PaymentType | null

  @Field(() => UserErrorType, {
    nullable: true,
    description: 'Why it was refused, for example EXCEEDS_OPEN or KEY_REUSED.',
  })
  error!: UserErrorType | null
}

@Resolver()
export class LedgerActResolver {
  readonly #statuses: StatusUpdate
  readonly #payments: PaymentRegister

  constructor(statuses: StatusUpdate, payments: PaymentRegister) {
    this.#statuses = statuses
    this.#payments = payments
  }

  @Mutation(() => UpdateCollectionStatusPayload, {
    description: "Changes an invoice's collection status by hand. Not while it is in the service.",
  })
  async updateCollectionStatus(
    @Ctx() context: OperationContext,
    @Arg('input', () => UpdateCollectionStatusInput, { description: 'The change.' }) input: UpdateCollectionStatusInput,
  ): Promise<UpdateCollectionStatusPayload> {
    const { companyId, id: invoiceId } = readId('SalesInvoice', input.invoiceId)
    const { status, on = null, letterChannel = null, letterCost = null, note = null } = input
    const result = await this.#statuses.update(context.scope, {
      companyId,
      invoiceId,
      status,
      on,
      letterChannel,
      letterCost,
      note,
    })
    if (!result.ok) return { invoice: null, error: showRefusal(result.error) }
    return { invoice: (await context.load(salesInvoiceById, { companyId, id: invoiceId })) ?? null, error: null }
  }

  @Mutation(() => RegisterPaymentPayload, { description: 'Registers a payment by hand.' })
  async registerPayment(
    @Ctx() context: OperationContext,
    @Arg('input', () => RegisterPaymentInput, { description: 'The payment.' }) input: RegisterPaymentInput,
  ): Promise<RegisterPaymentPayload> {
    const { companyId, id: invoiceId } = readId('SalesInvoice', input.invoiceId)
    const { amount, paidOn, payerName = null, settlement = null, idempotencyKey } = input
    const result = await this.#payments.register(context.scope, {
      companyId,
      invoiceId,
      amount,
      paidOn,
      payerName,
      settlement,
      idempotencyKey,
    })
    if (!result.ok) return { payment: null, error: showRefusal(result.error) }
    return { payment: (await context.load(paymentById, { companyId, id: result.value })) ?? null, error: null }
  }
}

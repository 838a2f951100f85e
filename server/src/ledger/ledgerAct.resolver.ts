import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import type { OperationContext } from '../platform/graphql/context.ts'
import { readId } from '../platform/graphql/node.type.ts'
import { DateScalar, DecimalScalar } from '../platform/graphql/scalars.ts'
import { showRefusal, UserErrorType } from '../platform/graphql/userError.type.ts'
import { paymentById } from './ledger.loader.ts'
import type { PaymentRegister } from './payment/payment.service.ts'
import { PaymentType } from './payment/payment.type.ts'

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
  readonly #payments: PaymentRegister

  constructor(payments: PaymentRegister) {
    this.#payments = payments
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

import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  registerEnumType,
} from 'type-graphql'
import { requireUser } from '../../access/signedIn.ts'
import { NotFound, type Result } from '../../kernel/result.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { words } from '../../platform/graphql/enums.ts'
import { MoneyType, showCents } from '../../platform/graphql/money.type.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { DecimalScalar } from '../../platform/graphql/scalars.ts'
import { showRefusal, UserErrorType } from '../../platform/graphql/userError.type.ts'
import { SalesInvoiceType } from '../invoice/salesInvoice.type.ts'
import type { ServicePort } from '../invoice/servicePort.ts'
import { bankTransactionById, salesInvoiceById } from '../ledger.loader.ts'
import type { Matching } from './matching.service.ts'
import { findCandidates, findTransaction } from './matching.store.ts'
import { BankTransactionType } from './payment.type.ts'
import { type SuggestionGround, suggest, suggestionGrounds } from './suggestion.ts'

const SuggestionGroundEnum = words(suggestionGrounds)
registerEnumType(SuggestionGroundEnum, {
  name: 'MatchGround',
  description: 'Why an invoice is suggested for waiting money.',
  valuesConfig: {
    REFERENCE: { description: 'The reference is the invoice’s.' },
    REFERENCE_TYPO: {
      description: 'The reference is one slip of the hand away: a digit wrong, missing, extra or swapped.',
    },
    AMOUNT: { description: 'The amount is what is unpaid, or what the agency says the debtor owes.' },
    NUMBER_IN_MESSAGE: { description: 'The payer’s message names the invoice.' },
    PAYER_NAME: { description: 'The payer’s name is like the customer’s.' },
  } satisfies Record<SuggestionGround, { description: string }>,
})

@ObjectType('MatchSuggestion', { description: 'An invoice that waiting money may be for.' })
export class MatchSuggestionType {
  /** Not published; the invoice is read by them. */
  companyId!: bigint
  invoiceId!: bigint

  @Field(() => MoneyType, { description: 'What of the money would be placed there.' })
  amount!: MoneyType

  @Field(() => [SuggestionGroundEnum], { description: 'Why, the strongest first.' })
  grounds!: readonly SuggestionGround[]
}

@InputType({ description: 'What of the money goes to one invoice.' })
export class MatchAllocationInput {
  @Field(() => ID, { description: 'The invoice.' })
  invoiceId!: string

  @Field(() => DecimalScalar, { description: "How much, in the transaction's currency." })
  amount!: string
}

@InputType({ description: 'Waiting money and the invoices it is for.' })
export class MatchTransactionInput {
  @Field(() => ID, { description: 'The bank transaction.' })
  transactionId!: string

  @Field(() => [MatchAllocationInput], { description: 'The invoices, each once. What is left over goes on waiting.' })
  allocations!: MatchAllocationInput[]

  @Field(() => Boolean, {
    nullable: true,
    description:
      'The money is a settlement from the collection agency; false: it came from the debtor, and the agency is told of a direct payment. When left out: as the service knows the money.',
  })
  settlement?: boolean | null

  @Field(() => String, {
    description: 'Chosen by the client: the same key places the money once however often it is sent.',
  })
  idempotencyKey!: string
}

@InputType({ description: 'Waiting money that pays no invoice.' })
export class DismissTransactionInput {
  @Field(() => ID, { description: 'The bank transaction.' })
  transactionId!: string

  @Field(() => String, { description: 'Why; at most 1,000 characters.' })
  reason!: string
}

@InputType({ description: 'Dismissed money that shall wait again.' })
export class RestoreTransactionInput {
  @Field(() => ID, { description: 'The bank transaction.' })
  transactionId!: string
}

@ObjectType({ description: 'The bank transaction after the change, or why it was refused.' })
export class TransactionPayload {
  @Field(() => BankTransactionType, { nullable: true, description: 'The transaction.' })
  transaction!: BankTransactionType | null

  @Field(() => UserErrorType, {
    nullable: true,
    description: 'For example NOT_WAITING, EXCEEDS_TRANSACTION, EXCEEDS_OPEN or SETTLEMENT_UNDECIDED.',
  })
  error!: UserErrorType | null
}

@Resolver(() => MatchSuggestionType)
export class MatchingResolver {
  readonly #matching: Matching
  readonly #service: ServicePort

  constructor(matching: Matching, service: ServicePort) {
    this.#matching = matching
    this.#service = service
  }

  @Query(() => [MatchSuggestionType], {
    description:
      'Invoices that the waiting money of a bank transaction may be for, the likeliest first; at most eight.',
  })
  async matchSuggestions(
    @Ctx() context: OperationContext,
    @Arg('transactionId', () => ID, { description: 'The bank transaction.' }) transactionId: string,
  ): Promise<MatchSuggestionType[]> {
    requireUser(context.scope)
    const { companyId, id } = readId('BankTransaction', transactionId)
    const unit = await context.unit()
    const transaction = await findTransaction(unit, companyId, id)
    if (!transaction) throw new NotFound('There is no such bank transaction.')
    const open = await findCandidates(unit, companyId, transaction)
    const served = open.filter((one) => one.inService).map((one) => one.id)
    const balances = await this.#service.balancesOf(unit, companyId, served)
    const candidates = open.map((one) => ({ ...one, balance: balances.get(one.id) ?? null }))
    return suggest({ ...transaction, amount: transaction.unallocated }, candidates).map((one) => ({
      companyId,
      invoiceId: one.invoiceId,
      amount: showCents(one.amount, transaction.currency),
      grounds: one.grounds,
    }))
  }

  @FieldResolver(() => SalesInvoiceType, { description: 'The invoice.' })
  async invoice(
    @Root() { companyId, invoiceId }: MatchSuggestionType,
    @Ctx() context: OperationContext,
  ): Promise<SalesInvoiceType> {
    const invoice = await context.load(salesInvoiceById, { companyId, id: invoiceId })
    if (!invoice) throw new NotFound('There is no such invoice.')
    return invoice
  }

  @Mutation(() => TransactionPayload, {
    description: 'Places waiting money on invoices by hand. The agency hears of it as of money that came by itself.',
  })
  async matchTransaction(
    @Ctx() context: OperationContext,
    @Arg('input', () => MatchTransactionInput, { description: 'The money and the invoices.' })
    input: MatchTransactionInput,
  ): Promise<TransactionPayload> {
    const { companyId, id: transactionId } = readId('BankTransaction', input.transactionId)
    const allocations = input.allocations.map(({ invoiceId, amount }) => {
      const invoice = readId('SalesInvoice', invoiceId)
      if (invoice.companyId !== companyId) throw new NotFound('There is no such invoice.')
      return { invoiceId: invoice.id, amount }
    })
    const { settlement = null, idempotencyKey } = input
    const match = { companyId, transactionId, allocations, settlement, idempotencyKey }
    return payload(context, companyId, await this.#matching.match(context.scope, match))
  }

  @Mutation(() => TransactionPayload, { description: 'Says that waiting money pays no invoice; it stops waiting.' })
  async dismissTransaction(
    @Ctx() context: OperationContext,
    @Arg('input', () => DismissTransactionInput, { description: 'The money and the reason.' })
    input: DismissTransactionInput,
  ): Promise<TransactionPayload> {
    const { companyId, id: transactionId } = readId('BankTransaction', input.transactionId)
    const dismissed = await this.#matching.dismiss(context.scope, { companyId, transactionId }, input.reason)
    return payload(context, companyId, dismissed)
  }

  @Mutation(() => TransactionPayload, { description: 'Takes a dismissal back: the money waits for a person again.' })
  async restoreTransaction(
    @Ctx() context: OperationContext,
    @Arg('input', () => RestoreTransactionInput, { description: 'The money.' }) input: RestoreTransactionInput,
  ): Promise<TransactionPayload> {
    const { companyId, id: transactionId } = readId('BankTransaction', input.transactionId)
    return payload(context, companyId, await this.#matching.restore(context.scope, { companyId, transactionId }))
  }
}

async function payload(
  context: OperationContext,
  companyId: bigint,
  result: Result<bigint>,
): Promise<TransactionPayload> {
  if (!result.ok) return { transaction: null, error: showRefusal(result.error) }
  const transaction = await context.load(bankTransactionById, { companyId, id: result.value })
  return { transaction: transaction ?? null, error: null }
}

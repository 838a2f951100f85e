import { Arg, Ctx, Field, FieldResolver, ID, InputType, Int, Query, Resolver, Root } from 'type-graphql'
import { CompanyType } from '../../access/company.type.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { NotFound } from '../../kernel/result.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { AFTER, type ConnectionOf, FIRST, readPage, showPage } from '../../platform/graphql/paging.ts'
import { DateScalar } from '../../platform/graphql/scalars.ts'
import type { BankTransactionState } from '../bank/bankMatching.ts'
import { companyOf, companyOrAll, requireCompany } from '../invoice/salesInvoice.resolver.ts'
import { SalesInvoiceType } from '../invoice/salesInvoice.type.ts'
import { BankTransactionStateEnum, PaymentKindEnum } from '../ledger.enums.ts'
import {
  bankStatementById,
  bankTransactionById,
  paymentById,
  paymentsOfTransaction,
  salesInvoiceById,
} from '../ledger.loader.ts'
import type { PaymentKind } from './booking.ts'
import { listBankTransactions, listPayments } from './payment.store.ts'
import {
  BankStatementType,
  BankTransactionConnection,
  BankTransactionType,
  PaymentConnection,
  PaymentType,
  showBankTransaction,
  showPayment,
} from './payment.type.ts'

@InputType('PaymentFilter', { description: 'What payments to list; every condition must hold.' })
export class PaymentFilterInput {
  @Field(() => PaymentKindEnum, { nullable: true, description: 'Of one kind.' })
  kind?: PaymentKind | null

  @Field(() => Boolean, { nullable: true, description: 'Whether the invoice is or has been in the service.' })
  inService?: boolean | null

  @Field(() => String, {
    nullable: true,
    description: "An invoice's number or reference, a credit note's number, or part of the payer's name.",
  })
  search?: string | null

  @Field(() => DateScalar, { nullable: true, description: 'Paid on this day or later.' })
  from?: CalendarDate | null

  @Field(() => DateScalar, { nullable: true, description: 'Paid on this day or earlier.' })
  to?: CalendarDate | null
}

@Resolver(() => PaymentType)
export class PaymentResolver {
  @Query(() => PaymentConnection, { description: 'The payments of a company, or of all within reach; newest first.' })
  async payments(
    @Ctx() context: OperationContext,
    @Arg('companyId', () => ID, { nullable: true, description: 'The company; without it, every company within reach.' })
    companyId: string | undefined,
    @Arg('first', () => Int, { defaultValue: 50, ...FIRST }) first: number,
    @Arg('after', () => String, AFTER) after: string | undefined,
    @Arg('filter', () => PaymentFilterInput, { nullable: true, description: 'Which ones.' }) filter:
      | PaymentFilterInput
      | undefined,
  ): Promise<ConnectionOf<PaymentType>> {
    const company = await companyOrAll(context, companyId)
    const page = readPage({ first, after }, 2)
    const rows = await listPayments(await context.unit(), company, filter ?? {}, page)
    return showPage(rows, page, showPayment, (row) => [row.paidOn, row.id])
  }

  @FieldResolver(() => CompanyType, { description: 'The company that was paid.' })
  company(@Root() { companyId }: PaymentType, @Ctx() context: OperationContext): Promise<CompanyType> {
    return companyOf(context, companyId)
  }

  @FieldResolver(() => SalesInvoiceType, { description: 'The invoice it is booked on.' })
  async invoice(
    @Root() { companyId, invoiceId }: PaymentType,
    @Ctx() context: OperationContext,
  ): Promise<SalesInvoiceType> {
    const invoice = await context.load(salesInvoiceById, { companyId, id: invoiceId })
    if (!invoice) throw new NotFound('There is no such invoice.')
    return invoice
  }

  @FieldResolver(() => PaymentType, { nullable: true, description: 'The payment that this counter-entry takes back.' })
  async reverses(
    @Root() { companyId, reversesId }: PaymentType,
    @Ctx() context: OperationContext,
  ): Promise<PaymentType | null> {
    if (reversesId === null) return null
    return (await context.load(paymentById, { companyId, id: reversesId })) ?? null
  }

  @FieldResolver(() => BankTransactionType, {
    nullable: true,
    description: 'The bank transaction that brought it; null when it was registered otherwise.',
  })
  async bankTransaction(
    @Root() { companyId, bankTransactionId }: PaymentType,
    @Ctx() context: OperationContext,
  ): Promise<BankTransactionType | null> {
    if (bankTransactionId === null) return null
    return (await context.load(bankTransactionById, { companyId, id: bankTransactionId })) ?? null
  }
}

@Resolver(() => BankTransactionType)
export class BankTransactionResolver {
  @Query(() => BankTransactionConnection, { description: "A company's bank transactions, newest first." })
  async bankTransactions(
    @Ctx() context: OperationContext,
    @Arg('companyId', () => ID, { description: 'The company.' }) companyId: string,
    @Arg('first', () => Int, { defaultValue: 50, ...FIRST }) first: number,
    @Arg('after', () => String, AFTER) after: string | undefined,
    @Arg('state', () => BankTransactionStateEnum, { nullable: true, description: 'In one state.' }) state:
      | BankTransactionState
      | undefined,
  ): Promise<ConnectionOf<BankTransactionType>> {
    const company = await requireCompany(context, companyId)
    const page = readPage({ first, after }, 2)
    const rows = await listBankTransactions(await context.unit(), company, state ?? null, page)
    return showPage(rows, page, showBankTransaction, (row) => [row.bookedOn, row.id])
  }

  @FieldResolver(() => [PaymentType], { description: 'What it paid or took back.' })
  payments(
    @Root() { companyId, transactionId }: BankTransactionType,
    @Ctx() context: OperationContext,
  ): Promise<PaymentType[]> {
    return context.load(paymentsOfTransaction, { companyId, id: transactionId })
  }

  @FieldResolver(() => BankStatementType, { description: 'The statement, notification or list that brought it first.' })
  async statement(
    @Root() { companyId, statementRowId }: BankTransactionType,
    @Ctx() context: OperationContext,
  ): Promise<BankStatementType> {
    const statement = await context.load(bankStatementById, { companyId, id: statementRowId })
    if (!statement) throw new NotFound('There is no such statement.')
    return statement
  }
}

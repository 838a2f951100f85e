import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import { companyById, standingIn, userNameIn } from '../../access/access.loader.ts'
import { CompanyType } from '../../access/company.type.ts'
import { requireUser } from '../../access/signedIn.ts'
import { NotFound } from '../../kernel/result.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { showCents } from '../../platform/graphql/money.type.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { AFTER, type ConnectionOf, FIRST, readPage, showPage } from '../../platform/graphql/paging.ts'
import { CustomerType } from '../customer/customer.type.ts'
import { type SalesInvoiceSort, SalesInvoiceSortEnum } from '../ledger.enums.ts'
import { bankAccountsOf, customerById, historyOf, paymentsOfInvoice, salesInvoiceById } from '../ledger.loader.ts'
import { PaymentType } from '../payment/payment.type.ts'
import { invoiceFilter, SalesInvoiceFilterInput } from './salesInvoice.input.ts'
import { cursorKey, cursorParts } from './salesInvoice.order.ts'
import { invoiceSectionsOf, listSalesInvoices, totalSalesInvoices } from './salesInvoice.store.ts'
import {
  InvoiceSectionType,
  SalesInvoiceConnection,
  SalesInvoiceTotalType,
  SalesInvoiceType,
  StatusChangeType,
  showSalesInvoice,
} from './salesInvoice.type.ts'

/** Checks that the viewer may read a company named in an argument; one out of reach does not exist. */
export async function requireCompany(context: OperationContext, id: string): Promise<bigint> {
  requireUser(context.scope)
  const companyId = readId('Company', id).id
  const { rights } = await context.load(standingIn, companyId)
  if (!rights.has('READ')) throw new NotFound('There is no such company.')
  return companyId
}

/** As `requireCompany`; null when no company was named: all within reach, to which row security narrows. */
export async function companyOrAll(context: OperationContext, id: string | undefined): Promise<bigint | null> {
  requireUser(context.scope)
  return id == null ? null : requireCompany(context, id)
}

/** The company of a row that the viewer was allowed to read. */
export async function companyOf(context: OperationContext, companyId: bigint): Promise<CompanyType> {
  const company = await context.load(companyById, companyId)
  if (!company) throw new NotFound('There is no such company.')
  return company
}

@Resolver(() => SalesInvoiceType)
export class SalesInvoiceResolver {
  @Query(() => SalesInvoiceConnection, { description: "A company's sales invoices." })
  async salesInvoices(
    @Ctx() context: OperationContext,
    @Arg('companyId', () => ID, { description: 'The company.' }) companyId: string,
    @Arg('first', () => Int, { defaultValue: 50, ...FIRST }) first: number,
    @Arg('after', () => String, AFTER) after: string | undefined,
    @Arg('filter', () => SalesInvoiceFilterInput, { nullable: true, description: 'Which ones.' })
    filter: SalesInvoiceFilterInput | undefined,
    @Arg('sort', () => SalesInvoiceSortEnum, { defaultValue: 'DUE_DATE', description: 'In what order.' })
    sort: SalesInvoiceSort,
  ): Promise<ConnectionOf<SalesInvoiceType>> {
    const company = await requireCompany(context, companyId)
    const page = readPage({ first, after }, cursorParts(sort))
    const conditions = invoiceFilter(company, filter)
    const rows = await listSalesInvoices(await context.unit(), company, conditions, sort, page, context.today)
    return showPage(rows, page, (row) => showSalesInvoice(row, context.today), cursorKey(sort))
  }

  @Query(() => [SalesInvoiceTotalType], {
    description: 'How many invoices a filter finds and what they come to, once per currency in use.',
  })
  async salesInvoiceTotals(
    @Ctx() context: OperationContext,
    @Arg('companyId', () => ID, { description: 'The company.' }) companyId: string,
    @Arg('filter', () => SalesInvoiceFilterInput, { nullable: true, description: 'Which ones.' })
    filter: SalesInvoiceFilterInput | undefined,
  ): Promise<SalesInvoiceTotalType[]> {
    const company = await requireCompany(context, companyId)
    const conditions = invoiceFilter(company, filter)
    const totals = await totalSalesInvoices(await context.unit(), company, conditions, context.today)
    return totals.map(({ count, total, open, currency }) => ({
      count,
      total: showCents(total, currency),
      open: showCents(open, currency),
    }))
  }

  @Query(() => SalesInvoiceType, {
    nullable: true,
    description: 'One invoice; null when there is none that the viewer may see.',
  })
  async salesInvoice(
    @Ctx() context: OperationContext,
    @Arg('id', () => ID, { description: "The invoice's id." }) id: string,
  ): Promise<SalesInvoiceType | null> {
    requireUser(context.scope)
    return (await context.load(salesInvoiceById, readId('SalesInvoice', id))) ?? null
  }

  @FieldResolver(() => CompanyType, { description: 'The company whose invoice it is.' })
  company(@Root() { companyId }: SalesInvoiceType, @Ctx() context: OperationContext): Promise<CompanyType> {
    return companyOf(context, companyId)
  }

  @FieldResolver(() => CustomerType, { description: 'The customer.' })
  async customer(
    @Root() { companyId, customerId }: SalesInvoiceType,
    @Ctx() context: OperationContext,
  ): Promise<CustomerType> {
    const customer = await context.load(customerById, { companyId, id: customerId })
    if (!customer) throw new NotFound('There is no such customer.')
    return customer
  }

  @FieldResolver(() => [StatusChangeType], { description: 'Every change of its collection status, oldest first.' })
  history(
    @Root() { companyId, invoiceId }: SalesInvoiceType,
    @Ctx() context: OperationContext,
  ): Promise<StatusChangeType[]> {
    return context.load(historyOf, { companyId, id: invoiceId })
  }

  @FieldResolver(() => [PaymentType], { description: 'Its payments, credits and counter-entries, oldest first.' })
  payments(
    @Root() { companyId, invoiceId }: SalesInvoiceType,
    @Ctx() context: OperationContext,
  ): Promise<PaymentType[]> {
    return context.load(paymentsOfInvoice, { companyId, id: invoiceId })
  }
}

@Resolver(() => StatusChangeType)
export class StatusChangeResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'Name of the person who made the change; null when rules or the agency did.',
  })
  async by(@Root() { companyId, userId }: StatusChangeType, @Ctx() context: OperationContext): Promise<string | null> {
    if (userId === null) return null
    return (await context.load(userNameIn, { companyId, userId })) ?? null
  }
}

@Resolver(() => CompanyType)
export class CompanyLedgerResolver {
  @FieldResolver(() => [String], {
    description: 'Accounts that its invoices ask to be paid to: bank files of these are taken in.',
  })
  bankAccounts(@Root() { companyId }: CompanyType, @Ctx() context: OperationContext): Promise<string[]> {
    return context.load(bankAccountsOf, companyId)
  }

  @FieldResolver(() => [InvoiceSectionType], {
    description: 'The sections of its open sales invoices, always all four, once per currency in use.',
  })
  invoiceSections(@Root() { companyId }: CompanyType, @Ctx() context: OperationContext): Promise<InvoiceSectionType[]> {
    return context.load(invoiceSectionsOf, companyId)
  }
}

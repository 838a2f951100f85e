import { Arg, Ctx, Field, FieldResolver, ID, InputType, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
import { companyById } from '../../access/access.loader.ts'
import { CompanyType } from '../../access/company.type.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Result } from '../../kernel/result.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { DateScalar } from '../../platform/graphql/scalars.ts'
import { showRefusal, UserErrorType } from '../../platform/graphql/userError.type.ts'
import { auxiliaryNamesOf, salesInvoiceById } from '../ledger.loader.ts'
import type { InvoiceChanges } from './invoiceChange.service.ts'
import { SalesInvoiceType } from './salesInvoice.type.ts'

@InputType({ description: 'A new due date.' })
export class ChangeDueDateInput {
  @Field(() => ID, { description: 'The invoice.' })
  invoiceId!: string

  @Field(() => DateScalar, { description: 'The new due date.' })
  dueOn!: CalendarDate

  @Field(() => String, { description: 'Why; it stands in the history. At most 1,000 characters.' })
  reason!: string
}

@InputType({ description: 'What is unpaid, to be written off.' })
export class BookCreditLossInput {
  @Field(() => ID, { description: 'The invoice.' })
  invoiceId!: string

  @Field(() => DateScalar, { nullable: true, description: 'The day of the write-off; today when left out.' })
  on?: CalendarDate | null

  @Field(() => String, { description: 'Why; at most 1,000 characters.' })
  reason!: string
}

@InputType({ description: 'The auxiliary name that letters show beside the official one.' })
export class SetAuxiliaryNameInput {
  @Field(() => ID, { description: 'The invoice.' })
  invoiceId!: string

  @Field(() => String, { nullable: true, description: 'One of the company’s auxiliary names; null: none.' })
  name?: string | null
}

@ObjectType({ description: 'The invoice after the change, or why it was refused.' })
export class InvoiceChangePayload {
  @Field(() => SalesInvoiceType, { nullable: true, description: 'The invoice.' })
  invoice!: SalesInvoiceType | null

  @Field(() => UserErrorType, {
    nullable: true,
    description: 'For example NOTHING_OPEN, CREDIT_LOSS_NEEDS_ANSWER, NAME_NOT_REGISTERED or IN_SERVICE.',
  })
  error!: UserErrorType | null
}

@InputType({ description: 'An auxiliary business name of a company.' })
export class AuxiliaryNameInput {
  @Field(() => ID, { description: 'The company.' })
  companyId!: string

  @Field(() => String, { description: 'The name, as registered.' })
  name!: string
}

@ObjectType({ description: 'The company with its auxiliary names, or why the change was refused.' })
export class AuxiliaryNamePayload {
  @Field(() => CompanyType, { nullable: true, description: 'The company.' })
  company!: CompanyType | null

  @Field(() => UserErrorType, { nullable: true, description: 'NAME_MISSING or NAME_NOT_REGISTERED.' })
  error!: UserErrorType | null
}

@Resolver(() => CompanyType)
export class InvoiceChangeResolver {
  readonly #changes: InvoiceChanges

  constructor(changes: InvoiceChanges) {
    this.#changes = changes
  }

  @FieldResolver(() => [String], {
    description: 'Auxiliary business names (aputoiminimi, bifirma) that its invoices may bear, by name.',
  })
  auxiliaryNames(@Root() { companyId }: CompanyType, @Ctx() context: OperationContext): Promise<string[]> {
    return context.load(auxiliaryNamesOf, companyId)
  }

  @Mutation(() => InvoiceChangePayload, {
    description: 'Moves the due date of an invoice. In the service the agency is told, and takes back interest for it.',
  })
  async changeDueDate(
    @Ctx() context: OperationContext,
    @Arg('input', () => ChangeDueDateInput, { description: 'The new due date.' }) input: ChangeDueDateInput,
  ): Promise<InvoiceChangePayload> {
    const { companyId, id: invoiceId } = readId('SalesInvoice', input.invoiceId)
    const key = { companyId, invoiceId }
    return showChanged(
      context,
      companyId,
      await this.#changes.changeDueDate(context.scope, key, input.dueOn, input.reason),
    )
  }

  @Mutation(() => InvoiceChangePayload, {
    description:
      "Writes off what is unpaid. Refused while the invoice is in the service: there the agency's answer to `requestCreditLoss` books it.",
  })
  async bookCreditLoss(
    @Ctx() context: OperationContext,
    @Arg('input', () => BookCreditLossInput, { description: 'The write-off.' }) input: BookCreditLossInput,
  ): Promise<InvoiceChangePayload> {
    const { companyId, id: invoiceId } = readId('SalesInvoice', input.invoiceId)
    const key = { companyId, invoiceId }
    const on = input.on ?? context.today
    return showChanged(context, companyId, await this.#changes.bookCreditLoss(context.scope, key, on, input.reason))
  }

  @Mutation(() => InvoiceChangePayload, {
    description: 'Chooses the auxiliary name of an invoice that is not in the service.',
  })
  async setAuxiliaryName(
    @Ctx() context: OperationContext,
    @Arg('input', () => SetAuxiliaryNameInput, { description: 'The name.' }) input: SetAuxiliaryNameInput,
  ): Promise<InvoiceChangePayload> {
    const { companyId, id: invoiceId } = readId('SalesInvoice', input.invoiceId)
    const key = { companyId, invoiceId }
    return showChanged(context, companyId, await this.#changes.setAuxiliaryName(context.scope, key, input.name ?? null))
  }

  @Mutation(() => AuxiliaryNamePayload, { description: 'Adds an auxiliary name to those its invoices may bear.' })
  async registerAuxiliaryName(
    @Ctx() context: OperationContext,
    @Arg('input', () => AuxiliaryNameInput, { description: 'The name.' }) input: AuxiliaryNameInput,
  ): Promise<AuxiliaryNamePayload> {
    const companyId = readId('Company', input.companyId).id
    const registered = await this.#changes.registerName(context.scope, companyId, input.name)
    return companyPayload(context, companyId, registered)
  }

  @Mutation(() => AuxiliaryNamePayload, {
    description: 'Takes an auxiliary name from those its invoices may bear; invoices that bear it keep it.',
  })
  async removeAuxiliaryName(
    @Ctx() context: OperationContext,
    @Arg('input', () => AuxiliaryNameInput, { description: 'The name.' }) input: AuxiliaryNameInput,
  ): Promise<AuxiliaryNamePayload> {
    const companyId = readId('Company', input.companyId).id
    return companyPayload(context, companyId, await this.#changes.removeName(context.scope, companyId, input.name))
  }
}

/** The invoice as it is after a change. */
export async function showChanged(
  context: OperationContext,
  companyId: bigint,
  result: Result<bigint>,
): Promise<InvoiceChangePayload> {
  if (!result.ok) return { invoice: null, error: showRefusal(result.error) }
  return { invoice: (await context.load(salesInvoiceById, { companyId, id: result.value })) ?? null, error: null }
}

async function companyPayload(
  context: OperationContext,
  companyId: bigint,
  result: Result<string>,
): Promise<AuxiliaryNamePayload> {
  if (!result.ok) return { company: null, error: showRefusal(result.error) }
  return { company: (await context.load(companyById, companyId)) ?? null, error: null }
}

import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { companyById, standingIn } from '../../access/access.loader.ts'
import { CompanyType } from '../../access/company.type.ts'
import { requireUser } from '../../access/signedIn.ts'
import type { Result } from '../../kernel/result.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { BadInput } from '../../platform/graphql/inputError.ts'
import { MoneyType } from '../../platform/graphql/money.type.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { AFTER, type ConnectionOf, FIRST, readPage, showPage } from '../../platform/graphql/paging.ts'
import { RefusalType, showRefusal } from '../../platform/graphql/userError.type.ts'
import { companyOf, requireCompany } from '../invoice/salesInvoice.resolver.ts'
import { contactPersonsOf, customerById } from '../ledger.loader.ts'
import {
  CustomerFilterInput,
  CustomerPayload,
  cardChange,
  RemoveContactPersonInput,
  SaveContactPersonInput,
  SetDefaultContactPersonInput,
  SetSalesSettingInput,
  SetSalesSettingPayload,
  UpdateCustomerInput,
} from './customer.input.ts'
import type { CustomerCards } from './customer.service.ts'
import { fetchesContactPerson, listCustomers, openOfCustomer } from './customer.store.ts'
import { customerProblems } from './customer.ts'
import { ContactPersonType, CustomerConnection, CustomerType, showCustomer } from './customer.type.ts'

const keyOf = ({ companyId, customerId }: CustomerType) => ({ companyId, id: customerId })

@Resolver(() => CustomerType)
export class CustomerResolver {
  readonly #cards: CustomerCards

  constructor(cards: CustomerCards) {
    this.#cards = cards
  }

  @Query(() => CustomerConnection, { description: "A company's customers in the order of their names." })
  async customers(
    @Ctx() context: OperationContext,
    @Arg('companyId', () => ID, { description: 'The company.' }) companyId: string,
    @Arg('first', () => Int, { defaultValue: 50, ...FIRST }) first: number,
    @Arg('after', () => String, AFTER) after: string | undefined,
    @Arg('filter', () => CustomerFilterInput, { nullable: true, description: 'Which ones.' })
    filter: CustomerFilterInput | undefined,
  ): Promise<ConnectionOf<CustomerType>> {
    const company = await requireCompany(context, companyId)
    const page = readPage({ first, after }, 2)
    if (page.after && !/^\d{1,18}$/.test(page.after[1] ?? ''))
      throw new BadInput('`after` is not a cursor of this list.')
    const rows = await listCustomers(await context.unit(), company, filter ?? {}, page)
    return showPage(rows, page, showCustomer, (row) => [row.name, row.id])
  }

  @Query(() => CustomerType, {
    nullable: true,
    description: 'One customer; null when there is none that the viewer may see.',
  })
  async customer(
    @Ctx() context: OperationContext,
    @Arg('id', () => ID, { description: "The customer's id." }) id: string,
  ): Promise<CustomerType | null> {
    requireUser(context.scope)
    return (await context.load(customerById, readId('Customer', id))) ?? null
  }

  @Mutation(() => CustomerPayload, {
    description: 'Changes a customer card. What a person has set is not changed by later imports.',
  })
  async updateCustomer(
    @Ctx() context: OperationContext,
    @Arg('input', () => UpdateCustomerInput, { description: 'The change.' }) input: UpdateCustomerInput,
  ): Promise<CustomerPayload> {
    const key = readId('Customer', input.customerId)
    return showCard(context, key.companyId, await this.#cards.update(context.scope, key, cardChange(input)))
  }

  @Mutation(() => CustomerPayload, {
    description: "Adds a contact person to a customer, or changes one. A customer's first one becomes the default.",
  })
  async saveContactPerson(
    @Ctx() context: OperationContext,
    @Arg('input', () => SaveContactPersonInput, { description: 'The person.' }) input: SaveContactPersonInput,
  ): Promise<CustomerPayload> {
    const { customerId, contactPersonId, name, phone = null, email = null } = input
    if (contactPersonId && !customerId) {
      const person = readId('ContactPerson', contactPersonId)
      const changed = await this.#cards.changeContact(context.scope, person, { name, phone, email })
      return showCard(context, person.companyId, changed)
    }
    if (contactPersonId || !customerId) throw new BadInput('Give either `customerId`, or `contactPersonId`.')
    const customer = readId('Customer', customerId)
    const added = await this.#cards.addContact(context.scope, customer, { name, phone, email })
    return showCard(context, customer.companyId, added)
  }

  @Mutation(() => CustomerPayload, {
    description: 'Takes a contact person away. When it was the default one, the oldest of the others becomes it.',
  })
  async removeContactPerson(
    @Ctx() context: OperationContext,
    @Arg('input', () => RemoveContactPersonInput, { description: 'The person.' }) input: RemoveContactPersonInput,
  ): Promise<CustomerPayload> {
    const person = readId('ContactPerson', input.contactPersonId)
    return showCard(context, person.companyId, await this.#cards.removeContact(context.scope, person))
  }

  @Mutation(() => CustomerPayload, { description: 'Chooses the contact person that new invoices carry.' })
  async setDefaultContactPerson(
    @Ctx() context: OperationContext,
    @Arg('input', () => SetDefaultContactPersonInput, { description: 'The person.' })
    input: SetDefaultContactPersonInput,
  ): Promise<CustomerPayload> {
    const person = readId('ContactPerson', input.contactPersonId)
    return showCard(context, person.companyId, await this.#cards.setDefaultContact(context.scope, person))
  }

  @Mutation(() => SetSalesSettingPayload, { description: "Changes a company's settings of sales." })
  async setSalesSetting(
    @Ctx() context: OperationContext,
    @Arg('input', () => SetSalesSettingInput, { description: 'The settings.' }) input: SetSalesSettingInput,
  ): Promise<SetSalesSettingPayload> {
    const companyId = readId('Company', input.companyId).id
    const result = await this.#cards.setSalesSetting(context.scope, companyId, input.fetchContactPerson)
    if (!result.ok) return { company: null, error: showRefusal(result.error) }
    return { company: (await context.load(companyById, companyId)) ?? null, error: null }
  }

  @FieldResolver(() => CompanyType, { description: 'The company whose customer it is.' })
  company(@Root() { companyId }: CustomerType, @Ctx() context: OperationContext): Promise<CompanyType> {
    return companyOf(context, companyId)
  }

  @FieldResolver(() => [ContactPersonType], { description: 'People to speak to, the default one first.' })
  contactPersons(@Root() customer: CustomerType, @Ctx() context: OperationContext): Promise<ContactPersonType[]> {
    return context.load(contactPersonsOf, keyOf(customer))
  }

  @FieldResolver(() => [RefusalType], {
    description:
      'What it lacks that will hurt collection, each with what to do: ADDRESS_MISSING, ADDRESS_INCOMPLETE, CONTACT_MISSING, CONSUMER_ASSUMED, BUSINESS_ID_MISSING, LANGUAGE_ASSUMED.',
  })
  problems(@Root() customer: CustomerType): RefusalType[] {
    const language = customer.language.toLowerCase() as 'fi' | 'sv' | 'en'
    return customerProblems({ ...customer, language }).map(showRefusal)
  }

  @FieldResolver(() => Int, { description: 'How many invoices it has open.' })
  async openInvoices(@Root() customer: CustomerType, @Ctx() context: OperationContext): Promise<number> {
    return (await context.load(openOfCustomer, keyOf(customer))).count
  }

  @FieldResolver(() => [MoneyType], { description: 'What it has open, per currency; empty for nothing.' })
  async open(@Root() customer: CustomerType, @Ctx() context: OperationContext): Promise<readonly MoneyType[]> {
    return (await context.load(openOfCustomer, keyOf(customer))).open
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may edit the card.' })
  async viewerCanEdit(@Root() { companyId }: CustomerType, @Ctx() context: OperationContext): Promise<boolean> {
    return (await context.load(standingIn, companyId)).rights.has('EDIT_CUSTOMERS')
  }
}

/** The customer as it is after a change. */
export async function showCard(
  context: OperationContext,
  companyId: bigint,
  result: Result<bigint>,
): Promise<CustomerPayload> {
  if (!result.ok) return { customer: null, error: showRefusal(result.error) }
  return { customer: (await context.load(customerById, { companyId, id: result.value })) ?? null, error: null }
}

@Resolver(() => CompanyType)
export class SalesSettingResolver {
  @FieldResolver(() => Boolean, {
    description: "Whether invoices that come without a contact person get the customer's default one.",
  })
  fetchContactPerson(@Root() { companyId }: CompanyType, @Ctx() context: OperationContext): Promise<boolean> {
    return context.load(fetchesContactPerson, companyId)
  }
}

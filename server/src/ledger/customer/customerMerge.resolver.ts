import { Arg, Ctx, Field, FieldResolver, ID, InputType, Mutation, Resolver, Root } from 'type-graphql'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { BadInput } from '../../platform/graphql/inputError.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { CustomerPayload } from './customer.input.ts'
import { showCard } from './customer.resolver.ts'
import { CustomerType, showCustomer } from './customer.type.ts'
import type { CustomerMerge } from './customerMerge.service.ts'
import { sameBusinessIdOf } from './customerMerge.store.ts'

@InputType({ description: 'Two cards of one customer.' })
export class MergeCustomersInput {
  @Field(() => ID, { description: 'The card that stays.' })
  customerId!: string

  @Field(() => ID, { description: 'The card of the same company that goes into it.' })
  mergedId!: string
}

@Resolver(() => CustomerType)
export class CustomerMergeResolver {
  readonly #merge: CustomerMerge

  constructor(merge: CustomerMerge) {
    this.#merge = merge
  }

  @FieldResolver(() => [CustomerType], {
    description: 'Other cards of the company with the same business ID, the oldest first: they can be merged into it.',
  })
  async sameBusinessId(
    @Root() { companyId, customerId }: CustomerType,
    @Ctx() context: OperationContext,
  ): Promise<CustomerType[]> {
    return (await context.load(sameBusinessIdOf, { companyId, id: customerId })).map(showCustomer)
  }

  @Mutation(() => CustomerPayload, {
    description:
      'Merges two cards with one business ID: invoices and contact persons move to the one that stays, which takes what it lacks from the other, and imports that knew the other find it. Refused (CUSTOMER_IN_SERVICE) while the service has an invoice of the card that would go. It cannot be undone.',
  })
  async mergeCustomers(
    @Ctx() context: OperationContext,
    @Arg('input', () => MergeCustomersInput, { description: 'The cards.' }) input: MergeCustomersInput,
  ): Promise<CustomerPayload> {
    const { companyId, id: keepId } = readId('Customer', input.customerId)
    const gone = readId('Customer', input.mergedId)
    if (gone.companyId !== companyId) throw new BadInput('Both cards are of one company.')
    const merged = await this.#merge.merge(context.scope, { companyId, keepId, goneId: gone.id })
    return showCard(context, companyId, merged)
  }
}

import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { BadInput } from '../../platform/graphql/inputError.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { InvoiceChangePayload, showChanged } from '../invoice/invoiceChange.resolver.ts'
import { SalesInvoiceType } from '../invoice/salesInvoice.type.ts'
import { salesInvoiceById } from '../ledger.loader.ts'
import { NetvisorConnectionType } from './netvisor.type.ts'
import { differenceOfInvoice, differencesOf } from './netvisorChange.store.ts'
import type { NetvisorDecisions } from './netvisorDecision.service.ts'
import { DecideNetvisorChangeInput, NetvisorDifferenceType, showDifference } from './netvisorDifference.type.ts'

@Resolver(() => NetvisorDifferenceType)
export class NetvisorDifferenceResolver {
  readonly #decisions: NetvisorDecisions

  constructor(decisions: NetvisorDecisions) {
    this.#decisions = decisions
  }

  @Mutation(() => InvoiceChangePayload, {
    description:
      'Decides on a change in Netvisor that the books did not take over by themselves: they take it, or keep what they have.',
  })
  async decideNetvisorChange(
    @Ctx() context: OperationContext,
    @Arg('input', () => DecideNetvisorChangeInput, { description: 'The decision.' }) input: DecideNetvisorChangeInput,
  ): Promise<InvoiceChangePayload> {
    const companyId = readId('Company', input.companyId).id
    if (!/^[0-9]{1,18}$/.test(input.netvisorKey)) throw new BadInput('A key of Netvisor is a whole number.')
    const key = BigInt(input.netvisorKey)
    const decided = await this.#decisions.decide(context.scope, { companyId, key, takeOver: input.takeOver })
    return showChanged(context, companyId, decided)
  }

  @FieldResolver(() => SalesInvoiceType, { description: 'The invoice in the books.' })
  async invoice(
    @Root() { companyId, invoiceId }: NetvisorDifferenceType,
    @Ctx() context: OperationContext,
  ): Promise<SalesInvoiceType> {
    return (await context.load(salesInvoiceById, { companyId, id: invoiceId })) as SalesInvoiceType
  }
}

@Resolver(() => NetvisorConnectionType)
export class NetvisorDifferencesResolver {
  @FieldResolver(() => [NetvisorDifferenceType], {
    description: 'Changes of invoices in Netvisor that wait for a person, the oldest first, at most 50.',
  })
  async differences(
    @Root() { companyId }: NetvisorConnectionType,
    @Ctx() context: OperationContext,
  ): Promise<NetvisorDifferenceType[]> {
    return (await context.load(differencesOf, companyId)).map(showDifference)
  }
}

@Resolver(() => SalesInvoiceType)
export class InvoiceDifferenceResolver {
  @FieldResolver(() => NetvisorDifferenceType, {
    nullable: true,
    description: 'A change of the invoice in Netvisor that waits for a person; null when there is none.',
  })
  async netvisorDifference(
    @Root() { companyId, invoiceId }: SalesInvoiceType,
    @Ctx() context: OperationContext,
  ): Promise<NetvisorDifferenceType | null> {
    const found = await context.load(differenceOfInvoice, { companyId, id: invoiceId })
    return found ? showDifference(found) : null
  }
}

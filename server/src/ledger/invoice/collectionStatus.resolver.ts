import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import { requireUser } from '../../access/signedIn.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { showRefusal } from '../../platform/graphql/userError.type.ts'
import { salesInvoiceById } from '../ledger.loader.ts'
import {
  CollectionStatusChange,
  SetDisputedInput,
  SetDisputedPayload,
  showAnswers,
  statusWish,
  UpdateCollectionStatusesInput,
  UpdateCollectionStatusesPayload,
  UpdateCollectionStatusInput,
  UpdateCollectionStatusPayload,
} from './collectionStatus.input.ts'
import type { Disputes } from './dispute.service.ts'
import { invoiceSelection } from './salesInvoice.input.ts'
import { SalesInvoiceType } from './salesInvoice.type.ts'
import type { StatusUpdate } from './statusUpdate.service.ts'

@Resolver(() => CollectionStatusChange)
export class CollectionStatusResolver {
  readonly #statuses: StatusUpdate
  readonly #disputes: Disputes

  constructor(statuses: StatusUpdate, disputes: Disputes) {
    this.#statuses = statuses
    this.#disputes = disputes
  }

  @Mutation(() => UpdateCollectionStatusPayload, {
    description: "Changes an invoice's collection status by hand. Not while it is in the service.",
  })
  async updateCollectionStatus(
    @Ctx() context: OperationContext,
    @Arg('input', () => UpdateCollectionStatusInput, { description: 'The change.' }) input: UpdateCollectionStatusInput,
  ): Promise<UpdateCollectionStatusPayload> {
    const key = readId('SalesInvoice', input.invoiceId)
    const result = await this.#statuses.update(context.scope, {
      ...{ companyId: key.companyId, invoiceId: key.id },
      ...statusWish(input),
    })
    if (!result.ok) return { invoice: null, error: showRefusal(result.error) }
    return { invoice: (await context.load(salesInvoiceById, key)) ?? null, error: null }
  }

  @Mutation(() => UpdateCollectionStatusesPayload, {
    description:
      'Changes the collection status of many invoices by hand, as updateCollectionStatus does for one. Each is answered for: changed, or left with a reason.',
  })
  async updateCollectionStatuses(
    @Ctx() context: OperationContext,
    @Arg('input', () => UpdateCollectionStatusesInput, { description: 'The change.' })
    input: UpdateCollectionStatusesInput,
  ): Promise<UpdateCollectionStatusesPayload> {
    requireUser(context.scope)
    const { id: companyId } = readId('Company', input.companyId)
    const selection = invoiceSelection(companyId, input)
    return showAnswers(
      companyId,
      await this.#statuses.updateMany(context.scope, companyId, selection, statusWish(input)),
    )
  }

  @Mutation(() => SetDisputedPayload, {
    description:
      'Marks that the customer disputes an invoice, or removes the mark. A disputed invoice is not sent to the service.',
  })
  async setDisputed(
    @Ctx() context: OperationContext,
    @Arg('input', () => SetDisputedInput, { description: 'The mark.' }) input: SetDisputedInput,
  ): Promise<SetDisputedPayload> {
    const key = readId('SalesInvoice', input.invoiceId)
    const { disputed, reason } = input
    const result = await this.#disputes.set(context.scope, {
      ...{ companyId: key.companyId, invoiceId: key.id },
      ...{ disputed, reason },
    })
    if (!result.ok) return { invoice: null, error: showRefusal(result.error) }
    return { invoice: (await context.load(salesInvoiceById, key)) ?? null, error: null }
  }

  @FieldResolver(() => SalesInvoiceType, { description: 'The invoice.' })
  async invoice(
    @Root() { companyId, invoiceId }: CollectionStatusChange,
    @Ctx() context: OperationContext,
  ): Promise<SalesInvoiceType> {
    return (await context.load(salesInvoiceById, { companyId, id: invoiceId })) as SalesInvoiceType
  }
}

import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { AFTER, type ConnectionOf, FIRST, readPage, showPage } from '../../platform/graphql/paging.ts'
import { answer } from './clientFunds.resolver.ts'
import { ClientTransactionPayload } from './clientFunds.type.ts'
import {
  AttachOutgoingInput,
  ExplainOutgoingInput,
  ReleasedTransferConnection,
  ReleasedTransferType,
  showReleased,
} from './outgoing.type.ts'
import type { OutgoingDesk } from './outgoingDesk.ts'

/** The staff's side of money that leaves client funds. */
@Resolver()
export class OutgoingResolver {
  readonly #desk: OutgoingDesk

  constructor(desk: OutgoingDesk) {
    this.#desk = desk
  }

  @Query(() => ReleasedTransferConnection, {
    description: 'Transfers that were let go and that the bank has not booked yet, the oldest first. Staff only.',
  })
  async unpaidTransfers(
    @Ctx() context: OperationContext,
    @Arg('first', () => Int, { defaultValue: 20, ...FIRST }) first: number,
    @Arg('after', () => String, AFTER)
    after: string | undefined,
  ): Promise<ConnectionOf<ReleasedTransferType>> {
    const page = readPage({ first, after }, 3)
    const rows = await this.#desk.unpaid(context.scope, page)
    return showPage(rows, page, showReleased, (row) => [row.executeOn, row.fileId, BigInt(row.ordinal)])
  }

  @Query(() => [ReleasedTransferType], {
    description:
      'Transfers that an unexplained transaction of client funds may be, those of its sum first, at most 50. Staff only.',
  })
  async outgoingCandidates(
    @Ctx() context: OperationContext,
    @Arg('transactionId', () => ID, { description: 'The transaction.' }) transactionId: string,
  ): Promise<ReleasedTransferType[]> {
    const { id } = readId('ClientTransaction', transactionId)
    return (await this.#desk.candidates(context.scope, id)).map(showReleased)
  }

  @Mutation(() => ClientTransactionPayload, {
    description:
      'Joins money that left client funds, or came back, to the transfers of payment files that it is. Staff only.',
  })
  async attachOutgoing(
    @Ctx() context: OperationContext,
    @Arg('input', () => AttachOutgoingInput, { description: 'What belongs to what.' }) input: AttachOutgoingInput,
  ): Promise<ClientTransactionPayload> {
    const { id } = readId('ClientTransaction', input.transactionId)
    const transfers = input.transfers.map(({ fileId, ordinal }) => ({
      fileId: readId('PaymentFile', fileId).id,
      ordinal,
    }))
    return answer(await this.#desk.attach(context.scope, id, transfers))
  }

  @Mutation(() => ClientTransactionPayload, {
    description: 'Says what money was that left client funds without a transfer of a payment file. Staff only.',
  })
  async explainOutgoing(
    @Ctx() context: OperationContext,
    @Arg('input', () => ExplainOutgoingInput, { description: 'What it was.' }) input: ExplainOutgoingInput,
  ): Promise<ClientTransactionPayload> {
    const { id } = readId('ClientTransaction', input.transactionId)
    return answer(await this.#desk.explain(context.scope, id, { as: input.as, note: input.note }))
  }
}

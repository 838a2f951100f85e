import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql'
import type { Result } from '../../kernel/result.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { showRefusal } from '../../platform/graphql/userError.type.ts'
import type { Proposal } from './datedData.store.ts'
import type { DatedData } from './datedData.ts'
import {
  DecideProposalInput,
  ProposalPayload,
  ProposalType,
  ProposePriceListInput,
  ProposeReferenceRateInput,
  showProposal,
} from './datedData.type.ts'

/** Figures that bind everybody, by two people. */
@Resolver()
export class DatedDataResolver {
  readonly #datedData: DatedData

  constructor(datedData: DatedData) {
    this.#datedData = datedData
  }

  @Query(() => [ProposalType], {
    description: 'Figures put forward: those that wait first, then those decided, at most 50. Staff only.',
  })
  async proposals(@Ctx() context: OperationContext): Promise<ProposalType[]> {
    return (await this.#datedData.list(context.scope)).map(showProposal)
  }

  @Mutation(() => ProposalPayload, {
    description: 'Puts a published reference rate forward. It holds when another of the staff approves it. Staff only.',
  })
  async proposeReferenceRate(
    @Ctx() context: OperationContext,
    @Arg('input', () => ProposeReferenceRateInput, { description: 'The rate.' }) input: ProposeReferenceRateInput,
  ): Promise<ProposalPayload> {
    return answer(await this.#datedData.proposeRate(context.scope, { ...input, isDemo: false }))
  }

  @Mutation(() => ProposalPayload, {
    description: 'Puts a price list forward. It holds when another of the staff approves it. Staff only.',
  })
  async proposePriceList(
    @Ctx() context: OperationContext,
    @Arg('input', () => ProposePriceListInput, { description: 'The prices.' }) input: ProposePriceListInput,
  ): Promise<ProposalPayload> {
    return answer(await this.#datedData.proposePriceList(context.scope, { ...input }))
  }

  @Mutation(() => ProposalPayload, {
    description: 'Brings a figure into force that another of the staff has put forward. Staff only.',
  })
  async approveProposal(
    @Ctx() context: OperationContext,
    @Arg('input', () => DecideProposalInput, { description: 'Which.' }) input: DecideProposalInput,
  ): Promise<ProposalPayload> {
    return answer(await this.#datedData.approve(context.scope, readId('Proposal', input.id).id))
  }

  @Mutation(() => ProposalPayload, { description: 'Takes a figure that was put forward from the table. Staff only.' })
  async rejectProposal(
    @Ctx() context: OperationContext,
    @Arg('input', () => DecideProposalInput, { description: 'Which.' }) input: DecideProposalInput,
  ): Promise<ProposalPayload> {
    return answer(await this.#datedData.reject(context.scope, readId('Proposal', input.id).id))
  }
}

function answer(result: Result<Proposal>): ProposalPayload {
  if (!result.ok) return { proposal: null, error: showRefusal(result.error) }
  return { proposal: showProposal(result.value), error: null }
}

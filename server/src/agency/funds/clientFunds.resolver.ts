import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql'
import type { Result } from '../../kernel/result.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { AFTER, type ConnectionOf, FIRST, readPage, showPage } from '../../platform/graphql/paging.ts'
import { showRefusal } from '../../platform/graphql/userError.type.ts'
import type { TransactionState } from './clientFunds.store.ts'
import {
  ClientTransactionConnection,
  ClientTransactionPayload,
  ClientTransactionStateEnum,
  type ClientTransactionType,
  MatchCandidateType,
  MatchClientTransactionInput,
  PayBackInput,
  PlaceOnAccountInput,
  showCandidate,
  showTransaction,
} from './clientFunds.type.ts'
import { ClientFundsProofType, showStanding, showStated } from './clientFundsProof.type.ts'
import type { FundsTransaction } from './fundsDesk.store.ts'
import type { FundsDesk } from './fundsDesk.ts'

/** The staff's side of client funds. */
@Resolver()
export class ClientFundsResolver {
  readonly #desk: FundsDesk

  constructor(desk: FundsDesk) {
    this.#desk = desk
  }

  @Query(() => ClientTransactionConnection, {
    description: 'Transactions on the accounts for client funds, newest first. Staff only.',
  })
  async clientTransactions(
    @Ctx() context: OperationContext,
    @Arg('first', () => Int, { defaultValue: 50, ...FIRST }) first: number,
    @Arg('after', () => String, AFTER) after: string | undefined,
    @Arg('state', () => ClientTransactionStateEnum, { nullable: true, description: 'Of one state.' }) state:
      | TransactionState
      | undefined,
    @Arg('overpaid', () => Boolean, {
      defaultValue: false,
      description: 'Only those of which something is to be given back.',
    })
    overpaid: boolean,
    @Arg('unexplained', () => Boolean, {
      defaultValue: false,
      description: 'Only what left or came back without a transfer of a payment file, and waits for a person.',
    })
    unexplained: boolean,
  ): Promise<ConnectionOf<ClientTransactionType>> {
    const page = readPage({ first, after }, 2)
    const filter = { state: state ?? null, isOverpaid: overpaid, isUnexplained: unexplained }
    const rows = await this.#desk.transactions(context.scope, filter, page)
    return showPage(rows, page, showTransaction, (row) => [row.bookedOn, row.id])
  }

  @Query(() => ClientFundsProofType, {
    description: 'What client funds owe to whom, and the proof that it is what there is. Staff only.',
  })
  async clientFundsProof(@Ctx() context: OperationContext): Promise<ClientFundsProofType> {
    const { standings, checkedAt, stated } = await this.#desk.proof(context.scope)
    const differs = standings.some((one) => one.difference !== 0n || one.bankDifference !== 0n)
    const alarm = differs ? 'CLIENT_FUNDS_DIFFER' : null
    return { standings: standings.map(showStanding), alarm, checkedAt, statedBalances: stated.map(showStated) }
  }

  @Query(() => [MatchCandidateType], {
    description:
      "Assignments that a payment may belong to, at most 20: by the agency's reference, the invoice's reference or number, or part of the debtor's name. Staff only.",
  })
  async matchCandidates(
    @Ctx() context: OperationContext,
    @Arg('text', () => String, { description: 'What to look for.' }) text: string,
  ): Promise<MatchCandidateType[]> {
    return (await this.#desk.candidates(context.scope, text)).map(showCandidate)
  }

  @Mutation(() => ClientTransactionPayload, {
    description: 'Puts a payment that no assignment fitted on one, as if it had come with its reference. Staff only.',
  })
  async matchClientTransaction(
    @Ctx() context: OperationContext,
    @Arg('input', () => MatchClientTransactionInput, { description: 'What belongs where.' })
    input: MatchClientTransactionInput,
  ): Promise<ClientTransactionPayload> {
    const { id } = readId('ClientTransaction', input.transactionId)
    const assignment = readId('AgencyAssignment', input.assignmentId)
    return answer(await this.#desk.match(context.scope, id, assignment))
  }

  @Mutation(() => ClientTransactionPayload, {
    description:
      'Puts a payment that no reference placed on the claim or the invoice of the agency that the company meant. Staff only.',
  })
  async placeOnAccount(
    @Ctx() context: OperationContext,
    @Arg('input', () => PlaceOnAccountInput, { description: 'What belongs where.' }) input: PlaceOnAccountInput,
  ): Promise<ClientTransactionPayload> {
    const { id } = readId('ClientTransaction', input.transactionId)
    return answer(await this.#desk.placeOnAccount(context.scope, id, input.reference))
  }

  @Mutation(() => ClientTransactionPayload, {
    description: 'Gives back to the debtor what was paid above the debt, with the next payment file. Staff only.',
  })
  async refundDebtor(
    @Ctx() context: OperationContext,
    @Arg('input', () => PayBackInput, { description: 'What, and where to.' }) input: PayBackInput,
  ): Promise<ClientTransactionPayload> {
    return answer(await this.#desk.refund(context.scope, payBack(input)))
  }

  @Mutation(() => ClientTransactionPayload, {
    description: 'Sends a payment that belongs to nobody back to its payer, with the next payment file. Staff only.',
  })
  async returnClientTransaction(
    @Ctx() context: OperationContext,
    @Arg('input', () => PayBackInput, { description: 'What, and where to.' }) input: PayBackInput,
  ): Promise<ClientTransactionPayload> {
    return answer(await this.#desk.return(context.scope, payBack(input)))
  }
}

function payBack({ transactionId, name, iban }: PayBackInput) {
  return { transactionId: readId('ClientTransaction', transactionId).id, name: name ?? null, iban: iban ?? null }
}

export function answer(result: Result<FundsTransaction>): ClientTransactionPayload {
  if (!result.ok) return { transaction: null, error: showRefusal(result.error) }
  return { transaction: showTransaction(result.value), error: null }
}

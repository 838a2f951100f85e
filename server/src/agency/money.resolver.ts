import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql'
import { encodeId } from '../kernel/globalId.ts'
import type { Result } from '../kernel/result.ts'
import type { OperationContext } from '../platform/graphql/context.ts'
import { showCents } from '../platform/graphql/money.type.ts'
import { readId } from '../platform/graphql/node.type.ts'
import { type ConnectionOf, readPage, showPage } from '../platform/graphql/paging.ts'
import { showRefusal } from '../platform/graphql/userError.type.ts'
import type { TransactionState } from './clientFunds.store.ts'
import type { FundsTransaction } from './fundsDesk.store.ts'
import type { FundsDesk } from './fundsDesk.ts'
import {
  ClientFundsProofType,
  ClientTransactionConnection,
  ClientTransactionPayload,
  ClientTransactionStateEnum,
  type ClientTransactionType,
  MatchCandidateType,
  MatchClientTransactionInput,
  PayBackInput,
  PlaceOnAccountInput,
  showCandidate,
  showStanding,
  showTransaction,
} from './money.type.ts'
import type { PaymentFile } from './paymentFile.store.ts'
import type { PaymentFiles } from './paymentFile.ts'
import {
  MakePaymentFilesInput,
  MakePaymentFilesPayload,
  MarkPaymentFileSentInput,
  MarkPaymentFileSentPayload,
  PaymentFileConnection,
  PaymentFileInput,
  PaymentFilePayload,
  type PaymentFileType,
  PaymentTransferType,
  RedirectTransferInput,
  RefuseTransferInput,
} from './paymentFile.type.ts'
import type { Settlements } from './settlement.ts'
import { AgencySettlementConnection, type AgencySettlementType, showSettlement } from './settlement.type.ts'

const FIRST = { description: 'How many, at most 100.' }
const AFTER = { nullable: true, description: 'A cursor: the page starts after it.' }

/** The staff's side of client funds. */
@Resolver()
export class AgencyMoneyResolver {
  readonly #desk: FundsDesk
  readonly #settlements: Settlements
  readonly #files: PaymentFiles

  constructor(desk: FundsDesk, settlements: Settlements, files: PaymentFiles) {
    this.#desk = desk
    this.#settlements = settlements
    this.#files = files
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
    const { standings, checkedAt } = await this.#desk.proof(context.scope)
    const differs = standings.some((one) => one.difference !== 0n || one.bankDifference !== 0n)
    return { standings: standings.map(showStanding), alarm: differs ? 'CLIENT_FUNDS_DIFFER' : null, checkedAt }
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

  @Query(() => AgencySettlementConnection, {
    description: 'Settlements with all creditors, newest first. Staff only.',
  })
  async agencySettlements(
    @Ctx() context: OperationContext,
    @Arg('first', () => Int, { defaultValue: 20, ...FIRST }) first: number,
    @Arg('after', () => String, AFTER) after: string | undefined,
  ): Promise<ConnectionOf<AgencySettlementType>> {
    const page = readPage({ first, after }, 3)
    const rows = await this.#settlements.list(context.scope, page)
    return showPage(rows, page, showSettlement, (row) => [row.settledOn, row.companyId, row.id])
  }

  @Query(() => PaymentFileConnection, { description: "Files for the agency's bank, newest first. Staff only." })
  async paymentFiles(
    @Ctx() context: OperationContext,
    @Arg('first', () => Int, { defaultValue: 20, ...FIRST }) first: number,
    @Arg('after', () => String, AFTER) after: string | undefined,
  ): Promise<ConnectionOf<PaymentFileType>> {
    const page = readPage({ first, after }, 1)
    const rows = await this.#files.list(context.scope, page)
    return showPage(
      rows,
      page,
      (file) => showFile(file, context),
      (row) => [row.id],
    )
  }

  @Mutation(() => MakePaymentFilesPayload, {
    description: 'Puts everything that waits to be paid into files for the bank, each transfer once. Staff only.',
  })
  async makePaymentFiles(
    @Ctx() context: OperationContext,
    @Arg('input', () => MakePaymentFilesInput, { description: 'When.' }) input: MakePaymentFilesInput,
  ): Promise<MakePaymentFilesPayload> {
    const files = await this.#files.make(context.scope, input.executeOn ?? context.today)
    return { files: files.map((file) => showFile(file, context)) }
  }

  @Mutation(() => MarkPaymentFileSentPayload, { description: 'Tells that a file has gone to the bank. Staff only.' })
  async markPaymentFileSent(
    @Ctx() context: OperationContext,
    @Arg('input', () => MarkPaymentFileSentInput, { description: 'Which.' }) input: MarkPaymentFileSentInput,
  ): Promise<MarkPaymentFileSentPayload> {
    const { id } = readId('PaymentFile', input.id)
    const marked = await this.#files.markSent(context.scope, id)
    if (marked.ok) return { file: showFile(marked.value, context), error: null }
    return { file: showFile(await this.#files.find(context.scope, id), context), error: showRefusal(marked.error) }
  }

  @Query(() => [PaymentTransferType], { description: 'What a payment file holds, at most a thousand. Staff only.' })
  async paymentFileTransfers(
    @Ctx() context: OperationContext,
    @Arg('fileId', () => ID, { description: 'The file.' }) fileId: string,
  ): Promise<PaymentTransferType[]> {
    const rows = await this.#files.transfers(context.scope, readId('PaymentFile', fileId).id)
    return rows.map(({ fileId: _, amount, currency, ...row }) => ({ ...row, amount: showCents(amount, currency) }))
  }

  @Mutation(() => PaymentFilePayload, {
    description: 'Lets a payment file go to the bank: another of the staff than who made it. Staff only.',
  })
  async releasePaymentFile(
    @Ctx() context: OperationContext,
    @Arg('input', () => PaymentFileInput, { description: 'Which.' }) input: PaymentFileInput,
  ): Promise<PaymentFilePayload> {
    return fileAnswer(await this.#files.release(context.scope, readId('PaymentFile', input.id).id), context)
  }

  @Mutation(() => PaymentFilePayload, {
    description: 'Cancels a payment file that has not been let go: its transfers wait again. Staff only.',
  })
  async cancelPaymentFile(
    @Ctx() context: OperationContext,
    @Arg('input', () => PaymentFileInput, { description: 'Which.' }) input: PaymentFileInput,
  ): Promise<PaymentFilePayload> {
    return fileAnswer(await this.#files.cancel(context.scope, readId('PaymentFile', input.id).id), context)
  }

  @Mutation(() => PaymentFilePayload, {
    description: 'Tells that the bank refused a transfer: it goes again with a later file. Staff only.',
  })
  async refuseTransfer(
    @Ctx() context: OperationContext,
    @Arg('input', () => RefuseTransferInput, { description: 'What, and why.' }) input: RefuseTransferInput,
  ): Promise<PaymentFilePayload> {
    const { ordinal, reason, refusedOn, newIban } = input
    const fileId = readId('PaymentFile', input.fileId).id
    const refusal = { fileId, ordinal, reason, refusedOn: refusedOn ?? context.today, newIban: newIban ?? null }
    return fileAnswer(await this.#files.refuse(context.scope, refusal), context)
  }

  @Mutation(() => PaymentFilePayload, {
    description: 'Names another account for a transfer that the bank refused and that has not gone again. Staff only.',
  })
  async redirectTransfer(
    @Ctx() context: OperationContext,
    @Arg('input', () => RedirectTransferInput, { description: 'Which, and where to.' }) input: RedirectTransferInput,
  ): Promise<PaymentFilePayload> {
    const { ordinal, iban } = input
    const to = { fileId: readId('PaymentFile', input.fileId).id, ordinal, iban }
    return fileAnswer(await this.#files.redirect(context.scope, to), context)
  }
}

function fileAnswer(result: Result<PaymentFile>, context: OperationContext): PaymentFilePayload {
  if (!result.ok) return { file: null, error: showRefusal(result.error) }
  return { file: showFile(result.value, context), error: null }
}

function payBack({ transactionId, name, iban }: PayBackInput) {
  return { transactionId: readId('ClientTransaction', transactionId).id, name: name ?? null, iban: iban ?? null }
}

export function answer(result: Result<FundsTransaction>): ClientTransactionPayload {
  if (!result.ok) return { transaction: null, error: showRefusal(result.error) }
  return { transaction: showTransaction(result.value), error: null }
}

function showFile(
  { id, messageId, amount, currency, ...file }: PaymentFile,
  { scope }: OperationContext,
): PaymentFileType {
  const { executeOn, fromIban, transfers, madeAt, madeByName, releasedAt, releasedByName, cancelledAt, sentAt } = file
  const isOther = scope.kind === 'user' && scope.userId.toString() !== file.madeBy
  return {
    ...{
      messageId,
      executeOn,
      fromIban,
      transfers,
      madeAt,
      madeByName,
      releasedAt,
      releasedByName,
      cancelledAt,
      sentAt,
    },
    ...{ refused: file.refused, paid: file.paid },
    viewerCanRelease: isOther && !releasedAt && !cancelledAt,
    id: encodeId('PaymentFile', 0, id),
    amount: showCents(amount, currency),
    url: `/agency/payment-files/${messageId}.xml`,
  }
}

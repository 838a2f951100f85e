import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql'
import { encodeId } from '../../kernel/globalId.ts'
import type { Result } from '../../kernel/result.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { showCents } from '../../platform/graphql/money.type.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { AFTER, type ConnectionOf, FIRST, readPage, showPage } from '../../platform/graphql/paging.ts'
import { showRefusal } from '../../platform/graphql/userError.type.ts'
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

/** Files for the agency's bank: made, let go by another, sent, and what the bank says. */
@Resolver()
export class PaymentFileResolver {
  readonly #files: PaymentFiles

  constructor(files: PaymentFiles) {
    this.#files = files
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

import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql'
import type { FormatRefusal } from '../exchange/refusal.ts'
import { fileName } from '../kernel/fileName.ts'
import type { OperationContext } from '../platform/graphql/context.ts'
import { type FileInput, showDocumentRefusal } from '../platform/graphql/document.type.ts'
import { showMoney } from '../platform/graphql/money.type.ts'
import { readId } from '../platform/graphql/node.type.ts'
import { showRefusal } from '../platform/graphql/userError.type.ts'
import type { RequestKind, StaffDesk } from './desk/staffDesk.ts'
import type { ClientFunds, ClientFundsFile } from './funds/clientFunds.ts'
import type { Settlements } from './settlement/settlement.ts'
import {
  AnswerInput,
  AnswerPayload,
  ImportClientFundsFilesInput,
  ImportClientFundsFilesPayload,
  RunSettlementInput,
  RunSettlementPayload,
  StaffRequestType,
  showStaffRequest,
} from './staff.type.ts'

@Resolver()
export class StaffResolver {
  readonly #desk: StaffDesk
  readonly #clientFunds: ClientFunds
  readonly #settlements: Settlements

  constructor(desk: StaffDesk, clientFunds: ClientFunds, settlements: Settlements) {
    this.#desk = desk
    this.#clientFunds = clientFunds
    this.#settlements = settlements
  }

  @Query(() => [StaffRequestType], {
    description: 'Recall and credit-loss questions that wait for an answer, the oldest first. Staff only.',
  })
  async staffRequests(@Ctx() context: OperationContext): Promise<StaffRequestType[]> {
    return (await this.#desk.requests(context.scope)).map(showStaffRequest)
  }

  @Mutation(() => AnswerPayload, {
    description: 'Answers a recall request. Confirming ends the assignment and cancels costs not paid. Staff only.',
  })
  answerRecall(
    @Ctx() context: OperationContext,
    @Arg('input', () => AnswerInput, { description: 'The answer.' }) input: AnswerInput,
  ): Promise<AnswerPayload> {
    return this.#answer(context, 'RECALL', input)
  }

  @Mutation(() => AnswerPayload, {
    description: 'Answers a credit-loss question. Confirming ends the assignment. Staff only.',
  })
  answerCreditLoss(
    @Ctx() context: OperationContext,
    @Arg('input', () => AnswerInput, { description: 'The answer.' }) input: AnswerInput,
  ): Promise<AnswerPayload> {
    return this.#answer(context, 'CREDIT_LOSS', input)
  }

  @Mutation(() => ImportClientFundsFilesPayload, {
    description:
      "Imports bank files of the agency's accounts: payments go to their assignments, and of its own account to its invoices. Staff only.",
  })
  async importClientFundsFiles(
    @Ctx() context: OperationContext,
    @Arg('input', () => ImportClientFundsFilesInput, { description: 'The files.' }) input: ImportClientFundsFilesInput,
  ): Promise<ImportClientFundsFilesPayload> {
    const tooLarge = input.files.flatMap((file) => (file.content.bytes ? [] : [fileTooLarge(file)]))
    const imported = await this.#clientFunds.importFiles(context.scope, input.files.flatMap(readable))
    return { ...imported, refusals: [...tooLarge, ...imported.refusals].map(showDocumentRefusal) }
  }

  @Mutation(() => RunSettlementPayload, {
    description: 'Pays to every creditor what was collected for it and not paid yet. Staff only.',
  })
  async runSettlement(
    @Ctx() context: OperationContext,
    @Arg('input', () => RunSettlementInput, { description: 'When.' }) input: RunSettlementInput,
  ): Promise<RunSettlementPayload> {
    const { creditors, lines, total } = await this.#settlements.run(context.scope, input.on ?? context.today)
    return { creditors, lines, total: total.map(showMoney) }
  }

  async #answer(context: OperationContext, kind: RequestKind, input: AnswerInput): Promise<AnswerPayload> {
    const { companyId, id } = readId('StaffRequest', input.requestId)
    const answer = {
      kind,
      companyId,
      id,
      confirm: input.confirm,
      note: input.note ?? null,
      surveillance: input.surveillance ?? false,
    }
    const answered = await this.#desk.answer(context.scope, answer)
    if (!answered.ok) return { request: null, error: showRefusal(answered.error) }
    return { request: showStaffRequest(answered.value), error: null }
  }
}

function readable({ name, content }: FileInput): ClientFundsFile[] {
  return content.bytes ? [{ name: fileName(name), bytes: content.bytes }] : []
}

function fileTooLarge({ name, content }: FileInput): FormatRefusal {
  const message = `${fileName(name)} is larger than ${content.limit} bytes.`
  return { code: 'FILE_TOO_LARGE', message, line: 1, advice: 'Send it in parts.' }
}

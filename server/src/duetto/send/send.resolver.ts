import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { companyById, userNameIn } from '../../access/access.loader.ts'
import { CompanyType } from '../../access/company.type.ts'
import { requireUser } from '../../access/signedIn.ts'
import type { Result } from '../../kernel/result.ts'
import { invoiceSelection } from '../../ledger/invoice/salesInvoice.input.ts'
import { companyOrAll, requireCompany } from '../../ledger/invoice/salesInvoice.resolver.ts'
import { SalesInvoiceType } from '../../ledger/invoice/salesInvoice.type.ts'
import { salesInvoiceById } from '../../ledger/ledger.loader.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { readAnyId, readId } from '../../platform/graphql/node.type.ts'
import { AFTER, type ConnectionOf, FIRST, readPage } from '../../platform/graphql/paging.ts'
import { showRefusal } from '../../platform/graphql/userError.type.ts'
import type { AfterReminder, AssignmentKind } from '../assignment/assignment.enums.ts'
import { assignmentById } from '../assignment/assignment.loader.ts'
import { AssignmentType } from '../assignment/assignment.type.ts'
import {
  SendItemConnection,
  SendItemType,
  SendPayload,
  SendRefusalType,
  SendToCollectionServiceInput,
  SendToReminderServiceInput,
  showSendItem,
} from './send.input.ts'
import { itemsOfSend, newestSends, refusalsOfSend, sendById, sendItemPage, sendOfKey, sendPage } from './send.loader.ts'
import type { SendOutcome, SendService } from './send.service.ts'
import { SendConnection, SendKindEnum, SendOutcomeEnum, type SendOutcomeWord, SendType } from './send.type.ts'

@Resolver(() => SendType)
export class SendResolver {
  readonly #sends: SendService

  constructor(sends: SendService) {
    this.#sends = sends
  }

  @Query(() => SendType, { nullable: true, description: 'One send; null when there is none that the viewer may see.' })
  async send(
    @Ctx() context: OperationContext,
    @Arg('id', () => ID, { description: "The send's id." }) id: string,
  ): Promise<SendType | null> {
    requireUser(context.scope)
    const { companyId, id: sendId } = readAnyId(id)
    const found = await context.load(sendById, { companyId, id: sendId })
    // The id also says which kind of send: another spelling is another thing's.
    return found?.id === id ? found : null
  }

  @Query(() => SendConnection, { description: 'The sends of a company, or of all within reach; newest first.' })
  async sends(
    @Ctx() context: OperationContext,
    @Arg('companyId', () => ID, { nullable: true, description: 'The company; without it, every company within reach.' })
    companyId: string | undefined,
    @Arg('kind', () => SendKindEnum, { nullable: true, description: 'Only those to this service.' }) kind:
      | AssignmentKind
      | undefined,
    @Arg('first', () => Int, { defaultValue: 50, ...FIRST }) first: number,
    @Arg('after', () => String, AFTER) after?: string,
  ): Promise<ConnectionOf<SendType>> {
    const company = await companyOrAll(context, companyId)
    if (company === null) return newestSends(await context.unit(), kind ?? null, readPage({ first, after }, 1))
    return context.load(sendPage, { companyId: company, kind: kind ?? null, first, after: after ?? null })
  }

  @Query(() => SendType, {
    nullable: true,
    description:
      'The send that a request with this idempotency key made; null when none did. Tells after a lost answer whether the request arrived.',
  })
  async sendByKey(
    @Ctx() context: OperationContext,
    @Arg('companyId', () => ID, { description: 'The company.' }) companyId: string,
    @Arg('idempotencyKey', () => String, { description: 'The key of the request.' }) idempotencyKey: string,
  ): Promise<SendType | null> {
    const company = await requireCompany(context, companyId)
    return (await sendOfKey(await context.unit(), company, idempotencyKey)) ?? null
  }

  @Mutation(() => SendPayload, {
    description:
      'Sends overdue invoices to the reminder service. Each is answered for: sent, or refused with a reason.',
  })
  sendToReminderService(
    @Ctx() context: OperationContext,
    @Arg('input', () => SendToReminderServiceInput, { description: 'What to send.' }) input: SendToReminderServiceInput,
  ): Promise<SendPayload> {
    return this.#send(context, 'REMINDER', input.afterReminder, input)
  }

  @Mutation(() => SendPayload, {
    description:
      'Sends invoices to the collection service, of which both a reminder and a payment notice have been sent. Each is answered for: sent, or refused with a reason.',
  })
  sendToCollectionService(
    @Ctx() context: OperationContext,
    @Arg('input', () => SendToCollectionServiceInput, { description: 'What to send.' })
    input: SendToCollectionServiceInput,
  ): Promise<SendPayload> {
    return this.#send(context, 'COLLECTION', null, input)
  }

  @FieldResolver(() => CompanyType, { description: 'The company that sent.' })
  async company(@Root() { row }: SendType, @Ctx() context: OperationContext): Promise<CompanyType> {
    return (await context.load(companyById, row.companyId)) as CompanyType
  }

  @FieldResolver(() => String, { nullable: true, description: 'Name of the person who sent.' })
  async sentBy(@Root() { row }: SendType, @Ctx() context: OperationContext): Promise<string | null> {
    if (row.userId === null) return null
    return (await context.load(userNameIn, { companyId: row.companyId, userId: row.userId })) ?? null
  }

  @FieldResolver(() => [SendItemType], {
    description: 'The invoices that were asked for, in that order, at most the first 1,000; `itemPage` has them all.',
  })
  async items(@Root() { row }: SendType, @Ctx() context: OperationContext): Promise<SendItemType[]> {
    return (await context.load(itemsOfSend, { companyId: row.companyId, id: row.id })).map(showSendItem)
  }

  @FieldResolver(() => SendItemConnection, {
    description: 'Its invoices, page by page, in the order they were asked for.',
  })
  async itemPage(
    @Root() { row }: SendType,
    @Ctx() context: OperationContext,
    @Arg('first', () => Int, { defaultValue: 50, ...FIRST }) first: number,
    @Arg('after', () => String, AFTER) after?: string,
    @Arg('outcome', () => SendOutcomeEnum, { nullable: true, description: 'Only those of which this became.' })
    outcome?: SendOutcomeWord,
  ): Promise<ConnectionOf<SendItemType>> {
    const page = readPage({ first, after }, 1)
    const send = { companyId: row.companyId, id: row.id }
    const { edges, pageInfo } = await sendItemPage(await context.unit(), send, outcome ?? null, page)
    const shown = edges.map(({ cursor, node }) => ({ cursor, node: showSendItem(node) }))
    return { edges: shown, nodes: shown.map((edge) => edge.node), pageInfo }
  }

  @FieldResolver(() => [SendRefusalType], { description: 'Why invoices were refused so far, the most frequent first.' })
  refusals(@Root() { row }: SendType, @Ctx() context: OperationContext): Promise<SendRefusalType[]> {
    return context.load(refusalsOfSend, { companyId: row.companyId, id: row.id })
  }

  async #send(
    context: OperationContext,
    kind: AssignmentKind,
    afterReminder: AfterReminder | null,
    input: SendToCollectionServiceInput,
  ): Promise<SendPayload> {
    const { id: companyId } = readId('Company', input.companyId)
    const { idempotencyKey } = input
    const selection = invoiceSelection(companyId, input)
    const outcome = await this.#sends.send(context.scope, {
      companyId,
      kind,
      afterReminder,
      selection,
      idempotencyKey,
      inBackground: input.inBackground ?? false,
      leaveOutProblems: input.leaveOutProblems ?? false,
    })
    return showOutcome(context, outcome)
  }
}

async function showOutcome(context: OperationContext, outcome: Result<SendOutcome>): Promise<SendPayload> {
  if (!outcome.ok) return { send: null, repeated: false, error: showRefusal(outcome.error) }
  const { companyId, sendId, repeated, error } = outcome.value
  const send = await context.load(sendById, { companyId, id: sendId })
  return { send: send ?? null, repeated, error: error && showRefusal(error) }
}

@Resolver(() => SendItemType)
export class SendItemResolver {
  @FieldResolver(() => SalesInvoiceType, { description: 'The invoice.' })
  async invoice(@Root() { row }: SendItemType, @Ctx() context: OperationContext): Promise<SalesInvoiceType> {
    return (await context.load(salesInvoiceById, { companyId: row.companyId, id: row.invoiceId })) as SalesInvoiceType
  }

  @FieldResolver(() => AssignmentType, {
    nullable: true,
    description: 'The assignment that it became; null when it was refused.',
  })
  async assignment(@Root() { row }: SendItemType, @Ctx() context: OperationContext): Promise<AssignmentType | null> {
    if (row.assignmentId === null) return null
    return (await context.load(assignmentById, { companyId: row.companyId, id: row.assignmentId })) ?? null
  }
}

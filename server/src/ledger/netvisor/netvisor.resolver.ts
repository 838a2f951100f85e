import { Arg, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql'
import { companyById, standingIn, userNameIn } from '../../access/access.loader.ts'
import { CompanyType } from '../../access/company.type.ts'
import { encodeId } from '../../kernel/globalId.ts'
import type { Result, UserError } from '../../kernel/result.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { showRefusal } from '../../platform/graphql/userError.type.ts'
import { SalesInvoiceType } from '../invoice/salesInvoice.type.ts'
import { salesInvoiceById } from '../ledger.loader.ts'
import type { Sources } from '../payment/paymentSource.service.ts'
import { masterOf, sourcesOf } from '../payment/paymentSource.store.ts'
import { type PaymentOrigin, type StatusMaster, sourceOn } from '../payment/paymentSource.ts'
import { connectionOf, type RunRow, refusedOf, runsOf } from './netvisor.loader.ts'
import {
  CompanyConnectionPayload,
  ConnectNetvisorInput,
  NetvisorConnectionType,
  NetvisorInput,
  NetvisorRefusalType,
  NetvisorReportFailureType,
  NetvisorRunType,
  PaymentSourceEnum,
  PaymentSourceFromType,
  SetPaymentSourceInput,
  SetStatusMasterInput,
  StatusMasterEnum,
} from './netvisor.type.ts'
import type { NetvisorConnections } from './netvisorConnection.service.ts'
import { failedReportsOf, untoldOf } from './netvisorReport.store.ts'

@Resolver(() => NetvisorConnectionType)
export class NetvisorResolver {
  readonly #connections: NetvisorConnections

  constructor(connections: NetvisorConnections) {
    this.#connections = connections
  }

  @Mutation(() => CompanyConnectionPayload, {
    description:
      'Connects a company to Netvisor, or gives the connection other credentials: they are tried out first and stored only when Netvisor accepts them. The first fetch starts at once.',
  })
  async connectNetvisor(
    @Ctx() context: OperationContext,
    @Arg('input', () => ConnectNetvisorInput, { description: 'The credentials.' }) input: ConnectNetvisorInput,
  ): Promise<CompanyConnectionPayload> {
    const { customerId, customerKey, iban = null } = input
    const companyId = companyIn(input)
    return show(
      context,
      companyId,
      await this.#connections.connect(context.scope, { companyId, customerId, customerKey, iban }),
    )
  }

  @Mutation(() => CompanyConnectionPayload, { description: 'Asks Netvisor whether it accepts the stored credentials.' })
  async testNetvisor(
    @Ctx() context: OperationContext,
    @Arg('input', () => NetvisorInput, { description: 'The company.' }) input: NetvisorInput,
  ): Promise<CompanyConnectionPayload> {
    return show(context, companyIn(input), await this.#connections.test(context.scope, companyIn(input)))
  }

  @Mutation(() => CompanyConnectionPayload, { description: 'Fetches what is new in Netvisor now, in the background.' })
  async fetchFromNetvisor(
    @Ctx() context: OperationContext,
    @Arg('input', () => NetvisorInput, { description: 'The company.' }) input: NetvisorInput,
  ): Promise<CompanyConnectionPayload> {
    return show(context, companyIn(input), await this.#connections.fetchNow(context.scope, companyIn(input)))
  }

  @Mutation(() => CompanyConnectionPayload, {
    description:
      'Forgets the credentials. Nothing that came is lost; refused while Netvisor is the source of something.',
  })
  async disconnectNetvisor(
    @Ctx() context: OperationContext,
    @Arg('input', () => NetvisorInput, { description: 'The company.' }) input: NetvisorInput,
  ): Promise<CompanyConnectionPayload> {
    return show(context, companyIn(input), await this.#connections.disconnect(context.scope, companyIn(input)))
  }

  @FieldResolver(() => String, { nullable: true, description: 'Who set the credentials.' })
  async setBy(
    @Root() { companyId, setById }: NetvisorConnectionType,
    @Ctx() context: OperationContext,
  ): Promise<string | null> {
    return (await context.load(userNameIn, { companyId, userId: setById })) ?? null
  }

  @FieldResolver(() => [NetvisorRunType], { description: 'The newest fetches, newest first, at most 10.' })
  async runs(
    @Root() { companyId }: NetvisorConnectionType,
    @Ctx() context: OperationContext,
  ): Promise<NetvisorRunType[]> {
    return (await context.load(runsOf, companyId)).map(showRun)
  }

  @FieldResolver(() => [NetvisorRefusalType], {
    description: 'Invoices that the books could not take, newest first, at most 50.',
  })
  async refusals(
    @Root() { companyId }: NetvisorConnectionType,
    @Ctx() context: OperationContext,
  ): Promise<NetvisorRefusalType[]> {
    const rows = await context.load(refusedOf, companyId)
    return rows.map(({ key, number, code, message, seenAt }) => {
      return { netvisorKey: key.toString(), number, seenAt, error: showRefusal({ code, message }) }
    })
  }

  @FieldResolver(() => Int, { description: 'How many statuses wait to be told to Netvisor.' })
  statusesWaiting(@Root() { companyId }: NetvisorConnectionType, @Ctx() context: OperationContext): Promise<number> {
    return context.load(untoldOf, companyId)
  }

  @FieldResolver(() => [NetvisorReportFailureType], {
    description: 'Statuses that Netvisor did not take yet, at most 50. They are tried again by themselves.',
  })
  async reportFailures(
    @Root() { companyId }: NetvisorConnectionType,
    @Ctx() context: OperationContext,
  ): Promise<NetvisorReportFailureType[]> {
    const rows = await context.load(failedReportsOf, companyId)
    return rows.map(({ invoiceId, attempts, nextTryAt, code, words }) => {
      return { companyId, invoiceId, attempts, nextTryAt, error: showRefusal({ code, message: words ?? code }) }
    })
  }
}

@Resolver(() => NetvisorReportFailureType)
export class NetvisorReportFailureResolver {
  @FieldResolver(() => SalesInvoiceType, { nullable: true, description: 'The invoice.' })
  async invoice(
    @Root() { companyId, invoiceId }: NetvisorReportFailureType,
    @Ctx() context: OperationContext,
  ): Promise<SalesInvoiceType | null> {
    return (await context.load(salesInvoiceById, { companyId, id: invoiceId })) ?? null
  }
}

@Resolver(() => NetvisorRunType)
export class NetvisorRunResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Who asked for it; null: by the calendar.' })
  async askedBy(
    @Root() { companyId, askedById }: NetvisorRunType,
    @Ctx() context: OperationContext,
  ): Promise<string | null> {
    if (askedById === null) return null
    return (await context.load(userNameIn, { companyId, userId: askedById })) ?? null
  }
}

@Resolver(() => CompanyType)
export class SourcesResolver {
  readonly #sources: Sources
  readonly #isOffered: boolean

  constructor(sources: Sources, isOffered: boolean) {
    this.#sources = sources
    this.#isOffered = isOffered
  }

  @Mutation(() => CompanyConnectionPayload, {
    description:
      'Chooses where payments come from, from a day on. Each day has one source, so that nothing is booked twice; refused when money of that day or later has come from the other one.',
  })
  async setPaymentSource(
    @Ctx() context: OperationContext,
    @Arg('input', () => SetPaymentSourceInput, { description: 'The choice.' }) input: SetPaymentSourceInput,
  ): Promise<CompanyConnectionPayload> {
    const { source, from } = input
    return show(
      context,
      companyIn(input),
      await this.#sources.setPaymentSource(context.scope, companyIn(input), source, from),
    )
  }

  @Mutation(() => CompanyConnectionPayload, {
    description: 'Chooses who masters the collection statuses of invoices that Netvisor knows.',
  })
  async setStatusMaster(
    @Ctx() context: OperationContext,
    @Arg('input', () => SetStatusMasterInput, { description: 'The choice.' }) input: SetStatusMasterInput,
  ): Promise<CompanyConnectionPayload> {
    const result = await this.#sources.setStatusMaster(context.scope, companyIn(input), input.master)
    return show(context, companyIn(input), result)
  }

  @FieldResolver(() => PaymentSourceEnum, { description: 'Where the payments of today come from.' })
  async paymentSource(@Root() { companyId }: CompanyType, @Ctx() context: OperationContext): Promise<PaymentOrigin> {
    return sourceOn(await context.load(sourcesOf, companyId), context.scope.today)
  }

  @FieldResolver(() => [PaymentSourceFromType], {
    description: 'Every change of the source, oldest first; before the first, bank files.',
  })
  paymentSources(
    @Root() { companyId }: CompanyType,
    @Ctx() context: OperationContext,
  ): Promise<readonly PaymentSourceFromType[]> {
    return context.load(sourcesOf, companyId)
  }

  @FieldResolver(() => StatusMasterEnum, {
    description: 'Who masters the collection statuses of invoices that Netvisor knows.',
  })
  statusMaster(@Root() { companyId }: CompanyType, @Ctx() context: OperationContext): Promise<StatusMaster> {
    return context.load(masterOf, companyId)
  }

  @FieldResolver(() => NetvisorConnectionType, { nullable: true, description: 'The connection to Netvisor, if any.' })
  async netvisor(
    @Root() { companyId }: CompanyType,
    @Ctx() context: OperationContext,
  ): Promise<NetvisorConnectionType | null> {
    const shown = await context.load(connectionOf, companyId)
    return shown ? { ...shown, setById: shown.setBy } : null
  }

  @FieldResolver(() => Boolean, { description: 'Whether this installation can connect companies to Netvisor.' })
  netvisorOffered(): boolean {
    return this.#isOffered
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may change connections and sources.' })
  async viewerCanManageConnections(
    @Root() { companyId }: CompanyType,
    @Ctx() context: OperationContext,
  ): Promise<boolean> {
    return (await context.load(standingIn, companyId)).rights.has('MANAGE_CONNECTIONS')
  }
}

function companyIn({ companyId }: { readonly companyId: string }): bigint {
  return readId('Company', companyId).id
}

async function show(
  context: OperationContext,
  companyId: bigint,
  result: Result<bigint>,
): Promise<CompanyConnectionPayload> {
  const company = (await context.load(companyById, companyId)) ?? null
  return result.ok ? { company, error: null } : { company, error: showRefusal(result.error) }
}

function showRun(row: RunRow): NetvisorRunType {
  const { companyId, startedAt, endedAt, askedBy, read, newInvoices, changed, payments, refused } = row
  const { errorCode: code, errorWords: said } = row
  return {
    ...{ companyId, startedAt, endedAt, read, newInvoices, changed, payments, refused },
    askedById: askedBy,
    id: encodeId('NetvisorRun', companyId, row.id),
    error: code === null ? null : showRefusal(failureOf(code, said)),
  }
}

/** Words are Netvisor's own only where it answered. */
function failureOf(code: string, said: string | null): UserError {
  const answered = code === 'NETVISOR_AUTHENTICATION' || code === 'NETVISOR_REFUSED'
  return { code, message: said ?? code, ...(said !== null && answered ? { values: { words: said } } : {}) }
}

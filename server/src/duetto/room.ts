import type { Logger } from 'pino'
import { companyOpening } from '../access/documentOpening.ts'
import type { Carrier } from '../exchange/messages/carrier.ts'
import type { Previewer } from '../exchange/messages/preview.ts'
import type { ToAgency } from '../exchange/messages/toAgency.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { NodeLoader } from '../platform/graphql/node.type.ts'
import { type DocumentRouteParts, documentRoute } from '../platform/http/documents.ts'
import { exchangeRoute } from '../platform/http/exchangeRoute.ts'
import type { Room } from '../platform/room.ts'
import { ActivationFieldsResolver, ActivationResolver } from './activation/activation.resolver.ts'
import { ActivationService } from './activation/activation.service.ts'
import { FeeResolver, feeRoutes } from './activation/fee.resolver.ts'
import { ERASE_IDENTITIES, IdentityErasure } from './activation/identityErasure.ts'
import { PriceListResolver } from './activation/priceList.resolver.ts'
import { ServiceInvoiceResolver, serviceInvoiceRoutes } from './activation/serviceInvoice.resolver.ts'
import { AgencyRequestResolver } from './assignment/agencyRequest.resolver.ts'
import { AgencyRequestService } from './assignment/agencyRequest.service.ts'
import { assignmentById } from './assignment/assignment.loader.ts'
import { AssignmentResolver, EventResolver } from './assignment/assignment.resolver.ts'
import { showAssignment } from './assignment/assignment.type.ts'
import { DisputeResolver } from './assignment/dispute.resolver.ts'
import { DisputeService } from './assignment/dispute.service.ts'
import { RecallResolver } from './assignment/recall.resolver.ts'
import { SettlementResolver, statementRoutes } from './assignment/settlement.resolver.ts'
import { CompanySendsResolver } from './company.resolver.ts'
import { CostResolver } from './cost/cost.resolver.ts'
import { CostService } from './cost/cost.service.ts'
import { InvoiceServiceResolver, PaymentServiceResolver } from './ledgerFields.resolver.ts'
import { findLetterDocument } from './letter/letterDocument.ts'
import { LetterPreviewResolver } from './letter/letterPreview.resolver.ts'
import { Application } from './road/apply.ts'
import { DeadLetterResolver } from './road/deadLetter.resolver.ts'
import { DeadLetters } from './road/deadLetters.ts'
import { Delivery } from './road/delivery.ts'
import { APPLY, Inbox } from './road/inbox.ts'
import { DELIVER } from './road/outbox.ts'
import { sendById } from './send/send.loader.ts'
import { SendItemResolver, SendResolver } from './send/send.resolver.ts'
import { SendService } from './send/send.service.ts'
import { CollectionSendType, ReminderSendType, showSend } from './send/send.type.ts'
import { SendCheckItemResolver, SendCheckResolver } from './send/sendCheck.resolver.ts'
import { SEND, SendWork } from './send/sendWork.ts'
import { SWEEP, Sweep } from './sweep.ts'

export interface DuettoParts {
  readonly database: Database
  readonly clock: Clock
  readonly log: Logger
  /** The address that people use, for mail. */
  readonly publicUrl: string
  /** The road to the agency: a call, or HTTP. */
  readonly toAgency: Carrier<ToAgency>
  /** Set when the agency is a process of its own and posts its messages here. */
  readonly exchangeSecret?: string
  /** How the agency is asked for the look of a letter. */
  readonly preview: Previewer
  /** Who asks for a file. */
  readonly identify: DocumentRouteParts['identify']
}

export interface Duetto {
  readonly room: Room
  readonly inbox: Inbox
  readonly sends: SendService
  readonly sendWork: SendWork
  readonly activations: ActivationService
  readonly requests: AgencyRequestService
  readonly deadLetters: DeadLetters
  readonly costs: CostService
}

/** The company's dealings with the service, as a room of the product. */
export function makeDuetto(parts: DuettoParts): Duetto {
  const services = servicesOf(parts)
  const room: Room = {
    resolvers: resolversOf(services, parts),
    orphanedTypes: [ReminderSendType, CollectionSendType],
    nodes: {
      CollectionAssignment: assignmentNode,
      ReminderSend: sendNode('REMINDER'),
      CollectionSend: sendNode('COLLECTION'),
    },
    tasks: tasksOf(services, parts),
    schedule: [
      { task: SWEEP, cron: '5 2,21,22 * * *' },
      { task: ERASE_IDENTITIES, cron: '55 1 * * *' },
    ],
    routes: routesOf(services, parts),
  }
  return { room, ...services }
}

type Services = Omit<Duetto, 'room'>

function servicesOf({ database, clock, publicUrl }: DuettoParts): Services {
  const now = () => clock.now()
  return {
    inbox: new Inbox(database, now),
    sends: new SendService(database),
    sendWork: new SendWork(database, now),
    activations: new ActivationService(database, publicUrl),
    requests: new AgencyRequestService(database),
    deadLetters: new DeadLetters(database, clock),
    costs: new CostService(database),
  }
}

function resolversOf(services: Services, { database, preview }: DuettoParts): Room['resolvers'] {
  return [
    new ActivationResolver(services.activations),
    new ActivationFieldsResolver(),
    new AgencyRequestResolver(services.requests),
    new DisputeResolver(new DisputeService(database)),
    new AssignmentResolver(),
    new EventResolver(),
    new CompanySendsResolver(),
    new CostResolver(services.costs),
    new FeeResolver(),
    new InvoiceServiceResolver(),
    new LetterPreviewResolver(preview),
    new PaymentServiceResolver(),
    new PriceListResolver(),
    new RecallResolver(),
    new SendResolver(services.sends),
    new SendItemResolver(),
    new SendCheckResolver(),
    new SendCheckItemResolver(),
    new ServiceInvoiceResolver(),
    new SettlementResolver(),
    new DeadLetterResolver(services.deadLetters),
  ]
}

function tasksOf({ sendWork }: Services, { database, clock, log, publicUrl, toAgency }: DuettoParts): Room['tasks'] {
  const now = () => clock.now()
  const delivery = new Delivery(database, toAgency, now)
  const application = new Application(database, publicUrl, now, ({ companyId, ...problem }) =>
    log.error({ ...problem, companyId: companyId.toString() }, 'a message of the agency does not fit the books'),
  )
  const sweep = new Sweep(database, publicUrl, now)
  const erasure = new IdentityErasure(database, now)
  return {
    [DELIVER]: (payload) => delivery.deliver(companyIdIn(payload)),
    [APPLY]: (payload) => application.apply(companyIdIn(payload)),
    [SEND]: (payload) => sendWork.run(companyIdIn(payload), sendIdIn(payload)),
    [SWEEP]: () => sweep.run(),
    [ERASE_IDENTITIES]: async () => {
      await erasure.run()
    },
  }
}

function routesOf({ inbox }: Services, { database, clock, identify, exchangeSecret }: DuettoParts): Room['routes'] {
  const asked = { database, clock, identify, note: companyOpening(database) }
  return [
    documentRoute({ ...asked, path: '/letters', find: (unit, _, id) => findLetterDocument(unit, id) }),
    ...feeRoutes(asked),
    ...serviceInvoiceRoutes(asked),
    ...statementRoutes(asked),
    ...(exchangeSecret === undefined ? [] : [exchangeRoute((message) => inbox.receive(message), exchangeSecret)]),
  ]
}

const assignmentNode: NodeLoader = async (context, key) => {
  const assignment = await context.load(assignmentById, key)
  return assignment ? showAssignment(assignment.row) : null
}

function sendNode(kind: 'REMINDER' | 'COLLECTION'): NodeLoader {
  return async (context, key) => {
    const send = await context.load(sendById, key)
    return send?.kind === kind ? showSend(send.row) : null
  }
}

function companyIdIn(payload: unknown): bigint {
  return idIn(payload, 'companyId')
}

function sendIdIn(payload: unknown): bigint {
  return idIn(payload, 'sendId')
}

/** Payloads of jobs hold ids as decimal text. */
function idIn(payload: unknown, name: string): bigint {
  const text =
    typeof payload === 'object' && payload !== null ? Object.entries(payload).find(([key]) => key === name) : []
  if (typeof text?.[1] === 'string') return BigInt(text[1])
  throw new Error(`A job of the exchange names its ${name}.`)
}

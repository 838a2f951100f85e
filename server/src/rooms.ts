import type { Logger } from 'pino'
import { cookieSettings } from './access/cookie.ts'
import { type IdentifiedRequest, identify } from './access/identify.ts'
import { makeAccess } from './access/room.ts'
import { type Agency, makeAgency } from './agency/room.ts'
import { PaymentLink } from './duetto/paymentLink.service.ts'
import { type Duetto, makeDuetto } from './duetto/room.ts'
import type { Carrier } from './exchange/messages/carrier.ts'
import type { FromAgency } from './exchange/messages/fromAgency.ts'
import type { Previewer } from './exchange/messages/preview.ts'
import type { ToAgency } from './exchange/messages/toAgency.ts'
import { type Ledger, makeLedger } from './ledger/room.ts'
import type { Clock } from './platform/clock.ts'
import type { Database } from './platform/database/database.ts'
import type { Entities } from './platform/database/source.ts'
import { exchangeRoute } from './platform/http/exchangeRoute.ts'
import { messageCarrier } from './platform/http/messageCarrier.ts'
import { previewOverHttp, previewRoute } from './platform/http/previewRoad.ts'
import type { Room } from './platform/room.ts'
import { makePortfolio } from './portfolio/room.ts'

/** Which of the two books this process keeps. */
export type Side = 'both' | 'company' | 'agency'

/** The road to the other book when it is another process: messages go as HTTP in both directions. */
export interface Road {
  /** Where the other side takes messages. */
  readonly url: string
  readonly secret: string
}

/** What every room is built from. */
export interface Ground {
  readonly database: Database
  readonly clock: Clock
  readonly log: Logger
  readonly publicUrl: string
  readonly side: Side
  /** Needed when this process keeps one side alone. */
  readonly road: Road | undefined
}

/** How long the other side may take to store a message. */
const MESSAGE_MS = 10_000

/** Classes that TypeORM maps. */
export const entities: Entities = []

export interface Rooms {
  readonly ledger: Ledger
  readonly duetto: Duetto
  readonly agency: Agency
  readonly rooms: readonly Room[]
}

/** Builds the rooms in the order of their arrows, and hands each what it needs of the others. */
export function makeRooms({ database, clock, log, publicUrl, side, road }: Ground): Rooms {
  const access = makeAccess(database, publicUrl)
  const ledger = makeLedger(database, clock, new PaymentLink(clock))
  const overHttp = road && messageCarrier({ ...road, timeoutMs: MESSAGE_MS })
  // In one process the road between the two books is a call; each side stores what it is handed before it answers.
  const toAgency: Carrier<ToAgency> = overHttp ?? ((message) => agency.inbox.receive(message))
  const toCompany: Carrier<FromAgency> = overHttp ?? ((message) => duetto.inbox.receive(message))
  const preview: Previewer = road
    ? previewOverHttp({ ...road, timeoutMs: MESSAGE_MS })
    : (question) => agency.previews.draft(question)
  const identifyReader = (request: IdentifiedRequest) =>
    identify(request, { cookie: cookieSettings(publicUrl), publicUrl })
  const duetto = makeDuetto({
    ...{ database, clock, log, toAgency, preview, identify: identifyReader },
    ...(road ? { exchangeSecret: road.secret } : {}),
  })
  const agency = makeAgency({ database, clock, carrier: toCompany, identify: identifyReader })
  const portfolio = makePortfolio(database, clock, identifyReader)
  const company = [ledger.room, duetto.room, portfolio]
  const ofAgency = [agency.room, ...(road ? [{ routes: roadOf(agency, road.secret) }] : [])]
  const rooms = { company, agency: ofAgency, both: [...company, agency.room] }[side]
  return { ledger, duetto, agency, rooms: [access, ...rooms] }
}

/** What the company side asks of and tells an agency that is a process of its own. */
function roadOf(agency: Agency, secret: string) {
  return [
    exchangeRoute((message) => agency.inbox.receive(message), secret),
    previewRoute((question) => agency.previews.draft(question), secret),
  ]
}

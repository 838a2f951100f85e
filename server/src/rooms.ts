import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'
import { cookieSettings } from './access/cookie.ts'
import { type IdentifiedRequest, identify } from './access/identify.ts'
import { makeAccess } from './access/room.ts'
import { type Agency, makeAgency } from './agency/room.ts'
import { PaymentLink } from './duetto/assignment/paymentLink.service.ts'
import { type Duetto, makeDuetto } from './duetto/room.ts'
import type { ToldByAgency } from './exchange/messages/account.ts'
import type { Carrier } from './exchange/messages/carrier.ts'
import type { Previewer } from './exchange/messages/preview.ts'
import type { ToAgency } from './exchange/messages/toAgency.ts'
import type { NetvisorSettings } from './ledger/netvisor/netvisorClient.ts'
import { type Ledger, makeLedger } from './ledger/room.ts'
import type { Clock } from './platform/clock.ts'
import type { Database } from './platform/database/database.ts'
import type { Entities } from './platform/database/source.ts'
import { folderRoom, foldersOf } from './platform/folder/folderRoad.ts'
import type { MessageFolder } from './platform/folder/messageFolder.ts'
import { exchangeRoute } from './platform/http/exchangeRoute.ts'
import { messageCarrier } from './platform/http/messageCarrier.ts'
import { noPreview, previewOverHttp, previewRoute } from './platform/http/previewRoad.ts'
import { type Mailer, type MailSettings, smtpMailer } from './platform/mail/smtp.ts'
import type { Room } from './platform/room.ts'
import { SecretBox } from './platform/secretBox.ts'
import { makePortfolio } from './portfolio/room.ts'

/** Which of the two books this process keeps. */
export type Side = 'both' | 'company' | 'agency'

/** The road to the other book when it is another process: HTTP in both directions, or files in a folder that both see. */
export type Road = HttpRoad | FolderRoad

export interface HttpRoad {
  /** Where the other side takes messages. */
  readonly url: string
  readonly secret: string
}

export interface FolderRoad {
  readonly folder: string
}

/** Netvisor, and what opens the keys that companies have given for it. */
export interface NetvisorGround {
  readonly settings: NetvisorSettings
  readonly secrets: SecretBox
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
  /** The mail server; without one mail is kept and read on the pages. */
  readonly mail?: MailSettings | undefined
  readonly netvisor?: NetvisorGround | undefined
  /** What mails letters in the place of the mail server: in the demo they reach nobody. */
  readonly letterMailer?: Mailer | undefined
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
export function makeRooms({
  database,
  clock,
  log,
  publicUrl,
  side,
  road,
  mail,
  letterMailer,
  netvisor,
}: Ground): Rooms {
  const mailer = mail && smtpMailer(mail)
  const access = makeAccess({ database, publicUrl, clock, mailer })
  // Without Netvisor nothing is ever sealed or opened.
  const { settings, secrets = new SecretBox(randomBytes(32)) }: Partial<NetvisorGround> = netvisor ?? {}
  const ledger = makeLedger({ database, clock, service: new PaymentLink(clock), settings, secrets })
  const http = road && 'url' in road ? road : undefined
  const folders = road && 'folder' in road ? foldersOf(road.folder) : undefined
  const overHttp = http && messageCarrier({ ...http, timeoutMs: MESSAGE_MS })
  // In one process the road between the two books is a call; each side stores what it is handed before it answers.
  const toAgency: Carrier<ToAgency> =
    carrierOver(folders?.toAgency) ?? overHttp ?? ((sent) => agency.inbox.receive(sent))
  const toCompany: Carrier<ToldByAgency> =
    carrierOver(folders?.fromAgency) ?? overHttp ?? ((sent) => duetto.inbox.receive(sent))
  const overRoad = http ? previewOverHttp({ ...http, timeoutMs: MESSAGE_MS }) : noPreview
  const preview: Previewer = road ? overRoad : (question) => agency.previews.draft(question)
  const identifyReader = (request: IdentifiedRequest) =>
    identify(request, { cookie: cookieSettings(publicUrl), publicUrl })
  const duetto = makeDuetto({
    ...{ database, clock, log, publicUrl, toAgency, preview, identify: identifyReader },
    ...(http ? { exchangeSecret: http.secret } : {}),
  })
  const agency = makeAgency({
    ...{ database, clock, carrier: toCompany, identify: identifyReader },
    mailer: letterMailer ?? mailer,
  })
  const portfolio = makePortfolio(database, clock, identifyReader)
  const company = [ledger.room, duetto.room, portfolio, ...(folders ? [companyFolders(duetto, folders)] : [])]
  const ofAgency = [
    agency.room,
    ...(http ? [{ routes: roadOf(agency, http.secret) }] : []),
    ...(folders ? [agencyFolders(agency, folders)] : []),
  ]
  const rooms = { company, agency: ofAgency, both: [...company, agency.room] }[side]
  return { ledger, duetto, agency, rooms: [access, ...rooms] }
}

function carrierOver(folder: MessageFolder | undefined): Carrier<ToAgency | ToldByAgency> | undefined {
  return folder && ((message) => folder.put(message))
}

function companyFolders(duetto: Duetto, folders: ReturnType<typeof foldersOf>): Room {
  return folderRoom({
    task: 'duetto.collect',
    sent: folders.toAgency,
    received: folders.fromAgency,
    receive: (message) => duetto.inbox.receive(message),
    acknowledge: (receipt) => duetto.deadLetters.acknowledge(receipt),
  })
}

function agencyFolders(agency: Agency, folders: ReturnType<typeof foldersOf>): Room {
  return folderRoom({
    task: 'agency.collect',
    sent: folders.fromAgency,
    received: folders.toAgency,
    receive: (message) => agency.inbox.receive(message),
    acknowledge: (receipt) => agency.deadLetters.acknowledge(receipt),
  })
}

/** What the company side asks of and tells an agency that is a process of its own. */
function roadOf(agency: Agency, secret: string) {
  return [
    exchangeRoute((message) => agency.inbox.receive(message), secret),
    previewRoute((question) => agency.previews.draft(question), secret),
  ]
}

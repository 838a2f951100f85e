import type { Logger } from 'pino'
import { makeAccess } from './access/room.ts'
import { type Agency, makeAgency } from './agency/room.ts'
import { PaymentLink } from './duetto/paymentLink.service.ts'
import { type Duetto, makeDuetto } from './duetto/room.ts'
import { type Ledger, makeLedger } from './ledger/room.ts'
import type { Clock } from './platform/clock.ts'
import type { Database } from './platform/database/database.ts'
import type { Entities } from './platform/database/source.ts'
import type { Room } from './platform/room.ts'
import { makePortfolio } from './portfolio/room.ts'

/** What every room is built from. */
export interface Ground {
  readonly database: Database
  readonly clock: Clock
  readonly log: Logger
  readonly publicUrl: string
}

/** Classes that TypeORM maps. */
export const entities: Entities = []

export interface Rooms {
  readonly ledger: Ledger
  readonly duetto: Duetto
  readonly agency: Agency
  readonly rooms: readonly Room[]
}

/** Builds the rooms in the order of their arrows, and hands each what it needs of the others. */
export function makeRooms({ database, clock, log, publicUrl }: Ground): Rooms {
  const access = makeAccess(database, publicUrl)
  const ledger = makeLedger(database, clock, new PaymentLink(clock))
  // In one process the road between the two books is a call; each side stores what it is handed before it answers.
  const duetto = makeDuetto({ database, clock, log, toAgency: (message) => agency.inbox.receive(message) })
  const agency = makeAgency({ database, clock, carrier: (message) => duetto.inbox.receive(message) })
  const portfolio = makePortfolio(database, clock)
  return { ledger, duetto, agency, rooms: [access, ledger.room, duetto.room, agency.room, portfolio] }
}

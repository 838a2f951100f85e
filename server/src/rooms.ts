import type { Logger } from 'pino'
import { makeAccess } from './access/room.ts'
import { PaymentLink } from './duetto/paymentLink.service.ts'
import { type Ledger, makeLedger } from './ledger/room.ts'
import type { Clock } from './platform/clock.ts'
import type { Database } from './platform/database/database.ts'
import type { Entities } from './platform/database/source.ts'
import type { Room } from './platform/room.ts'

/** What every room is built from. */
export interface Ground {
  readonly database: Database
  readonly clock: Clock
  readonly log: Logger
  readonly publicUrl: string
}

/** Classes that TypeORM maps. */
export const entities: Entities = []

/** Builds the rooms in the order of their arrows, and hands each what it needs of the others. */
export function makeRooms(ground: Ground): { readonly ledger: Ledger; readonly rooms: readonly Room[] } {
  const access = makeAccess(ground.database, ground.publicUrl)
  const ledger = makeLedger(ground.database, ground.clock, new PaymentLink(ground.clock))
  return { ledger, rooms: [access, ledger.room] }
}

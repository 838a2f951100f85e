import type { Logger } from 'pino'
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
export function makeRooms(_ground: Ground): { readonly rooms: readonly Room[] } {
  return { rooms: [] }
}

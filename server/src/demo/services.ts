import type { Agency } from '../agency/room.ts'
import type { Duetto } from '../duetto/room.ts'
import type { Ledger } from '../ledger/room.ts'
import type { Database } from '../platform/database/database.ts'
import type { DemoClock } from './clock.ts'

/** The product that the demo drives: the rooms as they are, on a clock that is set by hand. */
export interface DemoServices {
  readonly database: Database
  readonly clock: DemoClock
  readonly ledger: Ledger
  readonly duetto: Duetto
  readonly agency: Agency
  /** Runs the queue until it is empty. */
  settle(): Promise<void>
  /** Tells the database how much there is by now. */
  refreshStatistics(): Promise<void>
}

/** Works on all items, a few at once; the first failure ends it. */
export async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>, lanes = 3): Promise<void> {
  const waiting = items.values()
  const lane = async () => {
    for (const item of waiting) await work(item)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

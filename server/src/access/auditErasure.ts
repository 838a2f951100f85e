import { helsinkiToday } from '../kernel/calendarDate.ts'
import { inBatches } from '../platform/database/batches.ts'
import type { Database } from '../platform/database/database.ts'

export const EMPTY_AUDIT = 'access.emptyAudit'

/** Empties the values of acts once their last day has passed; who did what and when stays. A second run finds nothing. */
export class AuditErasure {
  readonly #database: Database
  readonly #now: () => Date

  constructor(database: Database, now: () => Date) {
    this.#database = database
    this.#now = now
  }

  /** How many entries were emptied. */
  run(): Promise<number> {
    const today = helsinkiToday(this.#now())
    return inBatches(async (most) => {
      const row = await this.#database.job(0n, (unit) =>
        unit.row<{ count: number }>('SELECT access.empty_audit($1, $2) AS count', [today, most], 'access.emptyAudit'),
      )
      return row?.count ?? 0
    })
  }
}

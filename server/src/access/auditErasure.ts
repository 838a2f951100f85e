import { helsinkiToday } from '../kernel/calendarDate.ts'
import type { Database } from '../platform/database/database.ts'

export const EMPTY_AUDIT = 'access.emptyAudit'

/** Rows of one transaction: short enough that nobody waits for it. */
const BATCH = 5_000

/** Empties the values of acts once their last day has passed; who did what and when stays. A second run finds nothing. */
export class AuditErasure {
  readonly #database: Database
  readonly #now: () => Date

  constructor(database: Database, now: () => Date) {
    this.#database = database
    this.#now = now
  }

  /** How many entries were emptied. */
  async run(): Promise<number> {
    const today = helsinkiToday(this.#now())
    let emptied = 0
    for (;;) {
      const row = await this.#database.job(0n, (unit) =>
        unit.row<{ count: number }>('SELECT access.empty_audit($1, $2) AS count', [today, BATCH], 'access.emptyAudit'),
      )
      if (!row || row.count === 0) return emptied
      emptied += row.count
    }
  }
}

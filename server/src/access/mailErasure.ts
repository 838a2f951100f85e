import { helsinkiToday } from '../kernel/calendarDate.ts'
import type { Database } from '../platform/database/database.ts'

export const ERASE_MAIL = 'access.eraseMail'

/** Rows of one transaction: short enough that nobody waits for it. */
const BATCH = 5_000

/** Deletes mail to companies' people once its last day has passed. A second run finds nothing. */
export class MailErasure {
  readonly #database: Database
  readonly #now: () => Date

  constructor(database: Database, now: () => Date) {
    this.#database = database
    this.#now = now
  }

  /** How many were deleted. */
  async run(): Promise<number> {
    const today = helsinkiToday(this.#now())
    let erased = 0
    for (;;) {
      const row = await this.#database.job(0n, (unit) =>
        unit.row<{ count: number }>('SELECT access.erase_mail($1, $2) AS count', [today, BATCH], 'access.eraseMail'),
      )
      if (!row || row.count === 0) return erased
      erased += row.count
    }
  }
}

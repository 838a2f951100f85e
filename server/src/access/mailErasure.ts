import { helsinkiToday } from '../kernel/calendarDate.ts'
import { inBatches } from '../platform/database/batches.ts'
import type { Database } from '../platform/database/database.ts'

export const ERASE_MAIL = 'access.eraseMail'

/** Deletes mail to companies' people once its last day has passed. A second run finds nothing. */
export class MailErasure {
  readonly #database: Database
  readonly #now: () => Date

  constructor(database: Database, now: () => Date) {
    this.#database = database
    this.#now = now
  }

  /** How many were deleted. */
  run(): Promise<number> {
    const today = helsinkiToday(this.#now())
    return inBatches(async (most) => {
      const row = await this.#database.job(0n, (unit) =>
        unit.row<{ count: number }>('SELECT access.erase_mail($1, $2) AS count', [today, most], 'access.eraseMail'),
      )
      return row?.count ?? 0
    })
  }
}

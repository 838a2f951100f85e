import { helsinkiToday } from '../kernel/calendarDate.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { storeFallenDue } from './nightly.ts'

/** Goes through every company's books when the day has changed. */
export class Nightly {
  readonly #database: Database
  readonly #clock: Clock

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  /** One transaction per company; may run at any time and again. Returns how many invoices fell due. */
  async run(): Promise<number> {
    const now = this.#clock.now()
    const today = helsinkiToday(now)
    let fallen = 0
    for (const companyId of await this.#companies()) {
      fallen += await this.#database.job(companyId, (unit) => storeFallenDue(unit, companyId, today, now))
    }
    return fallen
  }

  /** Asked in a unit of no company: ids are all that background work may know beyond its company. */
  async #companies(): Promise<bigint[]> {
    const rows = await this.#database.job(0n, (unit) =>
      unit.rows<{ id: bigint }>('SELECT id FROM access.company_ids() AS c (id)', [], 'ledger.companies'),
    )
    return rows.map((row) => row.id)
  }
}

import { helsinkiToday } from '../kernel/calendarDate.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { Unit } from '../platform/database/unit.ts'
import { bookWaiting } from './bank/bankBooking.ts'
import { lockBooks } from './invoice/invoice.store.ts'
import type { ServicePort } from './invoice/servicePort.ts'
import { doubtfulReferences, storeFallenDue } from './nightly.ts'

/** Goes through every company's books: what fell due, and doubtful money that a settlement message explains by now. */
export class Nightly {
  readonly #database: Database
  readonly #clock: Clock
  readonly #service: ServicePort

  constructor(database: Database, clock: Clock, service: ServicePort) {
    this.#database = database
    this.#clock = clock
    this.#service = service
  }

  /** One transaction per company; may run at any time and again. Returns how many invoices fell due. */
  async run(): Promise<number> {
    const now = this.#clock.now()
    const today = helsinkiToday(now)
    let fallen = 0
    for (const companyId of await this.#companies()) {
      fallen += await this.#database.job(companyId, (unit) => storeFallenDue(unit, companyId, today, now))
      await this.#database.job(companyId, (unit) => this.#reconsider(unit, companyId, now))
    }
    return fallen
  }

  async #reconsider(unit: Unit, companyId: bigint, now: Date): Promise<void> {
    const references = await doubtfulReferences(unit, companyId)
    if (references.length === 0) return
    await lockBooks(unit, companyId)
    const books = { unit, companyId, userId: null, now, today: helsinkiToday(now), service: this.#service }
    await bookWaiting(books, references)
  }

  /** Asked in a unit of no company: ids are all that background work may know beyond its company. */
  async #companies(): Promise<bigint[]> {
    const rows = await this.#database.job(0n, (unit) =>
      unit.rows<{ id: bigint }>('SELECT id FROM access.company_ids() AS c (id)', [], 'ledger.companies'),
    )
    return rows.map((row) => row.id)
  }
}

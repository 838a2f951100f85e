import type { Database } from '../platform/database/database.ts'
import { enqueueApply } from './inbox.ts'
import { enqueueDelivery } from './outbox.ts'

/** The nightly task that takes up exchange work whose jobs have given up. */
export const SWEEP = 'duetto.sweep'

/** Rows of no company: enough for asking which companies have work waiting. */
const NO_COMPANY = 0n

/** A job gives up after days of failing; the messages stay, and this tries them again once a day. */
export class Sweep {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async run(): Promise<void> {
    const waiting = await this.#database.job(NO_COMPANY, (unit) =>
      unit.rows<{ companyId: bigint }>(
        'SELECT duetto.companies_waiting() AS "companyId"',
        [],
        'duetto.companiesWaiting',
      ),
    )
    for (const { companyId } of waiting) {
      await this.#database.job(companyId, async (unit) => {
        await enqueueDelivery(unit, companyId)
        await enqueueApply(unit, companyId)
      })
    }
  }
}

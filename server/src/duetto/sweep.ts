import type { CalendarDate } from '../kernel/calendarDate.ts'
import type { Database } from '../platform/database/database.ts'
import { termsOn } from './activation.store.ts'
import { enqueueApply } from './inbox.ts'
import { enqueueDelivery } from './outbox.ts'
import { enqueueSend } from './sendWork.ts'

/** The nightly task that takes up exchange work whose jobs have given up. */
export const SWEEP = 'duetto.sweep'

/** Rows of no company: enough for asking which companies have work waiting. */
const NO_COMPANY = 0n

/** A job gives up after days of failing; the messages stay, and this tries them again once a day. */
export class Sweep {
  readonly #database: Database

  readonly #today: () => CalendarDate

  constructor(database: Database, today: () => CalendarDate) {
    this.#database = database
    this.#today = today
  }

  async run(): Promise<void> {
    await this.#askNewTerms()
    await this.#goOnSending()
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

  /** Long sends whose job has given up: what waits is sent after all. */
  async #goOnSending(): Promise<void> {
    const waiting = await this.#database.job(NO_COMPANY, (unit) =>
      unit.rows<{ companyId: bigint; id: bigint }>(
        'SELECT s.company_id AS "companyId", s.id FROM duetto.sends_waiting() s',
        [],
        'duetto.sendsWaiting',
      ),
    )
    for (const { companyId, id } of waiting) {
      await this.#database.job(companyId, (unit) => enqueueSend(unit, companyId, id))
    }
  }

  /** Reads count the terms of the day in by themselves; this writes it down for lists that show what is written. */
  async #askNewTerms(): Promise<void> {
    const { version, waiting } = await this.#database.job(NO_COMPANY, async (unit) => {
      const { version } = await termsOn(unit, this.#today())
      const sql = 'SELECT duetto.companies_on_other_terms($1) AS "companyId"'
      return {
        version,
        waiting: await unit.rows<{ companyId: bigint }>(sql, [version], 'duetto.companiesOnOtherTerms'),
      }
    })
    for (const { companyId } of waiting) {
      await this.#database.job(companyId, (unit) =>
        unit.rows(
          `UPDATE duetto.activation SET state = 'TERMS_PENDING' WHERE company_id = $1 AND state = 'ACTIVE' AND terms_version <> $2`,
          [companyId, version],
          'duetto.askNewTerms',
        ),
      )
    }
  }
}

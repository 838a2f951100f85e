import { auditOther } from '../../access/audit.ts'
import { helsinkiToday } from '../../kernel/calendarDate.ts'
import type { Database } from '../../platform/database/database.ts'
import { eraseIdentity, identitiesDue } from './identity.store.ts'

export const ERASE_IDENTITIES = 'duetto.eraseIdentities'

/** Rows of no company: enough for asking whose statements are due. */
const NO_COMPANY = 0n

/**
 * Erases statements of the identity check five years after the customer relation ended (444/2017, 3:3 §); see decision
 * 17. The trail keeps that it was done, and how many there were. A second run finds nothing.
 */
export class IdentityErasure {
  readonly #database: Database
  readonly #now: () => Date

  constructor(database: Database, now: () => Date) {
    this.#database = database
    this.#now = now
  }

  /** How many companies' statements went. */
  async run(): Promise<number> {
    const now = this.#now()
    const today = helsinkiToday(now)
    const due = await this.#database.job(NO_COMPANY, (unit) => identitiesDue(unit, today))
    for (const companyId of due) {
      await this.#database.job(companyId, async (unit) => {
        const rows = await eraseIdentity(unit, companyId)
        await auditOther(unit, { now }, companyId, { action: 'IDENTITY_ERASED', after: { rows: String(rows) } })
      })
    }
    return due.length
  }
}

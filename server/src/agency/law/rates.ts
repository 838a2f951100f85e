import { auditStaff } from '../../access/staffAudit.ts'
import type { Result } from '../../kernel/result.ts'
import { ok } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { EnteredRate } from '../../platform/referenceRate.ts'
import { enteredRates } from '../../platform/referenceRate.ts'
import { staffActor } from '../staff.ts'
import type { Proposal } from './datedData.store.ts'
import type { DatedData } from './datedData.ts'
import { checkRate, type NewRate, storeRate } from './rateRules.ts'

/** A made-up rate is on record at once; a published one waits for another of the staff. */
export type EnteredOrProposed =
  | { readonly rate: EnteredRate; readonly proposal: null }
  | { readonly rate: null; readonly proposal: Proposal }

/** Reference rates that staff enter when they are published. */
export class Rates {
  readonly #database: Database
  readonly #clock: Clock
  readonly #datedData: DatedData

  constructor(database: Database, clock: Clock, datedData: DatedData) {
    this.#database = database
    this.#clock = clock
    this.#datedData = datedData
  }

  /**
   * Staff only. Errors: NOT_HALF_YEAR, NOT_HALF_POINTS, SOURCE_NEEDED, RATE_EXISTS, ALREADY_PROPOSED. Steps that waited for
   * a rate go on when it is on record.
   */
  async enter(scope: Scope, given: NewRate): Promise<Result<EnteredOrProposed>> {
    const actor = staffActor(scope)
    if (!given.isDemo) {
      const proposed = await this.#datedData.proposeRate(scope, given)
      return proposed.ok ? ok({ rate: null, proposal: proposed.value }) : proposed
    }
    const { today } = scope
    return this.#database.agency(actor, async (unit) => {
      const checked = checkRate(given, await enteredRates(unit))
      if (!checked.ok) return checked
      await storeRate(unit, checked.value, actor.userId, { today, now: this.#clock.now() })
      const { from, percent, source } = given
      await auditStaff(unit, scope, { action: 'REFERENCE_RATE_ENTERED', after: { from, percent, source } })
      return ok({ rate: checked.value, proposal: null })
    })
  }
}

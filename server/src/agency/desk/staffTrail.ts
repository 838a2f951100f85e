import { helsinkiToday } from '../../kernel/calendarDate.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Clock } from '../../platform/clock.ts'
import { inBatches } from '../../platform/database/batches.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Page } from '../../platform/graphql/paging.ts'
import { staffReader } from '../staff.ts'
import {
  type StaffPerson,
  type StaffTrailNarrowing,
  type StaffTrailRow,
  staffPeople,
  staffTrail,
} from './staffTrail.store.ts'

export const EMPTY_STAFF_TRAIL = 'agency.emptyAudit'

/** The agency's book of what its staff did. Only added to; the acts themselves write it. */
export class StaffTrail {
  readonly #database: Database
  readonly #clock: Clock

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  /** Staff only. The newest first. */
  list(scope: Scope, narrowing: StaffTrailNarrowing, page: Page): Promise<StaffTrailRow[]> {
    return this.#database.agency(staffReader(scope), (unit) => staffTrail(unit, narrowing, page))
  }

  /** Staff only. */
  people(scope: Scope): Promise<StaffPerson[]> {
    return this.#database.agency(staffReader(scope), staffPeople)
  }

  /** Empties the values whose last day has passed, and answers how many; who did what and when stays. */
  empty(): Promise<number> {
    const today = helsinkiToday(this.#clock.now())
    return inBatches(async (most) => {
      const row = await this.#database.agency('system', (unit) =>
        unit.row<{ count: number }>('SELECT agency.empty_audit($1, $2) AS count', [today, most], 'agency.emptyAudit'),
      )
      return row?.count ?? 0
    })
  }
}

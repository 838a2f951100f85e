import type { Scope } from '../../kernel/scope.ts'
import type { Database } from '../../platform/database/database.ts'
import { staffReader } from '../staff.ts'
import { type ClaimRow, listClaims } from './claim.store.ts'

/** What creditors owe to client funds. */
export class Claims {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Staff only. */
  list(scope: Scope): Promise<ClaimRow[]> {
    return this.#database.agency(staffReader(scope), listClaims)
  }
}

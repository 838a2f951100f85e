import { err, ok, type Result } from '../kernel/result.ts'
import type { Scope } from '../kernel/scope.ts'
import type { Database } from '../platform/database/database.ts'
import { endLink } from './provision.ts'
import { requireRight } from './rights.ts'

/** A company's own hand on its links: staff make them, the company may end them. */
export class MasterIdLinkService {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Ends a running link; refuses with NOT_LINKED when there is none. Needs MANAGE_LINKS in the company. */
  end(scope: Scope, companyId: bigint, masterId: bigint): Promise<Result<true>> {
    return this.#database.write(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'MANAGE_LINKS')
      const ended = await endLink(unit, companyId, masterId)
      return ended
        ? ok(true)
        : err({ code: 'NOT_LINKED', message: 'The company has no running link to this Master-ID.', field: 'masterId' })
    })
  }
}

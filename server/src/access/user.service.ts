import { ok } from '../kernel/result.ts'
import type { Scope } from '../kernel/scope.ts'
import type { Database } from '../platform/database/database.ts'
import type { Language } from './access.enums.ts'
import { requireUser } from './signedIn.ts'

/** What people keep of themselves. */
export class UserService {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Throws NotSignedIn for nobody. */
  async setLanguage(scope: Scope, language: Language): Promise<void> {
    const user = requireUser(scope)
    await this.#database.write(user, null, async (unit) =>
      ok(
        await unit.count('UPDATE access.app_user SET language = $1 WHERE id = $2', [
          language.toLowerCase(),
          user.userId,
        ]),
      ),
    )
  }
}

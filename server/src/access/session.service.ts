import { err, ok, type Result, type UserError } from '../kernel/result.ts'
import type { AnonymousScope, Credential, Scope } from '../kernel/scope.ts'
import type { Database } from '../platform/database/database.ts'
import { verifyPassword } from './password.ts'
import { makeSecret } from './secret.ts'
import { auditOneself, noteSignIn, type SignInNote } from './securityLog.ts'
import { requireSession } from './signedIn.ts'
import type { SignInThrottle } from './throttle.ts'

/**
 * A session lasts a working day from signing in, used or not, and is never prolonged: prolonging would make every read
 * a write. It ends sooner by signing out or when all sessions are revoked.
 */
const SESSION_HOURS = 12

export interface SignIn {
  readonly email: string
  readonly password: string
  /** The client's network address, for throttling and for the security log. */
  readonly address: string
}

export interface OpenedSession {
  /** For the cookie; not kept. */
  readonly secret: string
  readonly credential: Credential
  readonly expiresAt: Date
}

export type SignInError = UserError & {
  code: 'SIGN_IN_FAILED' | 'TOO_MANY_ATTEMPTS'
  /** With TOO_MANY_ATTEMPTS. */
  retryAt?: Date
}

/** The one answer to an unknown e-mail and to a wrong password. */
const FAILED = err<SignInError>({ code: 'SIGN_IN_FAILED', message: 'The e-mail or the password is wrong.' })

export class SessionService {
  readonly #database: Database
  readonly #throttle: SignInThrottle

  constructor(database: Database, throttle: SignInThrottle) {
    this.#database = database
    this.#throttle = throttle
  }

  async signIn(scope: Scope, attempt: SignIn): Promise<Result<OpenedSession, SignInError>> {
    const nobody: AnonymousScope = { kind: 'anonymous', today: scope.today, now: scope.now, requestId: scope.requestId }
    const noted = { address: attempt.address, at: scope.now }
    const waitSeconds = await this.#throttle.attempt(attempt.email, attempt.address)
    if (waitSeconds !== undefined) {
      await this.#note(nobody, { ...noted, action: 'SIGN_IN_BLOCKED', userId: null })
      return err(tooMany(waitSeconds))
    }
    const known = await this.#database.read(nobody, (unit) =>
      unit.row<{ user_id: bigint; password_hash: string }>('SELECT * FROM access.credential($1)', [
        attempt.email.trim(),
      ]),
    )
    const fits = await verifyPassword(known?.password_hash, attempt.password)
    if (!known || !fits) {
      await this.#note(nobody, { ...noted, action: 'SIGN_IN_FAILED', userId: known?.user_id ?? null })
      return FAILED
    }
    const { secret, hash } = makeSecret()
    // Sessions live by the database's clock, which also decides when they have expired.
    const opened = await this.#database.write(nobody, null, async (unit) => {
      const row = await unit.row<{ expires_at: Date | null }>(
        'SELECT access.open_session($1, $2, $3, $4) AS expires_at',
        [known.user_id, known.password_hash, hash, SESSION_HOURS],
      )
      if (!row?.expires_at) return FAILED
      await noteSignIn(unit, { ...noted, action: 'SIGNED_IN', userId: known.user_id })
      return ok(row.expires_at)
    })
    if (!opened.ok) return opened
    await this.#throttle.succeeded(attempt.email, attempt.address)
    return ok({ secret, credential: { kind: 'SESSION', hash }, expiresAt: opened.value })
  }

  /** Ends the session in use; nothing to do for one who is not signed in. Throws NotAllowed for an API token. */
  async signOut(scope: Scope): Promise<void> {
    if (scope.kind === 'anonymous') return
    const session = requireSession(scope)
    await this.#database.write(session, null, async (unit) => {
      await auditOneself(unit, session, { action: 'SIGNED_OUT' })
      return ok(await unit.rows('SELECT access.close_session($1)', [session.credential.hash]))
    })
  }

  /** Ends every session of the actor, this one too, and tells how many they were. API tokens stay. */
  async revokeAll(scope: Scope): Promise<number> {
    const session = requireSession(scope)
    const closed = await this.#database.write(session, null, async (unit) => {
      const row = await unit.row<{ count: number }>('SELECT access.close_sessions()::integer AS count')
      const count = row?.count ?? 0
      await auditOneself(unit, session, { action: 'SESSIONS_REVOKED', after: { sessions: String(count) } })
      return ok(count)
    })
    return closed.ok ? closed.value : 0
  }

  async #note(nobody: AnonymousScope, note: SignInNote): Promise<void> {
    await this.#database.write(nobody, null, async (unit) => ok(await noteSignIn(unit, note)))
  }
}

function tooMany(waitSeconds: number): SignInError {
  const minutes = Math.ceil(waitSeconds / 60)
  return {
    code: 'TOO_MANY_ATTEMPTS',
    message: `Too many attempts. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
    retryAt: new Date(Date.now() + waitSeconds * 1000),
  }
}

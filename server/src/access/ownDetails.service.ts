import { createHash, randomInt } from 'node:crypto'
import { err, ok, type Result, type UserError } from '../kernel/result.ts'
import type { Scope, UserScope } from '../kernel/scope.ts'
import type { Database } from '../platform/database/database.ts'
import type { Unit } from '../platform/database/unit.ts'
import { parseEmail, parsePhone } from './contact.ts'
import { writePersonMail } from './mail.ts'
import { hashPassword, LONGEST_PASSWORD, SHORTEST_PASSWORD, verifyPassword } from './password.ts'
import { auditOneself } from './securityLog.ts'
import { requireSession } from './signedIn.ts'
import type { SignInThrottle } from './throttle.ts'

const CODE_MINUTES = 30
const LONGEST_NAME = 100

/** What a person changes with their password at hand. */
export interface Proven {
  readonly password: string
  /** The client's network address, for throttling only. */
  readonly address: string
}

interface Known {
  readonly name: string
  readonly email: string
  readonly phone: string | null
}

/** A person's own name, phone, e-mail and password. Throws NotSignedIn, or NotAllowed for an API token. */
export class OwnDetails {
  readonly #database: Database
  readonly #throttle: SignInThrottle
  readonly #publicUrl: string

  constructor(database: Database, throttle: SignInThrottle, publicUrl: string) {
    this.#database = database
    this.#throttle = throttle
    this.#publicUrl = publicUrl
  }

  /** A phone of null or nothing is taken away. Errors: OWN_NAME_MISSING, PHONE_INVALID. */
  update(scope: Scope, wish: { readonly name: string; readonly phone: string | null }): Promise<Result<true>> {
    const user = requireSession(scope)
    return this.#database.write(user, null, async (unit) => {
      const name = wish.name.trim()
      if (name === '' || name.length > LONGEST_NAME)
        return refuse('OWN_NAME_MISSING', `A name has 1 to ${LONGEST_NAME} characters.`, 'input.name')
      const phone = wish.phone?.trim() ? parsePhone(wish.phone) : null
      if (phone === undefined)
        return refuse(
          'PHONE_INVALID',
          'That is no phone number. Write it as 040 123 4567 or +358 40 123 4567.',
          'input.phone',
        )
      const known = await knownOf(unit, user)
      if (known.name === name && known.phone === phone) return ok(true as const)
      await unit.rows(
        'UPDATE access.app_user SET name = $2, phone = $3 WHERE id = $1',
        [user.userId, name, phone],
        'access.updateOwnDetails',
      )
      await auditOneself(unit, user, {
        action: 'OWN_DETAILS_CHANGED',
        before: { name: known.name, phone: known.phone ?? '' },
        after: { name, phone: phone ?? '' },
      })
      return ok(true as const)
    })
  }

  /**
   * Mails a code to the new address; the old one stays until the code is given. Whether the address is somebody else's
   * is not told here. Errors: EMAIL_INVALID, EMAIL_UNCHANGED, PASSWORD_WRONG, TOO_MANY_ATTEMPTS.
   */
  async askEmail(scope: Scope, email: string, proof: Proven): Promise<Result<true>> {
    const user = requireSession(scope)
    const wanted = parseEmail(email)
    if (!wanted) return refuse('EMAIL_INVALID', 'That is no e-mail address.', 'input.email')
    const proven = await this.#prove(user, proof)
    if (!proven.ok) return proven
    if (proven.value.email.toLowerCase() === wanted.toLowerCase())
      return refuse('EMAIL_UNCHANGED', 'That is your address already.', 'input.email')
    const code = String(randomInt(100_000_000)).padStart(8, '0')
    return this.#database.write(user, null, async (unit) => {
      await unit.rows('SELECT access.ask_email($1, $2, $3)', [wanted, digestOf(user, code), CODE_MINUTES])
      await auditOneself(unit, user, { action: 'EMAIL_CHANGE_ASKED', after: { email: wanted } })
      const news = { kind: 'EMAIL_CODE', code, minutes: CODE_MINUTES } as const
      await this.#mail(unit, user, news, wanted)
      return ok(true as const)
    })
  }

  /** The code proves the address; the old one is told. Errors: CODE_WRONG, CODE_EXPIRED, EMAIL_USED. */
  async confirmEmail(scope: Scope, code: string): Promise<Result<true>> {
    const user = requireSession(scope)
    // A wrong code is counted: what it comes to is written, and only then told.
    const done = await this.#database.write(user, null, async (unit): Promise<Result<string>> => {
      const known = await knownOf(unit, user)
      const row = await unit.row<{ outcome: string }>('SELECT access.confirm_email($1) AS outcome', [
        digestOf(user, code.replaceAll(/\s/g, '')),
      ])
      if (row?.outcome !== 'CHANGED') return ok(row?.outcome ?? 'EXPIRED')
      const { email } = await knownOf(unit, user)
      await auditOneself(unit, user, { action: 'EMAIL_CHANGED', before: { email: known.email }, after: { email } })
      await this.#mail(unit, user, { kind: 'EMAIL_CHANGED', email }, known.email)
      return ok('CHANGED')
    })
    if (!done.ok) return done
    if (done.value === 'CHANGED') return ok(true)
    if (done.value === 'WRONG') return refuse('CODE_WRONG', 'The code is not the one in the mail.', 'input.code')
    if (done.value === 'USED') return refuse('EMAIL_USED', 'Another person signs in with this address.', 'input.code')
    return refuse('CODE_EXPIRED', 'The code does not hold any more. Ask for a new one.', 'input.code')
  }

  /** Ends the person's other sessions. Errors: PASSWORD_TOO_SHORT, PASSWORD_WRONG, TOO_MANY_ATTEMPTS. */
  async changePassword(scope: Scope, next: string, proof: Proven): Promise<Result<true>> {
    const user = requireSession(scope)
    if (next.length < SHORTEST_PASSWORD || next.length > LONGEST_PASSWORD) {
      const message = `A password has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters.`
      return refuse('PASSWORD_TOO_SHORT', message, 'input.newPassword')
    }
    const proven = await this.#prove(user, proof)
    if (!proven.ok) return proven
    const hash = await hashPassword(next)
    return this.#database.write(user, null, async (unit) => {
      const changed = await unit.row<{ done: boolean }>('SELECT access.change_password($1, $2, $3) AS done', [
        proven.value.passwordHash,
        hash,
        user.credential.hash,
      ])
      if (!changed?.done) return refuse('PASSWORD_WRONG', 'The password is wrong.', 'input.password')
      await auditOneself(unit, user, { action: 'PASSWORD_CHANGED' })
      await this.#mail(unit, user, { kind: 'PASSWORD_CHANGED' })
      return ok(true as const)
    })
  }

  /** Counts with the attempts to sign in, so that a session left open is no place to guess a password. */
  async #prove(user: UserScope, { password, address }: Proven): Promise<Result<Known & { passwordHash: string }>> {
    const known = await this.#database.read(user, (unit) => knownOf(unit, user))
    const waitSeconds = await this.#throttle.attempt(known.email, address)
    if (waitSeconds !== undefined)
      return refuse('TOO_MANY_ATTEMPTS', `Too many attempts. Try again in ${Math.ceil(waitSeconds / 60)} minutes.`)
    const credential = await this.#database.read(user, (unit) =>
      unit.row<{ password_hash: string }>('SELECT * FROM access.credential($1)', [known.email]),
    )
    const fits = await verifyPassword(credential?.password_hash, password)
    if (!credential || !fits) return refuse('PASSWORD_WRONG', 'The password is wrong.', 'input.password')
    return ok({ ...known, passwordHash: credential.password_hash })
  }

  #mail(unit: Unit, user: UserScope, news: Parameters<typeof writePersonMail>[1]['news'], to?: string): Promise<void> {
    const mail = { userId: user.userId, news, publicUrl: this.#publicUrl, at: user.now }
    return writePersonMail(unit, to === undefined ? mail : { ...mail, to })
  }
}

async function knownOf(unit: Unit, user: UserScope): Promise<Known> {
  const row = await unit.row<Known>(
    'SELECT name, email, phone FROM access.app_user WHERE id = $1',
    [user.userId],
    'access.ownDetails',
  )
  if (!row) throw new Error('The person who is signed in is not there.')
  return row
}

/** Eight digits hold for half an hour and five attempts; the person is in the digest, so that no table of codes fits. */
function digestOf(user: UserScope, code: string): Buffer {
  return createHash('sha256').update(`${user.userId}:${code}`).digest()
}

function refuse(code: string, message: string, field?: string): Result<never, UserError> {
  return err(field === undefined ? { code, message } : { code, message, field })
}

import { SessionService } from '../access/session.service.ts'
import { SignInThrottle } from '../access/throttle.ts'
import { helsinkiToday } from '../kernel/calendarDate.ts'
import type { AnonymousScope, Credential, StaffRole, UserScope } from '../kernel/scope.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { DEMO_PASSWORD, type Part, type Person, people } from './people.ts'

interface Session {
  readonly userId: bigint
  readonly credential: Credential
  readonly staffRole: StaffRole | null
}

/** The people of the demo at work: each signs in once, and acts on the day that the demo's clock shows. */
export class SignedIn {
  readonly #sessions = new Map<Part, Session>()
  readonly #service: SessionService
  readonly #clock: Clock

  constructor(database: Database, clock: Clock) {
    this.#service = new SessionService(database, new SignInThrottle(database))
    this.#clock = clock
  }

  async enter(parts: readonly Part[], users: ReadonlyMap<Part, bigint>): Promise<void> {
    for (const person of people.filter((one) => parts.includes(one.part))) {
      const userId = users.get(person.part)
      if (userId === undefined) throw new Error(`Nobody was made for ${person.part}.`)
      const { credential } = await this.#signIn(person)
      this.#sessions.set(person.part, { userId, credential, staffRole: person.staffRole ?? null })
    }
  }

  async #signIn({ email }: Person) {
    const opened = await this.#service.signIn(this.#nobody(), { email, password: DEMO_PASSWORD, address: 'demo' })
    if (!opened.ok) throw new Error(`${email} could not sign in: ${opened.error.code}`)
    return opened.value
  }

  scope(part: Part): UserScope {
    const session = this.#sessions.get(part)
    if (!session) throw new Error(`${part} has not signed in.`)
    const { today, now, requestId } = this.#nobody()
    return { kind: 'user', ...session, token: null, today, now, requestId }
  }

  async leave(): Promise<void> {
    for (const part of this.#sessions.keys()) await this.#service.signOut(this.scope(part))
    this.#sessions.clear()
  }

  #nobody(): AnonymousScope {
    const now = this.#clock.now()
    return { kind: 'anonymous', today: helsinkiToday(now), now, requestId: 'demo' }
  }
}

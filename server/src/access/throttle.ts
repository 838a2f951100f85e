import { createHash } from 'node:crypto'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { helsinkiToday } from '../kernel/calendarDate.ts'
import { ok } from '../kernel/result.ts'
import type { AnonymousScope } from '../kernel/scope.ts'
import type { Database } from '../platform/database/database.ts'

/** Wrong passwords that are let through in a window. An office shares one address; a person has one e-mail. */
export interface ThrottleSettings {
  readonly perEmail: number
  readonly perAddress: number
  readonly windowSeconds: number
}

const SIGN_IN_THROTTLE: ThrottleSettings = { perEmail: 10, perAddress: 60, windowSeconds: 15 * 60 }

/**
 * Counts sign-in attempts in the database, so that the limit holds across processes and restarts. E-mails and addresses
 * are kept as digests only, and rows of past windows are removed by the limiter itself.
 */
export class SignInThrottle {
  readonly #byEmail: RateLimiterPostgres
  readonly #byAddress: RateLimiterPostgres

  constructor(database: Database, settings: ThrottleSettings = SIGN_IN_THROTTLE) {
    const shared = {
      storeClient: storeOf(database),
      storeType: 'client',
      schemaName: 'access',
      tableName: 'sign_in_attempt',
      tableCreated: true,
      duration: settings.windowSeconds,
    }
    this.#byEmail = new RateLimiterPostgres({ ...shared, keyPrefix: 'email', points: settings.perEmail })
    this.#byAddress = new RateLimiterPostgres({ ...shared, keyPrefix: 'address', points: settings.perAddress })
  }

  /** Counts an attempt before its password is looked at. Undefined when it may go on, else the seconds to wait. */
  async attempt(email: string, address: string): Promise<number | undefined> {
    const waits = [await consume(this.#byAddress, digest(address)), await consume(this.#byEmail, emailKey(email))]
    const longest = Math.max(...waits)
    return longest > 0 ? longest : undefined
  }

  /** The password was right: the e-mail starts anew, and the address gets its attempt back. */
  async succeeded(email: string, address: string): Promise<void> {
    await this.#byEmail.delete(emailKey(email))
    await this.#byAddress.reward(digest(address), 1)
  }
}

/** Seconds to wait, 0 for none. */
async function consume(limiter: RateLimiterPostgres, key: string): Promise<number> {
  try {
    await limiter.consume(key, 1)
    return 0
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
    throw refusal
  }
}

function emailKey(email: string): string {
  return digest(email.trim().toLowerCase())
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

/** What the limiter takes for a client of pg: each of its statements is a unit of work of its own. */
function storeOf(database: Database): { query: (config: { text: string; values?: unknown[] }) => Promise<unknown> } {
  return {
    query: async ({ text, values }) => {
      const result = await database.write(nobody(), null, async (unit) =>
        ok(await unit.query({ text, values: values ?? [] })),
      )
      return result.ok ? result.value : undefined
    },
  }
}

function nobody(): AnonymousScope {
  const now = new Date()
  return { kind: 'anonymous', now, today: helsinkiToday(now), requestId: 'sign-in throttle' }
}

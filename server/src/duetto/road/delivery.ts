import type { Carrier } from '../../exchange/messages/carrier.ts'
import { MessageRefused } from '../../exchange/messages/refused.ts'
import { type ToAgency, toAgency } from '../../exchange/messages/toAgency.ts'
import type { Database } from '../../platform/database/database.ts'

interface Waiting {
  id: bigint
  message: unknown
}

interface Attempt {
  readonly id: bigint
  /** Null: stored by the receiver. */
  readonly error: string | null
  /** The receiver can never store it: it is not tried again until a person says so. */
  readonly isRefused: boolean
}

const PAGE = 100
/** So many failures in a row mean that the road is closed: the rest waits for the next try. */
const GIVE_UP_AFTER = 3

/** The messages of a company that did not reach the agency; the queue tries again, later and later. */
export class DeliveryFailed extends Error {
  constructor(failed: number) {
    super(`${failed} messages did not reach the agency.`)
    this.name = 'DeliveryFailed'
  }
}

/**
 * Carries the outbox to the agency. The carrier is called outside any transaction; whoever dies between the call and
 * the mark carries the message again, and the receiver answers a repeat without a second effect.
 */
export class Delivery {
  readonly #database: Database
  readonly #carrier: Carrier<ToAgency>
  readonly #now: () => Date

  constructor(database: Database, carrier: Carrier<ToAgency>, now: () => Date) {
    this.#database = database
    this.#carrier = carrier
    this.#now = now
  }

  /** Throws DeliveryFailed when a message did not get through; the others are marked all the same. */
  async deliver(companyId: bigint): Promise<void> {
    let after = 0n
    let failed = 0
    while (failed < GIVE_UP_AFTER) {
      const page = await this.#waiting(companyId, after)
      const attempts = await this.#carry(page)
      await this.#record(companyId, attempts)
      failed += attempts.filter((attempt) => attempt.error !== null && !attempt.isRefused).length
      const last = page.at(-1)
      if (!last || page.length < PAGE) break
      after = last.id
    }
    if (failed > 0) throw new DeliveryFailed(failed)
  }

  #waiting(companyId: bigint, after: bigint): Promise<Waiting[]> {
    return this.#database.job(companyId, (unit) =>
      unit.rows<Waiting>(
        `SELECT id, message FROM duetto.outbox
         WHERE company_id = $1 AND delivered_at IS NULL AND refused_at IS NULL AND id > $2 ORDER BY id LIMIT ${PAGE}`,
        [companyId, after],
        'duetto.outboxWaiting',
      ),
    )
  }

  async #carry(page: readonly Waiting[]): Promise<Attempt[]> {
    const attempts: Attempt[] = []
    let failures = 0
    for (const { id, message } of page) {
      const outcome = await this.#attempt(message)
      attempts.push({ id, ...outcome })
      failures = outcome.error === null || outcome.isRefused ? 0 : failures + 1
      if (failures >= GIVE_UP_AFTER) break
    }
    return attempts
  }

  async #attempt(message: unknown): Promise<Omit<Attempt, 'id'>> {
    try {
      await this.#carrier(toAgency.parse(message))
      return { error: null, isRefused: false }
    } catch (error) {
      const text = error instanceof Error ? error.message.slice(0, 500) : 'Unknown failure'
      const isRefused = error instanceof MessageRefused
      return { error: isRefused ? `${error.code}: ${text}` : text, isRefused }
    }
  }

  async #record(companyId: bigint, attempts: readonly Attempt[]): Promise<void> {
    if (attempts.length === 0) return
    await this.#database.job(companyId, (unit) =>
      unit.rows(
        `UPDATE duetto.outbox o
         SET attempts = o.attempts + 1, last_error = t.error,
           delivered_at = CASE WHEN t.error IS NULL THEN coalesce(o.delivered_at, $4) ELSE o.delivered_at END,
           refused_at = CASE WHEN t.refused THEN $4::timestamptz END
         FROM unnest($2::bigint[], $3::text[], $5::boolean[]) AS t (id, error, refused)
         WHERE o.company_id = $1 AND o.id = t.id`,
        [
          companyId,
          attempts.map((attempt) => attempt.id),
          attempts.map((attempt) => attempt.error),
          this.#now(),
          attempts.map((attempt) => attempt.isRefused),
        ],
        'duetto.outboxRecord',
      ),
    )
  }
}

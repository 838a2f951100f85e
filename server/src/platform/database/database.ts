import type { Pool, PoolClient, QueryResult } from 'pg'
import type { DataSource } from 'typeorm'
import type { Result } from '../../kernel/result.ts'
import { Busy, NotAllowed, NotSignedIn } from '../../kernel/result.ts'
import type { Credential, Scope, StaffRole } from '../../kernel/scope.ts'
import type { DatabaseAddress } from './connection.ts'
import type { Entities, PoolSettings } from './source.ts'
import { openSource } from './source.ts'
import { busyIfTimeout, sqlState, Unit } from './unit.ts'

/** The row of `access.enter`: whom a credential speaks for. */
export interface IdentityRow {
  readonly user_id: bigint
  readonly staff_role: StaffRole | null
  readonly token_id: bigint | null
  readonly token_read_only: boolean | null
}

/** Whose hand moves in the agency's books. */
export type AgencyActor = { readonly userId: bigint } | 'system'

export interface DatabaseOptions {
  readonly address: DatabaseAddress
  readonly entities: Entities
  readonly pools: { readonly app: PoolSettings; readonly jobs: PoolSettings; readonly agency: PoolSettings }
  /** Told of every statement of the product, for counting in tests. */
  readonly onStatement?: (sql: string) => void
}

interface Door {
  readonly source: DataSource
  readonly pool: Pool
}

const READ = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'
const WRITE = 'BEGIN ISOLATION LEVEL READ COMMITTED'
/** Operations that wait for a connection beyond this number are turned away at once. */
const LONGEST_QUEUE = 500
const RETRIES = 2

/** The one way to the tables: every statement runs in a unit whose transaction says on whose behalf. */
export class Database {
  readonly #app: Door
  readonly #jobs: Door
  readonly #agency: Door
  readonly #onStatement: ((sql: string) => void) | undefined

  private constructor(app: Door, jobs: Door, agency: Door, onStatement?: (sql: string) => void) {
    this.#app = app
    this.#jobs = jobs
    this.#agency = agency
    this.#onStatement = onStatement
  }

  static async open(options: DatabaseOptions): Promise<Database> {
    const { address, entities, pools } = options
    const [app, jobs, agency] = await Promise.all([
      openSource(address, 'duetto_app', entities, pools.app),
      openSource(address, 'duetto_jobs', entities, pools.jobs),
      openSource(address, 'duetto_agency', entities, pools.agency),
    ])
    return new Database(app, jobs, agency, options.onStatement)
  }

  /** A consistent read-only snapshot of what the actor may see. Throws NotSignedIn if the credential ended meanwhile. */
  async read<T>(scope: Scope, work: (unit: Unit) => Promise<T>): Promise<T> {
    const { unit, identity } = await this.enter(credentialOf(scope))
    try {
      if (scope.kind === 'user' && !identity) throw new NotSignedIn()
      return await work(unit)
    } finally {
      await unit.end('COMMIT').catch(() => undefined) // Nothing was written; the work's own error is the one to tell.
    }
  }

  /**
   * Writes in one company, or in none (the user's own things) with null; in a company out of reach nothing can be
   * written. An error result rolls everything back;
   * deadlocks and serialisation failures run the work again, at most twice.
   */
  async write<T, E>(
    scope: Scope,
    companyId: bigint | null,
    work: (unit: Unit) => Promise<Result<T, E>>,
  ): Promise<Result<T, E>> {
    if (scope.kind === 'user' && scope.token?.readOnly === true) throw new NotAllowed('This API token may only read.')
    const begin = `${WRITE}; ${enterSql(credentialOf(scope))}; SELECT access.choose_company(${companyId ?? 'NULL'})`
    return this.#retried(async () => {
      const { unit, results } = await this.#begin(this.#app, begin)
      if (scope.kind === 'user' && !identityIn(results)) {
        await unit.end('ROLLBACK')
        throw new NotSignedIn()
      }
      return settle(unit, work, (result) => result.ok)
    })
  }

  /** Background work of the company side, in one company. */
  job<T>(companyId: bigint, work: (unit: Unit) => Promise<T>): Promise<T> {
    const begin = `${WRITE}; ${setting('duetto.company', companyId)}`
    return this.#retried(async () => settle((await this.#begin(this.#jobs, begin)).unit, work, () => true))
  }

  /** The agency's own work, reading and writing. */
  agency<T>(actor: AgencyActor, work: (unit: Unit) => Promise<T>): Promise<T> {
    const begin = `${WRITE}; ${setting('duetto.staff', actor === 'system' ? actor : actor.userId)}`
    return this.#retried(async () => settle((await this.#begin(this.#agency, begin)).unit, work, () => true))
  }

  /**
   * Opens a snapshot that the caller must end, and tells in the same round trip whom the credential speaks for:
   * undefined when it is unknown, expired or revoked, and when there is none.
   */
  async enter(credential: Credential | undefined): Promise<{ unit: Unit; identity: IdentityRow | undefined }> {
    const { unit, results } = await this.#begin(this.#app, `${READ}; ${enterSql(credential)}`)
    return { unit, identity: identityIn(results) }
  }

  /**
   * The one value of a statement that is a transaction by itself: it calls `access.enter` with its first two parameters,
   * the kind and hash of the credential. Prepared once per connection under its name.
   */
  async single(credential: Credential, name: string, sql: string, params: readonly unknown[]): Promise<unknown> {
    const client = await take(this.#app.pool)
    this.#onStatement?.(sql)
    try {
      const values = [kindOf(credential), credential.hash, ...params]
      const { rows } = await client.query<unknown[]>({ name, text: sql, values, rowMode: 'array' })
      return rows[0]?.[0]
    } catch (error) {
      throw busyIfTimeout(error)
    } finally {
      client.release()
    }
  }

  /** Whether the database answers. */
  async isReachable(): Promise<boolean> {
    const client = await take(this.#app.pool)
    try {
      await client.query('SELECT 1')
      return true
    } finally {
      client.release()
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#app, this.#jobs, this.#agency].map((door) => door.source.destroy()))
  }

  async #begin(door: Door, sql: string): Promise<{ unit: Unit; results: QueryResult[] }> {
    const client = await take(door.pool)
    this.#onStatement?.(sql)
    try {
      const results = (await client.query(sql)) as unknown as QueryResult[]
      return { unit: new Unit(client, door.source, this.#onStatement), results }
    } catch (error) {
      client.release(error instanceof Error ? error : true)
      throw error
    }
  }

  async #retried<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await work()
      } catch (error) {
        const state = sqlState(error)
        const isRetryable = state === '40001' || state === '40P01'
        if (!isRetryable || attempt === RETRIES) throw error
      }
    }
  }
}

async function settle<T>(unit: Unit, work: (unit: Unit) => Promise<T>, keeps: (result: T) => boolean): Promise<T> {
  let result: T
  try {
    result = await work(unit)
  } catch (error) {
    await unit.end('ROLLBACK').catch(() => undefined) // The connection is gone; the work's error says more.
    throw error
  }
  await unit.end(keeps(result) ? 'COMMIT' : 'ROLLBACK')
  return result
}

const watched = new WeakSet<PoolClient>()

async function take(pool: Pool): Promise<PoolClient> {
  if (pool.waitingCount >= LONGEST_QUEUE) throw new Busy()
  try {
    const client = await pool.connect()
    // The pool listens to idle connections alone. One that breaks while it is lent would end the whole process; the
    // statement that runs on it, or the next one, tells.
    if (!watched.has(client)) {
      client.on('error', () => undefined)
      watched.add(client)
    }
    return client
  } catch (error) {
    // pg-pool has no code for it.
    if (error instanceof Error && error.message.includes('timeout exceeded when trying to connect')) throw new Busy()
    throw error
  }
}

function credentialOf(scope: Scope): Credential | undefined {
  return scope.kind === 'user' ? scope.credential : undefined
}

/** Literals are safe here: a hash in hexadecimal, ids in digits. One simple query can carry no parameters. */
function enterSql(credential: Credential | undefined): string {
  if (!credential) return "SELECT set_config('duetto.actor', '', true)"
  return `SELECT * FROM access.enter('${kindOf(credential)}', '\\x${credential.hash.toString('hex')}')`
}

function kindOf(credential: Credential): 'S' | 'T' {
  return credential.kind === 'SESSION' ? 'S' : 'T'
}

function setting(name: string, value: bigint | string): string {
  return `SELECT set_config('${name}', '${value}', true)`
}

/** The second statement of a unit's opening is `access.enter`. */
function identityIn(results: QueryResult[]): IdentityRow | undefined {
  const row: unknown = results[1]?.rows[0]
  return typeof row === 'object' && row !== null && 'user_id' in row ? (row as IdentityRow) : undefined
}

import type { PoolClient, QueryArrayConfig, QueryConfig, QueryResult } from 'pg'
import type { DataSource, EntityManager, QueryRunner } from 'typeorm'
import { Busy } from '../../kernel/result.ts'

export interface EnqueueOptions {
  /** A job of the same key that has not started is replaced. */
  key?: string
  /** Not before this moment of the real clock. */
  runAt?: Date
  /** Attempts before the job counts as dead; 25 when not given. */
  maxAttempts?: number
}

/**
 * One transaction on one connection. Its statements run one after another in the order they were asked for; the next is
 * sent without waiting for the answer to the one before.
 */
export class Unit {
  readonly #client: PoolClient
  readonly #source: DataSource
  readonly #onStatement: ((sql: string) => void) | undefined
  #last: Promise<unknown> = Promise.resolve()
  #manager: EntityManager | undefined
  #closed = false

  constructor(client: PoolClient, source: DataSource, onStatement?: (sql: string) => void) {
    this.#client = client
    this.#source = source
    this.#onStatement = onStatement
  }

  /** With `name` the statement is prepared once per connection; a name must always stand for the same text. */
  async rows<R>(sql: string, params: unknown[] = [], name?: string): Promise<R[]> {
    const result = await this.query(
      name === undefined ? { text: sql, values: params } : { text: sql, values: params, name },
    )
    return result.rows as R[]
  }

  /** The first row. */
  async row<R>(sql: string, params: unknown[] = [], name?: string): Promise<R | undefined> {
    const rows = await this.rows<R>(sql, params, name)
    return rows[0]
  }

  /** The first column, of a prepared statement; without the work of making objects. */
  async column(name: string, sql: string, params: readonly unknown[]): Promise<unknown[]> {
    const config: QueryArrayConfig = { name, text: sql, values: [...params], rowMode: 'array' }
    const result = await this.query(config)
    return (result.rows as unknown[][]).map((row) => row[0])
  }

  /** How many rows an INSERT or UPDATE touched. */
  async count(sql: string, params: unknown[] = [], name?: string): Promise<number> {
    const result = await this.query(
      name === undefined ? { text: sql, values: params } : { text: sql, values: params, name },
    )
    return result.rowCount ?? 0
  }

  /** TypeORM on this same connection and in this same transaction. */
  get manager(): EntityManager {
    this.#manager ??= this.#makeManager()
    return this.#manager
  }

  /** Puts a job into the queue if and when this transaction commits. */
  async enqueue(task: string, payload: object, options: EnqueueOptions = {}): Promise<void> {
    await this.rows(
      'SELECT platform.enqueue($1, $2, $3, $4, $5)',
      [task, JSON.stringify(payload), options.key ?? null, options.runAt ?? null, options.maxAttempts ?? null],
      'platform.enqueue',
    )
  }

  query(config: QueryConfig): Promise<QueryResult> {
    if (this.#closed) return Promise.reject(new Error('The unit of work is closed.'))
    const result = this.#send(config)
    // Answers come in order: when the last one is there, all are.
    this.#last = result.then(ignore, ignore)
    return result
  }

  /** Ends the transaction after the statements already asked for, and gives the connection back. */
  async end(how: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#last
    try {
      await this.#client.query(how)
    } catch (error) {
      this.#client.release(error instanceof Error ? error : true)
      throw error
    }
    this.#client.release()
  }

  async #send(config: QueryConfig): Promise<QueryResult> {
    this.#onStatement?.(config.text)
    try {
      return await this.#client.query(config)
    } catch (error) {
      throw busyIfTimeout(error)
    }
  }

  #makeManager(): EntityManager {
    const runner: QueryRunner = this.#source.createQueryRunner()
    // The transaction is already open and belongs to the unit: the runner neither begins nor commits, and nested
    // transactions become savepoints.
    Object.assign(runner, {
      databaseConnection: { query: (text: string, values?: unknown[]) => this.query({ text, values: values ?? [] }) },
      isTransactionActive: true,
      transactionDepth: 1,
    })
    return this.#source.createEntityManager(runner)
  }
}

function ignore(): void {}

/** query_canceled: the statement ran longer than its role may. */
export function busyIfTimeout(error: unknown): unknown {
  if (sqlState(error) !== '57014') return error
  return new Busy('The service could not answer in time. Ask for less, or try again in a moment.')
}

export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

import type { WorkerEvents } from 'graphile-worker'
import { Client, type Pool } from 'pg'
import type { Logger } from 'pino'

/** What a worker holds for as long as its process lives: a lock of its session, which the server drops when it dies. */
const LOCK = "hashtextextended('duetto.worker:' || $1::text, 0)"

/**
 * Tells living workers from dead ones. The queue itself would leave a job of a killed process alone for four hours;
 * with this the next process, or another one that runs, takes it up at once.
 */
export class Presence {
  readonly #client: Client
  readonly #pool: Pool
  readonly #log: Logger
  #held: Promise<unknown> = Promise.resolve()

  constructor(connectionString: string, pool: Pool, log: Logger) {
    this.#client = new Client({ connectionString, application_name: 'duetto_queue' })
    // Without its session a worker counts as dead and its job may run twice, which jobs bear.
    this.#client.on('error', (error) => log.error({ err: error }, 'queue presence lost'))
    this.#pool = pool
    this.#log = log
  }

  async join(events: WorkerEvents): Promise<void> {
    await this.#client.connect()
    events.on('worker:create', ({ worker }) => {
      // Workers are made several at a time; the driver takes one statement after another.
      this.#held = this.#held
        .then(() => this.#client.query(`SELECT pg_advisory_lock(${LOCK})`, [worker.workerId]))
        .catch((error: unknown) => this.#log.error({ err: error }, 'queue presence lost'))
    })
  }

  /** Frees the jobs whose workers are gone. Asked on another session than the one that holds the locks of our own. */
  async freeAbandoned(): Promise<void> {
    await this.#pool.query(
      `WITH holder AS (SELECT DISTINCT locked_by FROM graphile_worker.jobs WHERE locked_by IS NOT NULL),
         gone AS MATERIALIZED (
           SELECT locked_by FROM holder WHERE pg_try_advisory_xact_lock(${LOCK.replace('$1::text', 'locked_by')})
         )
       SELECT graphile_worker.force_unlock_workers(array_agg(locked_by)) FROM gone HAVING count(*) > 0`,
    )
  }

  async leave(): Promise<void> {
    await this.#held
    await this.#client.end()
  }
}

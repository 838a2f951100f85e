import { EventEmitter } from 'node:events'
import { type ParsedCronItem, parseCronItems, type Runner, run, runOnce, type WorkerEvents } from 'graphile-worker'
import { Pool } from 'pg'
import type { Logger } from 'pino'
import { type DatabaseAddress, roleUrl } from '../database/connection.ts'
import { quietLogger } from './logger.ts'
import { Presence } from './presence.ts'

/** Does a job. May run twice: it must not do the thing twice. */
export type TaskHandler = (payload: unknown) => Promise<void>

/** Task name `<room>.<verb>` -> what does it. */
export type Tasks = Readonly<Record<string, TaskHandler>>

/** A task that the calendar starts; `cron` in UTC: minute, hour, day of month, month, day of week. */
export interface ScheduledTask {
  readonly task: string
  readonly cron: string
}

export interface FailedJob {
  readonly id: string
  readonly task: string
  readonly attempts: number
  readonly maxAttempts: number
  readonly lastError: string
}

/** How often jobs are looked for whose process died. */
const FREE_ABANDONED_EVERY_MS = 60_000

/** The queue of background work. Its tables belong to a role that can do nothing else. */
export class Jobs {
  readonly #pool: Pool
  readonly #tasks: Tasks
  readonly #schedule: ParsedCronItem[]
  readonly #log: Logger
  readonly #presence: Presence
  readonly #events: WorkerEvents = new EventEmitter() as WorkerEvents
  #joined: Promise<void> | undefined
  #runner: Runner | undefined
  #timer: NodeJS.Timeout | undefined
  #isStopping = false

  constructor(address: DatabaseAddress, tasks: Tasks, schedule: readonly ScheduledTask[], log: Logger) {
    // The queue reads its own tables and expects the driver's usual value types.
    this.#pool = new Pool({
      connectionString: roleUrl(address, 'duetto_queue'),
      max: 8,
      application_name: 'duetto_queue',
    })
    // Connections that are being given up may be cut by a server that goes down at the same moment.
    this.#pool.on('error', (error) => this.#isStopping || log.error({ err: error }, 'queue connection lost'))
    this.#tasks = tasks
    this.#schedule = parseCronItems(schedule.map(({ task, cron }) => ({ task, match: cron })))
    this.#log = log
    this.#presence = new Presence(roleUrl(address, 'duetto_queue'), this.#pool, log)
  }

  /** Works through the queue until stopped. */
  async start(concurrency: number): Promise<void> {
    await this.#join()
    this.#timer = setInterval(() => {
      this.#presence
        .freeAbandoned()
        .catch((error: unknown) => this.#log.error({ err: error }, 'abandoned jobs not freed'))
    }, FREE_ABANDONED_EVERY_MS)
    this.#timer.unref()
    this.#runner = await run({
      pgPool: this.#pool,
      taskList: this.#taskList(),
      parsedCronItems: this.#schedule,
      concurrency,
      pollInterval: 2_000,
      noHandleSignals: true,
      logger: quietLogger,
      events: this.#events,
    })
    // Ends only with the queue itself; a lost connection is mended by the worker.
    this.#runner.promise.catch((error: unknown) => this.#log.error({ err: error }, 'queue stopped'))
    this.#runner.events.on('job:error', ({ job, error }) => {
      const isDead = job.attempts >= job.max_attempts
      this.#log[isDead ? 'error' : 'warn'](
        { job: job.id, task: job.task_identifier, attempts: job.attempts, err: error },
        isDead ? 'job is dead' : 'job failed',
      )
    })
  }

  /** Does every job that may run now, and those that they start, one at a time unless told. Throws if one failed. */
  async settle(concurrency = 1): Promise<void> {
    await this.#join()
    await runOnce({
      pgPool: this.#pool,
      taskList: this.#taskList(),
      concurrency,
      noHandleSignals: true,
      logger: quietLogger,
      events: this.#events,
    })
    const failed = await this.failed()
    if (failed.length === 0) return
    const list = failed.map((job) => `${job.task} (attempt ${job.attempts}): ${job.lastError}`)
    throw new Error(`Background jobs failed:\n${list.join('\n')}`)
  }

  /** Jobs whose last attempt failed; those with no attempt left are dead and wait for a person. */
  async failed(): Promise<FailedJob[]> {
    const { rows } = await this.#pool.query<FailedJob>(
      `SELECT id, task_identifier AS task, attempts, max_attempts AS "maxAttempts", last_error AS "lastError"
       FROM graphile_worker.jobs WHERE last_error IS NOT NULL ORDER BY id`,
    )
    return rows
  }

  /** Lets running jobs end, then closes. */
  async stop(): Promise<void> {
    this.#isStopping = true
    clearInterval(this.#timer)
    await this.#runner?.stop()
    if (this.#joined) await this.#presence.leave()
    await this.#pool.end()
  }

  /** Workers of this process count as living from here on; what dead ones left is free. */
  async #join(): Promise<void> {
    this.#joined ??= this.#presence.join(this.#events)
    await this.#joined
    await this.#presence.freeAbandoned()
  }

  #taskList(): Record<string, (payload: unknown) => Promise<void>> {
    return { ...this.#tasks }
  }
}

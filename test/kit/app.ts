import { type App, createApp } from '../../server/src/app.ts'
import { makeLog } from '../../server/src/platform/logging/log.ts'
import type { MailSettings } from '../../server/src/platform/mail/smtp.ts'
import type { NetvisorGround, Road, Side } from '../../server/src/rooms.ts'
import { type Client, makeClient } from './client.ts'
import { TEST_POOLS, type TestDatabase, testDatabase } from './database.ts'

/** A clock that stands still until it is set. */
export interface TestClock {
  now(): Date
  /** `2026-03-01` is ten o'clock in the morning UTC of that day; any moment can be given in full. */
  set(moment: string): void
}

export interface TestApp {
  readonly app: App
  readonly db: TestDatabase
  readonly clock: TestClock
  /** A client of the API that has not signed in. */
  readonly client: Client
  /** Does every background job that is due, and those that they start. Throws when one fails. */
  settle(): Promise<void>
  /** The statements that the work caused. */
  countStatements(work: () => Promise<unknown>): Promise<string[]>
  /** What the product logged as an error; a test that expects one empties it. */
  readonly errors: string[]
  close(): Promise<void>
}

export interface TestAppOptions {
  /** Where the clock starts; a day or a moment. */
  readonly now?: string
  /** Folder of built pages, for tests in a browser. */
  readonly pages?: string
  /** One side alone, and the road to the other, which is a process of its own. */
  readonly side?: Side
  readonly road?: Road
  /** Where Netvisor is; without it no company can be connected. */
  readonly netvisor?: NetvisorGround
  /** A mail server; without one mail is only kept. */
  readonly mail?: MailSettings
}

/** The real product on a database of its own. */
export async function testApp(options: TestAppOptions = {}): Promise<TestApp> {
  const db = await testDatabase()
  const clock = testClock(options.now ?? '2026-03-02')
  const errors: string[] = []
  const app = await createApp({
    address: db.address,
    pools: TEST_POOLS,
    clock,
    log: makeLog('error', { write: (line) => void errors.push(line) }),
    publicUrl: 'http://localhost:4000',
    trustProxy: false,
    pages: options.pages ?? '/nowhere',
    onStatement: (sql) => db.statements.push(sql),
    ...(options.side ? { side: options.side } : {}),
    ...(options.road ? { road: options.road } : {}),
    mail: options.mail,
    netvisor: options.netvisor,
  })
  return {
    app,
    db,
    clock,
    errors,
    client: makeClient(app.http),
    settle: () => app.jobs.settle(),
    countStatements: async (work) => {
      db.statements.length = 0
      await work()
      return [...db.statements]
    },
    close: async () => {
      await app.close()
      await db[Symbol.asyncDispose]()
      if (errors.length > 0) throw new Error(`The product logged errors that no test expected:\n${errors.join('')}`)
    },
  }
}

function testClock(start: string): TestClock {
  let moment = readMoment(start)
  return {
    now: () => new Date(moment),
    set: (next) => {
      moment = readMoment(next)
    },
  }
}

function readMoment(text: string): number {
  return new Date(text.length === 10 ? `${text}T10:00:00Z` : text).getTime()
}

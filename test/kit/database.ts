import { randomBytes } from 'node:crypto'
import { Client, type QueryResultRow } from 'pg'
import { inject } from 'vitest'
import { connectionConfig, type DatabaseAddress } from '../../server/src/platform/database/connection.ts'
import { Database } from '../../server/src/platform/database/database.ts'
import type { Entities } from '../../server/src/platform/database/source.ts'

export interface TestDatabase extends AsyncDisposable {
  readonly address: DatabaseAddress
  /** Statements of the product since the counter was last reset. */
  readonly statements: string[]
  /** Plain SQL as the owner of the tables, past every policy: for arranging and for checking. */
  sql<R extends QueryResultRow>(text: string, params?: unknown[]): Promise<R[]>
  /** The product's way in, through the unprivileged roles. */
  open(entities?: Entities): Promise<Database>
}

const POOL = { size: 6, waitMs: 5_000, statementMs: 30_000 }
export const TEST_POOLS = { app: POOL, jobs: POOL, agency: POOL }

/** A database of the test's own, migrated and empty. Disposing of it drops it. */
export async function testDatabase(): Promise<TestDatabase> {
  const serverUrl = inject('ownerUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  await once(serverUrl, `CREATE DATABASE ${name} TEMPLATE duetto_template`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const address = { ownerUrl: url.toString() }
  const owner = new Client(connectionConfig(address.ownerUrl, 'test'))
  await owner.connect()
  const opened: Database[] = []
  const statements: string[] = []
  return {
    address,
    statements,
    sql: async <R extends QueryResultRow>(text: string, params: unknown[] = []) =>
      (await owner.query<R>(text, params)).rows,
    open: async (entities = []) => {
      const database = await Database.open({
        address,
        entities,
        pools: TEST_POOLS,
        onStatement: (sql) => statements.push(sql),
      })
      opened.push(database)
      return database
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(opened.map((database) => database.close()))
      await owner.end()
      await once(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}

async function once(url: string, sql: string): Promise<void> {
  const client = new Client(url)
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

import 'reflect-metadata'
import type { Pool } from 'pg'
import type { EntityTarget, ObjectLiteral } from 'typeorm'
import { DataSource } from 'typeorm'
import type { DatabaseAddress, LoginRole } from './connection.ts'
import { connectionConfig, roleUrl } from './connection.ts'

export interface PoolSettings {
  /** Connections at most. */
  readonly size: number
  /** How long an operation waits for one, in milliseconds. */
  readonly waitMs: number
  /** How long one statement may run, in milliseconds; 0 is without limit. */
  readonly statementMs: number
}

export type Entities = readonly EntityTarget<ObjectLiteral>[]

/** A TypeORM data source that signs in as one role, and the pool of connections it shares with plain SQL. */
export async function openSource(
  address: DatabaseAddress,
  role: LoginRole,
  entities: Entities,
  settings: PoolSettings,
): Promise<{ source: DataSource; pool: Pool }> {
  const source = new DataSource({
    type: 'postgres',
    entities: [...entities] as Function[],
    poolSize: settings.size,
    connectTimeoutMS: settings.waitMs,
    installExtensions: false,
    poolErrorHandler: () => undefined, // A broken idle connection is replaced by the pool; the next statement tells.
    extra: {
      ...connectionConfig(roleUrl(address, role), role),
      max: settings.size,
      // A new connection plans everything anew, which makes its first operations some fifty times slower.
      idleTimeoutMillis: 600_000,
      statement_timeout: settings.statementMs,
      idle_in_transaction_session_timeout: 60_000,
      keepAlive: true,
      // Statements asked for together are sent together; answers come in the same order.
      pipeline: true,
    },
  })
  await source.initialize()
  return { source, pool: (source.driver as unknown as { master: Pool }).master }
}

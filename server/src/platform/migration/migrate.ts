import 'reflect-metadata'
import { runMigrations } from 'graphile-worker'
import { Client, Pool } from 'pg'
import type { MigrationInterface } from 'typeorm'
import { DataSource, QueryFailedError } from 'typeorm'
import type { DatabaseAddress, LoginRole } from '../database/connection.ts'
import { connectionConfig, loginRoles, rolePassword, roleUrl, scramVerifier } from '../database/connection.ts'
import { sqlState } from '../database/unit.ts'
import { quietLogger } from '../jobs/logger.ts'

export type MigrationClass = new () => MigrationInterface

/** Any number that nobody else locks; the same in every process. */
const LOCK = 776_831_001

/**
 * Brings the database to the newest schema: the rooms' migrations in the order of the timestamps in their names, the
 * roles' passwords, and the queue's own tables. Does nothing to a database that is up to date; processes that start at
 * the same moment wait for each other.
 */
export async function migrate(address: DatabaseAddress, migrations: readonly MigrationClass[]): Promise<void> {
  const owner = new Client(connectionConfig(address.ownerUrl, 'duetto_migrate'))
  await owner.connect()
  try {
    await owner.query('SELECT pg_advisory_lock($1)', [LOCK])
    await owner.query('CREATE SCHEMA IF NOT EXISTS platform')
    await runRoomMigrations(address.ownerUrl, migrations)
    for (const role of loginRoles) await ensureSignIn(owner, address, role)
    await runQueueMigrations(owner, address)
  } finally {
    await owner.end()
  }
}

async function runRoomMigrations(ownerUrl: string, migrations: readonly MigrationClass[]): Promise<void> {
  const source = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    schema: 'platform',
    migrations: [...migrations] as Function[],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    installExtensions: false,
    poolSize: 2,
  })
  await source.initialize()
  try {
    await source.runMigrations()
  } catch (error) {
    if (!(error instanceof QueryFailedError)) throw error
    // The error itself carries the migration's whole text several times over.
    throw new Error(
      `A migration failed: ${error.message} (${/\.up \(.*?([\w-]+\.[jt]s)/.exec(error.stack ?? '')?.[1]})`,
    )
  } finally {
    await source.destroy()
  }
}

async function ensureSignIn(owner: Client, address: DatabaseAddress, role: LoginRole): Promise<void> {
  if (await canSignIn(address, role)) return
  if (address.roleUrls?.[role] !== undefined) throw new Error(`The database refuses the given url of ${role}.`)
  const verifier = scramVerifier(rolePassword(address.ownerUrl, role))
  await owner.query(`ALTER ROLE ${role} LOGIN PASSWORD '${verifier}'`)
  if (!(await canSignIn(address, role))) throw new Error(`${role} cannot sign in to the database.`)
}

async function canSignIn(address: DatabaseAddress, role: LoginRole): Promise<boolean> {
  const client = new Client(connectionConfig(roleUrl(address, role), 'duetto_migrate'))
  try {
    await client.connect()
    await client.end()
    return true
  } catch (error) {
    // invalid_password, invalid_authorization_specification; anything else is not about the role.
    if (['28P01', '28000'].includes(sqlState(error) ?? '')) return false
    throw error
  }
}

/** The queue owns its tables alone; it may create its schema during this, and never again. */
async function runQueueMigrations(owner: Client, address: DatabaseAddress): Promise<void> {
  const { rows } = await owner.query<{ exists: boolean }>(
    "SELECT to_regclass('graphile_worker.migrations') IS NOT NULL AS exists",
  )
  const isNew = rows[0]?.exists !== true
  const database = owner.escapeIdentifier(new URL(address.ownerUrl).pathname.slice(1))
  if (isNew) await owner.query(`GRANT CREATE ON DATABASE ${database} TO duetto_queue`)
  // A pool of its own: the queue would not wait for its end, and an idle connection cut meanwhile would end the process.
  const pool = new Pool({ connectionString: roleUrl(address, 'duetto_queue'), application_name: 'duetto_migrate' })
  pool.on('error', () => undefined)
  try {
    await runMigrations({ pgPool: pool, logger: quietLogger, preset: {} })
  } finally {
    await pool.end()
  }
  if (isNew) await owner.query(`REVOKE CREATE ON DATABASE ${database} FROM duetto_queue`)
}

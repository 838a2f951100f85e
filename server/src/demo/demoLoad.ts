import { Client } from 'pg'
import { connectionConfig, type DatabaseAddress } from '../platform/database/connection.ts'

/**
 * EMPTY: nobody has any company. CUT_OFF: a load of the demo did not come to its end. DEMO: it did. IN_USE: companies
 * are there that the demo did not make.
 */
export type Standing = 'EMPTY' | 'CUT_OFF' | 'DEMO' | 'IN_USE'

/** Everything that migrations make, in an order in which nothing is missed. */
const SCHEMAS = ['portfolio', 'agency', 'duetto', 'ledger', 'access', 'platform', 'graphile_worker']

export function standingOf(address: DatabaseAddress): Promise<Standing> {
  return asOwner(address, async (owner) => {
    const { rows } = await owner.query<{ begun: boolean; ended: boolean; used: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM platform.demo_load) AS begun, EXISTS (SELECT 1 FROM platform.demo_load WHERE ended_at IS NOT NULL) AS ended,
         EXISTS (SELECT 1 FROM access.company) AS used`,
    )
    const [row] = rows
    if (row?.ended) return 'DEMO'
    if (row?.begun) return 'CUT_OFF'
    return row?.used ? 'IN_USE' : 'EMPTY'
  })
}

/** Marks the load as begun. Throws when another process has begun it at the same moment. */
export async function beginLoad(address: DatabaseAddress): Promise<void> {
  await asOwner(address, (owner) => owner.query('INSERT INTO platform.demo_load DEFAULT VALUES'))
}

/**
 * What autovacuum does in the slow time of real use: without it, statements go on by plans that were made for empty
 * tables.
 */
export async function refreshStatistics(address: DatabaseAddress): Promise<void> {
  await asOwner(address, (owner) => owner.query('ANALYZE'))
}

/** The demo is whole. What was written without waiting for the disk is on it now. */
export async function endLoad(address: DatabaseAddress): Promise<void> {
  await asOwner(address, async (owner) => {
    await owner.query('VACUUM ANALYZE')
    await owner.query('UPDATE platform.demo_load SET ended_at = now()')
  })
}

/** Removes everything, the tables too: they are to be migrated again. Only for what a load that was cut off has left. */
export async function removeAll(address: DatabaseAddress): Promise<void> {
  await asOwner(address, async (owner) => {
    await owner.query('SET client_min_messages = warning')
    await owner.query(`DROP SCHEMA IF EXISTS ${SCHEMAS.join(', ')} CASCADE`)
  })
}

async function asOwner<T>(address: DatabaseAddress, work: (owner: Client) => Promise<T>): Promise<T> {
  const owner = new Client(connectionConfig(address.ownerUrl, 'duetto_demo'))
  await owner.connect()
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}

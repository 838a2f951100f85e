import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrations } from '../../server/src/migrations.ts'
import { Database } from '../../server/src/platform/database/database.ts'
import { type EmbeddedServer, startEmbedded } from '../../server/src/platform/database/embedded.ts'
import { migrate } from '../../server/src/platform/migration/migrate.ts'
import { TEST_POOLS } from '../kit/database.ts'

/*
 * A PostgreSQL of one's own, where the product is given an owner who is no superuser. Roles belong to a whole server,
 * so this needs one on which nobody made them before.
 */

const PASSWORD = 'a word@with:signs/'
let folder: string
let server: EmbeddedServer
let owner: Client
let ownerUrl: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'duetto-own-'))
  server = await startEmbedded({ folder, isThrowaway: true })
  owner = new Client(server.url('postgres'))
  await owner.connect()
  await owner.query(`CREATE ROLE shop LOGIN CREATEROLE PASSWORD '${PASSWORD}'`)
  await owner.query('CREATE DATABASE shop OWNER shop')
  const url = new URL(server.url('shop'))
  url.username = 'shop'
  url.password = encodeURIComponent(PASSWORD)
  ownerUrl = url.toString()
})
afterAll(async () => {
  await owner.end()
  await server.leave()
  rmSync(folder, { recursive: true, force: true })
})

test('several processes migrate an empty database at the same moment, and again later, and all is well', async () => {
  const address = { ownerUrl }
  await Promise.all([migrate(address, migrations), migrate(address, migrations)])
  await migrate(address, migrations)
  const database = await Database.open({ address, entities: [], pools: TEST_POOLS })
  expect(await database.job(1n, (unit) => unit.row('SELECT current_user AS who'))).toEqual({ who: 'duetto_jobs' })
  await database.close()
})

test('a role whose password somebody changed gets its own back at the next start', async () => {
  await owner.query("ALTER ROLE duetto_app PASSWORD 'other'")
  await migrate({ ownerUrl }, migrations)
  const database = await Database.open({ address: { ownerUrl }, entities: [], pools: TEST_POOLS })
  expect(await database.isReachable()).toBe(true)
  await database.close()
})

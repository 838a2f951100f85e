import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { migrations } from '../../server/dist/migrations.js'
import { startEmbedded } from '../../server/dist/platform/database/embedded.js'
import { migrate } from '../../server/dist/platform/migration/migrate.js'
import { fill } from './dataset.mjs'

/**
 * A server of the bench's own with the data set in a database of its own. It is built once for a size and a day, and
 * used again as long as the migrations are the same.
 * @param {string} folder
 * @param {{ companies: number, invoices: number, today: string }} size
 * @param {(line: string) => void} tell
 */
export async function makeBed(folder, size, tell) {
  mkdirSync(folder, { recursive: true })
  const server = await startEmbedded({ folder, isThrowaway: true })
  try {
    const url = server.url('bench')
    const mark = JSON.stringify({ ...size, migrations: migrations.map((migration) => String(migration)) })
    const markFile = join(folder, 'bench.json')
    if (existsSync(markFile) && readFileSync(markFile, 'utf8') === mark) return { url, leave: () => server.leave() }
    rmSync(markFile, { force: true })
    await recreate(server.url('postgres'))
    await migrate({ ownerUrl: url }, migrations)
    const begin = Date.now()
    await fill(url, size, tell)
    tell(`data set: ${((Date.now() - begin) / 1000).toFixed(0)} s`)
    writeFileSync(markFile, mark)
    return { url, leave: () => server.leave() }
  } catch (error) {
    await server.leave()
    throw error
  }
}

async function recreate(url) {
  const client = new pg.Client(url)
  await client.connect()
  await client.query('DROP DATABASE IF EXISTS bench WITH (FORCE)')
  await client.query('CREATE DATABASE bench')
  await client.end()
}

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { migrations } from '../../server/src/migrations.ts'
import { startEmbedded } from '../../server/src/platform/database/embedded.ts'
import { migrate } from '../../server/src/platform/migration/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Url of the owner, on the server of this test run. */
    ownerUrl: string
  }
}

export const TEMPLATE = 'duetto_template'

interface Shared {
  users: number
  running: Promise<{ ownerUrl: string; stop: () => Promise<void> }>
}

/** Each project evaluates this module anew; the process is what they share. */
const thisProcess = globalThis as typeof globalThis & { duettoDatabaseServer?: Shared }

/** One server for the whole run, whatever the number of projects that ask for it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  thisProcess.duettoDatabaseServer ??= { users: 0, running: start() }
  const shared = thisProcess.duettoDatabaseServer
  shared.users += 1
  const { ownerUrl, stop } = await shared.running
  project.provide('ownerUrl', ownerUrl)
  return async () => {
    shared.users -= 1
    if (shared.users === 0) await stop()
  }
}

const FOLDER = 'duetto-test-'
const OWNER_FILE = 'owner.pid'

/** Stops and removes what runs that were killed left behind. */
async function clearAway(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const folder = join(tmpdir(), name)
    if (!name.startsWith(FOLDER) || (await isOwned(folder))) continue
    const server = await startEmbedded({ folder, isThrowaway: true })
    await server.leave()
    await rm(folder, { recursive: true, force: true })
  }
}

async function isOwned(folder: string): Promise<boolean> {
  try {
    process.kill(Number(await readFile(join(folder, OWNER_FILE), 'utf8')), 0)
    return true
  } catch (error) {
    // No such process. A folder without the file belongs to a run that is just starting.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}

async function start(): Promise<{ ownerUrl: string; stop: () => Promise<void> }> {
  await clearAway()
  const folder = await mkdtemp(join(tmpdir(), FOLDER))
  await writeFile(join(folder, OWNER_FILE), String(process.pid))
  const server = await startEmbedded({ folder, isThrowaway: true })
  const ownerUrl = server.url('postgres')
  const owner = new Client(ownerUrl)
  await owner.connect()
  await owner.query(`CREATE DATABASE ${TEMPLATE}`)
  await owner.end()
  await migrate({ ownerUrl: server.url(TEMPLATE) }, migrations)
  return {
    ownerUrl,
    stop: async () => {
      await server.leave()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

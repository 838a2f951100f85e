import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startEmbedded } from '../../server/src/platform/database/embedded.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'duetto-embedded-'))
})
afterEach(async () => {
  await (await start()).leave()
  rmSync(folder, { recursive: true, force: true })
})

function start() {
  return startEmbedded({ folder, isThrowaway: true })
}

function postmasterPid(): number | undefined {
  const file = join(folder, 'postgres/postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined
}

async function ask<T extends object>(url: string, sql: string): Promise<T[]> {
  const client = new Client(url)
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows
  } finally {
    await client.end()
  }
}

/** Without a word, as a power loss would. */
async function killServer(url: string): Promise<void> {
  const pid = postmasterPid() ?? 0
  const client = new Client(url)
  const isGone = new Promise((done) => client.on('error', done))
  await client.connect()
  process.kill(pid, 'SIGKILL')
  await isGone
}

test('the password is random, and its file is for the owner alone', async () => {
  await (await start()).leave()
  const file = join(folder, 'postgres.password')
  expect(readFileSync(file, 'utf8')).toHaveLength(32)
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('a server that a killed run left running is joined, and stopped at the end', async () => {
  const left = await start()
  const before = postmasterPid()
  const joined = await start()
  expect(joined.url('postgres')).toBe(left.url('postgres'))
  expect(postmasterPid()).toBe(before)
  await left.leave()
  expect(await ask(joined.url('postgres'), 'SELECT 1 AS n')).toEqual([{ n: 1 }])
  await joined.leave()
  expect(postmasterPid()).toBeUndefined()
})

test('data outlives a server that was killed', async () => {
  const server = await start()
  await ask(server.url('postgres'), 'CREATE TABLE kept AS SELECT 42 AS n')
  await ask(server.url('postgres'), 'CHECKPOINT')
  await killServer(server.url('postgres'))
  const again = await start()
  expect(await ask(again.url('postgres'), 'SELECT n FROM kept')).toEqual([{ n: 42 }])
  await again.leave()
})

test('a process id of before that now belongs to another program does not stop the start', async () => {
  await (await start()).leave()
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  writeFileSync(join(folder, 'postgres/postmaster.pid'), `${other.pid}\n${folder}/postgres\n0\n5432\n\n127.0.0.1\n`)
  const server = await start()
  expect(await ask(server.url('postgres'), 'SELECT 1 AS n')).toEqual([{ n: 1 }])
  await server.leave()
  other.kill()
})

test('a first start that was killed half-way leaves nothing that the next one takes for a database', async () => {
  const halfMade = join(folder, 'postgres.new-1')
  mkdirSync(halfMade)
  writeFileSync(join(halfMade, 'PG_VERSION'), '18')
  const server = await start()
  expect(await ask(server.url('postgres'), 'SELECT 1 AS n')).toEqual([{ n: 1 }])
  await server.leave()
})

test('processes that start at the same moment share one server', async () => {
  const servers = await Promise.all([start(), start()])
  expect(servers[0].url('postgres')).toBe(servers[1].url('postgres'))
  for (const server of servers) await server.leave()
  expect(postmasterPid()).toBeUndefined()
})

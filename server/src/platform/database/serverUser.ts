import { execFile, spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The system account that runs the database when the product itself is started as root, which PostgreSQL refuses. */
const ACCOUNT = 'postgres'

/** How to start the database's programs: as ourselves, or through a command that first becomes the account. */
export interface ServerUser {
  readonly ids: { readonly uid: number; readonly gid: number } | undefined
  readonly prefix: readonly string[]
}

/** Who runs the database below `folder` with the programs at `program`. Makes the account if root has none. */
export async function serverUser(folder: string, program: string): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return { ids: undefined, prefix: [] }
  const ids = await accountIds()
  if (canUse(ids, folder, constants.X_OK) && canUse(ids, program, constants.X_OK)) {
    return { ids, prefix: [] }
  }
  return { ids, prefix: throughClosedFolders(ids) }
}

async function accountIds(): Promise<{ uid: number; gid: number }> {
  const known = await lookUp()
  if (known) return known
  await run('useradd', ['--system', '--user-group', '--no-create-home', ACCOUNT]).catch(() =>
    run('adduser', ['-S', '-D', '-H', ACCOUNT]),
  )
  const made = await lookUp()
  if (!made) throw new Error(`PostgreSQL does not run as root, and no account ${ACCOUNT} could be made for it.`)
  return made
}

async function lookUp(): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', ACCOUNT]), run('id', ['-g', ACCOUNT])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return undefined // `id` answers an error for an account that does not exist.
  }
}

function canUse(ids: { uid: number; gid: number }, path: string, mode: number): boolean {
  const script = `require('fs').accessSync(${JSON.stringify(path)}, ${mode})`
  // The account may not even reach the folder we stand in, so the question is asked from the root.
  return spawnSync(process.execPath, ['-e', script], { ...ids, cwd: '/', stdio: 'ignore' }).status === 0
}

/**
 * A project below a folder closed to everybody but root (`/root`, a private temporary folder) stays closed to the
 * account. Linux can lend it the one capability to pass, which is less than opening root's folders to all.
 */
function throughClosedFolders(ids: { uid: number; gid: number }): string[] {
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find(isProgram)
  if (setpriv === undefined) {
    throw new Error(
      `The account ${ACCOUNT} cannot reach this project's folder, and PostgreSQL does not run as root. ` +
        'Move the project to a folder that other accounts may enter, or set DATABASE_URL.',
    )
  }
  const lend = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--securebits=+no_setuid_fixup']
  return [setpriv, `--reuid=${ids.uid}`, `--regid=${ids.gid}`, '--clear-groups', ...lend]
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

// Builds what changed since it was last built: each part is known by the content of its sources.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

const PARTS = {
  schema: { sources: ['schema'], builtBy: 'schema' },
  server: {
    sources: [
      'server/src',
      'server/package.json',
      'server/tsconfig.json',
      'server/tsconfig.build.json',
      'tsconfig.base.json',
    ],
    builtBy: 'server',
  },
  web: { sources: ['web', 'schema'], builtBy: 'web' },
}
/** What builds write, and what is no source. */
const NOT_SOURCES = new Set(['node_modules', 'dist', 'generated', 'generated.ts'])

function filesIn(path) {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path)
    .filter((name) => !NOT_SOURCES.has(name) && !name.endsWith('.test.ts') && !name.endsWith('.tsbuildinfo'))
    .sort()
    .flatMap((name) => filesIn(join(path, name)))
}

function fingerprint(sources) {
  const hash = createHash('sha256')
  for (const file of [...sources, 'pnpm-lock.yaml'].flatMap((source) => filesIn(join(root, source)))) {
    hash.update(file).update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** The pnpm that runs us, which is a program or a script of Node; without one, npx brings it. */
function pnpm() {
  const running = process.env.npm_execpath ?? ''
  if (!/pnpm/.test(running)) return ['npx', '-y', 'pnpm@12.21.0']
  return /\.[cm]?js$/.test(running) ? [process.execPath, running] : [running]
}

function runScript(folder, script) {
  const [command, ...args] = pnpm()
  return (
    spawnSync(command, [...args, '--silent', 'run', script], { cwd: join(root, folder), stdio: 'inherit' }).status === 0
  )
}

/** Builds the named parts, or all; false when one does not build. */
export function build(names = Object.keys(PARTS)) {
  for (const name of names) {
    const { sources, builtBy } = PARTS[name]
    const stamp = join(root, builtBy, 'dist', '.built')
    const now = fingerprint(sources)
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) continue
    console.log(`Building ${name} ...`)
    if (!runScript(builtBy, 'build')) return false
    mkdirSync(dirname(stamp), { recursive: true })
    writeFileSync(stamp, now)
  }
  return true
}

if (
  process.argv[1] === fileURLToPath(import.meta.url) &&
  !build(process.argv.length > 2 ? process.argv.slice(2) : undefined)
) {
  process.exit(1)
}

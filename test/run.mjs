// The test command: everything, or the stages that are named: pnpm test [types] [lint] [quick] [e2e]
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, root } from '../server/commands/build.mjs'

const folder = mkdtempSync(join(tmpdir(), 'duetto-run-'))
const tsc = join(root, 'node_modules/.bin/tsc')
const started = Date.now()
const total = { passed: 0, failed: 0, skipped: 0 }
let outcomeIsBad = false

/** Runs a program; resolves with its exit code and what it printed. */
function run(command, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, ...options })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => done({ code: 1, output: String(error) }))
    child.on('close', (code) => done({ code: code ?? 1, output }))
  })
}

/** A check that is right or wrong as a whole. Its output matters only when it is wrong. */
async function check(name, command, args, options) {
  const { code, output } = await run(command, args, options)
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}`)
  if (code !== 0) console.log(output)
  total[code === 0 ? 'passed' : 'failed'] += 1
}

/** Vitest projects, with their own report on the screen and counted from the file. */
async function vitest(name, projects) {
  const report = join(folder, `${name}.json`)
  const { code } = await run(
    process.execPath,
    [
      join(root, 'test/node_modules/vitest/vitest.mjs'),
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    { cwd: join(root, 'test'), stdio: 'inherit' },
  )
  count(name, report, code)
}

function count(name, report, code) {
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'))
    total.passed += result.numPassedTests
    total.failed += result.numFailedTests
    total.skipped += result.numPendingTests + result.numTodoTests
    // A file that could not be loaded, or an error outside any test, has no failed test of its own.
    if (code !== 0 && result.numFailedTests === 0) total.failed += 1
  } catch {
    console.log(`FAILED ${name}: no report was written`)
    total.failed += 1
  }
  if (code !== 0) outcomeIsBad = true
}

const stages = {
  types: async () => {
    await Promise.all([
      check('types of the server', tsc, ['-p', 'server', '--noEmit']),
      check('types of the pages', tsc, ['-p', 'web', '--noEmit']),
    ])
    await check('types of the tests', tsc, ['-p', 'test', '--noEmit'])
  },
  lint: () => check('format and lint', join(root, 'node_modules/.bin/biome'), ['ci', '--colors=off']),
  quick: () => vitest('quick', ['unit', 'api', 'tenancy', 'stories', 'formats', 'faults']),
  e2e: () => vitest('e2e', ['e2e']),
}

const asked = process.argv.slice(2).filter((name) => name in stages)
const wanted = asked.length > 0 ? asked : Object.keys(stages)

// Types of documents and the pages in the browser both come from a build; faults and commands run the built server.
const isBuilt = build()
console.log(`${isBuilt ? 'ok    ' : 'FAILED'} build`)
total[isBuilt ? 'passed' : 'failed'] += 1
for (const name of wanted) await stages[name]()
rmSync(folder, { recursive: true, force: true })

console.log(`\nTook ${Math.round((Date.now() - started) / 1000)} s`)
if (!process.env.DUETTO_FIELD_DATA)
  console.log('Files from the field were left out: DUETTO_FIELD_DATA names no folder.')
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`)
process.exitCode = total.failed > 0 || outcomeIsBad ? 1 : 0

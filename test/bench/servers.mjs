import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

const START_WITHIN_MS = 60_000

/**
 * The product itself, as it is started in production, on a database that is there.
 * @param {string} databaseUrl
 */
export async function startProduct(databaseUrl) {
  const port = await freePort()
  const env = { ...process.env, DATABASE_URL: databaseUrl, PORT: String(port), DEMO: 'false', NODE_ENV: 'production' }
  const main = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url))
  return start([main], env, 'is ready', `http://127.0.0.1:${port}`)
}

/**
 * @param {string} databaseUrl
 * @param {string} today
 */
export async function startLimit(databaseUrl, today) {
  const script = fileURLToPath(new URL('./limit.mjs', import.meta.url))
  return start([script, databaseUrl, today], process.env, 'ready at')
}

/** Waits for the line that says that it is ready; its address is in the line when it is not given. */
function start(args, env, readyLine, address) {
  const child = spawn(process.execPath, ['--max-semi-space-size=64', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const stop = () =>
    new Promise((done) => {
      if (child.exitCode !== null || child.signalCode !== null) return done()
      child.once('exit', done)
      child.kill('SIGTERM')
    })
  return new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error(`${args[0]} did not start.`)), START_WITHIN_MS)
    child.once('exit', (code) => fail(new Error(`${args[0]} ended with code ${code}.`)))
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
      if (!said.includes(readyLine)) return
      clearTimeout(late)
      done({ address: address ?? /http:\S+/.exec(said)[0], pid: child.pid, stop })
    })
  })
}

function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.on('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => done(port))
    })
  })
}

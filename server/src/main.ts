import { createServer } from 'node:net'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { type App, createApp } from './app.ts'
import { type Config, readConfig } from './config.ts'
import { DEMO_PASSWORD, people } from './demo/people.ts'
import { loadDemo } from './loadDemo.ts'
import { migrations } from './migrations.ts'
import { systemClock } from './platform/clock.ts'
import type { DatabaseAddress } from './platform/database/connection.ts'
import { type EmbeddedServer, startEmbedded } from './platform/database/embedded.ts'
import { makeLog } from './platform/logging/log.ts'
import { migrate } from './platform/migration/migrate.ts'
import { keyFromText, keyInFolder, SecretBox } from './platform/secretBox.ts'
import type { NetvisorGround } from './rooms.ts'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** How long work under way may take after the wish to stop. */
const STOP_WITHIN_MS = 10_000
const CONCURRENT_JOBS = 3

async function main(): Promise<void> {
  const config = readConfig(process.env, root)
  if (!config.ok) {
    console.error(config.error)
    process.exitCode = 1
    return
  }
  await serve(config.value)
}

async function serve(config: Config): Promise<void> {
  const stop = stopper()
  try {
    // A taken port is told before a database is filled for nothing.
    await probePort(config)
    stop.embedded = config.databaseUrl === undefined ? startEmbedded({ folder: config.dataFolder }) : undefined
    const address = addressOf(config, await stop.embedded)
    const log = makeLog(config.logLevel)
    await migrate(address, migrations)
    const isWanted = config.loadsDemo && config.side === 'both'
    const now = systemClock.now()
    const hasDemo = await loadDemo({ address, migrations, log, now, isWanted }, (line) => console.log(line))
    stop.app = await start(config, address, log)
    announce(stop.app, hasDemo)
  } catch (error) {
    if (stop.isStopping) return
    console.error(explain(error, config))
    await stop.now(1)
  }
}

async function start(config: Config, address: DatabaseAddress, log: Logger): Promise<App> {
  const statementMs = 30_000
  const app = await createApp({
    address,
    pools: {
      app: { size: config.poolSize, waitMs: 5_000, statementMs },
      jobs: { size: CONCURRENT_JOBS + 1, waitMs: 30_000, statementMs: 0 },
      agency: { size: CONCURRENT_JOBS + 1, waitMs: 30_000, statementMs: 0 },
    },
    clock: systemClock,
    log,
    publicUrl: config.publicUrl ?? `http://localhost:${config.port}`,
    trustProxy: config.trustProxy,
    pages: resolve(root, 'web/dist'),
    side: config.side,
    mail: config.mail,
    netvisor: netvisorOf(config),
    ...(config.road ? { road: config.road } : {}),
  })
  await app.jobs.start(CONCURRENT_JOBS)
  await app.http.listen({ port: config.port, host: config.host })
  return app
}

/** The key of secrets is made when it is first of use. */
function netvisorOf({ netvisor, secretsKey, dataFolder }: Config): NetvisorGround | undefined {
  if (!netvisor) return undefined
  const key = secretsKey === undefined ? keyInFolder(dataFolder) : keyFromText(secretsKey)
  return { settings: netvisor, secrets: new SecretBox(key) }
}

function probePort({ port, host }: Config): Promise<void> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.on('error', fail)
    probe.listen(port, host, () => probe.close(() => done()))
  })
}

function addressOf(config: Config, embedded: EmbeddedServer | undefined): DatabaseAddress {
  const ownerUrl = embedded?.url('postgres') ?? config.databaseUrl
  if (ownerUrl === undefined) throw new Error('There is no database.')
  return { ownerUrl, roleUrls: config.roleUrls }
}

function announce(app: App, hasDemo: boolean): void {
  const address = app.http.server.address()
  const port = typeof address === 'object' && address ? address.port : ''
  console.log(`\nDuetto is ready at http://localhost:${port}  (API /graphql, playground /playground)`)
  if (!hasDemo) return
  const width = Math.max(...people.map(({ email }) => email.length))
  console.log(`\nDemo sign-ins, all with the password ${DEMO_PASSWORD}`)
  for (const { email, about } of people) console.log(`  ${email.padEnd(width)}  ${about}`)
}

interface Stop {
  isStopping: boolean
  app: App | undefined
  /** Also while it is still starting: then it is stopped as soon as it has. */
  embedded: Promise<EmbeddedServer> | undefined
  now(code: number): Promise<void>
}

/** Stops everything once, whatever asks for it: Ctrl-C, a service manager, or a start that failed. */
function stopper(): Stop {
  const stop: Stop = {
    isStopping: false,
    app: undefined,
    embedded: undefined,
    async now(code) {
      if (stop.isStopping) return
      stop.isStopping = true
      setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref()
      // A start that is broken off loses its connections under it, one by one, which is no news.
      if (!stop.app) for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, () => undefined)
      await stop.app?.close()
      const embedded = await stop.embedded?.catch(() => undefined) // One that did not start needs no stopping.
      await embedded?.leave()
      process.exit(code)
    },
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop.now(0))
  return stop
}

function explain(error: unknown, config: Config): string {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `Port ${config.port} is taken. Stop what runs there, or choose another: PORT=4001 pnpm start`
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

await main()

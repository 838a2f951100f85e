import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type App, createApp } from './app.ts'
import { type Config, readConfig } from './config.ts'
import { migrations } from './migrations.ts'
import { systemClock } from './platform/clock.ts'
import type { DatabaseAddress } from './platform/database/connection.ts'
import { type EmbeddedServer, startEmbedded } from './platform/database/embedded.ts'
import { makeLog } from './platform/logging/log.ts'
import { migrate } from './platform/migration/migrate.ts'

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
  const embedded = config.databaseUrl === undefined ? await startEmbedded({ folder: config.dataFolder }) : undefined
  const stop = stopper(embedded)
  try {
    const app = await start(config, addressOf(config, embedded))
    stop.app = app
    await app.jobs.start(CONCURRENT_JOBS)
    await app.http.listen({ port: config.port, host: config.host })
    announce(app)
  } catch (error) {
    console.error(explain(error, config))
    await stop.now(1)
  }
}

async function start(config: Config, address: DatabaseAddress): Promise<App> {
  await migrate(address, migrations)
  const statementMs = 30_000
  return createApp({
    address,
    pools: {
      app: { size: config.poolSize, waitMs: 5_000, statementMs },
      jobs: { size: CONCURRENT_JOBS + 1, waitMs: 30_000, statementMs: 0 },
      agency: { size: CONCURRENT_JOBS + 1, waitMs: 30_000, statementMs: 0 },
    },
    clock: systemClock,
    log: makeLog(config.logLevel),
    publicUrl: config.publicUrl ?? `http://localhost:${config.port}`,
    trustProxy: config.trustProxy,
    pages: resolve(root, 'web/dist'),
    side: config.side,
    ...(config.road ? { road: config.road } : {}),
  })
}

function addressOf(config: Config, embedded: EmbeddedServer | undefined): DatabaseAddress {
  const ownerUrl = embedded?.url('postgres') ?? config.databaseUrl
  if (ownerUrl === undefined) throw new Error('There is no database.')
  return { ownerUrl, roleUrls: config.roleUrls }
}

function announce(app: App): void {
  const address = app.http.server.address()
  const port = typeof address === 'object' && address ? address.port : ''
  console.log(`Duetto is ready at http://localhost:${port}  (API /graphql, playground /playground)`)
}

/** Stops everything once, whatever asks for it: Ctrl-C, a service manager, or a start that failed. */
function stopper(embedded: EmbeddedServer | undefined): { app: App | undefined; now(code: number): Promise<void> } {
  let isStopping = false
  const stop = {
    app: undefined as App | undefined,
    async now(code: number): Promise<void> {
      if (isStopping) return
      isStopping = true
      setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref()
      await stop.app?.close()
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

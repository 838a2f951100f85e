import type { Logger } from 'pino'
import { DemoClock } from './demo/clock.ts'
import { type DemoSize, FULL_SIZE } from './demo/companies.ts'
import { makeDemo, type Report } from './demo/demo.ts'
import { beginLoad, endLoad, refreshStatistics, removeAll, standingOf } from './demo/demoLoad.ts'
import { demoLetterMailer } from './demo/letterMailer.ts'
import type { DatabaseAddress } from './platform/database/connection.ts'
import { Database } from './platform/database/database.ts'
import { Jobs } from './platform/jobs/jobs.ts'
import type { MigrationClass } from './platform/migration/migrate.ts'
import { migrate } from './platform/migration/migrate.ts'
import { entities, makeRooms } from './rooms.ts'

/** The same seed gives the same demo, on the same day. */
const SEED = 'duetto'
const LANES = 3
const POOL = { size: LANES + 2, waitMs: 30_000, statementMs: 0 }

export interface DemoOptions {
  readonly address: DatabaseAddress
  readonly migrations: readonly MigrationClass[]
  readonly log: Logger
  /** The moment at which the two years of the demo end. */
  readonly now: Date
  /** False: no demo is made; what a load that was cut off has left is removed all the same. */
  readonly isWanted: boolean
  readonly size?: DemoSize
}

/**
 * Fills an empty database with the demo, and tells whether it holds the demo now. A database that holds anything else is
 * left alone. What a load that was cut off has left is removed first: half a demo is never taken for a whole one.
 */
export async function loadDemo(options: DemoOptions, report: Report): Promise<boolean> {
  const { address, migrations, isWanted } = options
  const found = await standingOf(address)
  if (found === 'DEMO' || found === 'IN_USE') return found === 'DEMO'
  if (found === 'CUT_OFF') {
    report('An earlier load of the demo was cut off; starting over.')
    await removeAll(address)
    await migrate(address, migrations)
  }
  if (!isWanted) return false
  await beginLoad(address)
  await fill(options, report)
  await endLoad(address)
  return true
}

async function fill({ log, now, size = FULL_SIZE, ...given }: DemoOptions, report: Report): Promise<void> {
  const address = hurried(given.address)
  const clock = new DemoClock(now)
  const pools = { app: POOL, jobs: POOL, agency: POOL }
  const database = await Database.open({ address, entities, pools })
  const made = makeRooms({
    ...{ database, clock, log, publicUrl: 'http://localhost', side: 'both' as const, road: undefined },
    letterMailer: demoLetterMailer,
  })
  const tasks = Object.assign({}, ...made.rooms.map((room) => room.tasks ?? {}))
  const jobs = new Jobs(address, tasks, [], log)
  try {
    const { ledger, duetto, agency } = made
    const services = {
      database,
      clock,
      ledger,
      duetto,
      agency,
      settle: () => jobs.settle(LANES),
      refreshStatistics: () => refreshStatistics(address),
    }
    await makeDemo(services, { seed: SEED, size, now }, report)
    for (const task of ['ledger.nightly', 'portfolio.fold']) await tasks[task]?.({})
  } finally {
    await jobs.stop()
    await database.close()
  }
}

/** Connections that do not wait for the disk: a load that is cut off is thrown away whole. */
function hurried(address: DatabaseAddress): DatabaseAddress {
  const hurry = (text: string) => {
    const url = new URL(text)
    url.searchParams.set('options', '-c jit=off -c synchronous_commit=off')
    return url.toString()
  }
  const roleUrls = Object.entries(address.roleUrls ?? {}).map(([role, url]) => [role, hurry(url)])
  return { ownerUrl: hurry(address.ownerUrl), roleUrls: Object.fromEntries(roleUrls) }
}

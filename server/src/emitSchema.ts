import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createApp } from './app.ts'
import { MINOR_DIGITS } from './kernel/money.ts'
import { migrations } from './migrations.ts'
import { systemClock } from './platform/clock.ts'
import { startEmbedded } from './platform/database/embedded.ts'
import { printSdl } from './platform/graphql/schema.ts'
import { makeLog } from './platform/logging/log.ts'
import { migrate } from './platform/migration/migrate.ts'

const folderOfSchema = join(dirname(fileURLToPath(import.meta.url)), '../../schema')

/**
 * Writes the schema that the product serves to schema/schema.graphql, from the product itself on a passing database,
 * and beside it how many decimals amounts of a currency have where they have not two.
 * With `--publish` it becomes the published one too, from which breaking changes count.
 */
async function emitSchema(isPublished: boolean): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'duetto-schema-'))
  const server = await startEmbedded({ folder, isThrowaway: true })
  try {
    const address = { ownerUrl: server.url('postgres') }
    await migrate(address, migrations)
    const pool = { size: 1, waitMs: 5_000, statementMs: 0 }
    const app = await createApp({
      address,
      pools: { app: pool, jobs: pool, agency: pool },
      clock: systemClock,
      log: makeLog('warn'),
      publicUrl: 'http://localhost',
      trustProxy: false,
      pages: folder,
    })
    const sdl = printSdl(app.schema)
    await writeFile(join(folderOfSchema, 'schema.graphql'), sdl)
    await writeFile(join(folderOfSchema, 'minorDigits.json'), minorDigitsText())
    if (isPublished || !existsSync(join(folderOfSchema, 'published.graphql'))) {
      await writeFile(join(folderOfSchema, 'published.graphql'), sdl)
      await writeFile(join(folderOfSchema, 'intended.json'), '[]\n')
    }
    await app.close()
  } finally {
    await server.leave()
    await rm(folder, { recursive: true, force: true })
  }
}

function minorDigitsText(): string {
  return `${JSON.stringify(Object.fromEntries(MINOR_DIGITS), null, 2)}\n`
}

await emitSchema(process.argv.includes('--publish'))

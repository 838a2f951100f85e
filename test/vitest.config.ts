import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const here = dirname(fileURLToPath(import.meta.url))
const server = join(here, '../server')
const requireFromServer = createRequire(join(server, 'package.json'))

/** Every import of graphql ends at the one file that libraries written in CommonJS load: two copies would not agree. */
const graphql = requireFromServer.resolve('graphql')

function project(name: string, include: string[], options: { usesDatabase: boolean; timeoutMs?: number }) {
  return {
    root: here,
    resolve: {
      alias: [{ find: /^graphql$/, replacement: graphql }],
    },
    test: {
      name,
      include,
      environment: 'node',
      testTimeout: options.timeoutMs ?? 20_000,
      hookTimeout: 60_000,
      // Files share what a worker has loaded, which takes longer than most of them; none keeps state in a module.
      isolate: false,
      setupFiles: [join(here, 'kit/setup.ts')],
      ...(options.usesDatabase ? { globalSetup: [join(here, 'kit/databaseServer.ts')] } : {}),
    },
  }
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      project('unit', ['../server/src/**/*.test.ts', '../web/src/**/*.test.ts', 'arrows/**/*.test.ts'], {
        usesDatabase: false,
      }),
      project('api', ['api/**/*.test.ts'], { usesDatabase: true }),
      project('tenancy', ['tenancy/**/*.test.ts'], { usesDatabase: true }),
      project('stories', ['stories/**/*.test.ts'], { usesDatabase: true, timeoutMs: 60_000 }),
      project('formats', ['formats/**/*.test.ts'], { usesDatabase: false, timeoutMs: 60_000 }),
      project('faults', ['faults/**/*.test.ts'], { usesDatabase: true, timeoutMs: 120_000 }),
      project('e2e', ['e2e/**/*.test.ts'], { usesDatabase: true, timeoutMs: 120_000 }),
    ],
  },
})

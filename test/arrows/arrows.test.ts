import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { circles, type Import, importsOf, sourceFiles } from './imports.ts'

/*
 * The arrows of docs/ARCHITECTURE.md: who may import whom. Types count too, except in circles.
 */

const root = fileURLToPath(new URL('../..', import.meta.url))

const pure = ['kernel', 'statute', 'exchange']
const mayImport: Record<string, readonly string[]> = {
  kernel: [],
  statute: ['kernel'],
  exchange: ['kernel', 'statute'],
  platform: pure,
  access: [...pure, 'platform'],
  ledger: [...pure, 'platform', 'access'],
  duetto: [...pure, 'platform', 'access', 'ledger'],
  agency: [...pure, 'platform', 'access'],
  portfolio: [...pure, 'platform', 'access', 'ledger', 'duetto'],
  // Drives the whole product as its users do; nobody imports it but the start.
  demo: [...pure, 'platform', 'access', 'ledger', 'duetto', 'agency', 'portfolio'],
}

const server = sourceFiles(root, 'server/src')
const web = sourceFiles(root, 'web/src')
const isTest = (file: string) => /\.test\.tsx?$/.test(file)
const imports = [...server, ...web].filter((file) => !isTest(file)).flatMap((file) => importsOf(root, file))

/** The name after a folder: `partOf('server/src/', 'server/src/ledger/bank/bankImport.ts')` is `ledger`. */
function partOf(folder: string, path: string): string | undefined {
  const match = path.startsWith(folder) ? /^([^/]+)\//.exec(path.slice(folder.length)) : null
  return match?.[1]
}

function wrong(isWrong: (one: Import) => boolean): string[] {
  return imports.filter(isWrong).map(({ from, to }) => `${from} -> ${to}`)
}

test('every room is in the table of arrows', () => {
  const rooms = new Set(server.map((file) => partOf('server/src/', file)).filter((room) => room !== undefined))
  expect([...rooms].filter((room) => !(room in mayImport))).toEqual([])
  expect(imports.length, 'imports that were found at all').toBeGreaterThan(100)
})

describe.each(Object.entries(mayImport))('%s', (room, allowed) => {
  test(`imports only itself and ${allowed.join(', ') || 'nothing else'}`, () => {
    const own = `server/src/${room}/`
    expect(
      wrong(({ from, to }) => {
        if (!from.startsWith(own) || to.startsWith(own)) return false
        const target = partOf('server/src/', to)
        return target === undefined || !allowed.includes(target)
      }),
    ).toEqual([])
  })
})

test('no files of the product import each other in a circle', () => {
  expect(circles(imports.filter((one) => !one.isTypeOnly))).toEqual([])
})

test('the product imports nothing from tests, and the pages nothing from the server', () => {
  expect(
    wrong(({ from, to }) => to.startsWith('test/') || (from.startsWith('web/') && to.startsWith('server/'))),
  ).toEqual([])
})

describe('on the pages', () => {
  const under = (folder: string, path: string) => path.startsWith(`web/src/${folder}/`)

  test('formats import no screen, and the kit of parts no feature', () => {
    expect(
      wrong(({ from, to }) => under('format', from) && (under('features', to) || under('app', to) || under('ui', to))),
    ).toEqual([])
    expect(wrong(({ from, to }) => under('ui', from) && (under('features', to) || under('app', to)))).toEqual([])
  })

  test('features import neither each other nor the app', () => {
    expect(
      wrong(({ from, to }) => {
        const feature = partOf('web/src/features/', from)
        if (feature === undefined) return false
        return under('app', to) || (under('features', to) && partOf('web/src/features/', to) !== feature)
      }),
    ).toEqual([])
  })
})

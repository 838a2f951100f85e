import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { sourceFiles } from './imports.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const words = JSON.parse(readFileSync(join(root, 'web/src/i18n/en.json'), 'utf8'))

/** Refusals that only a program can run into. */
const OF_PROGRAMS = [
  'BATCHES_NOT_SUPPORTED',
  'MALFORMED_MULTIPART',
  'TOO_DEEP',
  'TOO_MANY_ALIASES',
  'TOO_MANY_ITEMS',
  'TOO_MANY_ROWS',
]

/** Codes of Finvoice and camt. */
const OF_FORMATS = ['INV05', 'INV08', 'OPBD']

/** A code where it is written: as `code: '…'`, or first in a call that refuses. */
const CODE = /(?:\bcode: |\b(?:refuse|refusal|err)\()\s*'([A-Z][A-Z_0-9]{3,})'/g

const known = new Set([
  ...[words.code, words.caseCode, words.legalReason].flatMap((part) => Object.keys(part)),
  ...OF_PROGRAMS,
  ...OF_FORMATS,
])

test('every refusal of the server has words in the languages of the pages', () => {
  const files = sourceFiles(root, 'server/src').filter((file) => !/\.test\.ts$|\/migration\/|\/demo\//.test(file))
  const codes = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(CODE)].map(([, code]) => code),
  )
  expect(codes.length).toBeGreaterThan(200)
  const wordless = new Set(codes.filter((code) => code !== undefined && !known.has(code)))
  expect([...wordless].sort()).toEqual([])
})

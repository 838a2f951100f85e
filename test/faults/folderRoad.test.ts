import { mkdtempSync, rmSync } from 'node:fs'
import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { MessageRefused } from '../../server/src/exchange/messages/refused.ts'
import type { ToAgency } from '../../server/src/exchange/messages/toAgency.ts'
import type { Receipt } from '../../server/src/platform/folder/messageFile.ts'
import { MessageFolder } from '../../server/src/platform/folder/messageFolder.ts'

/** The road as files, and what happens when a side dies in the middle of it. */
let root: string
let folder: MessageFolder
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'road-'))
  folder = new MessageFolder(root)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const message = (sequence: number): ToAgency => ({
  id: `0e37df36-f698-11e6-8dd4-cb9ced3df9${sequence.toString().padStart(2, '0')}`,
  version: 1,
  kind: 'DUE_DATE_CHANGE',
  creditor: '1234567-1',
  assignment: '4a4ae2b4-9d0e-4d5b-8f0e-0d1f2a3b4c5d',
  sequence,
  sentAt: `2026-03-02T10:00:${sequence.toString().padStart(2, '0')}.000Z`,
  body: { dueOn: '2026-04-01' },
})
const files = async (place: string) => (await readdir(join(root, place))).sort()
const receipts = async () => {
  const found: Receipt[] = []
  await folder.receipts(async (receipt) => void found.push(receipt))
  return found
}

it('messages are handed over in the order they were sent, moved away, and receipted', async () => {
  await folder.put(message(2))
  await folder.put(message(1))
  const taken: unknown[] = []
  expect(await folder.collect(async (one) => void taken.push(one))).toBe(2)
  expect(taken).toEqual([message(1), message(2)])
  expect(await files('new')).toEqual([])
  expect(await files('done')).toHaveLength(2)
  expect(await receipts()).toEqual(
    [1, 2].map((n) => ({ creditor: '1234567-1', message: message(n).id, refusal: null })),
  )
  expect(await receipts()).toEqual([])
})

it('a message that was put twice, because its sender died before it knew, is one file', async () => {
  await folder.put(message(1))
  await folder.put(message(1))
  expect(await files('new')).toHaveLength(1)
})

it('a file that is not whole yet is not read', async () => {
  await folder.put(message(1))
  const [name = ''] = await files('new')
  await rename(join(root, 'new', name), join(root, 'new', `.${name}`))
  expect(await folder.collect(async () => undefined)).toBe(0)
})

it('a message that its receiver stored before it died is handed over again, and moved away then', async () => {
  await folder.put(message(1))
  const [name = ''] = await files('new')
  await folder.collect(async () => undefined)
  await rename(join(root, 'done', name), join(root, 'new', name))
  let repeats = 0
  await folder.collect(async () => {
    repeats += 1
  })
  expect(repeats).toBe(1)
  expect(await receipts()).toHaveLength(1)
})

it('one that can never be stored is put aside with the reason; one that cannot be stored now stays', async () => {
  for (const n of [1, 2, 3]) await folder.put(message(n))
  const receive = async (one: unknown) => {
    const { sequence } = one as ToAgency
    if (sequence === 1) throw new MessageRefused('SEQUENCE_TAKEN', 'Another message has its number.')
    if (sequence === 2) throw new Error('The database is away.')
  }
  await expect(folder.collect(receive)).rejects.toThrow('The database is away.')
  expect(await files('new')).toHaveLength(1)
  const [refused = '', reason = ''] = await files('refused')
  expect(reason).toBe(`${refused}.reason.json`)
  expect(JSON.parse(await readFile(join(root, 'refused', reason), 'utf8'))).toEqual({
    code: 'SEQUENCE_TAKEN',
    text: 'Another message has its number.',
  })
  expect((await receipts()).map(({ refusal }) => refusal?.code ?? 'stored')).toEqual(['SEQUENCE_TAKEN', 'stored'])
})

it.each([
  ['20260302100000-1234567-1-0e37df36-f698-11e6-8dd4-cb9ced3df976.xml', '<Finvoice Version="3.0"><'],
  ['20260302100000-1234567-1-0e37df36-f698-11e6-8dd4-cb9ced3df976.json', '{'],
  ['something else.json', 'x'],
])('a file that holds no message is put aside: %s', async (name, content) => {
  await folder.put(message(1))
  await folder.collect(async () => undefined)
  await writeFile(join(root, 'new', name), content)
  await folder.collect(async () => undefined)
  expect(await files('refused')).toEqual([name, `${name}.reason.json`].sort())
})

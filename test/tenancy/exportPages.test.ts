import { expect, test } from 'vitest'
import { OperationContext } from '../../server/src/platform/graphql/context.ts'
import { cellsOf, type ExportTable } from '../../server/src/portfolio/export/table.ts'
import { TEST_POOLS, testDatabase } from '../kit/database.ts'

/** A list whose second page cannot be read any more, as when the link to its company ended meanwhile. */
const broken: ExportTable<string> = {
  name: 'assignments',
  columns: [],
  async readPage(context, after) {
    await context.unit()
    if (after) throw new Error('The company is out of reach.')
    return { rows: ['one'], next: ['one'] }
  },
}

test('a file that breaks off at a later page gives its connection back', async () => {
  await using db = await testDatabase()
  const database = await db.open()
  for (let time = 0; time <= TEST_POOLS.app.size; time++) {
    const exchange = { clientAddress: '', addCookie: () => undefined }
    const now = new Date('2026-03-02T10:00:00Z')
    const context = new OperationContext({ database, credential: undefined, requestId: 'test', now, exchange })
    const pages = cellsOf(broken, context, 'EN', new Map())
    await pages.next()
    await expect(pages.next()).rejects.toThrow('out of reach')
  }
})

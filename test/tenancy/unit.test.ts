import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { Busy, err, ok } from '../../server/src/kernel/result.ts'
import type { AnonymousScope } from '../../server/src/kernel/scope.ts'
import { Database } from '../../server/src/platform/database/database.ts'
import { TEST_POOLS, type TestDatabase, testDatabase } from '../kit/database.ts'

const nobody: AnonymousScope = {
  kind: 'anonymous',
  today: calendarDate('2026-01-15'),
  now: new Date('2026-01-15T10:00:00Z'),
  requestId: 'test',
}

let db: TestDatabase
let database: Database
beforeAll(async () => {
  db = await testDatabase()
  await db.sql('CREATE TABLE platform.note (company_id bigint, text text, PRIMARY KEY (company_id, text))')
  await db.sql('GRANT SELECT, INSERT ON platform.note TO duetto_app, duetto_jobs')
  database = await db.open()
})
afterAll(() => db[Symbol.asyncDispose]())

async function notes(): Promise<string[]> {
  return (await db.sql<{ text: string }>('SELECT text FROM platform.note ORDER BY text')).map((note) => note.text)
}

test('a job unit runs as duetto_jobs with its one company as the setting', async () => {
  const row = await database.job(7n, (unit) =>
    unit.row('SELECT current_user AS who, access.write_company() AS company'),
  )
  expect(row).toEqual({ who: 'duetto_jobs', company: 7n })
})

test('settings end with their unit: the next one on the same connection starts without them', async () => {
  await database.job(7n, (unit) => unit.row('SELECT 1'))
  const row = await database.agency('system', (unit) =>
    unit.row('SELECT access.write_company() AS company, access.staff_actor() AS staff'),
  )
  expect(row).toEqual({ company: null, staff: 'system' })
})

test('a read unit refuses to write', async () => {
  const attempt = database.read(nobody, (unit) => unit.rows("INSERT INTO platform.note VALUES (1, 'read')"))
  await expect(attempt).rejects.toThrow(/read-only transaction/)
})

test('an error result rolls back what the unit wrote, a good one keeps it', async () => {
  const write = (text: string, isGood: boolean) =>
    database.write(nobody, 1n, async (unit) => {
      await unit.rows('INSERT INTO platform.note VALUES (1, $1)', [text])
      return isGood ? ok(text) : err({ code: 'NO', message: 'No.' })
    })
  expect((await write('refused', false)).ok).toBe(false)
  expect((await write('kept', true)).ok).toBe(true)
  expect(await notes()).toEqual(['kept'])
})

test('a serialisation failure runs the whole unit again, at most twice', async () => {
  let attempts = 0
  const attempt = database.job(1n, async (unit) => {
    attempts += 1
    await unit.rows("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$")
  })
  await expect(attempt).rejects.toThrow('again')
  expect(attempts).toBe(3)
})

test('statements asked for at the same time run one after another, TypeORM included', async () => {
  const results = await database.read(nobody, (unit) =>
    Promise.all([
      unit.rows('SELECT pg_sleep(0.01), 1 AS n'),
      unit.manager.query('SELECT 2 AS n'),
      unit.row('SELECT 3 AS n', [], 'three'),
    ]),
  )
  expect(results).toMatchObject([[{ n: 1 }], [{ n: 2 }], { n: 3 }])
})

test('values come out exact: int8 as bigint, date and numeric as text, timestamptz as Date', async () => {
  const row = await database.read(nobody, (unit) =>
    unit.row(`SELECT 9007199254740993::int8 AS cents, '{1,NULL}'::int8[] AS list, '2024-02-29'::date AS day,
      12.50::numeric AS rate, '2024-01-01T00:00:00Z'::timestamptz AS moment, '{"a":1}'::jsonb AS json`),
  )
  expect(row).toEqual({
    cents: 9007199254740993n,
    list: [1n, null],
    day: '2024-02-29',
    rate: '12.50',
    moment: new Date('2024-01-01T00:00:00Z'),
    json: { a: 1 },
  })
})

describe('when every connection is taken', () => {
  test('an operation waits until its deadline and is then told that the service is busy', async () => {
    const small = await Database.open({
      address: db.address,
      entities: [],
      pools: { ...TEST_POOLS, app: { size: 1, waitMs: 200, statementMs: 0 } },
    })
    try {
      await small.read(nobody, async () => {
        await expect(small.read(nobody, (unit) => unit.rows('SELECT 1'))).rejects.toBeInstanceOf(Busy)
      })
    } finally {
      await small.close()
    }
  })
})

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { Database } from '../../server/src/platform/database/database.ts'
import { type TestDatabase, testDatabase } from '../kit/database.ts'
import { type People, people } from '../kit/people.ts'

let db: TestDatabase
let database: Database
let make: People
beforeAll(async () => {
  db = await testDatabase()
  database = await db.open()
  make = people(db, database)
})
afterAll(() => db[Symbol.asyncDispose]())

describe('reach', () => {
  /** What reach must be, worked out anew from roles, members and newest links. */
  const EXPECTED = `
    SELECT company_id, user_id, 'role:' || role AS via, valid_from, valid_to FROM access.membership WHERE role <> 'PAYROLL_ACCOUNTANT'
    UNION ALL
    SELECT l.company_id, m.user_id, 'master:' || l.master_id, greatest(l.linked_at, m.valid_from), least(l.ended_at, m.valid_to)
    FROM (SELECT DISTINCT ON (company_id, master_id) * FROM access.master_id_link ORDER BY company_id, master_id, linked_at DESC) l
    JOIN access.master_id_member m ON m.master_id = l.master_id
    WHERE least(l.ended_at, m.valid_to) > greatest(l.linked_at, m.valid_from)
    ORDER BY 1, 2, 3`

  const index = fc.integer({ min: 0, max: 2 })
  const hour = fc.integer({ min: -48, max: 48 })
  const act = fc.oneof(
    fc.record({
      what: fc.constant('role' as const),
      company: index,
      user: index,
      role: fc.constantFrom('BOOKKEEPER', 'AUDITOR', 'PAYROLL_ACCOUNTANT'),
      from: hour,
      to: hour,
    }),
    fc.record({ what: fc.constant('dropRole' as const), company: index, user: index }),
    fc.record({ what: fc.constant('member' as const), master: index, user: index, from: hour, to: hour }),
    fc.record({ what: fc.constant('dropMember' as const), master: index, user: index }),
    fc.record({ what: fc.constant('link' as const), company: index, master: index, from: hour }),
    fc.record({ what: fc.constant('endLink' as const), company: index, master: index, to: hour }),
  )

  const at = (hours: number) => new Date(Date.UTC(2026, 0, 10) + hours * 3_600_000)

  it('is what roles, members and links say, whatever happened to them and in whatever order', async () => {
    const companies = [await make.company(), await make.company(), await make.company()]
    const users = [await make.user(), await make.user(), await make.user()]
    const masters = [await make.masterId([], []), await make.masterId([], []), await make.masterId([], [])]
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 25 }), async (acts) => {
        await db.sql('TRUNCATE access.membership, access.master_id_member, access.master_id_link, access.reach')
        for (const a of acts) {
          if (a.what === 'role') {
            await db.sql(
              `INSERT INTO access.membership VALUES ($1, $2, $3, $4, $5) ON CONFLICT (company_id, user_id, role)
               DO UPDATE SET valid_from = excluded.valid_from, valid_to = excluded.valid_to`,
              [companies[a.company], users[a.user], a.role, at(a.from), at(a.to)],
            )
          } else if (a.what === 'dropRole') {
            await db.sql('DELETE FROM access.membership WHERE company_id = $1 AND user_id = $2', [
              companies[a.company],
              users[a.user],
            ])
          } else if (a.what === 'member') {
            await db.sql(
              `INSERT INTO access.master_id_member VALUES ($1, $2, $3, $4) ON CONFLICT (master_id, user_id)
               DO UPDATE SET valid_from = excluded.valid_from, valid_to = excluded.valid_to`,
              [masters[a.master], users[a.user], at(a.from), at(a.to)],
            )
          } else if (a.what === 'dropMember') {
            await db.sql('DELETE FROM access.master_id_member WHERE master_id = $1 AND user_id = $2', [
              masters[a.master],
              users[a.user],
            ])
          } else if (a.what === 'link') {
            await db.sql(
              `INSERT INTO access.master_id_link (company_id, master_id, rights, mandate, linked_at) VALUES ($1, $2, '{READ}', 'm', $3)
               ON CONFLICT DO NOTHING`,
              [companies[a.company], masters[a.master], at(a.from)],
            )
          } else {
            await db.sql(
              `UPDATE access.master_id_link SET ended_at = $3 WHERE company_id = $1 AND master_id = $2 AND ended_at = 'infinity'`,
              [companies[a.company], masters[a.master], at(a.to)],
            )
          }
        }
        expect(await db.sql('SELECT * FROM access.reach ORDER BY 1, 2, 3')).toEqual(await db.sql(EXPECTED))
      }),
      { numRuns: 60 },
    )
  })
})

describe('a Master-ID of thousands of companies', () => {
  const WIDE = 3_000
  let wide: bigint
  let narrow: bigint
  beforeAll(async () => {
    wide = await make.user()
    narrow = await make.user()
    const [large, small] = [await make.masterId([wide], []), await make.masterId([narrow], [])]
    const companies = await db.sql<{ company_id: bigint }>(
      `INSERT INTO access.company (business_id, name) SELECT 'bulk ' || n, 'Yritys ' || n FROM generate_series(1, $1) n RETURNING company_id`,
      [WIDE],
    )
    const ids = companies.map((row) => row.company_id)
    const link = `INSERT INTO access.master_id_link (company_id, master_id, rights, mandate) SELECT unnest($1::bigint[]), $2, '{READ}', 'Bulk'`
    await db.sql(link, [ids, large])
    await db.sql(link, [ids.slice(0, 5), small])
    await db.sql(`INSERT INTO ledger.bank_account (company_id, iban) SELECT unnest($1::bigint[]), 'FI21'`, [ids])
    await db.sql(
      `INSERT INTO ledger.customer (company_id, name, identity, kind, kind_assumed)
       SELECT c, 'Asiakas ' || n, n::text, 'BUSINESS', false FROM unnest($1::bigint[]) c, generate_series(1, 10) n`,
      [ids],
    )
    await db.sql('VACUUM ANALYZE access.reach, access.company, ledger.bank_account, ledger.customer')
  })

  async function blocksRead(userId: bigint, sql: string): Promise<{ rows: number; blocks: number }> {
    const scope = await make.scope(userId)
    return database.read(scope, async (unit) => {
      const rows = await unit.rows(sql)
      const plans = await unit.rows<{
        'QUERY PLAN': { Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number } }[]
      }>(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`)
      const plan = plans[0]?.['QUERY PLAN'][0]?.Plan
      return { rows: rows.length, blocks: (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0) }
    })
  }

  test.each([
    [
      'one company',
      `SELECT c.name FROM ledger.customer c JOIN access.company o USING (company_id) WHERE o.business_id = 'bulk 3'`,
    ],
    [
      'five companies',
      `SELECT name FROM access.company WHERE business_id IN ('bulk 1', 'bulk 2', 'bulk 3', 'bulk 4', 'bulk 5')`,
    ],
  ])('costs as much as one of five for the same rows of %s', async (_what, sql) => {
    const [much, little] = [await blocksRead(wide, sql), await blocksRead(narrow, sql)]
    expect(much.rows).toBe(little.rows)
    expect(much.rows).toBeGreaterThan(0)
    expect(much.blocks).toBeLessThanOrEqual(little.blocks * 1.25 + 5)
  })

  it('costs no more per row than one of five when everything is read', async () => {
    const sql = 'SELECT id FROM ledger.customer'
    const [much, little] = [await blocksRead(wide, sql), await blocksRead(narrow, sql)]
    expect([much.rows, little.rows]).toEqual([WIDE * 10, 50])
    expect(much.blocks / much.rows).toBeLessThanOrEqual(little.blocks / little.rows)
  })
})

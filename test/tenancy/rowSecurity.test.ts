import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ok } from '../../server/src/kernel/result.ts'
import type { Database } from '../../server/src/platform/database/database.ts'
import { type TestDatabase, testDatabase } from '../kit/database.ts'
import { nobody, type People, people } from '../kit/people.ts'

let db: TestDatabase
let database: Database
let make: People
beforeAll(async () => {
  db = await testDatabase()
  database = await db.open()
  make = people(db, database)
})
afterAll(() => db[Symbol.asyncDispose]())

describe('row security', () => {
  const TABLES = [
    'app_user',
    'api_token',
    'company',
    'api_token_company',
    'membership',
    'master_id',
    'master_id_member',
    'master_id_link',
    'reach',
  ]

  it('shows nothing to nobody', async () => {
    const person = await make.user('somebody')
    const own = await make.company('Own Oy')
    await make.role(own, person, 'ALL_RIGHTS')
    await make.masterId([person], [own])
    for (const table of TABLES) {
      const [row] = await database.read(nobody(), (unit) =>
        unit.rows<{ count: bigint }>(`SELECT count(*) FROM access.${table}`),
      )
      expect([table, row?.count]).toEqual([table, 0n])
    }
  })

  it.each(['session', 'app_user.password_hash'])('never shows %s to the application', async (what) => {
    const [table, column = '*'] = what.split('.')
    const scope = await make.scope(await make.user('curious'))
    await expect(
      database.read(scope, (unit) => unit.rows(`SELECT ${column} FROM access.${table}`)),
    ).rejects.toMatchObject({ code: '42501' })
  })

  it('refuses a row of another company than the one a unit writes in', async () => {
    const [own, other, person] = [
      await make.company('Own Oy'),
      await make.company('Other Oy'),
      await make.user('administrator'),
    ]
    await make.role(own, person, 'COMPANY_ADMINISTRATOR')
    await make.role(other, person, 'COMPANY_ADMINISTRATOR')
    const scope = await make.scope(person)
    const insert = (target: bigint) =>
      database.write(scope, own, async (unit) =>
        ok(
          await unit.count(`INSERT INTO ledger.bank_account (company_id, iban) VALUES ($1, 'FI2112345600000785')`, [
            target,
          ]),
        ),
      )
    await expect(insert(other)).rejects.toMatchObject({ code: '42501' })
    expect(await insert(own)).toEqual({ ok: true, value: 1 })
    const moved = database.write(scope, own, async (unit) =>
      ok(await unit.count('UPDATE ledger.bank_account SET company_id = $1', [other])),
    )
    await expect(moved).rejects.toMatchObject({ code: '42501' })
    const elsewhere = await database.write(scope, other, async (unit) =>
      ok(await unit.count(`UPDATE ledger.bank_account SET iban = 'x'`)),
    )
    expect(elsewhere).toEqual({ ok: true, value: 0 })
  })

  it('refuses every row of a company that the actor does not reach, even when a unit asks to write in it', async () => {
    const [foreign, person] = [await make.company('Foreign Oy'), await make.user('stranger')]
    const written = database.write(await make.scope(person), foreign, async (unit) =>
      ok(
        await unit.count(`INSERT INTO ledger.bank_account (company_id, iban) VALUES ($1, 'FI9080002627761348')`, [
          foreign,
        ]),
      ),
    )
    await expect(written).rejects.toMatchObject({ code: '42501' })
  })

  it('keeps people, companies, roles and links from the hands of the application', async () => {
    const [own, person] = [await make.company('Own Oy'), await make.user('administrator')]
    await make.role(own, person, 'USER_ADMINISTRATOR')
    const scope = await make.scope(person)
    for (const statement of [
      `INSERT INTO access.membership (company_id, user_id, role) VALUES (${own}, ${person}, 'ALL_RIGHTS')`,
      `INSERT INTO access.reach (company_id, user_id, via, valid_from, valid_to) VALUES (${own}, ${person}, 'x', now(), now())`,
      `INSERT INTO access.master_id (code, name, business_id, kind) VALUES ('x', 'x', 'x', 'OTHER')`,
      `INSERT INTO access.company (business_id, name) VALUES ('x', 'x')`,
      `UPDATE access.app_user SET staff_role = 'SUPERVISOR'`,
      `UPDATE access.master_id_link SET rights = rights`,
    ]) {
      const tried = database.write(scope, own, async (unit) => ok(await unit.count(statement)))
      await expect(tried, statement).rejects.toMatchObject({ code: '42501' })
    }
  })

  it('tells names to people who share the company, and to nobody else', async () => {
    const [own, one, two, stranger] = [
      await make.company('Own Oy'),
      await make.user('one'),
      await make.user('two'),
      await make.user('stranger'),
    ]
    await make.role(own, one, 'BOOKKEEPER')
    await make.role(own, two, 'BOOKKEEPER', { from: new Date(0), to: new Date(1) })
    const namesFor = async (person: bigint, asked: bigint[]) =>
      (
        await database.read(await make.scope(person), (unit) =>
          unit.rows<{ name: string }>('SELECT name FROM access.user_names($1, $2)', [asked.map(() => own), asked]),
        )
      ).map((row) => row.name)
    expect(await namesFor(one, [two, stranger])).toEqual(['two'])
    expect(await namesFor(two, [one])).toEqual([])
    expect(await namesFor(stranger, [one, two])).toEqual([])
  })
})

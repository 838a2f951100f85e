import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { ApiTokenService } from '../../server/src/access/apiToken.service.ts'
import { MasterIdLinkService } from '../../server/src/access/masterIdLink.service.ts'
import { addMember, endLink, linkCompany } from '../../server/src/access/provision.ts'
import { requireRight, rightsIn } from '../../server/src/access/rights.ts'
import { tokenHash } from '../../server/src/access/secret.ts'
import { addDays, addYears } from '../../server/src/kernel/calendarDate.ts'
import { rightsOfRole, roles } from '../../server/src/kernel/permission.ts'
import { NotAllowed, NotFound, NotSignedIn, ok } from '../../server/src/kernel/result.ts'
import type { Scope, UserScope } from '../../server/src/kernel/scope.ts'
import type { Database } from '../../server/src/platform/database/database.ts'
import { type TestDatabase, testDatabase } from '../kit/database.ts'
import { nobody, type People, people } from '../kit/people.ts'

// Sessions, tokens and periods live by the database's own clock, so these tests do too.
const { today } = nobody()
const inAYear = addYears(today, 1)

let db: TestDatabase
let database: Database
let make: People
beforeAll(async () => {
  db = await testDatabase()
  database = await db.open()
  make = people(db, database)
})
afterAll(() => db[Symbol.asyncDispose]())

async function token(owner: UserScope, limits: { readOnly?: boolean; companyIds?: bigint[] }): Promise<UserScope> {
  const { readOnly = false, companyIds } = limits
  const made = await new ApiTokenService(database).create(owner, {
    name: 'program',
    readOnly,
    companyIds,
    expiresOn: inAYear,
  })
  if (!made.ok) throw new Error(made.error.code)
  const hash = tokenHash(made.value.secret)
  if (!hash) throw new Error('The secret is no token.')
  return { ...owner, credential: { kind: 'TOKEN', hash }, token: { id: made.value.token.id, readOnly } }
}

async function companiesSeenBy(scope: Scope): Promise<bigint[]> {
  const rows = await database.read(scope, (unit) =>
    unit.rows<{ company_id: bigint }>('SELECT company_id FROM access.company ORDER BY company_id'),
  )
  return rows.map((row) => row.company_id)
}

describe('a role', () => {
  test.each(roles)('%s gives the rights of the table, and nothing elsewhere', async (given) => {
    const [own, other, person] = [
      await make.company('Own Oy'),
      await make.company('Other Oy'),
      await make.user('person'),
    ]
    await make.role(own, person, given)
    const scope = await make.scope(person)
    const seen = await database.read(scope, async (unit) => [
      [...(await rightsIn(unit, scope, own))].sort(),
      [...(await rightsIn(unit, scope, other))],
    ])
    expect(seen).toEqual([[...rightsOfRole[given]].sort(), []])
    expect(await companiesSeenBy(scope)).toEqual(rightsOfRole[given].includes('READ') ? [own] : [])
  })

  it('of an auditor reads and is refused everything else, by name', async () => {
    const [own, person] = [await make.company('Own Oy'), await make.user('auditor')]
    await make.role(own, person, 'AUDITOR')
    const scope = await make.scope(person)
    const asked = database.read(scope, (unit) => requireRight(unit, scope, own, 'SEND_REMINDER'))
    await expect(asked).rejects.toThrow(new NotAllowed('You do not have the right SEND_REMINDER in this company.'))
  })

  it('of a payroll accountant makes the company not exist', async () => {
    const [own, person] = [await make.company('Own Oy'), await make.user('payroll')]
    await make.role(own, person, 'PAYROLL_ACCOUNTANT')
    const scope = await make.scope(person)
    await expect(database.read(scope, (unit) => requireRight(unit, scope, own, 'READ'))).rejects.toThrow(NotFound)
  })

  it('holds from its first moment to its last only', async () => {
    const [past, future, current] = [
      await make.company('Past Oy'),
      await make.company('Future Oy'),
      await make.company('Current Oy'),
    ]
    const person = await make.user('temporary')
    const day = 24 * 3_600_000
    await make.role(past, person, 'BOOKKEEPER', {
      from: new Date(Date.now() - 2 * day),
      to: new Date(Date.now() - day),
    })
    await make.role(future, person, 'BOOKKEEPER', { from: new Date(Date.now() + day) })
    await make.role(current, person, 'BOOKKEEPER', { to: new Date(Date.now() + day) })
    const scope = await make.scope(person)
    expect(await companiesSeenBy(scope)).toEqual([current])
    expect([...(await database.read(scope, (unit) => rightsIn(unit, scope, past)))]).toEqual([])
  })

  it('that is taken away ends with the next operation of the same session', async () => {
    const [own, person] = [await make.company('Own Oy'), await make.user('leaver')]
    await make.role(own, person, 'BOOKKEEPER')
    const scope = await make.scope(person)
    expect(await companiesSeenBy(scope)).toEqual([own])
    await database.agency('system', (unit) =>
      unit.count('UPDATE access.membership SET valid_to = now() WHERE company_id = $1 AND user_id = $2', [own, person]),
    )
    expect(await companiesSeenBy(scope)).toEqual([])
  })
})

describe('a Master-ID', () => {
  it('opens the linked companies to each member, with the rights of the link and never ACTIVATE', async () => {
    const [a, b, outside] = [await make.company('A Oy'), await make.company('B Oy'), await make.company('Outside Oy')]
    const [one, two] = [await make.user('one'), await make.user('two')]
    await make.masterId([one, two], [a, b])
    for (const person of [one, two]) {
      const scope = await make.scope(person)
      expect(await companiesSeenBy(scope)).toEqual([a, b])
      const rights = await database.read(scope, (unit) => rightsIn(unit, scope, a))
      expect(rights.has('SEND_COLLECTION')).toBe(true)
      expect(rights.has('ACTIVATE')).toBe(false)
      expect([...(await database.read(scope, (unit) => rightsIn(unit, scope, outside)))]).toEqual([])
    }
  })

  it('cannot be linked with the right to activate, nor without the right to read', async () => {
    const own = await make.company('Own Oy')
    const masterId = await make.masterId([], [])
    for (const rights of [['READ', 'ACTIVATE'], ['SEND_REMINDER']] as const) {
      const linked = database.agency('system', (unit) =>
        linkCompany(unit, { companyId: own, masterId, mandate: 'Letter', rights }),
      )
      await expect(linked).rejects.toMatchObject({ code: '23514' })
    }
  })

  it('loses a company with the next statement after the link ended, and gets it back by a new link', async () => {
    const [a, b, person] = [await make.company('A Oy'), await make.company('B Oy'), await make.user('accountant')]
    const masterId = await make.masterId([person], [a, b])
    const scope = await make.scope(person)
    await database.agency('system', (unit) => endLink(unit, a, masterId))
    expect(await companiesSeenBy(scope)).toEqual([b])
    await expect(database.read(scope, (unit) => requireRight(unit, scope, a, 'READ'))).rejects.toThrow(NotFound)
    await database.agency('system', (unit) =>
      linkCompany(unit, { companyId: a, masterId, mandate: 'Second agreement' }),
    )
    expect(await companiesSeenBy(scope)).toEqual([a, b])
  })

  it('opens later links to members of before, and earlier links to later members', async () => {
    const [a, b] = [await make.company('A Oy'), await make.company('B Oy')]
    const [first, second] = [await make.user('first'), await make.user('second')]
    const masterId = await make.masterId([first], [a])
    await database.agency('system', async (unit) => {
      await linkCompany(unit, { companyId: b, masterId, mandate: 'Agreement' })
      await addMember(unit, masterId, second)
    })
    for (const person of [first, second]) expect(await companiesSeenBy(await make.scope(person))).toEqual([a, b])
  })

  it('that a member leaves closes all its companies to that member alone', async () => {
    const [a, stays, leaves] = [await make.company('A Oy'), await make.user('stays'), await make.user('leaves')]
    const masterId = await make.masterId([stays, leaves], [a])
    await database.agency('system', (unit) => addMember(unit, masterId, leaves, { from: new Date(0), to: new Date() }))
    expect(await companiesSeenBy(await make.scope(leaves))).toEqual([])
    expect(await companiesSeenBy(await make.scope(stays))).toEqual([a])
  })

  it('is ended by the company itself, through MANAGE_LINKS and nothing less', async () => {
    const [own, administrator, bookkeeper, accountant] = [
      await make.company('Own Oy'),
      await make.user('administrator'),
      await make.user('bookkeeper'),
      await make.user('accountant'),
    ]
    await make.role(own, administrator, 'COMPANY_ADMINISTRATOR')
    await make.role(own, bookkeeper, 'BOOKKEEPER')
    const masterId = await make.masterId([accountant], [own])
    const links = new MasterIdLinkService(database)
    await expect(links.end(await make.scope(bookkeeper), own, masterId)).rejects.toThrow(NotAllowed)
    await expect(links.end(await make.scope(accountant), own, masterId)).rejects.toThrow(NotAllowed)
    expect(await links.end(await make.scope(administrator), own, masterId)).toEqual({ ok: true, value: true })
    expect(await companiesSeenBy(await make.scope(accountant))).toEqual([])
    expect(await links.end(await make.scope(administrator), own, masterId)).toMatchObject({
      error: { code: 'NOT_LINKED' },
    })
  })

  it("is shown to the company's people, and a bureau sees its own link only", async () => {
    const [own, administrator, a, b] = [
      await make.company('Own Oy'),
      await make.user('administrator'),
      await make.user('a'),
      await make.user('b'),
    ]
    await make.role(own, administrator, 'USER_ADMINISTRATOR')
    const [first, second] = [await make.masterId([a], [own]), await make.masterId([b], [own])]
    const seen = async (person: bigint) =>
      (
        await database.read(await make.scope(person), (unit) =>
          unit.rows<{ id: bigint }>(
            'SELECT m.id FROM access.master_id_link l JOIN access.master_id m ON m.id = l.master_id ORDER BY m.id',
          ),
        )
      ).map((row) => row.id)
    expect(await seen(administrator)).toEqual([first, second])
    expect(await seen(a)).toEqual([first])
    expect(await seen(b)).toEqual([second])
  })
})

describe('an API token', () => {
  let own: bigint
  let other: bigint
  let owner: UserScope
  beforeEach(async () => {
    own = await make.company('Own Oy')
    other = await make.company('Other Oy')
    const person = await make.user('integrator')
    await make.role(own, person, 'COMPANY_ADMINISTRATOR')
    await make.role(other, person, 'COMPANY_ADMINISTRATOR')
    owner = await make.scope(person)
  })

  it('without a list is good for every company, with one for those listed', async () => {
    expect(await companiesSeenBy(await token(owner, {}))).toEqual([own, other])
    const limited = await token(owner, { companyIds: [other] })
    expect(await companiesSeenBy(limited)).toEqual([other])
    await expect(database.read(limited, (unit) => requireRight(unit, limited, own, 'READ'))).rejects.toThrow(NotFound)
    await database.read(limited, (unit) => requireRight(unit, limited, other, 'ACTIVATE'))
  })

  it('cannot be limited to a company that its owner does not reach', async () => {
    const foreign = await make.company('Foreign Oy')
    await expect(token(owner, { companyIds: [own, foreign] })).rejects.toThrow(NotFound)
  })

  it('that may only read has no other right and writes nothing', async () => {
    const reader = await token(owner, { readOnly: true })
    expect([...(await database.read(reader, (unit) => rightsIn(unit, reader, own)))]).toEqual(['READ'])
    await expect(database.write(reader, own, async () => ok(true))).rejects.toThrow(NotAllowed)
  })

  it('that may only read is refused by the database itself, whatever the server believes of it', async () => {
    const reader = await token(owner, { readOnly: true })
    const mistaken: UserScope = { ...reader, token: { id: 0n, readOnly: false } }
    const written = database.write(mistaken, null, async (unit) =>
      ok(await unit.count(`UPDATE access.app_user SET language = 'sv' WHERE id = $1`, [owner.userId])),
    )
    await expect(written).rejects.toMatchObject({ code: '25006' })
  })

  it('neither makes nor revokes tokens, in the service or past it', async () => {
    const program = await token(owner, {})
    await expect(token(program, {})).rejects.toThrow(NotAllowed)
    const forged = database.write(program, null, async (unit) =>
      ok(
        await unit.count(
          `INSERT INTO access.api_token (user_id, name, secret_hash, prefix, read_only, every_company, expires_at)
           VALUES ($1, 'forged', '\\x00', 'x', false, true, now())`,
          [owner.userId],
        ),
      ),
    )
    await expect(forged).rejects.toMatchObject({ code: '42501' })
    await expect(new ApiTokenService(database).revoke(program, program.token?.id ?? 0n)).rejects.toThrow(NotAllowed)
  })

  it('ends when revoked, and when it expires', async () => {
    const program = await token(owner, {})
    const revoked = await new ApiTokenService(database).revoke(owner, program.token?.id ?? 0n)
    expect(revoked.revoked_at).toBeInstanceOf(Date)
    await expect(companiesSeenBy(program)).rejects.toThrow(NotSignedIn)
    const expired = await token(owner, {})
    await db.sql('UPDATE access.api_token SET expires_at = now() WHERE id = $1', [expired.token?.id])
    await expect(companiesSeenBy(expired)).rejects.toThrow(NotSignedIn)
  })

  it('of somebody else does not exist', async () => {
    const program = await token(owner, {})
    const stranger = await make.scope(await make.user('stranger'))
    await expect(new ApiTokenService(database).revoke(stranger, program.token?.id ?? 0n)).rejects.toThrow(NotFound)
    expect(await database.read(stranger, (unit) => unit.rows('SELECT id FROM access.api_token'))).toEqual([])
  })

  test.each([
    ['no name', { name: ' ' }, 'NAME_REQUIRED'],
    ['an end in the past', { expiresOn: addDays(today, -1) }, 'EXPIRY_OUT_OF_RANGE'],
    ['an end more than a year ahead', { expiresOn: addDays(inAYear, 1) }, 'EXPIRY_OUT_OF_RANGE'],
    ['an empty list', { companyIds: [] }, 'NO_COMPANIES'],
  ])('with %s is refused', async (_what, wrong, code) => {
    const wish = { name: 'program', readOnly: true, companyIds: undefined, expiresOn: inAYear, ...wrong }
    expect(await new ApiTokenService(database).create(owner, wish)).toMatchObject({ ok: false, error: { code } })
  })

  it('is kept as a digest that its own owner cannot read back', async () => {
    const read = database.read(owner, (unit) => unit.rows('SELECT secret_hash FROM access.api_token'))
    await expect(read).rejects.toMatchObject({ code: '42501' })
  })
})

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

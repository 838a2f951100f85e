import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { ApiTokenService } from '../../server/src/access/apiToken.service.ts'
import { MasterIdLinkService } from '../../server/src/access/masterIdLink.service.ts'
import {
  addMember,
  createCompany,
  createMasterId,
  createUser,
  endLink,
  grantRole,
  linkCompany,
} from '../../server/src/access/provision.ts'
import { requireRight, rightsIn } from '../../server/src/access/rights.ts'
import { hashSecret } from '../../server/src/access/secret.ts'
import { makeBusinessId } from '../../server/src/kernel/businessId.ts'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { type Role, rightsOfRole, roles } from '../../server/src/kernel/permission.ts'
import { NotAllowed, NotFound, NotSignedIn, ok } from '../../server/src/kernel/result.ts'
import type { Credential, Scope, UserScope } from '../../server/src/kernel/scope.ts'
import type { Database } from '../../server/src/platform/database/database.ts'
import { type TestDatabase, testDatabase } from '../kit/database.ts'

const now = new Date('2026-03-02T10:00:00Z')
const today = calendarDate('2026-03-02')
const nobody: Scope = { kind: 'anonymous', today, now, requestId: 'test' }
const inAYear = calendarDate('2027-03-01')

let db: TestDatabase
let database: Database
let serial = 1_000
beforeAll(async () => {
  db = await testDatabase()
  database = await db.open()
})
afterAll(() => db[Symbol.asyncDispose]())

function businessId(): string {
  for (;;) {
    serial += 1
    const made = makeBusinessId(serial)
    if (made) return made
  }
}

function company(name: string): Promise<bigint> {
  return database.agency('system', (unit) => createCompany(unit, { businessId: businessId(), name }))
}

function user(name: string): Promise<bigint> {
  serial += 1
  const email = `${name}.${serial}@example.test`
  return database.agency('system', (unit) => createUser(unit, { email, name, password: 'correct horse' }))
}

function role(companyId: bigint, userId: bigint, given: Role, validity = {}): Promise<void> {
  return database.agency('system', (unit) => grantRole(unit, companyId, userId, given, validity))
}

async function bureau(members: bigint[], companies: bigint[]): Promise<bigint> {
  return database.agency('system', async (unit) => {
    serial += 1
    const code = `M${serial}`
    const id = await createMasterId(unit, { code, name: `Bureau ${code}`, businessId: businessId(), kind: 'BUREAU' })
    for (const member of members) await addMember(unit, id, member)
    for (const companyId of companies)
      await linkCompany(unit, { companyId, masterId: id, mandate: 'Agreement of 1 January 2026' })
    return id
  })
}

/** A session made as signing in makes one, without the cost of its password. */
async function session(userId: bigint): Promise<UserScope> {
  const credential: Credential = { kind: 'SESSION', hash: randomBytes(32) }
  await db.sql(
    `INSERT INTO access.session (user_id, secret_hash, expires_at) VALUES ($1, $2, now() + interval '1 hour')`,
    [userId, credential.hash],
  )
  return { kind: 'user', userId, credential, token: null, staffRole: null, today, now, requestId: 'test' }
}

async function token(owner: UserScope, limits: { readOnly?: boolean; companyIds?: bigint[] }): Promise<UserScope> {
  const { readOnly = false, companyIds } = limits
  const made = await new ApiTokenService(database).create(owner, {
    name: 'program',
    readOnly,
    companyIds,
    expiresOn: inAYear,
  })
  if (!made.ok) throw new Error(made.error.code)
  const hash = hashSecret(made.value.secret.slice('duetto_'.length))
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
    const [own, other, person] = [await company('Own Oy'), await company('Other Oy'), await user('person')]
    await role(own, person, given)
    const scope = await session(person)
    const seen = await database.read(scope, async (unit) => [
      [...(await rightsIn(unit, scope, own))].sort(),
      [...(await rightsIn(unit, scope, other))],
    ])
    expect(seen).toEqual([[...rightsOfRole[given]].sort(), []])
    expect(await companiesSeenBy(scope)).toEqual(rightsOfRole[given].includes('READ') ? [own] : [])
  })

  it('of an auditor reads and is refused everything else, by name', async () => {
    const [own, person] = [await company('Own Oy'), await user('auditor')]
    await role(own, person, 'AUDITOR')
    const scope = await session(person)
    const asked = database.read(scope, (unit) => requireRight(unit, scope, own, 'SEND_REMINDER'))
    await expect(asked).rejects.toThrow(new NotAllowed('You do not have the right SEND_REMINDER in this company.'))
  })

  it('of a payroll accountant makes the company not exist', async () => {
    const [own, person] = [await company('Own Oy'), await user('payroll')]
    await role(own, person, 'PAYROLL_ACCOUNTANT')
    const scope = await session(person)
    await expect(database.read(scope, (unit) => requireRight(unit, scope, own, 'READ'))).rejects.toThrow(NotFound)
  })

  it('holds from its first moment to its last only', async () => {
    const [past, future, current] = [await company('Past Oy'), await company('Future Oy'), await company('Current Oy')]
    const person = await user('temporary')
    const day = 24 * 3_600_000
    await role(past, person, 'BOOKKEEPER', { from: new Date(Date.now() - 2 * day), to: new Date(Date.now() - day) })
    await role(future, person, 'BOOKKEEPER', { from: new Date(Date.now() + day) })
    await role(current, person, 'BOOKKEEPER', { to: new Date(Date.now() + day) })
    const scope = await session(person)
    expect(await companiesSeenBy(scope)).toEqual([current])
    expect([...(await database.read(scope, (unit) => rightsIn(unit, scope, past)))]).toEqual([])
  })

  it('that is taken away ends with the next operation of the same session', async () => {
    const [own, person] = [await company('Own Oy'), await user('leaver')]
    await role(own, person, 'BOOKKEEPER')
    const scope = await session(person)
    expect(await companiesSeenBy(scope)).toEqual([own])
    await database.agency('system', (unit) =>
      unit.count('UPDATE access.membership SET valid_to = now() WHERE company_id = $1 AND user_id = $2', [own, person]),
    )
    expect(await companiesSeenBy(scope)).toEqual([])
  })
})

describe('a Master-ID', () => {
  it('opens the linked companies to each member, with the rights of the link and never ACTIVATE', async () => {
    const [a, b, outside] = [await company('A Oy'), await company('B Oy'), await company('Outside Oy')]
    const [one, two] = [await user('one'), await user('two')]
    await bureau([one, two], [a, b])
    for (const person of [one, two]) {
      const scope = await session(person)
      expect(await companiesSeenBy(scope)).toEqual([a, b])
      const rights = await database.read(scope, (unit) => rightsIn(unit, scope, a))
      expect(rights.has('SEND_COLLECTION')).toBe(true)
      expect(rights.has('ACTIVATE')).toBe(false)
      expect([...(await database.read(scope, (unit) => rightsIn(unit, scope, outside)))]).toEqual([])
    }
  })

  it('cannot be linked with the right to activate, nor without the right to read', async () => {
    const own = await company('Own Oy')
    const masterId = await bureau([], [])
    for (const rights of [['READ', 'ACTIVATE'], ['SEND_REMINDER']] as const) {
      const linked = database.agency('system', (unit) =>
        linkCompany(unit, { companyId: own, masterId, mandate: 'Letter', rights }),
      )
      await expect(linked).rejects.toMatchObject({ code: '23514' })
    }
  })

  it('loses a company with the next statement after the link ended, and gets it back by a new link', async () => {
    const [a, b, person] = [await company('A Oy'), await company('B Oy'), await user('accountant')]
    const masterId = await bureau([person], [a, b])
    const scope = await session(person)
    await database.agency('system', (unit) => endLink(unit, a, masterId))
    expect(await companiesSeenBy(scope)).toEqual([b])
    await expect(database.read(scope, (unit) => requireRight(unit, scope, a, 'READ'))).rejects.toThrow(NotFound)
    await database.agency('system', (unit) =>
      linkCompany(unit, { companyId: a, masterId, mandate: 'Second agreement' }),
    )
    expect(await companiesSeenBy(scope)).toEqual([a, b])
  })

  it('opens later links to members of before, and earlier links to later members', async () => {
    const [a, b] = [await company('A Oy'), await company('B Oy')]
    const [first, second] = [await user('first'), await user('second')]
    const masterId = await bureau([first], [a])
    await database.agency('system', async (unit) => {
      await linkCompany(unit, { companyId: b, masterId, mandate: 'Agreement' })
      await addMember(unit, masterId, second)
    })
    for (const person of [first, second]) expect(await companiesSeenBy(await session(person))).toEqual([a, b])
  })

  it('that a member leaves closes all its companies to that member alone', async () => {
    const [a, stays, leaves] = [await company('A Oy'), await user('stays'), await user('leaves')]
    const masterId = await bureau([stays, leaves], [a])
    await database.agency('system', (unit) => addMember(unit, masterId, leaves, { from: new Date(0), to: new Date() }))
    expect(await companiesSeenBy(await session(leaves))).toEqual([])
    expect(await companiesSeenBy(await session(stays))).toEqual([a])
  })

  it('is ended by the company itself, through MANAGE_LINKS and nothing less', async () => {
    const [own, administrator, bookkeeper, accountant] = [
      await company('Own Oy'),
      await user('administrator'),
      await user('bookkeeper'),
      await user('accountant'),
    ]
    await role(own, administrator, 'COMPANY_ADMINISTRATOR')
    await role(own, bookkeeper, 'BOOKKEEPER')
    const masterId = await bureau([accountant], [own])
    const links = new MasterIdLinkService(database)
    await expect(links.end(await session(bookkeeper), own, masterId)).rejects.toThrow(NotAllowed)
    await expect(links.end(await session(accountant), own, masterId)).rejects.toThrow(NotAllowed)
    expect(await links.end(await session(administrator), own, masterId)).toEqual({ ok: true, value: true })
    expect(await companiesSeenBy(await session(accountant))).toEqual([])
    expect(await links.end(await session(administrator), own, masterId)).toMatchObject({
      error: { code: 'NOT_LINKED' },
    })
  })

  it("is shown to the company's people, and a bureau sees its own link only", async () => {
    const [own, administrator, a, b] = [
      await company('Own Oy'),
      await user('administrator'),
      await user('a'),
      await user('b'),
    ]
    await role(own, administrator, 'USER_ADMINISTRATOR')
    const [first, second] = [await bureau([a], [own]), await bureau([b], [own])]
    const seen = async (person: bigint) =>
      (
        await database.read(await session(person), (unit) =>
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
    own = await company('Own Oy')
    other = await company('Other Oy')
    const person = await user('integrator')
    await role(own, person, 'COMPANY_ADMINISTRATOR')
    await role(other, person, 'COMPANY_ADMINISTRATOR')
    owner = await session(person)
  })

  it('without a list is good for every company, with one for those listed', async () => {
    expect(await companiesSeenBy(await token(owner, {}))).toEqual([own, other])
    const limited = await token(owner, { companyIds: [other] })
    expect(await companiesSeenBy(limited)).toEqual([other])
    await expect(database.read(limited, (unit) => requireRight(unit, limited, own, 'READ'))).rejects.toThrow(NotFound)
    await database.read(limited, (unit) => requireRight(unit, limited, other, 'ACTIVATE'))
  })

  it('cannot be limited to a company that its owner does not reach', async () => {
    const foreign = await company('Foreign Oy')
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
    const stranger = await session(await user('stranger'))
    await expect(new ApiTokenService(database).revoke(stranger, program.token?.id ?? 0n)).rejects.toThrow(NotFound)
    expect(await database.read(stranger, (unit) => unit.rows('SELECT id FROM access.api_token'))).toEqual([])
  })

  test.each([
    ['no name', { name: ' ' }, 'NAME_REQUIRED'],
    ['an end in the past', { expiresOn: calendarDate('2026-03-01') }, 'EXPIRY_OUT_OF_RANGE'],
    ['an end more than a year ahead', { expiresOn: calendarDate('2027-03-03') }, 'EXPIRY_OUT_OF_RANGE'],
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
    const person = await user('somebody')
    const own = await company('Own Oy')
    await role(own, person, 'ALL_RIGHTS')
    await bureau([person], [own])
    for (const table of TABLES) {
      const [row] = await database.read(nobody, (unit) =>
        unit.rows<{ count: bigint }>(`SELECT count(*) FROM access.${table}`),
      )
      expect([table, row?.count]).toEqual([table, 0n])
    }
  })

  it.each(['session', 'app_user.password_hash'])('never shows %s to the application', async (what) => {
    const [table, column = '*'] = what.split('.')
    const scope = await session(await user('curious'))
    await expect(
      database.read(scope, (unit) => unit.rows(`SELECT ${column} FROM access.${table}`)),
    ).rejects.toMatchObject({ code: '42501' })
  })

  it('refuses a row of another company than the one a unit writes in', async () => {
    const [own, other, person] = [await company('Own Oy'), await company('Other Oy'), await user('administrator')]
    await role(own, person, 'COMPANY_ADMINISTRATOR')
    await role(other, person, 'COMPANY_ADMINISTRATOR')
    const scope = await session(person)
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
    const [foreign, person] = [await company('Foreign Oy'), await user('stranger')]
    const written = database.write(await session(person), foreign, async (unit) =>
      ok(
        await unit.count(`INSERT INTO ledger.bank_account (company_id, iban) VALUES ($1, 'FI9080002627761348')`, [
          foreign,
        ]),
      ),
    )
    await expect(written).rejects.toMatchObject({ code: '42501' })
  })

  it('keeps people, companies, roles and links from the hands of the application', async () => {
    const [own, person] = [await company('Own Oy'), await user('administrator')]
    await role(own, person, 'USER_ADMINISTRATOR')
    const scope = await session(person)
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
      await company('Own Oy'),
      await user('one'),
      await user('two'),
      await user('stranger'),
    ]
    await role(own, one, 'BOOKKEEPER')
    await role(own, two, 'BOOKKEEPER', { from: new Date(0), to: new Date(1) })
    const namesFor = async (person: bigint, asked: bigint[]) =>
      (
        await database.read(await session(person), (unit) =>
          unit.rows<{ name: string }>('SELECT name FROM access.user_names($1, $2)', [asked.map(() => own), asked]),
        )
      ).map((row) => row.name)
    expect(await namesFor(one, [two, stranger])).toEqual(['two'])
    expect(await namesFor(two, [one])).toEqual([])
    expect(await namesFor(stranger, [one, two])).toEqual([])
  })
})

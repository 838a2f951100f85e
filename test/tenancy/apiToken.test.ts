import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { ApiTokenService } from '../../server/src/access/apiToken.service.ts'
import { mayAnywhere, requireRight, rightsIn } from '../../server/src/access/rights.ts'
import { tokenHash } from '../../server/src/access/secret.ts'
import { addDays, addYears } from '../../server/src/kernel/calendarDate.ts'
import { NotAllowed, NotFound, NotSignedIn, ok } from '../../server/src/kernel/result.ts'
import type { Scope, UserScope } from '../../server/src/kernel/scope.ts'
import type { Database } from '../../server/src/platform/database/database.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import type { TestDatabase } from '../kit/database.ts'
import { nobody, type People, people, signedIn } from '../kit/people.ts'

// Tokens live by the database's own clock, so these tests do too.
const { today } = nobody()
const inAYear = addYears(today, 1)
const WHO = '{ viewer { user { name } via } }'

let t: TestApp
let db: TestDatabase
let database: Database
let make: People
beforeAll(async () => {
  t = await testApp({ now: new Date().toISOString() })
  db = t.db
  database = t.app.database
  make = people(db, database)
})
afterAll(() => t.close())

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

  it('that may only read has no right to act and writes nothing', async () => {
    const reader = await token(owner, { readOnly: true })
    expect([...(await database.read(reader, (unit) => rightsIn(unit, reader, own)))]).toEqual(['READ', 'READ_AUDIT'])
    expect(await database.read(reader, (unit) => mayAnywhere(unit, reader, ['IMPORT_INVOICES', 'ACTIVATE']))).toBe(
      false,
    )
    expect(await database.read(reader, (unit) => mayAnywhere(unit, reader, ['READ']))).toBe(true)
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

describe('an API token over the API', () => {
  const CREATE = `mutation ($input: CreateApiTokenInput!) {
    createApiToken(input: $input) { secret token { id prefix readOnly everyCompany companies { name } } error { code field } }
  }`

  async function administrator(): Promise<{
    client: Client
    expiresOn: string
    own: { id: string }
    other: { id: string }
  }> {
    const [own, other] = [await make.company('Oma Oy'), await make.company('Toinen Oy')]
    const userId = await make.personWith(own, 'COMPANY_ADMINISTRATOR')
    await make.role(other, userId, 'COMPANY_ADMINISTRATOR')
    const client = await signedIn(t, userId)
    const { companies, viewer } = await client.run('{ companies { nodes { id name } } viewer { today } }')
    const [first, second] = companies.nodes
    return { client, expiresOn: viewer.today, own: first, other: second }
  }

  it('is shown once, speaks for its owner within its companies, and ends when revoked', async () => {
    const { client, expiresOn, own } = await administrator()
    const input = { name: 'Integration', readOnly: false, companyIds: [own.id], expiresOn }
    const { createApiToken: made } = await client.run(CREATE, { input })
    expect(made.token).toMatchObject({ readOnly: false, everyCompany: false, companies: [{ name: 'Oma Oy' }] })
    expect(made.secret).toMatch(/^duetto_[\w-]{43}$/)
    expect(made.secret.startsWith(made.token.prefix)).toBe(true)
    const program = t.client.withToken(made.secret)
    expect(await program.run('{ viewer { via companyCount } companies { nodes { name } } }')).toEqual({
      viewer: { via: 'TOKEN', companyCount: 1 },
      companies: { nodes: [{ name: 'Oma Oy' }] },
    })
    await client.run('mutation ($id: ID!) { revokeApiToken(input: { id: $id }) { token { revokedAt } } }', {
      id: made.token.id,
    })
    const refused = await program.ask(WHO)
    expect(refused.errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })

  it('manages neither tokens nor sessions', async () => {
    const { client, expiresOn } = await administrator()
    const input = { name: 'Integration', readOnly: false, expiresOn }
    const program = t.client.withToken((await client.run(CREATE, { input })).createApiToken.secret)
    for (const [query, variables] of [
      [CREATE, { input }],
      ['mutation { revokeSessions { revoked } }', {}],
      ['mutation { signOut { viewer { via } } }', {}],
    ] as const) {
      const { errors } = await program.ask(query, variables)
      expect(errors[0]?.extensions.code, query).toBe('FORBIDDEN')
    }
  })

  it('that may only read changes nothing', async () => {
    const { client, expiresOn } = await administrator()
    const input = { name: 'Reports', readOnly: true, expiresOn }
    const program = t.client.withToken((await client.run(CREATE, { input })).createApiToken.secret)
    const { errors } = await program.ask('mutation { setLanguage(input: { language: EN }) { viewer { via } } }')
    expect(errors[0]?.extensions.code).toBe('FORBIDDEN')
    expect((await program.run('{ companies { nodes { myRights viewerCanSend } } }')).companies.nodes[0]).toEqual({
      myRights: ['READ', 'READ_AUDIT'],
      viewerCanSend: false,
    })
  })

  test.each(['Bearer duetto_short', 'Bearer', 'Basic dXNlcjpwYXNz', `Bearer ${'x'.repeat(50)}`])(
    'that is none (%s) is answered 401, not anonymously',
    async (authorization) => {
      const answer = await t.app.http.inject({
        method: 'POST',
        url: '/graphql',
        headers: { 'content-type': 'application/json', authorization },
        payload: JSON.stringify({ query: WHO }),
      })
      expect(answer.statusCode).toBe(401)
      expect(answer.json().errors[0].extensions.code).toBe('UNAUTHENTICATED')
    },
  )
})

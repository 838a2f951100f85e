import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loginRoles } from '../../server/src/platform/database/connection.ts'
import { type TestDatabase, testDatabase } from '../kit/database.ts'

/*
 * Walks the database's own catalogue, so that a new table cannot forget what keeps tenants apart.
 */

const ROOMS = ['platform', 'access', 'ledger', 'duetto', 'agency', 'portfolio']

/** Tables without a company on the company's side, each with the reason why it has none. */
const WITHOUT_COMPANY: Record<string, string> = {
  'platform.demo_load': 'whether the demo is whole; reached by the owner alone',
  'platform.reference_rate': 'published to everybody; entered by staff',
  'platform.price_list': 'published to everybody; put into force by staff',
  'platform.migration': 'which migrations ran; reached by the owner alone',
  'access.app_user': 'people, who may work in many companies',
  'access.session': 'of people; reached by guarded functions alone',
  'access.api_token': 'of people',
  'access.email_change': 'of people, who change their address; written by guarded functions alone',
  'access.master_id': 'organisations above companies',
  'access.master_id_member': 'people of those organisations',
  'access.master_id_request': 'wishes of people for an organisation above companies',
  'access.security_entry': 'acts of people for themselves: signing in, tokens',
  'access.sign_in_attempt': 'counts attempts before anybody is known',
  'access.user_mail': 'mail to people about what is their own',
  'duetto.terms': 'published to everybody',
  'duetto.client_funds_account': "the agency's accounts, known to everybody",
}

/** Tables of the agency that say nothing of anybody: settings it may read and nobody may write. */
const SETTINGS_OF_AGENCY = ['agency.client_account', 'agency.own_account', 'agency.setting']

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db[Symbol.asyncDispose]())

interface Table {
  name: string
  has_company: boolean
  is_secured: boolean
  is_forced: boolean
  policies: string
}

async function tables(): Promise<Table[]> {
  return db.sql<Table>(
    `SELECT c.oid::regclass::text AS name, c.relrowsecurity AS is_secured, c.relforcerowsecurity AS is_forced,
       EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'company_id' AND NOT a.attisdropped) AS has_company,
       (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid) AS policies
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p', 'm') ORDER BY 1`,
    [ROOMS],
  )
}

function names(list: Table[]): string[] {
  return list.map((table) => table.name)
}

test('every table with a company has forced row security and a policy', async () => {
  const open = (await tables()).filter(
    (table) => table.has_company && !(table.is_secured && table.is_forced && BigInt(table.policies) > 0n),
  )
  expect(names(open)).toEqual([])
})

test('every table of the agency but its settings has forced row security and a policy', async () => {
  const open = (await tables()).filter(
    (table) =>
      table.name.startsWith('agency.') && !(table.is_secured && table.is_forced && BigInt(table.policies) > 0n),
  )
  expect(names(open)).toEqual(SETTINGS_OF_AGENCY)
  const writable = await db.sql(
    `SELECT 1 FROM information_schema.role_table_grants
     WHERE table_schema || '.' || table_name = ANY ($1) AND grantee LIKE 'duetto_%' AND privilege_type <> 'SELECT'`,
    [SETTINGS_OF_AGENCY],
  )
  expect(writable).toEqual([])
})

test('tables without a company are the reviewed ones, and no reviewed one is gone', async () => {
  const without = (await tables()).filter((table) => !table.has_company && !table.name.startsWith('agency.'))
  expect(names(without)).toEqual(Object.keys(WITHOUT_COMPANY).sort())
})

test('every primary key and unique constraint or index of a tenant table begins with company_id', async () => {
  const wrong = await db.sql<{ name: string }>(
    `SELECT i.indexrelid::regclass::text AS name
     FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'company_id'
     WHERE n.nspname = ANY ($1) AND n.nspname <> 'agency' AND i.indisunique AND i.indkey[0] <> a.attnum
       -- Companies themselves are found by their business ID, of which there is one in the whole country.
       AND i.indexrelid::regclass::text <> 'access.company_business_id_key'
     ORDER BY 1`,
    [ROOMS],
  )
  expect(wrong).toEqual([])
})

test('every foreign key from one tenant table to another begins with company_id on both sides', async () => {
  const wrong = await db.sql(
    `SELECT k.conrelid::regclass::text AS "from", k.conname AS name
     FROM pg_constraint k
     JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attname = 'company_id'
     JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attname = 'company_id'
     JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE k.contype = 'f' AND n.nspname = ANY ($1) AND (k.conkey[1] <> a.attnum OR k.confkey[1] <> b.attnum)`,
    [ROOMS],
  )
  expect(wrong).toEqual([])
})

describe('the roles that sign in', () => {
  test('cannot bypass row security, are no superusers, make no roles, and inherit nothing', async () => {
    const roles = await db.sql(
      `SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles
       WHERE rolname = ANY ($1) OR rolname = 'duetto_guard'
         AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication OR rolcanlogin)`,
      [loginRoles],
    )
    for (const role of roles)
      expect(role).toMatchObject({
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
      })
    expect(roles.map((role) => role.rolname).sort()).toEqual([...loginRoles].sort())
  })

  test('belong to no other role', async () => {
    const memberships = await db.sql(
      `SELECT m.member::regrole::text AS member FROM pg_auth_members m WHERE m.member::regrole::text = ANY ($1)`,
      [[...loginRoles, 'duetto_guard']],
    )
    expect(memberships).toEqual([])
  })

  test('own no table of the product', async () => {
    const owned = await db.sql(
      `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = ANY ($1) AND c.relowner::regrole::text LIKE 'duetto_%'`,
      [ROOMS],
    )
    expect(owned).toEqual([])
  })

  test('may not empty a table, nor hang triggers or keys on one', async () => {
    const rights = await db.sql(
      `SELECT table_schema || '.' || table_name AS name, grantee, privilege_type FROM information_schema.role_table_grants
       WHERE table_schema = ANY ($1) AND grantee LIKE 'duetto_%' AND privilege_type IN ('TRUNCATE', 'TRIGGER', 'REFERENCES')`,
      [ROOMS],
    )
    expect(rights).toEqual([])
  })

  test('cannot reach the other side: the agency none of the company tables, the company side none of the agency', async () => {
    const crossed = await db.sql(
      `SELECT table_schema || '.' || table_name AS name, grantee FROM information_schema.role_table_grants
       WHERE (table_schema IN ('ledger', 'duetto', 'portfolio') AND grantee = 'duetto_agency')
          OR (table_schema = 'agency' AND grantee IN ('duetto_app', 'duetto_jobs'))
          OR (table_schema = ANY ($1) AND grantee IN ('duetto_queue', 'PUBLIC'))`,
      [ROOMS],
    )
    expect(crossed).toEqual([])
  })
})

test('functions that run with rights of their own pin their search path and are not open to everybody', async () => {
  const open = await db.sql(
    `SELECT p.oid::regprocedure::text AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE n.nspname = ANY ($1) AND p.prosecdef
       AND (p.proowner::regrole::text NOT IN ('duetto_guard', 'duetto_queue')
         OR NOT coalesce(p.proconfig::text LIKE '%search_path%', false)
         OR p.proacl IS NULL OR EXISTS (SELECT 1 FROM aclexplode(p.proacl) e WHERE e.grantee = 0))`,
    [ROOMS],
  )
  expect(open).toEqual([])
})

test('without a scope no role sees a row of any tenant table', async () => {
  const database = await db.open()
  const readable = (role: string) =>
    db.sql<{ name: string }>(
      `SELECT DISTINCT table_schema || '.' || table_name AS name FROM information_schema.role_table_grants
       WHERE table_schema = ANY ($1) AND grantee = $2 AND privilege_type = 'SELECT' AND table_schema || '.' || table_name <> ALL ($3)`,
      [ROOMS, role, Object.keys(WITHOUT_COMPANY)],
    )
  await db.sql(`INSERT INTO access.company (business_id, name) VALUES ('1234567-1', 'Nobody Oy')`)
  const scope = { kind: 'anonymous', today: '2026-01-01', now: new Date(), requestId: 'test' } as never
  for (const { name } of await readable('duetto_app')) {
    expect.soft(await database.read(scope, (unit) => unit.rows(`SELECT 1 FROM ${name} LIMIT 1`)), name).toEqual([])
  }
  for (const { name } of await readable('duetto_jobs')) {
    expect.soft(await database.job(0n, (unit) => unit.rows(`SELECT 1 FROM ${name} LIMIT 1`)), name).toEqual([])
  }
})

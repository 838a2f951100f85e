import { randomBytes } from 'node:crypto'
import {
  addMember,
  createCompany,
  createMasterId,
  createUser,
  grantRole,
  linkCompany,
  type Validity,
} from '../../server/src/access/provision.ts'
import { makeBusinessId } from '../../server/src/kernel/businessId.ts'
import { helsinkiToday } from '../../server/src/kernel/calendarDate.ts'
import type { Right, Role } from '../../server/src/kernel/permission.ts'
import type { AnonymousScope, Credential, StaffRole, UserScope } from '../../server/src/kernel/scope.ts'
import type { Database } from '../../server/src/platform/database/database.ts'
import type { TestApp } from './app.ts'
import type { Client } from './client.ts'
import type { TestDatabase } from './database.ts'

/** The password of everybody whom `people` makes. */
export const PASSWORD = 'correct horse battery'

/** Companies and people for a test, made as the agency's staff make them. Names and e-mails never repeat. */
export interface People {
  company(name?: string): Promise<bigint>
  user(name?: string, staffRole?: StaffRole): Promise<bigint>
  role(companyId: bigint, userId: bigint, role: Role, validity?: Validity): Promise<void>
  /** A new person with one role in one company. */
  personWith(companyId: bigint, role: Role): Promise<bigint>
  /** A Master-ID with its members, linked to companies. */
  masterId(members: readonly bigint[], companyIds: readonly bigint[], rights?: readonly Right[]): Promise<bigint>
  /** A session in the database and the scope that it gives, without the work of a password. */
  scope(userId: bigint): Promise<UserScope>
  emailOf(userId: bigint): Promise<string>
  businessIdOf(companyId: bigint): Promise<string>
}

export function nobody(now = new Date()): AnonymousScope {
  return { kind: 'anonymous', now, today: helsinkiToday(now), requestId: 'test' }
}

let serial = 1_000

export function people(db: TestDatabase, database: Database): People {
  const self: People = {
    company: (name = 'Mallitalo Oy') =>
      database.agency('system', (unit) => createCompany(unit, { businessId: nextBusinessId(), name })),
    user: (name = 'Malli Mallinen', staffRole) => {
      serial += 1
      const person = { email: `person.${serial}@example.test`, name, password: PASSWORD }
      return database.agency('system', (unit) => createUser(unit, staffRole ? { ...person, staffRole } : person))
    },
    role: (companyId, userId, role, validity) =>
      database.agency('system', (unit) => grantRole(unit, companyId, userId, role, validity)),
    personWith: async (companyId, role) => {
      const userId = await self.user(role)
      await self.role(companyId, userId, role)
      return userId
    },
    masterId: (members, companyIds, rights) => {
      serial += 1
      const wish = {
        code: `M${serial}`,
        name: `Tilitoimisto ${serial}`,
        businessId: nextBusinessId(),
        kind: 'BUREAU' as const,
      }
      return database.agency('system', async (unit) => {
        const masterId = await createMasterId(unit, wish)
        for (const member of members) await addMember(unit, masterId, member)
        for (const companyId of companyIds) {
          const link = { companyId, masterId, mandate: 'Agreement of 1 January 2026' }
          await linkCompany(unit, rights ? { ...link, rights } : link)
        }
        return masterId
      })
    },
    scope: async (userId) => {
      const credential: Credential = { kind: 'SESSION', hash: randomBytes(32) }
      await db.sql(
        `INSERT INTO access.session (user_id, secret_hash, expires_at) VALUES ($1, $2, now() + interval '1 hour')`,
        [userId, credential.hash],
      )
      const [user] = await db.sql<{ staff_role: StaffRole | null }>(
        'SELECT staff_role FROM access.app_user WHERE id = $1',
        [userId],
      )
      const { today, now, requestId } = nobody()
      return {
        kind: 'user',
        userId,
        credential,
        token: null,
        staffRole: user?.staff_role ?? null,
        today,
        now,
        requestId,
      }
    },
    emailOf: async (userId) =>
      textOf(await db.sql('SELECT email AS text FROM access.app_user WHERE id = $1', [userId])),
    businessIdOf: async (companyId) =>
      textOf(await db.sql('SELECT business_id AS text FROM access.company WHERE company_id = $1', [companyId])),
  }
  return self
}

/** A client of the API, signed in as the person. */
export async function signedIn(t: TestApp, userId: bigint): Promise<Client> {
  const client = t.client.fresh()
  const email = await people(t.db, t.app.database).emailOf(userId)
  const { signIn } = await client.run(
    'mutation ($input: SignInInput!) { signIn(input: $input) { error { code } viewer { via } } }',
    { input: { email, password: PASSWORD } },
  )
  if (signIn.viewer?.via !== 'SESSION') throw new Error(`Signing in failed: ${signIn.error?.code}`)
  return client
}

function nextBusinessId(): string {
  for (;;) {
    serial += 1
    const made = makeBusinessId(serial)
    if (made) return made
  }
}

function textOf(rows: { text?: string }[]): string {
  const text = rows[0]?.text
  if (text === undefined) throw new Error('There is no such row.')
  return text
}

import { type CalendarDate, helsinkiToday } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { IdentityCheck, IdentityStatement } from './identity.ts'

export interface IdentityRow extends IdentityStatement {
  readonly companyId: bigint
  readonly statedAt: Date
}

const COLUMNS = `company_id AS "companyId", signing, signatories, owners, politically_exposed AS "politicallyExposed",
  explanation, stated_at AS "statedAt"`

export function identitiesOf(unit: Unit, companyIds: readonly bigint[]): Promise<IdentityRow[]> {
  return unit.rows(
    `SELECT ${COLUMNS} FROM duetto.identity_statement WHERE company_id = ANY ($1)`,
    [companyIds],
    'duetto.identities',
  )
}

/** Of the companies that wait for the identity check; for background work. */
export function identitiesToCheck(unit: Unit): Promise<IdentityRow[]> {
  return unit.rows(`SELECT ${COLUMNS} FROM duetto.identities_to_check()`, [], 'duetto.identitiesToCheck')
}

/** In place of an earlier one: the check rests on what was said last. */
export async function writeIdentity(
  unit: Unit,
  companyId: bigint,
  { signing, signatories, owners, politicallyExposed, explanation = null }: IdentityStatement,
  by: { readonly userId: bigint; readonly at: Date },
): Promise<void> {
  await unit.rows(
    `INSERT INTO duetto.identity_statement
       (company_id, signing, signatories, owners, politically_exposed, stated_by, stated_at, explanation)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (company_id) DO UPDATE SET signing = excluded.signing, signatories = excluded.signatories,
       owners = excluded.owners, politically_exposed = excluded.politically_exposed, stated_by = excluded.stated_by,
       stated_at = excluded.stated_at, explanation = excluded.explanation`,
    [companyId, signing, signatories, JSON.stringify(owners), politicallyExposed, by.userId, by.at, explanation],
    'duetto.writeIdentity',
  )
}

export interface IdentityCheckRow extends IdentityCheck {
  readonly companyId: bigint
}

const CHECK_COLUMNS = `company_id AS "companyId", signing, signatories, owners, politically_exposed AS "politicallyExposed",
  explanation, stated_at AS "statedAt", approved, note, answered_at AS "answeredAt"`

type CheckColumns = IdentityRow & Pick<IdentityCheck, 'approved' | 'note' | 'answeredAt'>

function checkOf({ companyId, approved, note, answeredAt, ...statement }: CheckColumns): IdentityCheckRow {
  return { companyId, statement, approved, note, answeredAt }
}

/** What was stated and answered before, the newest answer first. */
export async function identityChecksOf(unit: Unit, companyIds: readonly bigint[]): Promise<IdentityCheckRow[]> {
  const rows = await unit.rows<CheckColumns>(
    `SELECT ${CHECK_COLUMNS} FROM duetto.identity_check WHERE company_id = ANY ($1) ORDER BY answered_at DESC, id DESC`,
    [companyIds],
    'duetto.identityChecks',
  )
  return rows.map(checkOf)
}

/** The same of all companies that wait for the identity check; for background work. */
export async function earlierChecks(unit: Unit): Promise<IdentityCheckRow[]> {
  const rows = await unit.rows<CheckColumns>(
    `SELECT ${CHECK_COLUMNS} FROM duetto.earlier_identity_checks() ORDER BY answered_at DESC, id DESC`,
    [],
    'duetto.earlierIdentityChecks',
  )
  return rows.map(checkOf)
}

/** The days on which the company was rejected, the newest first. */
export async function rejectedOn(unit: Unit, companyId: bigint): Promise<CalendarDate[]> {
  return rejectionsIn(await identityChecksOf(unit, [companyId]))
}

export function rejectionsIn(checks: readonly IdentityCheck[]): CalendarDate[] {
  return checks.filter(({ approved }) => !approved).map(({ answeredAt }) => helsinkiToday(answeredAt))
}

/** Keeps the statement as it stands with the agency's answer to it. */
export async function writeIdentityCheck(
  unit: Unit,
  companyId: bigint,
  answer: {
    readonly approved: boolean
    readonly note: string | null
    readonly userId: bigint
    readonly at: Date
  },
): Promise<void> {
  await unit.rows(
    `INSERT INTO duetto.identity_check (company_id, signing, signatories, owners, politically_exposed, explanation,
       stated_by, stated_at, approved, note, answered_by, answered_at)
     SELECT company_id, signing, signatories, owners, politically_exposed, explanation, stated_by, stated_at, $2, $3, $4, $5
     FROM duetto.identity_statement WHERE company_id = $1`,
    [companyId, answer.approved, answer.note, answer.userId, answer.at],
    'duetto.writeIdentityCheck',
  )
}

/** Companies whose statements are kept no longer; for background work. */
export async function identitiesDue(unit: Unit, today: CalendarDate): Promise<bigint[]> {
  const rows = await unit.rows<{ companyId: bigint }>(
    'SELECT duetto.identities_due($1) AS "companyId"',
    [today],
    'duetto.identitiesDue',
  )
  return rows.map(({ companyId }) => companyId)
}

/** Deletes what the company stated and was answered, and how its acceptor was reached. Returns how many statements. */
export async function eraseIdentity(unit: Unit, companyId: bigint): Promise<number> {
  const checks = await unit.count(
    'DELETE FROM duetto.identity_check WHERE company_id = $1',
    [companyId],
    'duetto.eraseIdentityChecks',
  )
  const statements = await unit.count(
    'DELETE FROM duetto.identity_statement WHERE company_id = $1',
    [companyId],
    'duetto.eraseIdentityStatement',
  )
  await unit.rows(
    'UPDATE duetto.activation SET contact_email = NULL, contact_phone = NULL, kyc_note = NULL WHERE company_id = $1',
    [companyId],
    'duetto.eraseAcceptor',
  )
  return checks + statements
}

import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { type Acceptor, type ActivationState, stateUnder } from './activation.ts'

export interface ActivationRow {
  readonly companyId: bigint
  readonly state: ActivationState
  readonly termsVersion: string | null
  readonly begunAt: Date | null
  readonly acceptedAt: Date | null
  readonly acceptedBy: bigint | null
  readonly contactEmail: string | null
  readonly contactPhone: string | null
  /** What staff wrote with their answer to the identity check. */
  readonly kycNote: string | null
  readonly identifiedAt: Date | null
  readonly removedAt: Date | null
  readonly removedReason: string | null
}

const COLUMNS = `company_id AS "companyId", state, terms_version AS "termsVersion", begun_at AS "begunAt",
  accepted_at AS "acceptedAt", accepted_by AS "acceptedBy",
  contact_email AS "contactEmail", contact_phone AS "contactPhone", kyc_note AS "kycNote",
  identified_at AS "identifiedAt", removed_at AS "removedAt", removed_reason AS "removedReason"`

/** A company without a row has never begun. */
export function activationsOf(unit: Unit, companyIds: readonly bigint[]): Promise<ActivationRow[]> {
  return unit.rows(
    `SELECT ${COLUMNS} FROM duetto.activation WHERE company_id = ANY ($1)`,
    [companyIds],
    'duetto.activations',
  )
}

/** How a company stands on a day, the terms of that day counted in. */
export async function activationState(unit: Unit, companyId: bigint, on: CalendarDate): Promise<ActivationState> {
  const [row] = await activationsOf(unit, [companyId])
  if (!row) return 'NOT_ACTIVE'
  return stateUnder(row.state, row.termsVersion, (await termsOn(unit, on)).version)
}

export type BegunActivation = Pick<ActivationRow, 'state' | 'termsVersion' | 'identifiedAt'>

/** The company's state, which nobody else changes until this transaction ends. Begins if it never began. */
export async function lockActivation(unit: Unit, companyId: bigint, now: Date): Promise<BegunActivation> {
  await unit.rows(
    `INSERT INTO duetto.activation (company_id, state, changed_at) VALUES ($1, 'NOT_ACTIVE', $2) ON CONFLICT DO NOTHING`,
    [companyId, now],
    'duetto.beginActivation',
  )
  return lockBegunActivation(unit, companyId)
}

/** As `lockActivation`, but a company that never began, or is none, gets no row by being asked about. */
export async function lockBegunActivation(unit: Unit, companyId: bigint): Promise<BegunActivation> {
  const row = await unit.row<BegunActivation>(
    `SELECT state, terms_version AS "termsVersion", identified_at AS "identifiedAt" FROM duetto.activation
     WHERE company_id = $1 FOR UPDATE`,
    [companyId],
    'duetto.lockActivation',
  )
  return row ?? { state: 'NOT_ACTIVE', termsVersion: null, identifiedAt: null }
}

export interface Terms {
  readonly version: string
  readonly validFrom: CalendarDate
  /** Paragraphs by language: fi, sv, en. */
  readonly texts: Readonly<Record<'fi' | 'sv' | 'en', readonly string[]>>
}

/** The terms that hold on a day. */
export async function termsOn(unit: Unit, on: CalendarDate): Promise<Terms> {
  const row = await unit.row<Terms>(
    `SELECT version, valid_from AS "validFrom", texts FROM duetto.terms WHERE valid_from <= $1 ORDER BY valid_from DESC LIMIT 1`,
    [on],
    'duetto.termsOn',
  )
  if (!row) throw new Error(`There are no terms of service for ${on}.`)
  return row
}

/** How the actor can be reached, from their own details. */
export async function ownContact(unit: Unit): Promise<Acceptor> {
  const row = await unit.row<Acceptor>(
    'SELECT email, phone FROM access.app_user WHERE id = (SELECT access.actor())',
    [],
    'duetto.ownContact',
  )
  return row ?? { email: null, phone: null }
}

/** The first step: from here on the company is on its way. What it left behind when it was removed stays to be seen. */
export async function writeBeginning(unit: Unit, companyId: bigint, by: { userId: bigint; at: Date }): Promise<void> {
  await unit.rows(
    `UPDATE duetto.activation SET state = 'TERMS_PENDING', begun_at = $2, begun_by = $3, changed_at = $2 WHERE company_id = $1`,
    [companyId, by.at, by.userId],
    'duetto.writeBeginning',
  )
}

/** Who accepted the terms, and how the company is called: whom mail goes to and what it says. */
export async function nameAndAcceptor(
  unit: Unit,
  companyId: bigint,
): Promise<{ name: string; acceptedBy: bigint | null }> {
  const row = await unit.row<{ name: string; acceptedBy: bigint | null }>(
    `SELECT c.name, a.accepted_by AS "acceptedBy" FROM access.company c
     LEFT JOIN duetto.activation a ON a.company_id = c.company_id WHERE c.company_id = $1`,
    [companyId],
    'duetto.nameAndAcceptor',
  )
  return row ?? { name: '', acceptedBy: null }
}

/** How many assignments of each company still run; companies without any are left out. */
export function runningAssignments(
  unit: Unit,
  companyIds: readonly bigint[],
): Promise<{ companyId: bigint; running: number }[]> {
  return unit.rows(
    `SELECT company_id AS "companyId", count(*)::integer AS running FROM duetto.assignment
     WHERE company_id = ANY ($1) AND stage <> 'CLOSED' GROUP BY company_id`,
    [companyIds],
    'duetto.runningAssignments',
  )
}

export interface Acceptance extends Acceptor {
  readonly termsVersion: string
  readonly userId: bigint
  readonly at: Date
}

export async function writeAcceptance(
  unit: Unit,
  companyId: bigint,
  state: ActivationState,
  acceptance: Acceptance,
): Promise<void> {
  await unit.rows(
    `UPDATE duetto.activation SET state = $2, terms_version = $3, accepted_by = $4, accepted_at = $5, contact_email = $6,
       contact_phone = $7, kyc_note = NULL, kyc_answered_by = NULL, removed_at = NULL, removed_by = NULL, removed_reason = NULL, changed_at = $5
     WHERE company_id = $1`,
    [companyId, state, acceptance.termsVersion, acceptance.userId, acceptance.at, acceptance.email, acceptance.phone],
    'duetto.writeAcceptance',
  )
}

/** A rejected company has stated anew. The agency's answer before stays to be read, with the earlier statement. */
export async function writeRestated(
  unit: Unit,
  companyId: bigint,
  state: 'KYC_PENDING' | 'TERMS_PENDING',
  at: Date,
): Promise<void> {
  await unit.rows(
    'UPDATE duetto.activation SET state = $2, kyc_note = NULL, kyc_answered_by = NULL, changed_at = $3 WHERE company_id = $1',
    [companyId, state, at],
    'duetto.writeRestated',
  )
}

export async function writeKycAnswer(
  unit: Unit,
  companyId: bigint,
  state: ActivationState,
  answer: { readonly note: string | null; readonly userId: bigint; readonly at: Date },
): Promise<void> {
  await unit.rows(
    `UPDATE duetto.activation SET state = $2, kyc_note = $3, kyc_answered_by = $4, changed_at = $5,
       identified_at = CASE WHEN $2 = 'ACTIVE' THEN $5::timestamptz END
     WHERE company_id = $1`,
    [companyId, state, answer.note, answer.userId, answer.at],
    'duetto.writeKycAnswer',
  )
}

export async function writeRemoval(
  unit: Unit,
  companyId: bigint,
  removal: { readonly reason: string; readonly userId: bigint; readonly at: Date },
): Promise<void> {
  await unit.rows(
    `UPDATE duetto.activation SET state = 'REMOVED', removed_reason = $2, removed_by = $3, removed_at = $4, changed_at = $4,
       identified_at = NULL
     WHERE company_id = $1`,
    [companyId, removal.reason, removal.userId, removal.at],
    'duetto.writeRemoval',
  )
}

/** A company that has accepted the terms and waits for the agency to identify it. */
export interface KycRequest {
  readonly companyId: bigint
  readonly name: string
  readonly businessId: string
  readonly termsVersion: string | null
  readonly acceptedAt: Date | null
  readonly email: string | null
  readonly phone: string | null
}

/** Of all companies, the one that has waited longest first. */
export function kycRequests(unit: Unit): Promise<KycRequest[]> {
  return unit.rows(
    `SELECT company_id AS "companyId", name, business_id AS "businessId", terms_version AS "termsVersion",
       accepted_at AS "acceptedAt", email, phone
     FROM duetto.kyc_requests() ORDER BY accepted_at, company_id`,
    [],
    'duetto.kycRequests',
  )
}

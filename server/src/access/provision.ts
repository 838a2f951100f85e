import { parseBusinessId } from '../kernel/businessId.ts'
import { helsinkiToday } from '../kernel/calendarDate.ts'
import type { Right, Role } from '../kernel/permission.ts'
import { linkableRights } from '../kernel/permission.ts'
import type { StaffRole } from '../kernel/scope.ts'
import type { Unit } from '../platform/database/unit.ts'
import { keepUntil } from './audit.ts'
import { hashPassword } from './password.ts'

/*
 * What the agency's staff set up: companies and people, roles, and Master-IDs with their members and links (staff grant
 * a Master-ID and link companies to it, on a mandate). Each runs in a unit of the agency's side, whose actor is a staff
 * member or the system itself; the database refuses it anywhere else.
 */

export interface NewCompany {
  businessId: string
  name: string
  street?: string
  postCode?: string
  town?: string
  email?: string
  phone?: string
  mayDeductVat?: boolean
}

export interface NewUser {
  email: string
  name: string
  password: string
  phone?: string
  language?: 'fi' | 'sv' | 'en'
  staffRole?: StaffRole
}

export interface NewMasterId {
  code: string
  name: string
  businessId: string
  kind: 'BUREAU' | 'GROUP' | 'OTHER'
}

/** A period of validity; without an end it holds until it is ended, without a start it begins now. */
export interface Validity {
  from?: Date
  to?: Date
}

export interface NewLink {
  companyId: bigint
  masterId: bigint
  /** The mandate that the link rests on, as text for people: document, date, who gave it. */
  mandate: string
  /** All that a link may grant when not given. */
  rights?: readonly Right[]
  linkedAt?: Date
}

/** The new company's id. Throws RangeError when the business ID is none. */
export async function createCompany(unit: Unit, company: NewCompany): Promise<bigint> {
  return idOf(
    await unit.row(
      `INSERT INTO access.company (business_id, name, street, post_code, town, email, phone, may_deduct_vat)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING company_id AS id`,
      [
        businessIdOf(company.businessId),
        company.name,
        company.street ?? null,
        company.postCode ?? null,
        company.town ?? null,
        company.email ?? null,
        company.phone ?? null,
        company.mayDeductVat ?? true,
      ],
    ),
  )
}

/** The new user's id. Throws RangeError when the password is too short or too long. */
export async function createUser(unit: Unit, user: NewUser): Promise<bigint> {
  const passwordHash = await hashPassword(user.password)
  return idOf(
    await unit.row(
      `INSERT INTO access.app_user (email, name, phone, language, password_hash, staff_role)
       VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
      [user.email.trim(), user.name, user.phone ?? null, user.language ?? 'fi', passwordHash, user.staffRole ?? null],
    ),
  )
}

/** Grants a role in a company, or sets a new period for one already granted. */
export async function grantRole(
  unit: Unit,
  companyId: bigint,
  userId: bigint,
  role: Role,
  validity: Validity = {},
): Promise<void> {
  await unit.count(
    `INSERT INTO access.membership (company_id, user_id, role, valid_from, valid_to)
     VALUES ($1, $2, $3, coalesce($4::timestamptz, now()), coalesce($5::timestamptz, 'infinity'))
     ON CONFLICT (company_id, user_id, role) DO UPDATE SET valid_from = excluded.valid_from, valid_to = excluded.valid_to`,
    [companyId, userId, role, validity.from ?? null, validity.to ?? null],
  )
  await auditRole(unit, companyId, userId, role, validity)
}

/** By whom says the transaction: one of the staff, or the system itself. */
async function auditRole(unit: Unit, companyId: bigint, userId: bigint, role: Role, validity: Validity): Promise<void> {
  const at = validity.from ?? new Date()
  const until = validity.to && { validTo: helsinkiToday(validity.to) }
  await unit.rows(
    `INSERT INTO access.audit_entry
       (company_id, at, action, subject_type, subject_id, subject_name, after, keep_until, actor, user_id)
     SELECT $1, $2, 'ROLE_GRANTED', 'User', u.id, u.name, $4, $5, CASE WHEN s.id IS NULL THEN 'SYSTEM' ELSE 'STAFF' END, s.id
     FROM access.app_user u, (SELECT nullif(access.staff_actor(), 'system')::bigint AS id) s WHERE u.id = $3`,
    [companyId, at, userId, JSON.stringify({ role, ...until }), keepUntil(at)],
    'access.auditRole',
  )
}

/** The new Master-ID's id. Throws RangeError when the business ID is none. */
export async function createMasterId(unit: Unit, masterId: NewMasterId): Promise<bigint> {
  return idOf(
    await unit.row(
      'INSERT INTO access.master_id (code, name, business_id, kind) VALUES ($1, $2, $3, $4) RETURNING id',
      [masterId.code, masterId.name, businessIdOf(masterId.businessId), masterId.kind],
    ),
  )
}

/** Makes a person a member of a Master-ID, or sets a new period for one who is. */
export async function addMember(unit: Unit, masterId: bigint, userId: bigint, validity: Validity = {}): Promise<void> {
  await unit.count(
    `INSERT INTO access.master_id_member (master_id, user_id, valid_from, valid_to)
     VALUES ($1, $2, coalesce($3::timestamptz, now()), coalesce($4::timestamptz, 'infinity'))
     ON CONFLICT (master_id, user_id) DO UPDATE SET valid_from = excluded.valid_from, valid_to = excluded.valid_to`,
    [masterId, userId, validity.from ?? null, validity.to ?? null],
  )
  await auditMember(unit, masterId, userId)
}

/** Master-IDs belong to no company: their members stand in the agency's book, when one of the staff made them. */
async function auditMember(unit: Unit, masterId: bigint, userId: bigint): Promise<void> {
  const at = new Date()
  await unit.rows(
    `INSERT INTO agency.audit_entry (at, staff_id, action, subject_type, subject_id, subject_name, after, keep_until)
     SELECT $1, s.id, 'MASTER_ID_MEMBER_ADDED', 'MasterId', m.id, m.code, jsonb_build_object('member', u.name), $4
     FROM access.master_id m, access.app_user u, (SELECT nullif(access.staff_actor(), 'system')::bigint AS id) s
     WHERE m.id = $2 AND u.id = $3 AND s.id IS NOT NULL`,
    [at, masterId, userId, keepUntil(at)],
    'access.auditMember',
  )
}

/** Links a company to a Master-ID. A company has at most one running link to the same Master-ID. */
export async function linkCompany(unit: Unit, link: NewLink): Promise<void> {
  await unit.count(
    `INSERT INTO access.master_id_link (company_id, master_id, rights, mandate, linked_at)
     VALUES ($1, $2, $3, $4, coalesce($5::timestamptz, now()))`,
    [link.companyId, link.masterId, link.rights ?? linkableRights, link.mandate, link.linkedAt ?? null],
  )
}

/** Ends a running link; false when there is none. It holds from the next statement of anybody on. */
export async function endLink(unit: Unit, companyId: bigint, masterId: bigint): Promise<boolean> {
  const ended = await unit.count(
    `UPDATE access.master_id_link SET ended_at = now() WHERE company_id = $1 AND master_id = $2 AND ended_at = 'infinity'`,
    [companyId, masterId],
  )
  return ended === 1
}

function idOf(row: { id: bigint } | undefined): bigint {
  if (!row) throw new Error('The database gave no id for a new row.')
  return row.id
}

function businessIdOf(text: string): string {
  const businessId = parseBusinessId(text)
  if (businessId === undefined) throw new RangeError(`Not a business ID: ${text}`)
  return businessId
}

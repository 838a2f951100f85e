import type { AuditAction, AuditValues } from '../../access/audit.ts'
import { type AuditKind, KIND_CONDITIONS } from '../../access/audit.type.ts'
import { contains } from '../../access/company.store.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'

/** An act of staff. Acts on the company's side of the house (identity check, agreed costs, links) come from its trails. */
export interface StaffTrailRow {
  /** Of the agency's book, or of a company's trail. */
  readonly book: 'AGENCY' | 'COMPANY'
  readonly id: bigint
  readonly at: Date
  readonly staffId: bigint
  readonly staffName: string
  readonly tokenName: string | null
  readonly action: AuditAction
  /** The agency's own number of the company; null: of none, or of one that has never sent anything. */
  readonly companyId: bigint | null
  readonly companyName: string | null
  readonly assignmentId: bigint | null
  readonly subjectType: string | null
  readonly subjectId: bigint | null
  readonly subjectName: string | null
  readonly before: AuditValues | null
  readonly after: AuditValues | null
}

/** What acts are narrowed to; null: not by that. */
export interface StaffTrailNarrowing {
  readonly companyId: bigint | null
  readonly assignmentId: bigint | null
  readonly staffId: bigint | null
  readonly actions: readonly AuditAction[] | null
  readonly kind: AuditKind
  readonly from: CalendarDate | null
  readonly to: CalendarDate | null
  readonly search: string | null
}

const AGENCY = `
  SELECT 'AGENCY' AS book, a.id, a.at, a.staff_id AS "staffId", a.token_name AS "tokenName", a.action, a.company_id AS "companyId",
    NULL::text AS "companyName", a.assignment_id AS "assignmentId", a.subject_type AS "subjectType", a.subject_id AS "subjectId",
    a.subject_name AS "subjectName", a.before, a.after
  FROM agency.audit_entry a`
const COMPANY = `
  SELECT 'COMPANY', a.id, a.at, a.user_id, NULL, a.action, k.company_id, c.name, NULL, a.subject_type, NULL, a.subject_name,
    a.before, a.after
  FROM access.audit_entry a JOIN access.company c ON c.company_id = a.company_id
  LEFT JOIN agency.creditor k ON k.business_id = c.business_id`

/** The newest first. A page begins after a moment, a book and the id of the entry there. */
export function staffTrail(
  unit: Unit,
  { companyId, assignmentId, staffId, actions, kind, from, to, search }: StaffTrailNarrowing,
  page: { readonly limit: number; readonly after: readonly (string | null)[] | undefined },
): Promise<StaffTrailRow[]> {
  const params: unknown[] = [page.limit]
  const put = (condition: string, value: unknown) => condition.replaceAll('?', `$${params.push(value)}`)
  const both: string[] = []
  if (actions) both.push(put('a.action = ANY (?::text[])', actions))
  const ofKind = KIND_CONDITIONS[kind]
  if (ofKind !== undefined) both.push(ofKind)
  if (from) both.push(put("a.at >= ?::date::timestamp AT TIME ZONE 'Europe/Helsinki'", from))
  if (to) both.push(put("a.at < (?::date + 1)::timestamp AT TIME ZONE 'Europe/Helsinki'", to))
  if (search) both.push(put('a.subject_name ILIKE ?', contains(search)))
  const own = [...both]
  const theirs = ["a.actor = 'STAFF'", 'a.user_id IS NOT NULL', ...both]
  if (staffId !== null) {
    const place = put('?', staffId)
    own.push(`a.staff_id = ${place}`)
    theirs.push(`a.user_id = ${place}`)
  }
  if (companyId !== null) {
    const place = put('?', companyId)
    own.push(`a.company_id = ${place}`)
    theirs.push(`k.company_id = ${place}`)
  }
  // Companies' trails know nothing of the agency's assignments.
  if (assignmentId !== null) {
    own.push(put('a.assignment_id = ?', assignmentId))
    theirs.push('false')
  }
  if (page.after) {
    const [moment, book, id] = page.after
    const at = put('?::timestamptz', moment)
    const place = `(${at}, ${put('?::text', book)}, ${put('?::bigint', id)})`
    own.push(`a.at <= ${at} AND (a.at, 'AGENCY'::text, a.id) < ${place}`)
    theirs.push(`a.at <= ${at} AND (a.at, 'COMPANY'::text, a.id) < ${place}`)
  }
  const newest = (book: string, conditions: readonly string[]) => {
    const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''
    return `(${book} ${where} ORDER BY a.at DESC, a.id DESC LIMIT $1)`
  }
  return unit.rows<StaffTrailRow>(
    `SELECT x.book, x.id, x.at, x."staffId", u.name AS "staffName", x."tokenName", x.action, x."companyId",
       coalesce(x."companyName", k.name, k.business_id) AS "companyName", x."assignmentId", x."subjectType", x."subjectId",
       x."subjectName", x.before, x.after
     FROM (${newest(AGENCY, own)} UNION ALL ${newest(COMPANY, theirs)}) x
     JOIN access.app_user u ON u.id = x."staffId" LEFT JOIN agency.creditor k ON k.company_id = x."companyId"
     ORDER BY x.at DESC, x.book DESC, x.id DESC LIMIT $1`,
    params,
  )
}

export interface StaffPerson {
  readonly id: bigint
  readonly name: string
}

/** Everybody who is staff, or was when they acted. */
export function staffPeople(unit: Unit): Promise<StaffPerson[]> {
  return unit.rows<StaffPerson>(
    `SELECT u.id, u.name FROM access.app_user u WHERE u.staff_role IS NOT NULL
       OR EXISTS (SELECT 1 FROM agency.audit_entry a WHERE a.staff_id = u.id) ORDER BY u.name, u.id`,
    [],
    'agency.staffPeople',
  )
}

import type { Scope } from '../kernel/scope.ts'
import type { Unit } from '../platform/database/unit.ts'
import { type AuditAct, detailsOf } from './audit.ts'
import { requireStaff } from './signedIn.ts'

export interface StaffAct extends AuditAct {
  readonly companyId?: bigint
  /** With its company. */
  readonly assignmentId?: bigint
}

/** Writes an act of staff into the agency's book, in the act's own transaction: a unit of the agency's side. */
export async function auditStaff(unit: Unit, scope: Scope, act: StaffAct): Promise<void> {
  const { userId, token, now } = requireStaff(scope)
  await unit.rows(
    `INSERT INTO agency.audit_entry
       (at, action, subject_type, subject_id, subject_name, before, after, keep_until, staff_id, token_name, company_id, assignment_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, access.token_name($10), $11, $12)`,
    [...detailsOf(now, act), userId, token?.id ?? null, act.companyId ?? null, act.assignmentId ?? null],
    'access.auditStaff',
  )
}

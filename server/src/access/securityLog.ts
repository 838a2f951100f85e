import { addMonths, helsinkiToday } from '../kernel/calendarDate.ts'
import type { UserScope } from '../kernel/scope.ts'
import type { Unit } from '../platform/database/unit.ts'
import type { AuditAct, AuditAction } from './audit.ts'

/** Long enough to see a break-in that is found late; addresses are personal data, and no voucher needs them. */
const KEPT_MONTHS = 24

/** The last day on which the values of a security entry are kept. */
function securityKeptUntil(at: Date): string {
  return addMonths(helsinkiToday(at), KEPT_MONTHS)
}

export interface SignInNote {
  readonly action: Extract<AuditAction, 'SIGNED_IN' | 'SIGN_IN_FAILED' | 'SIGN_IN_BLOCKED'>
  /** Null: the e-mail is nobody's, or was not looked at. */
  readonly userId: bigint | null
  readonly address: string
  readonly at: Date
}

/** Writes down who came in, or tried to. Runs for nobody: there is no session yet. */
export async function noteSignIn(unit: Unit, { action, userId, address, at }: SignInNote): Promise<void> {
  await unit.rows(
    'SELECT access.note_sign_in($1, $2, $3, $4, $5)',
    [action, userId, address, at, securityKeptUntil(at)],
    'access.noteSignIn',
  )
}

/** Writes down an act of a person for themselves, in the act's own transaction. */
export async function auditOneself(unit: Unit, user: UserScope, act: Omit<AuditAct, 'subject'> & { name?: string }) {
  const values = [act.before, act.after].map((one) => (one ? JSON.stringify(one) : null))
  await unit.rows(
    `INSERT INTO access.security_entry (at, user_id, action, subject_name, before, after, keep_until)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [user.now, user.userId, act.action, act.name ?? null, ...values, securityKeptUntil(user.now)],
    'access.auditOneself',
  )
}

import { type AuditAction, type AuditValues, changeOf } from '../../access/audit.ts'
import { auditStaff } from '../../access/staffAudit.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { amountOf } from '../amount.ts'
import type { Book } from './assignment.ts'
import type { PlainAct } from './caseAct.ts'
import { balanceOf } from './posting.ts'

/** What the book of acts calls the acts that need words alone. */
export const actionOf = {
  SUSPEND: 'COLLECTION_SUSPENDED',
  REPORT_DECEASED: 'DEBTOR_DECEASED',
  REPORT_INSOLVENT: 'DEBTOR_INSOLVENT',
  RETURN_MAIL: 'MAIL_RETURNED',
  RESUME: 'COLLECTION_RESUMED',
  ASK_LEGAL_DECISION: 'LEGAL_DECISION_ASKED',
  GO_TO_COURT: 'SENT_TO_COURT',
  BEGIN_SURVEILLANCE: 'SURVEILLANCE_BEGUN',
  DISPUTE: 'DISPUTE_RECORDED',
  REVIEW: 'SURVEILLANCE_REVIEWED',
  GIVE_UP: 'CASE_GIVEN_UP',
} as const satisfies Record<PlainAct | 'DISPUTE' | 'REVIEW' | 'GIVE_UP', AuditAction>

/** Where a case stood before an act and after it. Words and addresses stay in the case itself: they are the debtor's. */
export async function auditCase(
  unit: Unit,
  scope: Scope,
  action: AuditAction,
  { before, after, told }: { readonly before: Book; readonly after: Book; readonly told?: AuditValues | undefined },
): Promise<void> {
  const { companyId, id, invoiceNumber } = before.assignment
  await auditStaff(unit, scope, {
    action,
    companyId,
    assignmentId: id,
    subject: { type: 'StaffAssignment', id, name: invoiceNumber },
    ...changeOf(standingOf(before), { ...standingOf(after), ...told }),
  })
}

function standingOf({ assignment, postings }: Book) {
  const { stage, hold, closeReason, nextStepOn, currency } = assignment
  const { amount } = amountOf(balanceOf(postings), currency)
  return { stage, hold, closeReason, nextStepOn, balance: `${amount} ${currency}` }
}

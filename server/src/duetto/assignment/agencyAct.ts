import { type AuditAct, type AuditAction, type AuditValues, auditActions } from '../../access/audit.ts'
import type { FromAgency } from '../../exchange/messages/fromAgency.ts'
import type { Unit } from '../../platform/database/unit.ts'

type ToldAct = Omit<AuditAct, 'subject'> & { readonly isStaff: boolean }

/** What an event says of the act when its word is not one that is known here: an agency elsewhere has words of its own. */
const ACT_OF_EVENT: Readonly<Record<string, AuditAction>> = {
  EXTENSION_GRANTED: 'EXTENSION_GRANTED',
  PAYMENT_PLAN_MADE: 'PAYMENT_PLAN_MADE',
  DISPUTED: 'DISPUTE_RECORDED',
  DISPUTE_ANSWERED: 'DISPUTE_ANSWERED',
  SUSPENDED: 'COLLECTION_SUSPENDED',
  RESUMED: 'COLLECTION_RESUMED',
  MAIL_RETURNED: 'MAIL_RETURNED',
  ADDRESS_CHANGED: 'DEBTOR_ADDRESS_CHANGED',
  DEBTOR_DECEASED: 'DEBTOR_DECEASED',
  DEBTOR_INSOLVENT: 'DEBTOR_INSOLVENT',
  LEGAL_DECISION: 'LEGAL_DECISION_ASKED',
  SURVEILLANCE: 'SURVEILLANCE_BEGUN',
  CLOSED: 'CASE_GIVEN_UP',
}

/** What a person of the agency did, as a message tells it: which act, by what kind of person, never by whom. */
export function actIn(message: FromAgency): ToldAct | undefined {
  if (message.kind === 'RECALL_ANSWER') {
    const { confirmed, answeredBy, charged } = message.body
    const cost: AuditValues = /[1-9]/.test(charged.amount) ? { charged: `${charged.amount} ${charged.currency}` } : {}
    const after = { answer: confirmed ? 'CONFIRMED' : 'REFUSED', ...cost }
    return { action: 'RECALL_ANSWERED', after, isStaff: answeredBy === 'STAFF' }
  }
  if (message.kind === 'CREDIT_LOSS_ANSWER') {
    const { confirmed, answeredBy, surveillance } = message.body
    const watched: AuditValues = surveillance ? { surveillance: 'true' } : {}
    const after = { answer: confirmed ? 'CONFIRMED' : 'REFUSED', ...watched }
    return { action: 'CREDIT_LOSS_ANSWERED', after, isStaff: answeredBy === 'STAFF' }
  }
  if (message.kind !== 'EVENT' || message.body.doneBy !== 'STAFF') return undefined
  const { event, act, state } = message.body
  const action = auditActions.find((one) => one === act) ?? ACT_OF_EVENT[event.type]
  if (!action) return undefined
  const isMoney = event.amount && /[1-9]/.test(event.amount.amount)
  const amount = isMoney && event.amount && { amount: `${event.amount.amount} ${event.amount.currency}` }
  const after = { ...amount, stage: state.stage, ...(state.hold ? { hold: state.hold } : {}) }
  return { action, after, isStaff: true }
}

/** How people know an assignment. */
export function numberOf(
  unit: Unit,
  companyId: bigint,
  assignmentId: bigint,
): Promise<{ invoiceNumber: string } | undefined> {
  return unit.row<{ invoiceNumber: string }>(
    'SELECT invoice_number AS "invoiceNumber" FROM duetto.assignment WHERE company_id = $1 AND id = $2',
    [companyId, assignmentId],
    'duetto.numberOf',
  )
}

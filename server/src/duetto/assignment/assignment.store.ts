import type { HoldReason } from '../../exchange/messages/fromAgency.ts'
import { type CalendarDate, daysBetween } from '../../kernel/calendarDate.ts'
import type { DebtorKind } from '../../ledger/ledger.enums.ts'
import type { AfterReminder, AnswerState, AssignmentKind, CloseReason, Stage } from './assignment.enums.ts'
import type { AssignmentEventType } from './effect.ts'

/** An assignment as the company's copy has it; amounts in cents of `currency`. */
export interface AssignmentRow {
  readonly companyId: bigint
  readonly id: bigint
  readonly invoiceId: bigint
  readonly sendId: bigint
  readonly previousId: bigint | null
  readonly kind: AssignmentKind
  readonly afterReminder: AfterReminder | null
  readonly stage: Stage
  readonly closeReason: CloseReason | null
  readonly openedOn: CalendarDate
  readonly closedOn: CalendarDate | null
  readonly invoiceNumber: string
  readonly reference: string | null
  readonly dueOn: CalendarDate
  readonly debtorName: string
  readonly debtorBusinessId: string | null
  readonly debtorKind: DebtorKind
  readonly currency: string
  readonly principal: bigint
  readonly principalOpen: bigint
  readonly costsOpen: bigint
  readonly interestOpen: bigint
  readonly balance: bigint
  readonly agencyReference: string | null
  readonly agencyIban: string | null
  readonly nextStepOn: CalendarDate | null
  readonly hold: HoldReason | null
  readonly recallState: AnswerState | null
  readonly creditLossState: AnswerState | null
  readonly surveillance: boolean
  readonly newestEventId: bigint | null
  readonly newestEventType: AssignmentEventType | null
  readonly newestEventOn: CalendarDate | null
  readonly newestEventAt: Date
}

/** The select list of an AssignmentRow, from `duetto.assignment a`. */
export const assignmentColumns = `a.company_id AS "companyId", a.id, a.invoice_id AS "invoiceId", a.send_id AS "sendId",
  a.previous_id AS "previousId", a.kind, a.after_reminder AS "afterReminder", a.stage, a.close_reason AS "closeReason",
  a.opened_on AS "openedOn", a.closed_on AS "closedOn", a.invoice_number AS "invoiceNumber", a.reference, a.due_on AS "dueOn",
  a.debtor_name AS "debtorName", a.debtor_business_id AS "debtorBusinessId", a.debtor_kind AS "debtorKind", a.currency,
  a.principal, a.principal_open AS "principalOpen", a.costs_open AS "costsOpen", a.interest_open AS "interestOpen", a.balance,
  a.agency_reference AS "agencyReference", a.agency_iban AS "agencyIban", a.next_step_on AS "nextStepOn", a.hold,
  a.recall_state AS "recallState", a.credit_loss_state AS "creditLossState", a.surveillance, a.newest_event_id AS "newestEventId",
  a.newest_event_type AS "newestEventType", a.newest_event_on AS "newestEventOn", a.newest_event_at AS "newestEventAt"`

/** Days since the invoice fell due, while the assignment runs; otherwise 0. */
export function daysOverdueOn(row: Pick<AssignmentRow, 'stage' | 'dueOn'>, today: CalendarDate): number {
  return row.stage === 'CLOSED' ? 0 : Math.max(daysBetween(row.dueOn, today), 0)
}

interface PaidInvoice {
  readonly kind: string
  readonly paidOn: CalendarDate
}

/**
 * The assignment that a payment on its invoice belongs to (requirement O5): the newest that had been opened by then.
 * What came after it had ended belongs to it only if the service has to do with it.
 */
export function assignmentOfPayment<A extends { readonly row: Pick<AssignmentRow, 'openedOn' | 'closedOn'> }>(
  newestFirst: readonly A[],
  payment: PaidInvoice,
): A | undefined {
  const found = newestFirst.find((assignment) => assignment.row.openedOn <= payment.paidOn)
  const hadEnded = found?.row.closedOn != null && found.row.closedOn < payment.paidOn
  return hadEnded && payment.kind !== 'SETTLEMENT' && payment.kind !== 'DIRECT_PAYMENT' ? undefined : found
}

import { type CalendarDate, calendarDate, helsinkiToday } from '../kernel/calendarDate.ts'
import { formatDecimal, money } from '../kernel/money.ts'
import type { UserScope } from '../kernel/scope.ts'
import type { Unit } from '../platform/database/unit.ts'

export const auditActions = [
  'INVOICES_IMPORTED',
  'PAYMENTS_IMPORTED',
  'PAYMENT_REGISTERED',
  'PAYMENT_REVERSED',
  'CREDIT_NOTE_REGISTERED',
  'TRANSACTION_MATCHED',
  'TRANSACTION_DISMISSED',
  'TRANSACTION_RESTORED',
  'STATUS_CHANGED',
  'DUE_DATE_CHANGED',
  'CREDIT_LOSS_BOOKED',
  'AUXILIARY_NAME_CHANGED',
  'CUSTOMER_CHANGED',
  'CUSTOMERS_MERGED',
  'SALES_SETTING_CHANGED',
  'SENT_TO_REMINDER',
  'SENT_TO_COLLECTION',
  'RECALL_REQUESTED',
  'CREDIT_LOSS_REQUESTED',
  'DISPUTE_REPORTED',
  'RECALL_ANSWERED',
  'CREDIT_LOSS_ANSWERED',
  'SERVICE_ACTIVATED',
  'KYC_ANSWERED',
  'COST_AGREED',
  'COST_ADDED',
  'COST_REMOVED',
  'MASTER_ID_LINKED',
  'MASTER_ID_LINK_ENDED',
  'SERVICE_REMOVED',
  'DISPUTE_SET',
  'DISPUTE_ENDED',
  'MESSAGE_RESENT',
  'API_TOKEN_MADE',
  'API_TOKEN_REVOKED',
  'EXPORT_DOWNLOADED',
  'DOCUMENT_OPENED',
  'ROLE_GRANTED',
  'ROLE_ENDED',
  'DISPUTE_RECORDED',
  'DISPUTE_ANSWERED',
  'EXTENSION_GRANTED',
  'PAYMENT_PLAN_MADE',
  'DEBT_STATEMENT_GIVEN',
  'COLLECTION_SUSPENDED',
  'COLLECTION_RESUMED',
  'DEBTOR_DECEASED',
  'DEBTOR_INSOLVENT',
  'MAIL_RETURNED',
  'DEBTOR_ADDRESS_CHANGED',
  'LEGAL_DECISION_ASKED',
  'SENT_TO_COURT',
  'LEGAL_COLLECTION_AUTHORISED',
  'AUTHORITY_FEE_CHARGED',
  'JUDGMENT_RECORDED',
  'SURVEILLANCE_BEGUN',
  'SURVEILLANCE_REVIEWED',
  'CASE_GIVEN_UP',
  'POLICY_SET',
  'LETTER_TEXT_SET',
  'PRICE_LIST_PROPOSED',
  'REFERENCE_RATE_PROPOSED',
  'REFERENCE_RATE_ENTERED',
  'PROPOSAL_APPROVED',
  'PROPOSAL_REJECTED',
  'LETTER_PUT_ON_PAPER',
  'PRINT_BATCH_MADE',
  'PRINT_BATCH_PRINTED',
  'SETTLEMENT_RUN',
  'CLIENT_FUNDS_IMPORTED',
  'CLIENT_FUNDS_MATCHED',
  'DEBTOR_REFUNDED',
  'CLIENT_FUNDS_RETURNED',
  'PAYMENT_FILES_MADE',
  'PAYMENT_FILE_SENT',
  'OWN_SHARE_MOVED',
  'PAYMENT_FILE_RELEASED',
  'PAYMENT_FILE_CANCELLED',
  'TRANSFER_REFUSED',
  'TRANSFER_REDIRECTED',
  'BANK_REPORT_IMPORTED',
  'OUTGOING_ATTACHED',
  'OUTGOING_EXPLAINED',
  'AGENCY_INVOICES_MADE',
  'INVOICE_PAYMENT_RECORDED',
  'MONEY_TERMS_SET',
  'CONNECTION_SET',
  'CONNECTION_ENDED',
  'FETCH_ASKED',
  'PAYMENT_SOURCE_SET',
  'STATUS_MASTER_SET',
  'NETVISOR_CHANGE_TAKEN',
  'NETVISOR_CHANGE_LEFT',
  'TABLE_MAPPING_CHANGED',
  'MASTER_ID_REQUESTED',
  'MASTER_ID_GRANTED',
  'MASTER_ID_REFUSED',
  'MASTER_ID_MEMBER_ADDED',
  'SIGNED_IN',
  'SIGN_IN_FAILED',
  'SIGN_IN_BLOCKED',
  'SIGNED_OUT',
  'SESSIONS_REVOKED',
  'ACTIVATION_BEGUN',
  'IDENTITY_STATED',
  'IDENTITY_ERASED',
  'OWN_DETAILS_CHANGED',
  'EMAIL_CHANGE_ASKED',
  'EMAIL_CHANGED',
  'PASSWORD_CHANGED',
] as const
export type AuditAction = (typeof auditActions)[number]

/** Values by name; codes, days, amounts and numbers, never what identifies a debtor. */
export type AuditValues = Readonly<Record<string, string>>

/** What an act was done to; something without an id of its own has a name alone. */
export type AuditSubject =
  | { readonly type: string; readonly id: bigint; readonly name?: string }
  | { readonly type?: undefined; readonly id?: undefined; readonly name: string }

export interface AuditAct {
  readonly action: AuditAction
  readonly subject?: AuditSubject
  readonly before?: AuditValues
  readonly after?: AuditValues
}

/**
 * Vouchers are kept six years from the end of the year in which the financial period ended (accounting act 1336/1997,
 * 2:10 §); a period that runs at the moment of the act ends in the next year at the latest. The trail's values as long.
 */
const KEPT_YEARS = 7

/** The last day on which values written at this moment are kept. */
export function keepUntil(at: Date): CalendarDate {
  const year = Number(helsinkiToday(at).slice(0, 4))
  return calendarDate(`${year + KEPT_YEARS}-12-31`)
}

/** An amount as the books of acts keep it: `-12.30 EUR`. */
export function auditAmount(minor: bigint, currency: string): string {
  return `${formatDecimal(money(minor, currency))} ${currency}`
}

/** What an act changed: the names whose value differs, with both values. What has no value is left out. */
export function changeOf(
  before: Readonly<Record<string, string | null | undefined>>,
  after: Readonly<Record<string, string | null | undefined>>,
): { readonly before: AuditValues; readonly after: AuditValues } {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const differing = names.filter((name) => (before[name] ?? null) !== (after[name] ?? null))
  const pick = (values: Readonly<Record<string, string | null | undefined>>) =>
    Object.fromEntries(differing.flatMap((name) => (values[name] == null ? [] : [[name, values[name]]])))
  return { before: pick(before), after: pick(after) }
}

/** What the books keep of an act beside who did it, in the order of their columns. */
export function detailsOf(at: Date, { action, subject, before, after }: AuditAct): unknown[] {
  const values = [before, after].map((one) => (one && Object.keys(one).length > 0 ? JSON.stringify(one) : null))
  return [at, action, subject?.type ?? null, subject?.id ?? null, subject?.name ?? null, ...values, keepUntil(at)]
}

/**
 * Writes down an act of a company's or a Master-ID's person, in the act's own transaction. Who it is and through which
 * token stands in the transaction itself; on whose behalf follows from the ways in that hold at the moment.
 */
export async function audit(unit: Unit, scope: UserScope, companyId: bigint, act: AuditAct): Promise<void> {
  await unit.rows(
    `INSERT INTO access.audit_entry
       (company_id, at, action, subject_type, subject_id, subject_name, before, after, keep_until, actor, user_id, token_id,
        token_name, master_id)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, CASE WHEN via.id IS NULL THEN 'COMPANY_USER' ELSE 'MASTER_ID_USER' END,
       access.actor(), access.token(), (SELECT t.name FROM access.api_token t WHERE t.id = access.token()), via.id
     FROM (SELECT (
       SELECT l.master_id FROM access.master_id_link l
       JOIN access.master_id_member mm ON mm.master_id = l.master_id AND mm.user_id = access.actor()
       WHERE l.company_id = $1 AND l.linked_at <= now() AND l.ended_at > now() AND mm.valid_from <= now() AND mm.valid_to > now()
         AND NOT EXISTS (SELECT 1 FROM access.membership m WHERE m.company_id = $1 AND m.user_id = access.actor()
           AND m.valid_from <= now() AND m.valid_to > now() AND m.role <> 'PAYROLL_ACCOUNTANT')
       ORDER BY l.linked_at LIMIT 1) AS id) via`,
    [companyId, ...detailsOf(scope.now, act)],
    'access.audit',
  )
}

/** Who acts when it is nobody of the company: a person of the staff, staff of an agency elsewhere, background work. */
export type OtherActor =
  | { readonly staffId: bigint; readonly now: Date }
  | { readonly isStaff: boolean; readonly now: Date }
  | { readonly now: Date }

/** The same for an act of the agency's staff, or of background work when there is nobody. */
export async function auditOther(unit: Unit, by: OtherActor, companyId: bigint, act: AuditAct): Promise<void> {
  const staffId = 'staffId' in by ? by.staffId : null
  const isStaff = staffId !== null || ('isStaff' in by && by.isStaff)
  await unit.rows(
    `INSERT INTO access.audit_entry
       (company_id, at, action, subject_type, subject_id, subject_name, before, after, keep_until, actor, user_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [companyId, ...detailsOf(by.now, act), isStaff ? 'STAFF' : 'SYSTEM', staffId],
    'access.auditOther',
  )
}

import type { MessageLetter } from '../exchange/messages/fromAgency.ts'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import type { Scope } from '../kernel/scope.ts'
import type { Database } from '../platform/database/database.ts'

/*
 * What the people of the demo see before they act: the same rows that their pages would show them.
 */

export interface LateInvoice {
  readonly companyId: bigint
  readonly id: bigint
  readonly number: string
  readonly status: 'OVERDUE' | 'REMINDED' | 'REQUESTED'
}

/** Unpaid invoices past their due date that are not in the service. */
export function lateInvoices(database: Database, scope: Scope): Promise<LateInvoice[]> {
  return database.read(scope, (unit) =>
    unit.rows<LateInvoice>(
      `SELECT company_id AS "companyId", id, number, ledger.status_on(status, overdue_from, $1) AS status FROM ledger.sales_invoice
       WHERE open > 0 AND NOT in_service AND ledger.status_on(status, overdue_from, $1) IN ('OVERDUE', 'REMINDED', 'REQUESTED')
       ORDER BY company_id, id`,
      [scope.today],
      'demo.lateInvoices',
    ),
  )
}

export interface SentLetter {
  readonly companyId: bigint
  readonly assignmentId: bigint
  readonly invoiceNumber: string
  readonly reference: string
  readonly kind: MessageLetter['kind']
  readonly sentOn: CalendarDate
  /** Cents. */
  readonly total: bigint
}

/** The letters that the agency sent on a day, with the reference that each asks to be paid with. */
export function lettersOf(database: Database, scope: Scope, day: CalendarDate): Promise<SentLetter[]> {
  return database.read(scope, (unit) =>
    unit.rows<SentLetter>(
      `SELECT a.company_id AS "companyId", a.id AS "assignmentId", a.invoice_number AS "invoiceNumber", a.agency_reference AS reference,
         l.kind, l.sent_on AS "sentOn", l.total
       FROM duetto.letter l JOIN duetto.assignment a ON a.company_id = l.company_id AND a.id = l.assignment_id
       WHERE l.sent_on = $1 ORDER BY a.company_id, a.id, l.id`,
      [day],
      'demo.letters',
    ),
  )
}

export interface AnnouncedLine {
  readonly companyId: bigint
  readonly reference: string | null
  /** Cents. */
  readonly amount: bigint
}

/** What the agency says it paid to the companies on a day. */
export function settlementLinesOf(database: Database, scope: Scope, day: CalendarDate): Promise<AnnouncedLine[]> {
  return database.read(scope, (unit) =>
    unit.rows<AnnouncedLine>(
      `SELECT company_id AS "companyId", reference, amount FROM duetto.settlement_line WHERE settled_on = $1 AND amount > 0 ORDER BY company_id, id`,
      [day],
      'demo.settlementLines',
    ),
  )
}

export interface SettledPayment {
  readonly amount: bigint
  readonly reference: string
  readonly payerName: string | null
  readonly payerIban: string | null
}

/** The largest payment to the agency, of those up to 5,000 euros, of which the creditor has had its share. */
export function largestSettledPayment(database: Database): Promise<SettledPayment | undefined> {
  return database.agency('system', (unit) =>
    unit.row<SettledPayment>(
      `SELECT t.amount, t.reference, t.payer_name AS "payerName", t.payer_iban AS "payerIban" FROM agency.client_transaction t
       JOIN agency.client_allocation c ON c.transaction_id = t.id
       JOIN agency.assignment a ON a.company_id = c.company_id AND a.id = c.assignment_id
       WHERE t.state = 'ALLOCATED' AND t.reference IS NOT NULL AND t.amount <= 500000 AND t.amount = c.creditor_share + c.agency_share
         AND EXISTS (SELECT 1 FROM agency.settlement_line l WHERE l.company_id = c.company_id AND l.assignment_id = c.assignment_id)
       ORDER BY t.amount DESC, t.booked_on DESC, a.invoice_number LIMIT 1`,
      [],
      'demo.largestSettledPayment',
    ),
  )
}

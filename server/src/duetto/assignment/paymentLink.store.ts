import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { money } from '../../kernel/money.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { OpenLine } from './paymentLink.ts'

export interface NewestAssignment {
  readonly id: bigint
  readonly stage: string
}

export function newestAssignmentOf(
  unit: Unit,
  companyId: bigint,
  invoiceId: bigint,
): Promise<NewestAssignment | undefined> {
  return unit.row(
    'SELECT id, stage FROM duetto.assignment WHERE company_id = $1 AND invoice_id = $2 ORDER BY id DESC LIMIT 1',
    [companyId, invoiceId],
    'duetto.newestAssignmentOf',
  )
}

/** Announced settlement lines of the invoice's assignments that no money was booked on yet, oldest first. */
export async function openLinesOf(unit: Unit, companyId: bigint, invoiceId: bigint): Promise<OpenLine[]> {
  const rows = await unit.rows<{ id: bigint; reference: string | null; amount: bigint; currency: string }>(
    `SELECT l.id, l.reference, l.amount, l.currency
     FROM duetto.assignment a JOIN duetto.settlement_line l ON l.company_id = a.company_id AND l.assignment_id = a.id
     WHERE a.company_id = $1 AND a.invoice_id = $2 AND l.payment_id IS NULL ORDER BY l.id`,
    [companyId, invoiceId],
    'duetto.openLinesOf',
  )
  return rows.map(({ id, reference, amount, currency }) => ({ id, reference, amount: money(amount, currency) }))
}

/** The accounts that settlements come from: those registered, and the one that the agency named for the invoice's assignments. */
export async function clientFundsIbans(
  unit: Unit,
  companyId: bigint,
  invoiceId: bigint,
  on: CalendarDate,
): Promise<Set<string>> {
  const rows = await unit.rows<{ iban: string }>(
    `SELECT iban FROM duetto.client_funds_account WHERE valid_from <= $3
     UNION SELECT agency_iban FROM duetto.assignment WHERE company_id = $1 AND invoice_id = $2 AND agency_iban IS NOT NULL`,
    [companyId, invoiceId, on],
    'duetto.clientFundsIbans',
  )
  return new Set(rows.map((row) => row.iban))
}

/** The payment that brought the money of a line. */
export async function markLinePaid(unit: Unit, companyId: bigint, lineId: bigint, paymentId: bigint): Promise<void> {
  await unit.rows(
    'UPDATE duetto.settlement_line SET payment_id = $3 WHERE company_id = $1 AND id = $2',
    [companyId, lineId, paymentId],
    'duetto.markLinePaid',
  )
}

/** The payment was taken back: its line waits for money again. */
export async function reopenLineOf(unit: Unit, companyId: bigint, paymentId: bigint): Promise<void> {
  await unit.rows(
    'UPDATE duetto.settlement_line SET payment_id = NULL WHERE company_id = $1 AND payment_id = $2',
    [companyId, paymentId],
    'duetto.reopenLineOf',
  )
}

/** What the agency was told of a payment or credit note, and under which name: it belongs to that assignment, ended or not. */
export function toldOf(
  unit: Unit,
  companyId: bigint,
  invoiceId: bigint,
  paymentId: bigint,
): Promise<{ assignmentId: bigint; name: string } | undefined> {
  return unit.row(
    `SELECT a.id AS "assignmentId", k.name
     FROM ledger.payment p
     JOIN duetto.assignment a ON a.company_id = p.company_id AND a.invoice_id = p.invoice_id
     JOIN duetto.outbox o ON o.company_id = a.company_id AND o.assignment = a.uid
     CROSS JOIN LATERAL (SELECT CASE WHEN p.kind = 'CREDIT_NOTE' THEN coalesce(p.document_number, p.id::text) ELSE p.id::text END AS name) k
     WHERE p.company_id = $1 AND p.invoice_id = $2 AND p.id = $3
       AND ((o.kind = 'CREDIT_NOTE' AND p.kind = 'CREDIT_NOTE' AND o.message -> 'body' ->> 'number' = k.name)
         OR (o.kind = 'DIRECT_PAYMENT' AND p.kind IN ('DIRECT_PAYMENT', 'PAYMENT') AND o.message -> 'body' ->> 'paymentId' = k.name))
     ORDER BY o.id DESC LIMIT 1`,
    [companyId, invoiceId, paymentId],
    'duetto.toldOf',
  )
}

export async function writeDueDate(
  unit: Unit,
  companyId: bigint,
  assignmentId: bigint,
  dueOn: CalendarDate,
): Promise<void> {
  await unit.rows(
    'UPDATE duetto.assignment SET due_on = $3 WHERE company_id = $1 AND id = $2',
    [companyId, assignmentId, dueOn],
    'duetto.writeDueDate',
  )
}

export function runningBalances(
  unit: Unit,
  companyId: bigint,
  invoiceIds: readonly bigint[],
): Promise<{ invoiceId: bigint; balance: bigint }[]> {
  return unit.rows(
    `SELECT invoice_id AS "invoiceId", balance FROM duetto.assignment
     WHERE company_id = $1 AND invoice_id = ANY ($2::bigint[]) AND stage <> 'CLOSED'`,
    [companyId, invoiceIds],
    'duetto.runningBalances',
  )
}

/** Assignments of a customer that have not ended, the oldest first. */
export async function runningOfCustomer(unit: Unit, companyId: bigint, customerId: bigint): Promise<bigint[]> {
  const rows = await unit.rows<{ id: bigint }>(
    `SELECT a.id FROM duetto.assignment a JOIN ledger.sales_invoice i ON i.company_id = a.company_id AND i.id = a.invoice_id
     WHERE a.company_id = $1 AND i.customer_id = $2 AND a.stage <> 'CLOSED' ORDER BY a.id`,
    [companyId, customerId],
    'duetto.runningOfCustomer',
  )
  return rows.map(({ id }) => id)
}

export interface UntoldPayment {
  readonly id: bigint
  readonly kind: 'PAYMENT' | 'CREDIT_NOTE'
  readonly paidOn: CalendarDate
  readonly amount: bigint
  readonly currency: string
  readonly documentNumber: string | null
}

/** What was booked on the invoice while its assignment had ended: nobody waited for a report then. */
export function bookedSinceClosing(
  unit: Unit,
  companyId: bigint,
  assignmentId: bigint,
  invoiceId: bigint,
): Promise<UntoldPayment[]> {
  return unit.rows(
    `SELECT p.id, p.kind, p.paid_on AS "paidOn", p.amount, p.currency, p.document_number AS "documentNumber"
     FROM ledger.payment p
     WHERE p.company_id = $1 AND p.invoice_id = $3 AND p.kind IN ('PAYMENT', 'CREDIT_NOTE') AND p.reverses_id IS NULL
       AND p.registered_at >= (SELECT max(e.at) FROM duetto.assignment_event e
         WHERE e.company_id = $1 AND e.assignment_id = $2 AND e.type = 'CLOSED')
       AND NOT EXISTS (SELECT 1 FROM ledger.payment r WHERE r.company_id = $1 AND r.reverses_id = p.id)
       AND NOT EXISTS (SELECT 1 FROM duetto.outbox o JOIN duetto.assignment a ON a.company_id = o.company_id AND a.uid = o.assignment
         WHERE a.company_id = $1 AND a.invoice_id = $3 AND o.kind IN ('DIRECT_PAYMENT', 'CREDIT_NOTE')
           AND coalesce(o.message -> 'body' ->> 'paymentId', o.message -> 'body' ->> 'number') IN (p.id::text, p.document_number))
     ORDER BY p.id`,
    [companyId, assignmentId, invoiceId],
    'duetto.bookedSinceClosing',
  )
}

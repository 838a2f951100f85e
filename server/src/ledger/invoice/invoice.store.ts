import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { type CollectionStatus, overdueFrom, type StatusReason, statusOn } from './collectionStatus.ts'

/** A row of the ledger as its rules see it; amounts in minor units of `currency`. */
export interface LedgerInvoice {
  readonly id: bigint
  readonly customerId: bigint
  readonly number: string
  readonly reference: string | null
  readonly issuedOn: CalendarDate
  readonly dueOn: CalendarDate
  readonly overdueFrom: CalendarDate
  readonly currency: string
  readonly total: bigint
  /** All money and credits booked on it. */
  readonly paid: bigint
  /** The part of `paid` that paid something beside the principal: interest, costs, or more than was owed. */
  readonly beyond: bigint
  /** The principal that is left. */
  readonly open: bigint
  /** As stored: OPEN may be OVERDUE by the calendar. */
  readonly status: CollectionStatus
  readonly inService: boolean
  readonly hadService: boolean
  /** What was paid until and on this day came with the invoice as one payment; null: nothing did. */
  readonly paidThrough: CalendarDate | null
  readonly auxiliaryName: string | null
}

const COLUMNS = `i.id, i.customer_id AS "customerId", i.number, i.reference, i.issued_on AS "issuedOn", i.due_on AS "dueOn",
  i.overdue_from AS "overdueFrom", i.currency, i.total, i.paid, i.beyond, i.open, i.status, i.in_service AS "inService",
  i.had_service AS "hadService", i.paid_through AS "paidThrough", i.auxiliary_name AS "auxiliaryName"`

/*
 * Amounts and statuses change only under these locks, always taken in the order of ids so that two writers never wait
 * for each other. What was summed from other tables before the lock was granted would be stale; the row itself is not.
 */

export function lockInvoices(unit: Unit, companyId: bigint, ids: readonly bigint[]): Promise<LedgerInvoice[]> {
  return unit.rows<LedgerInvoice>(
    `SELECT ${COLUMNS} FROM ledger.sales_invoice i WHERE i.company_id = $1 AND i.id = ANY ($2::bigint[]) ORDER BY i.id FOR UPDATE`,
    [companyId, ids],
    'ledger.lockInvoices',
  )
}

export function lockInvoicesByReference(
  unit: Unit,
  companyId: bigint,
  references: readonly string[],
): Promise<LedgerInvoice[]> {
  return unit.rows<LedgerInvoice>(
    `SELECT ${COLUMNS} FROM ledger.sales_invoice i WHERE i.company_id = $1 AND i.reference = ANY ($2::text[]) ORDER BY i.id FOR UPDATE`,
    [companyId, references],
    'ledger.lockInvoicesByReference',
  )
}

export function lockInvoicesByNumberOrReference(
  unit: Unit,
  companyId: bigint,
  numbers: readonly string[],
  references: readonly string[],
): Promise<LedgerInvoice[]> {
  return unit.rows<LedgerInvoice>(
    `SELECT ${COLUMNS} FROM ledger.sales_invoice i
      WHERE i.company_id = $1 AND (i.number = ANY ($2::text[]) OR i.reference = ANY ($3::text[])) ORDER BY i.id FOR UPDATE`,
    [companyId, numbers, references],
    'ledger.lockInvoicesByNumberOrReference',
  )
}

/**
 * Imports into one company's books come one after another: they find or make customers, statements and transactions,
 * and a later one must see what an earlier one made. Held until the transaction ends.
 */
export async function lockBooks(unit: Unit, companyId: bigint): Promise<void> {
  await unit.rows(
    `SELECT pg_advisory_xact_lock(hashtextextended('ledger.books:' || $1::text, 0))`,
    [companyId],
    'ledger.lockBooks',
  )
}

export interface StatusChangeRow {
  readonly invoiceId: bigint
  readonly from: CollectionStatus | null
  readonly to: CollectionStatus
  readonly on: CalendarDate
  readonly reason: StatusReason
  readonly detail: StatusDetail
}

/** What a change may carry: the letter behind it, what was changed, and a note. `letterCost` is decimal text of the invoice's currency. */
export interface StatusDetail {
  readonly letterChannel?: string
  readonly letterCost?: string
  readonly note?: string
  /** Of a due date or a name: what stood before, and what stands now. */
  readonly before?: string
  readonly after?: string
}

/** The change that the calendar made, dated the day on which the invoice fell due, whenever it is written down. */
export function fellDueChange(invoiceId: bigint, dueOn: CalendarDate): StatusChangeRow {
  return { invoiceId, from: 'OPEN', to: 'OVERDUE', on: overdueFrom(dueOn), reason: 'FELL_DUE', detail: {} }
}

/** What an invoice is on a day; `late`: the calendar's change to that, where it was not written down yet. */
export function asOf(
  { id, status, overdueFrom, dueOn }: LedgerInvoice,
  day: CalendarDate,
): { readonly status: CollectionStatus; readonly late: readonly StatusChangeRow[] } {
  const now = statusOn(status, overdueFrom, day)
  return { status: now, late: now === status ? [] : [fellDueChange(id, dueOn)] }
}

export async function writeHistory(
  unit: Unit,
  companyId: bigint,
  changes: readonly StatusChangeRow[],
  at: Date,
  userId: bigint | null,
): Promise<void> {
  if (changes.length === 0) return
  const rows = changes.map((change) => ({ ...change, invoiceId: change.invoiceId.toString() }))
  await unit.rows(
    `INSERT INTO ledger.status_change (company_id, invoice_id, from_status, to_status, on_day, at, reason, user_id, detail)
      SELECT $1, r."invoiceId", r."from", r."to", r."on", $3, r.reason,
        -- Nobody makes an invoice fall due.
        CASE WHEN r.reason <> 'FELL_DUE' THEN $4::bigint END, r.detail
      FROM ROWS FROM (jsonb_to_recordset($2::jsonb)
        AS ("invoiceId" bigint, "from" text, "to" text, "on" date, reason text, detail jsonb)) WITH ORDINALITY
        AS r ("invoiceId", "from", "to", "on", reason, detail, ordinal)
      ORDER BY r.ordinal`,
    [companyId, JSON.stringify(rows), at, userId],
    'ledger.writeHistory',
  )
}

export async function writeAmountsAndStatus(
  unit: Unit,
  companyId: bigint,
  invoices: readonly Pick<LedgerInvoice, 'id' | 'paid' | 'beyond' | 'open' | 'status'>[],
): Promise<void> {
  if (invoices.length === 0) return
  await unit.rows(
    `UPDATE ledger.sales_invoice i SET paid = r.paid, open = r.open, status = r.status, beyond = r.beyond
      FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::bigint[]) AS r (id, paid, open, status, beyond)
      WHERE i.company_id = $1 AND i.id = r.id`,
    [
      companyId,
      invoices.map((invoice) => invoice.id),
      invoices.map((invoice) => invoice.paid),
      invoices.map((invoice) => invoice.open),
      invoices.map((invoice) => invoice.status),
      invoices.map((invoice) => invoice.beyond),
    ],
    'ledger.writeAmountsAndStatus',
  )
}

/** The newest status of each invoice's history that payments did not cause. */
export async function statusesBeforePayment(
  unit: Unit,
  companyId: bigint,
  ids: readonly bigint[],
): Promise<Map<bigint, CollectionStatus>> {
  if (ids.length === 0) return new Map()
  const rows = await unit.rows<{ invoiceId: bigint; status: CollectionStatus }>(
    `SELECT DISTINCT ON (c.invoice_id) c.invoice_id AS "invoiceId", c.to_status AS status FROM ledger.status_change c
      WHERE c.company_id = $1 AND c.invoice_id = ANY ($2::bigint[]) AND c.to_status NOT IN ('PAID', 'CREDIT_LOSS')
      ORDER BY c.invoice_id, c.id DESC`,
    [companyId, ids],
    'ledger.statusesBeforePayment',
  )
  return new Map(rows.map((row) => [row.invoiceId, row.status]))
}

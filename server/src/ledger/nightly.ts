import type { CalendarDate } from '../kernel/calendarDate.ts'
import type { Unit } from '../platform/database/unit.ts'

/**
 * Writes down which invoices of a company fell due, each dated the day on which it did. Reads are right without it
 * (`ledger.status_on`); it gives the history its entries. May run at any time and again. Returns how many fell due.
 */
export async function storeFallenDue(unit: Unit, companyId: bigint, today: CalendarDate, now: Date): Promise<number> {
  return unit.count(
    `WITH due AS (
      UPDATE ledger.sales_invoice i SET status = 'OVERDUE'
        WHERE i.company_id = $1 AND i.status = 'OPEN' AND i.open > 0 AND i.overdue_from <= $2 RETURNING i.id, i.overdue_from
    )
    INSERT INTO ledger.status_change (company_id, invoice_id, from_status, to_status, on_day, at, reason)
      SELECT $1, due.id, 'OPEN', 'OVERDUE', due.overdue_from, $3, 'FELL_DUE' FROM due`,
    [companyId, today, now],
    'ledger.storeFallenDue',
  )
}

/** References of money of which it could not be told whether it is a settlement or a direct payment. */
export async function doubtfulReferences(unit: Unit, companyId: bigint): Promise<string[]> {
  const rows = await unit.rows<{ reference: string }>(
    `SELECT DISTINCT t.reference FROM ledger.bank_transaction t
      WHERE t.company_id = $1 AND t.unallocated > 0 AND t.state = 'DOUBTFUL' AND t.reference IS NOT NULL`,
    [companyId],
    'ledger.doubtfulReferences',
  )
  return rows.map((row) => row.reference)
}

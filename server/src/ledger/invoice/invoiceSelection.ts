import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { err, ok, type Result, type UserError } from '../../kernel/result.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { type SalesInvoiceFilter, salesInvoiceIds } from './salesInvoice.store.ts'

/** The most invoices that one act names, and does something to while the client waits. */
export const SELECTION_LIMIT = 1_000

/** What an act is done to: invoices named one by one, or all that a filter finds and as many as the person saw. */
export type InvoiceSelection =
  | { readonly ids: readonly bigint[] }
  | { readonly filter: SalesInvoiceFilter; readonly expectedCount: number }

/**
 * The invoices of a selection, each once; `most`: of those that a filter finds. Refused: TOO_MANY, and SELECTION_CHANGED
 * when the filter does not find as many as were seen: a person acts on what stood on the page, never on what came to it
 * since.
 */
export async function selectedInvoices(
  unit: Unit,
  companyId: bigint,
  selection: InvoiceSelection,
  today: CalendarDate,
  most = SELECTION_LIMIT,
): Promise<Result<bigint[]>> {
  if ('ids' in selection) {
    const ids = [...new Set(selection.ids)]
    return ids.length > SELECTION_LIMIT ? err(tooMany('input.invoiceIds', SELECTION_LIMIT)) : ok(ids)
  }
  const { filter, expectedCount } = selection
  if (expectedCount > most) return err(tooMany('input.filter', most))
  const ids = await salesInvoiceIds(unit, companyId, filter, today, most + 1)
  if (ids.length === expectedCount) return ok(ids)
  return err({
    code: 'SELECTION_CHANGED',
    message: `The filter found ${expectedCount} invoices when they were chosen and finds another number now. Look at the list again.`,
    field: 'input.expectedCount',
  })
}

/** How many of the ids are invoices of the company. */
export async function existingInvoices(unit: Unit, companyId: bigint, ids: readonly bigint[]): Promise<number> {
  const row = await unit.row<{ count: number }>(
    `SELECT count(*)::integer AS count FROM ledger.sales_invoice i WHERE i.company_id = $1 AND i.id = ANY ($2::bigint[])`,
    [companyId, ids],
    'ledger.existingInvoices',
  )
  return row?.count ?? 0
}

function tooMany(field: string, most: number): UserError {
  const message = `At most ${most} invoices at once. Do the rest separately.`
  return { code: 'TOO_MANY', message, field, values: { most: String(most) } }
}

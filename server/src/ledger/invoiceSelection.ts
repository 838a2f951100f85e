import type { CalendarDate } from '../kernel/calendarDate.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Unit } from '../platform/database/unit.ts'
import { type SalesInvoiceFilter, salesInvoiceIds } from './salesInvoice.store.ts'

/** The most invoices that one act takes. */
export const SELECTION_LIMIT = 1_000

/** What an act is done to: invoices named one by one, or all that a filter finds and as many as the person saw. */
export type InvoiceSelection =
  | { readonly ids: readonly bigint[] }
  | { readonly filter: SalesInvoiceFilter; readonly expectedCount: number }

/**
 * The invoices of a selection, each once. Refused: TOO_MANY, and SELECTION_CHANGED when the filter does not find as many
 * as were seen: a person acts on what stood on the page, never on what came to it since.
 */
export async function selectedInvoices(
  unit: Unit,
  companyId: bigint,
  selection: InvoiceSelection,
  today: CalendarDate,
): Promise<Result<bigint[]>> {
  if ('ids' in selection) {
    const ids = [...new Set(selection.ids)]
    return ids.length > SELECTION_LIMIT ? err(tooMany('input.invoiceIds')) : ok(ids)
  }
  const { filter, expectedCount } = selection
  if (expectedCount > SELECTION_LIMIT) return err(tooMany('input.filter'))
  const ids = await salesInvoiceIds(unit, companyId, filter, today, SELECTION_LIMIT + 1)
  if (ids.length === expectedCount) return ok(ids)
  return err({
    code: 'SELECTION_CHANGED',
    message: `The filter found ${expectedCount} invoices when they were chosen and finds another number now. Look at the list again.`,
    field: 'input.expectedCount',
  })
}

function tooMany(field: string) {
  return { code: 'TOO_MANY', message: `At most ${SELECTION_LIMIT} invoices at once. Do the rest separately.`, field }
}

import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { err, NotFound, ok, type Result, type UserError } from '../../kernel/result.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { type LedgerInvoice, lockInvoices } from './invoice.store.ts'
import { type InvoiceSelection, selectedInvoices } from './invoiceSelection.ts'

/** What became of one invoice of several. */
export interface InvoiceAnswer {
  readonly invoiceId: bigint
  /** Why it was left as it was; null when it was changed. */
  readonly refusal: UserError | null
}

/**
 * Does one act to each invoice of a selection, all locked first, in one transaction: one that is refused does not hold back
 * the others. Refused as a whole: NOTHING_SELECTED, TOO_MANY, SELECTION_CHANGED. Throws NotFound for an invoice that is not
 * the company's.
 */
export async function eachInvoice(
  unit: Unit,
  companyId: bigint,
  selection: InvoiceSelection,
  today: CalendarDate,
  act: (invoice: LedgerInvoice) => Promise<UserError | null>,
): Promise<Result<InvoiceAnswer[]>> {
  const selected = await selectedInvoices(unit, companyId, selection, today)
  if (!selected.ok) return selected
  if (selected.value.length === 0) return err({ code: 'NOTHING_SELECTED', message: 'No invoice was named.' })
  const invoices = await lockInvoices(unit, companyId, selected.value)
  if (invoices.length < selected.value.length) throw new NotFound('There is no such invoice.')
  const answers: InvoiceAnswer[] = []
  for (const invoice of invoices) answers.push({ invoiceId: invoice.id, refusal: await act(invoice) })
  return ok(answers)
}

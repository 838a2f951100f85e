import type { CompanyRow } from '../access/company.type.ts'
import { type AssignmentRow, assignmentColumns } from '../duetto/assignment/assignment.store.ts'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import { type SalesInvoiceRow, salesInvoiceColumns } from '../ledger/invoice/salesInvoice.type.ts'
import type { Unit } from '../platform/database/unit.ts'
import type { SearchPatterns } from './searchText.ts'

type Search = SearchPatterns & { readonly limit: number }

/** Companies within reach by name or business ID. */
export function findCompanies(unit: Unit, { pattern, others, limit }: Search): Promise<CompanyRow[]> {
  return unit.rows(
    `SELECT company_id, name, business_id FROM access.company c
     WHERE lower(c.name || ' ' || c.business_id) LIKE $1 AND lower(c.name || ' ' || c.business_id) LIKE ALL ($2)
     ORDER BY c.name, c.company_id LIMIT $3`,
    [pattern, others, limit],
    'portfolio.findCompanies',
  )
}

/** Assignments within reach, running ones first, the newest event first. */
export function findAssignments(unit: Unit, { pattern, others, limit }: Search): Promise<AssignmentRow[]> {
  return unit.rows(
    `SELECT ${assignmentColumns} FROM portfolio.find_assignments($1, $2) f
       JOIN duetto.assignment a ON (a.company_id, a.id) = (f.company_id, f.id)
     ORDER BY a.stage = 'CLOSED', a.newest_event_at DESC, a.company_id, a.id LIMIT $3`,
    [pattern, others, limit],
    'portfolio.findAssignments',
  )
}

/** Invoices within reach by number or reference that were never in the service: those are found as assignments. */
export function findInvoices(
  unit: Unit,
  { pattern, others, limit }: Search,
  today: CalendarDate,
): Promise<SalesInvoiceRow[]> {
  return unit.rows(
    `SELECT ${salesInvoiceColumns('$4')} FROM portfolio.find_invoices($1, $2) f
       JOIN ledger.sales_invoice i ON (i.company_id, i.id) = (f.company_id, f.id)
     WHERE NOT EXISTS (SELECT FROM duetto.assignment a WHERE (a.company_id, a.invoice_id) = (i.company_id, i.id))
     ORDER BY i.due_on DESC, i.company_id, i.id LIMIT $3`,
    [pattern, others, limit, today],
    'portfolio.findInvoices',
  )
}

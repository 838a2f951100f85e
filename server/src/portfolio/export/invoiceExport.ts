import { z } from 'zod'
import { assignmentsOfInvoice } from '../../duetto/assignment.loader.ts'
import type { AssignmentType } from '../../duetto/assignment.type.ts'
import { amountCell, dayCell, NONE, textCell, wholeCell } from '../../exchange/table/table.ts'
import { daysBetween } from '../../kernel/calendarDate.ts'
import { collectionStatuses } from '../../ledger/collectionStatus.ts'
import { invoiceSections, invoiceSorts } from '../../ledger/ledger.enums.ts'
import { invoiceFilter } from '../../ledger/salesInvoice.input.ts'
import { cursorKey, type ListedInvoiceRow } from '../../ledger/salesInvoice.order.ts'
import { requireCompany } from '../../ledger/salesInvoice.resolver.ts'
import { listSalesInvoices } from '../../ledger/salesInvoice.store.ts'
import { amountText, dayText } from './asked.ts'
import { EXPORT_PAGE, type ExportTable } from './table.ts'
import { exportWord, stateWord } from './words.ts'

interface InvoiceLine {
  readonly invoice: ListedInvoiceRow
  readonly assignment: AssignmentType | undefined
  readonly daysOverdue: number
}

/** What is asked of an export of sales invoices: the arguments of the query `salesInvoices` without its page. */
export const askedInvoices = z.strictObject({
  companyId: z.string(),
  sort: z.enum(invoiceSorts).default('DUE_DATE'),
  filter: z
    .strictObject({
      section: z.enum(invoiceSections),
      statuses: z.array(z.enum(collectionStatuses)),
      search: z.string().max(200),
      customerId: z.string(),
      dueFrom: dayText,
      dueTo: dayText,
      openFrom: amountText,
      openTo: amountText,
      auxiliaryName: z.string().max(200),
      disputed: z.boolean(),
      ids: z.array(z.string()),
    })
    .partial()
    .or(z.null())
    .default(null),
})

/** The invoices of one company that a filter finds. */
export function invoiceTable({ companyId, filter, sort }: z.output<typeof askedInvoices>): ExportTable<InvoiceLine> {
  return {
    name: 'invoices',
    companyOf: ({ invoice }) => invoice.companyId,
    async readPage(context, after) {
      const unit = await context.unit()
      const company = await requireCompany(context, companyId)
      const page = { limit: EXPORT_PAGE, after }
      const rows = await listSalesInvoices(unit, company, invoiceFilter(company, filter), sort, page, context.today)
      const assignments = await Promise.all(
        rows.map((row) => context.load(assignmentsOfInvoice, { companyId: company, id: row.id })),
      )
      const lines = rows.map((invoice, index) => ({
        invoice,
        assignment: assignments[index]?.[0],
        daysOverdue: invoice.open > 0n ? Math.max(daysBetween(invoice.dueOn, context.today), 0) : 0,
      }))
      const last = rows.length === EXPORT_PAGE ? rows.at(-1) : undefined
      return { rows: lines, next: last && cursorKey(sort)(last).map(String) }
    },
    columns: [
      { word: 'invoice', cell: ({ invoice }) => textCell(invoice.number) },
      { word: 'customer', cell: ({ invoice }) => textCell(invoice.customerName) },
      { word: 'reference', cell: ({ invoice }) => textCell(invoice.reference) },
      { word: 'issued', cell: ({ invoice }) => dayCell(invoice.issuedOn) },
      { word: 'due', cell: ({ invoice }) => dayCell(invoice.dueOn) },
      { word: 'daysOverdue', cell: ({ daysOverdue }) => wholeCell(daysOverdue) },
      { word: 'total', cell: ({ invoice }) => amountCell(invoice.total, invoice.currency) },
      { word: 'open', cell: ({ invoice }) => amountCell(invoice.open, invoice.currency) },
      { word: 'currency', cell: ({ invoice }) => textCell(invoice.currency) },
      { word: 'status', cell: ({ invoice }, language) => textCell(stateWord(language, 'status', invoice.status)) },
      {
        word: 'disputed',
        cell: ({ invoice }, language) => (invoice.disputed ? textCell(exportWord(language, 'yes')) : NONE),
      },
      {
        word: 'stage',
        cell: ({ assignment }, language) =>
          assignment ? textCell(stateWord(language, 'stage', assignment.stage)) : NONE,
      },
      { word: 'newestOn', cell: ({ assignment }) => dayCell(assignment?.row.newestEventOn) },
      {
        word: 'balance',
        cell: ({ assignment }) => (assignment ? amountCell(assignment.row.balance, assignment.row.currency) : NONE),
      },
      { word: 'auxiliaryName', cell: ({ invoice }) => textCell(invoice.auxiliaryName) },
    ],
  }
}

import { z } from 'zod'
import { assignmentsOfInvoice } from '../../duetto/assignment/assignment.loader.ts'
import type { AssignmentType } from '../../duetto/assignment/assignment.type.ts'
import { judgeAll } from '../../duetto/send/sendCheck.ts'
import { amountCell, dayCell, NONE, textCell, wholeCell } from '../../exchange/table/table.ts'
import type { UserError } from '../../kernel/result.ts'
import type { CustomerType } from '../../ledger/customer/customer.type.ts'
import { collectionStatuses } from '../../ledger/invoice/collectionStatus.ts'
import { invoiceFilter } from '../../ledger/invoice/salesInvoice.input.ts'
import { cursorKey, type ListedInvoiceRow } from '../../ledger/invoice/salesInvoice.order.ts'
import { requireCompany } from '../../ledger/invoice/salesInvoice.resolver.ts'
import { listSalesInvoices } from '../../ledger/invoice/salesInvoice.store.ts'
import { invoiceSections, invoiceSorts, invoiceSteps } from '../../ledger/ledger.enums.ts'
import { customerById } from '../../ledger/ledger.loader.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { amountText, dayText } from './asked.ts'
import { EXPORT_PAGE, type ExportColumn, type ExportPage, type ExportTable } from './table.ts'
import { exportWord, problemWord, stateWord, stepWord } from './words.ts'

interface InvoiceLine {
  readonly invoice: ListedInvoiceRow
  readonly assignment: AssignmentType | undefined
  readonly customer: CustomerType | undefined
  readonly problems: readonly UserError[]
}

/** The columns of the page's list by its names, and those that only files have. */
const COLUMNS = {
  number: { word: 'invoice', cell: ({ invoice }) => textCell(invoice.number) },
  customer: { word: 'customer', cell: ({ invoice }) => textCell(invoice.customerName) },
  reference: { word: 'reference', cell: ({ invoice }) => textCell(invoice.reference) },
  issued: { word: 'issued', cell: ({ invoice }) => dayCell(invoice.issuedOn) },
  due: { word: 'due', cell: ({ invoice }) => dayCell(invoice.dueOn) },
  days: { word: 'daysOverdue', cell: ({ invoice }) => wholeCell(invoice.daysOverdue) },
  total: { word: 'total', cell: ({ invoice }) => amountCell(invoice.total, invoice.currency) },
  open: { word: 'open', cell: ({ invoice }) => amountCell(invoice.open, invoice.currency) },
  currency: { word: 'currency', cell: ({ invoice }) => textCell(invoice.currency) },
  status: { word: 'status', cell: ({ invoice }, language) => textCell(stateWord(language, 'status', invoice.status)) },
  disputed: {
    word: 'disputed',
    cell: ({ invoice }, language) => (invoice.disputed ? textCell(exportWord(language, 'yes')) : NONE),
  },
  prohibited: {
    word: 'prohibited',
    cell: ({ customer }, language) => (customer?.collectionProhibited ? textCell(exportWord(language, 'yes')) : NONE),
  },
  stage: {
    word: 'stage',
    cell: ({ assignment }, language) => (assignment ? textCell(stateWord(language, 'stage', assignment.stage)) : NONE),
  },
  event: {
    word: 'newestStep',
    cell: ({ assignment }, language) =>
      assignment?.row.newestEventType ? textCell(stepWord(language, assignment.row.newestEventType)) : NONE,
  },
  eventOn: { word: 'newestOn', cell: ({ assignment }) => dayCell(assignment?.row.newestEventOn) },
  balance: {
    word: 'balance',
    cell: ({ assignment }) => (assignment ? amountCell(assignment.row.balance, assignment.row.currency) : NONE),
  },
  auxiliary: { word: 'auxiliaryName', cell: ({ invoice }) => textCell(invoice.auxiliaryName) },
  problems: {
    word: 'beforeSending',
    cell: ({ problems }, language) => textCell(problems.map(({ code }) => problemWord(language, code)).join(', ')),
  },
} satisfies Record<string, ExportColumn<InvoiceLine>>
type ColumnName = keyof typeof COLUMNS
const columnNames = Object.keys(COLUMNS) as [ColumnName, ...ColumnName[]]

/** What a file has when nobody says which columns are wanted. */
const USUAL: readonly ColumnName[] = [
  ...(['number', 'customer', 'reference', 'issued', 'due', 'days', 'total', 'open', 'currency', 'status'] as const),
  ...(['disputed', 'stage', 'eventOn', 'balance', 'auxiliary'] as const),
]

/** What one column of the page says in two. */
const WITH: Partial<Record<ColumnName, readonly ColumnName[]>> = {
  status: ['disputed', 'prohibited'],
  event: ['eventOn'],
}

/** Amounts are numbers in a file: their currency stands once, after the last of them. */
function columnsFor(shown: readonly ColumnName[] | undefined): readonly ColumnName[] {
  if (!shown) return USUAL
  const all = [...new Set(shown.flatMap((name) => [name, ...(WITH[name] ?? [])]))]
  const last = all.findLastIndex((name) => name === 'total' || name === 'open' || name === 'balance')
  return last < 0 || all.includes('currency') ? all : all.toSpliced(last + 1, 0, 'currency')
}

/**
 * What is asked of an export of sales invoices: the arguments of the query `salesInvoices` without its page, and the
 * columns that are shown, in their order.
 */
export const askedInvoices = z.strictObject({
  companyId: z.string(),
  columns: z.array(z.enum(columnNames)).min(1).max(columnNames.length).optional(),
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
      newestSteps: z.array(z.enum(invoiceSteps)),
      stepFrom: dayText,
      stepTo: dayText,
      ids: z.array(z.string()),
    })
    .partial()
    .or(z.null())
    .default(null),
})

type Asked = z.output<typeof askedInvoices>

/** The invoices of one company that a filter finds. */
export function invoiceTable(asked: Asked): ExportTable<InvoiceLine> {
  const names = columnsFor(asked.columns)
  return {
    name: 'invoices',
    companyOf: ({ invoice }) => invoice.companyId,
    readPage: (context, after) => readLines(context, asked, names, after),
    columns: names.map((name) => COLUMNS[name]),
  }
}

async function readLines(
  context: OperationContext,
  { companyId, filter, sort }: Asked,
  names: readonly ColumnName[],
  after: readonly (string | null)[] | undefined,
): Promise<ExportPage<InvoiceLine>> {
  const unit = await context.unit()
  const company = await requireCompany(context, companyId)
  const page = { limit: EXPORT_PAGE, after }
  const rows = await listSalesInvoices(unit, company, invoiceFilter(company, filter), sort, page, context.today)
  const keys = rows.map(({ id }) => ({ companyId: company, id }))
  const assignments = await Promise.all(keys.map((key) => context.load(assignmentsOfInvoice, key)))
  const customers = names.includes('prohibited')
    ? await Promise.all(rows.map((row) => context.load(customerById, { companyId: company, id: row.customerId })))
    : []
  const kind = filter?.section === 'REMINDED_REQUESTED' ? 'COLLECTION' : 'REMINDER'
  const about = { companyId: company, kind, on: context.today } as const
  const judged = names.includes('problems')
    ? await judgeAll(
        unit,
        about,
        keys.map(({ id }) => id),
      )
    : []
  const problems = new Map(judged.map((one) => [one.invoice.id, one.problems]))
  const lines = rows.map((invoice, index) => ({
    invoice,
    assignment: assignments[index]?.[0],
    customer: customers[index],
    problems: problems.get(invoice.id) ?? [],
  }))
  const last = rows.length === EXPORT_PAGE ? rows.at(-1) : undefined
  return { rows: lines, next: last && cursorKey(sort)(last).map(String) }
}

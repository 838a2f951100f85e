import type { CalendarDate } from '../kernel/calendarDate.ts'
import type { Unit } from '../platform/database/unit.ts'
import { BadInput } from '../platform/graphql/inputError.ts'
import { allByKey, defineLoader } from '../platform/graphql/loader.ts'
import { showCents } from '../platform/graphql/money.type.ts'
import type { Page } from '../platform/graphql/paging.ts'
import type { CollectionStatus } from './collectionStatus.ts'
import { type InvoiceSectionName, invoiceSections, type SalesInvoiceSort } from './ledger.enums.ts'
import { type InvoiceSectionType, type SalesInvoiceRow, salesInvoiceColumns } from './salesInvoice.type.ts'

export interface SalesInvoiceFilter {
  readonly section?: InvoiceSectionName | null
  readonly statuses?: readonly CollectionStatus[] | null
  readonly search?: string | null
  readonly customerId?: bigint | null
  readonly dueFrom?: CalendarDate | null
  readonly dueTo?: CalendarDate | null
}

/** The predicates of the sections of requirement R1; $2 is today. What is paid is in none, unless the service has it. */
const IN_SECTION: Readonly<Record<InvoiceSectionName, string>> = {
  OPEN: `i.open > 0 AND NOT i.in_service AND i.status = 'OPEN' AND i.overdue_from > $2`,
  OVERDUE: `i.open > 0 AND NOT i.in_service AND (i.status = 'OVERDUE' OR (i.status = 'OPEN' AND i.overdue_from <= $2))`,
  REMINDED_REQUESTED: `i.open > 0 AND NOT i.in_service AND i.status IN ('REMINDED', 'REQUESTED', 'COLLECTED')`,
  IN_SERVICE: 'i.in_service',
}

interface Order {
  readonly by: string
  /** What comes after a cursor whose sort keys are the placeholders from `$n` on; the id is the last. */
  after(n: number): string
  /** Types of the cursor's parts. */
  readonly parts: readonly ('int' | 'text' | 'date' | 'id')[]
  readonly key: (row: SalesInvoiceRow) => readonly (string | bigint)[]
}

const ORDERS: Readonly<Record<SalesInvoiceSort, Order>> = {
  DUE_DATE: {
    by: 'i.due_on, i.id',
    after: (n) => `(i.due_on, i.id) > ($${n}::date, $${n + 1}::bigint)`,
    parts: ['date', 'id'],
    key: (row) => [row.dueOn, row.id],
  },
  NUMBER: {
    by: 'length(i.number), i.number, i.id',
    after: (n) => `(length(i.number), i.number, i.id) > ($${n}::integer, $${n + 1}::text, $${n + 2}::bigint)`,
    parts: ['int', 'text', 'id'],
    // Characters, as PostgreSQL counts them.
    key: (row) => [String([...row.number].length), row.number, row.id],
  },
  OPEN_DESC: {
    by: 'i.open DESC, i.id',
    after: (n) => `(i.open < $${n}::bigint OR (i.open = $${n}::bigint AND i.id > $${n + 1}::bigint))`,
    parts: ['id', 'id'],
    key: (row) => [row.open, row.id],
  },
}

const PART: Readonly<Record<Order['parts'][number], RegExp>> = {
  int: /^\d{1,6}$/,
  id: /^\d{1,18}$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  text: /^[^\0]{0,200}$/,
}

export function cursorParts(sort: SalesInvoiceSort): number {
  return ORDERS[sort].parts.length
}

export function cursorKey(sort: SalesInvoiceSort): Order['key'] {
  return ORDERS[sort].key
}

/** One page of a company's invoices, read in the order of an index. */
export async function listSalesInvoices(
  unit: Unit,
  companyId: bigint,
  filter: SalesInvoiceFilter,
  sort: SalesInvoiceSort,
  page: Page,
  today: CalendarDate,
): Promise<SalesInvoiceRow[]> {
  const params: unknown[] = [companyId, today]
  const bind = (value: unknown): string => `$${params.push(value)}`
  const where = ['i.company_id = $1', ...conditions(filter, bind)]
  const order = ORDERS[sort]
  if (page.after) {
    const start = params.length + 1
    for (const [index, part] of order.parts.entries()) {
      const value = page.after[index]
      if (typeof value !== 'string' || !PART[part].test(value))
        throw new BadInput('`after` is not a cursor of this list.')
      params.push(value)
    }
    where.push(order.after(start))
  }
  // Every page is planned for its own filters: named statements would be as many as there are combinations.
  return unit.rows<SalesInvoiceRow>(
    `SELECT ${salesInvoiceColumns('$2::date')} FROM ledger.sales_invoice i WHERE ${where.join(' AND ')} ORDER BY ${order.by} LIMIT ${bind(page.limit)}`,
    params,
  )
}

function conditions(filter: SalesInvoiceFilter, bind: (value: unknown) => string): string[] {
  const where: string[] = []
  if (filter.section) where.push(IN_SECTION[filter.section])
  if (filter.statuses)
    where.push(`ledger.status_on(i.status, i.overdue_from, $2::date) = ANY (${bind(filter.statuses)}::text[])`)
  if (filter.customerId) where.push(`i.customer_id = ${bind(filter.customerId)}`)
  if (filter.dueFrom) where.push(`i.due_on >= ${bind(filter.dueFrom)}::date`)
  if (filter.dueTo) where.push(`i.due_on <= ${bind(filter.dueTo)}::date`)
  const search = filter.search?.trim()
  if (search) {
    const exact = bind(search)
    const digits = bind(search.replace(/\s+/g, '').replace(/^0+(?=\d)/, ''))
    const pattern = bind(`%${search.replace(/[\\%_]/g, '\\$&')}%`)
    where.push(`(i.number = ${exact} OR i.reference = ${digits} OR i.number ILIKE ${pattern} OR EXISTS (
      SELECT 1 FROM ledger.customer c WHERE c.company_id = i.company_id AND c.id = i.customer_id
        AND (c.name ILIKE ${pattern} OR c.business_id = ${exact})))`)
  }
  return where
}

interface SectionRow {
  companyId: bigint
  section: InvoiceSectionName
  currency: string
  count: number
  open: bigint
}

/** The four sections of each company with count and sum, one statement for all companies. */
export const invoiceSectionsOf = defineLoader(
  'ledger.invoiceSections',
  async (unit, companyIds: readonly bigint[], context) => {
    const sections = invoiceSections.map((section) => `WHEN ${IN_SECTION[section]} THEN '${section}'`).join(' ')
    const rows = await unit.rows<SectionRow>(
      `SELECT s.company_id AS "companyId", s.section, s.currency, count(*)::integer AS count, sum(s.open)::bigint AS open
      FROM (
        SELECT i.company_id, i.currency, i.open, CASE ${sections} END AS section FROM ledger.sales_invoice i
        WHERE i.company_id = ANY ($1::bigint[]) AND (i.open > 0 OR i.in_service)
      ) s
      WHERE s.section IS NOT NULL GROUP BY s.company_id, s.section, s.currency ORDER BY s.currency`,
      [companyIds, context.today],
      'ledger.invoiceSections',
    )
    return allByKey(companyIds, rows, (row) => row.companyId).map(showSections)
  },
)

/** An empty section still has its row, in euro. */
function showSections(rows: readonly SectionRow[]): InvoiceSectionType[] {
  return invoiceSections.flatMap((section) => {
    const own = rows.filter((row) => row.section === section)
    if (own.length === 0) return [{ section, count: 0, open: showCents(0n, 'EUR') }]
    return own.map(({ count, open, currency }) => ({ section, count, open: showCents(open, currency) }))
  })
}

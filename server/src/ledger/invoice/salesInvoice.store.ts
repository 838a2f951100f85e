import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { allByKey, defineLoader } from '../../platform/graphql/loader.ts'
import { showCents } from '../../platform/graphql/money.type.ts'
import type { Page } from '../../platform/graphql/paging.ts'
import { type InvoiceSectionName, type InvoiceStep, invoiceSections, type SalesInvoiceSort } from '../ledger.enums.ts'
import { type CollectionStatus, daysOverdue } from './collectionStatus.ts'
import { afterCursor, type ListedInvoiceRow, orderBy, ordersByStep } from './salesInvoice.order.ts'
import { type InvoiceSectionType, salesInvoiceColumns } from './salesInvoice.type.ts'

export interface SalesInvoiceFilter {
  readonly ids?: readonly bigint[] | null
  readonly section?: InvoiceSectionName | null
  readonly statuses?: readonly CollectionStatus[] | null
  readonly search?: string | null
  readonly customerId?: bigint | null
  readonly dueFrom?: CalendarDate | null
  readonly dueTo?: CalendarDate | null
  /** Cents that are unpaid. */
  readonly openFrom?: bigint | null
  readonly openTo?: bigint | null
  /** Part of it. */
  readonly auxiliaryName?: string | null
  readonly disputed?: boolean | null
  readonly newestSteps?: readonly InvoiceStep[] | null
  readonly stepFrom?: CalendarDate | null
  readonly stepTo?: CalendarDate | null
}

/** The predicates of the sections of requirement R1; $2 is today. What is paid is in none, unless the service has it. */
export const inSection: Readonly<Record<InvoiceSectionName, string>> = {
  OPEN: `i.open > 0 AND NOT i.in_service AND i.status = 'OPEN' AND i.overdue_from > $2`,
  OVERDUE: `i.open > 0 AND NOT i.in_service AND (i.status = 'OVERDUE' OR (i.status = 'OPEN' AND i.overdue_from <= $2))`,
  REMINDED_REQUESTED: `i.open > 0 AND NOT i.in_service AND i.status IN ('REMINDED', 'REQUESTED', 'COLLECTED')`,
  IN_SERVICE: 'i.in_service',
}

/** Gives today its type also where no condition asks for it. */
const ON_TODAY = '$2::date IS NOT NULL'

const FROM = `ledger.sales_invoice i JOIN ledger.customer c ON c.company_id = i.company_id AND c.id = i.customer_id`

/** With the newest step of the service, where a list asks for it. */
const STEP = 'LEFT JOIN ledger.newest_step n ON n.company_id = i.company_id AND n.invoice_id = i.id'

function fromOf({ newestSteps, stepFrom, stepTo }: SalesInvoiceFilter, byStep = false): string {
  return byStep || newestSteps || stepFrom || stepTo ? `${FROM} ${STEP}` : FROM
}

/** One page of a company's invoices, in the order of an index where there is one. */
export async function listSalesInvoices(
  unit: Unit,
  companyId: bigint,
  filter: SalesInvoiceFilter,
  sort: SalesInvoiceSort,
  page: Pick<Page, 'limit' | 'after'>,
  today: CalendarDate,
): Promise<ListedInvoiceRow[]> {
  const params: unknown[] = [companyId, today]
  const bind = (value: unknown): string => `$${params.push(value)}`
  const where = ['i.company_id = $1', ...conditions(filter, bind)]
  if (page.after) where.push(afterCursor(sort, page.after, bind))
  // Every page is planned for its own filters: named statements would be as many as there are combinations.
  const byStep = ordersByStep(sort)
  const rows = await unit.rows<Omit<ListedInvoiceRow, 'daysOverdue'>>(
    `SELECT ${salesInvoiceColumns('$2::date')}, c.name AS "customerName"${byStep ? ', n.on_day AS "steppedOn"' : ''}
      FROM ${fromOf(filter, byStep)} WHERE ${where.join(' AND ')} ORDER BY ${orderBy(sort)} LIMIT ${bind(page.limit)}`,
    params,
  )
  return rows.map((row) => ({ ...row, daysOverdue: daysOverdue(row, today) }))
}

export interface SalesInvoiceTotal {
  readonly currency: string
  readonly count: number
  readonly total: bigint
  readonly open: bigint
}

/** How many invoices a filter finds and what they come to, per currency. */
export function totalSalesInvoices(
  unit: Unit,
  companyId: bigint,
  filter: SalesInvoiceFilter,
  today: CalendarDate,
): Promise<SalesInvoiceTotal[]> {
  const params: unknown[] = [companyId, today]
  const where = ['i.company_id = $1', ...conditions(filter, (value) => `$${params.push(value)}`)]
  return unit.rows(
    `SELECT i.currency, count(*)::integer AS count, sum(i.total)::bigint AS total, sum(i.open)::bigint AS open FROM ${fromOf(filter)}
      WHERE ${ON_TODAY} AND ${where.join(' AND ')} GROUP BY i.currency ORDER BY i.currency`,
    params,
  )
}

/** The ids of the invoices that a filter finds, oldest due date first, at most `most` of them. */
export async function salesInvoiceIds(
  unit: Unit,
  companyId: bigint,
  filter: SalesInvoiceFilter,
  today: CalendarDate,
  most: number,
): Promise<bigint[]> {
  const params: unknown[] = [companyId, today]
  const bind = (value: unknown): string => `$${params.push(value)}`
  const where = ['i.company_id = $1', ...conditions(filter, bind)]
  const rows = await unit.rows<{ id: bigint }>(
    `SELECT i.id FROM ${fromOf(filter)} WHERE ${ON_TODAY} AND ${where.join(' AND ')} ORDER BY i.due_on, i.id LIMIT ${bind(most)}`,
    params,
  )
  return rows.map((row) => row.id)
}

function conditions(filter: SalesInvoiceFilter, bind: (value: unknown) => string): string[] {
  const where: string[] = []
  if (filter.ids) where.push(`i.id = ANY (${bind(filter.ids)}::bigint[])`)
  if (filter.section) where.push(`(${inSection[filter.section]})`)
  if (filter.statuses)
    where.push(`ledger.status_on(i.status, i.overdue_from, $2::date) = ANY (${bind(filter.statuses)}::text[])`)
  if (filter.customerId) where.push(`i.customer_id = ${bind(filter.customerId)}`)
  if (filter.dueFrom) where.push(`i.due_on >= ${bind(filter.dueFrom)}::date`)
  if (filter.dueTo) where.push(`i.due_on <= ${bind(filter.dueTo)}::date`)
  if (filter.openFrom != null) where.push(`i.open >= ${bind(filter.openFrom)}::bigint`)
  if (filter.openTo != null) where.push(`i.open <= ${bind(filter.openTo)}::bigint`)
  if (filter.disputed != null) where.push(`i.disputed = ${bind(filter.disputed)}::boolean`)
  if (filter.newestSteps) where.push(`n.step = ANY (${bind(filter.newestSteps)}::text[])`)
  if (filter.stepFrom) where.push(`n.on_day >= ${bind(filter.stepFrom)}::date`)
  if (filter.stepTo) where.push(`n.on_day <= ${bind(filter.stepTo)}::date`)
  const auxiliary = filter.auxiliaryName?.trim()
  if (auxiliary) where.push(`i.auxiliary_name ILIKE ${bind(contains(auxiliary))}`)
  const search = filter.search?.trim()
  if (search) {
    const exact = bind(search)
    const digits = bind(search.replace(/\s+/g, '').replace(/^0+(?=\d)/, ''))
    const pattern = bind(contains(search))
    where.push(`(i.number = ${exact} OR i.reference = ${digits} OR i.number ILIKE ${pattern} OR c.name ILIKE ${pattern}
      OR c.business_id = ${exact})`)
  }
  return where
}

function contains(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`
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
    const sections = invoiceSections.map((section) => `WHEN ${inSection[section]} THEN '${section}'`).join(' ')
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

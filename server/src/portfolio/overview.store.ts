import { companiesByName, contains } from '../access/company.store.ts'
import type { CompanyRow } from '../access/company.type.ts'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import type { Unit } from '../platform/database/unit.ts'
import type { Page } from '../platform/graphql/paging.ts'

export type OverviewSort = 'NAME' | 'BALANCE_DESC'

/** Companies on one page; the general limit does not fit a bureau that wants to see its clients at once. */
export const OVERVIEW_PAGE_LIMIT = 500

/** A cursor of these lists: sort key, company. */
export const OVERVIEW_CURSOR_PARTS = 2

export type OverviewCompanyRow = CompanyRow & { readonly cursor_key: string }

/** One page of the companies that the reader reaches, by name or by what their debtors owe in euros. */
export async function overviewCompanies(
  unit: Unit,
  sort: OverviewSort,
  search: string | undefined,
  page: Page,
  today: CalendarDate,
): Promise<OverviewCompanyRow[]> {
  if (sort === 'BALANCE_DESC') return byBalance(unit, search, page, today)
  return (await companiesByName(unit, page, search)).map((row) => ({ ...row, cursor_key: row.name }))
}

function byBalance(
  unit: Unit,
  search: string | undefined,
  page: Page,
  today: CalendarDate,
): Promise<OverviewCompanyRow[]> {
  const [balance, id] = page.after ?? [null, null]
  return unit.rows(
    `SELECT * FROM (
       SELECT c.company_id, c.name, c.business_id, coalesce(t.balance, 0)::text AS cursor_key, coalesce(t.balance, 0) AS balance
       FROM access.company c LEFT JOIN portfolio.all_totals($5) t ON t.company_id = c.company_id AND t.currency = 'EUR'
       WHERE $1::text IS NULL OR c.name ILIKE $1 OR c.business_id LIKE $1) c
     WHERE $2::bigint IS NULL OR c.balance < $2 OR (c.balance = $2 AND c.company_id > $3::bigint)
     ORDER BY c.balance DESC, c.company_id LIMIT $4`,
    [search === undefined ? null : contains(search), balance, id, page.limit, today],
    'portfolio.overviewByBalance',
  )
}

import type { CalendarDate } from '../kernel/calendarDate.ts'
import type { Database } from '../platform/database/database.ts'

/** The task that folds what has changed since the last time, company by company. It has no payload. */
export const FOLD = 'portfolio.fold'

/** Which companies to ask for: a job may see this without a company. */
const NO_COMPANY = 0n

/** Folds every company whose totals wait for it. May run at any time and any number of times. */
export async function foldTotals(database: Database, today: CalendarDate): Promise<number> {
  const waiting = await database.job(NO_COMPANY, (unit) =>
    unit.rows<{ companyId: bigint }>(
      'SELECT company_id AS "companyId" FROM portfolio.companies_to_fold($1) company_id',
      [today],
    ),
  )
  for (const { companyId } of waiting) {
    await database.job(companyId, (unit) =>
      unit.rows('SELECT portfolio.fold($1, $2)', [companyId, today], 'portfolio.fold'),
    )
  }
  return waiting.length
}

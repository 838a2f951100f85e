import type { Scope } from '../kernel/scope.ts'
import type { Unit } from '../platform/database/unit.ts'
import type { Page } from '../platform/graphql/paging.ts'
import type { CompanyRow } from './company.type.ts'

/*
 * Driven from the actor's own reach, so that a page costs as much as the actor has companies and not as much as there
 * are companies in the service. Row security on the company then narrows it to the token's.
 */
const COMPANIES = `
  SELECT c.company_id, c.name, c.business_id
  FROM (
    SELECT DISTINCT r.company_id FROM access.reach r
    WHERE r.user_id = (SELECT access.actor()) AND r.valid_from <= now() AND r.valid_to > now()
  ) own
  JOIN access.company c ON c.company_id = own.company_id
  WHERE ($1::text IS NULL OR c.name ILIKE $1 OR c.business_id LIKE $1)
    AND ($2::text IS NULL OR (c.name, c.company_id) > ($2, $3::bigint))
  ORDER BY c.name, c.company_id
  LIMIT $4`

/** A page of the actor's companies by name. `page.after` holds name and id of the last row. */
export function companiesByName(unit: Unit, page: Page, search: string | undefined): Promise<CompanyRow[]> {
  const [name = null, id = null] = page.after ?? []
  return unit.rows<CompanyRow>(
    COMPANIES,
    [search === undefined ? null : contains(search), name, id, page.limit],
    'access.companiesByName',
  )
}

export async function companyCount(unit: Unit, scope: Scope): Promise<number> {
  if (scope.kind === 'anonymous') return 0
  const row = await unit.row<{ count: number }>(
    `SELECT count(DISTINCT r.company_id)::integer AS count FROM access.reach r
     WHERE r.user_id = (SELECT access.actor()) AND r.valid_from <= now() AND r.valid_to > now()
       AND ((SELECT access.token_limit()) IS NULL OR EXISTS (
         SELECT 1 FROM access.api_token_company t WHERE t.company_id = r.company_id AND t.token_id = (SELECT access.token_limit())))`,
    [],
    'access.companyTotal',
  )
  return row?.count ?? 0
}

/** A LIKE pattern that finds the text anywhere. */
export function contains(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`
}

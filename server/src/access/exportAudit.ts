import type { Scope } from '../kernel/scope.ts'
import type { Database } from '../platform/database/database.ts'
import { type AuditValues, keepUntil } from './audit.ts'
import { requireUser } from './signedIn.ts'

/**
 * Writes down that rows with data of debtors went out as a file: one entry in each company, with how many of its rows.
 * Reading is no writing for a token that may only read, so that this is background work's to do.
 */
export async function auditExport(
  database: Database,
  scope: Scope,
  facts: AuditValues,
  rows: ReadonlyMap<bigint, number>,
): Promise<void> {
  if (rows.size === 0) return
  const { userId, token, now } = requireUser(scope)
  await database.job(0n, (unit) =>
    unit.rows(
      'SELECT access.note_export($1, $2, $3, $4, $5, $6, $7)',
      [userId, token?.id ?? null, now, keepUntil(now), JSON.stringify(facts), [...rows.keys()], [...rows.values()]],
      'access.noteExport',
    ),
  )
}

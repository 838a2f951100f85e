import type { Database } from '../platform/database/database.ts'

/** A kept figure that a recount does not confirm. Both lists hold counts and cents, in the order of the kept columns. */
export interface Difference {
  readonly what: 'stock' | 'flow'
  readonly currency: string
  readonly stage: string | null
  readonly day: string
  readonly kept: readonly (bigint | null)[] | null
  readonly counted: readonly (bigint | null)[] | null
}

/** Recounts one company's totals from its assignments, postings and events. Empty: the kept totals are right. */
export function checkTotals(database: Database, companyId: bigint): Promise<Difference[]> {
  return database.job(companyId, (unit) =>
    unit.rows<Difference>('SELECT * FROM portfolio.differences($1)', [companyId]),
  )
}

import type { CalendarDate } from '../kernel/calendarDate.ts'
import type { Unit } from '../platform/database/unit.ts'

/** Stages in the order of the arrays below. */
export const runningStages = ['SENT', 'RECEIVED', 'REMINDER', 'NOTICE', 'COLLECTION'] as const

/** Days past the due date, in the order of the arrays below. */
export const ageingBuckets = [
  'NOT_DUE',
  'DAYS_1_30',
  'DAYS_31_60',
  'DAYS_61_90',
  'DAYS_91_180',
  'DAYS_OVER_180',
] as const

/** The figures of one company, or of many, in one currency as of a day. Amounts in cents. */
export interface TotalsRow {
  readonly currency: string
  readonly cases: number
  readonly principal: bigint
  readonly balance: bigint
  readonly stageCases: readonly number[]
  readonly stagePrincipal: readonly bigint[]
  readonly stageBalance: readonly bigint[]
  readonly ageCases: readonly number[]
  readonly ageBalance: readonly bigint[]
  readonly arrivedCases: number
  readonly arrived: bigint
  readonly paidCases: number
  readonly paid: bigint
  readonly asOf: CalendarDate
}

const columns = `currency, cases, principal, balance, stage_cases AS "stageCases", stage_principal AS "stagePrincipal",
  stage_balance AS "stageBalance", age_cases AS "ageCases", age_balance AS "ageBalance", arrived_cases AS "arrivedCases",
  arrived, paid_cases AS "paidCases", paid, as_of AS "asOf"`

export function totalsOf(
  unit: Unit,
  companyIds: readonly bigint[],
  today: CalendarDate,
): Promise<(TotalsRow & { companyId: bigint })[]> {
  return unit.rows(
    `SELECT company_id AS "companyId", ${columns} FROM portfolio.totals($1, $2) ORDER BY company_id, currency`,
    [companyIds, today],
    'portfolio.totals',
  )
}

const sums = (column: string, length: number, type: string) =>
  `ARRAY[${Array.from({ length }, (_, i) => `sum(${column}[${i + 1}])::${type}`).join(', ')}]`

/** Everything that the reader reaches, one row a currency. */
export function grandTotals(unit: Unit, today: CalendarDate): Promise<TotalsRow[]> {
  return unit.rows(
    `SELECT ${columns} FROM (
       SELECT currency, sum(cases)::int AS cases, sum(principal)::bigint AS principal, sum(balance)::bigint AS balance,
         ${sums('stage_cases', 5, 'int')} AS stage_cases, ${sums('stage_principal', 5, 'bigint')} AS stage_principal,
         ${sums('stage_balance', 5, 'bigint')} AS stage_balance, ${sums('age_cases', 6, 'int')} AS age_cases,
         ${sums('age_balance', 6, 'bigint')} AS age_balance, sum(arrived_cases)::int AS arrived_cases,
         sum(arrived)::bigint AS arrived, sum(paid_cases)::int AS paid_cases, sum(paid)::bigint AS paid, $1::date AS as_of
       FROM portfolio.all_totals($1) GROUP BY currency) totals
     ORDER BY currency`,
    [today],
    'portfolio.grandTotals',
  )
}

import { contains } from '../access/company.store.ts'
import type { CompanyRow } from '../access/company.type.ts'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import type { Unit } from '../platform/database/unit.ts'
import { BadInput } from '../platform/graphql/inputError.ts'

/** Both days belong to it. */
export interface Period {
  readonly from: CalendarDate
  readonly to: CalendarDate
}

/** What happened in a period in one currency. Amounts in minor units. */
export interface ReportFigures {
  readonly currency: string
  readonly arrivedCount: number
  readonly arrived: bigint
  readonly paidCount: number
  readonly paid: bigint
  readonly settled: bigint
  readonly creditLoss: bigint
  readonly fee: bigint
  readonly feeVat: bigint
  readonly closedCount: number
  readonly paidInFullCount: number
}

export type ReportRow = CompanyRow & ReportFigures

/** A cursor of the report: name, currency, company. */
export const REPORT_CURSOR_PARTS = 3

const COMPANY = /^\d{1,18}$/

const sums = `sum(arrived_count)::int AS "arrivedCount", sum(arrived)::bigint AS arrived, sum(paid_count)::int AS "paidCount",
  sum(paid)::bigint AS paid, sum(settled)::bigint AS settled, sum(credit_loss)::bigint AS "creditLoss", sum(fee)::bigint AS fee,
  sum(fee_vat)::bigint AS "feeVat", sum(closed_count)::int AS "closedCount", sum(paid_in_full)::int AS "paidInFullCount"`

const none = (columns: number) => Array(columns).fill('0').join(', ')

/** The kept daily figures, folded and waiting: what arrived and what was paid. */
const flow = `
  SELECT company_id, currency, day, arrived_cases, arrived, paid_cases, paid FROM portfolio.flow
  UNION ALL
  SELECT company_id, currency, day, arrived_cases, arrived, paid_cases, paid FROM portfolio.change WHERE stage IS NULL`

/* A counter-entry is booked on its own day, with the opposite sign: a period that has been reported stays as it was. */
const happened = `
  SELECT company_id, currency, arrived_cases AS arrived_count, arrived, paid_cases AS paid_count, paid, 0 AS settled, 0 AS credit_loss,
    0 AS fee, 0 AS fee_vat, 0 AS closed_count, 0 AS paid_in_full
  FROM (${flow}) f WHERE day BETWEEN $1 AND $2
  UNION ALL
  SELECT company_id, currency, ${none(4)}, CASE kind WHEN 'SETTLEMENT' THEN amount ELSE 0 END,
    CASE kind WHEN 'CREDIT_LOSS' THEN amount ELSE 0 END, ${none(4)}
  FROM ledger.payment WHERE kind IN ('SETTLEMENT', 'CREDIT_LOSS') AND paid_on BETWEEN $1 AND $2
  UNION ALL
  SELECT company_id, currency, ${none(6)}, fee, fee_vat, ${none(2)} FROM duetto.send WHERE sent_on BETWEEN $1 AND $2
  UNION ALL
  SELECT company_id, currency, ${none(8)}, 1, (close_reason = 'PAID')::int FROM duetto.assignment
  WHERE stage = 'CLOSED' AND closed_on BETWEEN $1 AND $2`

/** One page of the companies at which something happened, by name. */
export function reportRows(
  unit: Unit,
  { from, to }: Period,
  search: string | undefined,
  after: readonly (string | null)[] | undefined,
  limit: number,
): Promise<ReportRow[]> {
  const [name = null, currency = null, companyId = null] = after ?? []
  if (companyId !== null && !COMPANY.test(companyId)) throw new BadInput('`after` is not a cursor of this list.')
  return unit.rows(
    `SELECT c.company_id, c.name, c.business_id, h.currency, ${sums}
     FROM (${happened}) h JOIN access.company c ON c.company_id = h.company_id
     WHERE ($3::text IS NULL OR c.name ILIKE $3 OR c.business_id LIKE $3)
       AND ($4::text IS NULL OR (c.name, h.currency, c.company_id) > ($4, $5::text, $6::bigint))
     GROUP BY c.company_id, c.name, c.business_id, h.currency ORDER BY c.name, h.currency, c.company_id LIMIT $7`,
    [from, to, search === undefined ? null : contains(search), name, currency, companyId, limit],
    'portfolio.reportRows',
  )
}

/** All companies within reach together, one row a currency. */
export function reportTotals(unit: Unit, { from, to }: Period): Promise<ReportFigures[]> {
  return unit.rows(
    `SELECT currency, ${sums} FROM (${happened}) h GROUP BY currency ORDER BY currency`,
    [from, to],
    'portfolio.reportTotals',
  )
}

export interface MonthRow {
  /** The first day of the month. */
  readonly month: CalendarDate
  readonly currency: string
  readonly arrived: bigint
  readonly paid: bigint
}

/** What arrived and what was paid, month by month. */
export function reportMonths(unit: Unit, { from, to }: Period): Promise<MonthRow[]> {
  return unit.rows(
    `SELECT date_trunc('month', day)::date AS month, currency, sum(arrived)::bigint AS arrived, sum(paid)::bigint AS paid
     FROM (${flow}) f WHERE day BETWEEN $1 AND $2 GROUP BY 1, 2 ORDER BY 2, 1`,
    [from, to],
    'portfolio.reportMonths',
  )
}

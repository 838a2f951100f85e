import type { OverviewQuery, Stage } from '@duetto/schema'
import { compareDecimals, sumDecimals } from '../../format/decimal.ts'

type Entry = OverviewQuery['overview']['nodes'][number]
export type OverviewTotals = Entry['totals'][number]

/** One line of the company table: a company in one currency; without totals when it has no assignments. */
export interface OverviewLine {
  id: string
  company: Entry['company']
  totals: OverviewTotals | undefined
}

/** The stages of running assignments in the order in which they follow. */
export const runningStages = [
  'SENT',
  'RECEIVED',
  'REMINDER',
  'NOTICE',
  'COLLECTION',
] as const satisfies readonly Stage[]

export const ageingBuckets = [
  'NOT_DUE',
  'DAYS_1_30',
  'DAYS_31_60',
  'DAYS_61_90',
  'DAYS_91_180',
  'DAYS_OVER_180',
] as const

/** Days past the due date of each ageing class, as the assignment list filters them. */
export const bucketDays: Record<(typeof ageingBuckets)[number], { min?: number; max?: number }> = {
  NOT_DUE: { max: 0 },
  DAYS_1_30: { min: 1, max: 30 },
  DAYS_31_60: { min: 31, max: 60 },
  DAYS_61_90: { min: 61, max: 90 },
  DAYS_91_180: { min: 91, max: 180 },
  DAYS_OVER_180: { min: 181 },
}

export function toLines(entries: readonly Entry[]): OverviewLine[] {
  return entries.flatMap(({ company, totals }): OverviewLine[] =>
    totals.length === 0
      ? [{ id: company.id, company, totals: undefined }]
      : totals.map((total) => ({ id: `${company.id} ${total.currency}`, company, totals: total })),
  )
}

export function oldestBucket(totals: OverviewTotals | undefined) {
  return ageingBuckets.findLast((bucket) => totals?.ageing.some((row) => row.bucket === bucket && row.count > 0))
}

export function stageTotal(totals: OverviewTotals | undefined, stage: Stage) {
  return totals?.stages.find((row) => row.stage === stage)
}

type Order = (left: OverviewLine, right: OverviewLine) => number

const byAmount =
  (pick: (totals: OverviewTotals) => string): Order =>
  (left, right) =>
    compareDecimals(right.totals ? pick(right.totals) : '-1', left.totals ? pick(left.totals) : '-1')

const byNumber =
  (pick: (line: OverviewLine) => number): Order =>
  (left, right) =>
    pick(right) - pick(left)

/** Orders that the page makes by itself when it holds every company. */
const orders: Record<string, Order> = {
  COUNT_DESC: byNumber((line) => line.totals?.count ?? -1),
  PRINCIPAL_DESC: byAmount((totals) => totals.principal.amount),
  BALANCE_DESC: byAmount((totals) => totals.balance.amount),
  OLDEST_DESC: byNumber(
    (line) => ageingBuckets.indexOf(oldestBucket(line.totals) ?? 'NOT_DUE') + (line.totals?.count ? 0 : -1),
  ),
  ARRIVED_DESC: byAmount((totals) => totals.arrived.amount),
  PAID_DESC: byAmount((totals) => totals.paid.amount),
  ...Object.fromEntries(
    runningStages.map((stage) => [`${stage}_DESC`, byNumber((line) => stageTotal(line.totals, stage)?.count ?? -1)]),
  ),
}

export function orderLines(lines: readonly OverviewLine[], sort: string): readonly OverviewLine[] {
  const order = orders[sort]
  return order ? lines.toSorted(order) : lines
}

export interface LineSums {
  currency: string
  count: number
  principal: string
  balance: string
  arrived: string
  paid: string
  stages: Record<string, number>
}

/** Sums of the lines shown, one per currency. */
export function sumLines(lines: readonly OverviewLine[]): LineSums[] {
  const totals = lines.flatMap((line) => line.totals ?? [])
  return [...new Set(totals.map((total) => total.currency))].sort().map((currency) => {
    const mine = totals.filter((total) => total.currency === currency)
    return {
      currency,
      count: mine.reduce((sum, total) => sum + total.count, 0),
      principal: sumDecimals(mine.map((total) => total.principal.amount)),
      balance: sumDecimals(mine.map((total) => total.balance.amount)),
      arrived: sumDecimals(mine.map((total) => total.arrived.amount)),
      paid: sumDecimals(mine.map((total) => total.paid.amount)),
      stages: Object.fromEntries(
        runningStages.map((stage) => [
          stage,
          mine.reduce((sum, total) => sum + (stageTotal(total, stage)?.count ?? 0), 0),
        ]),
      ),
    }
  })
}

import { contains } from '../access/company.store.ts'
import type { CompanyRow } from '../access/company.type.ts'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import { customerLacksSql } from '../ledger/customer/customer.ts'
import { inSection } from '../ledger/invoice/salesInvoice.store.ts'
import type { Unit } from '../platform/database/unit.ts'
import { IS_STUCK } from '../platform/graphql/deadLetter.type.ts'
import { BadInput } from '../platform/graphql/inputError.ts'
import type { Page } from '../platform/graphql/paging.ts'

/** What waits for a person at a company, in the order in which it is looked at: money first, then what stops other work. */
export const queueKinds = [
  'MONEY_DOUBTFUL',
  'MONEY_UNMATCHED',
  'MESSAGES_FAILED',
  'TERMS_TO_ACCEPT',
  'TO_COLLECTION',
  'TO_REMINDER',
  'ADDRESS_MISSING',
  'SERVICE_NOT_ACTIVE',
] as const
export type QueueKind = (typeof queueKinds)[number]

export type QueueRow = CompanyRow & {
  readonly kind: QueueKind
  readonly rank: number
  readonly count: number
  /** Minor units in `currency`; both null where no money is counted. */
  readonly sum: bigint | null
  readonly currency: string | null
  /** The day since which the oldest of them waits. */
  readonly since: CalendarDate | null
}

export interface QueueFilter {
  readonly kinds: readonly QueueKind[]
  readonly search: string | undefined
}

/** A cursor of the queue: rank, currency, sum, company. */
export const QUEUE_CURSOR_PARTS = 4

/*
 * One row for what waits at a company: a kind, and a currency where money is counted. Row security narrows every table to
 * the companies within reach. Held invoices (disputed, or of a customer who is not to be collected from) wait for nobody.
 * $1 is the order of the kinds, $2 is today.
 */
const waiting = `
  WITH standing AS (
    SELECT c.company_id, CASE WHEN a.state = 'ACTIVE' AND a.terms_version <>
      (SELECT version FROM duetto.terms WHERE valid_from <= $2 ORDER BY valid_from DESC LIMIT 1) THEN 'TERMS_PENDING'
      ELSE coalesce(a.state, 'NOT_ACTIVE') END AS state
    FROM access.company c LEFT JOIN duetto.activation a ON a.company_id = c.company_id
  ), money AS (
    SELECT company_id, CASE WHEN state = 'DOUBTFUL' THEN 'MONEY_DOUBTFUL' ELSE 'MONEY_UNMATCHED' END AS kind,
      count(*) AS count, sum(unallocated) AS sum, currency, min(booked_on) AS since
    FROM ledger.bank_transaction WHERE unallocated > 0 AND state IN ('DOUBTFUL', 'UNMATCHED', 'OVERPAID') GROUP BY 1, 2, currency
  ), invoices AS (
    SELECT i.company_id, i.status = 'REQUESTED' AS is_requested, count(*) AS count, sum(i.open) AS sum, i.currency, min(i.due_on) AS since
    FROM ledger.sales_invoice i
    JOIN ledger.customer c ON (c.company_id, c.id) = (i.company_id, i.customer_id)
    WHERE ((${inSection.OVERDUE}) OR (i.status = 'REQUESTED' AND ${inSection.REMINDED_REQUESTED}))
      AND NOT i.disputed AND NOT c.collection_prohibited
    GROUP BY i.company_id, 2, i.currency
  ), waiting AS (
    SELECT company_id, kind, count, sum, currency, since FROM money
    UNION ALL
    SELECT o.company_id, 'MESSAGES_FAILED', count(*), NULL, NULL, min(o.created_at)::date FROM duetto.outbox o
    WHERE ${IS_STUCK} GROUP BY o.company_id
    UNION ALL
    SELECT company_id, 'TERMS_TO_ACCEPT', 1, NULL, NULL, NULL FROM standing WHERE state = 'TERMS_PENDING'
    UNION ALL
    SELECT i.company_id, CASE WHEN s.state <> 'ACTIVE' THEN 'SERVICE_NOT_ACTIVE' WHEN is_requested THEN 'TO_COLLECTION' ELSE 'TO_REMINDER' END,
      sum(i.count), sum(i.sum), i.currency, min(i.since)
    FROM invoices i JOIN standing s ON s.company_id = i.company_id
    WHERE s.state IN ('ACTIVE', 'NOT_ACTIVE', 'REMOVED') GROUP BY 1, 2, i.currency
    UNION ALL
    SELECT i.company_id, 'ADDRESS_MISSING', count(DISTINCT c.id), NULL, NULL, min(i.due_on)
    FROM ledger.sales_invoice i
    JOIN ledger.customer c ON (c.company_id, c.id) = (i.company_id, i.customer_id)
    WHERE ${inSection.OVERDUE} AND ${customerLacksSql(['ADDRESS_MISSING'])} GROUP BY i.company_id
  ), ranked AS (SELECT w.*, array_position($1::text[], w.kind) AS rank, coalesce(w.currency, '') AS cursor_currency,
    coalesce(w.sum, 0)::bigint AS cursor_sum FROM waiting w)`

/** One page of what waits at the companies within reach. */
export function workQueue(unit: Unit, filter: QueueFilter, page: Page, today: CalendarDate): Promise<QueueRow[]> {
  const [rank, currency, sum, companyId] = readAfter(page)
  return unit.rows(
    `${waiting}
     SELECT r.company_id, c.name, c.business_id, r.kind, r.rank, r.count::int AS count, r.sum::bigint AS sum, r.currency, r.since
     FROM ranked r JOIN access.company c ON c.company_id = r.company_id
     WHERE r.kind = ANY ($3) AND ($4::text IS NULL OR c.name ILIKE $4 OR c.business_id LIKE $4)
       AND ($5::int IS NULL OR (r.rank, r.cursor_currency, -r.cursor_sum, r.company_id) > ($5, $6::text, -$7::bigint, $8::bigint))
     ORDER BY r.rank, r.cursor_currency, r.cursor_sum DESC, r.company_id LIMIT $9`,
    [
      ...[queueKinds, today],
      filter.kinds,
      filter.search === undefined ? null : contains(filter.search),
      ...[rank, currency, sum, companyId, page.limit],
    ],
    'portfolio.workQueue',
  )
}

export interface QueueCount {
  readonly kind: QueueKind
  readonly companies: number
  readonly count: number
}

/** How much waits of each kind, those of which something does. */
export function queueCounts(unit: Unit, today: CalendarDate): Promise<QueueCount[]> {
  return unit.rows(
    `${waiting} SELECT kind, count(DISTINCT company_id)::int AS companies, sum(count)::int AS count FROM ranked GROUP BY kind, rank ORDER BY rank`,
    [queueKinds, today],
    'portfolio.queueCounts',
  )
}

function readAfter(page: Page): readonly (string | null)[] {
  if (!page.after) return [null, null, null, null]
  const forms = [/^\d$/, /^([A-Z]{3})?$/, /^\d{1,18}$/, /^\d{1,18}$/]
  if (forms.some((form, i) => !form.test(page.after?.[i] ?? '-')))
    throw new BadInput('`after` is not a cursor of this list.')
  return page.after
}

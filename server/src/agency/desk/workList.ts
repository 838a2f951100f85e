import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { addDays } from '../../kernel/calendarDate.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Page } from '../../platform/graphql/paging.ts'
import { staffReader } from '../staff.ts'

/** What staff have to look at. DUE_STEP goes by itself; the others wait for a person. */
export const workTypes = [
  'DUE_STEP',
  'RECALL_REQUEST',
  'CREDIT_LOSS_REQUEST',
  'DISPUTE',
  'RETURNED_MAIL',
  'SUSPENDED',
  'DECEASED',
  'INSOLVENT',
  'LEGAL_DECISION',
  'REVIEW',
  'MISSING_RATE',
  'STOPPED_STEP',
  'UNKNOWN_PAYMENT',
  'UNEXPLAINED_MONEY',
  'STUCK_MESSAGE',
  'UNSENT_MAIL',
  'CREDITOR_ADDRESS',
] as const
export type WorkType = (typeof workTypes)[number]

/** Days in which each is to be dealt with: the agency's own promise, not the law's. */
const DAYS: Readonly<Record<WorkType, number>> = {
  DUE_STEP: 0,
  RECALL_REQUEST: 1,
  CREDIT_LOSS_REQUEST: 7,
  DISPUTE: 14,
  RETURNED_MAIL: 14,
  SUSPENDED: 14,
  DECEASED: 30,
  INSOLVENT: 30,
  LEGAL_DECISION: 30,
  REVIEW: 30,
  MISSING_RATE: 1,
  STOPPED_STEP: 7,
  UNKNOWN_PAYMENT: 2,
  UNEXPLAINED_MONEY: 2,
  STUCK_MESSAGE: 1,
  UNSENT_MAIL: 1,
  CREDITOR_ADDRESS: 14,
}

export interface WorkItem {
  readonly type: WorkType
  readonly since: CalendarDate
  /** The agency's number of the creditor; 0 when it is not known. */
  readonly companyId: bigint
  /** Of what waits: an assignment, a request, a transaction or a message, by the type. */
  readonly id: bigint
  readonly assignmentId: bigint | null
  readonly creditorName: string | null
  readonly debtorName: string | null
  readonly invoiceNumber: string | null
  /** Cents. */
  readonly balance: bigint | null
  readonly currency: string | null
  /** What the matter is, in the words of whoever raised it, or a code. */
  readonly detail: string | null
}

export interface WorkFilter {
  readonly types: readonly WorkType[] | null
  /** Part of a creditor's or debtor's name, or an invoice number. */
  readonly search: string | null
}

/** The last day by which it is to be dealt with. */
export function deadlineOf({ type, since }: Pick<WorkItem, 'type' | 'since'>): CalendarDate {
  return addDays(since, DAYS[type])
}

// What waits for a person has waited since its newest event.
const WAITING = `
  SELECT CASE a.waits_for WHEN 'MAIL_RETURNED' THEN 'RETURNED_MAIL' WHEN 'RATE_UNKNOWN' THEN 'MISSING_RATE'
      WHEN 'SUSPENDED' THEN 'SUSPENDED' WHEN 'DECEASED' THEN 'DECEASED' WHEN 'INSOLVENT' THEN 'INSOLVENT'
      WHEN 'LEGAL_DECISION' THEN 'LEGAL_DECISION' WHEN 'REVIEW' THEN 'REVIEW' ELSE 'STOPPED_STEP' END AS type,
    coalesce((SELECT e.on_day FROM agency.event e WHERE e.company_id = a.company_id AND e.assignment_id = a.id ORDER BY e.id DESC LIMIT 1),
      a.received_on) AS since,
    a.company_id, a.id, a.id AS assignment_id, a.waits_for AS detail
  FROM agency.assignment a WHERE a.stage <> 'CLOSED' AND a.waits_for IS NOT NULL AND a.waits_for <> 'DISPUTED'`

/** A moment's day in Finland, where staff and their deadlines are. */
const dayOf = (moment: string) => `(${moment} AT TIME ZONE 'Europe/Helsinki')::date`

const PARTS: Readonly<Record<string, string>> = {
  due: `
    SELECT 'DUE_STEP' AS type, a.next_step_on AS since, a.company_id, a.id, a.id AS assignment_id, a.next_step AS detail
    FROM agency.assignment a WHERE a.stage <> 'CLOSED' AND a.next_step_on <= $1`,
  waiting: WAITING,
  requests: `
    SELECT r.kind || '_REQUEST', r.requested_on, r.company_id, r.id, r.assignment_id, r.reason
    FROM agency.request r WHERE r.state = 'WAITING'`,
  disputes: `
    SELECT 'DISPUTE', d.raised_on, d.company_id, d.id, d.assignment_id, d.reason
    FROM agency.dispute d WHERE d.state = 'WAITING'`,
  payments: `
    SELECT 'UNKNOWN_PAYMENT', t.booked_on, 0, t.id, NULL, concat_ws(' · ', t.payer_name, t.reference, t.message)
    FROM agency.client_transaction t WHERE t.state = 'UNMATCHED'`,
  // Money that left client funds, or came back, and no transfer of a payment file is it.
  unexplained: `
    SELECT 'UNEXPLAINED_MONEY', t.booked_on, 0, t.id, NULL, concat_ws(' · ', t.payee_name, t.reference, t.message)
    FROM agency.client_transaction t WHERE t.state = 'OUTGOING' AND t.explained_as IS NULL AND abs(t.amount) <> coalesce(
      (SELECT sum(x.amount) FROM agency.transfer x WHERE x.paid_by_id = t.id OR x.returned_by_id = t.id), 0)`,
  // A message on its way for a day is one that does not get through.
  outgoing: `
    SELECT 'STUCK_MESSAGE', ${dayOf('o.created_at')}, o.company_id, o.id,
      (SELECT a.id FROM agency.assignment a WHERE a.company_id = o.company_id AND a.uid = o.assignment), o.kind
    FROM agency.outbox o WHERE o.delivered_at IS NULL AND ${dayOf('o.created_at')} < $1`,
  incoming: `
    SELECT 'STUCK_MESSAGE', ${dayOf('i.received_at')}, i.company_id, i.id,
      (SELECT a.id FROM agency.assignment a WHERE a.company_id = i.company_id AND a.uid = i.assignment), i.kind
    FROM agency.inbox i WHERE i.applied_at IS NULL AND ${dayOf('i.received_at')} < $1`,
  // A letter that has waited for the mail server for a day: its time to pay runs.
  mail: `
    SELECT 'UNSENT_MAIL', ${dayOf('m.written_at')}, m.company_id, m.letter_id, l.assignment_id, NULL
    FROM agency.letter_mail m JOIN agency.letter l ON l.company_id = m.company_id AND l.id = m.letter_id
    WHERE m.state IN ('WAITING', 'SENDING') AND ${dayOf('m.written_at')} < $1`,
  // Letters must say where the creditor is (513/1999 5 a §).
  creditors: `
    SELECT 'CREDITOR_ADDRESS', ${dayOf('c.opened_at')}, c.company_id, c.company_id, NULL, NULL
    FROM agency.creditor c WHERE c.card IS NOT NULL AND c.card #>> '{address,town}' IS NULL
      AND EXISTS (SELECT 1 FROM agency.assignment a WHERE a.company_id = c.company_id AND a.stage <> 'CLOSED')`,
}

const LIST = `
  SELECT w.type, w.since, w.company_id AS "companyId", w.id, w.assignment_id AS "assignmentId", w.detail,
    coalesce(a.creditor ->> 'name', c.name) AS "creditorName", a.debtor ->> 'name' AS "debtorName",
    a.invoice_number AS "invoiceNumber", coalesce(a.currency, t.currency) AS currency,
    coalesce(t.amount, (SELECT sum(p.amount)::bigint FROM agency.posting p WHERE p.company_id = a.company_id AND p.assignment_id = a.id)) AS balance
  FROM (${Object.values(PARTS).join(' UNION ALL ')}) w
  LEFT JOIN agency.creditor c ON c.company_id = w.company_id
  LEFT JOIN agency.assignment a ON a.company_id = w.company_id AND a.id = w.assignment_id
  LEFT JOIN agency.client_transaction t ON w.type IN ('UNKNOWN_PAYMENT', 'UNEXPLAINED_MONEY') AND t.id = w.id
  WHERE ($2::text[] IS NULL OR w.type = ANY ($2))
    AND ($3::text IS NULL OR concat_ws(' ', coalesce(a.creditor ->> 'name', c.name), a.debtor ->> 'name', a.invoice_number, w.detail) ILIKE '%' || $3 || '%')
    AND ($4::date IS NULL OR (w.since, w.type, w.company_id, w.id) > ($4::date, $5::text, $6::bigint, $7::bigint))
  ORDER BY w.since, w.type, w.company_id, w.id LIMIT $8`

const COUNTS = `
  SELECT w.type, count(*)::integer AS count, count(*) FILTER (WHERE w.since + ($2::jsonb ->> w.type)::integer < $1)::integer AS late
  FROM (${Object.values(PARTS).join(' UNION ALL ')}) w GROUP BY w.type`

/** What is due today and what waits for a person, the oldest first. */
export class WorkList {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Staff only. */
  list(scope: Scope, filter: WorkFilter, page: Page): Promise<WorkItem[]> {
    const search = filter.search?.trim().replace(/[\\%_]/g, '\\$&') || null
    const after = page.after ?? [null, null, null, null]
    const values = [scope.today, filter.types, search, ...after, page.limit]
    return this.#database.agency(staffReader(scope), (unit) => unit.rows<WorkItem>(LIST, values, 'agency.workList'))
  }

  /** Staff only. How many there are of each type; types without any are left out. */
  counts(scope: Scope): Promise<{ type: WorkType; count: number; late: number }[]> {
    const values = [scope.today, JSON.stringify(DAYS)]
    return this.#database.agency(staffReader(scope), (unit) => unit.rows(COUNTS, values, 'agency.workCounts'))
  }
}

import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { UNEXPLAINED } from './outgoing.store.ts'

/** Per currency, in cents. */
export interface ClientFundsStanding {
  readonly currency: string
  /** Came in, less what the bank took back. */
  readonly received: bigint
  readonly settled: bigint
  /** Given back to debtors and to payers of unknown payments. */
  readonly paidOut: bigint
  /** The agency's share that was moved to its own account. */
  readonly taken: bigint
  readonly owedToCreditors: bigint
  /** What creditors were paid too much, for payments that the bank took back since. */
  readonly owedByCreditors: bigint
  readonly owedToAgency: bigint
  readonly owedToDebtors: bigint
  /** Waits for staff. */
  readonly unmatched: bigint
  /** What should be on the accounts less what is owed: always zero. */
  readonly difference: bigint
  /** What is on the accounts: all rows of the bank, those that left too. */
  readonly onAccounts: bigint
  /** Settled, given back and moved, and not booked by the bank yet. */
  readonly underWay: bigint
  /** Left the accounts without a transfer of ours that asked for it. */
  readonly unexplained: bigint
  /** What is on the accounts less what is owed and what is under way, with what is unexplained: always zero. */
  readonly bankDifference: bigint
}

/** A transfer that has left the account and has not come back. */
const GONE = 't.paid_by_id IS NOT NULL AND t.refused_on IS NULL'

/** Proves that client funds equal what is owed, from the bank's rows on one side and the book's on the other. */
export function clientFundsCheck(unit: Unit): Promise<ClientFundsStanding[]> {
  return unit.rows<ClientFundsStanding>(
    `WITH bank AS (
       SELECT currency, sum(amount)::bigint AS received, coalesce(sum(amount) FILTER (WHERE state = 'UNMATCHED'), 0)::bigint AS unmatched
       FROM agency.client_transaction WHERE state NOT IN ('OUTGOING', 'SUPERSEDED') GROUP BY currency
     ), shares AS (
       SELECT currency, sum(agency_share)::bigint AS agency, sum(excess)::bigint AS excess
       FROM agency.client_allocation GROUP BY currency
     ), cases AS (
       SELECT currency, coalesce(sum(amount) FILTER (WHERE amount > 0), 0)::bigint AS owed,
         coalesce(-sum(amount) FILTER (WHERE amount < 0), 0)::bigint AS lacking
       FROM (
         SELECT c.currency, c.share - coalesce(l.settled, 0) AS amount
         FROM (SELECT company_id, assignment_id, currency, sum(creditor_share) AS share FROM agency.client_allocation GROUP BY 1, 2, 3) c
         LEFT JOIN (SELECT company_id, assignment_id, sum(amount) AS settled FROM agency.settlement_line GROUP BY 1, 2) l
           USING (company_id, assignment_id)
       ) o GROUP BY currency
     ), settled AS (
       SELECT currency, sum(amount)::bigint AS amount, sum(vat_netted)::bigint AS vat FROM agency.settlement GROUP BY currency
     ), invoices AS (
       SELECT currency, sum(amount)::bigint AS paid FROM agency.invoice_payment WHERE kind <> 'OWN_ACCOUNT' GROUP BY currency
     ), back AS (
       SELECT currency, coalesce(sum(amount) FILTER (WHERE kind <> 'OWN'), 0)::bigint AS amount,
         coalesce(sum(amount) FILTER (WHERE kind = 'OWN'), 0)::bigint AS taken,
         coalesce(sum(amount) FILTER (WHERE kind = 'REFUND'), 0)::bigint AS refunded
       FROM agency.payout GROUP BY currency
     ), moved AS (
       SELECT currency, sum(amount)::bigint AS amount FROM agency.client_transaction WHERE state <> 'SUPERSEDED' GROUP BY currency
     ), under_way AS (
       SELECT currency, sum(amount)::bigint AS amount FROM (
         SELECT l.currency, coalesce(l.paid, l.amount) AS amount FROM agency.settlement_line l
         WHERE coalesce(l.paid, l.amount) > 0 AND NOT EXISTS (SELECT 1 FROM agency.transfer t WHERE t.company_id = l.company_id
           AND t.settlement_id = l.settlement_id AND t.line = l.ordinal AND ${GONE})
         UNION ALL SELECT p.currency, p.amount FROM agency.payout p
         WHERE NOT EXISTS (SELECT 1 FROM agency.transfer t WHERE t.payout_id = p.id AND ${GONE})
       ) w GROUP BY currency
     ), unexplained AS (
       SELECT currency, sum(amount)::bigint AS amount FROM (${UNEXPLAINED}) u GROUP BY currency
     ), all_of AS (
       SELECT b.currency, b.received, b.unmatched, coalesce(s.amount, 0) AS settled, coalesce(p.amount, 0) AS "paidOut",
         coalesce(p.taken, 0) AS taken, coalesce(o.owed, 0) AS creditors, coalesce(o.lacking, 0) AS lacking,
         coalesce(c.agency, 0) + coalesce(s.vat, 0) + coalesce(i.paid, 0) - coalesce(p.taken, 0) AS agency,
         coalesce(c.excess, 0) - coalesce(p.refunded, 0) AS debtors, coalesce(m.amount, 0) AS "onAccounts",
         coalesce(w.amount, 0) AS "underWay", coalesce(u.amount, 0) AS unexplained
       FROM bank b LEFT JOIN moved m USING (currency) LEFT JOIN under_way w USING (currency) LEFT JOIN unexplained u USING (currency)
         LEFT JOIN shares c USING (currency) LEFT JOIN cases o USING (currency) LEFT JOIN settled s USING (currency)
         LEFT JOIN invoices i USING (currency) LEFT JOIN back p USING (currency)
     )
     SELECT currency, received, settled, "paidOut", taken, creditors AS "owedToCreditors", lacking AS "owedByCreditors",
       agency AS "owedToAgency", debtors AS "owedToDebtors", unmatched,
       (received - settled - "paidOut" - taken) - (creditors - lacking + agency + debtors + unmatched) AS difference,
       "onAccounts", "underWay", unexplained,
       "onAccounts" + unexplained - "underWay" - (creditors - lacking + agency + debtors + unmatched) AS "bankDifference"
     FROM all_of ORDER BY currency`,
    [],
    'agency.clientFundsCheck',
  )
}

/** The task of the nightly proof. */
export const CHECK_FUNDS = 'agency.checkFunds'

/** Writes down what the proof finds today, so that a difference stands on the staff's page until it is mended. */
export async function recordFundsCheck(unit: Unit, on: CalendarDate, at: Date): Promise<ClientFundsStanding[]> {
  const standings = await clientFundsCheck(unit)
  for (const { currency, difference, bankDifference } of standings) {
    await unit.rows(
      `INSERT INTO agency.funds_check (checked_on, currency, difference, checked_at, bank_difference) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (checked_on, currency) DO UPDATE SET difference = excluded.difference, checked_at = excluded.checked_at,
         bank_difference = excluded.bank_difference`,
      [on, currency, difference, at, bankDifference],
      'agency.recordFundsCheck',
    )
  }
  return standings
}

/** When the proof was last made; null: never yet. */
export async function lastFundsCheck(unit: Unit): Promise<Date | null> {
  const row = await unit.row<{ at: Date | null }>(
    'SELECT max(checked_at) AS at FROM agency.funds_check',
    [],
    'agency.lastFundsCheck',
  )
  return row?.at ?? null
}

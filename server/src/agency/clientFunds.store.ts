import type { BankTransaction } from '../exchange/bank/statement.ts'
import type { Unit } from '../platform/database/unit.ts'
import type { Assignment } from './assignment.ts'

/** REVERSED: a payment that the bank took back, and the entry that took it. OUTGOING: the agency's own transfers. */
export type TransactionState = 'ALLOCATED' | 'UNMATCHED' | 'OUTGOING' | 'REVERSED'

/** How a transaction's money is shared, in cents; `excess` is to be given back to the payer. */
export interface Allocation {
  readonly creditor: bigint
  readonly agency: bigint
  readonly excess: bigint
}

export async function isClientAccount(unit: Unit, iban: string): Promise<boolean> {
  const row = await unit.row('SELECT 1 FROM agency.client_account WHERE iban = $1', [iban], 'agency.isClientAccount')
  return row !== undefined
}

/** The row's id; undefined when the transaction is there already. */
export async function insertTransaction(
  unit: Unit,
  transaction: BankTransaction,
  at: Date,
): Promise<bigint | undefined> {
  const { accountIban, key, bookedOn, amount, direction, reference, rawReference, payerName, message } = transaction
  const row = await unit.row<{ id: bigint }>(
    `INSERT INTO agency.client_transaction (iban, key, booked_on, amount, currency, reference, payer_name, message, state, imported_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'UNMATCHED', $9) ON CONFLICT (key) DO NOTHING RETURNING id`,
    [
      accountIban,
      key,
      bookedOn,
      direction === 'CRDT' ? amount.minor : -amount.minor,
      amount.currency,
      reference ?? rawReference ?? null,
      payerName ?? null,
      message ?? null,
      at,
    ],
    'agency.insertTransaction',
  )
  return row?.id
}

export async function setState(unit: Unit, id: bigint, state: TransactionState): Promise<void> {
  await unit.rows(
    'UPDATE agency.client_transaction SET state = $2 WHERE id = $1',
    [id, state],
    'agency.setTransactionState',
  )
}

export async function markReversed(unit: Unit, id: bigint): Promise<void> {
  await setState(unit, id, 'REVERSED')
}

/** The assignment that a reference belongs to; when that has ended, the running one that follows it. */
export function assignmentOfReference(
  unit: Unit,
  reference: string,
): Promise<{ companyId: bigint; id: bigint } | undefined> {
  return unit.row(
    `SELECT a.company_id AS "companyId", coalesce(f.id, a.id) AS id FROM agency.assignment a
     LEFT JOIN agency.assignment f ON f.company_id = a.company_id AND f.previous_id = a.id AND f.stage <> 'CLOSED'
       AND a.stage = 'CLOSED'
     WHERE a.reference = $1 AND a.close_reason IS DISTINCT FROM 'REFUSED'
     ORDER BY f.id DESC LIMIT 1`,
    [reference],
    'agency.assignmentOfReference',
  )
}

export async function insertAllocation(
  unit: Unit,
  { companyId, id, currency }: Assignment,
  transactionId: bigint,
  eventId: bigint,
  { creditor, agency, excess }: Allocation,
): Promise<void> {
  await unit.rows(
    `INSERT INTO agency.client_allocation (company_id, transaction_id, assignment_id, event_id, currency, creditor_share, agency_share, excess)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [companyId, transactionId, id, eventId, currency, creditor, agency, excess],
    'agency.insertAllocation',
  )
}

export interface OriginalPayment extends Allocation {
  readonly id: bigint
  readonly companyId: bigint
  readonly assignmentId: bigint
}

/** The newest payment of the same account, reference and amount that still stands. */
export function originalOf(unit: Unit, transaction: BankTransaction): Promise<OriginalPayment | undefined> {
  const { accountIban, reference, amount } = transaction
  return unit.row<OriginalPayment>(
    `SELECT t.id, c.company_id AS "companyId", c.assignment_id AS "assignmentId", c.creditor_share AS creditor,
       c.agency_share AS agency, c.excess
     FROM agency.client_transaction t JOIN agency.client_allocation c ON c.transaction_id = t.id
     WHERE t.iban = $1 AND t.reference = $2 AND t.amount = $3 AND t.currency = $4 AND t.state = 'ALLOCATED'
     ORDER BY t.id DESC LIMIT 1`,
    [accountIban, reference ?? null, amount.minor, amount.currency],
    'agency.originalOf',
  )
}

/** Per currency, in cents. */
export interface ClientFundsStanding {
  readonly currency: string
  /** Came in, less what the bank took back. */
  readonly received: bigint
  readonly settled: bigint
  readonly owedToCreditors: bigint
  readonly owedToAgency: bigint
  readonly owedToDebtors: bigint
  /** Waits for staff. */
  readonly unmatched: bigint
  /** What should be on the accounts less what is owed: always zero. */
  readonly difference: bigint
}

/** Proves that client funds equal what is owed, from the bank's rows on one side and the book's on the other. */
export function clientFundsCheck(unit: Unit): Promise<ClientFundsStanding[]> {
  return unit.rows<ClientFundsStanding>(
    `WITH bank AS (
       SELECT currency, sum(amount)::bigint AS received, coalesce(sum(amount) FILTER (WHERE state = 'UNMATCHED'), 0)::bigint AS unmatched
       FROM agency.client_transaction WHERE state <> 'OUTGOING' GROUP BY currency
     ), shares AS (
       SELECT currency, sum(creditor_share)::bigint AS creditor, sum(agency_share)::bigint AS agency, sum(excess)::bigint AS excess
       FROM agency.client_allocation GROUP BY currency
     ), settled AS (
       SELECT currency, sum(amount)::bigint AS amount FROM agency.settlement GROUP BY currency
     ), all_of AS (
       SELECT b.currency, b.received, b.unmatched, coalesce(s.amount, 0) AS settled, coalesce(c.creditor, 0) - coalesce(s.amount, 0) AS creditors,
         coalesce(c.agency, 0) AS agency, coalesce(c.excess, 0) AS debtors
       FROM bank b LEFT JOIN shares c USING (currency) LEFT JOIN settled s USING (currency)
     )
     SELECT currency, received, settled, creditors AS "owedToCreditors", agency AS "owedToAgency", debtors AS "owedToDebtors", unmatched,
       (received - settled) - (creditors + agency + debtors + unmatched) AS difference
     FROM all_of ORDER BY currency`,
    [],
    'agency.clientFundsCheck',
  )
}

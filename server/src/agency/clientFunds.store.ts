import type { BankTransaction } from '../exchange/bank/statement.ts'
import type { Unit } from '../platform/database/unit.ts'
import type { Assignment } from './assignment.ts'

export const transactionStates = ['ALLOCATED', 'UNMATCHED', 'OUTGOING', 'REVERSED', 'RETURNED'] as const
/**
 * REVERSED: a payment that the bank took back, and the entry that took it. OUTGOING: the agency's own transfers. RETURNED:
 * belongs to nobody and goes back to its payer.
 */
export type TransactionState = (typeof transactionStates)[number]

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
  const { accountIban, key, bookedOn, amount, direction, reference, rawReference, payerName, payerIban, message } =
    transaction
  const row = await unit.row<{ id: bigint }>(
    `INSERT INTO agency.client_transaction (iban, key, booked_on, amount, currency, reference, payer_name, payer_iban, message, state, imported_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'UNMATCHED', $10) ON CONFLICT (key) DO NOTHING RETURNING id`,
    [
      accountIban,
      key,
      bookedOn,
      direction === 'CRDT' ? amount.minor : -amount.minor,
      amount.currency,
      reference ?? rawReference ?? null,
      payerName ?? null,
      payerIban ?? null,
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

/** The payment that a reversal is of, in SQL: without a reference, of the same payer. */
const SAME = `t.iban = $1 AND t.amount = $3 AND t.currency = $4 AND t.reference IS NOT DISTINCT FROM $2
  AND ($2::text IS NOT NULL OR t.payer_name IS NOT DISTINCT FROM $5)`

function sameAs({ accountIban, reference, rawReference, amount, payerName }: BankTransaction): unknown[] {
  return [accountIban, reference ?? rawReference ?? null, amount.minor, amount.currency, payerName ?? null]
}

/** The newest payment that nobody has placed yet and that a reversal takes back. */
export async function unplacedOriginal(unit: Unit, transaction: BankTransaction): Promise<bigint | undefined> {
  const row = await unit.row<{ id: bigint }>(
    `SELECT t.id FROM agency.client_transaction t WHERE ${SAME} AND t.state = 'UNMATCHED' ORDER BY t.id DESC LIMIT 1`,
    sameAs(transaction),
    'agency.unplacedOriginal',
  )
  return row?.id
}

/** The newest payment of the same account, reference and amount that still stands, also when it was placed by hand. */
export function originalOf(unit: Unit, transaction: BankTransaction): Promise<OriginalPayment | undefined> {
  return unit.row<OriginalPayment>(
    `SELECT t.id, c.company_id AS "companyId", c.assignment_id AS "assignmentId", sum(c.creditor_share)::bigint AS creditor,
       sum(c.agency_share)::bigint AS agency, sum(c.excess)::bigint AS excess
     FROM agency.client_transaction t JOIN agency.client_allocation c ON c.transaction_id = t.id
     WHERE ${SAME} AND t.state = 'ALLOCATED'
     GROUP BY t.id, c.company_id, c.assignment_id ORDER BY t.id DESC LIMIT 1`,
    sameAs(transaction),
    'agency.originalOf',
  )
}

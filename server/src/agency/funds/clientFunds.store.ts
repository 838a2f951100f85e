import type { BankTransaction, StatementKind } from '../../exchange/bank/statement.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { Assignment } from '../case/assignment.ts'
import { isOutgoing } from './outgoing.ts'

export const transactionStates = ['ALLOCATED', 'UNMATCHED', 'OUTGOING', 'REVERSED', 'RETURNED', 'SUPERSEDED'] as const
/**
 * REVERSED: a payment that the bank took back, and the entry that took it. OUTGOING: the agency's own transfers. RETURNED:
 * belongs to nobody and goes back to its payer. SUPERSEDED: a file of another kind told the same money before.
 */
export type TransactionState = (typeof transactionStates)[number]

/** A statement and a notification name a payment alike; a list of reference payments names it in its own way. */
const toldBy: Readonly<Record<StatementKind, 'REFERENCE_LIST' | 'CAMT'>> = {
  '053': 'CAMT',
  '054': 'CAMT',
  KTL: 'REFERENCE_LIST',
}

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
  kind: StatementKind,
  at: Date,
): Promise<bigint | undefined> {
  const { accountIban, key, bookedOn, amount, direction, reversal, reference, rawReference } = transaction
  const { payerName, payerIban, payeeName, payeeIban, message, endToEndId, instructionId, batch, archiveId } =
    transaction
  const isOut = isOutgoing(transaction)
  const row = await unit.row<{ id: bigint }>(
    `INSERT INTO agency.client_transaction (iban, key, booked_on, amount, currency, reference, payer_name, payer_iban, message, state, imported_at,
       told_by, reversal, end_to_end_id, payee_name, payee_iban, instruction_id, entry_id, within_entry_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'UNMATCHED', $10, $11, $12, $13, $14, $15, $16, $17, $18)
     ON CONFLICT (key) DO NOTHING RETURNING id`,
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
      toldBy[kind],
      reversal,
      endToEndId ?? null,
      payeeName ?? null,
      payeeIban ?? null,
      instructionId ?? null,
      isOut && !batch ? (archiveId ?? null) : null,
      isOut ? (batch?.entryArchiveId ?? null) : null,
    ],
    'agency.insertTransaction',
  )
  return row?.id
}

/** Two files at once would each be the first to tell the same money. */
export async function lockClientAccount(unit: Unit, iban: string): Promise<void> {
  await unit.rows(
    `SELECT pg_advisory_xact_lock(hashtext('agency.client_transaction'), hashtext($1))`,
    [iban],
    'agency.lockClientAccount',
  )
}

/**
 * A list of reference payments gives payments archive ids of its own: whether a camt file tells the same money is told by
 * account, day, amount and reference. A new transaction gives way to one of the other kind of file that has not been told
 * twice yet; equal payments of one file stay as many as they are. True when it did: then it does nothing.
 */
export async function supersede(unit: Unit, id: bigint): Promise<boolean> {
  const count = await unit.count(
    `UPDATE agency.client_transaction n SET state = 'SUPERSEDED', same_as_id = o.id
     FROM (SELECT o.id FROM agency.client_transaction t JOIN agency.client_transaction o
         ON o.iban = t.iban AND o.reference = t.reference AND o.amount = t.amount AND o.currency = t.currency
         AND o.booked_on = t.booked_on AND o.reversal = t.reversal AND o.told_by <> t.told_by
       WHERE t.id = $1 AND o.state <> 'SUPERSEDED'
         AND NOT EXISTS (SELECT 1 FROM agency.client_transaction s WHERE s.same_as_id = o.id)
       ORDER BY o.id LIMIT 1) o
     WHERE n.id = $1`,
    [id],
    'agency.supersedeTransaction',
  )
  return count === 1
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

import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { PaymentKind } from '../payment/booking.ts'
import type { BankStatementKind, BankTransactionState, Mention, Pairable } from './bankMatching.ts'

export interface StatementRow {
  readonly iban: string
  readonly kind: BankStatementKind
  readonly messageId: string
  readonly statementId: string
  readonly createdOn: CalendarDate | null
  readonly opening: bigint | null
  readonly closing: bigint | null
  readonly currency: string
}

/** Finds or makes the statement, so that a file read twice is one statement. */
export async function saveStatement(unit: Unit, companyId: bigint, row: StatementRow, at: Date): Promise<bigint> {
  const saved = await unit.row<{ id: bigint }>(
    `WITH made AS (
      INSERT INTO ledger.bank_statement (company_id, iban, kind, message_id, statement_id, created_on, opening, closing, currency, imported_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING RETURNING id
    )
    SELECT id FROM made
    UNION ALL
    SELECT s.id FROM ledger.bank_statement s
      WHERE s.company_id = $1 AND s.iban = $2 AND s.kind = $3 AND s.message_id = $4 AND s.statement_id = $5`,
    [
      companyId,
      row.iban,
      row.kind,
      row.messageId,
      row.statementId,
      row.createdOn,
      row.opening,
      row.closing,
      row.currency,
      at,
    ],
    'ledger.saveStatement',
  )
  if (!saved) throw new Error('The statement was neither made nor found.')
  return saved.id
}

export async function findTransactionsByKey(
  unit: Unit,
  companyId: bigint,
  keys: readonly string[],
): Promise<Map<string, bigint>> {
  const rows = await unit.rows<{ key: string; id: bigint }>(
    'SELECT t.key, t.id FROM ledger.bank_transaction t WHERE t.company_id = $1 AND t.key = ANY ($2::text[])',
    [companyId, keys],
    'ledger.findTransactionsByKey',
  )
  return new Map(rows.map((row) => [row.key, row.id]))
}

export async function findStates(
  unit: Unit,
  companyId: bigint,
  ids: readonly bigint[],
): Promise<Map<bigint, BankTransactionState>> {
  const rows = await unit.rows<{ id: bigint; state: BankTransactionState }>(
    'SELECT t.id, t.state FROM ledger.bank_transaction t WHERE t.company_id = $1 AND t.id = ANY ($2::bigint[])',
    [companyId, ids],
    'ledger.findStates',
  )
  return new Map(rows.map((row) => [row.id, row.state]))
}

export interface TransactionRow {
  readonly key: string
  /** Null for what Netvisor tells of. */
  readonly iban: string | null
  readonly archiveId: string | null
  readonly entryArchiveId: string | null
  readonly direction: 'CREDIT' | 'DEBIT'
  readonly reversal: boolean
  readonly bookedOn: CalendarDate
  readonly amount: string
  readonly currency: string
  readonly reference: string | null
  /** Amounts as text of minor units. */
  readonly parts: readonly { readonly reference: string; readonly amount: string }[]
  readonly payerName: string | null
  readonly payerIban: string | null
  readonly message: string | null
  readonly isDivided: boolean
  readonly state: BankTransactionState
  readonly reason: string
  readonly unallocated: string
  /** The invoice that Netvisor names. */
  readonly toldInvoice?: string | null
}

export async function insertTransactions(
  unit: Unit,
  companyId: bigint,
  statementId: bigint,
  rows: readonly TransactionRow[],
): Promise<Map<string, bigint>> {
  const inserted = await unit.rows<{ key: string; id: bigint }>(
    `INSERT INTO ledger.bank_transaction (company_id, statement_id, key, iban, archive_id, entry_archive_id, direction, reversal,
        booked_on, amount, currency, reference, parts, payer_name, payer_iban, message, is_divided, state, reason, unallocated,
        told_invoice)
      SELECT $1, $2, r.key, r.iban, r."archiveId", r."entryArchiveId", r.direction, r.reversal, r."bookedOn", r.amount, r.currency,
        r.reference, r.parts, r."payerName", r."payerIban", r.message, r."isDivided", r.state, r.reason, r.unallocated,
        r."toldInvoice"
      FROM jsonb_to_recordset($3::jsonb) AS r (key text, iban text, "archiveId" text, "entryArchiveId" text, direction text,
        reversal boolean, "bookedOn" date, amount bigint, currency text, reference text, parts jsonb, "payerName" text,
        "payerIban" text, message text, "isDivided" boolean, state text, reason text, unallocated bigint, "toldInvoice" text)
      RETURNING key, id`,
    [companyId, statementId, JSON.stringify(rows)],
    'ledger.insertTransactions',
  )
  return new Map(inserted.map((row) => [row.key, row.id]))
}

export interface StoredMention extends Mention {
  readonly id: bigint
  readonly state: BankTransactionState
}

/** Transactions of the account with one of these archive ids or in one of these entries. */
export function findMentions(
  unit: Unit,
  companyId: bigint,
  iban: string,
  archiveIds: readonly string[],
): Promise<StoredMention[]> {
  return unit.rows<StoredMention>(
    `SELECT t.id, s.kind, t.archive_id AS "archiveId", t.entry_archive_id AS "entryArchiveId", t.reference, t.amount,
        t.is_divided AS "isDivided", t.state
      FROM ledger.bank_transaction t
      JOIN ledger.bank_statement s ON s.company_id = t.company_id AND s.id = t.statement_id
      WHERE t.company_id = $1 AND t.iban = $2 AND (t.archive_id = ANY ($3::text[]) OR t.entry_archive_id = ANY ($3::text[]))`,
    [companyId, iban, archiveIds],
    'ledger.findMentions',
  )
}

/**
 * A list of reference payments gives payments archive ids of its own: whether a camt file tells the same money is told by
 * account, day, amount and reference. Each of these new transactions gives way to one of the other kind of file that has
 * not been told twice yet; equal payments of one file stay as many as they are.
 */
export async function linkSameMoney(unit: Unit, companyId: bigint, ids: readonly bigint[]): Promise<void> {
  await unit.rows(
    `WITH told AS (
       SELECT t.id, t.iban, t.reference, t.amount, t.currency, t.booked_on, t.direction, t.reversal, s.kind = 'REFERENCE_LIST' AS is_list
       FROM ledger.bank_transaction t JOIN ledger.bank_statement s ON s.company_id = t.company_id AND s.id = t.statement_id
       WHERE t.company_id = $1 AND t.state <> 'SUPERSEDED' AND s.kind IN ('REFERENCE_LIST', 'STATEMENT', 'NOTIFICATION')
         AND t.reference IN (SELECT n.reference FROM ledger.bank_transaction n WHERE n.company_id = $1 AND n.id = ANY ($2::bigint[]))
         AND NOT EXISTS (SELECT 1 FROM ledger.bank_transaction l WHERE l.company_id = $1 AND l.same_as_id = t.id)
     ), placed AS (
       SELECT told.*, told.id = ANY ($2::bigint[]) AS is_new, row_number() OVER (
         PARTITION BY iban, reference, amount, currency, booked_on, direction, reversal, is_list, told.id = ANY ($2::bigint[]) ORDER BY id) AS place
       FROM told
     )
     UPDATE ledger.bank_transaction t SET state = 'SUPERSEDED', reason = 'LISTED_IN_ANOTHER_FILE', unallocated = 0, same_as_id = o.id
     FROM placed n JOIN placed o ON NOT o.is_new AND o.is_list <> n.is_list AND o.place = n.place
       AND (o.iban, o.reference, o.amount, o.currency, o.booked_on, o.direction, o.reversal)
         = (n.iban, n.reference, n.amount, n.currency, n.booked_on, n.direction, n.reversal)
     WHERE n.is_new AND t.company_id = $1 AND t.id = n.id`,
    [companyId, ids],
    'ledger.linkSameMoney',
  )
}

export interface TransactionUpdate {
  readonly id: bigint
  readonly state: BankTransactionState
  readonly reason: string
  readonly unallocated: bigint
}

export async function updateTransactions(
  unit: Unit,
  companyId: bigint,
  updates: readonly TransactionUpdate[],
): Promise<void> {
  if (updates.length === 0) return
  await unit.rows(
    `UPDATE ledger.bank_transaction t SET state = r.state, reason = r.reason, unallocated = r.unallocated
      FROM unnest($2::bigint[], $3::text[], $4::text[], $5::bigint[]) AS r (id, state, reason, unallocated)
      WHERE t.company_id = $1 AND t.id = r.id`,
    [
      companyId,
      updates.map((update) => update.id),
      updates.map((update) => update.state),
      updates.map((update) => update.reason),
      updates.map((update) => update.unallocated),
    ],
    'ledger.updateTransactions',
  )
}

const PAIRABLE = `t.id, t.iban, t.archive_id AS "archiveId", t.reference, t.amount, t.currency, t.booked_on AS "bookedOn"`

export function findWaitingReversals(unit: Unit, companyId: bigint): Promise<Pairable[]> {
  return unit.rows<Pairable>(
    `SELECT ${PAIRABLE} FROM ledger.bank_transaction t
      WHERE t.company_id = $1 AND t.reversal AND t.direction = 'DEBIT' AND t.state = 'UNMATCHED'`,
    [companyId],
    'ledger.findWaitingReversals',
  )
}

/** Payments that one of the reversals may take back. */
export function findReversible(unit: Unit, companyId: bigint, reversals: readonly Pairable[]): Promise<Pairable[]> {
  const references = reversals.flatMap((reversal) => reversal.reference ?? [])
  const archiveIds = reversals.flatMap((reversal) => (reversal.reference === null ? (reversal.archiveId ?? []) : []))
  const ibans = [...new Set(reversals.map((reversal) => reversal.iban))]
  return unit.rows<Pairable>(
    `SELECT ${PAIRABLE} FROM ledger.bank_transaction t
      WHERE t.company_id = $1 AND t.direction = 'CREDIT' AND NOT t.reversal AND t.state IN ('BOOKED', 'OVERPAID', 'UNMATCHED', 'DOUBTFUL', 'DISMISSED')
        AND (t.reference = ANY ($2::text[]) OR (t.iban = ANY ($4::text[]) AND t.archive_id = ANY ($3::text[])))`,
    [companyId, references, archiveIds, ibans],
    'ledger.findReversible',
  )
}

export interface PaymentOfTransaction {
  readonly id: bigint
  readonly transactionId: bigint
  readonly invoiceId: bigint
  readonly kind: PaymentKind
  readonly amount: bigint
  readonly payerName: string | null
}

/** Payments of transactions that have not been taken back. */
export function findPaymentsOf(
  unit: Unit,
  companyId: bigint,
  transactionIds: readonly bigint[],
): Promise<PaymentOfTransaction[]> {
  return unit.rows<PaymentOfTransaction>(
    `SELECT p.id, p.bank_transaction_id AS "transactionId", p.invoice_id AS "invoiceId", p.kind, p.amount, p.payer_name AS "payerName"
      FROM ledger.payment p
      WHERE p.company_id = $1 AND p.bank_transaction_id = ANY ($2::bigint[]) AND p.reverses_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM ledger.payment r WHERE r.company_id = $1 AND r.reverses_id = p.id)
      ORDER BY p.id`,
    [companyId, transactionIds],
    'ledger.findPaymentsOf',
  )
}

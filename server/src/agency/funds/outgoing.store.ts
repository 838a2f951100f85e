import type { BankTransaction } from '../../exchange/bank/statement.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { Outgoing, UnpaidFile, UnpaidTransfer } from './instruction.ts'
import { RELEASED } from './paymentFile.store.ts'

/** Let go, and neither refused nor gone. */
export const UNPAID = `${RELEASED} AND t.refused_on IS NULL AND t.paid_by_id IS NULL`

const FIELDS = `t.payment_file_id AS "fileId", t.ordinal, t.end_to_end_id AS "endToEndId", t.reference, t.to_iban AS "toIban", t.amount,
  f.execute_on AS "executeOn"`

export interface Account {
  readonly iban: string
  readonly currency: string
}

/** Those that a row of the bank may be, the likeliest first. */
export function unpaidLike(unit: Unit, { iban, currency }: Account, row: Outgoing): Promise<UnpaidTransfer[]> {
  return unit.rows<UnpaidTransfer>(
    `SELECT ${FIELDS} FROM agency.transfer t JOIN agency.payment_file f ON f.id = t.payment_file_id
     WHERE f.from_iban = $1 AND f.currency = $2 AND t.amount = $3 AND ${UNPAID}
     ORDER BY (t.end_to_end_id = $4) IS NOT TRUE, (t.reference = $5) IS NOT TRUE, (t.to_iban = $6) IS NOT TRUE, f.execute_on, f.id, t.ordinal
     LIMIT 50`,
    [iban, currency, row.amount, row.endToEndId, row.reference, row.payeeIban],
    'agency.unpaidLike',
  )
}

/** Files of that sum of which nothing has gone yet; transfers that the bank refused are no part of it. */
export async function untouchedFiles(
  unit: Unit,
  { iban, currency }: Account,
  { amount, on }: Pick<Outgoing, 'amount' | 'on'>,
): Promise<UnpaidFile[]> {
  const rows = await unit.rows<UnpaidTransfer & { readonly messageId: string }>(
    `SELECT ${FIELDS}, f.message_id AS "messageId" FROM agency.transfer t JOIN agency.payment_file f ON f.id = t.payment_file_id
     WHERE ${UNPAID} AND f.id IN (
       SELECT f.id FROM agency.payment_file f JOIN agency.transfer t ON t.payment_file_id = f.id
       WHERE f.from_iban = $1 AND f.currency = $2 AND f.amount >= $3 AND f.execute_on BETWEEN $4::date - 30 AND $4::date
         AND t.refused_on IS NULL AND NOT t.is_cancelled
       GROUP BY f.id HAVING sum(t.amount) = $3 AND count(t.paid_by_id) = 0 ORDER BY f.id DESC LIMIT 10)
     ORDER BY f.id, t.ordinal`,
    [iban, currency, amount, on],
    'agency.untouchedFiles',
  )
  const files = new Map<bigint, UnpaidFile>()
  for (const { messageId, ...transfer } of rows) {
    const { fileId, executeOn } = transfer
    const transfers = [...(files.get(fileId)?.transfers ?? []), transfer]
    files.set(fileId, { fileId, messageId, executeOn, transfers })
  }
  return [...files.values()]
}

export type TransferKey = Pick<UnpaidTransfer, 'fileId' | 'ordinal'>

const keysOf = (transfers: readonly TransferKey[]) => [
  transfers.map(({ fileId }) => fileId),
  transfers.map(({ ordinal }) => ordinal),
]

const NAMED =
  'FROM unnest($2::bigint[], $3::integer[]) AS k (file_id, ordinal) WHERE t.payment_file_id = k.file_id AND t.ordinal = k.ordinal'

/** What the bank has booked is no longer refused, if it ever was. Throws when one of them has gone already. */
export async function markPaid(unit: Unit, rowId: bigint, transfers: readonly TransferKey[]): Promise<void> {
  const count = await unit.count(
    `UPDATE agency.transfer t SET paid_by_id = $1, refused_on = NULL, refusal = NULL, refused_by = NULL
     ${NAMED} AND t.paid_by_id IS NULL AND NOT t.is_cancelled`,
    [rowId, ...keysOf(transfers)],
    'agency.markTransfersPaid',
  )
  if (count !== transfers.length) throw new Error('A transfer leaves the account once.')
}

/** It has come back: its money waits for a later file. Throws when one of them has come back already. */
export async function markReturned(
  unit: Unit,
  rowId: bigint,
  transfers: readonly TransferKey[],
  { on, reason }: { on: CalendarDate; reason: string },
): Promise<void> {
  const count = await unit.count(
    `UPDATE agency.transfer t SET returned_by_id = $1, refused_on = $4, refusal = $5, refused_by = access.staff_actor()
     ${NAMED} AND t.paid_by_id IS NOT NULL AND t.returned_by_id IS NULL`,
    [rowId, ...keysOf(transfers), on, reason],
    'agency.markTransfersReturned',
  )
  if (count !== transfers.length) throw new Error('A transfer comes back once.')
}

/** The newest transfer that has gone and that money which comes back is of, by its name, otherwise by its reference. */
export function paidLike(unit: Unit, account: Account, row: Outgoing): Promise<TransferKey | undefined> {
  return unit.row<TransferKey>(
    `SELECT t.payment_file_id AS "fileId", t.ordinal FROM agency.transfer t JOIN agency.payment_file f ON f.id = t.payment_file_id
     WHERE f.from_iban = $1 AND f.currency = $2 AND t.amount = $3 AND t.paid_by_id IS NOT NULL AND t.returned_by_id IS NULL
       AND (t.end_to_end_id = $4 OR ($4::text IS NULL AND t.reference = $5))
     ORDER BY t.payment_file_id DESC, t.ordinal DESC LIMIT 1`,
    [account.iban, account.currency, row.amount, row.endToEndId, row.reference],
    'agency.paidLike',
  )
}

/** The entry that a row is a part of, when that has come. */
export function entryWhole(
  unit: Unit,
  transaction: BankTransaction,
): Promise<{ id: bigint; rest: bigint } | undefined> {
  return unit.row(
    `SELECT w.id, (-w.amount - coalesce((SELECT sum(amount) FROM agency.transfer WHERE paid_by_id = w.id), 0))::bigint AS rest
     FROM agency.client_transaction w WHERE w.entry_id = $2 AND w.iban = $1 AND w.booked_on = $3 AND w.state = 'OUTGOING'
     ORDER BY w.id LIMIT 1`,
    [transaction.accountIban, transaction.batch?.entryArchiveId ?? null, transaction.bookedOn],
    'agency.entryWhole',
  )
}

/** An entry was taken for transfers that its parts do not name: they have not left after all. The cents that are free again. */
export async function releaseGuess(unit: Unit, wholeId: bigint): Promise<bigint> {
  const released = await unit.rows<{ amount: bigint }>(
    `UPDATE agency.transfer t SET paid_by_id = NULL WHERE t.paid_by_id = $1 AND NOT EXISTS (
       SELECT 1 FROM agency.client_transaction p WHERE p.part_of_id = $1 AND p.end_to_end_id = t.end_to_end_id)
     RETURNING t.amount`,
    [wholeId],
    'agency.releaseGuess',
  )
  return released.reduce((sum, { amount }) => sum + amount, 0n)
}

/** A sum of several that has paid the transfer of that name already, and that no part has told of yet. */
export function sumThatPaid(unit: Unit, account: Account, row: Outgoing): Promise<{ id: bigint } | undefined> {
  return unit.row(
    `SELECT w.id FROM agency.transfer t JOIN agency.client_transaction w ON w.id = t.paid_by_id
     WHERE t.end_to_end_id = $3 AND t.amount = $4 AND w.iban = $1 AND w.currency = $2 AND w.booked_on = $5 AND w.end_to_end_id IS NULL
       AND -w.amount > t.amount
       AND NOT EXISTS (SELECT 1 FROM agency.client_transaction p WHERE p.part_of_id = w.id AND p.end_to_end_id = t.end_to_end_id)
     LIMIT 1`,
    [account.iban, account.currency, row.endToEndId, row.amount, row.on],
    'agency.sumThatPaid',
  )
}

export async function markParts(unit: Unit, ids: readonly bigint[], wholeId: bigint): Promise<void> {
  await unit.rows(
    `UPDATE agency.client_transaction SET state = 'SUPERSEDED', part_of_id = $2, explained_as = NULL, explanation = NULL,
       explained_by = NULL, explained_at = NULL WHERE id = ANY ($1::bigint[])`,
    [ids, wholeId],
    'agency.markParts',
  )
}

/**
 * Rows that came before the entry that they are parts of: by the bank's name of the entry, otherwise those that have paid
 * all of the file that it names. None when they are more than the entry.
 */
export async function partsOf(unit: Unit, account: Account, row: Outgoing, entryId: string | null): Promise<bigint[]> {
  const rows = await unit.rows<{ id: bigint; sum: bigint; byEntry: boolean }>(
    `SELECT p.id, (sum(-p.amount) OVER (PARTITION BY coalesce(p.within_entry_id = $3, false)))::bigint AS sum,
       coalesce(p.within_entry_id = $3, false) AS "byEntry"
     FROM agency.client_transaction p
     WHERE p.iban = $1 AND p.currency = $2 AND p.booked_on = $5 AND p.state = 'OUTGOING' AND p.amount < 0
       AND (p.within_entry_id = $3 OR ($4::text IS NOT NULL AND EXISTS (
         SELECT 1 FROM agency.transfer t JOIN agency.payment_file f ON f.id = t.payment_file_id
         WHERE t.paid_by_id = p.id AND f.message_id = $4)))`,
    [account.iban, account.currency, entryId, row.instructionId, row.on],
    'agency.partsOf',
  )
  const byEntry = rows.filter((one) => one.byEntry && one.sum <= row.amount)
  if (byEntry.length > 0) return byEntry.map(({ id }) => id)
  return rows.filter((one) => !one.byEntry && one.sum === row.amount).map(({ id }) => id)
}

/** What the parts have paid, the whole has paid. */
export async function takeOver(unit: Unit, wholeId: bigint, partIds: readonly bigint[]): Promise<void> {
  await unit.rows(
    'UPDATE agency.transfer SET paid_by_id = $1 WHERE paid_by_id = ANY ($2::bigint[])',
    [wholeId, partIds],
    'agency.takeOverTransfers',
  )
  await markParts(unit, partIds, wholeId)
}

/** Cents of each row of money that left or came back that no transfer of ours tells: more than zero left, less came in. */
export const UNEXPLAINED = `SELECT t.iban, t.currency, t.explained_as, -t.amount - coalesce(g.amount, 0) + coalesce(b.amount, 0) AS amount
  FROM agency.client_transaction t
  LEFT JOIN (SELECT paid_by_id AS id, sum(amount) AS amount FROM agency.transfer GROUP BY 1) g ON g.id = t.id
  LEFT JOIN (SELECT returned_by_id AS id, sum(amount) AS amount FROM agency.transfer GROUP BY 1) b ON b.id = t.id
  WHERE t.state = 'OUTGOING'`

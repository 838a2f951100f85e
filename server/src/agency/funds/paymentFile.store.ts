import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { parseReference } from '../../kernel/referenceNumber.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { Page } from '../../platform/graphql/paging.ts'

/** What is to go to the bank and is in no file yet. Amount in cents. */
export interface PendingTransfer {
  readonly companyId: bigint | null
  readonly settlementId: bigint | null
  readonly line: number | null
  readonly payoutId: bigint | null
  readonly fromIban: string
  readonly currency: string
  readonly amount: bigint
  readonly toName: string
  readonly toIban: string
  readonly reference: string | null
  readonly message: string
  /** How often the bank has refused it before. */
  readonly refusals: number
}

/** Two runs at once would put the same transfers into two files. */
export async function lockPaymentFiles(unit: Unit): Promise<void> {
  await unit.rows(`SELECT pg_advisory_xact_lock(hashtext('agency.payment_file'))`, [], 'agency.lockPaymentFiles')
}

/** A transfer that is on its way: neither refused by the bank nor in a file that was cancelled. */
const STANDS = 't.refused_on IS NULL AND NOT t.is_cancelled'

/** Let go by two people and not cancelled since; files from before two had to were sent at once. */
export const RELEASED =
  'f.cancelled_at IS NULL AND NOT t.is_cancelled AND (f.released_at IS NOT NULL OR f.sent_at IS NOT NULL)'

/** Its money has gone again with a later file, under another name. */
export const GONE_AGAIN = `EXISTS (SELECT 1 FROM agency.transfer n WHERE n.payment_file_id > t.payment_file_id AND NOT n.is_cancelled
  AND (n.payout_id = t.payout_id OR (n.company_id = t.company_id AND n.settlement_id = t.settlement_id AND n.line = t.line)))`

/** What the bank has refused of one payment: how often, and the account that staff gave last. */
const REFUSED = `SELECT count(*)::integer AS refusals,
    (array_agg(t.new_iban ORDER BY t.payment_file_id DESC) FILTER (WHERE t.new_iban IS NOT NULL))[1] AS new_iban
  FROM agency.transfer t`

/**
 * Lines of creditors without an account wait until one is known, agreed with the creditor or named after a refusal; those
 * from before there were files were paid by hand.
 */
export function pendingTransfers(unit: Unit, on: CalendarDate): Promise<PendingTransfer[]> {
  return unit.rows<PendingTransfer>(
    `SELECT l.company_id AS "companyId", l.settlement_id AS "settlementId", l.ordinal AS line, NULL::bigint AS "payoutId",
       s.from_iban AS "fromIban", l.currency, l.paid AS amount, a.creditor->>'name' AS "toName",
       coalesce(r.new_iban, l.to_iban, m.iban) AS "toIban", l.reference, a.invoice_number AS message,
       coalesce(r.refusals, 0) AS refusals
     FROM agency.settlement_line l
     JOIN agency.settlement s ON s.company_id = l.company_id AND s.id = l.settlement_id
     JOIN agency.assignment a ON a.company_id = l.company_id AND a.id = l.assignment_id
     LEFT JOIN LATERAL (SELECT iban FROM agency.money_terms WHERE company_id = l.company_id AND valid_from <= $1
       ORDER BY valid_from DESC, id DESC LIMIT 1) m ON true
     LEFT JOIN LATERAL (${REFUSED} WHERE t.company_id = l.company_id AND t.settlement_id = l.settlement_id AND t.line = l.ordinal
       AND t.refused_on IS NOT NULL) r ON true
     WHERE l.paid > 0 AND coalesce(r.new_iban, l.to_iban, m.iban) IS NOT NULL AND NOT EXISTS (SELECT 1 FROM agency.transfer t
       WHERE t.company_id = l.company_id AND t.settlement_id = l.settlement_id AND t.line = l.ordinal AND ${STANDS})
     UNION ALL
     SELECT NULL, NULL, NULL, p.id, p.from_iban, p.currency, p.amount, p.to_name, coalesce(r.new_iban, p.to_iban), NULL, p.message,
       coalesce(r.refusals, 0)
     FROM agency.payout p
     LEFT JOIN LATERAL (${REFUSED} WHERE t.payout_id = p.id AND t.refused_on IS NOT NULL) r ON true
     WHERE NOT EXISTS (SELECT 1 FROM agency.transfer t WHERE t.payout_id = p.id AND ${STANDS})
     ORDER BY 5, 6, 1, 2, 3, 4`,
    [on],
    'agency.pendingTransfers',
  )
}

export interface NewPaymentFile {
  readonly messageId: string
  readonly executeOn: CalendarDate
  readonly fromIban: string
  readonly currency: string
  readonly transfers: number
  readonly amount: bigint
  readonly content: Buffer
}

export interface PaymentFile extends Omit<NewPaymentFile, 'content'> {
  readonly id: bigint
  /** The user's number. */
  readonly madeBy: string
  readonly madeAt: Date
  readonly madeByName: string
  /** Null: not yet let go by another than who made it. */
  readonly releasedAt: Date | null
  readonly releasedByName: string | null
  readonly cancelledAt: Date | null
  /** Null: not yet sent to the bank. */
  readonly sentAt: Date | null
  /** Transfers of it that the bank has refused. */
  readonly refused: number
  /** Transfers of it that have left the account and have not come back. */
  readonly paid: number
}

export async function insertPaymentFile(unit: Unit, file: NewPaymentFile, at: Date): Promise<bigint> {
  const { messageId, executeOn, fromIban, currency, transfers, amount, content } = file
  const row = await unit.row<{ id: bigint }>(
    `INSERT INTO agency.payment_file (message_id, execute_on, from_iban, currency, transfers, amount, content, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [messageId, executeOn, fromIban, currency, transfers, amount, content, at],
    'agency.insertPaymentFile',
  )
  if (!row) throw new Error('The payment file was not stored.')
  return row.id
}

/** A bank takes a transfer of the same name once: after a refusal it bears another. */
export function endToEndIdOf({ payoutId, settlementId, line, refusals }: PendingTransfer): string {
  const name = payoutId === null ? `S${settlementId}-${line}` : `P${payoutId}`
  return refusals === 0 ? name : `${name}-R${refusals}`
}

export async function insertTransfers(
  unit: Unit,
  fileId: bigint,
  transfers: readonly PendingTransfer[],
): Promise<void> {
  await unit.rows(
    `INSERT INTO agency.transfer (payment_file_id, ordinal, company_id, settlement_id, line, payout_id, end_to_end_id, to_iban, reference, amount)
     SELECT $1, t.ordinal, t.company_id, t.settlement_id, t.line, t.payout_id, t.end_to_end_id, t.to_iban, t.reference, t.amount
     FROM unnest($2::bigint[], $3::bigint[], $4::integer[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::bigint[]) WITH ORDINALITY
       AS t (company_id, settlement_id, line, payout_id, end_to_end_id, to_iban, reference, amount, ordinal)`,
    [
      fileId,
      transfers.map(({ companyId }) => companyId),
      transfers.map(({ settlementId }) => settlementId),
      transfers.map(({ line }) => line),
      transfers.map(({ payoutId }) => payoutId),
      transfers.map(endToEndIdOf),
      transfers.map(({ toIban }) => toIban),
      transfers.map(({ reference }) => (reference === null ? null : (parseReference(reference) ?? null))),
      transfers.map(({ amount }) => amount),
    ],
    'agency.insertTransfers',
  )
}

const FILE = `
  SELECT f.id, f.message_id AS "messageId", f.execute_on AS "executeOn", f.from_iban AS "fromIban", f.currency, f.transfers, f.amount,
    f.made_at AS "madeAt", f.sent_at AS "sentAt", f.cancelled_at AS "cancelledAt", f.made_by AS "madeBy",
    coalesce(m.name, f.made_by) AS "madeByName", coalesce(f.released_at, f.sent_at) AS "releasedAt",
    coalesce(r.name, f.released_by) AS "releasedByName",
    (SELECT count(*)::integer FROM agency.transfer t WHERE t.payment_file_id = f.id AND t.refused_on IS NOT NULL) AS refused,
    (SELECT count(*)::integer FROM agency.transfer t WHERE t.payment_file_id = f.id AND t.refused_on IS NULL AND t.paid_by_id IS NOT NULL)
      AS paid
  FROM agency.payment_file f
  LEFT JOIN access.app_user m ON m.id::text = f.made_by LEFT JOIN access.app_user r ON r.id::text = f.released_by`

export function paymentFileOf(unit: Unit, id: bigint): Promise<PaymentFile | undefined> {
  return unit.row<PaymentFile>(`${FILE} WHERE f.id = $1`, [id], 'agency.paymentFileOf')
}

export function listPaymentFiles(unit: Unit, page: Page): Promise<PaymentFile[]> {
  return unit.rows<PaymentFile>(
    `${FILE} WHERE $1::bigint IS NULL OR f.id < $1 ORDER BY f.id DESC LIMIT $2`,
    [page.after?.[0] ?? null, page.limit],
    'agency.listPaymentFiles',
  )
}

/** Nobody else decides on it until the unit ends. */
export async function lockPaymentFile(unit: Unit, id: bigint): Promise<void> {
  await unit.rows('SELECT 1 FROM agency.payment_file WHERE id = $1 FOR NO KEY UPDATE', [id], 'agency.lockPaymentFile')
}

export async function paymentFileContent(unit: Unit, messageId: string): Promise<Buffer | undefined> {
  const row = await unit.row<{ content: Buffer }>(
    // Until another has let it go, it is nobody's to take to the bank.
    `SELECT content FROM agency.payment_file WHERE message_id = $1 AND cancelled_at IS NULL
       AND (released_at IS NOT NULL OR sent_at IS NOT NULL)`,
    [messageId],
    'agency.paymentFileContent',
  )
  return row?.content
}

/** Whether it was the first time, which counts. */
export async function markSent(unit: Unit, id: bigint, at: Date): Promise<boolean> {
  const marked = await unit.count(
    `UPDATE agency.payment_file SET sent_at = $2, sent_by = access.staff_actor() WHERE id = $1 AND sent_at IS NULL`,
    [id, at],
    'agency.markPaymentFileSent',
  )
  return marked > 0
}

export async function markReleased(unit: Unit, id: bigint, at: Date): Promise<void> {
  await unit.rows(
    'UPDATE agency.payment_file SET released_at = $2, released_by = access.staff_actor() WHERE id = $1',
    [id, at],
    'agency.releasePaymentFile',
  )
}

/** Its transfers wait again. */
export async function markCancelled(unit: Unit, id: bigint, at: Date): Promise<void> {
  await unit.rows(
    'UPDATE agency.payment_file SET cancelled_at = $2, cancelled_by = access.staff_actor() WHERE id = $1',
    [id, at],
    'agency.cancelPaymentFile',
  )
  await unit.rows(
    'UPDATE agency.transfer SET is_cancelled = true WHERE payment_file_id = $1',
    [id],
    'agency.cancelTransfers',
  )
}

/** A transfer as staff see it. Cents. */
export interface TransferRow {
  readonly fileId: bigint
  readonly ordinal: number
  readonly endToEndId: string
  readonly toName: string
  readonly toIban: string
  readonly amount: bigint
  readonly currency: string
  /** The day on which the bank booked it; null: it has not left the account. */
  readonly paidOn: CalendarDate | null
  /** What the bank last said of it, as ISO 20022 names it. */
  readonly bankStatus: string | null
  readonly refusedOn: CalendarDate | null
  readonly refusal: string | null
  /** Where it goes next time, when staff have said so. */
  readonly newIban: string | null
}

export function transfersOf(unit: Unit, fileId: bigint): Promise<TransferRow[]> {
  return unit.rows<TransferRow>(
    `SELECT t.payment_file_id AS "fileId", t.ordinal, t.end_to_end_id AS "endToEndId", coalesce(p.to_name, c.name) AS "toName",
       t.to_iban AS "toIban", t.amount, f.currency, b.booked_on AS "paidOn", t.bank_status AS "bankStatus",
       t.refused_on AS "refusedOn", t.refusal, t.new_iban AS "newIban"
     FROM agency.transfer t JOIN agency.payment_file f ON f.id = t.payment_file_id
     LEFT JOIN agency.payout p ON p.id = t.payout_id
     LEFT JOIN agency.creditor c ON c.company_id = t.company_id
     LEFT JOIN agency.client_transaction b ON b.id = t.paid_by_id
     WHERE t.payment_file_id = $1 ORDER BY t.ordinal LIMIT 1000`,
    [fileId],
    'agency.transfersOf',
  )
}

export interface TransferRefusal {
  readonly fileId: bigint
  readonly ordinal: number
  readonly refusedOn: CalendarDate
  readonly reason: string
  /** Where it goes next time; null: to the same account. */
  readonly newIban: string | null
}

/** How many: not what was refused before, has left the account, or is not there. */
export function refuseTransfers(unit: Unit, refusals: readonly TransferRefusal[]): Promise<number> {
  return unit.count(
    `UPDATE agency.transfer t SET refused_on = r.refused_on, refusal = r.reason, new_iban = r.new_iban, refused_by = access.staff_actor()
     FROM unnest($1::bigint[], $2::integer[], $3::date[], $4::text[], $5::text[]) AS r (file_id, ordinal, refused_on, reason, new_iban)
     WHERE t.payment_file_id = r.file_id AND t.ordinal = r.ordinal AND t.refused_on IS NULL AND NOT t.is_cancelled AND t.paid_by_id IS NULL`,
    [
      refusals.map(({ fileId }) => fileId),
      refusals.map(({ ordinal }) => ordinal),
      refusals.map(({ refusedOn }) => refusedOn),
      refusals.map(({ reason }) => reason),
      refusals.map(({ newIban }) => newIban),
    ],
    'agency.refuseTransfers',
  )
}

export async function isPaid(unit: Unit, fileId: bigint, ordinal: number): Promise<boolean> {
  const row = await unit.row(
    'SELECT 1 FROM agency.transfer WHERE payment_file_id = $1 AND ordinal = $2 AND refused_on IS NULL AND paid_by_id IS NOT NULL',
    [fileId, ordinal],
    'agency.isTransferPaid',
  )
  return row !== undefined
}

/** Where a refused transfer goes next time. False when it is not refused, or has gone again already. */
export async function redirectTransfer(
  unit: Unit,
  { fileId, ordinal, newIban }: Pick<TransferRefusal, 'fileId' | 'ordinal'> & { newIban: string },
): Promise<boolean> {
  const count = await unit.count(
    `UPDATE agency.transfer t SET new_iban = $3
     WHERE t.payment_file_id = $1 AND t.ordinal = $2 AND t.refused_on IS NOT NULL AND NOT ${GONE_AGAIN}`,
    [fileId, ordinal, newIban],
    'agency.redirectTransfer',
  )
  return count === 1
}

import type { CalendarDate } from '../kernel/calendarDate.ts'
import type { Unit } from '../platform/database/unit.ts'
import type { Page } from '../platform/graphql/paging.ts'

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
}

/** Two runs at once would put the same transfers into two files. */
export async function lockPaymentFiles(unit: Unit): Promise<void> {
  await unit.rows(`SELECT pg_advisory_xact_lock(hashtext('agency.payment_file'))`, [], 'agency.lockPaymentFiles')
}

/** Lines of creditors without an account wait until one is known; those from before there were files were paid by hand. */
export function pendingTransfers(unit: Unit): Promise<PendingTransfer[]> {
  return unit.rows<PendingTransfer>(
    `SELECT l.company_id AS "companyId", l.settlement_id AS "settlementId", l.ordinal AS line, NULL::bigint AS "payoutId",
       s.from_iban AS "fromIban", l.currency, l.paid AS amount, a.creditor->>'name' AS "toName",
       l.to_iban AS "toIban", l.reference, a.invoice_number AS message
     FROM agency.settlement_line l
     JOIN agency.settlement s ON s.company_id = l.company_id AND s.id = l.settlement_id
     JOIN agency.assignment a ON a.company_id = l.company_id AND a.id = l.assignment_id
     WHERE l.paid > 0 AND l.to_iban IS NOT NULL AND NOT EXISTS (SELECT 1 FROM agency.transfer t
       WHERE t.company_id = l.company_id AND t.settlement_id = l.settlement_id AND t.line = l.ordinal)
     UNION ALL
     SELECT NULL, NULL, NULL, p.id, p.from_iban, p.currency, p.amount, p.to_name, p.to_iban, NULL, p.message
     FROM agency.payout p WHERE NOT EXISTS (SELECT 1 FROM agency.transfer t WHERE t.payout_id = p.id)
     ORDER BY 5, 6, 1, 2, 3, 4`,
    [],
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
  readonly madeAt: Date
  /** Null: not yet sent to the bank. */
  readonly sentAt: Date | null
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

export async function insertTransfers(
  unit: Unit,
  fileId: bigint,
  transfers: readonly PendingTransfer[],
): Promise<void> {
  await unit.rows(
    `INSERT INTO agency.transfer (payment_file_id, ordinal, company_id, settlement_id, line, payout_id)
     SELECT $1, t.ordinal, t.company_id, t.settlement_id, t.line, t.payout_id
     FROM unnest($2::bigint[], $3::bigint[], $4::integer[], $5::bigint[]) WITH ORDINALITY
       AS t (company_id, settlement_id, line, payout_id, ordinal)`,
    [
      fileId,
      transfers.map(({ companyId }) => companyId),
      transfers.map(({ settlementId }) => settlementId),
      transfers.map(({ line }) => line),
      transfers.map(({ payoutId }) => payoutId),
    ],
    'agency.insertTransfers',
  )
}

const FILE = `
  SELECT id, message_id AS "messageId", execute_on AS "executeOn", from_iban AS "fromIban", currency, transfers, amount,
    made_at AS "madeAt", sent_at AS "sentAt"
  FROM agency.payment_file`

export function paymentFileOf(unit: Unit, id: bigint): Promise<PaymentFile | undefined> {
  return unit.row<PaymentFile>(`${FILE} WHERE id = $1`, [id], 'agency.paymentFileOf')
}

export function listPaymentFiles(unit: Unit, page: Page): Promise<PaymentFile[]> {
  return unit.rows<PaymentFile>(
    `${FILE} WHERE $1::bigint IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`,
    [page.after?.[0] ?? null, page.limit],
    'agency.listPaymentFiles',
  )
}

export async function paymentFileContent(unit: Unit, messageId: string): Promise<Buffer | undefined> {
  const row = await unit.row<{ content: Buffer }>(
    'SELECT content FROM agency.payment_file WHERE message_id = $1',
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

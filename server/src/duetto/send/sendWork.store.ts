import type { Money } from '../../kernel/money.ts'
import type { UserError } from '../../kernel/result.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { AfterReminder, AssignmentKind } from '../assignment/assignment.enums.ts'
import type { SendState } from './send.ts'

export interface RunningSend {
  readonly companyId: bigint
  readonly sendId: bigint
  readonly kind: AssignmentKind
  readonly afterReminder: AfterReminder | null
  readonly state: SendState
  readonly priceListId: bigint
  readonly sentCount: number
  readonly refusedCount: number
  /** Minor units. */
  readonly principal: bigint
}

/** Locks a send: its batches come one after another, whoever works them off. */
export function lockSend(unit: Unit, companyId: bigint, sendId: bigint): Promise<RunningSend | undefined> {
  return unit.row<RunningSend>(
    `SELECT s.company_id AS "companyId", s.id AS "sendId", s.kind, s.after_reminder AS "afterReminder", s.state,
       s.price_list_id AS "priceListId", s.sent_count AS "sentCount", s.refused_count AS "refusedCount", s.principal
     FROM duetto.send s WHERE s.company_id = $1 AND s.id = $2 FOR UPDATE`,
    [companyId, sendId],
    'duetto.lockSend',
  )
}

/** The next invoices that have no answer, in the order they were asked for. */
export async function waitingItems(unit: Unit, companyId: bigint, sendId: bigint, most: number): Promise<bigint[]> {
  const rows = await unit.rows<{ invoiceId: bigint }>(
    `SELECT i.invoice_id AS "invoiceId" FROM duetto.send_item i
     WHERE i.company_id = $1 AND i.send_id = $2 AND i.assignment_id IS NULL AND i.code IS NULL ORDER BY i.ordinal LIMIT $3`,
    [companyId, sendId, most],
    'duetto.waitingItems',
  )
  return rows.map((row) => row.invoiceId)
}

/** What became of a waiting invoice: sent, or refused with the first reason. */
export interface ItemAnswer {
  readonly invoiceId: bigint
  readonly sent: { readonly assignmentId: bigint; readonly open: Money } | null
  readonly refusal: UserError | null
}

export async function answerItems(
  unit: Unit,
  companyId: bigint,
  sendId: bigint,
  answers: readonly ItemAnswer[],
): Promise<void> {
  if (answers.length === 0) return
  await unit.rows(
    `UPDATE duetto.send_item i SET assignment_id = a.assignment, code = a.code, message = a.message,
       refusal_values = a.named
     FROM unnest($3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::jsonb[])
       AS a (invoice, assignment, code, message, named)
     WHERE i.company_id = $1 AND i.send_id = $2 AND i.invoice_id = a.invoice`,
    [
      companyId,
      sendId,
      answers.map((answer) => answer.invoiceId),
      answers.map((answer) => answer.sent?.assignmentId ?? null),
      answers.map((answer) => answer.refusal?.code ?? null),
      answers.map((answer) => answer.refusal?.message ?? null),
      answers.map(({ refusal }) => (refusal?.values ? JSON.stringify(refusal.values) : null)),
    ],
    'duetto.answerItems',
  )
}

export interface SendProgress {
  readonly sentCount: number
  readonly refusedCount: number
  /** Minor units. */
  readonly principal: bigint
  readonly fee: bigint
  readonly vat: bigint
  /** Set when no invoice waits any more. */
  readonly finishedAt: Date | null
}

export async function writeProgress(
  unit: Unit,
  companyId: bigint,
  sendId: bigint,
  progress: SendProgress,
): Promise<void> {
  await unit.rows(
    `UPDATE duetto.send s SET sent_count = $3, refused_count = $4, principal = $5, fee = $6, fee_vat = $7, finished_at = $8,
       state = CASE WHEN $8::timestamptz IS NULL THEN 'SENDING' ELSE 'DONE' END
     WHERE s.company_id = $1 AND s.id = $2`,
    [
      companyId,
      sendId,
      progress.sentCount,
      progress.refusedCount,
      progress.principal,
      progress.fee,
      progress.vat,
      progress.finishedAt,
    ],
    'duetto.writeSendProgress',
  )
}

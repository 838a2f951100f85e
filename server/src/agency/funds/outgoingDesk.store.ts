import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { Page } from '../../platform/graphql/paging.ts'
import { UNPAID } from './outgoing.store.ts'
import { GONE_AGAIN, RELEASED } from './paymentFile.store.ts'

/** What a person has found out of money that left without a transfer of ours. */
export const outgoingReasons = ['CHARGE', 'BY_HAND', 'OTHER'] as const
export type OutgoingReason = (typeof outgoingReasons)[number]

/** A transfer of a file that was let go. Cents. */
export interface ReleasedTransfer {
  readonly fileId: bigint
  readonly messageId: string
  readonly ordinal: number
  readonly endToEndId: string
  readonly executeOn: CalendarDate
  readonly toName: string
  readonly toIban: string
  readonly reference: string | null
  readonly amount: bigint
  readonly currency: string
  readonly bankStatus: string | null
  readonly bankStatusAt: Date | null
  readonly refusedOn: CalendarDate | null
  readonly isPaid: boolean
}

const TRANSFER = `
  SELECT t.payment_file_id AS "fileId", f.message_id AS "messageId", t.ordinal, t.end_to_end_id AS "endToEndId",
    f.execute_on AS "executeOn", coalesce(p.to_name, c.name) AS "toName", t.to_iban AS "toIban", t.reference, t.amount, f.currency,
    t.bank_status AS "bankStatus", t.bank_status_at AS "bankStatusAt", t.refused_on AS "refusedOn", t.paid_by_id IS NOT NULL AS "isPaid"
  FROM agency.transfer t JOIN agency.payment_file f ON f.id = t.payment_file_id
  LEFT JOIN agency.payout p ON p.id = t.payout_id LEFT JOIN agency.creditor c ON c.company_id = t.company_id`

/** The oldest first. */
export function listUnpaid(unit: Unit, page: Page): Promise<ReleasedTransfer[]> {
  const [day, fileId, ordinal] = page.after ?? [null, null, null]
  return unit.rows<ReleasedTransfer>(
    `${TRANSFER} WHERE ${UNPAID}
       AND ($1::date IS NULL OR (f.execute_on, f.id, t.ordinal) > ($1::date, $2::bigint, $3::integer))
     ORDER BY f.execute_on, f.id, t.ordinal LIMIT $4`,
    [day, fileId, ordinal, page.limit],
    'agency.listUnpaid',
  )
}

/** Of money that left ($3), transfers that have not gone, also ones that the bank said to refuse; otherwise those that have. */
const MAY_BE = `${RELEASED} AND f.from_iban = $1 AND f.currency = $2 AND CASE WHEN $3 THEN t.paid_by_id IS NULL AND NOT ${GONE_AGAIN}
  ELSE t.paid_by_id IS NOT NULL AND t.returned_by_id IS NULL END`

/** What a row may be, of the same sum first, at most fifty. */
export function listCandidates(
  unit: Unit,
  { iban, currency, rest }: { iban: string; currency: string; rest: bigint },
): Promise<ReleasedTransfer[]> {
  return unit.rows<ReleasedTransfer>(
    `${TRANSFER} WHERE ${MAY_BE} AND t.amount <= $4
     ORDER BY (t.amount = $4) DESC, f.execute_on DESC, f.id DESC, t.ordinal LIMIT 50`,
    [iban, currency, rest < 0n, rest < 0n ? -rest : rest],
    'agency.outgoingCandidates',
  )
}

/** Those of the named transfers that a row may be, each once and locked. */
export function lockCandidates(
  unit: Unit,
  { iban, currency, rest }: { iban: string; currency: string; rest: bigint },
  named: readonly { readonly fileId: bigint; readonly ordinal: number }[],
): Promise<{ readonly fileId: bigint; readonly ordinal: number; readonly amount: bigint }[]> {
  return unit.rows(
    `SELECT t.payment_file_id AS "fileId", t.ordinal, t.amount
     FROM agency.transfer t JOIN agency.payment_file f ON f.id = t.payment_file_id
     WHERE (t.payment_file_id, t.ordinal) IN (SELECT * FROM unnest($4::bigint[], $5::integer[])) AND ${MAY_BE}
     FOR UPDATE OF t`,
    [iban, currency, rest < 0n, named.map(({ fileId }) => fileId), named.map(({ ordinal }) => ordinal)],
    'agency.lockOutgoingCandidates',
  )
}

export async function setExplanation(
  unit: Unit,
  id: bigint,
  explanation: { readonly as: OutgoingReason; readonly note: string; readonly at: Date } | null,
): Promise<void> {
  await unit.rows(
    `UPDATE agency.client_transaction SET explained_as = $2, explanation = $3, explained_at = $4,
       explained_by = CASE WHEN $2::text IS NOT NULL THEN access.staff_actor() END WHERE id = $1`,
    [id, explanation?.as ?? null, explanation?.note ?? null, explanation?.at ?? null],
    'agency.explainOutgoing',
  )
}

import type { PaymentStatus } from '../../exchange/payment/statusReport.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { type PaymentFile, paymentFileOf } from './paymentFile.store.ts'

/** A transfer by the name that the bank knows it by. */
export interface NamedTransfer {
  readonly fileId: bigint
  readonly ordinal: number
  readonly endToEndId: string
  readonly bankStatus: string | null
  readonly isRefused: boolean
  readonly isPaid: boolean
}

export async function fileOfMessage(unit: Unit, messageId: string): Promise<PaymentFile | undefined> {
  const row = await unit.row<{ id: bigint }>(
    'SELECT id FROM agency.payment_file WHERE message_id = $1',
    [messageId],
    'agency.fileOfMessage',
  )
  return row && paymentFileOf(unit, row.id)
}

export function transfersNamed(unit: Unit, fileId: bigint): Promise<NamedTransfer[]> {
  return unit.rows<NamedTransfer>(
    `SELECT payment_file_id AS "fileId", ordinal, end_to_end_id AS "endToEndId", bank_status AS "bankStatus",
       refused_on IS NOT NULL AS "isRefused", paid_by_id IS NOT NULL AS "isPaid"
     FROM agency.transfer WHERE payment_file_id = $1 ORDER BY ordinal`,
    [fileId],
    'agency.transfersNamed',
  )
}

/** What the bank says now of transfers, each with its status. */
export async function setBankStatuses(
  unit: Unit,
  said: readonly { readonly transfer: NamedTransfer; readonly status: PaymentStatus }[],
  at: Date,
): Promise<void> {
  await unit.rows(
    `UPDATE agency.transfer t SET bank_status = s.status, bank_status_at = $4
     FROM unnest($1::bigint[], $2::integer[], $3::text[]) AS s (file_id, ordinal, status)
     WHERE t.payment_file_id = s.file_id AND t.ordinal = s.ordinal`,
    [
      said.map(({ transfer }) => transfer.fileId),
      said.map(({ transfer }) => transfer.ordinal),
      said.map(({ status }) => status),
      at,
    ],
    'agency.setBankStatuses',
  )
}

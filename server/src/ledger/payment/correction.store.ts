import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { PaymentKind } from './booking.ts'

/** A payment as taking it back needs it. */
export interface StandingPayment {
  readonly id: bigint
  readonly invoiceId: bigint
  readonly bankTransactionId: bigint | null
  readonly kind: PaymentKind
  readonly amount: bigint
  readonly paidOn: CalendarDate
  readonly payerName: string | null
  readonly documentNumber: string | null
  readonly reversesId: bigint | null
  readonly isReversed: boolean
}

export function findPayment(unit: Unit, companyId: bigint, id: bigint): Promise<StandingPayment | undefined> {
  return unit.row<StandingPayment>(
    `SELECT p.id, p.invoice_id AS "invoiceId", p.bank_transaction_id AS "bankTransactionId", p.kind, p.amount, p.paid_on AS "paidOn",
        p.payer_name AS "payerName", p.document_number AS "documentNumber", p.reverses_id AS "reversesId",
        EXISTS (SELECT 1 FROM ledger.payment r WHERE r.company_id = p.company_id AND r.reverses_id = p.id) AS "isReversed"
      FROM ledger.payment p WHERE p.company_id = $1 AND p.id = $2`,
    [companyId, id],
    'ledger.standingPayment',
  )
}

export async function isNumberUsed(unit: Unit, companyId: bigint, number: string): Promise<boolean> {
  const row = await unit.row(
    `SELECT 1 FROM ledger.payment p WHERE p.company_id = $1 AND p.document_number = $2
      UNION ALL SELECT 1 FROM ledger.sales_invoice i WHERE i.company_id = $1 AND i.number = $2`,
    [companyId, number],
    'ledger.isNumberUsed',
  )
  return row !== undefined
}

/** The money of a payment taken back by hand waits again, for a person: by itself it would land where it was. */
export async function releaseMoney(unit: Unit, companyId: bigint, id: bigint, amount: bigint): Promise<void> {
  await unit.rows(
    `UPDATE ledger.bank_transaction t SET unallocated = t.unallocated + $3, by_hand = true, reason = 'TAKEN_BACK_BY_HAND',
        state = CASE WHEN t.unallocated + $3 >= t.amount THEN 'UNMATCHED' ELSE 'OVERPAID' END
      WHERE t.company_id = $1 AND t.id = $2`,
    [companyId, id, amount],
    'ledger.releaseMoney',
  )
}

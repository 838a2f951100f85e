import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { BankTransactionState } from './bankMatching.ts'

export interface WaitingTransaction {
  readonly id: bigint
  /** Netvisor told of it, without the account. */
  readonly isTold: boolean
  readonly bookedOn: CalendarDate
  readonly amount: bigint
  readonly currency: string
  readonly reference: string | null
  readonly parts: readonly { readonly reference: string; readonly amount: string }[]
  readonly payerName: string | null
  readonly payerIban: string | null
  readonly state: BankTransactionState
  readonly reason: string
  readonly unallocated: bigint
  /** What it has paid so far by reference, counter-entries left out. */
  readonly booked: Readonly<Record<string, string>>
}

const WAITING = `SELECT t.id, t.iban IS NULL AS "isTold", t.booked_on AS "bookedOn", t.amount, t.currency, t.reference, t.parts, t.payer_name AS "payerName",
        t.payer_iban AS "payerIban", t.state, t.reason, t.unallocated,
        coalesce((
          SELECT jsonb_object_agg(b.reference, b.amount) FROM (
            SELECT i.reference, sum(p.amount)::text AS amount FROM ledger.payment p
            JOIN ledger.sales_invoice i ON i.company_id = p.company_id AND i.id = p.invoice_id
            WHERE p.company_id = t.company_id AND p.bank_transaction_id = t.id AND i.reference IS NOT NULL GROUP BY i.reference
          ) b
        ), '{}') AS booked`

/** Money that waits and names one of the references, in the order in which it is booked; what a person decided on is left alone. */
export function findWaiting(
  unit: Unit,
  companyId: bigint,
  references: readonly string[],
): Promise<WaitingTransaction[]> {
  return unit.rows<WaitingTransaction>(
    `${WAITING}
      FROM ledger.bank_transaction t
      WHERE t.company_id = $1 AND t.unallocated > 0 AND t.state IN ('UNMATCHED', 'OVERPAID', 'DOUBTFUL') AND NOT t.by_hand
        AND (t.reference = ANY ($2::text[])
          OR EXISTS (SELECT 1 FROM jsonb_array_elements(t.parts) part WHERE part ->> 'reference' = ANY ($2::text[])))
      ORDER BY t.booked_on, t.id`,
    [companyId, references],
    'ledger.findWaiting',
  )
}

/** What Netvisor told of, waits, and is for an invoice that the books have. */
export function findWaitingTold(
  unit: Unit,
  companyId: bigint,
): Promise<(WaitingTransaction & { readonly invoiceId: bigint })[]> {
  return unit.rows<WaitingTransaction & { readonly invoiceId: bigint }>(
    `${WAITING}, i.id AS "invoiceId"
      FROM ledger.bank_transaction t
      JOIN ledger.sales_invoice i ON i.company_id = t.company_id AND i.number = t.told_invoice
      WHERE t.company_id = $1 AND t.unallocated > 0 AND t.state IN ('UNMATCHED', 'OVERPAID', 'DOUBTFUL') AND NOT t.by_hand
      ORDER BY t.booked_on, t.id`,
    [companyId],
    'ledger.findWaitingTold',
  )
}

import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { NewPayment } from '../payment/booking.ts'
import type { LedgerInvoice } from './invoice.store.ts'

const NOBODY = { payerName: null, documentNumber: null, bankTransactionId: null, money: null }

/** Writes off what is unpaid. */
export function creditLossOf(invoice: LedgerInvoice, on: CalendarDate): NewPayment {
  return { invoiceId: invoice.id, kind: 'CREDIT_LOSS', paidOn: on, amount: invoice.open, reversesId: null, ...NOBODY }
}

/** Takes the invoice's credit loss back; undefined when there is none. */
export async function counterEntryOfLoss(
  unit: Unit,
  companyId: bigint,
  invoiceId: bigint,
  on: CalendarDate,
): Promise<NewPayment | undefined> {
  const loss = await unit.row<{ id: bigint; amount: bigint }>(
    `SELECT p.id, p.amount FROM ledger.payment p
      WHERE p.company_id = $1 AND p.invoice_id = $2 AND p.kind = 'CREDIT_LOSS' AND p.reverses_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM ledger.payment r WHERE r.company_id = $1 AND r.reverses_id = p.id)
      ORDER BY p.id DESC LIMIT 1`,
    [companyId, invoiceId],
    'ledger.standingLoss',
  )
  if (!loss) return undefined
  return { invoiceId, kind: 'CREDIT_LOSS', paidOn: on, amount: -loss.amount, reversesId: loss.id, ...NOBODY }
}

import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { amountOf } from '../amount.ts'
import { putAccountMessage } from '../road/accountMessage.ts'
import type { OpenInvoice } from './invoice.store.ts'

/** Cents paid of an invoice; below zero: taken back. */
export type NewInvoicePayment = { readonly on: CalendarDate; readonly amount: bigint } & (
  | { readonly kind: 'SET_OFF'; readonly settlementId: bigint; readonly settlementUid: string }
  | { readonly kind: 'CLIENT_FUNDS'; readonly transactionId: bigint }
  /** `bankKey` names the transaction in the bank's files; a person records one without. */
  | { readonly kind: 'OWN_ACCOUNT'; readonly bankKey?: string }
)

/** Writes down what was paid of an invoice and tells the creditor's side. */
export async function payInvoice(
  unit: Unit,
  invoice: Pick<OpenInvoice, 'companyId' | 'id' | 'uid' | 'currency'>,
  payment: NewInvoicePayment,
  now: Date,
): Promise<void> {
  const { companyId, id, uid, currency } = invoice
  const { kind, on, amount } = payment
  const settlementId = kind === 'SET_OFF' ? payment.settlementId : null
  const bankKey = kind === 'OWN_ACCOUNT' ? (payment.bankKey ?? null) : null
  const transactionId = kind === 'CLIENT_FUNDS' ? payment.transactionId : null
  await unit.rows(
    `INSERT INTO agency.invoice_payment (company_id, invoice_id, kind, on_day, amount, currency, settlement_id, transaction_id, recorded_at, bank_key)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [companyId, id, kind, on, amount, currency, settlementId, transactionId, now, bankKey],
    'agency.insertInvoicePayment',
  )
  const body = {
    invoiceId: uid,
    kind,
    on,
    amount: amountOf(amount, currency),
    settlementId: kind === 'SET_OFF' ? payment.settlementUid : null,
  }
  await putAccountMessage(unit, companyId, { kind: 'AGENCY_INVOICE_PAYMENT', body }, now)
}

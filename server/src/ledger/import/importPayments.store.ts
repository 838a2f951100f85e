import type { Unit } from '../../platform/database/unit.ts'
import type { GivenPayment, KnownPayment, PayableInvoice, StandingPayments } from './importPayments.ts'

export type ListSource = 'TABLE' | 'API'

export function findKnownPayments(
  unit: Unit,
  companyId: bigint,
  source: ListSource,
  externalIds: readonly string[],
): Promise<KnownPayment[]> {
  return unit.rows<KnownPayment>(
    `SELECT k.external_id AS "externalId", k.digest, k.payment_id AS "paymentId", p.invoice_id AS "invoiceId"
      FROM ledger.imported_payment k JOIN ledger.payment p ON p.company_id = k.company_id AND p.id = k.payment_id
      WHERE k.company_id = $1 AND k.source = $2 AND k.external_id = ANY ($3::text[])`,
    [companyId, source, externalIds],
    'ledger.findKnownPayments',
  )
}

/** The invoices that bear one of the numbers or references, unlocked: for a preview. */
export function findPayable(
  unit: Unit,
  companyId: bigint,
  numbers: readonly string[],
  references: readonly string[],
): Promise<PayableInvoice[]> {
  return unit.rows<PayableInvoice>(
    `SELECT i.id, i.number, i.reference, i.due_on AS "dueOn", i.currency, i.open, i.in_service AS "inService",
        i.had_service AS "hadService", i.paid_through AS "paidThrough"
      FROM ledger.sales_invoice i
      WHERE i.company_id = $1 AND (i.number = ANY ($2::text[]) OR i.reference = ANY ($3::text[])) ORDER BY i.id`,
    [companyId, numbers, references],
    'ledger.findPayable',
  )
}

/** Money on the invoices that has not been taken back. */
export function findStanding(
  unit: Unit,
  companyId: bigint,
  invoiceIds: readonly bigint[],
): Promise<StandingPayments[]> {
  return unit.rows<StandingPayments>(
    `SELECT p.invoice_id AS "invoiceId", p.paid_on AS "paidOn", p.amount, count(*)::integer AS count
      FROM ledger.payment p
      WHERE p.company_id = $1 AND p.invoice_id = ANY ($2::bigint[]) AND p.kind IN ('PAYMENT', 'DIRECT_PAYMENT', 'SETTLEMENT')
        AND p.reverses_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM ledger.payment r WHERE r.company_id = p.company_id AND r.reverses_id = p.id)
      GROUP BY 1, 2, 3`,
    [companyId, invoiceIds],
    'ledger.findStanding',
  )
}

export async function saveKnownPayments(
  unit: Unit,
  companyId: bigint,
  source: ListSource,
  payments: readonly { readonly given: GivenPayment; readonly paymentId: bigint }[],
): Promise<void> {
  if (payments.length === 0) return
  await unit.rows(
    `INSERT INTO ledger.imported_payment (company_id, source, external_id, digest, payment_id)
      SELECT $1, $2, r.external_id, r.digest, r.payment_id
      FROM unnest($3::text[], $4::bytea[], $5::bigint[]) AS r (external_id, digest, payment_id)`,
    [
      companyId,
      source,
      payments.map(({ given }) => given.externalId),
      payments.map(({ given }) => given.digest),
      payments.map(({ paymentId }) => paymentId),
    ],
    'ledger.saveKnownPayments',
  )
}

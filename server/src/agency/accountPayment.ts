import type { BankTransaction } from '../exchange/bank/statement.ts'
import type { Unit } from '../platform/database/unit.ts'
import { claimOfReference, lockCreditor } from './claim.store.ts'
import { giveBack, payClaim, refreshClaims } from './claim.ts'
import { markReversed } from './clientFunds.store.ts'
import { openInvoiceOf, openInvoiceOfReference } from './invoice.store.ts'
import { payInvoice } from './invoicePayment.ts'

/*
 * Money on the account of client funds that a creditor pays, and no debtor: of a claim, with the claim's reference, or of
 * an invoice of the agency's, with the invoice's.
 */

/** False when it is neither, or more than is owed: then a person decides. */
export async function payAccount(unit: Unit, id: bigint, transaction: BankTransaction, now: Date): Promise<boolean> {
  const { reference, amount, bookedOn: on } = transaction
  if (reference === undefined) return false
  const claim = await claimOfReference(unit, reference)
  if (claim) {
    if (claim.currency !== amount.currency || claim.iban !== transaction.accountIban) return false
    return payClaim(unit, claim, { transactionId: id, amount: amount.minor, on }, now)
  }
  const found = await openInvoiceOfReference(unit, reference)
  if (found?.currency !== amount.currency) return false
  await lockCreditor(unit, found.companyId)
  const invoice = await openInvoiceOf(unit, found.companyId, found.id)
  if (!invoice || invoice.open < amount.minor) return false
  await payInvoice(unit, invoice, { kind: 'CLIENT_FUNDS', transactionId: id, on, amount: amount.minor }, now)
  return true
}

interface Paid {
  readonly transactionId: bigint
  readonly companyId: bigint
}

/** The newest payment of the same account, reference and amount that still stands. */
function standing(unit: Unit, { accountIban, reference, amount }: BankTransaction): Promise<Paid | undefined> {
  return unit.row<Paid>(
    `SELECT t.id AS "transactionId", o.company_id AS "companyId" FROM agency.client_transaction t
     JOIN (SELECT reference, company_id FROM agency.claim UNION ALL SELECT reference, company_id FROM agency.invoice) o
       ON o.reference = t.reference
     WHERE t.iban = $1 AND t.reference = $2 AND t.amount = $3 AND t.currency = $4 AND t.state = 'ALLOCATED'
     ORDER BY t.id DESC LIMIT 1`,
    [accountIban, reference ?? null, amount.minor, amount.currency],
    'agency.standingAccountPayment',
  )
}

/** The bank takes back what a creditor had paid. False when it was no such payment. */
export async function takeBackFromAccount(
  unit: Unit,
  id: bigint,
  transaction: BankTransaction,
  now: Date,
): Promise<boolean> {
  const paid = await standing(unit, transaction)
  if (!paid) return false
  const on = transaction.bookedOn
  await lockCreditor(unit, paid.companyId)
  const invoices = await unit.rows<{ companyId: bigint; id: bigint; uid: string; currency: string; amount: bigint }>(
    `SELECT i.company_id AS "companyId", i.id, i.uid, i.currency, sum(p.amount)::bigint AS amount FROM agency.invoice_payment p
     JOIN agency.invoice i ON i.company_id = p.company_id AND i.id = p.invoice_id
     WHERE p.transaction_id = $1 GROUP BY i.company_id, i.id, i.uid, i.currency`,
    [paid.transactionId],
    'agency.invoicesPaidBy',
  )
  for (const invoice of invoices) {
    await payInvoice(unit, invoice, { kind: 'CLIENT_FUNDS', transactionId: id, on, amount: -invoice.amount }, now)
  }
  const shares = await unit.rows<{ assignmentId: bigint; amount: bigint }>(
    `SELECT assignment_id AS "assignmentId", sum(creditor_share)::bigint AS amount FROM agency.client_allocation
     WHERE transaction_id = $1 GROUP BY assignment_id ORDER BY 1`,
    [paid.transactionId],
    'agency.sharesPaidBy',
  )
  for (const { assignmentId, amount } of shares) {
    await giveBack(unit, paid.companyId, assignmentId, { transactionId: id, amount: -amount, on }, now)
  }
  await refreshClaims(unit, paid.companyId, on, now)
  await markReversed(unit, paid.transactionId)
  return true
}

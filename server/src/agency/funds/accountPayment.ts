import type { BankTransaction } from '../../exchange/bank/statement.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { openInvoiceOf, openInvoiceOfReference } from '../invoice/invoice.store.ts'
import { payInvoice } from '../invoice/invoicePayment.ts'
import { claimOfReference, lockCreditor } from '../settlement/claim.store.ts'
import { giveBack, payClaim, refreshClaims } from '../settlement/claim.ts'
import { markReversed } from './clientFunds.store.ts'

/*
 * Money on the account of client funds that a creditor pays, and no debtor: of a claim, with the claim's reference, or of
 * an invoice of the agency's, with the invoice's.
 */

export interface AccountMoney {
  readonly transactionId: bigint
  readonly iban: string
  readonly amount: bigint
  readonly currency: string
  readonly on: CalendarDate
}

/** False when the reference is neither's, or it is more than is owed: then a person decides. */
export async function payAccount(unit: Unit, id: bigint, transaction: BankTransaction, now: Date): Promise<boolean> {
  const { reference, amount, bookedOn, accountIban } = transaction
  if (reference === undefined) return false
  const paid = { transactionId: id, iban: accountIban, amount: amount.minor, currency: amount.currency, on: bookedOn }
  return payByReference(unit, reference, paid, now)
}

/** Puts money on the claim or the invoice that a reference names. False when it fits neither. */
export async function payByReference(unit: Unit, reference: string, money: AccountMoney, now: Date): Promise<boolean> {
  const { transactionId, amount, on } = money
  const claim = await claimOfReference(unit, reference)
  if (claim) {
    if (claim.currency !== money.currency || claim.iban !== money.iban) return false
    return payClaim(unit, claim, { transactionId, amount, on }, now)
  }
  const found = await openInvoiceOfReference(unit, reference)
  if (found?.currency !== money.currency) return false
  await lockCreditor(unit, found.companyId)
  const invoice = await openInvoiceOf(unit, found.companyId, found.id)
  if (!invoice || invoice.open < amount) return false
  await payInvoice(unit, invoice, { kind: 'CLIENT_FUNDS', transactionId, on, amount }, now)
  return true
}

interface Paid {
  readonly transactionId: bigint
  readonly companyId: bigint
}

/**
 * The newest such payment of the same account and amount that still stands, with the same reference, or of the same payer
 * when it has none and was placed by hand.
 */
function standing(unit: Unit, transaction: BankTransaction): Promise<Paid | undefined> {
  const { accountIban, reference, rawReference, amount, payerName } = transaction
  return unit.row<Paid>(
    `SELECT t.id AS "transactionId", o.company_id AS "companyId" FROM agency.client_transaction t
     JOIN (SELECT transaction_id, company_id FROM agency.invoice_payment WHERE kind = 'CLIENT_FUNDS'
       UNION SELECT c.transaction_id, c.company_id FROM agency.client_allocation c
         JOIN agency.event e ON e.company_id = c.company_id AND e.id = c.event_id AND e.type = 'CLAIM_PAID') o ON o.transaction_id = t.id
     WHERE t.iban = $1 AND t.reference IS NOT DISTINCT FROM $2 AND t.amount = $3 AND t.currency = $4 AND t.state = 'ALLOCATED'
       AND ($2::text IS NOT NULL OR t.payer_name IS NOT DISTINCT FROM $5)
     ORDER BY t.id DESC LIMIT 1`,
    [accountIban, reference ?? rawReference ?? null, amount.minor, amount.currency, payerName ?? null],
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

export async function isOwnAccount(unit: Unit, iban: string): Promise<boolean> {
  const row = await unit.row('SELECT 1 FROM agency.own_account WHERE iban = $1', [iban], 'agency.isOwnAccount')
  return row !== undefined
}

/**
 * Money on the agency's own account: what pays an invoice by its reference is recorded, or taken back, once; the rest is no
 * business of the book.
 */
export async function takeOwnPayment(
  unit: Unit,
  transaction: BankTransaction,
  now: Date,
): Promise<'ALREADY_THERE' | 'ALLOCATED' | 'UNMATCHED' | 'OUTGOING'> {
  const { reference, amount, bookedOn: on, key: bankKey, direction, reversal } = transaction
  const found = reference === undefined ? undefined : await openInvoiceOfReference(unit, reference)
  if (!found || found.currency !== amount.currency) return 'OUTGOING'
  await lockCreditor(unit, found.companyId)
  const known = await unit.row(
    'SELECT 1 FROM agency.invoice_payment WHERE bank_key = $1',
    [bankKey],
    'agency.ownPaymentKnown',
  )
  if (known) return 'ALREADY_THERE'
  const invoice = await openInvoiceOf(unit, found.companyId, found.id)
  const isBack = direction === 'DBIT' && reversal
  if (!invoice || (direction === 'DBIT' && !reversal)) return 'OUTGOING'
  // More than is open, or than was paid: a person looks at it and records what is right.
  if (!isBack && amount.minor > invoice.open) return 'UNMATCHED'
  await payInvoice(
    unit,
    invoice,
    { kind: 'OWN_ACCOUNT', on, amount: isBack ? -amount.minor : amount.minor, bankKey },
    now,
  )
  return 'ALLOCATED'
}

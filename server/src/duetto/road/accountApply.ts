import { createHash } from 'node:crypto'
import type { AccountMessage } from '../../exchange/messages/account.ts'
import { MessageRefused } from '../../exchange/messages/refused.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { amountOf } from '../assignment/effect.ts'
import { markApplied } from './apply.store.ts'

export const accountKinds: readonly AccountMessage['kind'][] = [
  'AGENCY_INVOICE',
  'AGENCY_INVOICE_PAYMENT',
  'CREDITOR_CLAIM',
  'PRICE_LIST',
]

type BodyOf<Kind extends AccountMessage['kind']> = Extract<AccountMessage, { kind: Kind }>['body']

/** A code when the message does not fit what is here. */
export type AccountProblem = 'PRICE_LIST_DIFFERS'

const cents = (amount: { amount: string; currency: string }): bigint => amountOf(amount).minor

/**
 * Brings one message of the account between the agency and the company into the company's copy. Each says all of its
 * matter, so that they may come in any order and twice.
 */
export async function applyAccountMessage(
  unit: Unit,
  companyId: bigint,
  inboxId: bigint,
  message: AccountMessage,
  now: Date,
): Promise<AccountProblem | null> {
  const problem = await apply(unit, companyId, message)
  await markApplied(unit, companyId, inboxId, problem, now)
  if (message.kind === 'AGENCY_INVOICE') await emptyFiles(unit, companyId, inboxId)
  return problem
}

async function apply(unit: Unit, companyId: bigint, message: AccountMessage): Promise<AccountProblem | null> {
  switch (message.kind) {
    case 'AGENCY_INVOICE':
      await insertInvoice(unit, companyId, message.body)
      return null
    case 'AGENCY_INVOICE_PAYMENT':
      await insertPayment(unit, companyId, message.id, message.body)
      return null
    case 'CREDITOR_CLAIM':
      await putClaim(unit, companyId, message.sequence, message.body)
      return null
    case 'PRICE_LIST':
      return (await addPriceList(unit, message.body)) ? null : 'PRICE_LIST_DIFFERS'
  }
}

/** The bytes of a file of an invoice. Throws MessageRefused unless they are those that its digest names. */
function bytesOf({ sha256, content }: BodyOf<'AGENCY_INVOICE'>['pdf']): Buffer {
  const bytes = content === null ? undefined : Buffer.from(content, 'base64')
  if (!bytes || createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw new MessageRefused('DOCUMENT_DIFFERS', 'A file of the invoice is not the one that its digest names.')
  }
  return bytes
}

/** Throws MessageRefused for an invoice whose files did not come through whole. */
export function checkFiles(message: AccountMessage): void {
  if (message.kind !== 'AGENCY_INVOICE') return
  bytesOf(message.body.pdf)
  bytesOf(message.body.finvoice)
}

async function insertInvoice(unit: Unit, companyId: bigint, body: BodyOf<'AGENCY_INVOICE'>): Promise<void> {
  const { invoiceId, number, issuedOn, dueOn, periodEnd, payable, way, iban, reference, lines } = body
  await unit.rows(
    `INSERT INTO duetto.agency_invoice (company_id, uid, number, issued_on, due_on, period_end, currency, net, vat, paid_by_debtors,
       payable, way, iban, reference, lines, pdf, finvoice)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) ON CONFLICT DO NOTHING`,
    [
      ...[companyId, invoiceId, number, issuedOn, dueOn, periodEnd, payable.currency, cents(body.net), cents(body.vat)],
      ...[cents(body.paidByDebtors), cents(payable), way, iban, reference, JSON.stringify(lines)],
      ...[bytesOf(body.pdf), bytesOf(body.finvoice)],
    ],
    'duetto.insertAgencyInvoice',
  )
}

/** The files are filed by themselves; the message keeps their digests. */
async function emptyFiles(unit: Unit, companyId: bigint, inboxId: bigint): Promise<void> {
  await unit.rows(
    `UPDATE duetto.inbox SET message = jsonb_set(jsonb_set(message, '{body,pdf,content}', 'null'), '{body,finvoice,content}', 'null')
     WHERE company_id = $1 AND id = $2`,
    [companyId, inboxId],
    'duetto.emptyInvoiceFiles',
  )
}

async function insertPayment(
  unit: Unit,
  companyId: bigint,
  uid: string,
  { invoiceId, kind, on, amount, settlementId }: BodyOf<'AGENCY_INVOICE_PAYMENT'>,
): Promise<void> {
  await unit.rows(
    `INSERT INTO duetto.agency_invoice_payment (company_id, uid, invoice_uid, kind, on_day, amount, currency, settlement_uid)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
    [companyId, uid, invoiceId, kind, on, cents(amount), amount.currency, settlementId],
    'duetto.insertAgencyInvoicePayment',
  )
}

/** Of two messages about a claim the one that was sent later holds. */
async function putClaim(
  unit: Unit,
  companyId: bigint,
  sequence: number,
  { claimId, raisedOn, closedOn, amount, iban, reference, cases }: BodyOf<'CREDITOR_CLAIM'>,
): Promise<void> {
  await unit.rows(
    `INSERT INTO duetto.agency_claim (company_id, uid, sequence, raised_on, closed_on, amount, currency, iban, reference, cases)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (company_id, uid) DO UPDATE SET sequence = excluded.sequence, closed_on = excluded.closed_on,
       amount = excluded.amount, cases = excluded.cases WHERE agency_claim.sequence < excluded.sequence`,
    [
      ...[companyId, claimId, sequence, raisedOn, closedOn, cents(amount), amount.currency, iban, reference],
      JSON.stringify(cases),
    ],
    'duetto.putAgencyClaim',
  )
}

/** Lists are only added. False when another one holds from the same day: what was told before stays. */
async function addPriceList(unit: Unit, list: BodyOf<'PRICE_LIST'>): Promise<boolean> {
  const { validFrom, transferFee, recallFee, vatPercent } = list
  const values = [validFrom, transferFee.currency, cents(transferFee), cents(recallFee), vatPercent]
  await unit.rows(
    `INSERT INTO platform.price_list (valid_from, currency, transfer_fee, recall_fee, vat_percent)
     VALUES ($1, $2, $3, $4, $5::numeric) ON CONFLICT (valid_from) DO NOTHING`,
    values,
    'duetto.addPriceList',
  )
  const same = await unit.row(
    `SELECT 1 FROM platform.price_list WHERE valid_from = $1 AND currency = $2 AND transfer_fee = $3 AND recall_fee = $4
       AND vat_percent = $5::numeric`,
    values,
    'duetto.isPriceList',
  )
  return same !== undefined
}

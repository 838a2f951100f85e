import type { LetterChannel } from '../../exchange/messages/fromAgency.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { parseDecimal } from '../../kernel/money.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { CompanyKey } from '../../platform/graphql/loader.ts'
import type { EmailConsent } from '../../statute/electronicLetter.ts'
import { holdCustomers } from '../customer/customer.store.ts'
import { writePayments } from '../payment/booking.ts'
import type { CollectionStatus, StatusReason } from './collectionStatus.ts'
import { creditLossOf } from './creditLoss.ts'
import { asOf, type LedgerInvoice, lockInvoices, writeAmountsAndStatus, writeHistory } from './invoice.store.ts'

/*
 * What the company's dealings with the service need of its books. Every function works in the caller's transaction and
 * takes the invoices' locks in the order of their ids.
 */

/** A letter that the company says it sent itself. */
export interface CompanyLetter {
  readonly kind: 'REMINDER' | 'NOTICE'
  readonly sentOn: CalendarDate
  readonly channel: LetterChannel
  /** Minor units of the invoice's currency. */
  readonly cost: bigint
}

/** An invoice with all that decides whether it may be sent, and all that travels with it. Amounts in minor units. */
export interface InvoiceForSend {
  readonly companyId: bigint
  readonly id: bigint
  readonly number: string
  readonly reference: string | null
  readonly issuedOn: CalendarDate
  readonly dueOn: CalendarDate
  readonly currency: string
  readonly total: bigint
  readonly open: bigint
  /** What holds on the day asked for. */
  readonly status: CollectionStatus
  readonly inService: boolean
  readonly disputed: boolean
  readonly sellerIban: string | null
  readonly auxiliaryName: string | null
  readonly interestPercent: string | null
  readonly contact: { readonly name: string; readonly phone: string | null; readonly email: string | null } | null
  readonly customer: {
    readonly name: string
    readonly businessId: string | null
    readonly kind: 'CONSUMER' | 'BUSINESS'
    readonly kindAssumed: boolean
    readonly language: 'fi' | 'sv' | 'en'
    readonly street: string | null
    readonly postCode: string | null
    readonly town: string | null
    readonly country: string | null
    readonly email: string | null
    readonly phone: string | null
    readonly collectionProhibited: boolean
    /** The newest consent to letters at this address, whether it holds or not. */
    readonly emailConsent: EmailConsent | null
  }
  /** Oldest first. */
  readonly letters: readonly CompanyLetter[]
  /** Payments and credits with their counter-entries, oldest first. */
  readonly payments: readonly { readonly paidOn: CalendarDate; readonly amount: bigint }[]
}

interface SendRow extends Omit<InvoiceForSend, 'contact' | 'letters' | 'payments'> {
  contactName: string | null
  contactPhone: string | null
  contactEmail: string | null
  letters: { to: 'REMINDED' | 'REQUESTED'; on: CalendarDate; channel: LetterChannel; cost: string }[]
  payments: { paidOn: CalendarDate; amount: string }[]
}

/**
 * Locks invoices of one company and their customers' cards, and reads all that a send needs: a consent that is withdrawn
 * meanwhile waits, and finds what the send has made. Ids that are not the company's are left out.
 */
export async function invoicesForSend(
  unit: Unit,
  companyId: bigint,
  ids: readonly bigint[],
  today: CalendarDate,
): Promise<InvoiceForSend[]> {
  const locked = await lockInvoices(unit, companyId, ids)
  const customerIds = locked.map((invoice) => invoice.customerId)
  await holdCustomers(unit, companyId, customerIds)
  return readInvoicesForSend(
    unit,
    locked.map((invoice) => ({ companyId, id: invoice.id })),
    today,
  )
}

/** The same without locks and across companies, for showing. */
export async function readInvoicesForSend(
  unit: Unit,
  keys: readonly CompanyKey[],
  today: CalendarDate,
): Promise<InvoiceForSend[]> {
  if (keys.length === 0) return []
  const rows = await unit.rows<SendRow>(
    FOR_SEND,
    [keys.map((key) => key.companyId), keys.map((key) => key.id), today],
    'ledger.invoicesForSend',
  )
  return rows.map(({ contactName, contactPhone, contactEmail, letters, payments, ...row }) => ({
    ...row,
    contact: contactName === null ? null : { name: contactName, phone: contactPhone, email: contactEmail },
    letters: letters.map((letter) => ({
      kind: letter.to === 'REMINDED' ? 'REMINDER' : 'NOTICE',
      sentOn: letter.on,
      channel: letter.channel,
      cost: parseDecimal(letter.cost, row.currency)?.minor ?? 0n,
    })),
    payments: payments.map(({ paidOn, amount }) => ({ paidOn, amount: BigInt(amount) })),
  }))
}

// A status set back to OVERDUE by hand withdraws the letters that were recorded before it.
const FOR_SEND = `
  SELECT i.company_id AS "companyId", i.id, i.number, i.reference, i.issued_on AS "issuedOn", i.due_on AS "dueOn", i.currency, i.total,
    i.open, ledger.status_on(i.status, i.overdue_from, $3) AS status, i.in_service AS "inService", i.disputed,
    i.seller_iban AS "sellerIban", i.auxiliary_name AS "auxiliaryName", i.interest_percent AS "interestPercent",
    i.contact_name AS "contactName", i.contact_phone AS "contactPhone", i.contact_email AS "contactEmail",
    jsonb_build_object('name', c.name, 'businessId', c.business_id, 'kind', c.kind, 'kindAssumed', c.kind_assumed,
      'language', c.language, 'street', c.street, 'postCode', c.post_code, 'town', c.town, 'country', c.country,
      'email', c.email, 'phone', c.phone, 'collectionProhibited', c.collection_prohibited,
      'emailConsent', (SELECT jsonb_build_object('givenOn', e.given_on, 'withdrawnOn', e.withdrawn_on) FROM ledger.email_consent e
        WHERE e.company_id = c.company_id AND e.customer_id = c.id AND e.email = c.email
        ORDER BY e.given_on DESC, e.id DESC LIMIT 1)) AS customer,
    coalesce(l.letters, '[]') AS letters, coalesce(p.payments, '[]') AS payments
  FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS k (company_id, id, ordinal)
  JOIN ledger.sales_invoice i ON i.company_id = k.company_id AND i.id = k.id
  JOIN ledger.customer c ON c.company_id = i.company_id AND c.id = i.customer_id
  LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('to', s.to_status, 'on', s.on_day, 'channel', s.detail ->> 'letterChannel',
      'cost', s.detail ->> 'letterCost') ORDER BY s.on_day, s.id) AS letters
    FROM ledger.status_change s
    WHERE s.company_id = i.company_id AND s.invoice_id = i.id AND s.reason = 'SET_BY_HAND' AND s.detail ? 'letterChannel'
      AND NOT EXISTS (SELECT 1 FROM ledger.status_change back WHERE back.company_id = s.company_id AND back.invoice_id = s.invoice_id
        AND back.id > s.id AND back.reason = 'SET_BY_HAND' AND back.to_status = 'OVERDUE')
  ) l ON true
  LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('paidOn', m.paid_on, 'amount', m.amount::text) ORDER BY m.paid_on, m.id) AS payments
    FROM ledger.payment m WHERE m.company_id = i.company_id AND m.invoice_id = i.id
  ) p ON true
  ORDER BY k.ordinal`

/** From here on only the agency's messages and payments change the status of these invoices. */
export async function enterService(
  unit: Unit,
  companyId: bigint,
  invoiceIds: readonly bigint[],
  on: CalendarDate,
  now: Date,
): Promise<void> {
  const locked = await lockInvoices(unit, companyId, invoiceIds)
  const late = locked.flatMap((invoice) => asOf(invoice, on).late)
  await writeHistory(unit, companyId, late, now, null)
  await unit.rows(
    `UPDATE ledger.sales_invoice i SET in_service = true, had_service = true, status = ledger.status_on(i.status, i.overdue_from, $3)
      WHERE i.company_id = $1 AND i.id = ANY ($2::bigint[])`,
    [companyId, locked.map((invoice) => invoice.id), on],
    'ledger.enterService',
  )
}

export type CloseReason = 'PAID' | 'RETURNED' | 'RECALLED' | 'CREDIT_LOSS' | 'REFUSED' | 'DISPUTE_UPHELD'

/**
 * The assignment has ended. RETURNED: both letters are sent, so REQUESTED. RECALLED: back to where it was before, late
 * unless its due date has moved since.
 * DISPUTE_UPHELD: the same, and marked as disputed, so that it is not sent again before it is corrected.
 * CREDIT_LOSS: what is unpaid is written off. PAID and REFUSED leave the status: the ledger goes by the money that
 * reached it.
 */
export async function leaveService(
  unit: Unit,
  companyId: bigint,
  invoiceId: bigint,
  reason: CloseReason,
  on: CalendarDate,
  now: Date,
): Promise<void> {
  const [invoice] = await lockInvoices(unit, companyId, [invoiceId])
  if (!invoice) throw new Error(`Invoice ${invoiceId} left the service but is not in the books.`)
  await unit.rows(
    'UPDATE ledger.sales_invoice i SET in_service = false WHERE i.company_id = $1 AND i.id = $2',
    [companyId, invoiceId],
    'ledger.leaveService',
  )
  if (invoice.open === 0n) return
  if (reason === 'RETURNED') await change(unit, companyId, invoice, 'REQUESTED', on, 'AGENCY', now)
  if (reason === 'DISPUTE_UPHELD') {
    await unit.rows(
      'UPDATE ledger.sales_invoice i SET disputed = true WHERE i.company_id = $1 AND i.id = $2',
      [companyId, invoiceId],
      'ledger.markDisputed',
    )
  }
  if (reason === 'RECALLED' || reason === 'DISPUTE_UPHELD')
    await change(unit, companyId, invoice, invoice.overdueFrom <= on ? 'OVERDUE' : 'OPEN', on, 'RECALLED', now)
  if (reason === 'CREDIT_LOSS') {
    const books = { unit, companyId, userId: null, now, today: on }
    await writePayments(books, [invoice], [creditLossOf(invoice, on)])
  }
}

/** The agency's letter brought the invoice on. A paid one stays paid: what the agency still wants are costs and interest. */
export async function setAgencyStatus(
  unit: Unit,
  companyId: bigint,
  invoiceId: bigint,
  status: 'REMINDED' | 'REQUESTED' | 'COLLECTED',
  on: CalendarDate,
  now: Date,
  note?: string,
): Promise<void> {
  const [invoice] = await lockInvoices(unit, companyId, [invoiceId])
  if (!invoice) throw new Error(`The agency speaks of invoice ${invoiceId}, which is not in the books.`)
  if (invoice.open > 0n) await change(unit, companyId, invoice, status, on, 'AGENCY', now, note)
}

async function change(
  unit: Unit,
  companyId: bigint,
  invoice: LedgerInvoice,
  to: CollectionStatus,
  on: CalendarDate,
  reason: StatusReason,
  now: Date,
  note?: string,
): Promise<void> {
  if (invoice.status === to) return
  const { status: from, late } = asOf(invoice, on)
  const step = { invoiceId: invoice.id, from, to, on, reason, detail: note ? { note } : {} }
  await writeAmountsAndStatus(unit, companyId, [{ ...invoice, status: to }])
  await writeHistory(unit, companyId, from === to ? late : [...late, step], now, null)
}

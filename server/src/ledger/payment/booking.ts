import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { statusOn, statusWhenReopened } from '../invoice/collectionStatus.ts'
import {
  fellDueChange,
  type LedgerInvoice,
  type StatusChangeRow,
  statusesBeforePayment,
  writeAmountsAndStatus,
  writeHistory,
} from '../invoice/invoice.store.ts'
import type { BookedPayment, IncomingMoney, ServicePort } from '../invoice/servicePort.ts'
import {
  allocatedByPayment,
  allocatedOf,
  type Beyond,
  beyondLess,
  beyondSum,
  insertAllocations,
  NOTHING_BEYOND,
} from './allocation.store.ts'

/** One company's books in one transaction, on whose behalf, and when. */
export interface Writing {
  readonly unit: Unit
  readonly companyId: bigint
  /** Null: the program by itself. */
  readonly userId: bigint | null
  readonly now: Date
  readonly today: CalendarDate
}

/** Books whose payments the service hears of. */
export interface Books extends Writing {
  readonly service: ServicePort
}

export const paymentKinds = ['PAYMENT', 'DIRECT_PAYMENT', 'SETTLEMENT', 'CREDIT_NOTE', 'CREDIT_LOSS'] as const
export type PaymentKind = (typeof paymentKinds)[number]

/** A payment to book, or with `reversesId` and a negative amount a counter-entry. */
export interface NewPayment {
  readonly invoiceId: bigint
  readonly kind: PaymentKind
  readonly paidOn: CalendarDate
  readonly amount: bigint
  readonly payerName: string | null
  readonly documentNumber: string | null
  readonly bankTransactionId: bigint | null
  readonly reversesId: bigint | null
  readonly money: IncomingMoney | null
  /** Why, of what a person took back or wrote off. */
  readonly note?: string
}

type Standing = Pick<NewPayment, 'invoiceId' | 'kind' | 'amount' | 'payerName'> & { readonly id: bigint }

/** Takes a payment back whole; `bankTransactionId` is what it is told by. */
export function counterEntry(payment: Standing, paidOn: CalendarDate, bankTransactionId: bigint | null): NewPayment {
  const { id, invoiceId, kind, amount, payerName } = payment
  return {
    ...{ invoiceId, kind, paidOn, payerName, bankTransactionId },
    amount: -amount,
    documentNumber: null,
    reversesId: id,
    money: null,
  }
}

/**
 * What is left of the principal when `amount` more has come, of which `more` paid something beside it. More may be paid
 * than the total: interest and costs come with it.
 */
export function afterPayment(invoice: LedgerInvoice, amount: bigint, more = 0n): LedgerInvoice {
  const { total } = invoice
  const paid = invoice.paid + amount
  const beyond = invoice.beyond + more
  const left = total - paid + beyond
  const open = left < 0n || total < 0n ? 0n : left < total ? left : total
  return { ...invoice, paid, beyond, open }
}

/**
 * Books payments on invoices that the caller has locked, in the order given, and tells the service of those on its
 * invoices. Returns the payments' ids in the same order.
 */
export async function bookPayments(
  books: Books,
  locked: readonly LedgerInvoice[],
  payments: readonly NewPayment[],
): Promise<bigint[]> {
  const invoices = new Map(locked.map((invoice) => [invoice.id, invoice]))
  const ids = await writePayments(books, locked, payments, await expected(books, invoices, payments))
  await tellService(books, invoices, payments, ids)
  return ids
}

/** What each payment is expected to pay beside the principal; a counter-entry takes back what its payment was expected to. */
async function expected(
  { unit, companyId, service }: Books,
  invoices: ReadonlyMap<bigint, LedgerInvoice>,
  payments: readonly NewPayment[],
): Promise<Beyond[]> {
  const served = payments.map(({ invoiceId }) => invoiceIn(invoices, invoiceId).hadService)
  if (!served.includes(true)) return payments.map(() => NOTHING_BEYOND)
  const before = await allocatedByPayment(
    unit,
    companyId,
    payments.flatMap(({ reversesId }) => reversesId ?? []),
  )
  const asked = payments.filter((payment, index) => served[index] && payment.reversesId === null)
  const answers = new Map((await service.expect(unit, companyId, asked)).map((beyond, at) => [asked[at], beyond]))
  return payments.map((payment) => {
    if (payment.reversesId === null) return answers.get(payment) ?? NOTHING_BEYOND
    return beyondLess(NOTHING_BEYOND, before.get(payment.reversesId) ?? NOTHING_BEYOND)
  })
}

/** As `bookPayments`, without telling anybody: payment rows, open amounts, statuses with their history. */
export async function writePayments(
  books: Writing,
  locked: readonly LedgerInvoice[],
  payments: readonly NewPayment[],
  beyond: readonly Beyond[] = payments.map(() => NOTHING_BEYOND),
): Promise<bigint[]> {
  if (payments.length === 0) return []
  const ids = await insertPayments(books, locked, payments)
  const before = new Map(locked.map((invoice) => [invoice.id, invoice]))
  const after = new Map<bigint, LedgerInvoice>()
  const newest = new Map<bigint, NewPayment>()
  for (const [index, payment] of payments.entries()) {
    const invoice = after.get(payment.invoiceId) ?? invoiceIn(before, payment.invoiceId)
    after.set(payment.invoiceId, afterPayment(invoice, payment.amount, beyondSum(beyond[index] ?? NOTHING_BEYOND)))
    newest.set(payment.invoiceId, payment)
  }
  const allocations = payments.map(({ invoiceId, paidOn }, index) => {
    return { invoiceId, paymentId: ids[index] ?? null, beyond: beyond[index] ?? NOTHING_BEYOND, on: paidOn }
  })
  await insertAllocations(books.unit, books.companyId, allocations, books.now)
  await writeStatuses(books, before, after, newest)
  return ids
}

/**
 * Brings what the received money of a locked invoice has paid beside its principal to what the agency's book says, by
 * lines of the difference: the principal left, and with it the status, follow.
 */
export async function allocate(
  books: Writing,
  invoice: LedgerInvoice,
  wanted: Beyond,
  on: CalendarDate,
): Promise<LedgerInvoice> {
  const { unit, companyId, now } = books
  const beyond = beyondLess(wanted, await allocatedOf(unit, companyId, invoice.id))
  const after = afterPayment(invoice, 0n, beyondSum(beyond))
  await insertAllocations(unit, companyId, [{ invoiceId: invoice.id, paymentId: null, beyond, on }], now)
  if (after.beyond === invoice.beyond && after.open === invoice.open) return after
  const correction = { paidOn: on, kind: 'PAYMENT', amount: 0n } as const
  return writeStatus(books, invoice, after, correction)
}

/** The status that follows from an invoice's amounts, with its history. */
export async function writeStatus(
  books: Writing,
  before: LedgerInvoice,
  after: LedgerInvoice,
  cause: StatusCause,
): Promise<LedgerInvoice> {
  const written = await writeStatuses(
    books,
    new Map([[before.id, before]]),
    new Map([[after.id, after]]),
    new Map([[after.id, cause]]),
  )
  return written[0] ?? after
}

function invoiceIn(invoices: ReadonlyMap<bigint, LedgerInvoice>, id: bigint): LedgerInvoice {
  const invoice = invoices.get(id)
  if (!invoice) throw new Error(`Invoice ${id} was not locked before booking on it.`)
  return invoice
}

async function insertPayments(
  books: Writing,
  locked: readonly LedgerInvoice[],
  payments: readonly NewPayment[],
): Promise<bigint[]> {
  const currencies = new Map(locked.map((invoice) => [invoice.id, invoice.currency]))
  const rows = payments.map((payment) => ({
    invoice: payment.invoiceId.toString(),
    transaction: payment.bankTransactionId?.toString() ?? null,
    kind: payment.kind,
    day: payment.paidOn,
    amount: payment.amount.toString(),
    currency: currencies.get(payment.invoiceId),
    payer: payment.payerName,
    document: payment.documentNumber,
    reverses: payment.reversesId?.toString() ?? null,
    note: payment.note ?? null,
  }))
  const inserted = await books.unit.rows<{ id: bigint }>(
    `INSERT INTO ledger.payment (company_id, invoice_id, bank_transaction_id, kind, paid_on, amount, currency, payer_name,
        document_number, reverses_id, note, registered_by, registered_at)
      SELECT $1, r.invoice, r.transaction, r.kind, r.day, r.amount, r.currency, r.payer, r.document, r.reverses, r.note, $3, $4
      FROM ROWS FROM (jsonb_to_recordset($2::jsonb) AS (invoice bigint, transaction bigint, kind text, day date, amount bigint,
          currency text, payer text, document text, reverses bigint, note text)) WITH ORDINALITY
        AS r (invoice, transaction, kind, day, amount, currency, payer, document, reverses, note, ordinal)
      ORDER BY r.ordinal
      RETURNING id`,
    [books.companyId, JSON.stringify(rows), books.userId, books.now],
    'ledger.insertPayments',
  )
  return inserted.map((row) => row.id)
}

/** What a change of status goes by. */
type StatusCause = Pick<NewPayment, 'paidOn' | 'kind' | 'amount'>

async function writeStatuses(
  books: Writing,
  before: ReadonlyMap<bigint, LedgerInvoice>,
  after: ReadonlyMap<bigint, LedgerInvoice>,
  newest: ReadonlyMap<bigint, StatusCause>,
): Promise<LedgerInvoice[]> {
  const { unit, companyId } = books
  const reopened = [...after.values()].filter((invoice) => invoice.open > 0n && isSettled(invoice.status))
  const earlier = await statusesBeforePayment(
    unit,
    companyId,
    reopened.map((invoice) => invoice.id),
  )
  const changes: StatusChangeRow[] = []
  const written: LedgerInvoice[] = []
  for (const invoice of after.values()) {
    const payment = newest.get(invoice.id) as StatusCause
    const was = invoiceIn(before, invoice.id).status
    const to = nextStatus(invoice, payment, () =>
      statusWhenReopened(earlier.get(invoice.id), invoice.overdueFrom, books.today),
    )
    written.push({ ...invoice, status: to })
    if (to === was) continue
    // The calendar's change may not have been written down yet.
    const from = statusOn(was, invoice.overdueFrom, payment.paidOn)
    if (from !== was) changes.push(fellDueChange(invoice.id, invoice.dueOn))
    changes.push({ invoiceId: invoice.id, from, to, on: payment.paidOn, reason: reasonOf(to, payment), detail: {} })
  }
  await writeAmountsAndStatus(unit, companyId, written)
  await writeHistory(unit, companyId, changes, books.now, books.userId)
  return written
}

function isSettled(status: LedgerInvoice['status']): boolean {
  return status === 'PAID' || status === 'CREDIT_LOSS'
}

function nextStatus(
  invoice: LedgerInvoice,
  payment: StatusCause,
  reopened: () => LedgerInvoice['status'],
): LedgerInvoice['status'] {
  if (invoice.open > 0n) return isSettled(invoice.status) ? reopened() : invoice.status
  if (payment.kind === 'CREDIT_LOSS' && payment.amount > 0n) return 'CREDIT_LOSS'
  return isSettled(invoice.status) ? invoice.status : 'PAID'
}

function reasonOf(to: LedgerInvoice['status'], payment: StatusCause): StatusChangeRow['reason'] {
  if (to === 'CREDIT_LOSS') return 'CREDIT_LOSS'
  if (to !== 'PAID') return 'REOPENED'
  return payment.kind === 'CREDIT_NOTE' ? 'CREDITED' : 'PAID'
}

async function tellService(
  books: Books,
  invoices: ReadonlyMap<bigint, LedgerInvoice>,
  payments: readonly NewPayment[],
  ids: readonly bigint[],
): Promise<void> {
  const { unit, companyId, service } = books
  for (const [index, payment] of payments.entries()) {
    const invoice = invoiceIn(invoices, payment.invoiceId)
    if (!invoice.hadService || payment.kind === 'CREDIT_LOSS') continue // Only the service's own answer books a loss there.
    const booked: BookedPayment = { ...payment, paymentId: ids[index] as bigint, currency: invoice.currency }
    if (payment.reversesId !== null) await service.reversed(unit, companyId, booked)
    else if (payment.kind === 'CREDIT_NOTE') await service.credited(unit, companyId, booked)
    else await service.paid(unit, companyId, booked)
  }
}

import { auditOther } from '../../access/audit.ts'
import { salesPaymentList } from '../../exchange/netvisor/questions.ts'
import { type NetvisorPayment, readSalesPaymentList } from '../../exchange/netvisor/salesPaymentList.ts'
import { findPaymentsOf, insertTransactions, type TransactionRow, updateTransactions } from '../bank/bank.store.ts'
import { bookTold, bookWaiting } from '../bank/bankBooking.ts'
import { lockBooks, lockInvoices } from '../invoice/invoice.store.ts'
import { type Books, bookPayments, counterEntry } from '../payment/booking.ts'
import { readSources } from '../payment/paymentSource.store.ts'
import { firstNetvisorDay, type SourceFrom, sourceOn } from '../payment/paymentSource.ts'
import { NO_COUNTS, type RunCounts } from './netvisor.store.ts'
import { byKey, type Run } from './netvisorFetch.ts'
import { findTold, latestOf, netvisorStatement, type Told, transactionKey } from './netvisorPayment.store.ts'
import { changedSince, type FetchProgress } from './netvisorProgress.ts'

/** Books what Netvisor says was paid, on the days whose payments come from there. Elsewhere the list is not even read. */
export async function fetchPayments(run: Run, start: FetchProgress): Promise<FetchProgress | null> {
  const sources = await run.look(({ unit, companyId }) => readSources(unit, companyId))
  const from = firstNetvisorDay(sources)
  if (from === undefined) return run.close(start, {})
  const changed = changedSince(run.parts.connection.paymentsUntil, start)
  let progress = start
  for (;;) {
    const above = BigInt(progress.above)
    const page = readSalesPaymentList(await run.ask(salesPaymentList({ above, from, ...(changed ? { changed } : {}) })))
    const { lastKey, unreadable } = page
    if (lastKey === undefined || lastKey <= above) break
    progress = { ...progress, above: lastKey.toString() }
    await run.store(progress, async (books) => {
      const counts = await takePayments(books, byKey(page.entries))
      return { ...counts, refused: counts.refused + unreadable }
    })
  }
  // An invoice that came another way may have been waited for.
  await run.look(async (books) => {
    await lockBooks(books.unit, books.companyId)
    await bookTold(books)
  })
  return run.close(progress, { paymentsUntil: new Date(progress.startedAt) })
}

/** What a payment of Netvisor asks of the books. */
type Step = 'NOTHING' | 'BOOK' | 'TAKE_BACK' | 'REPLACE' | 'REFUSE'

/** A payment is known by its key. One that failed, or was changed, in Netvisor is taken back here. */
export function stepOf(payment: NetvisorPayment, told: Told | undefined, sources: readonly SourceFrom[]): Step {
  if (told?.isByHand) return 'NOTHING' // A person has placed it: what they decided stands.
  const isOurs = sourceOn(sources, payment.paidOn) === 'NETVISOR'
  const counts = isOurs && !payment.hasFailed && payment.sum.minor > 0n
  const stands = told !== undefined && told.state !== 'REVERSED'
  if (!counts) return stands ? 'TAKE_BACK' : isOurs && !payment.hasFailed ? 'REFUSE' : 'NOTHING'
  if (!stands) return 'BOOK'
  return told.amount === payment.sum.minor && told.bookedOn === payment.paidOn ? 'NOTHING' : 'REPLACE'
}

/** In one transaction; the same payments again change nothing. */
export async function takePayments(books: Books, payments: readonly NetvisorPayment[]): Promise<RunCounts> {
  const { unit, companyId, now } = books
  await lockBooks(unit, companyId)
  const sources = await readSources(unit, companyId)
  const told = await findTold(
    unit,
    companyId,
    payments.map(({ key }) => key),
  )
  const steps = payments.map((payment) => {
    const latest = latestOf(told, payment.key)
    return { payment, latest, step: stepOf(payment, latest, sources) }
  })
  const back = steps.filter(({ step }) => step === 'TAKE_BACK' || step === 'REPLACE')
  const reopened = await takeBack(
    books,
    back.flatMap(({ latest }) => latest ?? []),
  )
  const fresh = steps.filter(({ step }) => step === 'BOOK' || step === 'REPLACE')
  const references = await storeFresh(books, fresh)
  await bookWaiting(books, [...new Set([...reopened, ...references])])
  await bookTold(books)
  if (fresh.length > 0) {
    const after = { payments: String(fresh.length), source: 'NETVISOR' }
    await auditOther(unit, { now }, companyId, { action: 'PAYMENTS_IMPORTED', after })
  }
  const refused = steps.filter(({ step }) => step === 'REFUSE').length
  return { ...NO_COUNTS, read: payments.length, payments: fresh.length, changed: back.length, refused }
}

interface Fresh {
  readonly payment: NetvisorPayment
  readonly latest: Told | undefined
}

/** Returns the references of those that name no invoice: they are placed as the bank's money is. */
async function storeFresh({ unit, companyId, now }: Books, fresh: readonly Fresh[]): Promise<string[]> {
  if (fresh.length === 0) return []
  const rows = fresh.map(({ payment, latest }) =>
    rowOf(payment, transactionKey(payment.key, (latest?.version ?? 0) + 1)),
  )
  await insertTransactions(unit, companyId, await netvisorStatement(unit, companyId, now), rows)
  return rows.flatMap(({ reference }) => reference ?? [])
}

function rowOf(payment: NetvisorPayment, key: string): TransactionRow {
  const amount = payment.sum.minor.toString()
  const { invoiceNumber } = payment
  // Where Netvisor names the invoice, a reference that several invoices bear says less.
  const reference = invoiceNumber === undefined ? (payment.reference ?? null) : null
  return {
    key,
    iban: null,
    archiveId: payment.key.toString(),
    entryArchiveId: null,
    direction: 'CREDIT',
    reversal: false,
    bookedOn: payment.paidOn,
    amount,
    currency: payment.sum.currency,
    reference,
    parts: [],
    payerName: payment.payerName ?? null,
    payerIban: null,
    message: invoiceNumber === undefined ? null : `Netvisor: ${invoiceNumber}`,
    isDivided: false,
    state: 'UNMATCHED',
    reason: invoiceNumber === undefined && reference === null ? 'NO_REFERENCE' : 'NO_INVOICE_WITH_REFERENCE',
    unallocated: amount,
    toldInvoice: invoiceNumber ?? null,
  }
}

/** By counter-entries. Returns the references of the invoices that are open again. */
async function takeBack(books: Books, told: readonly Told[]): Promise<string[]> {
  if (told.length === 0) return []
  const { unit, companyId, today } = books
  const payments = await findPaymentsOf(
    unit,
    companyId,
    told.map(({ id }) => id),
  )
  const locked = await lockInvoices(
    unit,
    companyId,
    payments.map(({ invoiceId }) => invoiceId),
  )
  const entries = payments.map((payment) => counterEntry(payment, today, payment.transactionId))
  await bookPayments(books, locked, entries)
  await updateTransactions(
    unit,
    companyId,
    told.map(({ id }) => ({ id, state: 'REVERSED' as const, reason: 'TAKEN_BACK', unallocated: 0n })),
  )
  return [...new Set(locked.flatMap(({ reference }) => reference ?? []))]
}

/**
 * How much of what was paid before an invoice came stands in payments of Netvisor that are booked by themselves, the
 * oldest first and no more than was paid: one that Netvisor got after it told what is unpaid comes on top.
 */
export function bookedByKey(
  payments: readonly NetvisorPayment[],
  paid: bigint,
  sources: readonly SourceFrom[],
): bigint {
  let left = paid
  let booked = 0n
  for (const payment of byKey(payments)) {
    const { minor } = payment.sum
    if (payment.hasFailed || minor <= 0n || minor > left) continue
    left -= minor
    // The rest is of days whose payments come from bank files.
    if (sourceOn(sources, payment.paidOn) === 'NETVISOR') booked += minor
  }
  return booked
}

import { auditOther } from '../access/audit.ts'
import { salesPaymentList } from '../exchange/netvisor/questions.ts'
import { type ListedPayment, readSalesPaymentList } from '../exchange/netvisor/salesPaymentList.ts'
import {
  findPaymentsOf,
  insertTransactions,
  type TransactionRow,
  updateTransactions,
  type WaitingTransaction,
} from './bank.store.ts'
import { bookNamed, bookWaiting, type NamedMoney } from './bankBooking.ts'
import { type Books, bookPayments, type NewPayment } from './booking.ts'
import { lockBooks, lockInvoices } from './invoice.store.ts'
import { NO_COUNTS, type RunCounts } from './netvisor.store.ts'
import { byKey, type Run } from './netvisorFetch.ts'
import {
  findReferences,
  findTold,
  latestOf,
  netvisorStatement,
  type Told,
  transactionKey,
} from './netvisorPayment.store.ts'
import { changedSince, type FetchProgress } from './netvisorProgress.ts'
import { readSources } from './paymentSource.store.ts'
import { firstNetvisorDay, type SourceFrom, sourceOn } from './paymentSource.ts'

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
  return run.close(progress, { paymentsUntil: new Date(progress.startedAt) })
}

/** What a listed payment asks of the books. */
type Step = 'NOTHING' | 'BOOK' | 'TAKE_BACK' | 'REPLACE' | 'REFUSE'

/** A payment is known by its key. One that failed, or was changed, in Netvisor is taken back here. */
export function stepOf(payment: ListedPayment, told: Told | undefined, sources: readonly SourceFrom[]): Step {
  if (told?.isByHand) return 'NOTHING' // A person has placed it: what they decided stands.
  const isOurs = sourceOn(sources, payment.paidOn) === 'NETVISOR'
  const counts = isOurs && !payment.hasFailed && payment.sum.minor > 0n
  if (told?.state === 'SUPERSEDED') return 'NOTHING' // Its invoice came with it.
  const stands = told !== undefined && told.state !== 'REVERSED'
  if (!counts) return stands ? 'TAKE_BACK' : isOurs && !payment.hasFailed ? 'REFUSE' : 'NOTHING'
  if (!stands) return 'BOOK'
  return told.amount === payment.sum.minor && told.bookedOn === payment.paidOn ? 'NOTHING' : 'REPLACE'
}

/** In one transaction; the same payments again change nothing. */
export async function takePayments(books: Books, payments: readonly ListedPayment[]): Promise<RunCounts> {
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
  await bookFresh(books, fresh)
  await bookWaiting(books, reopened)
  if (fresh.length > 0) {
    const after = { payments: String(fresh.length), source: 'NETVISOR' }
    await auditOther(unit, { now }, companyId, { action: 'PAYMENTS_IMPORTED', after })
  }
  const refused = steps.filter(({ step }) => step === 'REFUSE').length
  return { ...NO_COUNTS, read: payments.length, payments: fresh.length, changed: back.length, refused }
}

interface Fresh {
  readonly payment: ListedPayment
  readonly latest: Told | undefined
}

async function bookFresh(books: Books, fresh: readonly Fresh[]): Promise<void> {
  if (fresh.length === 0) return
  const rows = await rowsOf(books, fresh)
  const { unit, companyId } = books
  const ids = await insertTransactions(unit, companyId, await netvisorStatement(unit, companyId, books.now), rows)
  const named: NamedMoney[] = []
  const others: string[] = []
  for (const [index, row] of rows.entries()) {
    const { invoiceNumber } = (fresh[index] as Fresh).payment
    const id = ids.get(row.key) as bigint
    if (invoiceNumber !== undefined) named.push({ transaction: waiting(row, id), invoiceNumber })
    else if (row.reference !== null) others.push(row.reference)
  }
  const left = await bookNamed(books, named)
  await bookWaiting(books, [...new Set([...others, ...left.flatMap(({ reference }) => reference ?? [])])])
}

/** Each bears the reference of the invoice that Netvisor booked it on, so that it is found again by it. */
async function rowsOf({ unit, companyId }: Books, fresh: readonly Fresh[]): Promise<TransactionRow[]> {
  const numbers = fresh.flatMap(({ payment }) => payment.invoiceNumber ?? [])
  const references = await findReferences(unit, companyId, numbers)
  return fresh.map(({ payment, latest }) => {
    const { invoiceNumber = '', reference } = payment
    const own = references.has(invoiceNumber) ? (references.get(invoiceNumber) ?? null) : (reference ?? null)
    return rowOf(payment, transactionKey(payment.key, (latest?.version ?? 0) + 1), own)
  })
}

function rowOf(payment: ListedPayment, key: string, reference: string | null): TransactionRow {
  const amount = payment.sum.minor.toString()
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
    message: null,
    isDivided: false,
    state: 'UNMATCHED',
    reason: reference === null ? 'NO_REFERENCE' : 'NO_INVOICE_WITH_REFERENCE',
    unallocated: amount,
  }
}

function waiting(row: TransactionRow, id: bigint): WaitingTransaction {
  const { bookedOn, currency, reference, payerName, payerIban, state, reason } = row
  const amount = BigInt(row.amount)
  const facts = { bookedOn, amount, currency, reference, payerName, payerIban, state, reason }
  return { id, isTold: true, ...facts, parts: [], unallocated: amount, booked: {} }
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
  const entries = payments.map(
    (payment): NewPayment => ({
      invoiceId: payment.invoiceId,
      kind: payment.kind,
      paidOn: today,
      amount: -payment.amount,
      payerName: payment.payerName,
      documentNumber: null,
      bankTransactionId: payment.transactionId,
      reversesId: payment.id,
      money: null,
    }),
  )
  await bookPayments(books, locked, entries)
  await updateTransactions(
    unit,
    companyId,
    told.map(({ id }) => ({ id, state: 'REVERSED' as const, reason: 'TAKEN_BACK', unallocated: 0n })),
  )
  return [...new Set(locked.flatMap(({ reference }) => reference ?? []))]
}

/**
 * Marks payments that a new invoice comes with as counted, the oldest first and no more than what it comes with: one that
 * Netvisor got after it told what is unpaid is booked by itself.
 */
export async function coverPayments(
  books: Books,
  payments: readonly ListedPayment[],
  paid: bigint,
  reference: string | null,
): Promise<void> {
  const { unit, companyId, now } = books
  const sources = await readSources(unit, companyId)
  const told = await findTold(
    unit,
    companyId,
    payments.map(({ key }) => key),
  )
  let left = paid
  const rows: TransactionRow[] = []
  const waitingIds: bigint[] = []
  for (const payment of byKey(payments)) {
    const { minor } = payment.sum
    if (payment.hasFailed || minor <= 0n || minor > left) continue
    left -= minor
    const latest = latestOf(told, payment.key)
    // Of a day whose payments come from bank files nothing is booked from here anyway.
    if (!latest && sourceOn(sources, payment.paidOn) === 'NETVISOR')
      rows.push({ ...rowOf(payment, transactionKey(payment.key, 1), reference), ...COUNTED })
    if (latest?.state === 'UNMATCHED' && !latest.isByHand) waitingIds.push(latest.id)
  }
  if (rows.length > 0) await insertTransactions(unit, companyId, await netvisorStatement(unit, companyId, now), rows)
  await updateTransactions(
    unit,
    companyId,
    waitingIds.map((id) => ({ id, state: COUNTED.state, reason: COUNTED.reason, unallocated: 0n })),
  )
}

const COUNTED = { state: 'SUPERSEDED', reason: 'COUNTED_AT_IMPORT', unallocated: '0' } as const

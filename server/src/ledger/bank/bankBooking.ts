import { type LedgerInvoice, lockInvoices, lockInvoicesByReference } from '../invoice/invoice.store.ts'
import type { IncomingMoney, Verdict } from '../invoice/servicePort.ts'
import { afterPayment, type Books, bookPayments, counterEntry, type NewPayment } from '../payment/booking.ts'
import {
  findPaymentsOf,
  findReversible,
  findWaitingReversals,
  type TransactionUpdate,
  updateTransactions,
} from './bank.store.ts'
import { pairReversals } from './bankMatching.ts'
import { findWaiting, findWaitingTold, type WaitingTransaction } from './bankWaiting.store.ts'

/**
 * Books the money that waits for these references on the invoices that bear them, the oldest due first. Whatever has no
 * place stays waiting: until its invoice is imported, a payment is taken back, or a person decides. The caller holds
 * `lockBooks`.
 */
export async function bookWaiting(books: Books, references: readonly string[]): Promise<void> {
  if (references.length === 0) return
  const { unit, companyId } = books
  const waiting = await findWaiting(unit, companyId, references)
  if (waiting.length === 0) return
  // A payment that names several invoices may touch more references than were asked for.
  const touched = [
    ...new Set([...references, ...waiting.flatMap((one) => partsOfStored(one).map((part) => part.reference))]),
  ]
  const locked = await lockInvoicesByReference(unit, companyId, touched)
  const allocation = new Allocation(books, locked)
  for (const transaction of waiting) await allocation.place(transaction)
  await bookPayments(books, locked, allocation.payments)
  await updateTransactions(unit, companyId, allocation.updates)
}

/**
 * Books the money that Netvisor tells of on the very invoices that it names, and nowhere else; what has no place there
 * waits. The caller holds `lockBooks`.
 */
export async function bookTold(books: Books): Promise<void> {
  const { unit, companyId } = books
  const waiting = await findWaitingTold(unit, companyId)
  if (waiting.length === 0) return
  const ids = [...new Set(waiting.map(({ invoiceId }) => invoiceId))]
  const locked = await lockInvoices(unit, companyId, ids)
  const allocation = new Allocation(books, locked)
  for (const transaction of waiting) await allocation.placeOn(transaction, transaction.invoiceId)
  await bookPayments(books, locked, allocation.payments)
  await updateTransactions(unit, companyId, allocation.updates)
}

function partsOfStored(transaction: WaitingTransaction): { reference: string; amount: bigint }[] {
  if (transaction.reference !== null) return [{ reference: transaction.reference, amount: transaction.amount }]
  return transaction.parts.map((part) => ({ reference: part.reference, amount: BigInt(part.amount) }))
}

/** Works out payments in memory, each seeing what the ones before it left open. */
class Allocation {
  readonly payments: NewPayment[] = []
  readonly updates: TransactionUpdate[] = []
  readonly #books: Books
  readonly #invoices: Map<bigint, LedgerInvoice>

  constructor(books: Books, locked: readonly LedgerInvoice[]) {
    this.#books = books
    this.#invoices = new Map(locked.map((invoice) => [invoice.id, invoice]))
  }

  async place(transaction: WaitingTransaction): Promise<void> {
    let left = 0n
    let isDoubtful = false
    for (const part of partsOfStored(transaction)) {
      const remaining = part.amount - BigInt(transaction.booked[part.reference] ?? '0')
      const placed = await this.#placePart(transaction, part.reference, remaining)
      left += placed.left
      isDoubtful ||= placed.isDoubtful
    }
    const outcome = this.#outcome(transaction, left, isDoubtful)
    const isUnchanged =
      outcome.state === transaction.state && outcome.reason === transaction.reason && left === transaction.unallocated
    if (!isUnchanged) this.updates.push({ id: transaction.id, unallocated: left, ...outcome })
  }

  /** On one invoice alone, as if its reference had been given. */
  async placeOn(told: WaitingTransaction, invoiceId: bigint): Promise<void> {
    const invoice = this.#invoices.get(invoiceId)
    if (!invoice) throw new Error(`Invoice ${invoiceId} was not locked before booking on it.`)
    const transaction = { ...told, reference: invoice.reference }
    const placed = await this.#placeAmong(transaction, [invoice], told.unallocated)
    if (placed.left === told.unallocated && !placed.isDoubtful && told.state === 'OVERPAID') return
    const outcome = this.#outcome(transaction, placed.left, placed.isDoubtful)
    this.updates.push({ id: told.id, unallocated: placed.left, ...outcome })
  }

  #placePart(transaction: WaitingTransaction, reference: string, amount: bigint) {
    return this.#placeAmong(transaction, this.#candidates(transaction, reference), amount)
  }

  async #placeAmong(
    transaction: WaitingTransaction,
    candidates: readonly LedgerInvoice[],
    amount: bigint,
  ): Promise<{ left: bigint; isDoubtful: boolean }> {
    let left = amount
    for (const [index, invoice] of candidates.entries()) {
      if (left <= 0n) break
      const verdict = await this.#verdict(transaction, left, invoice)
      // After the service only the agency itself still has something to pay: interest that it settles later.
      if (invoice.open === 0n && !invoice.inService && verdict !== 'SETTLEMENT') continue
      if (verdict === 'DOUBTFUL') return { left, isDoubtful: true }
      const isLastUnpaid = (candidates[index + 1]?.open ?? 0n) === 0n
      // The service's invoice takes more than is open, as interest and costs, unless another invoice wants the money.
      const takesAll = verdict !== 'ORDINARY' && isLastUnpaid
      const share = takesAll || left < invoice.open ? left : invoice.open
      if (share === 0n) continue
      this.#pay(transaction, invoice, verdict, share)
      left -= share
    }
    return { left, isDoubtful: false }
  }

  /**
   * Unpaid ones by due date; after them those that the service has or had. When there are none, those
   * that the service has brought to an end: it may settle their interest after that.
   */
  #candidates(transaction: WaitingTransaction, reference: string): LedgerInvoice[] {
    const alike = [...this.#invoices.values()].filter(
      (one) =>
        one.reference === reference && one.currency === transaction.currency && !countedAtImport(transaction, one),
    )
    const wanting = alike.filter((one) => one.open > 0n || one.inService)
    const candidates = wanting.length > 0 ? wanting : alike.filter((one) => one.hadService)
    return candidates.sort((a, b) => {
      if (a.open > 0n !== b.open > 0n) return a.open > 0n ? -1 : 1
      if (a.dueOn !== b.dueOn) return a.dueOn < b.dueOn ? -1 : 1
      return a.id < b.id ? -1 : 1
    })
  }

  async #verdict(transaction: WaitingTransaction, amount: bigint, invoice: LedgerInvoice): Promise<Verdict> {
    if (!invoice.hadService) return 'ORDINARY'
    const { unit, companyId, service } = this.#books
    return service.classify(unit, companyId, moneyOf(transaction, amount), invoice)
  }

  #pay(
    transaction: WaitingTransaction,
    invoice: LedgerInvoice,
    verdict: Exclude<Verdict, 'DOUBTFUL'>,
    amount: bigint,
  ): void {
    this.payments.push({
      invoiceId: invoice.id,
      kind: verdict === 'ORDINARY' ? 'PAYMENT' : verdict,
      paidOn: transaction.bookedOn,
      amount,
      payerName: transaction.payerName,
      documentNumber: null,
      bankTransactionId: transaction.id,
      reversesId: null,
      money: moneyOf(transaction, amount),
    })
    this.#invoices.set(invoice.id, afterPayment(invoice, amount))
  }

  #outcome(
    transaction: WaitingTransaction,
    left: bigint,
    isDoubtful: boolean,
  ): Pick<TransactionUpdate, 'state' | 'reason'> {
    if (isDoubtful) return { state: 'DOUBTFUL', reason: 'SETTLEMENT_OR_DIRECT_PAYMENT' }
    if (left === 0n) return { state: 'BOOKED', reason: 'MATCHED' }
    if (left < transaction.amount) return { state: 'OVERPAID', reason: 'MORE_THAN_OPEN' }
    const alike = [...this.#invoices.values()].filter((invoice) =>
      partsOfStored(transaction).some((part) => part.reference === invoice.reference),
    )
    if (alike.length === 0) return { state: 'UNMATCHED', reason: 'NO_INVOICE_WITH_REFERENCE' }
    if (alike.every((invoice) => invoice.currency !== transaction.currency))
      return { state: 'UNMATCHED', reason: 'CURRENCY_DIFFERS' }
    if (alike.some((invoice) => countedAtImport(transaction, invoice)))
      return { state: 'UNMATCHED', reason: 'COUNTED_AT_IMPORT' }
    return { state: 'OVERPAID', reason: 'NOTHING_OPEN' }
  }
}

/** The invoice came with what was paid by then: the bank's file may bring the same money, which a person can tell. */
function countedAtImport({ isTold, bookedOn }: WaitingTransaction, { paidThrough }: LedgerInvoice): boolean {
  return !isTold && paidThrough !== null && bookedOn <= paidThrough
}

function moneyOf(transaction: WaitingTransaction, amount: bigint): IncomingMoney {
  const { id, bookedOn, currency, reference, payerName, payerIban } = transaction
  return { bankTransactionId: id, bookedOn, amount, currency, reference, payerName, payerIban }
}

/**
 * Pairs reversals with the payments they take back, by counter-entries that point at the old ones. Returns the
 * references of the invoices that are open again: money that waits may fit there now. The caller holds `lockBooks`.
 */
export async function bookReversals(books: Books): Promise<string[]> {
  const { unit, companyId } = books
  const reversals = await findWaitingReversals(unit, companyId)
  if (reversals.length === 0) return []
  const pairs = pairReversals(reversals, await findReversible(unit, companyId, reversals))
  if (pairs.length === 0) return []
  const reversalOf = new Map(pairs.map((pair) => [pair.credit.id, pair.reversal]))
  const payments = await findPaymentsOf(unit, companyId, [...reversalOf.keys()])
  const locked = await lockInvoices(
    unit,
    companyId,
    payments.map((payment) => payment.invoiceId),
  )
  const counterEntries = payments.map((payment) => {
    const reversal = reversalOf.get(payment.transactionId)
    if (!reversal) throw new Error(`Payment ${payment.id} is of a transaction that nothing takes back.`)
    return counterEntry(payment, reversal.bookedOn, reversal.id)
  })
  await bookPayments(books, locked, counterEntries)
  await updateTransactions(
    unit,
    companyId,
    pairs.flatMap(({ reversal, credit }) => [
      { id: credit.id, state: 'REVERSED' as const, reason: 'TAKEN_BACK', unallocated: 0n },
      { id: reversal.id, state: 'BOOKED' as const, reason: 'TAKES_BACK_PAYMENT', unallocated: 0n },
    ]),
  )
  return [...new Set(locked.flatMap((invoice) => invoice.reference ?? []))]
}

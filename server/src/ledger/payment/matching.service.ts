import { type AuditAction, audit, auditAmount, changeOf } from '../../access/audit.ts'
import { requireRight } from '../../access/rights.ts'
import { formatDecimal, parseDecimal } from '../../kernel/money.ts'
import { checkReason } from '../../kernel/reason.ts'
import { NotFound, NotSignedIn, ok, type Result, type UserError } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { type LedgerInvoice, lockBooks, lockInvoices } from '../invoice/invoice.store.ts'
import type { IncomingMoney, ServicePort, Verdict } from '../invoice/servicePort.ts'
import { type Books, bookPayments, type NewPayment } from './booking.ts'
import { type HandTransaction, lockTransaction, writeByHand } from './matching.store.ts'
import { digestOf, markDone, refuse, repeated } from './moneyAct.ts'
import { SERVICE_AS_PAYER } from './payment.service.ts'

export interface TransactionKey {
  readonly companyId: bigint
  readonly transactionId: bigint
}

export interface MatchInput extends TransactionKey {
  /** Amounts as decimal text in the transaction's currency. */
  readonly allocations: readonly { readonly invoiceId: bigint; readonly amount: string }[]
  /** The money is the agency's settlement; null: as the service sees it, invoice by invoice. */
  readonly settlement: boolean | null
  readonly idempotencyKey: string
}

interface Share {
  readonly invoice: LedgerInvoice
  readonly amount: bigint
}

/** Places by hand the money that found no invoice by itself, or says that it has none. */
export class Matching {
  readonly #database: Database
  readonly #service: ServicePort

  constructor(database: Database, service: ServicePort) {
    this.#database = database
    this.#service = service
  }

  /**
   * Books waiting money on the invoices that a person names; what is left over goes on waiting. The agency hears of it as
   * of money that came by itself. Errors: NOT_WAITING, NO_ALLOCATION, EXCEEDS_TRANSACTION, EXCEEDS_OPEN, CURRENCY_DIFFERS,
   * NOT_IN_SERVICE, SETTLEMENT_UNDECIDED, KEY_REUSED.
   */
  match(scope: Scope, input: MatchInput): Promise<Result<bigint>> {
    const { allocations, settlement } = input
    const asked = allocations.map((one) => `${one.invoiceId} ${one.amount}`)
    const digest = digestOf(['match', input.transactionId, settlement, ...asked])
    return this.#change(scope, input, 'TRANSACTION_MATCHED', async (books, transaction) => {
      const before = await repeated(books.unit, input, digest)
      if (before) return before
      const shares = await this.#sharesOf(books, transaction, input)
      if (!shares.ok) return shares
      const payments: NewPayment[] = []
      for (const share of shares.value) {
        const payment = await this.#paymentOf(books, transaction, share, settlement)
        if (!payment.ok) return payment
        payments.push(payment.value)
      }
      await bookPayments(
        books,
        shares.value.map(({ invoice }) => invoice),
        payments,
      )
      const left = transaction.unallocated - payments.reduce((sum, { amount }) => sum + amount, 0n)
      const state = left === 0n ? ('BOOKED' as const) : ('OVERPAID' as const)
      const reason = left === 0n ? 'MATCHED_BY_HAND' : 'REST_AFTER_MATCHING'
      await writeByHand(books.unit, books.companyId, {
        id: transaction.id,
        state,
        reason,
        unallocated: left,
        note: null,
      })
      await markDone(books.unit, input, digest, transaction.id, books.now)
      return ok(transaction.id)
    })
  }

  /** The money pays no invoice: it stops waiting, with the reason. Errors: NOT_WAITING, REASON_MISSING, REASON_TOO_LONG. */
  dismiss(scope: Scope, key: TransactionKey, reason: string): Promise<Result<bigint>> {
    return this.#change(scope, key, 'TRANSACTION_DISMISSED', async ({ unit, companyId }, transaction) => {
      const checked = checkReason(reason, 'reason')
      if (!checked.ok) return checked
      const { id, unallocated } = transaction
      if (!isWaiting(transaction)) return notWaiting()
      const change = { id, state: 'DISMISSED' as const, reason: 'DISMISSED_BY_HAND', unallocated }
      await writeByHand(unit, companyId, { ...change, note: checked.value })
      return ok(id)
    })
  }

  /** Takes a dismissal back: the money waits again, for a person. Error: NOT_DISMISSED. */
  restore(scope: Scope, key: TransactionKey): Promise<Result<bigint>> {
    return this.#change(
      scope,
      key,
      'TRANSACTION_RESTORED',
      async ({ unit, companyId }, { id, state, amount, unallocated }) => {
        if (state !== 'DISMISSED') return refuse('NOT_DISMISSED', 'The transaction has not been dismissed.')
        const restored = unallocated === amount ? ('UNMATCHED' as const) : ('OVERPAID' as const)
        await writeByHand(unit, companyId, {
          id,
          state: restored,
          reason: 'WAITS_FOR_PERSON',
          unallocated,
          note: null,
        })
        return ok(id)
      },
    )
  }

  async #change(
    scope: Scope,
    { companyId, transactionId }: TransactionKey,
    action: AuditAction,
    work: (books: Books, transaction: HandTransaction) => Promise<Result<bigint>>,
  ): Promise<Result<bigint>> {
    if (scope.kind === 'anonymous') throw new NotSignedIn()
    const { userId, now, today } = scope
    return this.#database.write<bigint, UserError>(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'REGISTER_PAYMENT')
      // As an import does: what comes in meanwhile waits, and sees what was placed here.
      await lockBooks(unit, companyId)
      const transaction = await lockTransaction(unit, companyId, transactionId)
      if (!transaction) throw new NotFound('There is no such bank transaction.')
      const done = await work({ unit, companyId, userId, now, today, service: this.#service }, transaction)
      if (done.ok) {
        const after = (await lockTransaction(unit, companyId, transactionId)) ?? transaction
        const name = `${transaction.bookedOn} ${auditAmount(transaction.amount, transaction.currency)}`
        const subject = { type: 'BankTransaction', id: transactionId, name }
        const change = changeOf(standingOf(transaction), standingOf(after))
        // A request that came twice did nothing the second time.
        if (Object.keys(change.after).length > 0) await audit(unit, scope, companyId, { action, subject, ...change })
      }
      return done
    })
  }

  async #sharesOf(books: Books, transaction: HandTransaction, input: MatchInput): Promise<Result<Share[]>> {
    if (!isWaiting(transaction)) return notWaiting()
    if (input.allocations.length === 0) return refuse('NO_ALLOCATION', 'Name at least one invoice.', 'allocations')
    const ids = [...new Set(input.allocations.map((one) => one.invoiceId))]
    if (ids.length < input.allocations.length) return refuse('INVOICE_TWICE', 'Name each invoice once.', 'allocations')
    const locked = new Map((await lockInvoices(books.unit, books.companyId, ids)).map((one) => [one.id, one]))
    const shares: Share[] = []
    for (const [index, allocation] of input.allocations.entries()) {
      const field = `allocations.${index}.amount`
      const invoice = locked.get(allocation.invoiceId)
      if (!invoice) throw new NotFound('There is no such invoice.')
      const amount = parseDecimal(allocation.amount, transaction.currency)
      if (!amount) return refuse('AMOUNT_INVALID', 'An amount has at most two decimals.', field)
      if (amount.minor <= 0n) return refuse('AMOUNT_NOT_POSITIVE', 'A payment is more than zero.', field)
      if (invoice.currency !== transaction.currency)
        return refuse('CURRENCY_DIFFERS', `Invoice ${invoice.number} is in ${invoice.currency}.`, field)
      shares.push({ invoice, amount: amount.minor })
    }
    const sum = shares.reduce((total, share) => total + share.amount, 0n)
    if (sum <= transaction.unallocated) return ok(shares)
    const rest = formatDecimal({ minor: transaction.unallocated, currency: transaction.currency })
    return refuse('EXCEEDS_TRANSACTION', `Only ${rest} of the transaction waits.`, 'allocations')
  }

  async #paymentOf(
    books: Books,
    transaction: HandTransaction,
    { invoice, amount }: Share,
    settlement: boolean | null,
  ): Promise<Result<NewPayment>> {
    const money = moneyOf(transaction, amount)
    const kind = await this.#kindOf(books.unit, books.companyId, invoice, money, settlement)
    if (!kind.ok) return kind
    if (kind.value === 'PAYMENT' && amount > invoice.open) {
      const open = formatDecimal({ minor: invoice.open, currency: invoice.currency })
      return refuse('EXCEEDS_OPEN', `Only ${open} of invoice ${invoice.number} is unpaid.`, 'allocations')
    }
    return ok({
      invoiceId: invoice.id,
      kind: kind.value,
      paidOn: transaction.bookedOn,
      amount,
      payerName: kind.value === 'SETTLEMENT' && settlement === true ? SERVICE_AS_PAYER : transaction.payerName,
      documentNumber: null,
      bankTransactionId: transaction.id,
      reversesId: null,
      money,
    })
  }

  /** Said by the person, or by what the service knows of the money. */
  async #kindOf(
    unit: Unit,
    companyId: bigint,
    invoice: LedgerInvoice,
    money: IncomingMoney,
    settlement: boolean | null,
  ): Promise<Result<'PAYMENT' | 'DIRECT_PAYMENT' | 'SETTLEMENT'>> {
    if (settlement === true && !invoice.hadService) {
      const message = `Invoice ${invoice.number} has never been in the service: the payment is no settlement.`
      return refuse('NOT_IN_SERVICE', message, 'settlement')
    }
    if (settlement === true) return ok('SETTLEMENT')
    const own = invoice.inService ? ('DIRECT_PAYMENT' as const) : ('PAYMENT' as const)
    if (settlement === false || !invoice.hadService) return ok(own)
    const verdict: Verdict = await this.#service.classify(unit, companyId, money, invoice)
    if (verdict === 'ORDINARY') return ok('PAYMENT')
    if (verdict !== 'DOUBTFUL') return ok(verdict)
    const message = 'Say whether the money is a settlement from the agency or came from the debtor.'
    return refuse('SETTLEMENT_UNDECIDED', message, 'settlement')
  }
}

function standingOf({ state, unallocated, currency }: HandTransaction) {
  return { state, unallocated: auditAmount(unallocated, currency) }
}

function isWaiting({ direction, state, unallocated }: HandTransaction): boolean {
  const waits = state === 'UNMATCHED' || state === 'OVERPAID' || state === 'DOUBTFUL'
  return direction === 'CREDIT' && waits && unallocated > 0n
}

function notWaiting(): Result<never> {
  return refuse('NOT_WAITING', 'Nothing of the transaction waits to be placed.', 'transactionId')
}

function moneyOf(transaction: HandTransaction, amount: bigint): IncomingMoney {
  const { id, bookedOn, currency, reference, payerName, payerIban } = transaction
  return { bankTransactionId: id, bookedOn, amount, currency, reference, payerName, payerIban }
}

import { type AuditAction, type AuditValues, audit, auditAmount } from '../../access/audit.ts'
import { requireRight } from '../../access/rights.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { formatDecimal, parseDecimal } from '../../kernel/money.ts'
import { checkReason } from '../../kernel/reason.ts'
import { NotFound, NotSignedIn, ok, type Result, type UserError } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Database } from '../../platform/database/database.ts'
import { type LedgerInvoice, lockBooks, lockInvoices } from '../invoice/invoice.store.ts'
import type { ServicePort } from '../invoice/servicePort.ts'
import { type Books, bookPayments, counterEntry, type NewPayment } from './booking.ts'
import { findPayment, isNumberUsed, releaseMoney, type StandingPayment } from './correction.store.ts'
import { digestOf, markDone, refuse, repeated } from './moneyAct.ts'

export interface CreditNoteInput {
  readonly companyId: bigint
  readonly invoiceId: bigint
  /** The credit note's own number. */
  readonly number: string
  /** Decimal text in the invoice's currency. */
  readonly amount: string
  readonly creditedOn: CalendarDate
  readonly idempotencyKey: string
}

const LONGEST_NUMBER = 40

/** A booking with its invoice and what is written down of it; without an invoice when it was booked before. */
interface Booked {
  readonly id: bigint
  readonly invoice?: LedgerInvoice
  readonly before?: AuditValues
  readonly after?: AuditValues
}

/** What a person corrects in the books: a wrong booking taken back, a credit note. Nothing is ever changed or deleted. */
export class Corrections {
  readonly #database: Database
  readonly #service: ServicePort

  constructor(database: Database, service: ServicePort) {
    this.#database = database
    this.#service = service
  }

  /**
   * Takes a payment back by a counter-entry that points at it, dated today; money of a bank transaction waits again for a
   * person. The agency hears of it, also when it took the invoice on with the payment counted in. Errors: REASON_MISSING,
   * IS_COUNTER_ENTRY, ALREADY_REVERSED.
   */
  reverse(scope: Scope, companyId: bigint, paymentId: bigint, reason: string): Promise<Result<bigint>> {
    return this.#write(scope, companyId, 'PAYMENT_REVERSED', async (books) => {
      const checked = checkReason(reason, 'reason')
      if (!checked.ok) return checked
      const { unit, today } = books
      await lockBooks(unit, companyId)
      const found = await findPayment(unit, companyId, paymentId)
      if (!found) throw new NotFound('There is no such payment.')
      const [invoice] = await lockInvoices(unit, companyId, [found.invoiceId])
      // Read again under the lock: a payment is taken back once.
      const payment = await findPayment(unit, companyId, paymentId)
      if (!invoice || !payment) throw new NotFound('There is no such payment.')
      const problem = reversalProblem(payment)
      if (problem) return { ok: false, error: problem }
      const [id] = await bookPayments(books, [invoice], [takingBack(payment, today, checked.value)])
      if (payment.bankTransactionId !== null)
        await releaseMoney(unit, companyId, payment.bankTransactionId, payment.amount)
      const values = {
        kind: payment.kind,
        amount: auditAmount(payment.amount, invoice.currency),
        paidOn: payment.paidOn,
      }
      return ok({ id: id as bigint, invoice, before: values })
    })
  }

  /**
   * Books a credit note that no file brings. Errors: NUMBER_MISSING, NUMBER_USED, AMOUNT_INVALID, AMOUNT_NOT_POSITIVE,
   * DATE_IN_FUTURE, DAY_TOO_EARLY, CREDIT_EXCEEDS_OPEN, KEY_REUSED.
   */
  credit(scope: Scope, input: CreditNoteInput): Promise<Result<bigint>> {
    const { companyId, invoiceId } = input
    const digest = digestOf(['credit', invoiceId, input.number.trim(), input.amount, input.creditedOn])
    return this.#write(scope, companyId, 'CREDIT_NOTE_REGISTERED', async (books) => {
      const before = await repeated(books.unit, input, digest)
      if (before) return before.ok ? ok({ id: before.value }) : before
      const [invoice] = await lockInvoices(books.unit, companyId, [invoiceId])
      if (!invoice) throw new NotFound('There is no such invoice.')
      const payment = checkCredit(input, invoice, books.today)
      if (!payment.ok) return payment
      const number = payment.value.documentNumber ?? ''
      if (await isNumberUsed(books.unit, companyId, number))
        return refuse('NUMBER_USED', `The number ${number} is in the books already.`, 'number')
      const [id] = await bookPayments(books, [invoice], [payment.value])
      await markDone(books.unit, input, digest, id as bigint, books.now)
      const { amount, paidOn } = payment.value
      const after = { number, amount: auditAmount(amount, invoice.currency), creditedOn: paidOn }
      return ok({ id: id as bigint, invoice, after })
    })
  }

  #write(
    scope: Scope,
    companyId: bigint,
    action: AuditAction,
    work: (books: Books) => Promise<Result<Booked>>,
  ): Promise<Result<bigint>> {
    if (scope.kind === 'anonymous') throw new NotSignedIn()
    const { userId, now, today } = scope
    return this.#database.write<bigint, UserError>(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'REGISTER_PAYMENT')
      const done = await work({ unit, companyId, userId, now, today, service: this.#service })
      if (!done.ok) return done
      const { id, invoice, ...values } = done.value
      // A request that came twice did nothing the second time.
      if (!invoice) return ok(id)
      const subject = { type: 'SalesInvoice', id: invoice.id, name: invoice.number }
      await audit(unit, scope, companyId, { action, subject, ...values })
      return ok(id)
    })
  }
}

function reversalProblem({ reversesId, isReversed }: StandingPayment): UserError | null {
  if (reversesId !== null)
    return { code: 'IS_COUNTER_ENTRY', message: 'A counter-entry is not taken back: register the payment again.' }
  if (isReversed) return { code: 'ALREADY_REVERSED', message: 'The payment has been taken back before.' }
  return null
}

function takingBack(payment: StandingPayment, today: CalendarDate, note: string): NewPayment {
  const { paidOn, bankTransactionId } = payment
  return { ...counterEntry(payment, today < paidOn ? paidOn : today, bankTransactionId), note }
}

/** The payment that a credit note by hand makes, or why it cannot be booked. */
function checkCredit(input: CreditNoteInput, invoice: LedgerInvoice, today: CalendarDate): Result<NewPayment> {
  const number = input.number.trim()
  if (number === '' || number.length > LONGEST_NUMBER)
    return refuse('NUMBER_MISSING', `Give the credit note's number, at most ${LONGEST_NUMBER} characters.`, 'number')
  const amount = parseDecimal(input.amount, invoice.currency)
  if (!amount) return refuse('AMOUNT_INVALID', 'An amount has at most two decimals.', 'amount')
  if (amount.minor <= 0n) return refuse('AMOUNT_NOT_POSITIVE', 'A credit is more than zero.', 'amount')
  if (input.creditedOn > today) return refuse('DATE_IN_FUTURE', 'The date cannot be in the future.', 'creditedOn')
  if (input.creditedOn < invoice.issuedOn)
    return refuse('DAY_TOO_EARLY', `The invoice was issued on ${invoice.issuedOn}. Check the year.`, 'creditedOn')
  if (amount.minor > invoice.open) {
    const open = formatDecimal({ minor: invoice.open, currency: invoice.currency })
    return refuse('CREDIT_EXCEEDS_OPEN', `Only ${open} ${invoice.currency} of the invoice is unpaid.`, 'amount')
  }
  return ok({
    invoiceId: invoice.id,
    kind: 'CREDIT_NOTE',
    paidOn: input.creditedOn,
    amount: amount.minor,
    payerName: null,
    documentNumber: number,
    bankTransactionId: null,
    reversesId: null,
    money: null,
  })
}

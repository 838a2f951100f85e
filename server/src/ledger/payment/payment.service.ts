import { createHash } from 'node:crypto'
import { audit, auditAmount } from '../../access/audit.ts'
import { requireRight } from '../../access/rights.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { formatDecimal, parseDecimal } from '../../kernel/money.ts'
import { err, NotFound, NotSignedIn, ok, type Result, type UserError } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { LARGEST_AMOUNT } from '../import/importPlan.ts'
import { type LedgerInvoice, lockInvoices } from '../invoice/invoice.store.ts'
import type { ServicePort } from '../invoice/servicePort.ts'
import { bookPayments, type NewPayment } from './booking.ts'
import { LONGEST_KEY } from './moneyAct.ts'
import { readSources } from './paymentSource.store.ts'
import { NETVISOR_PAYS, sourceOn } from './paymentSource.ts'

export interface PaymentInput {
  readonly companyId: bigint
  readonly invoiceId: bigint
  /** Decimal text in the invoice's currency. */
  readonly amount: string
  readonly paidOn: CalendarDate
  readonly payerName: string | null
  /** "The payment is a settlement from the collection agency"; null: yes for an invoice in the service, else no. */
  readonly settlement: boolean | null
  readonly idempotencyKey: string
}

const LONGEST_NAME = 200

/** Whoever is typed, a settlement is recorded as paid by the service (requirement P1). */
export const SERVICE_AS_PAYER = 'Duetto'

const refuse = (code: string, message: string, field: string): Result<never, UserError> => err({ code, message, field })

/** Registers payments that no bank file brings. */
export class PaymentRegister {
  readonly #database: Database
  readonly #service: ServicePort

  constructor(database: Database, service: ServicePort) {
    this.#database = database
    this.#service = service
  }

  /**
   * Books a payment by hand. On an invoice in the service a settlement is not reported to the agency, anything else is,
   * as a direct payment. The same key with the same content answers with the first payment; with other content it is
   * refused (KEY_REUSED).
   */
  async register(scope: Scope, input: PaymentInput): Promise<Result<bigint>> {
    if (scope.kind === 'anonymous') throw new NotSignedIn()
    const { companyId, invoiceId } = input
    return this.#database.write<bigint, UserError>(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'REGISTER_PAYMENT')
      // Two requests with one key must not both find it unused.
      await unit.rows(
        'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))',
        [`ledger.payment:${companyId}:${input.idempotencyKey}`],
        'ledger.lockKey',
      )
      const [invoice] = await lockInvoices(unit, companyId, [invoiceId])
      if (!invoice) throw new NotFound('There is no such invoice.')
      const digest = digestOf(input)
      const earlier = await findByKey(unit, companyId, input.idempotencyKey)
      if (earlier) return earlier.digest.equals(digest) ? ok(earlier.id) : keyReused()
      const payment = checkPayment(input, invoice, scope.today)
      if (!payment.ok) return payment
      if (sourceOn(await readSources(unit, companyId), input.paidOn) === 'NETVISOR')
        return refuse(NETVISOR_PAYS.code, `${NETVISOR_PAYS.message} ${NETVISOR_PAYS.advice}`, 'paidOn')
      const { userId, now, today } = scope
      const books = { unit, companyId, userId, now, today, service: this.#service }
      const [id] = await bookPayments(books, [invoice], [payment.value])
      await markKey(unit, companyId, id as bigint, input.idempotencyKey, digest)
      const [after = invoice] = await lockInvoices(unit, companyId, [invoiceId])
      await audit(unit, scope, companyId, {
        action: 'PAYMENT_REGISTERED',
        subject: { type: 'SalesInvoice', id: invoiceId, name: invoice.number },
        before: { open: auditAmount(invoice.open, invoice.currency) },
        after: {
          open: auditAmount(after.open, after.currency),
          amount: auditAmount(payment.value.amount, invoice.currency),
          paidOn: input.paidOn,
          kind: payment.value.kind,
        },
      })
      return ok(id as bigint)
    })
  }
}

function digestOf({ invoiceId, amount, paidOn, payerName, settlement }: PaymentInput): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([String(invoiceId), amount, paidOn, payerName, settlement]))
    .digest()
}

function keyReused(): Result<never, UserError> {
  return refuse('KEY_REUSED', 'This idempotency key was used for another payment.', 'idempotencyKey')
}

/** The payment that the input means for this invoice today, or why it cannot be booked. */
function checkPayment(input: PaymentInput, invoice: LedgerInvoice, today: CalendarDate): Result<NewPayment> {
  const amount = parseDecimal(input.amount, invoice.currency)
  if (!amount) return refuse('AMOUNT_INVALID', 'An amount has at most two decimals.', 'amount')
  if (amount.minor <= 0n) return refuse('AMOUNT_NOT_POSITIVE', 'A payment is more than zero.', 'amount')
  if (amount.minor > LARGEST_AMOUNT)
    return refuse('AMOUNT_TOO_LARGE', 'The amount is larger than any invoice.', 'amount')
  if (input.paidOn > today) return refuse('DATE_IN_FUTURE', 'A payment cannot be made in the future.', 'paidOn')
  if (input.paidOn < invoice.issuedOn)
    return refuse('DAY_TOO_EARLY', `The invoice was issued on ${invoice.issuedOn}. Check the year.`, 'paidOn')
  if ((input.payerName ?? '').length > LONGEST_NAME)
    return refuse('TOO_LONG', `A name has at most ${LONGEST_NAME} characters.`, 'payerName')
  if (input.idempotencyKey.trim() === '' || input.idempotencyKey.length > LONGEST_KEY) {
    const message = `Give the payment a key of its own, 1 to ${LONGEST_KEY} characters.`
    return refuse('KEY_MISSING', message, 'idempotencyKey')
  }
  const isSettlement = input.settlement ?? invoice.inService
  if (isSettlement && !invoice.hadService) {
    return refuse(
      'NOT_IN_SERVICE',
      'The invoice has never been in the service: the payment is no settlement.',
      'settlement',
    )
  }
  const mayExceed = isSettlement || invoice.inService
  if (!mayExceed && amount.minor > invoice.open) {
    const open = formatDecimal({ minor: invoice.open, currency: invoice.currency })
    return refuse('EXCEEDS_OPEN', `Only ${open} ${invoice.currency} of the invoice is unpaid.`, 'amount')
  }
  return ok({
    invoiceId: invoice.id,
    kind: isSettlement ? 'SETTLEMENT' : invoice.inService ? 'DIRECT_PAYMENT' : 'PAYMENT',
    paidOn: input.paidOn,
    amount: amount.minor,
    payerName: isSettlement ? SERVICE_AS_PAYER : input.payerName,
    documentNumber: null,
    bankTransactionId: null,
    reversesId: null,
    money: null,
  })
}

function findByKey(unit: Unit, companyId: bigint, key: string): Promise<{ id: bigint; digest: Buffer } | undefined> {
  return unit.row<{ id: bigint; digest: Buffer }>(
    'SELECT p.id, p.request_digest AS digest FROM ledger.payment p WHERE p.company_id = $1 AND p.idempotency_key = $2',
    [companyId, key],
    'ledger.paymentByKey',
  )
}

async function markKey(unit: Unit, companyId: bigint, id: bigint, key: string, digest: Buffer): Promise<void> {
  await unit.rows(
    'UPDATE ledger.payment p SET idempotency_key = $3, request_digest = $4 WHERE p.company_id = $1 AND p.id = $2',
    [companyId, id, key, digest],
    'ledger.markPaymentKey',
  )
}

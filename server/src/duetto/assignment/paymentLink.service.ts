import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { formatDecimal, money } from '../../kernel/money.ts'
import type {
  BookedPayment,
  ExpectedPayment,
  IncomingMoney,
  ServedInvoice,
  ServicePort,
  Verdict,
} from '../../ledger/invoice/servicePort.ts'
import type { Beyond } from '../../ledger/payment/allocation.store.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { EmailConsent } from '../../statute/electronicLetter.ts'
import { type Outgoing, putMessage } from '../road/outbox.ts'
import { allocateMoney, expectedOf } from './allocation.service.ts'
import { collectedAhead } from './allocation.store.ts'
import {
  bookedSinceClosing,
  clientFundsIbans,
  markLinePaid,
  newestAssignmentOf,
  openLinesOf,
  reopenLineOf,
  runningBalances,
  runningOfCustomer,
  toldOf,
  writeDueDate,
} from './paymentLink.store.ts'
import { classifyPayment } from './paymentLink.ts'

/**
 * What the service has to say about money booked in the ledger. Runs in the ledger's transaction: what is booked is
 * reported, or neither happens (requirements O6, P1, P2).
 */
export class PaymentLink implements ServicePort {
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  async classify(unit: Unit, companyId: bigint, arrived: IncomingMoney, invoice: ServedInvoice): Promise<Verdict> {
    const payment = { ...arrived, amount: money(arrived.amount, arrived.currency) }
    const lines = await openLinesOf(unit, companyId, invoice.id)
    const ibans = await clientFundsIbans(unit, companyId, invoice.id, arrived.bookedOn)
    const verdict = classifyPayment(payment, lines, ibans)
    if (verdict.kind === 'SETTLEMENT') return verdict.kind
    // After the assignment has ended nobody waits for a report: the money is the ledger's own affair.
    const assignment = await newestAssignmentOf(unit, companyId, invoice.id)
    return assignment && assignment.stage !== 'CLOSED' ? verdict.kind : 'ORDINARY'
  }

  expect(unit: Unit, companyId: bigint, payments: readonly ExpectedPayment[]): Promise<Beyond[]> {
    return expectedOf(unit, companyId, payments)
  }

  async paid(unit: Unit, companyId: bigint, payment: BookedPayment): Promise<void> {
    if (payment.kind === 'SETTLEMENT') return this.#settle(unit, companyId, payment)
    if (payment.kind !== 'DIRECT_PAYMENT') return
    const amount = amountOf(payment.amount, payment.currency)
    const body = { paymentId: payment.paymentId.toString(), amount, paidOn: payment.paidOn }
    await this.#report(unit, companyId, payment.invoiceId, { kind: 'DIRECT_PAYMENT', body })
  }

  async reversed(unit: Unit, companyId: bigint, payment: BookedPayment): Promise<void> {
    if (payment.reversesId === null) return
    if (payment.kind === 'SETTLEMENT') {
      await reopenLineOf(unit, companyId, payment.reversesId)
      return allocateMoney(unit, companyId, payment.invoiceId, this.#when(payment))
    }
    const told = await toldOf(unit, companyId, payment.invoiceId, payment.reversesId)
    const newest = await newestAssignmentOf(unit, companyId, payment.invoiceId)
    // An assignment that runs and was never told of it counted it in at its hand-over.
    const isCountedIn = newest !== undefined && newest.stage !== 'CLOSED' && newest.id !== told?.assignmentId
    const assignmentId = isCountedIn ? newest.id : told?.assignmentId
    if (assignmentId === undefined) return
    const amount = amountOf(-payment.amount, payment.currency)
    const name = told?.name ?? payment.documentNumber ?? payment.reversesId.toString()
    const body = { amount, reversedOn: payment.paidOn, ...(isCountedIn ? { countedIn: true } : {}) }
    const message: Outgoing =
      payment.kind === 'CREDIT_NOTE'
        ? { kind: 'CREDIT_NOTE_REVERSED', body: { number: name, ...body } }
        : { kind: 'DIRECT_PAYMENT_REVERSED', body: { paymentId: name, ...body } }
    await putMessage(unit, companyId, assignmentId, message, this.#clock.now())
  }

  async balancesOf(unit: Unit, companyId: bigint, invoiceIds: readonly bigint[]): Promise<ReadonlyMap<bigint, bigint>> {
    if (invoiceIds.length === 0) return new Map()
    const rows = await runningBalances(unit, companyId, invoiceIds)
    return new Map(rows.map(({ invoiceId, balance }) => [invoiceId, balance]))
  }

  async collected(unit: Unit, companyId: bigint, invoiceId: bigint): Promise<bigint> {
    const [row] = await collectedAhead(unit, [{ companyId, id: invoiceId }])
    return row?.ahead ?? 0n
  }

  async dueDateChanged(unit: Unit, companyId: bigint, invoiceId: bigint, dueOn: CalendarDate): Promise<void> {
    const assignment = await newestAssignmentOf(unit, companyId, invoiceId)
    if (!assignment || assignment.stage === 'CLOSED') return
    await writeDueDate(unit, companyId, assignment.id, dueOn)
    await putMessage(unit, companyId, assignment.id, { kind: 'DUE_DATE_CHANGE', body: { dueOn } }, this.#clock.now())
  }

  async emailConsentChanged(
    unit: Unit,
    companyId: bigint,
    customerId: bigint,
    { email, givenOn, withdrawnOn }: EmailConsent & { readonly email: string },
  ): Promise<void> {
    const message: Outgoing = { kind: 'EMAIL_CONSENT', body: { email, givenOn, withdrawnOn } }
    for (const id of await runningOfCustomer(unit, companyId, customerId)) {
      await putMessage(unit, companyId, id, message, this.#clock.now())
    }
  }

  async credited(unit: Unit, companyId: bigint, payment: BookedPayment): Promise<void> {
    const assignment = await newestAssignmentOf(unit, companyId, payment.invoiceId)
    if (!assignment || assignment.stage === 'CLOSED') return
    const number = payment.documentNumber ?? payment.paymentId.toString()
    const body = { number, amount: amountOf(payment.amount, payment.currency), creditedOn: payment.paidOn }
    await putMessage(unit, companyId, assignment.id, { kind: 'CREDIT_NOTE', body }, this.#clock.now())
  }

  async #settle(unit: Unit, companyId: bigint, payment: BookedPayment): Promise<void> {
    const lines = await openLinesOf(unit, companyId, payment.invoiceId)
    const line = lines.find((open) => open.amount.minor === payment.amount && open.amount.currency === payment.currency)
    if (line) await markLinePaid(unit, companyId, line.id, payment.paymentId)
    await allocateMoney(unit, companyId, payment.invoiceId, this.#when(payment))
  }

  #when({ paidOn }: BookedPayment): { on: CalendarDate; now: Date } {
    return { on: paidOn, now: this.#clock.now() }
  }

  /** Reports to the newest assignment of the invoice, ended or not: the agency knows what the money means to it. */
  async #report(unit: Unit, companyId: bigint, invoiceId: bigint, message: Outgoing): Promise<void> {
    const assignment = await newestAssignmentOf(unit, companyId, invoiceId)
    if (assignment) await putMessage(unit, companyId, assignment.id, message, this.#clock.now())
  }
}

function amountOf(minor: bigint, currency: string): { amount: string; currency: string } {
  return { amount: formatDecimal(money(minor, currency)), currency }
}

/** The assignment goes on after it had ended: the agency hears what was booked meanwhile, as of money past the agency. */
export async function tellWhatCameMeanwhile(
  unit: Unit,
  companyId: bigint,
  assignmentId: bigint,
  invoiceId: bigint,
  now: Date,
): Promise<void> {
  for (const payment of await bookedSinceClosing(unit, companyId, assignmentId, invoiceId)) {
    const { id, kind, paidOn, documentNumber } = payment
    const amount = amountOf(payment.amount, payment.currency)
    const message: Outgoing =
      kind === 'CREDIT_NOTE'
        ? { kind, body: { number: documentNumber ?? id.toString(), amount, creditedOn: paidOn } }
        : { kind: 'DIRECT_PAYMENT', body: { paymentId: id.toString(), amount, paidOn } }
    await putMessage(unit, companyId, assignmentId, message, now)
  }
}

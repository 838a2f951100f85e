import { createHash } from 'node:crypto'
import type { FormatRefusal } from '../../exchange/refusal.ts'
import type { ReadPayment } from '../../exchange/table/paymentFields.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { formatDecimal } from '../../kernel/money.ts'
import type { LedgerInvoice } from '../invoice/invoice.store.ts'
import type { Verdict } from '../invoice/servicePort.ts'
import { NETVISOR_PAYS, type SourceFrom, sourceOn } from '../payment/paymentSource.ts'
import { LARGEST_AMOUNT } from './importPlan.ts'

/** A payment that a table or another program lists, before it is known what it pays. */
export interface GivenPayment extends ReadPayment {
  /** What it is known by among the payments of its source, however often and in whatever file it comes. */
  readonly externalId: string
  readonly digest: Buffer
  /** A person said that it is another one than the payment of the same day and amount in the books. */
  readonly isNoDouble: boolean
  /** Whether it is the agency's settlement; undefined: as the service knows the money. */
  readonly isSettlement?: boolean
  readonly line: number
  /** Of a program's payment: where it stands in the input. */
  readonly path?: string
}

export type PayableInvoice = Pick<
  LedgerInvoice,
  'id' | 'number' | 'reference' | 'dueOn' | 'currency' | 'open' | 'inService' | 'hadService' | 'paidThrough'
>

export interface KnownPayment {
  readonly externalId: string
  readonly digest: Buffer
  readonly paymentId: bigint
  readonly invoiceId: bigint
}

/** How many payments of a day and an amount stand on an invoice, whatever brought them. */
export interface StandingPayments {
  readonly invoiceId: bigint
  readonly paidOn: CalendarDate
  readonly amount: bigint
  readonly count: number
}

/** What the books say that payments are judged by. */
export interface PaymentFacts {
  readonly known: readonly KnownPayment[]
  readonly invoices: readonly PayableInvoice[]
  readonly standing: readonly StandingPayments[]
  /** Where payments come from, day by day. */
  readonly sources: readonly SourceFrom[]
}

/** DOUBLE: left out until a person says that it is none. */
export type JudgedPayment =
  | { readonly outcome: 'NEW'; readonly invoice: PayableInvoice; readonly verdict: Exclude<Verdict, 'DOUBTFUL'> }
  | { readonly outcome: 'ALREADY_THERE'; readonly known: KnownPayment }
  /** The list has it already: what becomes of that one has become of this. */
  | { readonly outcome: 'ALREADY_THERE'; readonly repeats: GivenPayment; readonly invoice: PayableInvoice }
  | {
      readonly outcome: 'REFUSED' | 'DOUBLE'
      readonly invoice: PayableInvoice | undefined
      readonly refusal: FormatRefusal
    }

export type AskVerdict = (payment: GivenPayment, invoice: PayableInvoice) => Promise<Verdict>

/** Judges payments one after another: each sees what the ones before it left open. */
export async function judgePayments(
  payments: readonly GivenPayment[],
  facts: PaymentFacts,
  today: CalendarDate,
  verdictOf: AskVerdict,
): Promise<JudgedPayment[]> {
  const judge = new PaymentJudge(payments, facts, today, verdictOf)
  const judged: JudgedPayment[] = []
  for (const payment of payments) judged.push(await judge.judge(payment))
  return judged
}

class PaymentJudge {
  readonly #known: ReadonlyMap<string, KnownPayment>
  readonly #invoices: Map<bigint, PayableInvoice>
  readonly #byNumber: ReadonlyMap<string, bigint>
  readonly #byReference = new Map<string, bigint[]>()
  /** Payments in the books that no payment of the list accounts for yet. */
  readonly #others: Map<string, number>
  readonly #seen = new Map<string, { readonly payment: GivenPayment; readonly judged: JudgedPayment }>()
  readonly #sources: readonly SourceFrom[]
  readonly #today: CalendarDate
  readonly #verdictOf: AskVerdict

  constructor(payments: readonly GivenPayment[], facts: PaymentFacts, today: CalendarDate, verdictOf: AskVerdict) {
    this.#known = new Map(facts.known.map((known) => [known.externalId, known]))
    this.#invoices = new Map(facts.invoices.map((invoice) => [invoice.id, invoice]))
    this.#byNumber = new Map(facts.invoices.map((invoice) => [invoice.number, invoice.id]))
    for (const { id, reference } of [...facts.invoices].sort(byDueDate)) {
      if (reference === null) continue
      const alike = this.#byReference.get(reference)
      if (alike) alike.push(id)
      else this.#byReference.set(reference, [id])
    }
    this.#others = new Map(facts.standing.map((one) => [standingKey(one.invoiceId, one), one.count]))
    this.#sources = facts.sources
    this.#today = today
    this.#verdictOf = verdictOf
    for (const payment of payments) {
      const known = this.#known.get(payment.externalId)
      if (known)
        this.#accountFor(standingKey(known.invoiceId, { paidOn: payment.paidOn, amount: payment.amount.minor }))
    }
  }

  async judge(payment: GivenPayment): Promise<JudgedPayment> {
    const known = this.#known.get(payment.externalId)
    if (known?.digest.equals(payment.digest)) return { outcome: 'ALREADY_THERE', known }
    const seen = this.#seen.get(payment.externalId)
    if (known || (seen && !seen.payment.digest.equals(payment.digest))) return refused(payment, idTaken())
    if (seen) return repeatOf(payment, seen)
    const judged = await this.#judgeFresh(payment)
    this.#seen.set(payment.externalId, { payment, judged })
    return judged
  }

  async #judgeFresh(payment: GivenPayment): Promise<JudgedPayment> {
    const found = this.#invoiceOf(payment)
    if ('code' in found) return refused(payment, found)
    const refusal = this.#refusalOf(payment, found)
    if (refusal) return refused(payment, refusal, found)
    if (payment.isSettlement && !found.hadService) return refused(payment, NOT_IN_SERVICE, found)
    const verdict = await this.#verdict(payment, found)
    if (verdict === 'DOUBTFUL') return refused(payment, DOUBTFUL, found)
    const mayExceed = verdict === 'SETTLEMENT' || found.inService
    if (!mayExceed && payment.amount.minor > found.open) return refused(payment, exceedsOpen(found), found)
    const key = standingKey(found.id, { paidOn: payment.paidOn, amount: payment.amount.minor })
    const isLikeAnother = this.#accountFor(key)
    if (isLikeAnother && !payment.isNoDouble)
      return { ...refused(payment, probableDouble(payment, found), found), outcome: 'DOUBLE' }
    if (found.paidThrough !== null && payment.paidOn <= found.paidThrough && !payment.isNoDouble)
      return { ...refused(payment, countedInPaid(found), found), outcome: 'DOUBLE' }
    const open = found.open > payment.amount.minor ? found.open - payment.amount.minor : 0n
    this.#invoices.set(found.id, { ...found, open })
    return { outcome: 'NEW', invoice: found, verdict }
  }

  /** Whether a payment like this stands in the books; that one is accounted for from now on. */
  #accountFor(key: string): boolean {
    const count = this.#others.get(key) ?? 0
    if (count > 0) this.#others.set(key, count - 1)
    return count > 0
  }

  async #verdict(payment: GivenPayment, invoice: PayableInvoice): Promise<Verdict> {
    if (!invoice.hadService) return 'ORDINARY'
    if (payment.isSettlement === undefined) return this.#verdictOf(payment, invoice)
    if (payment.isSettlement) return 'SETTLEMENT'
    return invoice.inService ? 'DIRECT_PAYMENT' : 'ORDINARY'
  }

  #invoiceOf({ number, reference, amount }: GivenPayment): PayableInvoice | Reason {
    if (number !== null) {
      const found = this.#invoices.get(this.#byNumber.get(number) ?? 0n)
      if (!found) return notFound(`There is no invoice ${number}.`)
      if (reference !== null && found.reference !== null && found.reference !== reference) return contradicts(found)
      return found
    }
    const alike = (this.#byReference.get(reference ?? '') ?? []).map((id) => this.#invoices.get(id) as PayableInvoice)
    // Of invoices with one reference the one that is paid whole by it, else the oldest that can take it.
    const best =
      alike.find((invoice) => invoice.open === amount.minor) ??
      alike.find((invoice) => invoice.open >= amount.minor) ??
      alike.find((invoice) => invoice.open > 0n || invoice.inService) ??
      alike[0]
    return best ?? notFound(`There is no invoice with the reference ${reference}.`)
  }

  #refusalOf({ amount, paidOn }: GivenPayment, invoice: PayableInvoice): Reason | undefined {
    if (paidOn > this.#today) {
      const advice = 'Correct the day, or import it when it has come.'
      return { code: 'DATE_IN_FUTURE', message: 'A payment cannot be made in the future.', advice }
    }
    if (sourceOn(this.#sources, paidOn) === 'NETVISOR') return NETVISOR_PAYS
    if (amount.minor > LARGEST_AMOUNT)
      return {
        code: 'AMOUNT_TOO_LARGE',
        message: 'The amount is larger than any payment.',
        advice: 'Check the amount.',
      }
    if (amount.currency === invoice.currency) return undefined
    const message = `The payment is in ${amount.currency}, invoice ${invoice.number} in ${invoice.currency}.`
    return { code: 'CURRENCY_DIFFERS', message, advice: "Give the amount in the invoice's currency." }
  }
}

type Reason = Pick<FormatRefusal, 'code' | 'message' | 'advice'>

function refused(
  { line, path }: GivenPayment,
  reason: Reason,
  invoice?: PayableInvoice,
): { outcome: 'REFUSED'; invoice: PayableInvoice | undefined; refusal: FormatRefusal } {
  return { outcome: 'REFUSED', invoice, refusal: { ...reason, line, ...(path === undefined ? {} : { path }) } }
}

/** The same payment once more in one list: as if the list had been sent again. */
function repeatOf(
  payment: GivenPayment,
  seen: { readonly payment: GivenPayment; readonly judged: JudgedPayment },
): JudgedPayment {
  const { judged } = seen
  if (judged.outcome === 'NEW') return { outcome: 'ALREADY_THERE', repeats: seen.payment, invoice: judged.invoice }
  if (!('refusal' in judged)) return judged
  return { ...refused(payment, judged.refusal, judged.invoice), outcome: judged.outcome }
}

function byDueDate(a: PayableInvoice, b: PayableInvoice): number {
  if (a.dueOn !== b.dueOn) return a.dueOn < b.dueOn ? -1 : 1
  return a.id < b.id ? -1 : 1
}

function standingKey(invoiceId: bigint, { paidOn, amount }: { paidOn: CalendarDate; amount: bigint }): string {
  return `${invoiceId} ${paidOn} ${amount}`
}

function notFound(message: string): Reason {
  return { code: 'INVOICE_NOT_FOUND', message, advice: 'Import the invoice first, or correct its number or reference.' }
}

function idTaken(): Reason {
  const message = 'Another payment has come with the same identifier.'
  return { code: 'EXTERNAL_ID_TAKEN_DIFFERENT', message, advice: 'Give every payment an identifier of its own.' }
}

function contradicts({ number, reference }: PayableInvoice): Reason {
  const message = `Invoice ${number} has another reference: ${reference}.`
  return { code: 'REFERENCE_CONTRADICTS', message, advice: 'Correct the invoice number or the reference.' }
}

function exceedsOpen({ number, open, currency }: PayableInvoice): Reason {
  const message = `Only ${formatDecimal({ minor: open, currency })} ${currency} of invoice ${number} is unpaid.`
  return { code: 'EXCEEDS_OPEN', message, advice: 'Check whether it is booked already, or divide the amount.' }
}

function probableDouble({ paidOn, amount }: GivenPayment, { number }: PayableInvoice): Reason {
  const what = `${formatDecimal(amount)} ${amount.currency} on ${paidOn}`
  const message = `Invoice ${number} has a payment of ${what} already, perhaps from a bank file.`
  return { code: 'PROBABLE_DOUBLE', message, advice: 'Leave it out, or say that it is another payment.' }
}

function countedInPaid({ number, paidThrough }: PayableInvoice): Reason {
  const message = `Invoice ${number} came with what had been paid of it by ${paidThrough}: this may be part of that.`
  return { code: 'COUNTED_IN_PAID', message, advice: 'Leave it out, or say that it is another payment.' }
}

const NOT_IN_SERVICE: Reason = {
  code: 'NOT_IN_SERVICE',
  message: 'The invoice has never been in the service: the payment is no settlement.',
  advice: 'Leave the settlement out, or correct the invoice.',
}

const DOUBTFUL: Reason = {
  code: 'SETTLEMENT_OR_DIRECT_PAYMENT',
  message: 'The payer bears the name of the agency: it may be a settlement.',
  advice: 'Say whether it is a settlement: on the invoice’s page, or in the program that sends it.',
}

/** What a payment says, for telling it from another with the same name. */
export function digestOfPayment({ number, reference, paidOn, amount, payerName }: ReadPayment): Buffer {
  const said = [number, reference, paidOn, String(amount.minor), amount.currency, folded(payerName)]
  return createHash('sha256').update(JSON.stringify(said)).digest()
}

/**
 * Names for the payments of a file: what the file calls them, else what they say, and which of several equal ones it is.
 * The same file, or the same rows in another file, get the same names.
 */
export function namesOfRows(payments: readonly ReadPayment[]): string[] {
  const equal = new Map<string, number>()
  return payments.map((payment) => {
    if (payment.paymentId !== null) return `id:${payment.paymentId}`
    const said = digestOfPayment(payment).toString('hex')
    const ordinal = (equal.get(said) ?? 0) + 1
    equal.set(said, ordinal)
    return `row:${said}:${ordinal}`
  })
}

function folded(text: string | null): string | null {
  return text === null ? null : text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase()
}

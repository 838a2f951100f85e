import { audit } from '../../access/audit.ts'
import { ok } from '../../kernel/result.ts'
import type { UserScope } from '../../kernel/scope.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { lockBooks, lockInvoicesByNumberOrReference } from '../invoice/invoice.store.ts'
import type { ServicePort } from '../invoice/servicePort.ts'
import { type Books, bookPayments, type NewPayment } from '../payment/booking.ts'
import { SERVICE_AS_PAYER } from '../payment/payment.service.ts'
import { readSources } from '../payment/paymentSource.store.ts'
import type { ImportParts } from './importDocuments.ts'
import {
  findKnownPayments,
  findPayable,
  findStanding,
  type ListSource,
  saveKnownPayments,
} from './importPayments.store.ts'
import {
  type AskVerdict,
  type GivenPayment,
  type JudgedPayment,
  judgePayments,
  type PayableInvoice,
} from './importPayments.ts'

/** What became of a payment; of a new one or one already there with its id. */
export interface PaymentAnswer {
  readonly judged: JudgedPayment
  readonly paymentId: bigint | null
  readonly invoiceId: bigint | null
}

/** How many payments go into one transaction. */
const BATCH_SIZE = 500

/** Judges payments as they would be booked; writes nothing. */
export async function previewPayments(
  unit: Unit,
  scope: UserScope,
  companyId: bigint,
  service: ServicePort,
  source: ListSource,
  payments: readonly GivenPayment[],
): Promise<JudgedPayment[]> {
  const { numbers, references } = namedBy(payments)
  const invoices = await findPayable(unit, companyId, numbers, references)
  return judgeBy({ unit, companyId, service }, scope, source, payments, invoices)
}

/**
 * Books payments of one company, whose right the caller has checked, each once by its name within its source. A refused
 * one never stops the others. The agency hears of those on its invoices (requirement O6).
 */
export async function importPayments(
  { database, service }: ImportParts,
  scope: UserScope,
  companyId: bigint,
  source: ListSource,
  payments: readonly GivenPayment[],
): Promise<PaymentAnswer[]> {
  const answers: PaymentAnswer[] = []
  for (let start = 0; start < payments.length; start += BATCH_SIZE) {
    const batch = payments.slice(start, start + BATCH_SIZE)
    const done = await database.write(scope, companyId, async (unit) => {
      const { userId, now, today } = scope
      const books: Books = { unit, companyId, userId, now, today, service }
      return ok(await importBatch(books, scope, source, batch))
    })
    if (!done.ok) throw new Error('An import of payments is never refused as a whole.')
    answers.push(...done.value)
  }
  return answers
}

async function importBatch(
  books: Books,
  scope: UserScope,
  source: ListSource,
  payments: readonly GivenPayment[],
): Promise<PaymentAnswer[]> {
  const { unit, companyId } = books
  await lockBooks(unit, companyId)
  const { numbers, references } = namedBy(payments)
  const locked = await lockInvoicesByNumberOrReference(unit, companyId, numbers, references)
  const judged = await judgeBy(books, scope, source, payments, locked)
  const fresh = judged.flatMap((one, index) =>
    one.outcome === 'NEW' ? [{ one, given: payments[index] as GivenPayment }] : [],
  )
  const ids = await bookPayments(
    books,
    locked,
    fresh.map(({ one, given }) => newPayment(given, one.invoice, one.verdict)),
  )
  const booked = fresh.map(({ given }, index) => ({ given, paymentId: ids[index] as bigint }))
  await saveKnownPayments(unit, companyId, source, booked)
  if (booked.length > 0) {
    const after = { payments: String(booked.length), source }
    await audit(unit, scope, companyId, { action: 'PAYMENTS_IMPORTED', after })
  }
  const idOf = new Map(booked.map(({ given, paymentId }) => [given, paymentId]))
  return judged.map((one, index) => {
    const booked = 'repeats' in one ? one.repeats : payments[index]
    return answerOf(one, idOf.get(booked as GivenPayment))
  })
}

function answerOf(judged: JudgedPayment, paymentId: bigint | undefined): PaymentAnswer {
  if ('known' in judged) return { judged, paymentId: judged.known.paymentId, invoiceId: judged.known.invoiceId }
  return { judged, paymentId: paymentId ?? null, invoiceId: judged.invoice?.id ?? null }
}

function namedBy(payments: readonly GivenPayment[]): { numbers: string[]; references: string[] } {
  return {
    numbers: [...new Set(payments.flatMap(({ number }) => number ?? []))],
    references: [...new Set(payments.flatMap(({ number, reference }) => (number === null ? (reference ?? []) : [])))],
  }
}

async function judgeBy(
  { unit, companyId, service }: { unit: Unit; companyId: bigint; service: ServicePort },
  scope: UserScope,
  source: ListSource,
  payments: readonly GivenPayment[],
  invoices: readonly PayableInvoice[],
): Promise<JudgedPayment[]> {
  const names = payments.map(({ externalId }) => externalId)
  const known = await findKnownPayments(unit, companyId, source, names)
  const ids = new Set([...invoices.map(({ id }) => id), ...known.map(({ invoiceId }) => invoiceId)])
  const standing = await findStanding(unit, companyId, [...ids])
  const sources = await readSources(unit, companyId)
  const verdictOf: AskVerdict = (payment, invoice) => {
    const money = {
      // No bank file brought it.
      bankTransactionId: 0n,
      bookedOn: payment.paidOn,
      amount: payment.amount.minor,
      currency: payment.amount.currency,
      reference: invoice.reference,
      payerName: payment.payerName,
      payerIban: null,
    }
    return service.classify(unit, companyId, money, invoice)
  }
  return judgePayments(payments, { known, invoices, standing, sources }, scope.today, verdictOf)
}

function newPayment(
  given: GivenPayment,
  invoice: PayableInvoice,
  verdict: 'SETTLEMENT' | 'DIRECT_PAYMENT' | 'ORDINARY',
): NewPayment {
  return {
    invoiceId: invoice.id,
    kind: verdict === 'ORDINARY' ? 'PAYMENT' : verdict,
    paidOn: given.paidOn,
    amount: given.amount.minor,
    payerName: verdict === 'SETTLEMENT' ? SERVICE_AS_PAYER : given.payerName,
    documentNumber: null,
    bankTransactionId: null,
    reversesId: null,
    money: null,
  }
}

import type { FormatRefusal } from '../../exchange/refusal.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { formatDecimal } from '../../kernel/money.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { documentRefusal, type ReadDocument } from '../import/importPlan.ts'
import type { LedgerInvoice } from '../invoice/invoice.store.ts'
import type { NewPayment } from './booking.ts'

/** What a credit note needs to know of an invoice. */
export type CreditableInvoice = Pick<LedgerInvoice, 'id' | 'number' | 'reference' | 'currency' | 'open'>

/**
 * Which invoice a credit note lowers: the one it names; if it names none, the one with its reference, as long as only
 * one of those is unpaid. A paid one is found too, so that the answer can say that nothing is left to credit.
 */
export function findOriginal(
  document: ReadDocument,
  invoices: readonly CreditableInvoice[],
): CreditableInvoice | undefined {
  const { originalInvoice, reference } = document.invoice
  if (originalInvoice) return invoices.find((invoice) => invoice.number === originalInvoice.number)
  const alike = invoices.filter((invoice) => reference !== undefined && invoice.reference === reference)
  const unpaid = alike.filter((invoice) => invoice.open > 0n)
  if (unpaid.length > 0) return unpaid.length === 1 ? unpaid[0] : undefined
  return alike.length === 1 ? alike[0] : undefined
}

/** The payment that a credit note makes on its original, or why it cannot be taken in. */
function creditPayment(
  document: ReadDocument,
  original: CreditableInvoice | undefined,
): Result<NewPayment, FormatRefusal> {
  const { invoice } = document
  if (!original) return err(originalNotFound(document))
  if (original.currency !== invoice.currency) {
    return err(
      documentRefusal(
        document,
        'CURRENCY_DIFFERS',
        `The credit note is in ${invoice.currency}, invoice ${original.number} in ${original.currency}.`,
        'Credit the invoice in its own currency.',
      ),
    )
  }
  if (invoice.total.minor > original.open) {
    const open = formatDecimal({ minor: original.open, currency: original.currency })
    return err(
      documentRefusal(
        document,
        'CREDIT_EXCEEDS_OPEN',
        `The credit note is for ${formatDecimal(invoice.total)}, but only ${open} of invoice ${original.number} is unpaid.`,
        'Credit no more than is unpaid; what was paid already is to be paid back to the customer.',
      ),
    )
  }
  return ok({
    invoiceId: original.id,
    kind: 'CREDIT_NOTE',
    paidOn: invoice.issuedOn,
    amount: invoice.total.minor,
    payerName: null,
    documentNumber: invoice.number,
    bankTransactionId: null,
    reversesId: null,
    money: null,
  })
}

function originalNotFound(document: ReadDocument): FormatRefusal {
  const { originalInvoice, reference } = document.invoice
  const named = originalInvoice
    ? `There is no invoice ${originalInvoice.number} to credit.`
    : reference
      ? `No single invoice has the reference ${reference}.`
      : 'The credit note does not say which invoice it credits.'
  return documentRefusal(
    document,
    'ORIGINAL_NOT_FOUND',
    named,
    'Import the original invoice first, or name it in OriginalInvoiceNumber.',
  )
}

export interface CreditOutcome {
  readonly document: ReadDocument
  readonly result: Result<NewPayment, FormatRefusal>
}

/** Takes credit notes one after another: each sees what the ones before it left open. */
export function creditAll(documents: readonly ReadDocument[], known: readonly CreditableInvoice[]): CreditOutcome[] {
  const invoices = new Map(known.map((invoice) => [invoice.id, invoice]))
  return documents.map((document) => {
    const original = findOriginal(document, [...invoices.values()])
    const result = creditPayment(document, original)
    if (result.ok && original) invoices.set(original.id, { ...original, open: original.open - result.value.amount })
    return { document, result }
  })
}

/** What a document says was already paid when it was written: a payment of its own day. */
export function openingPayment(invoiceId: bigint, paidOn: CalendarDate, amount: bigint, payerName: string): NewPayment {
  return {
    invoiceId,
    kind: 'PAYMENT',
    paidOn,
    amount,
    payerName,
    documentNumber: null,
    bankTransactionId: null,
    reversesId: null,
    money: null,
  }
}

import type { Money } from '../../kernel/money.ts'

/** What a bank file or a clerk says about money that reached the company for an invoice in the service. */
export interface ArrivedPayment {
  readonly amount: Money
  readonly reference: string | null
  /** Absent from KTL reference lists. */
  readonly payerIban: string | null
  readonly payerName: string | null
}

/** A line of a settlement that the agency has announced and the company has not yet received. */
export interface OpenLine {
  readonly id: bigint
  readonly reference: string | null
  readonly amount: Money
}

export type PaymentClass =
  | { readonly kind: 'SETTLEMENT'; readonly line: bigint | null }
  | { readonly kind: 'DIRECT_PAYMENT' }
  | { readonly kind: 'DOUBTFUL'; readonly reason: string }

/**
 * Is the money the agency's settlement or the debtor's direct payment? Letters show the agency's account and the
 * assignment's own reference, so a debtor who pays the company uses the invoice's. It is a settlement when it fits an
 * announced line, or comes from a client-funds account; otherwise a direct payment. The payer's name alone decides
 * nothing: a payment without the payer's account that bears the agency's name waits for a person and is not reported.
 */
export function classifyPayment(
  payment: ArrivedPayment,
  openLines: readonly OpenLine[],
  clientFundsIbans: ReadonlySet<string>,
): PaymentClass {
  const line = openLines.find(
    (open) =>
      open.reference === payment.reference &&
      open.amount.minor === payment.amount.minor &&
      open.amount.currency === payment.amount.currency,
  )
  if (line) return { kind: 'SETTLEMENT', line: line.id }
  if (payment.payerIban !== null) {
    return clientFundsIbans.has(payment.payerIban) ? { kind: 'SETTLEMENT', line: null } : { kind: 'DIRECT_PAYMENT' }
  }
  if (!bearsAgencyName(payment.payerName)) return { kind: 'DIRECT_PAYMENT' }
  return {
    kind: 'DOUBTFUL',
    reason: 'The payer bears the name of the agency, but no announced settlement has this reference and amount.',
  }
}

function bearsAgencyName(name: string | null): boolean {
  return name !== null && /\bduetto\b/i.test(name)
}

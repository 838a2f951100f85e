import { compare, formatDecimal, isZero, type Money, money, negate, subtract } from '../../kernel/money.ts'
import { amountOf, isCurrency } from '../decimalText.ts'
import type { Findings } from '../findings.ts'
import { quoted } from '../refusal.ts'
import { childrenOf, find, textAt, type XmlElement } from '../xml/element.ts'
import type { EInvoice, EInvoiceType } from './einvoice.ts'
import { optionalAmount, requiredText } from './fields.ts'

export type Totals = Pick<EInvoice, 'currency' | 'total' | 'vatExcludedTotal' | 'vatTotal' | 'paid' | 'instructed'> & {
  /** True when the document writes a credit note's amounts with a minus. */
  readonly negated: boolean
}

const TOTAL = 'InvoiceDetails/InvoiceTotalVatIncludedAmount'
const INSTRUCTION = 'EpiDetails/EpiPaymentInstructionDetails'

function readCurrency(total: XmlElement, findings: Findings): string | undefined {
  const currency = (total.attributes.AmountCurrencyIdentifier ?? '').trim().toUpperCase()
  if (isCurrency(currency)) return currency
  return findings.refuse(
    'CURRENCY_UNSUPPORTED',
    total,
    currency ? `${quoted(currency)} is no currency.` : 'The currency of the total is not stated.',
    'State the currency with its three-letter code (ISO 4217), such as EUR.',
  )
}

function absolute(amount: Money): Money {
  return amount.minor < 0n ? negate(amount) : amount
}

/** A credit note is written with minus signs or without; either way the amounts come out positive. */
function readTotal(root: XmlElement, type: EInvoiceType, currency: string, findings: Findings) {
  const element = find(root, TOTAL) ?? root
  const written = optionalAmount(root, TOTAL, currency, findings)
  if (!written) return undefined
  const negated = type === 'INV02' && written.minor < 0n
  if (negated || written.minor > 0n) return { total: absolute(written), negated }
  return findings.refuse(
    'TOTAL_NOT_POSITIVE',
    element,
    `The total is ${formatDecimal(written)}: there is nothing to ${type === 'INV01' ? 'collect' : 'credit'}.`,
    'Send a credit as a credit note (INV02), and no invoice of zero.',
  )
}

function checkParts(root: XmlElement, totals: Totals, findings: Findings): void {
  const { vatExcludedTotal: net, vatTotal: vat, total } = totals
  if (!net || !vat) return
  const roundOff = optionalAmount(root, 'InvoiceDetails/InvoiceTotalRoundoffAmount', totals.currency, findings)
  const difference = total.minor - net.minor - vat.minor
  if (difference === 0n || (roundOff && absolute(roundOff).minor === (difference < 0n ? -difference : difference)))
    return
  findings.refuse(
    'TOTALS_CONTRADICT',
    find(root, TOTAL) ?? root,
    `${formatDecimal(net)} without VAT and ${formatDecimal(vat)} of VAT do not make ${formatDecimal(total)}.`,
    'Correct the totals and send the document again.',
  )
}

function instalments(root: XmlElement, currency: string): Money[] {
  return childrenOf(root, 'PartialPaymentDetails')
    .flatMap((details) => childrenOf(details, 'PartialPaymentVatIncludedAmount'))
    .map((element) => amountOf(element.text, currency))
    .filter((amount) => amount !== undefined)
}

function checkInstructed(root: XmlElement, type: EInvoiceType, totals: Totals, findings: Findings): void {
  const { instructed, total, paid } = totals
  if (!instructed) return
  // A credit note asks for no payment: many senders write zero there.
  if (type === 'INV02' && isZero(instructed)) return
  const open = subtract(total, paid)
  if (compare(instructed, open) === 0) return
  const element = find(root, `${INSTRUCTION}/EpiInstructedAmount`) ?? root
  if (instalments(root, totals.currency).some((amount) => amount.minor === instructed.minor)) {
    findings.warn('INSTALMENTS', element, 'The invoice is payable in instalments; the last due date is used.')
    return
  }
  findings.refuse(
    'TOTALS_CONTRADICT',
    element,
    `The amount to pay is ${formatDecimal(instructed)}, but the total less what was paid is ${formatDecimal(open)}.`,
    'Correct the amount to pay or the total and send the document again.',
  )
}

function readPaid(root: XmlElement, total: Money, instructed: Money | undefined, findings: Findings): Money {
  const nothing = money(0n, total.currency)
  const stated =
    optionalAmount(root, 'InvoiceDetails/InvoicePaidAmount', total.currency, findings) ??
    optionalAmount(root, 'PartialPaymentDetails/PaidAmount', total.currency, findings)
  if (stated) return absolute(stated)
  const status = textAt(root, 'PaymentStatusDetails/PaymentStatusCode')
  if (status === 'PAID') return total
  if (status !== 'PARTLYPAID' || !instructed || compare(instructed, total) >= 0) return nothing
  const element = find(root, 'PaymentStatusDetails/PaymentStatusCode') ?? root
  findings.warn('PAID_AMOUNT_DERIVED', element, 'What was paid is taken from the total less the amount to pay.')
  return subtract(total, instructed)
}

/** The amounts of the head and of the payment part, positive, and refusals where they contradict each other. */
export function readTotals(root: XmlElement, type: EInvoiceType, findings: Findings): Totals | undefined {
  if (requiredText(root, TOTAL, findings) === undefined) return undefined
  const currency = readCurrency(find(root, TOTAL) ?? root, findings)
  const written = currency && readTotal(root, type, currency, findings)
  if (!currency || !written) return undefined
  const { total, negated } = written
  const read = (path: string) => {
    const amount = optionalAmount(root, path, currency, findings)
    return amount && negated ? negate(amount) : amount
  }
  const vatExcludedTotal = read('InvoiceDetails/InvoiceTotalVatExcludedAmount')
  const vatTotal = read('InvoiceDetails/InvoiceTotalVatAmount')
  const asked = optionalAmount(root, `${INSTRUCTION}/EpiInstructedAmount`, currency, findings)
  const instructed = asked && (type === 'INV02' ? absolute(asked) : asked)
  const totals: Totals = {
    currency,
    total,
    negated,
    paid: readPaid(root, total, instructed, findings),
    ...(vatExcludedTotal ? { vatExcludedTotal } : {}),
    ...(vatTotal ? { vatTotal } : {}),
    ...(instructed ? { instructed } : {}),
  }
  checkParts(root, totals, findings)
  checkInstructed(root, type, totals, findings)
  return totals
}

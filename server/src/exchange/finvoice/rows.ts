import { formatDecimal, type Money, negate, sum } from '../../kernel/money.ts'
import { amountOf, decimalText, negateDecimal } from '../decimalText.ts'
import type { Findings } from '../findings.ts'
import { childrenOf, find, textAt, textsOf, type XmlElement } from '../xml/element.ts'
import type { EInvoiceRow } from './einvoice.ts'
import type { Totals } from './totals.ts'

/** Element names differ by a prefix between a row and a row inside a row. */
function readRow(row: XmlElement, prefix: '' | 'Sub', totals: Totals): EInvoiceRow {
  const name = (plain: string) => `${prefix}${plain}`
  const texts = textsOf(row, name('RowFreeText'))
  const article = textAt(row, name('ArticleName')) ?? textAt(row, name('ArticleDescription'))
  const quantityElement = find(row, name('InvoicedQuantity')) ?? find(row, name('DeliveredQuantity'))
  const quantity = quantityElement && decimalText(quantityElement.text)
  const amount = (plain: string): Money | undefined => {
    const read = amountOf(textAt(row, name(plain)) ?? '', totals.currency)
    return read && totals.negated ? negate(read) : read
  }
  const fields = {
    description: article ?? (texts.length > 0 ? texts.join(' ') : undefined),
    quantity: quantity !== undefined && totals.negated ? negateDecimal(quantity) : quantity,
    unit: quantityElement?.attributes.QuantityUnitCode?.trim() || undefined,
    unitPrice: decimalText(textAt(row, name('UnitPriceAmount')) ?? ''),
    net: amount('RowVatExcludedAmount'),
    vatPercent: decimalText(textAt(row, name('RowVatRatePercent')) ?? ''),
    total: amount('RowAmount'),
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as EInvoiceRow
}

/** Rows inform the reader of a letter; the claim itself rests on the totals, so a row that differs is only told about. */
export function readRows(root: XmlElement, totals: Totals, findings: Findings): EInvoiceRow[] {
  const rows = childrenOf(root, 'InvoiceRow').flatMap((row) => {
    const inner = childrenOf(row, 'SubInvoiceRow').map((sub) => readRow(sub, 'Sub', totals))
    return [readRow(row, '', totals), ...inner].filter((read) => Object.keys(read).length > 0)
  })
  warnOfDifference(root, rows, totals, findings)
  return rows
}

function warnOfDifference(root: XmlElement, rows: readonly EInvoiceRow[], totals: Totals, findings: Findings): void {
  const nets = rows.map((row) => row.net).filter((net) => net !== undefined)
  const element =
    find(root, 'InvoiceDetails/RowsTotalVatExcludedAmount') ??
    find(root, 'InvoiceDetails/InvoiceTotalVatExcludedAmount')
  // Sub-rows may repeat what their row says, and head discounts are outside the rows: compare only where it is plain.
  const plain = !root.children.some((row) => childrenOf(row, 'SubInvoiceRow').length > 0)
  const stated = element && amountOf(element.text, totals.currency)
  if (!element || !stated || !plain || nets.length === 0) return
  const total = sum(nets, totals.currency)
  const expected = totals.negated ? negate(stated) : stated
  if (total.minor === expected.minor) return
  findings.warn(
    'ROWS_DIFFER_FROM_TOTAL',
    element,
    `The rows add up to ${formatDecimal(total)} without VAT, the total says ${formatDecimal(expected)}.`,
  )
}

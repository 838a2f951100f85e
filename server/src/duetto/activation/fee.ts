import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { type Money, money, sum } from '../../kernel/money.ts'
import { costsOnCreditor } from '../../statute/vat.ts'
import { hundredths, type PriceList, priceListOn, vatOf } from './priceList.ts'

export const feeKinds = ['REMINDER_TRANSFER', 'COLLECTION_TRANSFER', 'RECALL', 'CANCELLED_COSTS'] as const
/** CANCELLED_COSTS: the agency's costs of a recalled assignment that the debtor had not paid (requirement O7). */
export type FeeKind = (typeof feeKinds)[number]

/** One fee that a company is charged (requirement A4), without and with its VAT. */
export interface FeeLine {
  readonly on: CalendarDate
  readonly kind: FeeKind
  /** How many invoices it is for. */
  readonly count: number
  readonly net: Money
  readonly vat: Money
  readonly vatPercent: string
  /** The send or the assignment that it is of. */
  readonly sendId: bigint | null
  readonly assignmentId: bigint | null
  readonly invoiceNumber: string | null
}

/** A recall that was confirmed, as the agency told what it charges. */
export interface ChargedRecall {
  readonly on: CalendarDate
  readonly charged: Money
  readonly assignmentId: bigint
  readonly invoiceNumber: string
}

/**
 * The fee of a recall by the price list of its day, and the costs cancelled with it as a line of their own (requirement
 * O7). What VAT is in those costs is the rule of `costsOnCreditor`.
 */
export function recallLines(recall: ChargedRecall, lists: readonly PriceList[], mayDeductVat: boolean): FeeLine[] {
  const { on, charged, assignmentId, invoiceNumber } = recall
  const list = priceListOn(lists, on)
  if (!list || charged.minor === 0n) return []
  const { recallFee, vatPercent } = list
  const base = { on, count: 1, vatPercent, sendId: null, assignmentId, invoiceNumber }
  const fee: FeeLine = { ...base, kind: 'RECALL', net: recallFee, vat: vatOf(recallFee, vatPercent) }
  const costs = charged.minor - recallFee.minor
  if (costs <= 0n) return [fee]
  const borne = costsOnCreditor(costs, mayDeductVat, hundredths(vatPercent))
  const [net, vat] = [money(borne.net, charged.currency), money(borne.vat, charged.currency)]
  return [fee, { ...base, kind: 'CANCELLED_COSTS', net, vat }]
}

/** The sums of a statement; in the currency of its lines, which the price list sets. */
export function feeSums(lines: readonly FeeLine[]): { net: Money; vat: Money; total: Money } {
  const net = sum(lines.map((line) => line.net))
  const vat = sum(lines.map((line) => line.vat))
  return { net, vat, total: sum([net, vat]) }
}

/** The first day of a month and of the next one; undefined for what is no month, 'YYYY-MM'. */
export function monthOf(text: string): { from: CalendarDate; to: CalendarDate } | undefined {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text)
  if (!match) return undefined
  const [year, month] = [Number(match[1]), Number(match[2])]
  const next =
    month === 12 ? `${String(year + 1).padStart(4, '0')}-01-01` : `${match[1]}-${String(month + 1).padStart(2, '0')}-01`
  return { from: `${text}-01` as CalendarDate, to: next as CalendarDate }
}

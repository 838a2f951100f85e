import type { InvoiceLineKind } from '../../exchange/messages/account.ts'
import { type CalendarDate, maxDate } from '../../kernel/calendarDate.ts'
import { roundHalfUp } from '../../kernel/money.ts'
import { costsOnCreditor, vatRateOn } from '../../statute/vat.ts'

/** One line of the agency's invoice to a creditor. Cents. */
export interface Charge {
  readonly kind: InvoiceLineKind
  readonly on: CalendarDate
  /** What it is of, so that nothing is invoiced twice. */
  readonly source: string
  readonly assignmentId: bigint | null
  /** Number of the invoice that the case is about; null: a send of many. */
  readonly invoiceNumber: string | null
  readonly count: number
  readonly net: bigint
  readonly basisPoints: bigint
  readonly vat: bigint
  /** What the debtor has paid of it: the costs of letters, without VAT. */
  readonly paidByDebtor: bigint
}

/** A price list as invoices need it; fees in cents without VAT. */
export interface Prices {
  readonly validFrom: CalendarDate
  readonly transferFee: bigint
  readonly recallFee: bigint
  readonly basisPoints: bigint
}

const vatOf = (net: bigint, basisPoints: bigint): bigint => roundHalfUp(net * basisPoints, 10_000n)

function pricesOn(lists: readonly Prices[], on: CalendarDate): Prices | undefined {
  return lists.findLast((list) => list.validFrom <= on)
}

/** Material that was sent at one moment to one service. */
export interface SentMaterial {
  readonly sentAt: string
  readonly on: CalendarDate
  readonly service: 'REMINDER' | 'COLLECTION'
  /** Invoices of it that no invoice of the agency's has charged yet. */
  readonly count: number
}

function sendSource({ sentAt, service }: Pick<SentMaterial, 'sentAt' | 'service'>): string {
  return `send ${sentAt} ${service}`
}

/** The transfer fee of each send by the price list of its day (requirement A4); VAT is rounded once a send. */
export function transferCharges(sends: readonly SentMaterial[], lists: readonly Prices[]): Charge[] {
  return sends.flatMap((send): Charge[] => {
    const prices = pricesOn(lists, send.on)
    const net = (prices?.transferFee ?? 0n) * BigInt(send.count)
    if (!prices || net === 0n) return []
    const { basisPoints } = prices
    return [
      {
        ...{ kind: `${send.service}_TRANSFER`, on: send.on, source: sendSource(send), count: send.count },
        ...{
          assignmentId: null,
          invoiceNumber: null,
          net,
          basisPoints,
          vat: vatOf(net, basisPoints),
          paidByDebtor: 0n,
        },
      },
    ]
  })
}

/** A recall that was confirmed and charged. */
export interface ChargedRecall {
  readonly requestId: bigint
  readonly on: CalendarDate
  readonly charged: bigint
  readonly assignmentId: bigint
  readonly invoiceNumber: string
  readonly mayDeductVat: boolean
}

/** The fee of a recall by the price list of its day, and the costs that the debtor will not pay (requirement O7). */
export function recallCharges(recalls: readonly ChargedRecall[], lists: readonly Prices[]): Charge[] {
  return recalls.flatMap(({ requestId, on, charged, assignmentId, invoiceNumber, mayDeductVat }): Charge[] => {
    const prices = pricesOn(lists, on)
    if (!prices || charged === 0n) return []
    const { recallFee: net, basisPoints } = prices
    const base = { on, assignmentId, invoiceNumber, count: 1, basisPoints, paidByDebtor: 0n }
    const vat = vatOf(net, basisPoints)
    const fee: Charge = { ...base, kind: 'RECALL', source: `recall ${requestId}`, net, vat }
    const costs = charged - net
    if (costs <= 0n) return [fee]
    const borne = costsOnCreditor(costs, mayDeductVat, basisPoints)
    return [fee, { ...base, kind: 'CANCELLED_COSTS', source: `cancelled ${requestId}`, ...borne }]
  })
}

/** Costs of the agency that the debtor of a case has paid on a day. */
export interface CollectedCosts {
  readonly assignmentId: bigint
  readonly invoiceNumber: string
  readonly on: CalendarDate
  readonly costs: bigint
}

export interface Invoiced {
  readonly net: bigint
  readonly vat: bigint
}

/**
 * Costs that debtors have paid: the creditor buys the letters and bears their VAT, which it deducts; the debtor has paid
 * the rest. A case is one line per rate of VAT, of what no invoice has had yet; VAT is of the whole less what was invoiced,
 * so that the parts add up.
 */
export function collectedCharges(
  collected: readonly CollectedCosts[],
  invoiced: ReadonlyMap<string, Invoiced>,
): Charge[] {
  const sums = new Map<string, { of: CollectedCosts; basisPoints: bigint; costs: bigint; on: CalendarDate }>()
  for (const of of collected) {
    const basisPoints = vatRateOn(of.on)
    const source = `costs ${of.assignmentId} ${basisPoints}`
    const before = sums.get(source)
    const on = before ? maxDate(before.on, of.on) : of.on
    sums.set(source, { of, basisPoints, costs: (before?.costs ?? 0n) + of.costs, on })
  }
  return [...sums].flatMap(([source, { of, basisPoints, costs, on }]): Charge[] => {
    const before = invoiced.get(source) ?? { net: 0n, vat: 0n }
    const net = costs - before.net
    if (net === 0n) return []
    const { assignmentId, invoiceNumber } = of
    const vat = vatOf(costs, basisPoints) - before.vat
    const base = { kind: 'COLLECTED_COSTS', on, source, assignmentId, invoiceNumber, count: 1 } as const
    return [{ ...base, net, basisPoints, vat, paidByDebtor: net }]
  })
}

export interface InvoiceSums {
  readonly net: bigint
  readonly vat: bigint
  readonly paidByDebtors: bigint
  /** With VAT, less what debtors have paid. */
  readonly payable: bigint
}

export function invoiceSums(charges: readonly Charge[]): InvoiceSums {
  const sum = (of: (charge: Charge) => bigint) => charges.reduce((total, charge) => total + of(charge), 0n)
  const [net, vat, paid] = [sum((one) => one.net), sum((one) => one.vat), sum((one) => one.paidByDebtor)]
  return { net, vat, paidByDebtors: paid, payable: net + vat - paid }
}

/** '25.5' of 2550. */
export function percentText(basisPoints: bigint): string {
  const decimals = (basisPoints % 100n).toString().padStart(2, '0').replace(/0+$/, '')
  return decimals === '' ? `${basisPoints / 100n}` : `${basisPoints / 100n}.${decimals}`
}

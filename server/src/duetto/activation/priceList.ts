import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { type Money, money, roundHalfUp } from '../../kernel/money.ts'

/** What the service costs the company from a day on, until the next price list. */
export interface PriceList {
  readonly id: bigint
  readonly validFrom: CalendarDate
  /** For each invoice of material sent (requirement A4), without VAT. */
  readonly transferFee: Money
  /** For an assignment that the company asks to be stopped (requirement O7), without VAT. */
  readonly recallFee: Money
  /** Percent as an exact decimal, '25.50'. */
  readonly vatPercent: string
}

/** The list that holds on a day; undefined before the first one. The lists may come in any order. */
export function priceListOn(lists: readonly PriceList[], on: CalendarDate): PriceList | undefined {
  return lists
    .filter((list) => list.validFrom <= on)
    .reduce<PriceList | undefined>(
      (newest, list) => (newest && newest.validFrom > list.validFrom ? newest : list),
      undefined,
    )
}

export interface Fee {
  readonly fee: Money
  readonly vat: Money
}

/** The transfer fee of a send: per invoice sent; the VAT is rounded once, on the sum. */
export function transferFee(list: PriceList, sentCount: number): Fee {
  const fee = money(list.transferFee.minor * BigInt(sentCount), list.transferFee.currency)
  return { fee, vat: vatOf(fee, list.vatPercent) }
}

/** VAT on a sum without VAT, to whole cents, an exact half up. */
export function vatOf(net: Money, percent: string): Money {
  return money(roundHalfUp(net.minor * hundredths(percent), 10_000n), net.currency)
}

/** '25.5' and '25.50' are 2550. */
export function hundredths(percent: string): bigint {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(percent)
  if (!match) throw new RangeError(`Not a percent of at most two decimals: ${percent}`)
  return BigInt(`${match[1]}${(match[2] ?? '').padEnd(2, '0')}`)
}

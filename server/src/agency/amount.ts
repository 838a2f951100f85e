import type { Amount } from '../exchange/messages/envelope.ts'
import { formatDecimal, money } from '../kernel/money.ts'

/** Cents as messages carry them. */
export function amountOf(cents: bigint, currency: string): Amount {
  return { amount: formatDecimal(money(cents, currency)), currency }
}

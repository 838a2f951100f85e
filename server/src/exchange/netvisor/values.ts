import { type CalendarDate, parseCalendarDate } from '../../kernel/calendarDate.ts'
import { type Money, minorDigits, money, roundHalfUp } from '../../kernel/money.ts'
import { amountOf, decimalText } from '../decimalText.ts'

/** A day as lists write it, `2013-11-09`, `2018-5-29` or `7.2.2014`, a time behind it left out. */
export function dayOf(text: string | undefined): CalendarDate | undefined {
  const written = text?.trim().split(/[\sT]/)[0] ?? ''
  const ansi = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(written)
  const finnish = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(written)
  const parts = ansi ? [ansi[1], ansi[2], ansi[3]] : finnish ? [finnish[3], finnish[2], finnish[1]] : undefined
  return parts && parseCalendarDate(parts.map((part) => part?.padStart(2, '0')).join('-'))
}

/** An exact amount, `123,45`, `244.12` or `200`; undefined if it is none or has a part of a cent. */
export function exactAmount(text: string | undefined, currency: string): Money | undefined {
  return text === undefined ? undefined : amountOf(text, currency)
}

/** A sum of a row, which the service reckons to a hundredth of a cent: `3,0378` is 3.04. */
export function roundedAmount(text: string | undefined, currency: string): Money | undefined {
  const decimal = text === undefined ? undefined : decimalText(text)
  const match = decimal === undefined ? undefined : /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal)
  if (!match) return undefined
  const fraction = match[3] ?? ''
  const scaled = BigInt(`${match[2]}${fraction}`) * 10n ** BigInt(minorDigits(currency))
  const minor = roundHalfUp(scaled, 10n ** BigInt(fraction.length))
  return money(match[1] ? -minor : minor, currency)
}

/** Netvisor's own key of a thing: digits. */
export function keyOf(text: string | undefined): bigint | undefined {
  return text !== undefined && /^\d{1,18}$/.test(text) ? BigInt(text) : undefined
}

export function flagOf(text: string | undefined): boolean {
  return text === '1' || text?.toLowerCase() === 'true'
}

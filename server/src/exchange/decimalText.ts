import { type Money, minorDigits, money } from '../kernel/money.ts'

const DECIMAL = /^([+-]?)(\d{1,15})(?:[.,](\d{1,10}))?$/

/** Exact decimal text with a dot, from text with a comma or a dot: '8,50' is '8.50'. Undefined if it is no number. */
export function decimalText(text: string): string | undefined {
  const match = DECIMAL.exec(text.replace(/[\s\u00a0]/g, ''))
  if (!match) return undefined
  const whole = (match[2] as string).replace(/^0+(?=\d)/, '')
  return `${match[1] === '-' ? '-' : ''}${whole}${match[3] === undefined ? '' : `.${match[3]}`}`
}

/**
 * An amount in the currency's minor units; undefined if it is no number or has a smaller part: '8,850' euros are 8.85,
 * '8,855' none.
 */
export function amountOf(text: string, currency: string): Money | undefined {
  const decimal = decimalText(text)
  const match = decimal === undefined ? undefined : /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal)
  if (!match) return undefined
  const decimals = minorDigits(currency)
  const fraction = (match[3] ?? '').padEnd(decimals, '0')
  if (/[1-9]/.test(fraction.slice(decimals))) return undefined
  const minor = BigInt(`${match[2]}${fraction.slice(0, decimals)}`)
  return money(match[1] ? -minor : minor, currency)
}

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'))

export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code)
}

/** The same number with its sign turned; zero stays as it is. */
export function negateDecimal(decimal: string): string {
  if (!/[1-9]/.test(decimal)) return decimal
  return decimal.startsWith('-') ? decimal.slice(1) : `-${decimal}`
}

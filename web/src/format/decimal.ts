import { decimalsOf } from './format.ts'

// Decimal strings ("-12.50") as the API gives them. Sums are made of integers: a float would lose cents.

interface Scaled {
  units: bigint
  scale: number
}

function parse(text: string): Scaled {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (!match) throw new Error(`Not a decimal: ${text}`)
  const [, sign, whole = '0', fraction = ''] = match
  const units = BigInt(whole + fraction)
  return { units: sign ? -units : units, scale: fraction.length }
}

function print({ units, scale }: Scaled): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const sign = units < 0n ? '-' : ''
  return scale === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-scale)}`
}

function rescale(value: Scaled, scale: number): bigint {
  return value.units * 10n ** BigInt(scale - value.scale)
}

/** The exact sum; "0.00" when there is nothing to add. */
export function sumDecimals(texts: readonly string[]): string {
  const values = texts.map(parse)
  const scale = Math.max(2, ...values.map((value) => value.scale))
  return print({ units: values.reduce((sum, value) => sum + rescale(value, scale), 0n), scale })
}

/** Negative, zero or positive, as `Array.sort` wants it. */
export function compareDecimals(left: string, right: string): number {
  const [a, b] = [parse(left), parse(right)]
  const scale = Math.max(a.scale, b.scale)
  const difference = rescale(a, scale) - rescale(b, scale)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

export function isZero(text: string): boolean {
  return parse(text).units === 0n
}

/** `percent` per cent of an amount, rounded half up to cents. */
export function percentOf(amount: string, percent: string): string {
  const [a, p] = [parse(amount), parse(percent)]
  const product = a.units * p.units
  const divisor = 10n ** BigInt(a.scale + p.scale) // of per cent and whole units: the cents' factor 100 cancels the per cent's
  const magnitude = product < 0n ? -product : product
  const cents = (2n * magnitude + divisor) / (2n * divisor)
  return print({ units: product < 0n ? -cents : cents, scale: 2 })
}

/** What a reader typed ("1 234,50", "1234.5") as a decimal string, or undefined when it is no amount. */
export function readDecimal(typed: string): string | undefined {
  const text = typed
    .replace(/[\s\u00a0\u202f']/g, '')
    .replace(',', '.')
    .replace('−', '-')
  return /^-?\d{1,13}(\.\d{1,6})?$/.test(text) ? text : undefined
}

/** What a reader typed as an amount to pay, credit or charge: more than zero, with no more decimals than its currency has. */
export function readAmount(typed: string, currency: string): string | undefined {
  const text = readDecimal(typed)
  if (text === undefined) return undefined
  const { units, scale } = parse(text)
  return units > 0n && scale <= decimalsOf({ currency }) ? text : undefined
}

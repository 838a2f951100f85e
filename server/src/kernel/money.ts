/** An amount of money. `minor` counts the currency's minor units (cents for EUR, whole yen for JPY); it may be negative. */
export interface Money {
  readonly minor: bigint
  /** ISO 4217 code. */
  readonly currency: string
}

export function money(minor: bigint | number, currency = 'EUR'): Money {
  return { minor: BigInt(minor), currency }
}

/**
 * ISO 4217, list one: minor units of the currencies that have not two decimals. (`Intl` follows what is customary instead,
 * so that its forints have no decimals.) The published schema carries them for the pages.
 */
export const MINOR_DIGITS: ReadonlyMap<string, number> = new Map([
  ...[
    'BIF',
    'CLP',
    'DJF',
    'GNF',
    'ISK',
    'JPY',
    'KMF',
    'KRW',
    'PYG',
    'RWF',
    'UGX',
    'VND',
    'VUV',
    'XAF',
    'XOF',
    'XPF',
  ].map((code) => [code, 0] as const),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code) => [code, 3] as const),
])

/** How many decimals amounts of a currency have. */
export function minorDigits(currency: string): number {
  return MINOR_DIGITS.get(currency) ?? 2
}

function assertSameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) {
    throw new RangeError(`Amounts of different currencies cannot be combined: ${a.currency} and ${b.currency}`)
  }
}

export function add(a: Money, b: Money): Money {
  assertSameCurrency(a, b)
  return { minor: a.minor + b.minor, currency: a.currency }
}

export function subtract(a: Money, b: Money): Money {
  assertSameCurrency(a, b)
  return { minor: a.minor - b.minor, currency: a.currency }
}

export function negate(a: Money): Money {
  return { minor: -a.minor, currency: a.currency }
}

export function isZero(a: Money): boolean {
  return a.minor === 0n
}

/** -1, 0 or 1, as `Array.prototype.sort` wants it. Throws RangeError on different currencies. */
export function compare(a: Money, b: Money): -1 | 0 | 1 {
  assertSameCurrency(a, b)
  if (a.minor === b.minor) return 0
  return a.minor < b.minor ? -1 : 1
}

/** The smaller of two amounts. Throws RangeError on different currencies. */
export function lesser(a: Money, b: Money): Money {
  return compare(a, b) < 0 ? a : b
}

/** The sum of a list, zero of `currency` for an empty one. Throws RangeError if any amount has another currency. */
export function sum(list: readonly Money[], currency = 'EUR'): Money {
  return list.reduce(add, money(0n, currency))
}

/** Decimal text with a dot and always the currency's decimals: '1234.50', '-0.05'; of yen '1234'. */
export function formatDecimal(m: Money): string {
  const decimals = minorDigits(m.currency)
  const sign = m.minor < 0n ? '-' : ''
  const digits = (m.minor < 0n ? -m.minor : m.minor).toString().padStart(decimals + 1, '0')
  if (decimals === 0) return `${sign}${digits}`
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

const DECIMAL = /^(-?)(\d{1,30})(?:\.(\d{1,3}))?$/

/**
 * Reads decimal text with a dot and at most the currency's decimals; undefined for anything else (comma, blanks, exponent,
 * '+').
 */
export function parseDecimal(text: string, currency = 'EUR'): Money | undefined {
  const match = DECIMAL.exec(text)
  const fraction = match?.[3] ?? ''
  if (!match || fraction.length > minorDigits(currency)) return undefined
  const minor = BigInt(`${match[2]}${fraction.padEnd(minorDigits(currency), '0')}`)
  return money(match[1] ? -minor : minor, currency)
}

/**
 * Splits an amount in proportion to weights by largest remainder: the parts always add up to the whole and no part is
 * a cent or more away from its exact share. Weights that are all zero count as equal. Throws RangeError on an empty
 * list or a negative weight.
 */
export function allocate(m: Money, weights: readonly bigint[]): Money[] {
  if (weights.length === 0) throw new RangeError('Nothing to allocate to: no weights')
  if (weights.some((weight) => weight < 0n)) throw new RangeError('A weight cannot be negative')
  const given = weights.reduce((a, b) => a + b, 0n)
  const shares = given === 0n ? weights.map(() => 1n) : weights
  const total = given === 0n ? BigInt(weights.length) : given
  const size = m.minor < 0n ? -m.minor : m.minor
  const parts = shares.map((weight, index) => ({
    index,
    minor: (size * weight) / total,
    remainder: (size * weight) % total,
  }))
  let left = size - parts.reduce((a, part) => a + part.minor, 0n)
  const byRemainder = [...parts].sort((a, b) => {
    if (a.remainder === b.remainder) return a.index - b.index
    return a.remainder > b.remainder ? -1 : 1
  })
  for (const part of byRemainder) {
    if (left === 0n) break
    part.minor += 1n
    left -= 1n
  }
  return parts.map((part) => money(m.minor < 0n ? -part.minor : part.minor, m.currency))
}

/** numerator / denominator rounded to a whole number, an exact half away from zero. Throws RangeError on zero. */
export function roundHalfUp(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new RangeError('Division by zero')
  const negative = numerator < 0n !== denominator < 0n
  const top = numerator < 0n ? -numerator : numerator
  const bottom = denominator < 0n ? -denominator : denominator
  const rounded = (top * 2n + bottom) / (bottom * 2n)
  return negative ? -rounded : rounded
}

import { type Money, minorDigits, money } from '../../kernel/money.ts'
import { isCurrency } from '../decimalText.ts'
import type { SourceCell } from './sourceTable.ts'

/** What stands before the hundredths. */
export const decimalSigns = ['COMMA', 'DOT'] as const
export type DecimalSign = (typeof decimalSigns)[number]

const SYMBOLS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '¤': 'EUR',
  $: 'USD',
  '£': 'GBP',
  euro: 'EUR',
  euroa: 'EUR',
}
/** Kronor of several countries. */
const KRONOR = new Set(['SEK', 'NOK', 'DKK'])

interface Written {
  /** Digits, dots and commas. */
  readonly digits: string
  readonly isNegative: boolean
  /** A currency, or 'kr'. */
  readonly unit: string | undefined
}

/** Longer texts are none: and the search for a unit takes time by the square of the length. */
const LONGEST_AMOUNT = 60

/** Takes an amount's text apart; undefined when there is more in it than digits, signs and one currency. */
function takeApart(text: string): Written | undefined {
  if (text.length > LONGEST_AMOUNT) return undefined
  let rest = text.replace(/[\s\u00a0\u2007\u202f'’]/g, '').replace(/[\u2212\u2013]/g, '-')
  const inBrackets = /^\((.*)\)$/.exec(rest)
  if (inBrackets) rest = inBrackets[1] as string
  const unit = /^[-+]?([^\d.,()+-]+)|([^\d.,()+-]+)[-+]?$/.exec(rest)
  const word = (unit?.[1] ?? unit?.[2])?.toLowerCase().replace(/\.$/, '')
  if (unit) rest = rest.replace((unit[1] ?? unit[2]) as string, '')
  const match = /^([-+]?)([\d.,]*\d)([-+]?)$/.exec(rest)
  if (!match || (match[1] && match[3])) return undefined
  const isNegative = match[1] === '-' || match[3] === '-' || inBrackets !== null
  return { digits: match[2] as string, isNegative, unit: word === undefined ? undefined : unitOf(word) }
}

function unitOf(word: string): string {
  if (word === 'kr') return word
  return SYMBOLS[word] ?? word.toUpperCase()
}

const GROUPED: Readonly<Record<DecimalSign, RegExp>> = {
  COMMA: /^(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?$/,
  DOT: /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/,
}

/** Minor units of the digits; undefined when they do not fit the sign, or when there is less than a minor unit in them. */
function minorOf(digits: string, sign: DecimalSign, decimals = 2): bigint | undefined {
  const match = GROUPED[sign].exec(digits)
  if (!match) return undefined
  const whole = (match[1] as string).replace(/[.,]/g, '')
  const fraction = (match[2] ?? '').padEnd(decimals, '0')
  if (whole.length > 15 || /[1-9]/.test(fraction.slice(decimals))) return undefined
  return BigInt(whole + fraction.slice(0, decimals))
}

export type ReadAmount =
  | { readonly ok: true; readonly value: Money }
  | { readonly ok: false; readonly code: 'AMOUNT_INVALID' | 'CURRENCY_CONTRADICTS' }

/**
 * The amount that a cell means, in the row's currency. A number of a spreadsheet needs no sign; it is rounded to
 * the currency's minor units when what is left is an error of its arithmetic (1234.5600000001).
 */
export function amountOfCell(cell: SourceCell, sign: DecimalSign | null, currency: string): ReadAmount {
  if (cell.kind === 'day') return { ok: false, code: 'AMOUNT_INVALID' }
  if (cell.kind === 'number') return ofNumber(cell.decimal, currency)
  const written = takeApart(cell.text)
  const minor = written && minorOf(written.digits, sign ?? neutralSign(written.digits), minorDigits(currency))
  if (!written || minor === undefined) return { ok: false, code: 'AMOUNT_INVALID' }
  if (written.unit !== undefined && !fits(written.unit, currency)) {
    const isOne = written.unit === 'kr' || isCurrency(written.unit)
    return { ok: false, code: isOne ? 'CURRENCY_CONTRADICTS' : 'AMOUNT_INVALID' }
  }
  return { ok: true, value: money(written.isNegative ? -minor : minor, currency) }
}

/** Without dots and commas both signs say the same. */
function neutralSign(digits: string): DecimalSign {
  return /[.,]/.test(digits) ? (decidedSign(digits) ?? 'COMMA') : 'COMMA'
}

function fits(unit: string, currency: string): boolean {
  return unit === currency || (unit === 'kr' && KRONOR.has(currency))
}

function ofNumber(decimal: string, currency: string): ReadAmount {
  const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(decimal)
  if (!match) return { ok: false, code: 'AMOUNT_INVALID' }
  const decimals = minorDigits(currency)
  const fraction = (match[3] ?? '').padEnd(decimals + 2, '0')
  const rest = fraction.slice(decimals)
  const isError = /^(0{4,}\d*|9{4,}\d*)$/.test(rest)
  if (/[1-9]/.test(rest) && !isError) return { ok: false, code: 'AMOUNT_INVALID' }
  const minor = BigInt(`${match[2]}${fraction.slice(0, decimals)}`) + (rest.startsWith('9999') ? 1n : 0n)
  return { ok: true, value: money(match[1] ? -minor : minor, currency) }
}

/** The sign that one text proves: 1.234,56 and 8,5 can be read in one way; 1.234 may be thousands or thousandths. */
function decidedSign(digits: string): DecimalSign | undefined {
  if (/^\d{1,3}[.,]\d{3}$/.test(digits)) return undefined
  const asComma = minorOf(digits, 'COMMA') !== undefined
  const asDot = minorOf(digits, 'DOT') !== undefined
  if (asComma === asDot) return undefined
  return asComma ? 'COMMA' : 'DOT'
}

/**
 * The sign that a column's cells prove: null when they could be read in both ways or contradict each other, undefined
 * when none of them has any.
 */
export function provenSign(cells: readonly SourceCell[]): DecimalSign | null | undefined {
  let proven: DecimalSign | undefined
  let hasAny = false
  for (const cell of cells) {
    const digits = cell.kind === 'text' ? takeApart(cell.text)?.digits : undefined
    if (digits === undefined || !/[.,]/.test(digits)) continue
    hasAny = true
    const sign = decidedSign(digits)
    if (sign === undefined) continue
    if (proven !== undefined && proven !== sign) return null
    proven = sign
  }
  return proven ?? (hasAny ? null : undefined)
}

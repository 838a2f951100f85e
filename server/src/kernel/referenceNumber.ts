import FinnishBankUtils from 'finnish-bank-utils'

/*
 * Finnish reference numbers (viitenumero: weights 7, 3, 1 from the right, check digit last, 4 to 20 digits) and RF
 * creditor references (ISO 11649: mod 97-10). Leading zeros mean nothing in either: banks pad with them.
 * The library measures the length before it strips zeros, so it would take 00013 for a reference; here it is 13, too
 * short to be one.
 */

const NATIONAL = /^\d{1,20}$/
const RF = /^RF(\d{2})([0-9A-Z]{1,21})$/

function isNational(digits: string): boolean {
  return digits.length >= 4 && digits.length <= 20 && FinnishBankUtils.isValidFinnishRefNumber(digits)
}

function withoutLeadingZeros(text: string): string {
  return text.replace(/^0+/, '')
}

/** The remainder by 97 of letters and digits, A = 10 ... Z = 35. */
function mod97(text: string): bigint {
  return BigInt(text.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))) % 97n
}

function parseRf(compact: string): string | undefined {
  const match = RF.exec(compact)
  if (!match || mod97(`${match[2]}RF${match[1]}`) !== 1n) return undefined
  const content = withoutLeadingZeros(match[2] as string)
  if (content === '') return undefined
  return isNational(content) ? content : `RF${match[1]}${content}`
}

/**
 * The normal form of a reference, or undefined if it is none: the digits of a Finnish reference without blanks and
 * leading zeros, whether it came plain or inside an RF reference; any other RF reference in upper case without blanks.
 * Two spellings of one reference have the same normal form.
 */
export function parseReference(text: string): string | undefined {
  const compact = text.replace(/\s+/g, '').toUpperCase()
  if (compact.startsWith('RF')) return parseRf(compact)
  if (!NATIONAL.test(compact)) return undefined
  const digits = withoutLeadingZeros(compact)
  return isNational(digits) ? digits : undefined
}

/** The Finnish reference of a base of 3 to 19 significant digits. Throws RangeError on any other base. */
export function makeReference(base: bigint | string): string {
  const digits = withoutLeadingZeros(base.toString())
  if (!/^\d{3,19}$/.test(digits)) throw new RangeError(`A reference needs a base of 3 to 19 digits: ${base}`)
  return FinnishBankUtils.generateFinnishRefNumber(digits)
}

/** The RF form, without blanks. Throws RangeError if the text is no reference. */
export function toRf(text: string): string {
  const reference = parseReference(text)
  if (reference === undefined) throw new RangeError(`Not a reference number: ${text}`)
  if (reference.startsWith('RF')) return reference
  const check = 98n - mod97(`${reference}RF00`)
  return `RF${check.toString().padStart(2, '0')}${reference}`
}

/** As printed: a Finnish reference in groups of five from the right, one given in RF form in groups of four. */
export function formatReference(text: string): string {
  const isRf = /^\s*RF/i.test(text)
  const reference = isRf ? toRf(text) : parseReference(text)
  if (reference === undefined) throw new RangeError(`Not a reference number: ${text}`)
  return isRf ? reference.replace(/(.{4})(?=.)/g, '$1 ') : reference.replace(/(?<=\d)(?=(\d{5})+$)/g, ' ')
}

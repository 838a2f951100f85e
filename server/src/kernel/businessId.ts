import { FinnishBusinessIds } from 'finnish-business-ids'

const PLAIN = /^(?:FI)?(\d{7})-?(\d)$/
// Operator address of a Finnish organisation: 0037, the business ID, and up to five characters of its own.
const OVT = /^0037(\d{7})(\d)[0-9A-Z]{0,5}$/

/**
 * The canonical `NNNNNNN-C` of a Finnish business ID (Y-tunnus) written with or without its dash, as a VAT number
 * (FI and 8 digits) or as an OVT id (0037 and 8 digits, and what follows); undefined when the check digit is wrong.
 */
export function parseBusinessId(text: string): string | undefined {
  const compact = text.replace(/\s+/g, '').toUpperCase()
  const match = PLAIN.exec(compact) ?? OVT.exec(compact)
  if (!match || match[1] === '0000000') return undefined
  const candidate = `${match[1]}-${match[2]}`
  return FinnishBusinessIds.isValidBusinessId(candidate) ? candidate : undefined
}

/** The business ID of a running number 1 to 9999999; undefined for the numbers (remainder 1) that are never given out. */
export function makeBusinessId(seven: number): string | undefined {
  if (!Number.isInteger(seven) || seven < 1 || seven > 9_999_999) {
    throw new RangeError(`A business ID needs a number of at most seven digits: ${seven}`)
  }
  const digits = seven.toString().padStart(7, '0')
  const check = FinnishBusinessIds.calculateChecksum(digits)
  return check < 0 ? undefined : `${digits}-${check}`
}

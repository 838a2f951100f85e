import FinnishBankUtils from 'finnish-bank-utils'
import { electronicFormatIBAN, isValidBIC, isValidIBAN } from 'ibantools'

const FINNISH_BBAN = /^\d{14}$/
const PRINTED_BBAN = /^(\d{6})-(\d{2,8})$/

// Bank code 798 (Viva) gives out account numbers that exist only as IBANs and carry no national check digit.
const HAS_NATIONAL_CHECK_DIGIT = /^FI\d\d(?!798)/

/**
 * The electronic form (no blanks, upper case) of a valid IBAN, otherwise undefined. A Finnish one must pass its
 * national check digit (Luhn) too, where its bank uses one.
 */
export function parseIban(text: string): string | undefined {
  const iban = electronicFormatIBAN(text)
  if (!iban || !isValidIBAN(iban)) return undefined
  return HAS_NATIONAL_CHECK_DIGIT.test(iban) && !FinnishBankUtils.isValidFinnishIBAN(iban) ? undefined : iban
}

/** The BIC (ISO 9362, 8 or 11 characters) in upper case, otherwise undefined. */
export function parseBic(text: string): string | undefined {
  const bic = text.trim().toUpperCase()
  return isValidBIC(bic) ? bic : undefined
}

/** Groups of four, as printed. */
export function formatIban(iban: string): string {
  return iban.replace(/\s+/g, '').replace(/(.{4})(?=.)/g, '$1 ')
}

/** The IBAN of a 14-digit Finnish account number in machine form. Throws RangeError when its own check digit is wrong. */
export function makeFinnishIban(bban: string): string {
  if (!FINNISH_BBAN.test(bban)) throw new RangeError(`Not a 14-digit account number: ${bban}`)
  // F = 15, I = 18; ISO 13616: 98 less the remainder of the number followed by FI00.
  const check = 98n - (BigInt(`${bban}151800`) % 97n)
  const iban = `FI${check.toString().padStart(2, '0')}${bban}`
  if (!FinnishBankUtils.isValidFinnishIBAN(iban)) throw new RangeError(`Wrong check digit in account number: ${bban}`)
  return iban
}

/** Machine form of a printed number: zeros after the sixth digit, or after the seventh at banks that begin with 4 or 5. */
function machineForm(branch: string, account: string): string {
  if (!/^[45]/.test(branch)) return branch + account.padStart(8, '0')
  return branch + account.slice(0, 1) + account.slice(1).padStart(7, '0')
}

/**
 * The IBAN of an old Finnish account number, printed (123456-785) or in its 14-digit machine form (KTL files); undefined
 * when it is neither or its check digit is wrong.
 */
export function finnishBbanToIban(text: string): string | undefined {
  const compact = text.replace(/\s+/g, '')
  const printed = PRINTED_BBAN.exec(compact)
  const bban = printed ? machineForm(printed[1] as string, printed[2] as string) : compact
  if (!FINNISH_BBAN.test(bban)) return undefined
  try {
    return makeFinnishIban(bban)
  } catch {
    return undefined
  }
}

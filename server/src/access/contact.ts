import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** As people write it in Finland or with its country's code; E.164 (`+358401234567`). Undefined for what is no number. */
export function parsePhone(text: string): string | undefined {
  const parsed = parsePhoneNumberFromString(text.trim(), 'FI')
  return parsed?.isValid() && !parsed.ext ? parsed.number : undefined
}

const LONGEST_EMAIL = 254

/** One address without a name (RFC 5321 in the shape that mail servers of today take). Undefined for anything else. */
export function parseEmail(text: string): string | undefined {
  const address = text.trim()
  if (address.length > LONGEST_EMAIL) return undefined
  return /^[^\s@"<>(),:;\\[\]]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}]{2,}$/u.test(address)
    ? address
    : undefined
}

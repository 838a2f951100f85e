import { makeBusinessId } from '../kernel/businessId.ts'
import { finnishBbanToIban } from '../kernel/iban.ts'

/** Business IDs of the nine millions, far above those that have been given out, with right check digits. */
export class BusinessIds {
  #next: number

  constructor(start: number) {
    this.#next = start
  }

  next(): string {
    for (;;) {
      const made = makeBusinessId(this.#next)
      this.#next += 1
      if (made) return made
    }
  }
}

/** Accounts of a bank that is none: the code 999 is nobody's. Both check digits are right. */
export function fakeIban(account: number): string {
  const base = `999999${account.toString().padStart(7, '0')}`
  for (let check = 0; check <= 9; check++) {
    const iban = finnishBbanToIban(`${base}${check}`)
    if (iban) return iban
  }
  throw new RangeError(`No account number for ${account}.`)
}

/** A number of the series that is kept for examples and fiction. */
export function fakePhone(serial: number): string {
  return `+358 50 000 ${(serial % 10_000).toString().padStart(4, '0')}`
}

/** The part of an address before or after the sign, from a name. */
export function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[åä]/g, 'a')
    .replace(/ö/g, 'o')
    .replace(/é/g, 'e')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

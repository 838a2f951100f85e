import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { parseReference, toRf } from '../../kernel/referenceNumber.ts'

/** What a payer's bank needs for a credit transfer in euro. */
export interface PaymentOrder {
  readonly payee: string
  /** Electronic form. */
  readonly iban: string
  /** Cents, above zero. */
  readonly amount: bigint
  /** A Finnish reference, or one in RF form. */
  readonly reference: string
  /** Null: at once. */
  readonly dueOn: CalendarDate | null
}

/** The amount has six digits of euros; a larger one is left for the payer to fill in, as the guide says. */
const MOST_CENTS = 99_999_999n

/**
 * The 54 digits of the Finnish bank barcode (Pankkiviivakoodi-opas, Finance Finland): symbol version 4 for a national
 * reference, 5 for an RF reference that holds no national one. Undefined when they cannot say the order: the account is not
 * Finnish, or the RF reference has letters or is too long. Own arithmetic because the field's library takes the sum as a
 * float.
 */
export function virtualBarcode(
  { iban, amount, reference, dueOn }: PaymentOrder,
  version: 4 | 5 = 4,
): string | undefined {
  const account = /^FI(\d{16})$/.exec(iban)?.[1]
  const middle = version === 4 ? nationalPart(reference) : rfPart(reference)
  if (!account || !middle) return undefined
  const sum = amount > MOST_CENTS ? 0n : amount
  return `${version}${account}${sum.toString().padStart(8, '0')}${middle}${dueOn?.slice(2).replaceAll('-', '') ?? '000000'}`
}

/** Three zeros in reserve, and the reference in twenty digits. */
function nationalPart(reference: string): string | undefined {
  const digits = parseReference(reference)
  return digits && /^\d+$/.test(digits) ? `000${digits.padStart(20, '0')}` : undefined
}

/** The check digits of the RF reference, and the rest of it in twenty-one digits. */
function rfPart(reference: string): string | undefined {
  if (parseReference(reference) === undefined) return undefined
  const match = /^RF(\d{2})(\d{1,21})$/.exec(toRf(reference))
  return match ? `${match[1]}${(match[2] as string).padStart(21, '0')}` : undefined
}

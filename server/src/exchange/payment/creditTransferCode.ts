import { formatDecimal, money } from '../../kernel/money.ts'
import { parseReference, toRf } from '../../kernel/referenceNumber.ts'
import type { PaymentOrder } from './virtualBarcode.ts'

/** The guideline's largest amount: 999999999.99. */
const MOST_CENTS = 99_999_999_999n

/**
 * The content of the QR code of a SEPA credit transfer (European Payments Council EPC069-12, version 002, UTF-8). The
 * reference goes as a structured one in RF form, which every euro bank reads. Undefined for what
 * the code cannot say: such an amount, or text that is no reference.
 */
export function creditTransferCode({ payee, iban, amount, reference }: PaymentOrder): string | undefined {
  if (amount <= 0n || amount > MOST_CENTS || parseReference(reference) === undefined) return undefined
  const name = payee.slice(0, 70)
  const sum = `EUR${formatDecimal(money(amount, 'EUR'))}`
  // Service tag, version, character set, identification, BIC (not needed inside the EEA), name, account, amount,
  // purpose, structured reference.
  return ['BCD', '002', '1', 'SCT', '', name, iban, sum, '', toRf(reference)].join('\n')
}

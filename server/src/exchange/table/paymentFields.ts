import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Money } from '../../kernel/money.ts'
import { parseReference } from '../../kernel/referenceNumber.ts'
import { quoted } from '../refusal.ts'
import type { FieldReader } from './fieldReader.ts'

/** An incoming payment that names its invoice by number or by reference. */
export interface ReadPayment {
  readonly number: string | null
  /** Normal form, see kernel/referenceNumber.ts. */
  readonly reference: string | null
  readonly paidOn: CalendarDate
  readonly amount: Money
  readonly payerName: string | null
  /** What the file calls the payment, such as an archive ID. */
  readonly paymentId: string | null
}

/** One payment of a list. Undefined when the reader gathered a refusal. */
export function readPayment(row: FieldReader): ReadPayment | undefined {
  const number = row.text('NUMBER') ?? null
  const written = row.text('REFERENCE')
  const reference = written === undefined ? null : (parseReference(written) ?? null)
  const paidOn = row.day('PAID_ON')
  const amount = row.requiredAmount('AMOUNT')
  const payerName = row.text('PAYER_NAME') ?? null
  const paymentId = row.text('PAYMENT_ID') ?? null
  if (number === null && reference === null) {
    if (written === undefined)
      row.refuse(
        'CELL_MISSING',
        'NUMBER',
        'The row names neither an invoice nor a reference.',
        'Fill in one of the two.',
      )
    else
      row.refuse(
        'REFERENCE_INVALID',
        'REFERENCE',
        `${quoted(written)} is not a valid reference number.`,
        MEND_REFERENCE,
      )
  }
  if (amount && amount.minor <= 0n)
    row.refuse('AMOUNT_NOT_POSITIVE', 'AMOUNT', 'An incoming payment is more than zero.', TAKE_BACK)
  if (row.refusal || !paidOn || !amount) return undefined
  return { number, reference, paidOn, amount, payerName, paymentId }
}

const MEND_REFERENCE = 'Correct the reference number; its last digit (or the two after RF) is a check.'
const TAKE_BACK = 'Leave the row out; a payment that was wrong is taken back on the invoice’s page.'

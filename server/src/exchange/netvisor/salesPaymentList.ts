import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Money } from '../../kernel/money.ts'
import { parseReference } from '../../kernel/referenceNumber.ts'
import type { XmlElement } from '../xml/element.ts'
import { allWithin, textIn, within } from './answer.ts'
import { type ReadList, readList } from './salesInvoiceList.ts'
import { dayOf, exactAmount, keyOf } from './values.ts'

export interface NetvisorPayment {
  readonly key: bigint
  readonly paidOn: CalendarDate
  /** Negative for money given back. */
  readonly sum: Money
  readonly payerName: string | undefined
  /** Normal form; undefined when there is none or it is not valid. */
  readonly reference: string | undefined
  /** The invoice that Netvisor booked it on. */
  readonly invoiceNumber: string | undefined
  /** The bank did not carry it out: no money came. */
  readonly hasFailed: boolean
}

export function readSalesPaymentList(root: XmlElement): ReadList<NetvisorPayment> {
  return readList(allWithin(within(root, 'SalesPaymentList'), 'SalesPayment'), netvisorPayment)
}

function netvisorPayment(element: XmlElement): NetvisorPayment | undefined {
  const key = keyOf(textIn(element, 'NetvisorKey'))
  const paidOn = dayOf(textIn(element, 'Date'))
  const sum = exactAmount(textIn(element, 'Sum'), 'EUR')
  if (key === undefined || !paidOn || !sum) return undefined
  return {
    key,
    paidOn,
    sum,
    payerName: textIn(element, 'Name'),
    reference: parseReference(textIn(element, 'ReferenceNumber') ?? ''),
    invoiceNumber: textIn(element, 'InvoiceNumber'),
    hasFailed: textIn(element, 'BankStatus')?.toUpperCase() === 'FAILED',
  }
}

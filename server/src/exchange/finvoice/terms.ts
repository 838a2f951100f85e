import { type CalendarDate, maxDate } from '../../kernel/calendarDate.ts'
import { parseReference } from '../../kernel/referenceNumber.ts'
import type { Findings } from '../findings.ts'
import { quoted } from '../refusal.ts'
import { childrenOf, find, type XmlElement } from '../xml/element.ts'
import type { EInvoiceType } from './einvoice.ts'
import { dateOf } from './fields.ts'

const INSTRUCTION = 'EpiDetails/EpiPaymentInstructionDetails'

function dueDateElements(root: XmlElement): XmlElement[] {
  const terms = childrenOf(find(root, 'InvoiceDetails'), 'PaymentTermsDetails')
  const elements = [
    ...terms.map((term) => find(term, 'InvoiceDueDate')),
    find(root, `${INSTRUCTION}/EpiDateOptionDate`),
  ]
  return elements.filter((element) => element !== undefined && element.text.trim() !== '') as XmlElement[]
}

/**
 * The due date. Where the terms and the payment part state different ones, the latest: neither a reminder nor interest
 * may start before a date on which the debtor could rely.
 */
export function readDueOn(
  root: XmlElement,
  type: EInvoiceType,
  issuedOn: CalendarDate | undefined,
  findings: Findings,
): CalendarDate | undefined {
  const elements = dueDateElements(root)
  const dates = elements.map((element) => dateOf(element, findings)).filter((date) => date !== undefined)
  const [first, ...rest] = dates
  if (first === undefined) {
    if (type === 'INV02') return issuedOn
    if (elements.length > 0) return undefined
    const path = 'InvoiceDetails/PaymentTermsDetails/InvoiceDueDate'
    return findings.refuse('MISSING_ELEMENT', root, 'No due date is stated.', 'State InvoiceDueDate.', path)
  }
  const dueOn = maxDate(first, ...rest)
  const element = elements[0] ?? root
  if (rest.some((date) => date !== first)) {
    const stated = [...new Set(dates)].join(' and ')
    findings.warn('DUE_DATES_CONTRADICT', element, `The due date is stated as ${stated}; the later one is used.`)
  }
  if (issuedOn === undefined || dueOn >= issuedOn) return dueOn
  return findings.refuse(
    'DUE_BEFORE_ISSUE',
    element,
    `The invoice is dated ${issuedOn} and due before that, on ${dueOn}.`,
    'Correct the due date: an invoice cannot be late before it is written.',
  )
}

/** The reference in normal form. A payment could never find an invoice whose reference has a wrong check digit. */
export function readReference(root: XmlElement, type: EInvoiceType, findings: Findings): string | undefined {
  const element = find(root, `${INSTRUCTION}/EpiRemittanceInfoIdentifier`)
  const written = element?.text.trim() ?? ''
  if (!element || written === '') {
    if (type === 'INV01')
      findings.warn('REFERENCE_MISSING', element ?? root, 'Without a reference payments are matched by hand.')
    return undefined
  }
  const reference = parseReference(written)
  if (reference) return reference
  if (/^\d{0,3}$/.test(written.replace(/\s/g, '').replace(/^0+/, ''))) {
    return findings.warn(
      'REFERENCE_TOO_SHORT',
      element,
      `${quoted(written)} has fewer than four digits without its leading zeros: payments are matched by hand.`,
    )
  }
  if (type === 'INV02') {
    return findings.warn('REFERENCE_IGNORED', element, `${quoted(written)} is not a valid reference number.`)
  }
  return findings.refuse(
    'REFERENCE_INVALID',
    element,
    `${quoted(written)} is not a valid reference number.`,
    'Correct the reference number; its last digit (or the two after RF) is a check.',
  )
}

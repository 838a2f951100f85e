import { type CalendarDate, parseCalendarDate } from '../../kernel/calendarDate.ts'
import type { Money } from '../../kernel/money.ts'
import { amountOf, decimalText } from '../decimalText.ts'
import type { Findings } from '../findings.ts'
import { quoted } from '../refusal.ts'
import { find, textAt, type XmlElement } from '../xml/element.ts'

/** Trimmed text, or a refusal that names the missing element. */
export function requiredText(root: XmlElement, path: string, findings: Findings): string | undefined {
  const text = textAt(root, path)
  if (text !== undefined) return text
  const name = path.split('/').at(-1)
  return findings.refuse(
    'MISSING_ELEMENT',
    find(root, path) ?? root,
    `${name} is missing or empty.`,
    `Fill in ${name} and send the document again.`,
    find(root, path) ? undefined : path,
  )
}

/** Finvoice writes dates CCYYMMDD; some senders write them with dashes. */
export function dateOf(element: XmlElement, findings: Findings): CalendarDate | undefined {
  const text = element.text.trim()
  const date = parseCalendarDate(text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'))
  if (date) return date
  return findings.refuse(
    'DATE_INVALID',
    element,
    `${element.name} ${quoted(text)} is no date.`,
    'Write dates as CCYYMMDD.',
  )
}

export function requiredDate(root: XmlElement, path: string, findings: Findings): CalendarDate | undefined {
  if (requiredText(root, path, findings) === undefined) return undefined
  const element = find(root, path)
  return element && dateOf(element, findings)
}

export function optionalDate(root: XmlElement, path: string, findings: Findings): CalendarDate | undefined {
  const element = find(root, path)
  return element && element.text.trim() !== '' ? dateOf(element, findings) : undefined
}

/** An amount in the document's currency; undefined when absent, a refusal when it cannot be read or is in another. */
export function optionalAmount(
  root: XmlElement | undefined,
  path: string,
  currency: string,
  findings: Findings,
): Money | undefined {
  const element = find(root, path)
  if (!element || element.text.trim() === '') return undefined
  const own = element.attributes.AmountCurrencyIdentifier?.trim().toUpperCase()
  if (own && own !== currency) {
    return findings.refuse(
      'CURRENCY_CONTRADICTS',
      element,
      `${element.name} is in ${own}, the invoice total in ${currency}.`,
      'Give the total, its parts and the amount to pay in one currency.',
    )
  }
  const amount = amountOf(element.text, currency)
  if (amount) return amount
  return findings.refuse(
    'AMOUNT_INVALID',
    element,
    `${element.name} ${quoted(element.text)} is no amount of whole cents.`,
    'Write amounts with a decimal comma and two decimals.',
  )
}

export function optionalDecimal(root: XmlElement | undefined, path: string, findings: Findings): string | undefined {
  const element = find(root, path)
  if (!element || element.text.trim() === '') return undefined
  const decimal = decimalText(element.text)
  if (decimal !== undefined) return decimal
  return findings.refuse(
    'AMOUNT_INVALID',
    element,
    `${element.name} ${quoted(element.text)} is no number.`,
    'Write numbers with a decimal comma.',
  )
}

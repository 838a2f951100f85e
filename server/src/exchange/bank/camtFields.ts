import { type CalendarDate, parseCalendarDate } from '../../kernel/calendarDate.ts'
import { finnishBbanToIban, parseIban } from '../../kernel/iban.ts'
import type { Money } from '../../kernel/money.ts'
import { amountOf, isCurrency } from '../decimalText.ts'
import type { Findings } from '../findings.ts'
import { quoted } from '../refusal.ts'
import { find, textAt, type XmlElement } from '../xml/element.ts'
import type { Direction } from './statement.ts'

/** `Dt` or the day of `DtTm`, as the bank's clock had it. */
export function dateAt(element: XmlElement | undefined): CalendarDate | undefined {
  return parseCalendarDate((textAt(element, 'Dt') ?? textAt(element, 'DtTm') ?? '').slice(0, 10))
}

/** The amount of an `Amt` element; undefined if it is none of whole cents in a known currency. */
export function readAmount(element: XmlElement | undefined): Money | undefined {
  const currency = element?.attributes.Ccy?.trim() ?? ''
  return element && isCurrency(currency) ? amountOf(element.text, currency) : undefined
}

/** As `readAmount`, but says what is wrong. */
export function requiredAmount(parent: XmlElement, findings: Findings): Money | undefined {
  const element = find(parent, 'Amt')
  const amount = readAmount(element)
  if (amount && amount.minor >= 0n) return amount
  const written = `${element?.text.trim() ?? ''} ${element?.attributes.Ccy ?? ''}`
  return findings.refuse(
    element ? 'AMOUNT_INVALID' : 'MISSING_ELEMENT',
    element ?? parent,
    element ? `${quoted(written)} is no positive amount of whole cents.` : 'The amount is missing.',
    'Ask the bank for a corrected file; this entry was not booked.',
    element ? undefined : 'Amt',
  )
}

export function directionOf(element: XmlElement): Direction | undefined {
  const text = textAt(element, 'CdtDbtInd')
  return text === 'CRDT' || text === 'DBIT' ? text : undefined
}

/**
 * The account that a statement is about. Its digits are the bank's own, so one whose check fails (files from test
 * systems) is taken as it is: it will belong to no company.
 */
export function statementAccount(account: XmlElement | undefined): { iban: string; valid: boolean } | undefined {
  const iban = ibanOf(account)
  if (iban) return { iban, valid: true }
  const written = (textAt(account, 'Id/IBAN') ?? textAt(account, 'Id/Othr/Id') ?? '').replace(/\s+/g, '').toUpperCase()
  return /^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(written) ? { iban: written, valid: false } : undefined
}

/** The IBAN of an `Acct`, `DbtrAcct` or `CdtrAcct`, also where a bank writes it or an old account number as another id. */
export function ibanOf(account: XmlElement | undefined): string | undefined {
  const iban = textAt(account, 'Id/IBAN')
  if (iban !== undefined) return parseIban(iban)
  const other = textAt(account, 'Id/Othr/Id')
  return other === undefined ? undefined : (parseIban(other) ?? finnishBbanToIban(other))
}

/** A party's name: straight below it up to .03, below `Pty` in later versions. */
export function partyName(parties: XmlElement | undefined, role: string): string | undefined {
  const party = find(parties, role)
  return textAt(party, 'Nm') ?? textAt(party, 'Pty/Nm')
}

/** What names the payment file below a `Btch` or `Refs`. */
export function instructionOf(element: XmlElement | undefined): string | undefined {
  return textAt(element, 'PmtInfId') ?? textAt(element, 'MsgId')
}

/** The reason of a payment that comes back; without one in the bank's words, `RETURNED`. */
export function returnReasonOf(details: XmlElement): string | undefined {
  const returned = find(details, 'RtrInf')
  if (!returned) return undefined
  const reason = textAt(returned, 'Rsn/Cd') ?? textAt(returned, 'Rsn/Prtry') ?? textAt(returned, 'AddtlInf')
  return reason ?? 'RETURNED'
}

/** `PMNT/RCDT/ESCT`. */
export function bankCodeOf(element: XmlElement): string | undefined {
  const domain = find(element, 'BkTxCd/Domn')
  const parts = [textAt(domain, 'Cd'), textAt(domain, 'Fmly/Cd'), textAt(domain, 'Fmly/SubFmlyCd')]
  return domain ? parts.filter((part) => part !== undefined).join('/') : undefined
}

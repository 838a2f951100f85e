import type { Findings } from '../findings.ts'
import { quoted } from '../refusal.ts'
import { find, textAt, type XmlElement } from '../xml/element.ts'
import type { EInvoice, EInvoiceType, FinvoiceVersion } from './einvoice.ts'
import { requiredText } from './fields.ts'

const VERSIONS: ReadonlySet<string> = new Set<FinvoiceVersion>(['1.3', '2.0', '2.01', '3.0'])

/** Why documents of the other types are no receivables that could be sent to reminding or collection. */
const NOT_IMPORTED: Readonly<Record<string, string>> = {
  INV03: 'an interest invoice: interest is counted from the original invoice',
  INV04: 'an internal invoice: it claims nothing from an outside party',
  INV05: 'a collection note: import the original invoice and send it to collection here',
  INV06: 'a pro forma invoice: it claims nothing',
  INV07: 'a self-billing invoice: it was written by the buyer',
  INV08: 'a reminder: import the original invoice and send it to reminding here',
  INV09: 'a notice of a direct payment: it has been paid',
  TES01: 'a test',
}

export function readVersion(root: XmlElement, findings: Findings): FinvoiceVersion | undefined {
  const version = (root.attributes.Version ?? '').trim()
  if (VERSIONS.has(version)) return version as FinvoiceVersion
  return findings.refuse(
    'FINVOICE_VERSION_UNSUPPORTED',
    root,
    version ? `Finvoice version ${quoted(version)} is not read.` : 'The Finvoice version is not stated.',
    'Send the invoice as Finvoice 1.3, 2.0, 2.01 or 3.0.',
  )
}

export function readType(root: XmlElement, findings: Findings): EInvoiceType | undefined {
  const path = 'InvoiceDetails/InvoiceTypeCode'
  const code = requiredText(root, path, findings)
  if (code === undefined || code === 'INV01' || code === 'INV02') return code
  return findings.refuse(
    'TYPE_NOT_IMPORTED',
    find(root, path) ?? root,
    `Type ${quoted(code)} is ${NOT_IMPORTED[code] ?? 'no invoice and no credit note'}.`,
    'Import invoices (INV01) and credit notes (INV02) only.',
  )
}

export function readOrigin(root: XmlElement, type: EInvoiceType, findings: Findings): EInvoice['origin'] | undefined {
  const element = find(root, 'InvoiceDetails/OriginCode')
  const code = textAt(root, 'InvoiceDetails/OriginCode')
  if (!element || code === undefined) {
    findings.warn('ORIGIN_ASSUMED', element ?? root, 'OriginCode is missing; the document is taken for an original.')
    return 'Original'
  }
  if (code === 'Copy') {
    findings.warn('COPY', element, 'The document says that it is a copy; it is imported unless the original was.')
    return code
  }
  if (code === 'Original' || (code === 'Cancel' && type === 'INV02')) return code
  return findings.refuse(
    'ORIGIN_NOT_IMPORTED',
    element,
    code === 'Cancel' ? 'An invoice (INV01) cannot cancel.' : `OriginCode ${quoted(code)} is not known.`,
    'Cancel an invoice with a credit note (INV02); otherwise state Original or Copy.',
  )
}

// Finvoice 3.0 allows 20 characters, some operators' converters let through the 35 of other formats.
const LONGEST_NUMBER = 35

export function readNumber(root: XmlElement, findings: Findings): string | undefined {
  const path = 'InvoiceDetails/InvoiceNumber'
  const number = requiredText(root, path, findings)
  if (number === undefined || number.length <= LONGEST_NUMBER) return number
  return findings.refuse(
    'NUMBER_TOO_LONG',
    find(root, path) ?? root,
    `InvoiceNumber has ${number.length} characters.`,
    `Use at most ${LONGEST_NUMBER} characters.`,
  )
}

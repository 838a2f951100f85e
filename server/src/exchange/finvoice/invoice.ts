import { err, ok, type Result } from '../../kernel/result.ts'
import type { Findings } from '../findings.ts'
import type { FormatRefusal } from '../refusal.ts'
import { find, textAt, textsOf, type XmlElement } from '../xml/element.ts'
import type { EInvoice, EInvoiceType } from './einvoice.ts'
import { optionalAmount, optionalDate, optionalDecimal, requiredDate } from './fields.ts'
import { readNumber, readOrigin, readType, readVersion } from './header.ts'
import { readBuyer, readContactPerson, readSeller } from './parties.ts'
import { readRows } from './rows.ts'
import { readDueOn, readReference } from './terms.ts'
import { readTotals } from './totals.ts'

function readOriginal(root: XmlElement, type: EInvoiceType, findings: Findings): EInvoice['originalInvoice'] {
  const details = find(root, 'InvoiceDetails')
  const inside = find(details, 'OriginalInvoiceReference')
  const number = textAt(details, 'OriginalInvoiceNumber') ?? textAt(inside, 'InvoiceNumber')
  if (!details || number === undefined) {
    if (type === 'INV02')
      findings.warn('ORIGINAL_NOT_NAMED', details ?? root, 'The credit note does not say what it credits.')
    return undefined
  }
  const issuedOn =
    optionalDate(details, 'OriginalInvoiceDate', findings) ?? (inside && optionalDate(inside, 'InvoiceDate', findings))
  return { number, ...(issuedOn ? { issuedOn } : {}) }
}

function readOptional(root: XmlElement, currency: string, findings: Findings) {
  const details = find(root, 'InvoiceDetails')
  const fine = find(details, 'PaymentTermsDetails/PaymentOverDueFineDetails')
  const freeTexts = textsOf(details, 'InvoiceFreeText')
  const fields = {
    lateInterestPercent: optionalDecimal(fine, 'PaymentOverDueFinePercent', findings),
    fixedOverdueAmount: optionalAmount(fine, 'PaymentOverDueFixedAmount', currency, findings),
    freeText: freeTexts.length > 0 ? freeTexts.join('\n') : undefined,
    language: textAt(root, 'InvoiceRecipientLanguageCode')?.toUpperCase(),
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<
    Pick<EInvoice, 'lateInterestPercent' | 'fixedOverdueAmount' | 'freeText' | 'language'>
  >
}

/** One `Finvoice` element as an invoice, or everything that keeps it from being one. */
export function readInvoice(root: XmlElement, findings: Findings): Result<EInvoice, FormatRefusal> {
  const refused = () => err(findings.refusal as FormatRefusal)
  const version = readVersion(root, findings)
  if (!version) return refused()
  const type = readType(root, findings)
  if (!type) return refused()
  const origin = readOrigin(root, type, findings)
  const seller = readSeller(root, findings)
  const buyer = readBuyer(root, findings)
  const number = readNumber(root, findings)
  const issuedOn = requiredDate(root, 'InvoiceDetails/InvoiceDate', findings)
  const totals = readTotals(root, type, findings)
  const dueOn = readDueOn(root, type, issuedOn, findings)
  const reference = readReference(root, type, findings)
  const originalInvoice = readOriginal(root, type, findings)
  if (!origin || !seller || !buyer || !number || !issuedOn || !totals || !dueOn) return refused()
  const optional = readOptional(root, totals.currency, findings)
  const rows = readRows(root, totals, findings)
  if (findings.refusal) return refused()
  const { negated: _, ...amounts } = totals
  const contactPerson = readContactPerson(root, buyer)
  return ok({
    version,
    type,
    origin,
    number,
    issuedOn,
    dueOn,
    ...amounts,
    ...(reference ? { reference } : {}),
    ...(originalInvoice ? { originalInvoice } : {}),
    ...optional,
    seller,
    buyer,
    ...(contactPerson ? { contactPerson } : {}),
    rows,
  })
}

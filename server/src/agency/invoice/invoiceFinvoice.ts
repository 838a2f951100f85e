import type { EInvoice, EInvoiceRow } from '../../exchange/finvoice/einvoice.ts'
import { writeFinvoice } from '../../exchange/finvoice/write.ts'
import { formatDecimal, money } from '../../kernel/money.ts'
import { chargeText, type InvoiceContent } from '../letter/print/invoicePdf.ts'
import { AGENCY } from '../party.ts'
import { type Charge, percentText } from './invoice.ts'
import { invoiceWords } from './invoiceWords.ts'

/** Finvoice's own limit of a text field. */
const LONGEST = 35

const fits = (text: string | null): text is string => text !== null && text.trim().length >= 2

/** The invoice as a Finvoice 3.0 document. What is set off asks for nothing to be paid, and says so. */
export function invoiceFinvoice(content: InvoiceContent): Buffer {
  const { head, buyer, charges } = content
  const words = invoiceWords[head.language]
  const cents = (minor: bigint) => money(minor, head.currency)
  const row = (charge: Charge): EInvoiceRow => {
    const { count, net, vat, basisPoints } = charge
    const unit = count > 0 && net % BigInt(count) === 0n ? { unitPrice: formatDecimal(cents(net / BigInt(count))) } : {}
    return {
      description: chargeText(charge, words).slice(0, 100),
      ...{ quantity: `${count}`, unit: 'kpl', ...unit },
      ...{ net: cents(net), vatPercent: percentText(basisPoints), total: cents(net + vat) },
    }
  }
  const { street, postCode, town } = buyer.address
  const address = {
    street: fits(street) ? [street.slice(0, LONGEST)] : [],
    ...(fits(postCode) ? { postCode } : {}),
    ...(fits(town) ? { town: town.slice(0, LONGEST) } : {}),
    countryCode: 'FI',
  }
  const isWhole = fits(street) && fits(postCode) && fits(town)
  const document: EInvoice = {
    ...{ type: 'INV01', origin: 'Original', number: head.number.toString(), currency: head.currency },
    ...{ issuedOn: head.issuedOn, dueOn: head.dueOn, reference: head.reference, language: head.language.toUpperCase() },
    ...{ total: cents(head.net + head.vat), vatExcludedTotal: cents(head.net), vatTotal: cents(head.vat) },
    ...{ paid: cents(head.paidByDebtors), instructed: cents(head.way === 'NETTED' ? 0n : head.payable) },
    ...(head.way === 'NETTED' ? { freeText: words.netted } : {}),
    seller: {
      ...{ businessId: AGENCY.businessId, names: [AGENCY.name], vatId: AGENCY.vatId, contact: { email: AGENCY.email } },
      address: { street: [AGENCY.street], postCode: AGENCY.postCode, town: AGENCY.town, countryCode: 'FI' },
      accounts: [{ iban: head.iban }],
    },
    buyer: {
      ...{ identifier: buyer.businessId, name: buyer.name.slice(0, 70), ...(isWhole ? { address } : {}) },
      ...(buyer.email ? { email: buyer.email.slice(0, 70) } : {}),
    },
    rows: charges.map(row),
  }
  return writeFinvoice(document, 'UTF-8')
}

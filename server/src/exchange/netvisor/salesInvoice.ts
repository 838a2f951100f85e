import { parseBusinessId } from '../../kernel/businessId.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Money } from '../../kernel/money.ts'
import { parseReference } from '../../kernel/referenceNumber.ts'
import { decimalText } from '../decimalText.ts'
import type { ContactPerson, EInvoiceRow } from '../finvoice/einvoice.ts'
import type { XmlElement } from '../xml/element.ts'
import { allWithin, attributeOf, textIn, within } from './answer.ts'
import { contactPerson } from './customer.ts'
import { type NetvisorStatus, statusOf } from './salesInvoiceList.ts'
import { dayOf, exactAmount, flagOf, keyOf, roundedAmount } from './values.ts'

export interface NetvisorInvoice {
  /** Undefined in an answer to a question for one invoice. */
  readonly key: bigint | undefined
  readonly number: string
  readonly issuedOn: CalendarDate
  readonly dueOn: CalendarDate | undefined
  readonly reference: string | undefined
  readonly currency: string
  /** Negative for a credit note. */
  readonly total: Money
  readonly status: NetvisorStatus | undefined
  /** What has been added for reminding and collecting. */
  readonly collectionCost: Money | undefined
  readonly auxiliaryName: string | undefined
  readonly customer: {
    readonly key: bigint | undefined
    readonly code: string | undefined
    readonly businessId: string | undefined
    readonly name: string
    readonly street: readonly string[]
    readonly postCode: string | undefined
    readonly town: string | undefined
    readonly country: string | undefined
    readonly collectionProhibited: boolean
  }
  readonly contactPerson: ContactPerson | undefined
  /** Of a credit note: the invoice that it credits, by Netvisor's key or by its number. */
  readonly credits: { readonly key: bigint | undefined; readonly number: string | undefined } | undefined
  readonly rows: readonly EInvoiceRow[]
}

/** One invoice (`SalesInvoice`) or several (`SalesInvoices/SalesInvoice`); an empty element is an invoice not found. */
export function readSalesInvoices(root: XmlElement): NetvisorInvoice[] {
  const several = within(root, 'SalesInvoices')
  const elements = several ? allWithin(several, 'SalesInvoice') : allWithin(root, 'SalesInvoice')
  return elements.flatMap((element) => readSalesInvoice(element) ?? [])
}

function readSalesInvoice(element: XmlElement): NetvisorInvoice | undefined {
  const number = textIn(element, 'SalesInvoiceNumber')
  const issuedOn = dayOf(textIn(element, 'SalesInvoiceDate'))
  const amount = within(element, 'SalesInvoiceAmount')
  const currency = (attributeOf(amount, 'iso4217currencycode') ?? 'EUR').toUpperCase()
  const total = exactAmount(amount?.text.trim(), currency)
  const name = textIn(element, 'InvoicingCustomerName')
  if (number === undefined || !issuedOn || !total || name === undefined) return undefined
  const status = within(element, 'InvoiceStatus')
  return {
    key: keyOf(textIn(element, 'SalesInvoiceNetvisorKey')),
    number,
    issuedOn,
    dueOn: dayOf(textIn(element, 'SalesInvoiceDueDate')),
    reference: parseReference(textIn(element, 'SalesInvoiceReferenceNumber') ?? ''),
    currency,
    total,
    status: statusOf(attributeOf(status, 'status') ?? status?.text.trim()),
    collectionCost: exactAmount(textIn(element, 'SalesInvoiceCollectionCost'), currency),
    auxiliaryName: textIn(element, 'SecondName'),
    customer: customerOf(element, name),
    contactPerson: contactPerson(
      [textIn(element, 'ContactPersonFirstName'), textIn(element, 'ContactPersonLastName')]
        .filter((part) => part !== undefined)
        .join(' '),
      textIn(element, 'ContactPersonPhoneNumber'),
      textIn(element, 'ContactPersonEmail'),
    ),
    credits: creditedBy(element),
    rows: rowsOf(element, currency),
  }
}

function customerOf(element: XmlElement, name: string): NetvisorInvoice['customer'] {
  const country = within(element, 'InvoicingCustomerCountryCode')
  const code = attributeOf(country, 'iso-3166') ?? country?.text.trim()
  return {
    key: keyOf(textIn(element, 'InvoicingCustomerNetvisorKey')),
    code: textIn(element, 'InvoicingCustomerCode'),
    businessId: parseBusinessId(textIn(element, 'InvoicingCustomerOrganizationIdentifier') ?? ''),
    name,
    street: [
      textIn(element, 'InvoicingCustomerAddressline') ?? [],
      textIn(element, 'InvoicingCustomerAdditionalAddressLine') ?? [],
    ].flat(),
    postCode: textIn(element, 'InvoicingCustomerPostnumber'),
    town: textIn(element, 'InvoicingCustomerTown'),
    country: code && /^[a-z]{2}$/i.test(code) ? code.toUpperCase() : undefined,
    collectionProhibited: flagOf(textIn(element, 'InvoicingCustomerInCollectionProhibitation')),
  }
}

function creditedBy(element: XmlElement): NetvisorInvoice['credits'] {
  const credited = within(element, 'CreditedInvoice')
  const key = keyOf(textIn(element, 'CreditedInvoiceNetvisorKey') ?? textIn(credited, 'NetvisorKey'))
  const number = textIn(element, 'CreditedInvoiceNumber') ?? textIn(credited, 'InvoiceNumber')
  return key === undefined && number === undefined ? undefined : { key, number }
}

function rowsOf(element: XmlElement, currency: string): EInvoiceRow[] {
  const lines = allWithin(within(element, 'InvoiceLines'), 'InvoiceLine')
  return lines
    .flatMap((line) => allWithin(line, 'SalesInvoiceProductLine'))
    .map((line) => {
      const description = textIn(line, 'ProductName')
      const quantity = decimalText(textIn(line, 'SalesInvoiceProductLineQuantity') ?? '')
      const unit = textIn(line, 'SalesInvoiceProductLineUnit')
      const unitPrice = decimalText(textIn(line, 'ProductUnitPrice') ?? '')
      const vatPercent = decimalText(textIn(line, 'ProductVatPercentage') ?? '')
      const total = roundedAmount(textIn(line, 'SalesInvoiceProductLineSum'), currency)
      return {
        ...(description ? { description } : {}),
        ...(quantity ? { quantity } : {}),
        ...(unit ? { unit } : {}),
        ...(unitPrice ? { unitPrice } : {}),
        ...(vatPercent ? { vatPercent } : {}),
        ...(total ? { total } : {}),
      }
    })
}

/* What a Netvisor holds in a test, and how it writes that down: as the recorded answers of the real one look. */

export interface NetvisorInvoiceDraft {
  readonly number: string
  /** Decimal text; negative for a credit note. */
  readonly total: string
  readonly open?: string
  readonly issuedOn?: string
  readonly dueOn?: string
  readonly reference?: string
  readonly status?: string
  readonly substatus?: string
  readonly customer?: number
  readonly currency?: string
  readonly credits?: number
  readonly auxiliaryName?: string
  readonly isInCollection?: boolean
  /** What its one row is of. */
  readonly product?: string
}

export interface Kept
  extends Required<Omit<NetvisorInvoiceDraft, 'credits' | 'substatus' | 'reference' | 'auxiliaryName'>> {
  key: number
  substatus: string | undefined
  reference: string | undefined
  credits: number | undefined
  auxiliaryName: string | undefined
  modified: Date
}

export interface NetvisorPaymentDraft {
  /** The invoice's number. */
  readonly invoice?: string
  readonly sum: string
  /** `YYYY-MM-DD`. */
  readonly on: string
  readonly reference?: string
  readonly name?: string
  readonly bankStatus?: string
}

export interface KeptPayment extends NetvisorPaymentDraft {
  key: number
  modified: Date
}

export interface NetvisorCustomerDraft {
  readonly name: string
  readonly code?: string
  readonly businessId?: string
  readonly street?: string
  readonly postCode?: string
  readonly town?: string
  readonly email?: string
  readonly prohibited?: boolean
  readonly contact?: { readonly name: string; readonly email: string }
}

const HEAD = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>'

export function okay(content = ''): string {
  const status = '<ResponseStatus><Status>OK</Status><TimeStamp>2.3.2026 12:00:00</TimeStamp></ResponseStatus>'
  return `${HEAD}<Root>${status}${content}</Root>`
}

export function failed(words: string): string {
  const status = `<Status>FAILED</Status><Status>${escaped(words)}</Status><TimeStamp>2.3.2026 12:00:00</TimeStamp>`
  return `${HEAD}<Root><ResponseStatus>${status}</ResponseStatus></Root>`
}

export function list(name: string, entries: readonly string[]): string {
  return okay(`<${name}>${entries.join('')}</${name}>`)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

export function tag(name: string, value: string | number | undefined, attributes = ''): string {
  return value === undefined ? `<${name}/>` : `<${name}${attributes}>${escaped(String(value))}</${name}>`
}

const comma = (decimal: string): string => decimal.replace('.', ',')

export function invoiceBrief(one: Kept): string {
  const sub = one.substatus ? ` substatus="${one.substatus}"` : ''
  return `<SalesInvoice>${[
    tag('NetvisorKey', one.key),
    tag('InvoiceNumber', one.number),
    tag('Invoicedate', one.issuedOn, ' format="ansi"'),
    tag('InvoiceStatus', one.status, `${sub} isincollection="${one.isInCollection ? 1 : 0}"`),
    tag('CustomerCode', undefined),
    tag('CustomerName', 'Ostaja'),
    tag('ReferenceNumber', one.reference),
    tag('InvoiceSum', comma(one.total)),
    tag('OpenSum', comma(one.open)),
    tag('Uri', `https://netvisor.example/getsalesinvoice.nv?netvisorkey=${one.key}`),
  ].join('')}</SalesInvoice>`
}

export function fullInvoice(one: Kept, customer: NetvisorCustomerDraft | undefined, isOfSeveral: boolean): string {
  return `<SalesInvoice>${[
    isOfSeveral ? tag('SalesInvoiceNetvisorKey', one.key) : '',
    tag('SalesInvoiceNumber', one.number),
    tag('SalesInvoiceDate', one.issuedOn, ' format="ansi"'),
    tag('SalesInvoiceDueDate', one.dueOn, ' format="ansi"'),
    tag('SalesInvoiceReferencenumber', one.reference),
    tag('SalesInvoiceAmount', one.total, ` iso4217currencycode="${one.currency}" currencyrate="1"`),
    tag('InvoiceStatus', one.status, ` status="${one.substatus ?? one.status}"`),
    one.auxiliaryName ? tag('SecondName', one.auxiliaryName) : '',
    tag('InvoicingCustomerCode', customer?.code),
    tag('InvoicingCustomerName', customer?.name ?? 'Ostaja Oy'),
    one.customer ? tag('InvoicingCustomerNetvisorKey', one.customer) : '',
    customer?.businessId ? tag('InvoicingCustomerOrganizationIdentifier', customer.businessId) : '',
    tag('InvoicingCustomerAddressline', customer?.street),
    tag('InvoicingCustomerPostnumber', customer?.postCode),
    tag('InvoicingCustomerTown', customer?.town),
    tag('InvoicingCustomerCountryCode', 'Finland', ' ISO-3166="FI"'),
    tag('InvoicingCustomerInCollectionProhibitation', customer?.prohibited ? 1 : 0),
    one.credits ? tag('CreditedInvoiceNetvisorKey', one.credits) : '',
    `<InvoiceLines><InvoiceLine><SalesInvoiceProductLine>${tag('ProductName', one.product)}${tag('ProductUnitPrice', '2,4900')}${tag(
      'ProductVatPercentage',
      '25,5',
      ' vatcode="KOMY"',
    )}${tag('SalesInvoiceProductLineQuantity', 1)}${tag('SalesInvoiceProductLineSum', '3,0378')}</SalesInvoiceProductLine></InvoiceLine></InvoiceLines>`,
  ].join('')}</SalesInvoice>`
}

export function fullCustomer(key: number, one: NetvisorCustomerDraft): string {
  const contact = one.contact
  return `<Customer><CustomerBaseInformation>${[
    tag('NetvisorKey', key),
    tag('InternalIdentifier', one.code),
    tag('ExternalIdentifier', one.businessId),
    tag('Name', one.name),
    tag('StreetAddress', one.street),
    tag('City', one.town),
    tag('PostNumber', one.postCode),
    tag('Country', 'FI', ' type="ISO-3166"'),
    tag('Email', one.email),
  ].join('')}</CustomerBaseInformation><CustomerContactDetails>${[
    tag('ContactPerson', contact?.name),
    tag('ContactPersonEmail', contact?.email),
    tag('ContactPersonPhone', undefined),
  ].join('')}</CustomerContactDetails><CustomerAdditionalInformation>${tag(
    'InCollectionProhibition',
    one.prohibited ? 1 : 0,
  )}</CustomerAdditionalInformation></Customer>`
}

export function paymentInList(one: KeptPayment): string {
  const [year, month, day] = one.on.split('-').map(Number)
  return `<SalesPayment>${[
    tag('NetvisorKey', one.key),
    tag('Name', one.name ?? 'Ostaja'),
    tag('Date', `${day}.${month}.${year}`),
    tag('Sum', comma(one.sum)),
    tag('ReferenceNumber', one.reference),
    tag('ForeignCurrencyAmount', undefined),
    tag('InvoiceNumber', one.invoice),
    tag('BankStatus', one.bankStatus ?? 'OK'),
  ].join('')}</SalesPayment>`
}

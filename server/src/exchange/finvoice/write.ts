import { formatDecimal, type Money, negate, subtract } from '../../kernel/money.ts'
import { negateDecimal } from '../decimalText.ts'
import { encodeXml, leaf, node, type XmlEncoding } from '../xml/write.ts'
import type { BankAccount, EInvoice, EInvoiceRow, PostalAddress } from './einvoice.ts'

/** The sign of a document's amounts: a Finvoice credit note has negative totals. */
type Signed = (amount: Money) => Money

const TYPES = { INV01: { text: 'INVOICE', un: '380' }, INV02: { text: 'CREDIT NOTE', un: '381' } } as const

function comma(decimal: string | undefined): string | undefined {
  return decimal?.replace('.', ',')
}

function amount(name: string, value: Money | undefined, signed: Signed = (same) => same): string {
  if (!value) return ''
  return leaf(name, comma(formatDecimal(signed(value))), { AmountCurrencyIdentifier: value.currency })
}

function date(name: string, day: string | undefined): string {
  return leaf(name, day?.replaceAll('-', ''), { Format: 'CCYYMMDD' })
}

function address(party: 'Seller' | 'Buyer', value: PostalAddress | undefined): string {
  if (!value) return ''
  return node(
    `${party}PostalAddressDetails`,
    ...value.street.map((line) => leaf(`${party}StreetName`, line)),
    leaf(`${party}TownName`, value.town),
    leaf(`${party}PostCodeIdentifier`, value.postCode),
    leaf('CountryCode', value.countryCode),
    leaf(`${party}PostOfficeBoxIdentifier`, value.postOfficeBox),
  )
}

function sellerAccount({ iban, bic }: BankAccount): string {
  if (!bic) throw new RangeError(`Finvoice cannot name a further account without its BIC: ${iban}`)
  return node(
    'SellerAccountDetails',
    leaf('SellerAccountID', iban, { IdentificationSchemeName: 'IBAN' }),
    leaf('SellerBic', bic, { IdentificationSchemeName: 'BIC' }),
  )
}

function seller({ seller: party }: EInvoice): string {
  return [
    node(
      'SellerPartyDetails',
      leaf('SellerPartyIdentifier', party.businessId),
      ...party.names.map((name) => leaf('SellerOrganisationName', name)),
      leaf('SellerOrganisationTradingName', party.tradingName),
      leaf('SellerOrganisationTaxCode', party.vatId),
      address('Seller', party.address),
    ),
    leaf('SellerContactPersonName', party.contact?.name),
    node(
      'SellerCommunicationDetails',
      leaf('SellerPhoneNumberIdentifier', party.contact?.phone),
      leaf('SellerEmailaddressIdentifier', party.contact?.email),
    ),
    node('SellerInformationDetails', ...party.accounts.slice(1).map(sellerAccount)),
  ].join('')
}

function buyer({ buyer: party, contactPerson, language }: EInvoice): string {
  return [
    leaf('InvoiceRecipientLanguageCode', language),
    node(
      'BuyerPartyDetails',
      leaf('BuyerPartyIdentifier', party.identifier),
      leaf('BuyerOrganisationName', party.name),
      leaf('BuyerOrganisationTradingName', party.tradingName),
      address('Buyer', party.address),
    ),
    leaf('BuyerContactPersonName', contactPerson?.name),
    node(
      'BuyerCommunicationDetails',
      leaf('BuyerPhoneNumberIdentifier', party.phone),
      leaf('BuyerEmailaddressIdentifier', party.email),
    ),
  ].join('')
}

function details(invoice: EInvoice, signed: Signed): string {
  const { type, paid } = invoice
  return node(
    'InvoiceDetails',
    leaf('InvoiceTypeCode', type, { CodeListAgencyIdentifier: 'SPY' }),
    leaf('InvoiceTypeCodeUN', TYPES[type].un),
    leaf('InvoiceTypeText', TYPES[type].text),
    leaf('OriginCode', invoice.origin),
    leaf('InvoiceNumber', invoice.number),
    date('InvoiceDate', invoice.issuedOn),
    leaf('OriginalInvoiceNumber', invoice.originalInvoice?.number),
    date('OriginalInvoiceDate', invoice.originalInvoice?.issuedOn),
    amount('InvoiceTotalVatExcludedAmount', invoice.vatExcludedTotal, signed),
    amount('InvoiceTotalVatAmount', invoice.vatTotal, signed),
    amount('InvoiceTotalVatIncludedAmount', invoice.total, signed),
    amount('InvoicePaidAmount', paid.minor === 0n ? undefined : paid, signed),
    ...(invoice.freeText?.split('\n') ?? []).map((line) => leaf('InvoiceFreeText', line)),
    node(
      'PaymentTermsDetails',
      date('InvoiceDueDate', invoice.dueOn),
      node(
        'PaymentOverDueFineDetails',
        leaf('PaymentOverDueFinePercent', comma(invoice.lateInterestPercent)),
        amount('PaymentOverDueFixedAmount', invoice.fixedOverdueAmount),
      ),
    ),
  )
}

function row(value: EInvoiceRow, currency: string, signed: Signed, type: EInvoice['type']): string {
  const quantity = value.quantity !== undefined && type === 'INV02' ? negateDecimal(value.quantity) : value.quantity
  return node(
    'InvoiceRow',
    leaf('ArticleName', value.description),
    leaf('InvoicedQuantity', comma(quantity), value.unit === undefined ? {} : { QuantityUnitCode: value.unit }),
    leaf('UnitPriceAmount', comma(value.unitPrice), { AmountCurrencyIdentifier: currency }),
    leaf('RowVatRatePercent', comma(value.vatPercent)),
    amount('RowVatExcludedAmount', value.net, signed),
    amount('RowAmount', value.total, signed),
  )
}

function payment(invoice: EInvoice, signed: Signed): string {
  const { reference, total, paid } = invoice
  const [account] = invoice.seller.accounts
  if (!account) throw new RangeError('Finvoice asks for an account to pay to.')
  const scheme = reference?.startsWith('RF') ? 'ISO' : 'SPY'
  return node(
    'EpiDetails',
    node('EpiIdentificationDetails', date('EpiDate', invoice.issuedOn), leaf('EpiReference', reference ?? '')),
    node(
      'EpiPartyDetails',
      node('EpiBfiPartyDetails', leaf('EpiBfiIdentifier', account.bic, { IdentificationSchemeName: 'BIC' })) ||
        '<EpiBfiPartyDetails/>\n',
      node('EpiBeneficiaryPartyDetails', leaf('EpiAccountID', account.iban, { IdentificationSchemeName: 'IBAN' })),
    ),
    node(
      'EpiPaymentInstructionDetails',
      leaf('EpiRemittanceInfoIdentifier', reference, { IdentificationSchemeName: scheme }),
      amount('EpiInstructedAmount', invoice.instructed ?? subtract(total, paid), signed),
      leaf('EpiCharge', 'SHA', { ChargeOption: 'SHA' }),
      date('EpiDateOptionDate', invoice.dueOn),
    ),
  )
}

/**
 * The bytes of a Finvoice 3.0 document, whatever version the invoice was read from. Amounts of a credit note are written
 * negative. Throws RangeError when Finvoice has no way to say it (no account to pay to).
 */
export function writeFinvoice(invoice: EInvoice, encoding: XmlEncoding = 'ISO-8859-15'): Buffer {
  const signed: Signed = (value) => (invoice.type === 'INV02' ? negate(value) : value)
  const body = [
    seller(invoice),
    buyer(invoice),
    details(invoice, signed),
    ...invoice.rows.map((value) => row(value, invoice.currency, signed, invoice.type)),
    payment(invoice, signed),
  ]
  return encodeXml(`<Finvoice Version="3.0">\n${body.join('')}</Finvoice>\n`, encoding)
}

import { parseReference } from '../../kernel/referenceNumber.ts'
import type { Amount } from '../messages/envelope.ts'
import type { Material } from '../messages/toAgency.ts'
import { encodeXml, leaf, node } from '../xml/write.ts'
import { linesBetween } from './fieldPaths.ts'
import { materialIn } from './materialFields.ts'
import { parseMaterial } from './readMaterial.ts'

type Body = Material['body']
type Address = Body['creditor']['address']

/** Finvoice's codes (InvoiceTypeCode): a reminder, and a collection note. */
const TYPES = {
  REMINDER: { code: 'INV08', text: 'REMINDER', rows: 'Huomautettava saatava' },
  COLLECTION: { code: 'INV05', text: 'COLLECTION NOTE', rows: 'Perittävä saatava' },
} as const

/** Text that fits an element of so many characters; undefined leaves the element out. */
function fitting(text: string | null, least: number, most: number): string | undefined {
  const signs = Array.from(text?.trim() ?? '').slice(0, most)
  return signs.length < least ? undefined : signs.join('')
}

function amount(name: string, value: Amount | null | undefined): string {
  return value ? leaf(name, value.amount.replace('.', ','), { AmountCurrencyIdentifier: value.currency }) : ''
}

function date(name: string, day: string): string {
  return leaf(name, day.slice(0, 10).replaceAll('-', ''), { Format: 'CCYYMMDD' })
}

function addressOf(party: 'Seller' | 'Buyer', { street, town, postCode, country }: Address): string {
  const parts = [fitting(street, 2, 35), fitting(town, 2, 35), fitting(postCode, 2, 35)]
  if (parts.some((part) => part === undefined)) return ''
  return node(
    `${party}PostalAddressDetails`,
    leaf(`${party}StreetName`, parts[0]),
    leaf(`${party}TownName`, parts[1]),
    leaf(`${party}PostCodeIdentifier`, parts[2]),
    leaf('CountryCode', country !== null && /^[A-Z]{2}$/.test(country) ? country : undefined),
  )
}

function communication(party: 'Seller' | 'Buyer', { phone, email }: { phone: string | null; email: string | null }) {
  return node(
    `${party}CommunicationDetails`,
    leaf(`${party}PhoneNumberIdentifier`, fitting(phone, 1, 35)),
    leaf(`${party}EmailaddressIdentifier`, fitting(email, 1, 70)),
  )
}

function transmission({ id, creditor, sentAt }: Material): string {
  return node(
    'MessageTransmissionDetails',
    node('MessageSenderDetails', leaf('FromIdentifier', creditor), leaf('FromIntermediator', 'DUETTO')),
    node('MessageReceiverDetails', leaf('ToIdentifier', 'DUETTO'), leaf('ToIntermediator', 'DUETTO')),
    node('MessageDetails', leaf('MessageIdentifier', id), leaf('MessageTimeStamp', sentAt)),
  )
}

function parties({ creditor, debtor }: Body): string {
  const { contactPerson } = debtor
  return [
    node(
      'SellerPartyDetails',
      leaf('SellerPartyIdentifier', fitting(creditor.businessId, 1, 35)),
      leaf('SellerOrganisationName', fitting(creditor.name, 2, 70) ?? '--'),
      leaf('SellerOrganisationTradingName', fitting(creditor.auxiliaryName, 2, 70)),
      addressOf('Seller', creditor.address),
    ),
    communication('Seller', creditor),
    leaf('InvoiceRecipientLanguageCode', debtor.language.toUpperCase()),
    node(
      'BuyerPartyDetails',
      leaf('BuyerPartyIdentifier', fitting(debtor.businessId, 1, 35)),
      leaf('BuyerOrganisationName', fitting(debtor.name, 2, 70) ?? '--'),
      addressOf('Buyer', debtor.address),
    ),
    leaf('BuyerContactPersonName', fitting(contactPerson?.name ?? null, 1, 70)),
    communication('Buyer', contactPerson ?? debtor),
  ].join('')
}

function details(message: Material, lines: readonly string[]): string {
  const { service, invoice } = message.body
  const percent = invoice.interestPercent?.replace('.', ',')
  return node(
    'InvoiceDetails',
    leaf('InvoiceTypeCode', TYPES[service].code, { CodeListAgencyIdentifier: 'SPY' }),
    leaf('InvoiceTypeText', TYPES[service].text),
    leaf('OriginCode', 'Original'),
    leaf('InvoiceNumber', fitting(invoice.number, 1, 20) ?? '-'),
    date('InvoiceDate', message.sentAt),
    leaf('OriginalInvoiceNumber', fitting(invoice.number, 1, 20)),
    date('OriginalInvoiceDate', invoice.issuedOn),
    amount('InvoiceTotalVatIncludedAmount', invoice.open),
    ...lines.map((line) => leaf('InvoiceFreeText', line)),
    node(
      'PaymentTermsDetails',
      date('InvoiceDueDate', invoice.dueOn),
      node(
        'PaymentOverDueFineDetails',
        leaf('PaymentOverDueFinePercent', percent && /^[1-9]?\d{1,2}(,\d{1,3})?$/.test(percent) ? percent : undefined),
      ),
    ),
  )
}

/** The principal in a row of its own, then each cost that the creditor asks, and each letter it has sent. */
function rows({ service, invoice, earlierLetters, agreedCosts }: Body): string {
  const reference = invoice.reference === null ? undefined : fitting(invoice.reference, 1, 35)
  const percent = invoice.interestPercent?.replace('.', ',')
  const principal = node(
    'InvoiceRow',
    leaf('ArticleName', TYPES[service].rows),
    node(
      'RowOverDuePaymentDetails',
      leaf('RowOriginalInvoiceIdentifier', fitting(invoice.number, 1, 35)),
      date('RowOriginalInvoiceDate', invoice.issuedOn),
      date('RowOriginalDueDate', invoice.dueOn),
      amount('RowOriginalInvoiceTotalAmount', invoice.total),
      leaf('RowOriginalEpiRemittanceInfoIdentifier', reference),
      amount('RowUnPaidVatIncludedAmount', invoice.open),
      leaf('RowInterestRate', percent && /^[1-9]?\d{1,2}(,\d{1,3})?$/.test(percent) ? percent : undefined),
    ),
  )
  const letters = earlierLetters.map(({ sentOn, cost }) =>
    node(
      'InvoiceRow',
      leaf('ArticleName', 'Velkojan lähettämä muistutus'),
      node(
        'RowOverDuePaymentDetails',
        date('RowCollectionDate', sentOn),
        leaf('RowCollectionQuantity', '1'),
        amount('RowCollectionChargeAmount', cost),
      ),
    ),
  )
  const costs = (agreedCosts ?? []).map((cost) =>
    node(
      'InvoiceRow',
      leaf('ArticleName', 'Velkojan perintäkulu'),
      node('RowOverDuePaymentDetails', amount('RowCollectionChargeAmount', cost.amount)),
    ),
  )
  return [principal, ...letters, ...costs].join('')
}

function payment({ sentAt, body }: Material): string {
  const { creditor, invoice } = body
  const reference = invoice.reference === null ? undefined : parseReference(invoice.reference)
  const scheme = reference?.startsWith('RF') ? 'ISO' : 'SPY'
  return node(
    'EpiDetails',
    node('EpiIdentificationDetails', date('EpiDate', sentAt), leaf('EpiReference', reference ?? '')),
    node(
      'EpiPartyDetails',
      '<EpiBfiPartyDetails/>\n',
      // The element must be there; a creditor whose account is unknown has none to name.
      node(
        'EpiBeneficiaryPartyDetails',
        leaf('EpiAccountID', fitting(creditor.iban, 1, 34) ?? '0', {
          IdentificationSchemeName: creditor.iban ? 'IBAN' : 'BBAN',
        }),
      ),
    ),
    node(
      'EpiPaymentInstructionDetails',
      leaf('EpiRemittanceInfoIdentifier', reference, { IdentificationSchemeName: scheme }),
      amount('EpiInstructedAmount', invoice.open),
      leaf('EpiCharge', 'SHA', { ChargeOption: 'SHA' }),
      date('EpiDateOptionDate', invoice.dueOn),
    ),
  )
}

function write(message: Material, lines: readonly string[]): Buffer {
  const body = [
    transmission(message),
    parties(message.body),
    details(message, lines),
    rows(message.body),
    payment(message),
  ]
  return encodeXml(`<Finvoice Version="3.0">\n${body.join('')}</Finvoice>\n`, 'UTF-8')
}

/**
 * The bytes of a Finvoice 3.0 document of the material: a reminder (INV08) or a collection note (INV05) with overdue
 * rows. What Finvoice has no field for, or too short a one, goes in its free text (fieldPaths.ts), so that a reader of
 * this product gets exactly the message.
 */
export async function writeMaterial(message: Material): Promise<Buffer> {
  const said = await parseMaterial(write(message, []))
  if (!said) throw new Error('Material that was written can be read.')
  return write(message, linesBetween(materialIn(said), message))
}

import { parseBusinessId } from '../../kernel/businessId.ts'
import { isEmailAddress } from '../../kernel/emailAddress.ts'
import { finnishBbanToIban, parseBic, parseIban } from '../../kernel/iban.ts'
import type { Findings } from '../findings.ts'
import { isPersonalIdentityCode } from '../identityCode.ts'
import { quoted } from '../refusal.ts'
import { childrenOf, find, textAt, textsOf, type XmlElement } from '../xml/element.ts'
import type { BankAccount, Contact, ContactPerson, EInvoiceBuyer, EInvoiceSeller, PostalAddress } from './einvoice.ts'
import { requiredText } from './fields.ts'

/** The object without the keys that have no value; undefined if none is left. */
function present<T extends object>(fields: T): T | undefined {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined)
  return entries.length > 0 ? (Object.fromEntries(entries) as T) : undefined
}

function readAddress(details: XmlElement | undefined, party: 'Seller' | 'Buyer'): PostalAddress | undefined {
  if (!details) return undefined
  const street = textsOf(details, `${party}StreetName`)
  const rest = present({
    postOfficeBox: textAt(details, `${party}PostOfficeBoxIdentifier`),
    postCode: textAt(details, `${party}PostCodeIdentifier`),
    town: textAt(details, `${party}TownName`),
    countryCode: textAt(details, 'CountryCode')?.toUpperCase(),
  })
  return rest || street.length > 0 ? { street, ...rest } : undefined
}

function readSellerBusinessId(root: XmlElement, findings: Findings): string | undefined {
  const party = find(root, 'SellerPartyDetails')
  const identifier = textAt(party, 'SellerPartyIdentifier')
  // Some senders give the VAT number alone, which is the business ID with FI in front.
  const written = identifier ?? textAt(party, 'SellerOrganisationTaxCode')
  if (written === undefined) return requiredText(root, 'SellerPartyDetails/SellerPartyIdentifier', findings)
  const businessId = parseBusinessId(written)
  if (businessId) return businessId
  const name = identifier === undefined ? 'SellerOrganisationTaxCode' : 'SellerPartyIdentifier'
  return findings.refuse(
    'BUSINESS_ID_INVALID',
    find(party, name) ?? root,
    `The seller's business ID ${quoted(written)} is not valid.`,
    'Correct the business ID of the seller; its last digit is a check digit.',
  )
}

function accountOf(account: XmlElement | undefined, bic: string | undefined): BankAccount | undefined {
  const written = account?.text.trim() ?? ''
  const iban = parseIban(written) ?? finnishBbanToIban(written)
  const validBic = bic === undefined ? undefined : parseBic(bic)
  return iban ? { iban, ...(validBic ? { bic: validBic } : {}) } : undefined
}

/** The account of the payment part first, then the seller's others, each once. */
function readAccounts(root: XmlElement, findings: Findings): BankAccount[] {
  const epi = find(root, 'EpiDetails/EpiPartyDetails')
  const payTo = find(epi, 'EpiBeneficiaryPartyDetails/EpiAccountID')
  const accounts = [accountOf(payTo, textAt(epi, 'EpiBfiPartyDetails/EpiBfiIdentifier'))]
  if (payTo?.text.trim() && !accounts[0]) {
    findings.refuse(
      'IBAN_INVALID',
      payTo,
      `The account to pay to, ${quoted(payTo.text)}, is not a valid account number.`,
      'Correct the account number (IBAN); its digits carry a check.',
    )
  }
  for (const details of childrenOf(find(root, 'SellerInformationDetails'), 'SellerAccountDetails')) {
    const account = accountOf(find(details, 'SellerAccountID'), textAt(details, 'SellerBic'))
    if (!account) findings.warn('SELLER_ACCOUNT_IGNORED', details, 'One of the seller’s account numbers is not valid.')
    accounts.push(account)
  }
  const byIban = new Map<string, BankAccount>()
  for (const account of accounts) if (account && !byIban.has(account.iban)) byIban.set(account.iban, account)
  return [...byIban.values()]
}

export function readSeller(root: XmlElement, findings: Findings): EInvoiceSeller | undefined {
  const party = find(root, 'SellerPartyDetails')
  const businessId = readSellerBusinessId(root, findings)
  requiredText(root, 'SellerPartyDetails/SellerOrganisationName', findings)
  const accounts = readAccounts(root, findings)
  if (businessId === undefined) return undefined
  const communication = find(root, 'SellerCommunicationDetails')
  const contact = present<Contact>({
    name: textAt(root, 'SellerContactPersonName'),
    phone: textAt(communication, 'SellerPhoneNumberIdentifier'),
    email: textAt(communication, 'SellerEmailaddressIdentifier'),
  })
  return {
    businessId,
    names: textsOf(party, 'SellerOrganisationName'),
    accounts,
    ...present({
      tradingName: textAt(party, 'SellerOrganisationTradingName'),
      vatId: textAt(party, 'SellerOrganisationTaxCode'),
      contact,
      address: readAddress(find(party, 'SellerPostalAddressDetails'), 'Seller'),
    }),
  }
}

function readBuyerIdentity(party: XmlElement, findings: Findings): Pick<EInvoiceBuyer, 'identifier' | 'businessId'> {
  const element = find(party, 'BuyerPartyIdentifier')
  const written = textAt(party, 'BuyerPartyIdentifier')
  const taxCode = textAt(party, 'BuyerOrganisationTaxCode')
  if (!element || written === undefined) {
    const businessId = taxCode === undefined ? undefined : parseBusinessId(taxCode)
    if (businessId) return { businessId }
    findings.warn('BUYER_WITHOUT_BUSINESS_ID', party, 'The buyer has no business ID and is treated as a consumer.')
    return {}
  }
  if (isPersonalIdentityCode(written)) {
    findings.warn('PERSONAL_IDENTITY_CODE_DROPPED', element, 'The buyer’s personal identity code was not taken in.')
    return {}
  }
  const businessId = parseBusinessId(written)
  if (businessId) return { identifier: written, businessId }
  findings.warn(
    'BUYER_BUSINESS_ID_INVALID',
    element,
    `The buyer’s identifier ${quoted(written)} is not a valid business ID; the buyer is treated as a consumer.`,
  )
  return { identifier: written }
}

/** A letter would go to it: what is no address is left out. */
function readEmail(root: XmlElement, path: string, findings: Findings): string | undefined {
  const email = textAt(root, path)
  if (email === undefined || isEmailAddress(email)) return email
  const message = `The buyer’s e-mail address ${quoted(email)} is none and was not taken in.`
  return findings.warn('EMAIL_INVALID', find(root, path) ?? root, message)
}

export function readBuyer(root: XmlElement, findings: Findings): EInvoiceBuyer | undefined {
  const party = find(root, 'BuyerPartyDetails')
  const name = requiredText(root, 'BuyerPartyDetails/BuyerOrganisationName', findings)
  if (!party || name === undefined) return undefined
  return {
    ...readBuyerIdentity(party, findings),
    name,
    ...present({
      tradingName: textAt(party, 'BuyerOrganisationTradingName'),
      address: readAddress(find(party, 'BuyerPostalAddressDetails'), 'Buyer'),
      email:
        readEmail(root, 'BuyerCommunicationDetails/BuyerEmailaddressIdentifier', findings) ??
        readEmail(root, 'InvoiceRecipientCommunicationDetails/InvoiceRecipientEmailaddressIdentifier', findings),
      phone:
        textAt(root, 'BuyerCommunicationDetails/BuyerPhoneNumberIdentifier') ??
        textAt(root, 'InvoiceRecipientCommunicationDetails/InvoiceRecipientPhoneNumberIdentifier'),
    }),
  }
}

/** The buyer's contact person, otherwise the invoice recipient's, with the phone and e-mail given for the buyer. */
export function readContactPerson(root: XmlElement, buyer: EInvoiceBuyer): ContactPerson | undefined {
  const name = textAt(root, 'BuyerContactPersonName') ?? textAt(root, 'InvoiceRecipientContactPersonName')
  if (name === undefined) return undefined
  return { name, ...present({ phone: buyer.phone, email: buyer.email }) }
}

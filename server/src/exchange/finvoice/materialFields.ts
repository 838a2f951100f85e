import { textAt, type XmlElement } from '../xml/element.ts'

function dayAt(root: XmlElement | undefined, path: string): string | null {
  return textAt(root, path)?.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3') ?? null
}

function amountAt(root: XmlElement, path: string): { amount: string; currency: string } | null {
  const keys = path.split('/')
  let at: XmlElement | undefined = root
  for (const key of keys) at = at?.children.find((child) => child.name === key)
  const text = at?.text.trim()
  if (!at || !text) return null
  return { amount: text.replace(',', '.'), currency: at.attributes.AmountCurrencyIdentifier ?? '' }
}

function addressAt(root: XmlElement, party: 'Seller' | 'Buyer') {
  const at = `${party}PartyDetails/${party}PostalAddressDetails`
  return {
    street: textAt(root, `${at}/${party}StreetName`) ?? null,
    postCode: textAt(root, `${at}/${party}PostCodeIdentifier`) ?? null,
    town: textAt(root, `${at}/${party}TownName`) ?? null,
    country: textAt(root, `${at}/CountryCode`) ?? null,
  }
}

function letterIn(details: XmlElement): object {
  return {
    kind: 'REMINDER',
    sentOn: dayAt(details, 'RowCollectionDate'),
    channel: 'PRINT',
    cost: amountAt(details, 'RowCollectionChargeAmount'),
  }
}

/** What a Finvoice document says of itself as material, before its free text. Nothing of it is checked yet. */
export function materialIn(root: XmlElement): Record<string, unknown> {
  const text = (path: string) => textAt(root, path) ?? null
  const businessId = text('BuyerPartyDetails/BuyerPartyIdentifier')
  const contact = text('BuyerContactPersonName')
  const phone = text('BuyerCommunicationDetails/BuyerPhoneNumberIdentifier')
  const email = text('BuyerCommunicationDetails/BuyerEmailaddressIdentifier')
  const overdue = root.children.flatMap((row) =>
    row.name === 'InvoiceRow' ? row.children.filter((child) => child.name === 'RowOverDuePaymentDetails') : [],
  )
  const principal = overdue[0]
  const account = text('EpiDetails/EpiPartyDetails/EpiBeneficiaryPartyDetails/EpiAccountID')
  const isCollection = text('InvoiceDetails/InvoiceTypeCode') === 'INV05'
  return {
    id: text('MessageTransmissionDetails/MessageDetails/MessageIdentifier'),
    version: 1,
    kind: 'MATERIAL',
    creditor: text('SellerPartyDetails/SellerPartyIdentifier'),
    sequence: 1,
    sentAt: text('MessageTransmissionDetails/MessageDetails/MessageTimeStamp'),
    body: {
      service: isCollection ? 'COLLECTION' : 'REMINDER',
      afterReminder: isCollection ? null : 'RETURN',
      creditor: {
        businessId: text('SellerPartyDetails/SellerPartyIdentifier'),
        name: text('SellerPartyDetails/SellerOrganisationName'),
        auxiliaryName: text('SellerPartyDetails/SellerOrganisationTradingName'),
        address: addressAt(root, 'Seller'),
        email: text('SellerCommunicationDetails/SellerEmailaddressIdentifier'),
        phone: text('SellerCommunicationDetails/SellerPhoneNumberIdentifier'),
        iban: account,
        mayDeductVat: true,
      },
      debtor: {
        name: text('BuyerPartyDetails/BuyerOrganisationName'),
        businessId,
        kind: businessId === null ? 'CONSUMER' : 'BUSINESS',
        kindAssumed: businessId === null,
        address: addressAt(root, 'Buyer'),
        ...(contact === null ? { email, phone } : { email: null, phone: null }),
        language: text('InvoiceRecipientLanguageCode')?.toLowerCase() ?? 'fi',
        contactPerson: contact === null ? null : { name: contact, phone, email },
      },
      invoice: {
        number: text('InvoiceDetails/InvoiceNumber'),
        reference: textAt(principal, 'RowOriginalEpiRemittanceInfoIdentifier') ?? null,
        issuedOn: dayAt(principal, 'RowOriginalInvoiceDate'),
        dueOn: dayAt(principal, 'RowOriginalDueDate'),
        total: principal ? amountAt(principal, 'RowOriginalInvoiceTotalAmount') : null,
        open: principal ? amountAt(principal, 'RowUnPaidVatIncludedAmount') : null,
        interestPercent: textAt(principal, 'RowInterestRate')?.replace(',', '.') ?? null,
      },
      earlierLetters: overdue.filter((details) => dayAt(details, 'RowCollectionDate') !== null).map(letterIn),
      previousAssignment: null,
    },
  }
}

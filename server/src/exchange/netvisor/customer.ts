import { parseBusinessId } from '../../kernel/businessId.ts'
import { isEmailAddress } from '../../kernel/emailAddress.ts'
import type { ContactPerson } from '../finvoice/einvoice.ts'
import type { XmlElement } from '../xml/element.ts'
import { allWithin, textIn, within } from './answer.ts'
import { flagOf, keyOf } from './values.ts'

export interface NetvisorCustomer {
  readonly key: bigint | undefined
  readonly code: string | undefined
  /** Canonical; undefined when there is none or its check digit is wrong. */
  readonly businessId: string | undefined
  readonly name: string
  readonly street: readonly string[]
  readonly postCode: string | undefined
  readonly town: string | undefined
  readonly country: string | undefined
  readonly phone: string | undefined
  readonly email: string | undefined
  /** ISO 639-1 upper case, of invoices. */
  readonly language: string | undefined
  /** Reminders and collection are forbidden (perintäkielto); undefined when the answer does not say. */
  readonly collectionProhibited: boolean | undefined
  readonly contactPersons: readonly ContactPerson[]
}

/** One customer (`Customer`) or several (`Customers/Customer`); those without a name are left out. */
export function readCustomers(root: XmlElement): NetvisorCustomer[] {
  const several = within(root, 'Customers')
  const elements = several ? allWithin(several, 'Customer') : allWithin(root, 'Customer')
  return elements.flatMap((element) => readCustomer(element) ?? [])
}

/** Keys of the customers on a list. */
export function readCustomerList(root: XmlElement): bigint[] {
  const customers = allWithin(within(root, 'Customerlist'), 'Customer')
  return customers.flatMap((customer) => keyOf(textIn(customer, 'Netvisorkey')) ?? [])
}

function readCustomer(element: XmlElement): NetvisorCustomer | undefined {
  const base = within(element, 'CustomerBaseInformation')
  const more = within(element, 'CustomerAdditionalInformation')
  const name = textIn(base, 'Name')
  if (name === undefined) return undefined
  const prohibited = textIn(more, 'InCollectionProhibition') ?? textIn(more, 'InCollectionProhibitation')
  return {
    key: keyOf(textIn(base, 'NetvisorKey')),
    code: textIn(base, 'InternalIdentifier'),
    businessId: parseBusinessId(textIn(base, 'ExternalIdentifier') ?? ''),
    name,
    street: [textIn(base, 'StreetAddress') ?? [], textIn(base, 'AdditionalStreetAddress') ?? []].flat(),
    postCode: textIn(base, 'PostNumber'),
    town: textIn(base, 'City'),
    country: textIn(base, 'Country')?.toUpperCase(),
    phone: textIn(base, 'PhoneNumber'),
    email: [textIn(base, 'EmailInvoicingAddress'), textIn(base, 'Email')].find((text) => text && isEmailAddress(text)),
    language: textIn(more, 'InvoicingLanguage')?.toUpperCase(),
    collectionProhibited: prohibited === undefined ? undefined : flagOf(prohibited),
    contactPersons: contactPersonsOf(element),
  }
}

function contactPersonsOf(element: XmlElement): ContactPerson[] {
  const others = allWithin(within(element, 'CustomerContactPersons'), 'CustomerContactPerson').map((person) => {
    const name = [textIn(person, 'ContactPersonFirstName'), textIn(person, 'ContactPersonLastName')]
    return contactPerson(
      name.filter((part) => part !== undefined).join(' '),
      textIn(person, 'ContactPersonPhoneNumber'),
      textIn(person, 'ContactPersonEmail'),
    )
  })
  const main = within(element, 'CustomerContactDetails')
  const first = contactPerson(
    textIn(main, 'ContactPerson'),
    textIn(main, 'ContactPersonPhone'),
    textIn(main, 'ContactPersonEmail'),
  )
  const byName = new Map<string, ContactPerson>()
  for (const person of [first, ...others]) if (person && !byName.has(person.name)) byName.set(person.name, person)
  return [...byName.values()]
}

/** Undefined for one without a name. */
export function contactPerson(
  name: string | undefined,
  phone: string | undefined,
  email: string | undefined,
): ContactPerson | undefined {
  if (!name) return undefined
  return { name, ...(phone ? { phone } : {}), ...(email ? { email } : {}) }
}

import { Field, ID, ObjectType } from 'type-graphql'
import { type Language, LanguageEnum } from '../../access/access.enums.ts'
import { encodeId } from '../../kernel/globalId.ts'
import { NodeType } from '../../platform/graphql/node.type.ts'
import { connectionType } from '../../platform/graphql/paging.ts'
import { type DebtorKind, DebtorKindEnum } from '../ledger.enums.ts'

@ObjectType('ContactPerson', { description: 'A person to speak to at a customer.' })
export class ContactPersonType {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => String, { description: "The person's name." })
  name!: string

  @Field(() => String, { nullable: true, description: 'Telephone number.' })
  phone!: string | null

  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  email!: string | null

  @Field(() => Boolean, { description: 'Whether new invoices carry this person. The first one of a customer does.' })
  isDefault!: boolean
}

@ObjectType('Customer', {
  implements: NodeType,
  description: "A company's customer: whom its invoices are addressed to.",
})
export class CustomerType extends NodeType {
  /** Not published; relations are read by them. */
  companyId!: bigint
  customerId!: bigint

  @Field(() => String, { description: 'Name, as the newest invoice has it.' })
  name!: string

  @Field(() => String, { nullable: true, description: 'Finnish business ID, when a valid one is known.' })
  businessId!: string | null

  @Field(() => DebtorKindEnum, { description: 'Whether the rules of consumer receivables hold.' })
  kind!: DebtorKind

  @Field(() => Boolean, { description: 'Whether the kind was concluded from a missing business ID rather than known.' })
  kindAssumed!: boolean

  @Field(() => LanguageEnum, { description: 'Language of the letters.' })
  language!: Language

  @Field(() => Boolean, { description: 'Whether no invoice named the language, and Finnish was taken.' })
  languageAssumed!: boolean

  @Field(() => String, { nullable: true, description: 'Street address or post box.' })
  street!: string | null

  @Field(() => String, { nullable: true, description: 'Post code.' })
  postCode!: string | null

  @Field(() => String, { nullable: true, description: 'Town.' })
  town!: string | null

  @Field(() => String, { nullable: true, description: 'Country, two letters (ISO 3166-1).' })
  country!: string | null

  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  email!: string | null

  @Field(() => String, { nullable: true, description: 'Telephone number.' })
  phone!: string | null

  @Field(() => Boolean, {
    description: 'Whether the company has forbidden collection from this customer (perintäkielto).',
  })
  collectionProhibited!: boolean

  @Field(() => [String], {
    description:
      'What a person has set and imports leave alone: name, businessId, kind, language, address, email, phone.',
  })
  byHand!: string[]
}

export const CustomerConnection = connectionType('Customer', () => CustomerType)

export interface CustomerRow {
  companyId: bigint
  id: bigint
  name: string
  businessId: string | null
  kind: DebtorKind
  kindAssumed: boolean
  language: 'fi' | 'sv' | 'en'
  languageAssumed: boolean
  street: string | null
  postCode: string | null
  town: string | null
  country: string | null
  email: string | null
  phone: string | null
  collectionProhibited: boolean
  byHand: string[]
}

export const CUSTOMER_COLUMNS = `c.company_id AS "companyId", c.id, c.name, c.business_id AS "businessId", c.kind,
  c.kind_assumed AS "kindAssumed", c.language, c.language_assumed AS "languageAssumed", c.street, c.post_code AS "postCode", c.town, c.country, c.email, c.phone,
  c.collection_prohibited AS "collectionProhibited", c.by_hand AS "byHand"`

export function showCustomer(row: CustomerRow): CustomerType & { __typename: 'Customer' } {
  return {
    ...row,
    __typename: 'Customer',
    id: encodeId('Customer', row.companyId, row.id),
    customerId: row.id,
    language: row.language.toUpperCase() as Language,
  }
}

export interface ContactPersonRow {
  companyId: bigint
  customerId: bigint
  id: bigint
  name: string
  phone: string | null
  email: string | null
  isDefault: boolean
}

export function showContactPerson(row: ContactPersonRow): ContactPersonType {
  const { name, phone, email, isDefault } = row
  return { id: encodeId('ContactPerson', row.companyId, row.id), name, phone, email, isDefault }
}

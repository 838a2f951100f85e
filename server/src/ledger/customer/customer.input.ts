import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { type Language, LanguageEnum } from '../../access/access.enums.ts'
import { CompanyType } from '../../access/company.type.ts'
import { words } from '../../platform/graphql/enums.ts'
import { UserErrorType } from '../../platform/graphql/userError.type.ts'
import { type DebtorKind, DebtorKindEnum } from '../ledger.enums.ts'
import { type CustomerCard, type CustomerProblemCode, customerProblemCodes } from './customer.ts'
import { CustomerType } from './customer.type.ts'

export const CustomerProblemEnum = words(customerProblemCodes)
registerEnumType(CustomerProblemEnum, {
  name: 'CustomerProblem',
  description: 'What a customer card may lack that will hurt collection.',
  valuesConfig: {
    ADDRESS_MISSING: {
      description:
        'No whole postal address, and no e-mail address that letters could go to: only a business gets them by e-mail alone.',
    },
    ADDRESS_INCOMPLETE: { description: 'A business with an e-mail address, but no whole postal address.' },
    CONTACT_MISSING: { description: 'Neither a telephone number nor an e-mail address.' },
    CONSUMER_ASSUMED: { description: 'Taken for a consumer, as no business ID is known.' },
    BUSINESS_ID_MISSING: { description: 'A business without its business ID.' },
    LANGUAGE_ASSUMED: { description: 'No invoice named the language; Finnish was taken.' },
  } satisfies Record<CustomerProblemCode, { description: string }>,
})

@InputType('CustomerFilter', { description: 'What customers to list; every condition must hold.' })
export class CustomerFilterInput {
  @Field(() => String, { nullable: true, description: 'Part of the name, business ID or e-mail address.' })
  search?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those that lack something that will hurt collection, or only those that do not.',
  })
  incomplete?: boolean | null

  @Field(() => [CustomerProblemEnum], { nullable: true, description: 'Only those that lack one of these.' })
  lacks?: CustomerProblemCode[] | null

  @Field(() => DebtorKindEnum, { nullable: true, description: 'Only consumers, or only businesses.' })
  kind?: DebtorKind | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those from whom collection is prohibited, or only others.',
  })
  collectionProhibited?: boolean | null
}

@InputType({ description: 'A change of a customer card: what is left out stays, null empties.' })
export class UpdateCustomerInput {
  @Field(() => ID, { description: 'The customer.' })
  customerId!: string

  @Field(() => String, { nullable: true, description: 'Name; cannot be emptied.' })
  name?: string | null

  @Field(() => String, { nullable: true, description: 'Finnish business ID.' })
  businessId?: string | null

  @Field(() => DebtorKindEnum, { nullable: true, description: 'Consumer or business; then it is no longer assumed.' })
  kind?: DebtorKind | null

  @Field(() => LanguageEnum, { nullable: true, description: 'Language of the letters.' })
  language?: Language | null

  @Field(() => String, { nullable: true, description: 'Street address or post box.' })
  street?: string | null

  @Field(() => String, { nullable: true, description: 'Post code.' })
  postCode?: string | null

  @Field(() => String, { nullable: true, description: 'Town.' })
  town?: string | null

  @Field(() => String, { nullable: true, description: 'Country, two letters (ISO 3166-1).' })
  country?: string | null

  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  email?: string | null

  @Field(() => String, { nullable: true, description: 'Telephone number.' })
  phone?: string | null

  @Field(() => Boolean, { nullable: true, description: 'Whether collection from this customer is prohibited.' })
  collectionProhibited?: boolean | null
}

@InputType({ description: 'A new contact person of a customer, or a change of one.' })
export class SaveContactPersonInput {
  @Field(() => ID, { nullable: true, description: 'The customer, for a new person.' })
  customerId?: string | null

  @Field(() => ID, { nullable: true, description: 'The person to change.' })
  contactPersonId?: string | null

  @Field(() => String, { description: "The person's name." })
  name!: string

  @Field(() => String, { nullable: true, description: 'Telephone number.' })
  phone?: string | null

  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  email?: string | null
}

@InputType({ description: 'A contact person to take away.' })
export class RemoveContactPersonInput {
  @Field(() => ID, { description: 'The person.' })
  contactPersonId!: string
}

@InputType({ description: 'The contact person that new invoices are to carry.' })
export class SetDefaultContactPersonInput {
  @Field(() => ID, { description: 'The person.' })
  contactPersonId!: string
}

@InputType({ description: "A company's settings of sales." })
export class SetSalesSettingInput {
  @Field(() => ID, { description: 'The company.' })
  companyId!: string

  @Field(() => Boolean, {
    description: "Fetch the customer's default contact person to invoices that come without one.",
  })
  fetchContactPerson!: boolean
}

@ObjectType({ description: 'The customer after the change, or why it was refused.' })
export class CustomerPayload {
  @Field(() => CustomerType, { nullable: true, description: 'The customer.' })
  customer!: CustomerType | null

  @Field(() => UserErrorType, {
    nullable: true,
    description: 'Why it was refused, for example NAME_MISSING, EMAIL_INVALID, BUSINESS_ID_INVALID or CONTACT_EXISTS.',
  })
  error!: UserErrorType | null
}

@ObjectType({ description: 'The company after the change, or why it was refused.' })
export class SetSalesSettingPayload {
  @Field(() => CompanyType, { nullable: true, description: 'The company.' })
  company!: CompanyType | null

  @Field(() => UserErrorType, { nullable: true, description: 'Why it was refused.' })
  error!: UserErrorType | null
}

/** What the input names of a card. Null empties a text; a kind, a language and a mark cannot be emptied. */
export function cardChange(input: UpdateCustomerInput): Partial<CustomerCard> {
  const { customerId: _, name, kind, language, collectionProhibited, ...texts } = input
  const given = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined))
  return {
    ...given,
    ...(name !== undefined ? { name: name ?? '' } : {}),
    ...(kind ? { kind } : {}),
    ...(language ? { language: language.toLowerCase() as CustomerCard['language'] } : {}),
    ...(collectionProhibited != null ? { collectionProhibited } : {}),
  }
}

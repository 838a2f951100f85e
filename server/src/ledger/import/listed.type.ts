import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DocumentRefusalType } from '../../platform/graphql/document.type.ts'
import { words } from '../../platform/graphql/enums.ts'
import { RefusalType } from '../../platform/graphql/userError.type.ts'
import { type ImportOutcome, ImportOutcomeEnum } from '../ledger.enums.ts'

const upsertOutcomes = ['CREATED', 'CHANGED', 'UNCHANGED', 'REFUSED'] as const
export type UpsertOutcome = (typeof upsertOutcomes)[number]
export const UpsertOutcomeEnum = words(upsertOutcomes)
registerEnumType(UpsertOutcomeEnum, {
  name: 'UpsertOutcome',
  description: 'What became of a customer card that another program sent.',
  valuesConfig: {
    CREATED: { description: 'A new card was made.' },
    CHANGED: { description: 'The card was changed.' },
    UNCHANGED: { description: 'The card said all of it already.' },
    REFUSED: { description: 'Not taken in; the refusal says why.' },
  } satisfies Record<UpsertOutcome, { description: string }>,
})

@ObjectType('ImportedItem', { description: 'The answer for one invoice, credit note or payment of a list.' })
export class ImportedItemType {
  /** Not published; relations are read by them. */
  companyId!: bigint
  invoiceId!: bigint | null
  paymentId!: bigint | null

  @Field(() => Int, { description: 'Its place in the list, from 0.' })
  index!: number

  @Field(() => String, { description: 'Its number, or the external id of a payment, as it was sent.' })
  key!: string

  @Field(() => ImportOutcomeEnum, { description: 'What became of it.' })
  outcome!: ImportOutcome

  @Field(() => [RefusalType], { description: 'What a person should know about it.' })
  warnings!: RefusalType[]

  @Field(() => [DocumentRefusalType], {
    description:
      'Why it was refused, everything that is wrong with it at once; `path` is the field of the input, such as `input.invoices.3.dueOn`. Empty when it was not.',
  })
  refusals!: DocumentRefusalType[]
}

@ObjectType('UpsertedCustomer', { description: 'The answer for one customer of a list.' })
export class UpsertedCustomerType {
  /** Not published; the customer is read by them. */
  companyId!: bigint
  customerId!: bigint | null

  @Field(() => Int, { description: 'Its place in the list, from 0.' })
  index!: number

  @Field(() => UpsertOutcomeEnum, { description: 'What became of it.' })
  outcome!: UpsertOutcome

  @Field(() => RefusalType, {
    nullable: true,
    description:
      'Why it was refused, for example NAME_MISSING, BUSINESS_ID_INVALID, EMAIL_INVALID or CUSTOMER_TWICE; `field` is the field of the input.',
  })
  refusal!: RefusalType | null
}

/** What every list of imported items answers beside the items. */
@ObjectType({ description: 'What became of a list of invoices, credit notes or payments.' })
export class ImportListPayload {
  @Field(() => [ImportedItemType], { description: 'Item by item, in the order given.' })
  items!: ImportedItemType[]

  @Field(() => Int, { description: 'How many were taken in.' })
  imported!: number

  @Field(() => Int, { description: 'How many were in the books already.' })
  alreadyThere!: number

  @Field(() => Int, { description: 'How many were refused.' })
  refused!: number
}

@ObjectType({ description: 'What became of a list of customers.' })
export class UpsertCustomersPayload {
  @Field(() => [UpsertedCustomerType], { description: 'Customer by customer, in the order given.' })
  customers!: UpsertedCustomerType[]

  @Field(() => Int, { description: 'How many cards were made.' })
  created!: number

  @Field(() => Int, { description: 'How many cards were changed.' })
  changed!: number

  @Field(() => Int, { description: 'How many cards said all of it already.' })
  unchanged!: number

  @Field(() => Int, { description: 'How many were refused.' })
  refused!: number
}

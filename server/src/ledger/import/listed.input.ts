import { Field, ID, InputType } from 'type-graphql'
import { type Language, LanguageEnum } from '../../access/access.enums.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { DateScalar, DecimalScalar } from '../../platform/graphql/scalars.ts'
import { type DebtorKind, DebtorKindEnum } from '../ledger.enums.ts'

/** How many things one operation takes. */
export const MOST_ITEMS = 500

@InputType({ description: 'A customer as another program knows it. Texts have at most 200 characters.' })
export class ListedCustomerInput {
  @Field(() => String, { description: 'Name.' })
  name!: string

  @Field(() => String, {
    nullable: true,
    description:
      'Finnish business ID. Customers are told apart by it; without one by `number`, else by name and post code.',
  })
  businessId?: string | null

  @Field(() => String, {
    nullable: true,
    description: "The company's own number of the customer. A personal identity code is never taken in.",
  })
  number?: string | null

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
}

@InputType({ description: 'A customer card to make or to bring up to date; what is left out stays as it is.' })
export class UpsertCustomerInput extends ListedCustomerInput {
  @Field(() => DebtorKindEnum, {
    nullable: true,
    description: 'Consumer or business. When it is not known: a business with a business ID, else assumed a consumer.',
  })
  kind?: DebtorKind | null

  @Field(() => Boolean, { nullable: true, description: 'Whether collection from this customer is prohibited.' })
  collectionProhibited?: boolean | null
}

@InputType({ description: 'The contact person at the customer.' })
export class ListedContactInput {
  @Field(() => String, { description: 'Name.' })
  name!: string

  @Field(() => String, { nullable: true, description: 'Telephone number.' })
  phone?: string | null

  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  email?: string | null
}

@InputType({ description: 'A row of an invoice.' })
export class ListedRowInput {
  @Field(() => String, { description: 'What was sold.' })
  description!: string

  @Field(() => DecimalScalar, { nullable: true, description: 'How many.' })
  quantity?: string | null

  @Field(() => DecimalScalar, { nullable: true, description: 'Price of one, without VAT.' })
  unitPrice?: string | null

  @Field(() => DecimalScalar, { nullable: true, description: 'VAT in percent.' })
  vatPercent?: string | null

  @Field(() => DecimalScalar, { nullable: true, description: 'The row with VAT.' })
  total?: string | null
}

@InputType({ description: 'A sales invoice. Its number stands for it: the same number again changes nothing.' })
export class ListedInvoiceInput {
  @Field(() => String, { description: 'Number, at most 40 characters; one invoice of a company each.' })
  number!: string

  @Field(() => DateScalar, { description: 'Date of the invoice.' })
  issuedOn!: CalendarDate

  @Field(() => DateScalar, { description: 'Due date, not before the date of the invoice.' })
  dueOn!: CalendarDate

  @Field(() => DecimalScalar, { description: 'Total with VAT, more than zero, at most two decimals.' })
  total!: string

  @Field(() => String, { nullable: true, description: 'Currency of all its amounts (ISO 4217). EUR when left out.' })
  currency?: string | null

  @Field(() => DecimalScalar, { nullable: true, description: 'VAT of the total.' })
  vat?: string | null

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What was paid of it already; the invoice is open for the rest.',
  })
  paid?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Reference number, national or RF, its check right. Without one payments are matched by hand.',
  })
  reference?: string | null

  @Field(() => ListedCustomerInput, { description: 'Who owes it; a customer that is not known yet is made.' })
  customer!: ListedCustomerInput

  @Field(() => ListedContactInput, { nullable: true, description: 'The contact person at the customer.' })
  contactPerson?: ListedContactInput | null

  @Field(() => String, { nullable: true, description: 'Auxiliary business name of the company on the invoice.' })
  auxiliaryName?: string | null

  @Field(() => String, { nullable: true, description: 'The account that it asks to be paid to (IBAN).' })
  sellerIban?: string | null

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Late interest by contract, percent a year; by law when left out.',
  })
  interestPercent?: string | null

  @Field(() => [ListedRowInput], { nullable: true, description: 'Its rows, at most 200.' })
  rows?: ListedRowInput[] | null
}

@InputType({ description: 'Sales invoices of one company.' })
export class ImportSalesInvoicesInput {
  @Field(() => ID, { description: 'The company.' })
  companyId!: string

  @Field(() => [ListedInvoiceInput], { description: `The invoices, at most ${MOST_ITEMS}.` })
  invoices!: ListedInvoiceInput[]
}

@InputType({ description: 'A credit note. Its number stands for it: the same number again changes nothing.' })
export class ListedCreditNoteInput {
  @Field(() => String, { description: 'Number of its own, at most 40 characters.' })
  number!: string

  @Field(() => DateScalar, { description: 'Date of the credit note.' })
  issuedOn!: CalendarDate

  @Field(() => DecimalScalar, { description: 'What is credited, with VAT: more than zero, no more than is unpaid.' })
  total!: string

  @Field(() => String, { nullable: true, description: 'Currency, that of the invoice (ISO 4217). EUR when left out.' })
  currency?: string | null

  @Field(() => String, { description: 'Number of the invoice that it credits.' })
  creditedNumber!: string
}

@InputType({ description: 'Credit notes of one company.' })
export class ImportCreditNotesInput {
  @Field(() => ID, { description: 'The company.' })
  companyId!: string

  @Field(() => [ListedCreditNoteInput], { description: `The credit notes, at most ${MOST_ITEMS}.` })
  creditNotes!: ListedCreditNoteInput[]
}

@InputType({
  description: 'An incoming payment. Its `externalId` stands for it: the same one again changes nothing.',
})
export class ListedPaymentInput {
  @Field(() => String, {
    description: "The sending program's own name of the payment, 1 to 100 characters; never used for another one.",
  })
  externalId!: string

  @Field(() => String, { nullable: true, description: 'Number of the invoice that it pays; this or `reference`.' })
  invoiceNumber?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Reference number; of several invoices with it the one that fits the amount, else the oldest.',
  })
  reference?: string | null

  @Field(() => DecimalScalar, { description: 'Amount, more than zero, at most two decimals.' })
  amount!: string

  @Field(() => String, { nullable: true, description: 'Currency, that of the invoice (ISO 4217). EUR when left out.' })
  currency?: string | null

  @Field(() => DateScalar, { description: 'Day of the payment; not in the future.' })
  paidOn!: CalendarDate

  @Field(() => String, { nullable: true, description: 'Who paid.' })
  payerName?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'It is a settlement from the collection agency, which is told of nothing; false: it came from the debtor, and the agency is told of a direct payment. When left out: as the service knows the money.',
  })
  settlement?: boolean | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'It is another payment than the one of the same day and amount that the invoice has already (PROBABLE_DOUBLE), and no part of what the invoice came with as paid (COUNTED_IN_PAID): without this such a payment is refused.',
  })
  noDouble?: boolean | null
}

@InputType({ description: 'Incoming payments of one company.' })
export class ImportPaymentsInput {
  @Field(() => ID, { description: 'The company.' })
  companyId!: string

  @Field(() => [ListedPaymentInput], { description: `The payments, at most ${MOST_ITEMS}.` })
  payments!: ListedPaymentInput[]
}

@InputType({ description: 'Customers of one company.' })
export class UpsertCustomersInput {
  @Field(() => ID, { description: 'The company.' })
  companyId!: string

  @Field(() => [UpsertCustomerInput], { description: `The customers, at most ${MOST_ITEMS}.` })
  customers!: UpsertCustomerInput[]
}

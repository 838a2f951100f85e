import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import {
  type InvoiceLineKind,
  type InvoiceWay,
  invoiceLineKinds,
  invoicePaymentKinds,
  invoiceWays,
} from '../../exchange/messages/account.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { words } from './enums.ts'
import { MoneyType } from './money.type.ts'
import { DateScalar, DecimalScalar } from './scalars.ts'

export const InvoiceWayEnum = words(invoiceWays)
registerEnumType(InvoiceWayEnum, {
  name: 'AgencyInvoiceWay',
  description: "How the agency's invoices to a company are paid.",
  valuesConfig: {
    NETTED: { description: 'Set off against the next settlements.' },
    PAID: { description: 'The company pays them.' },
  } satisfies Record<InvoiceWay, { description: string }>,
})

export const InvoiceLineKindEnum = words(invoiceLineKinds)
registerEnumType(InvoiceLineKindEnum, {
  name: 'AgencyInvoiceLineKind',
  description: 'What a line of an invoice of the agency is for.',
  valuesConfig: {
    REMINDER_TRANSFER: { description: 'Invoices sent to the reminder service.' },
    COLLECTION_TRANSFER: { description: 'Invoices sent to the collection service.' },
    RECALL: { description: 'An assignment stopped on request.' },
    CANCELLED_COSTS: { description: 'Costs of a stopped assignment that the debtor had not paid.' },
    COLLECTED_COSTS: {
      description: 'Costs of letters that the debtor has paid: the company bears their VAT, which it may deduct.',
    },
  } satisfies Record<InvoiceLineKind, { description: string }>,
})

export type InvoicePaymentKind = (typeof invoicePaymentKinds)[number]
export const InvoicePaymentKindEnum = words(invoicePaymentKinds)
registerEnumType(InvoicePaymentKindEnum, {
  name: 'AgencyInvoicePaymentKind',
  description: 'How something was paid of an invoice of the agency.',
  valuesConfig: {
    SET_OFF: { description: 'Kept back from a settlement.' },
    CLIENT_FUNDS: { description: 'Paid to the account for client funds.' },
    OWN_ACCOUNT: { description: "Paid to the agency's own account." },
  } satisfies Record<InvoicePaymentKind, { description: string }>,
})

@ObjectType('AgencyInvoiceLine', { description: 'One line of an invoice of the agency.' })
export class AgencyInvoiceLineType {
  @Field(() => InvoiceLineKindEnum, { description: 'What it is for.' })
  kind!: InvoiceLineKind

  @Field(() => DateScalar, {
    description: 'The day of the send or of the act; of costs, the last day that a debtor paid.',
  })
  on!: CalendarDate

  @Field(() => Int, { description: 'How many invoices it is for.' })
  count!: number

  @Field(() => String, { nullable: true, description: "Number of the case's invoice; null for a send." })
  invoiceNumber!: string | null

  @Field(() => MoneyType, { description: 'Without VAT.' })
  net!: MoneyType

  @Field(() => DecimalScalar, { description: 'VAT, percent.' })
  vatPercent!: string

  @Field(() => MoneyType, { description: 'The VAT.' })
  vat!: MoneyType

  @Field(() => MoneyType, { description: 'What the debtor has paid of it.' })
  paidByDebtor!: MoneyType
}

@ObjectType('AgencyInvoicePayment', { description: 'What was paid of an invoice of the agency.' })
export class AgencyInvoicePaymentType {
  @Field(() => InvoicePaymentKindEnum, { description: 'How.' })
  kind!: InvoicePaymentKind

  @Field(() => DateScalar, { description: 'When.' })
  on!: CalendarDate

  @Field(() => MoneyType, { description: 'Below zero: taken back.' })
  amount!: MoneyType
}

/** What either side shows of an invoice of the agency. */
@ObjectType()
export abstract class AgencyInvoiceFigures {
  @Field(() => DateScalar, { description: 'Its date.' })
  issuedOn!: CalendarDate

  @Field(() => DateScalar, { description: 'Its due date.' })
  dueOn!: CalendarDate

  @Field(() => DateScalar, { description: 'The last day that it covers.' })
  periodEnd!: CalendarDate

  @Field(() => InvoiceWayEnum, { description: 'How it is paid.' })
  way!: InvoiceWay

  @Field(() => MoneyType, { description: 'Without VAT.' })
  net!: MoneyType

  @Field(() => MoneyType, { description: 'What debtors have paid of it already.' })
  paidByDebtors!: MoneyType

  @Field(() => MoneyType, { description: 'With VAT, less what debtors have paid.' })
  payable!: MoneyType

  @Field(() => MoneyType, { description: 'What is open of it.' })
  open!: MoneyType

  @Field(() => [AgencyInvoiceLineType], { description: 'Its lines in the order of the days.' })
  lines!: AgencyInvoiceLineType[]

  @Field(() => [AgencyInvoicePaymentType], { description: 'What was paid of it.' })
  payments!: AgencyInvoicePaymentType[]

  @Field(() => String, {
    description: 'The address of the paper on this server, a PDF file. Its Finvoice ends in .xml.',
  })
  url!: string
}

@ObjectType('SettlementSetOff', { description: 'What is kept back from a settlement for an invoice of the agency.' })
export class SettlementSetOffType {
  @Field(() => String, { description: 'Number of the invoice.' })
  number!: string

  @Field(() => MoneyType, { description: 'What is kept back.' })
  amount!: MoneyType
}

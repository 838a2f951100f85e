import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { type Language, LanguageEnum } from '../../access/access.enums.ts'
import type { InvoiceWay } from '../../exchange/messages/account.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { encodeId } from '../../kernel/globalId.ts'
import { AgencyInvoiceFigures, InvoiceWayEnum } from '../../platform/graphql/agencyInvoice.type.ts'
import { MoneyType, showCents } from '../../platform/graphql/money.type.ts'
import { connectionType } from '../../platform/graphql/paging.ts'
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../platform/graphql/scalars.ts'
import { UserErrorType } from '../../platform/graphql/userError.type.ts'
import type { InvoiceRow } from '../invoice/invoice.store.ts'
import { percentText } from '../invoice/invoice.ts'
import type { MoneyTermsView } from '../invoice/moneyTerms.ts'
import type { ClaimRow } from '../settlement/claim.store.ts'
import { movable, type OwnShare } from './ownShare.ts'

@ObjectType('AgencyInvoice', {
  description: "The agency's invoice to a company: fees, and costs that debtors have paid with the VAT on them.",
})
export class AgencyInvoiceType extends AgencyInvoiceFigures {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => String, { description: 'Its number; the series has no gaps.' })
  number!: string

  @Field(() => String, { description: 'Name of the company.' })
  creditorName!: string

  @Field(() => String, { description: 'Business ID of the company.' })
  businessId!: string

  @Field(() => MoneyType, { description: 'The VAT.' })
  vat!: MoneyType
}
export const AgencyInvoiceConnection = connectionType('AgencyInvoice', () => AgencyInvoiceType)

export function showInvoice(row: InvoiceRow): AgencyInvoiceType {
  const { companyId, id, uid, number, creditorName, businessId, issuedOn, dueOn, periodEnd, way, currency } = row
  const show = (cents: bigint | string) => showCents(BigInt(cents), currency)
  return {
    ...{ creditorName, businessId, issuedOn, dueOn, periodEnd, way, number: number.toString() },
    id: encodeId('AgencyInvoice', companyId, id),
    ...{ net: show(row.net), vat: show(row.vat), paidByDebtors: show(row.paidByDebtors) },
    ...{ payable: show(row.payable), open: show(row.open) },
    lines: row.lines.map(({ kind, on, count, invoiceNumber, basisPoints, net, vat, paidByDebtor }) => ({
      ...{ kind, on, count, invoiceNumber, vatPercent: percentText(BigInt(basisPoints)) },
      ...{ net: show(net), vat: show(vat), paidByDebtor: show(paidByDebtor) },
    })),
    payments: row.payments.map(({ kind, on, amount }) => ({ kind, on, amount: show(amount) })),
    url: `/agency/invoices/${uid}.pdf`,
  }
}

@InputType({ description: 'Until when to invoice.' })
export class MakeAgencyInvoicesInput {
  @Field(() => DateScalar, { description: 'The last day: usually the end of a month that has passed.' })
  periodEnd!: CalendarDate
}

@ObjectType({ description: 'What was invoiced.' })
export class MakeAgencyInvoicesPayload {
  @Field(() => Int, { description: 'How many invoices were made.' })
  invoices!: number

  @Field(() => MoneyType, { nullable: true, description: 'What they ask for in all; null when none was made.' })
  total!: MoneyType | null

  @Field(() => UserErrorType, { nullable: true, description: '`PERIOD_OPEN`: the day has not passed.' })
  error!: UserErrorType | null
}

@InputType({ description: 'A payment of an invoice to the own account of the agency.' })
export class RecordInvoicePaymentInput {
  @Field(() => ID, { description: 'The invoice.' })
  invoiceId!: string

  @Field(() => DecimalScalar, { nullable: true, description: 'Euros; all that is open when left out.' })
  amount?: string | null

  @Field(() => DateScalar, { description: 'When it came.' })
  paidOn!: CalendarDate
}

@ObjectType({ description: 'The invoice with its payment.' })
export class RecordInvoicePaymentPayload {
  @Field(() => AgencyInvoiceType, { nullable: true, description: 'The invoice; null when it was refused.' })
  invoice!: AgencyInvoiceType | null

  @Field(() => UserErrorType, { nullable: true, description: '`AMOUNT_INVALID`, `NOTHING_OPEN` or `ABOVE_OPEN`.' })
  error!: UserErrorType | null
}

@ObjectType('CreditorClaim', { description: 'What a company was paid too much from client funds and owes to them.' })
export class CreditorClaimType {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => String, { description: 'Name of the company.' })
  creditorName!: string

  @Field(() => String, { description: 'Business ID of the company.' })
  businessId!: string

  @Field(() => DateScalar, { description: 'When it was raised.' })
  raisedOn!: CalendarDate

  @Field(() => DateScalar, { nullable: true, description: 'When it was set off or paid; null: it runs.' })
  closedOn!: CalendarDate | null

  @Field(() => MoneyType, { description: 'What is open of it.' })
  amount!: MoneyType

  @Field(() => String, { description: 'The account that it may be paid to.' })
  iban!: string

  @Field(() => String, { description: 'The reference to pay it with.' })
  reference!: string
}

export function showClaim(row: ClaimRow): CreditorClaimType {
  const { companyId, id, creditorName, businessId, raisedOn, closedOn, amount, currency, iban, reference } = row
  return {
    ...{ creditorName, businessId, raisedOn, closedOn, iban, reference },
    id: encodeId('CreditorClaim', companyId, id),
    amount: showCents(amount, currency),
  }
}

@ObjectType('OwnShare', { description: "The agency's own money on an account for client funds." })
export class OwnShareType {
  @Field(() => String, { description: 'The account.' })
  iban!: string

  @Field(() => MoneyType, {
    description: 'Costs that debtors have paid and invoices that were set off, less what was moved.',
  })
  share!: MoneyType

  @Field(() => MoneyType, { description: 'What the account lacks of what others are owed: it is made good first.' })
  lacking!: MoneyType

  @Field(() => MoneyType, { description: 'What may be moved now.' })
  movable!: MoneyType
}

export function showOwnShare(row: OwnShare): OwnShareType {
  const show = (cents: bigint) => showCents(cents, row.currency)
  return { iban: row.iban, share: show(row.share), lacking: show(row.lacking), movable: show(movable(row)) }
}

@ObjectType({ description: 'What was moved out of client funds.' })
export class MoveOwnSharePayload {
  @Field(() => [MoneyType], { description: 'One per account and currency; none: there was nothing to move.' })
  moved!: MoneyType[]
}

@ObjectType('MoneyTerms', { description: 'What is agreed with a company about money.' })
export class MoneyTermsType {
  @Field(() => DateScalar, { description: 'The first day on which it holds.' })
  validFrom!: CalendarDate

  @Field(() => InvoiceWayEnum, { description: "How the agency's invoices are paid." })
  way!: InvoiceWay

  @Field(() => String, { nullable: true, description: 'Where settlements go when the material names no account.' })
  iban!: string | null

  @Field(() => MoneyType, { description: 'A settlement below it waits.' })
  minimum!: MoneyType

  @Field(() => LanguageEnum, { description: 'The language of invoices.' })
  language!: Language

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was set; null: the way of the house.' })
  madeAt!: Date | null
}

@ObjectType('CompanyMoneyTerms', { description: 'The money terms of a company.' })
export class CompanyMoneyTermsType {
  @Field(() => MoneyTermsType, { description: 'What holds today.' })
  now!: MoneyTermsType

  @Field(() => [MoneyTermsType], { description: 'All that was ever agreed, the newest first.' })
  agreed!: MoneyTermsType[]
}

export function showTerms({ now, agreed }: MoneyTermsView): CompanyMoneyTermsType {
  const show = (terms: MoneyTermsView['now'], madeAt: Date | null): MoneyTermsType => {
    const { validFrom, way, iban, minimum, language } = terms
    const shown = language.toUpperCase() as Language
    return { validFrom, way, iban, minimum: showCents(minimum, 'EUR'), language: shown, madeAt }
  }
  return { now: show(now, null), agreed: agreed.map((terms) => show(terms, terms.madeAt)) }
}

@InputType({ description: 'New money terms of a company.' })
export class SetMoneyTermsInput {
  @Field(() => ID, { description: 'The company file.' })
  companyFileId!: string

  @Field(() => DateScalar, { description: 'The first day: today or later.' })
  validFrom!: CalendarDate

  @Field(() => InvoiceWayEnum, { description: "How the agency's invoices are paid." })
  way!: InvoiceWay

  @Field(() => String, { nullable: true, description: 'Where settlements go when the material names no account.' })
  iban?: string | null

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Euros below which a settlement waits; none when left out.',
  })
  minimum?: string | null

  @Field(() => LanguageEnum, { nullable: true, description: 'The language of invoices; Finnish when left out.' })
  language?: Language | null
}

@ObjectType({ description: 'What came of new money terms.' })
export class SetMoneyTermsPayload {
  @Field(() => CompanyMoneyTermsType, { nullable: true, description: 'The terms; null when they were refused.' })
  terms!: CompanyMoneyTermsType | null

  @Field(() => UserErrorType, {
    nullable: true,
    description: '`VALID_FROM_PAST`, `IBAN_INVALID` or `AMOUNT_INVALID`.',
  })
  error!: UserErrorType | null
}

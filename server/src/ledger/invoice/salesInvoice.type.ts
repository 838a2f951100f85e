import { Field, ID, Int, ObjectType } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { encodeId } from '../../kernel/globalId.ts'
import { parseDecimal } from '../../kernel/money.ts'
import type { UserError } from '../../kernel/result.ts'
import { MoneyType, showCents, showMoney } from '../../platform/graphql/money.type.ts'
import { NodeType } from '../../platform/graphql/node.type.ts'
import { connectionType } from '../../platform/graphql/paging.ts'
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../platform/graphql/scalars.ts'
import { RefusalType, showRefusal } from '../../platform/graphql/userError.type.ts'
import {
  CollectionStatusEnum,
  type InvoiceSectionName,
  InvoiceSectionNameEnum,
  StatusReasonEnum,
} from '../ledger.enums.ts'
import { type CollectionStatus, daysOverdue, type StatusReason } from './collectionStatus.ts'

@ObjectType('InvoiceRow', { description: 'A row of a sales invoice, as its file has it.' })
export class InvoiceRowType {
  @Field(() => String, { description: 'What was sold.' })
  description!: string

  @Field(() => DecimalScalar, { nullable: true, description: 'How much of it.' })
  quantity!: string | null

  @Field(() => DecimalScalar, { nullable: true, description: 'Price of one, without VAT.' })
  unitPrice!: string | null

  @Field(() => DecimalScalar, { nullable: true, description: 'VAT, percent.' })
  vatPercent!: string | null

  @Field(() => MoneyType, { nullable: true, description: 'Total of the row with VAT.' })
  total!: MoneyType | null
}

@ObjectType('StatusChange', { description: "A change in an invoice's collection status: when, why, by whom." })
export class StatusChangeType {
  /** Not published; the person's name is read by them. */
  companyId!: bigint
  userId!: bigint | null

  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => CollectionStatusEnum, { nullable: true, description: 'Status before; null for the first.' })
  from!: CollectionStatus | null

  @Field(() => CollectionStatusEnum, { description: 'Status after.' })
  to!: CollectionStatus

  @Field(() => DateScalar, { description: 'The day from which it holds.' })
  on!: CalendarDate

  @Field(() => DateTimeScalar, { description: 'The moment at which it was written down.' })
  at!: Date

  @Field(() => StatusReasonEnum, { description: 'What changed it.' })
  reason!: StatusReason

  @Field(() => String, {
    nullable: true,
    description: 'How the letter behind the change was sent, when the company sent one.',
  })
  letterChannel!: string | null

  @Field(() => MoneyType, { nullable: true, description: 'What the letter cost the customer.' })
  letterCost!: MoneyType | null

  @Field(() => String, { nullable: true, description: 'A note.' })
  note!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'What stood before: a due date (YYYY-MM-DD) or an auxiliary name; null when nothing did.',
  })
  before!: string | null

  @Field(() => String, { nullable: true, description: 'What stands since, as `before`.' })
  after!: string | null
}

@ObjectType('SalesInvoice', { implements: NodeType, description: "An invoice in a company's sales ledger." })
export class SalesInvoiceType extends NodeType {
  /** Not published; relations are read by them. */
  companyId!: bigint
  invoiceId!: bigint
  customerId!: bigint

  @Field(() => String, { description: 'Number, unique in the company.' })
  number!: string

  @Field(() => String, { nullable: true, description: 'Reference of payments, without leading zeros.' })
  reference!: string | null

  @Field(() => DateScalar, { description: 'The day it was issued.' })
  issuedOn!: CalendarDate

  @Field(() => DateScalar, { description: 'The day it is due.' })
  dueOn!: CalendarDate

  @Field(() => Int, {
    description:
      'Days since the last day on which it could be paid in time, as long as something is unpaid, otherwise 0. A due date without banking moves to the next banking day.',
  })
  daysOverdue!: number

  @Field(() => MoneyType, { description: 'Total with VAT.' })
  total!: MoneyType

  @Field(() => MoneyType, { nullable: true, description: 'VAT in the total.' })
  vat!: MoneyType | null

  @Field(() => MoneyType, { description: 'What is unpaid.' })
  open!: MoneyType

  @Field(() => CollectionStatusEnum, { description: 'The collection status that holds today.' })
  status!: CollectionStatus

  @Field(() => Boolean, {
    description: 'Whether it is in the Duetto service: then only the service changes its status.',
  })
  inService!: boolean

  @Field(() => String, { nullable: true, description: 'The account it asks to be paid to.' })
  sellerIban!: string | null

  @Field(() => String, { nullable: true, description: 'Auxiliary business name used on it (aputoiminimi, bifirma).' })
  auxiliaryName!: string | null

  @Field(() => String, { nullable: true, description: "Name of the customer's contact person, as on the invoice." })
  contactName!: string | null

  @Field(() => String, { nullable: true, description: 'Telephone number of the contact person.' })
  contactPhone!: string | null

  @Field(() => String, { nullable: true, description: 'E-mail address of the contact person.' })
  contactEmail!: string | null

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Late interest by contract, percent a year; null: by law.',
  })
  interestPercent!: string | null

  @Field(() => Boolean, { description: 'Whether the customer disputes it: then it is not sent to the service.' })
  disputed!: boolean

  @Field(() => [InvoiceRowType], { description: 'Its rows.' })
  rows!: InvoiceRowType[]

  @Field(() => [RefusalType], { description: 'What a person should know about how it was imported.' })
  warnings!: RefusalType[]
}

export const SalesInvoiceConnection = connectionType('SalesInvoice', () => SalesInvoiceType)

@ObjectType('InvoiceSection', {
  description: 'A section of the open sales invoices with its count and sum, in one currency.',
})
export class InvoiceSectionType {
  @Field(() => InvoiceSectionNameEnum, { description: 'The section.' })
  section!: InvoiceSectionName

  @Field(() => Int, { description: 'How many invoices.' })
  count!: number

  @Field(() => MoneyType, { description: 'What is unpaid of them.' })
  open!: MoneyType
}

@ObjectType('SalesInvoiceTotal', {
  description: 'All invoices that a filter finds in one currency, counted and added up.',
})
export class SalesInvoiceTotalType {
  @Field(() => Int, { description: 'How many invoices.' })
  count!: number

  @Field(() => MoneyType, { description: 'Their totals with VAT.' })
  total!: MoneyType

  @Field(() => MoneyType, { description: 'What is unpaid of them.' })
  open!: MoneyType
}

export interface SalesInvoiceRow {
  companyId: bigint
  id: bigint
  customerId: bigint
  number: string
  reference: string | null
  issuedOn: CalendarDate
  dueOn: CalendarDate
  overdueFrom: CalendarDate
  currency: string
  total: bigint
  vat: bigint | null
  open: bigint
  status: CollectionStatus
  inService: boolean
  sellerIban: string | null
  auxiliaryName: string | null
  contactName: string | null
  contactPhone: string | null
  contactEmail: string | null
  interestPercent: string | null
  disputed: boolean
  rows: (Omit<InvoiceRowType, 'total'> & { total: string | null })[]
  warnings: UserError[]
}

/** Columns of a `SalesInvoiceRow` from ledger.sales_invoice i; `today` is the placeholder of the day. */
export function salesInvoiceColumns(today: string): string {
  return `i.company_id AS "companyId", i.id, i.customer_id AS "customerId", i.number, i.reference, i.issued_on AS "issuedOn",
    i.due_on AS "dueOn", i.overdue_from AS "overdueFrom", i.currency, i.total, i.vat, i.open, ledger.status_on(i.status, i.overdue_from, ${today}) AS status,
    i.in_service AS "inService", i.seller_iban AS "sellerIban", i.auxiliary_name AS "auxiliaryName", i.contact_name AS "contactName",
    i.contact_phone AS "contactPhone", i.contact_email AS "contactEmail", i.interest_percent AS "interestPercent", i.disputed,
    i.rows, i.warnings`
}

export function showSalesInvoice(
  row: SalesInvoiceRow,
  today: CalendarDate,
): SalesInvoiceType & { __typename: 'SalesInvoice' } {
  const { currency } = row
  return {
    ...row,
    __typename: 'SalesInvoice',
    id: encodeId('SalesInvoice', row.companyId, row.id),
    invoiceId: row.id,
    daysOverdue: daysOverdue(row, today),
    total: showCents(row.total, currency),
    vat: row.vat === null ? null : showCents(row.vat, currency),
    open: showCents(row.open, currency),
    rows: row.rows.map((one) => ({ ...one, total: one.total === null ? null : { amount: one.total, currency } })),
    warnings: row.warnings.map(showRefusal),
  }
}

export interface StatusChangeRow {
  companyId: bigint
  invoiceId: bigint
  id: bigint
  from: CollectionStatus | null
  to: CollectionStatus
  on: CalendarDate
  at: Date
  reason: StatusReason
  userId: bigint | null
  currency: string
  detail: { letterChannel?: string; letterCost?: string; note?: string; before?: string; after?: string }
}

export function showStatusChange(row: StatusChangeRow): StatusChangeType {
  const { companyId, userId, from, to, on, at, reason, detail, currency } = row
  const cost = detail.letterCost === undefined ? undefined : parseDecimal(detail.letterCost, currency)
  return {
    id: encodeId('StatusChange', companyId, row.id),
    companyId,
    userId,
    from,
    to,
    on,
    at,
    reason,
    letterChannel: detail.letterChannel ?? null,
    letterCost: cost ? showMoney(cost) : null,
    note: detail.note ?? null,
    before: detail.before ?? null,
    after: detail.after ?? null,
  }
}

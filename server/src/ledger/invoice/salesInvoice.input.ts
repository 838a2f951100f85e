import { Field, ID, InputType } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { parseDecimal } from '../../kernel/money.ts'
import { BadInput } from '../../platform/graphql/inputError.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { DateScalar, DecimalScalar } from '../../platform/graphql/scalars.ts'
import {
  CollectionStatusEnum,
  type InvoiceSectionName,
  InvoiceSectionNameEnum,
  type InvoiceStep,
  InvoiceStepEnum,
} from '../ledger.enums.ts'
import type { CollectionStatus } from './collectionStatus.ts'
import { type InvoiceSelection, SELECTION_LIMIT } from './invoiceSelection.ts'
import type { SalesInvoiceFilter } from './salesInvoice.store.ts'

@InputType('SalesInvoiceFilter', { description: 'What invoices to list; every condition must hold.' })
export class SalesInvoiceFilterInput {
  @Field(() => InvoiceSectionNameEnum, { nullable: true, description: 'A section of the open sales invoices.' })
  section?: InvoiceSectionName | null

  @Field(() => [CollectionStatusEnum], { nullable: true, description: 'One of these statuses holds today.' })
  statuses?: CollectionStatus[] | null

  @Field(() => String, {
    nullable: true,
    description: "Part of the number or the customer's name, or a reference or business ID.",
  })
  search?: string | null

  @Field(() => ID, { nullable: true, description: 'Of one customer.' })
  customerId?: string | null

  @Field(() => DateScalar, { nullable: true, description: 'Due on this day or later.' })
  dueFrom?: CalendarDate | null

  @Field(() => DateScalar, { nullable: true, description: 'Due on this day or earlier.' })
  dueTo?: CalendarDate | null

  @Field(() => DecimalScalar, { nullable: true, description: 'At least so much is unpaid.' })
  openFrom?: string | null

  @Field(() => DecimalScalar, { nullable: true, description: 'At most so much is unpaid.' })
  openTo?: string | null

  @Field(() => String, { nullable: true, description: 'Part of the auxiliary business name on the invoice.' })
  auxiliaryName?: string | null

  @Field(() => Boolean, { nullable: true, description: 'Only disputed ones, or only those that are not.' })
  disputed?: boolean | null

  @Field(() => [InvoiceStepEnum], { nullable: true, description: 'The newest step of the service is one of these.' })
  newestSteps?: InvoiceStep[] | null

  @Field(() => DateScalar, { nullable: true, description: 'The newest step of the service was on this day or later.' })
  stepFrom?: CalendarDate | null

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The newest step of the service was on this day or earlier.',
  })
  stepTo?: CalendarDate | null

  @Field(() => [ID], { nullable: true, description: 'Only these, at most 1,000.' })
  ids?: string[] | null
}

/** The filter of one company's invoices in the words of its store. */
export function invoiceFilter(
  companyId: bigint,
  input: SalesInvoiceFilterInput | null | undefined,
): SalesInvoiceFilter {
  if (!input) return {}
  if (input.ids && input.ids.length > SELECTION_LIMIT)
    throw new BadInput(`At most ${SELECTION_LIMIT} ids can be named.`)
  return {
    section: input.section,
    statuses: input.statuses,
    search: input.search,
    customerId: input.customerId ? readId('Customer', input.customerId).id : null,
    dueFrom: input.dueFrom,
    dueTo: input.dueTo,
    openFrom: cents(input.openFrom),
    openTo: cents(input.openTo),
    auxiliaryName: input.auxiliaryName,
    disputed: input.disputed,
    newestSteps: input.newestSteps,
    stepFrom: input.stepFrom,
    stepTo: input.stepTo,
    ids: input.ids?.map((id) => invoiceIdIn(companyId, id)) ?? null,
  }
}

/** An invoice of another company gets an id that no invoice has: it does not exist in this one. */
export function invoiceIdIn(companyId: bigint, text: string): bigint {
  const invoice = readId('SalesInvoice', text)
  return invoice.companyId === companyId ? invoice.id : 0n
}

interface SelectionInput {
  readonly invoiceIds?: string[] | null
  readonly filter?: SalesInvoiceFilterInput | null
  readonly expectedCount?: number | null
}

/** Invoices named one by one, or all that a filter finds. Throws BadInput unless it is exactly one of the two. */
export function invoiceSelection(companyId: bigint, input: SelectionInput): InvoiceSelection {
  const { invoiceIds, filter, expectedCount } = input
  if (invoiceIds && !filter) return { ids: invoiceIds.map((id) => invoiceIdIn(companyId, id)) }
  if (invoiceIds || !filter) throw new BadInput('Give either `invoiceIds`, or `filter` with `expectedCount`.')
  if (expectedCount == null) throw new BadInput('With `filter` comes `expectedCount`: how many invoices it found.')
  return { filter: invoiceFilter(companyId, filter), expectedCount }
}

function cents(text: string | null | undefined): bigint | null {
  if (text == null) return null
  const amount = parseDecimal(text)
  if (!amount) throw new BadInput('An amount has at most two decimals.')
  return amount.minor
}

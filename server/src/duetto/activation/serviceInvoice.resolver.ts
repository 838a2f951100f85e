import { Arg, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql'
import { requireRight } from '../../access/rights.ts'
import { type CalendarDate, calendarDate } from '../../kernel/calendarDate.ts'
import { requireCompany } from '../../ledger/invoice/salesInvoice.resolver.ts'
import { AgencyInvoiceFigures } from '../../platform/graphql/agencyInvoice.type.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { MoneyType, showCents, showMoney } from '../../platform/graphql/money.type.ts'
import { AFTER, type ConnectionOf, connectionType, FIRST, readPage, showPage } from '../../platform/graphql/paging.ts'
import { DateScalar } from '../../platform/graphql/scalars.ts'
import { type DocumentGround, documentRoute } from '../../platform/http/documents.ts'
import { isUuid } from '../../platform/print/statementFiles.ts'
import type { Room } from '../../platform/room.ts'
import { amountOf } from '../assignment/effect.ts'
import {
  listServiceInvoices,
  type ServiceClaim,
  type ServiceInvoice,
  serviceClaims,
  serviceInvoiceFile,
} from './serviceInvoice.store.ts'

@ObjectType('ServiceInvoice', { description: "The agency's invoice to the company, as it came." })
export class ServiceInvoiceType extends AgencyInvoiceFigures {
  @Field(() => ID, { description: 'Its name in messages and in the addresses of its files.' })
  invoiceId!: string

  @Field(() => String, { description: 'Its number.' })
  number!: string

  @Field(() => String, { description: 'The account to pay to.' })
  iban!: string

  @Field(() => String, { description: 'The reference to pay with.' })
  reference!: string

  @Field(() => MoneyType, { description: 'The VAT, which the company may deduct.' })
  vat!: MoneyType
}
export const ServiceInvoiceConnection = connectionType('ServiceInvoice', () => ServiceInvoiceType)

@ObjectType('ServiceClaimCase', { description: 'A case of which the company was paid too much.' })
export class ServiceClaimCaseType {
  @Field(() => String, { description: 'Number of the invoice.' })
  invoiceNumber!: string

  @Field(() => MoneyType, { description: 'How much.' })
  amount!: MoneyType
}

@ObjectType('ServiceClaim', {
  description:
    'What the company was paid too much from client funds: set off against the next settlements, or paid with the reference.',
})
export class ServiceClaimType {
  @Field(() => ID, { description: 'Its name in messages.' })
  claimId!: string

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

  @Field(() => [ServiceClaimCaseType], { description: 'The cases that it comes of.' })
  cases!: ServiceClaimCaseType[]
}

function showInvoice(row: ServiceInvoice): ServiceInvoiceType {
  const { uid, number, issuedOn, dueOn, periodEnd, way, iban, reference, currency } = row
  const show = (cents: bigint | string) => showCents(BigInt(cents), currency)
  return {
    ...{ invoiceId: uid, number, issuedOn, dueOn, periodEnd, way, iban, reference },
    ...{ net: show(row.net), vat: show(row.vat), paidByDebtors: show(row.paidByDebtors) },
    ...{ payable: show(row.payable), open: show(row.open) },
    lines: row.lines.map(({ kind, on, count, invoiceNumber, vatPercent, net, vat, paidByDebtor }) => ({
      ...{ kind, on: calendarDate(on), count, invoiceNumber, vatPercent },
      ...{ net: showMoney(amountOf(net)), vat: showMoney(amountOf(vat)) },
      paidByDebtor: showMoney(amountOf(paidByDebtor)),
    })),
    payments: row.payments.map(({ kind, on, amount }) => ({ kind, on, amount: show(amount) })),
    url: `/service-invoices/${uid}.pdf`,
  }
}

function showClaim({
  uid,
  raisedOn,
  closedOn,
  amount,
  currency,
  iban,
  reference,
  cases,
}: ServiceClaim): ServiceClaimType {
  return {
    ...{ claimId: uid, raisedOn, closedOn, iban, reference, amount: showCents(amount, currency) },
    cases: cases.map((one) => ({ invoiceNumber: one.invoiceNumber, amount: showMoney(amountOf(one.amount)) })),
  }
}

@Resolver()
export class ServiceInvoiceResolver {
  @Query(() => ServiceInvoiceConnection, { description: "The agency's invoices to a company, newest first." })
  async serviceInvoices(
    @Ctx() context: OperationContext,
    @Arg('companyId', () => ID, { description: 'The company.' }) companyId: string,
    @Arg('first', () => Int, { defaultValue: 20, ...FIRST }) first: number,
    @Arg('after', () => String, AFTER)
    after: string | undefined,
  ): Promise<ConnectionOf<ServiceInvoiceType>> {
    const company = await requireCompany(context, companyId)
    const page = readPage({ first, after }, 2)
    const rows = await listServiceInvoices(await context.unit(), company, page)
    return showPage(rows, page, showInvoice, (row) => [row.issuedOn, row.uid])
  }

  @Query(() => [ServiceClaimType], {
    description: 'What a company was paid too much from client funds: those that run first, at most 50.',
  })
  async serviceClaims(
    @Ctx() context: OperationContext,
    @Arg('companyId', () => ID, { description: 'The company.' }) companyId: string,
  ): Promise<ServiceClaimType[]> {
    const company = await requireCompany(context, companyId)
    return (await serviceClaims(await context.unit(), company)).map(showClaim)
  }
}

/** Invoices as files, for who may read the company's books. */
export function serviceInvoiceRoutes(ground: DocumentGround): NonNullable<Room['routes']> {
  const forms = { pdf: 'pdf', xml: 'finvoice' } as const
  return (['pdf', 'xml'] as const).map((ending) =>
    documentRoute({
      ...ground,
      ending,
      path: '/service-invoices',
      find: async (unit, scope, id) => {
        const found = isUuid(id) ? await serviceInvoiceFile(unit, id, forms[ending]) : undefined
        if (!found) return undefined
        await requireRight(unit, scope, found.companyId, 'READ')
        const { companyId, number, content } = found
        const opened = { document: 'SERVICE_INVOICE', companyId, subject: { name: number } }
        return { content, name: `duetto-${number}`, opened }
      },
    }),
  )
}

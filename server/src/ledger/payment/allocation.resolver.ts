import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { type CompanyKey, defineLoader, oneByKey } from '../../platform/graphql/loader.ts'
import { MoneyType, showCents } from '../../platform/graphql/money.type.ts'
import { SalesInvoiceType } from '../invoice/salesInvoice.type.ts'

@ObjectType('MoneyAllocation', {
  description:
    'What the money received on an invoice has paid. Of an invoice in the Duetto service the agency divides it, as the law and the letters say.',
})
export class MoneyAllocationType {
  @Field(() => MoneyType, { description: 'All money received: from the debtor and from the agency, without credits.' })
  received!: MoneyType

  @Field(() => MoneyType, { description: 'Of it, what paid the principal: the invoice itself.' })
  principal!: MoneyType

  @Field(() => MoneyType, { description: 'Of it, what paid late interest.' })
  interest!: MoneyType

  @Field(() => MoneyType, { description: "Of it, what paid the company's own costs and the fixed compensation." })
  costs!: MoneyType

  @Field(() => MoneyType, { description: "Of it, what paid the agency's costs past the agency." })
  agencyCosts!: MoneyType

  @Field(() => MoneyType, {
    description:
      'Of it, what nothing was owed for: it is owed to the debtor, or to the agency after a payment was taken back.',
  })
  excess!: MoneyType
}

interface AllocationRow extends CompanyKey {
  readonly currency: string
  readonly received: bigint
  readonly beyond: bigint
  readonly interest: bigint
  readonly costs: bigint
  readonly agencyCosts: bigint
  readonly excess: bigint
}

const allocationOfInvoice = defineLoader('ledger.allocation', async (unit, keys: readonly CompanyKey[]) => {
  const rows = await unit.rows<AllocationRow>(
    `SELECT i.company_id AS "companyId", i.id, i.currency, i.beyond, coalesce(p.received, 0) AS received,
        coalesce(l.interest, 0) AS interest, coalesce(l.costs, 0) AS costs, coalesce(l.agency, 0) AS "agencyCosts",
        coalesce(l.excess, 0) AS excess
      FROM unnest($1::bigint[], $2::bigint[]) AS k (company_id, id)
      JOIN ledger.sales_invoice i ON i.company_id = k.company_id AND i.id = k.id
      LEFT JOIN LATERAL (SELECT sum(p.amount)::bigint AS received FROM ledger.payment p
        WHERE p.company_id = i.company_id AND p.invoice_id = i.id AND p.kind IN ('PAYMENT', 'DIRECT_PAYMENT', 'SETTLEMENT')) p ON true
      LEFT JOIN LATERAL (SELECT sum(l.amount) FILTER (WHERE l.part = 'INTEREST')::bigint AS interest,
          sum(l.amount) FILTER (WHERE l.part = 'COSTS')::bigint AS costs,
          sum(l.amount) FILTER (WHERE l.part = 'AGENCY_COSTS')::bigint AS agency,
          sum(l.amount) FILTER (WHERE l.part = 'EXCESS')::bigint AS excess
        FROM ledger.allocation l WHERE l.company_id = i.company_id AND l.invoice_id = i.id) l ON true`,
    [keys.map((key) => key.companyId), keys.map((key) => key.id)],
    'ledger.allocationOfInvoice',
  )
  return oneByKey(keys, rows, ({ companyId, id }): CompanyKey => ({ companyId, id }))
})

@Resolver(() => SalesInvoiceType)
export class AllocationResolver {
  @FieldResolver(() => MoneyAllocationType, {
    description:
      'What the money received has paid: with credits, the principal paid and what is open make up the total.',
  })
  async allocation(
    @Root() { companyId, invoiceId }: SalesInvoiceType,
    @Ctx() context: OperationContext,
  ): Promise<MoneyAllocationType> {
    const row = await context.load(allocationOfInvoice, { companyId, id: invoiceId })
    if (!row) throw new Error('An invoice that is shown is there.')
    const show = (minor: bigint) => showCents(minor, row.currency)
    return {
      received: show(row.received),
      principal: show(row.received - row.beyond),
      interest: show(row.interest),
      costs: show(row.costs),
      agencyCosts: show(row.agencyCosts),
      excess: show(row.excess),
    }
  }
}

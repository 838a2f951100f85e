import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { requireUser } from '../../access/signedIn.ts'
import type { Result } from '../../kernel/result.ts'
import { requireCompany } from '../../ledger/invoice/salesInvoice.resolver.ts'
import { SalesInvoiceType } from '../../ledger/invoice/salesInvoice.type.ts'
import { salesInvoiceById } from '../../ledger/ledger.loader.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { BadInput } from '../../platform/graphql/inputError.ts'
import { allByKey, type CompanyKey, defineLoader } from '../../platform/graphql/loader.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { showRefusal } from '../../platform/graphql/userError.type.ts'
import type { CostService } from './cost.service.ts'
import { agreementRows, type CostRow, costsOf } from './cost.store.ts'
import {
  AddCollectionCostInput,
  AgreeCostInput,
  AgreeCostPayload,
  CollectionCostPayload,
  CollectionCostType,
  CostAgreementType,
  RemoveCollectionCostInput,
  showAgreement,
  showCost,
} from './cost.type.ts'

const costsOfInvoice = defineLoader<CompanyKey, CostRow[]>('duetto.costs', async (unit, keys) =>
  allByKey(keys, await costsOf(unit, keys), ({ companyId, invoiceId }) => ({ companyId, id: invoiceId })),
)

@Resolver(() => SalesInvoiceType)
export class CostResolver {
  readonly #costs: CostService

  constructor(costs: CostService) {
    this.#costs = costs
  }

  @FieldResolver(() => [CollectionCostType], { description: "Costs of the company's own letters that go with it." })
  async collectionCosts(
    @Root() { companyId, invoiceId }: SalesInvoiceType,
    @Ctx() context: OperationContext,
  ): Promise<CollectionCostType[]> {
    return (await context.load(costsOfInvoice, { companyId, id: invoiceId })).map(showCost)
  }

  @Query(() => [CostAgreementType], {
    description: "A company's agreements with the service on costs, the newest first. Staff see those of any company.",
  })
  async costAgreements(
    @Ctx() context: OperationContext,
    @Arg('companyId', () => ID, { nullable: true, description: 'The company; or else its business ID.' })
    companyId: string | undefined,
    @Arg('businessId', () => String, { nullable: true, description: "For staff: the company's business ID." })
    businessId: string | undefined,
  ): Promise<CostAgreementType[]> {
    requireUser(context.scope)
    if (context.scope.kind === 'user' && context.scope.staffRole !== null) {
      const id = await this.#companyFor(context, companyId, businessId)
      return (await this.#costs.agreementsForStaff(context.scope, id)).map(showAgreement)
    }
    if (!companyId) throw new BadInput('Name the company.')
    const company = await requireCompany(context, companyId)
    return (await agreementRows(await context.unit(), company)).map(showAgreement)
  }

  @Mutation(() => AgreeCostPayload, {
    description: 'Agrees with a company on the cost of its own letters for a period. Staff only.',
  })
  async agreeCost(
    @Ctx() context: OperationContext,
    @Arg('input', () => AgreeCostInput, { description: 'The agreement.' }) input: AgreeCostInput,
  ): Promise<AgreeCostPayload> {
    const { kind, amount, validFrom, validTo = null } = input
    const companyId = await this.#companyFor(context, input.companyId, input.businessId)
    const agreed = await this.#costs.agree(context.scope, { companyId, kind, amount, validFrom, validTo })
    if (!agreed.ok) return { agreement: null, error: showRefusal(agreed.error) }
    return { agreement: showAgreement(agreed.value), error: null }
  }

  @Mutation(() => CollectionCostPayload, {
    description: 'Adds the agreed cost of a letter of the company to an invoice before it is sent.',
  })
  async addCollectionCost(
    @Ctx() context: OperationContext,
    @Arg('input', () => AddCollectionCostInput, { description: 'The cost.' }) input: AddCollectionCostInput,
  ): Promise<CollectionCostPayload> {
    const { companyId, id } = readId('SalesInvoice', input.invoiceId)
    const kind = input.kind ?? 'REMINDER'
    const { amount } = input
    return payload(context, companyId, await this.#costs.add(context.scope, { companyId, invoiceId: id, kind, amount }))
  }

  @Mutation(() => CollectionCostPayload, { description: 'Takes a cost off an invoice that is not in the service.' })
  async removeCollectionCost(
    @Ctx() context: OperationContext,
    @Arg('input', () => RemoveCollectionCostInput, { description: 'The cost.' }) input: RemoveCollectionCostInput,
  ): Promise<CollectionCostPayload> {
    const { companyId, id } = readId('SalesInvoice', input.invoiceId)
    return payload(context, companyId, await this.#costs.remove(context.scope, companyId, id, input.kind))
  }

  #companyFor(
    context: OperationContext,
    companyId: string | null | undefined,
    businessId: string | null | undefined,
  ): Promise<bigint> | bigint {
    if (companyId) return readId('Company', companyId).id
    if (businessId) return this.#costs.companyFor(context.scope, businessId)
    throw new BadInput('Name the company by its id or its business ID.')
  }
}

async function payload(
  context: OperationContext,
  companyId: bigint,
  result: Result<bigint>,
): Promise<CollectionCostPayload> {
  if (!result.ok) return { invoice: null, error: showRefusal(result.error) }
  return { invoice: (await context.load(salesInvoiceById, { companyId, id: result.value })) ?? null, error: null }
}

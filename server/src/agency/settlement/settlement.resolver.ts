import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { AFTER, type ConnectionOf, FIRST, readPage, showPage } from '../../platform/graphql/paging.ts'
import type { Settlements } from './settlement.ts'
import { AgencySettlementConnection, type AgencySettlementType, showSettlement } from './settlement.type.ts'

/** The agency's settlements with creditors. */
@Resolver()
export class AgencySettlementResolver {
  readonly #settlements: Settlements

  constructor(settlements: Settlements) {
    this.#settlements = settlements
  }

  @Query(() => AgencySettlementConnection, {
    description: 'Settlements with all creditors, newest first. Staff only.',
  })
  async agencySettlements(
    @Ctx() context: OperationContext,
    @Arg('first', () => Int, { defaultValue: 20, ...FIRST }) first: number,
    @Arg('after', () => String, AFTER) after: string | undefined,
  ): Promise<ConnectionOf<AgencySettlementType>> {
    const page = readPage({ first, after }, 3)
    const rows = await this.#settlements.list(context.scope, page)
    return showPage(rows, page, showSettlement, (row) => [row.settledOn, row.companyId, row.id])
  }
}

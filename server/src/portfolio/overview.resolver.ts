import { Arg, Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root, registerEnumType } from 'type-graphql'
import { CompanyType, showCompany } from '../access/company.type.ts'
import { requireUser } from '../access/signedIn.ts'
import type { OperationContext } from '../platform/graphql/context.ts'
import { words } from '../platform/graphql/enums.ts'
import { allByKey, defineLoader } from '../platform/graphql/loader.ts'
import { type ConnectionOf, connectionType, readPage, showPage } from '../platform/graphql/paging.ts'
import { OVERVIEW_CURSOR_PARTS, OVERVIEW_PAGE_LIMIT, type OverviewSort, overviewCompanies } from './overview.store.ts'
import { grandTotals, totalsOf } from './totals.store.ts'
import { showTotals, TotalsType } from './totals.type.ts'

const OverviewSortEnum = words(['NAME', 'BALANCE_DESC'])
registerEnumType(OverviewSortEnum, {
  name: 'OverviewSort',
  description: 'The order of the companies in the consolidated view.',
  valuesConfig: {
    NAME: { description: 'By name, in Finnish alphabetical order.' },
    BALANCE_DESC: { description: 'By what debtors owe in euros, the most first.' },
  },
})

@ObjectType('OverviewRow', { description: 'One company in the consolidated view.' })
export class OverviewRowType {
  @Field(() => CompanyType, { description: 'The company.' })
  company!: CompanyType

  @Field(() => [TotalsType], {
    description: 'Its figures, one entry a currency; empty for a company without any assignment yet.',
  })
  totals?: TotalsType[]
}

const OverviewConnection = connectionType('Overview', () => OverviewRowType)

const totalsByCompany = defineLoader<bigint, TotalsType[]>('portfolio.totals', async (unit, companyIds, context) => {
  const rows = await totalsOf(unit, companyIds, context.today)
  return allByKey(companyIds, rows, (row) => row.companyId).map((totals) => totals.map(showTotals))
})

/** The consolidated view: every company that one sign-in reaches. */
@Resolver(() => OverviewRowType)
export class OverviewResolver {
  @Query(() => OverviewConnection, {
    description: 'The consolidated view: the companies within reach, each with its figures.',
  })
  async overview(
    @Ctx() context: OperationContext,
    @Arg('first', () => Int, { defaultValue: 100, description: `How many companies, at most ${OVERVIEW_PAGE_LIMIT}.` })
    first: number,
    @Arg('after', () => String, { nullable: true, description: 'The cursor after which the page starts.' }) after:
      | string
      | null,
    @Arg('search', () => String, { nullable: true, description: "A part of the company's name or business ID." })
    search: string | null,
    @Arg('sort', () => OverviewSortEnum, { defaultValue: 'NAME', description: 'The order.' }) sort: OverviewSort,
  ): Promise<ConnectionOf<OverviewRowType>> {
    requireUser(context.scope)
    const page = readPage({ first, after }, OVERVIEW_CURSOR_PARTS, OVERVIEW_PAGE_LIMIT)
    const rows = await overviewCompanies(await context.unit(), sort, search?.trim() || undefined, page, context.today)
    return showPage(
      rows,
      page,
      (row): OverviewRowType => ({ company: showCompany(row) }),
      (row) => [row.cursor_key, row.company_id],
    )
  }

  @Query(() => [TotalsType], { description: 'The consolidated view in total, one entry a currency.' })
  async overviewTotals(@Ctx() context: OperationContext): Promise<TotalsType[]> {
    requireUser(context.scope)
    return (await grandTotals(await context.unit(), context.today)).map(showTotals)
  }

  @FieldResolver(() => [TotalsType])
  totals(@Root() row: OverviewRowType, @Ctx() context: OperationContext): Promise<TotalsType[]> {
    return context.load(totalsByCompany, row.company.companyId)
  }
}

/** A company's own figures. */
@Resolver(() => CompanyType)
export class CompanyTotalsResolver {
  @FieldResolver(() => [TotalsType], {
    description: 'Its running assignments in figures, one entry a currency; empty before the first assignment.',
  })
  totals(@Root() company: CompanyType, @Ctx() context: OperationContext): Promise<TotalsType[]> {
    return context.load(totalsByCompany, company.companyId)
  }
}

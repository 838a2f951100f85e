import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql'
import { CompanyType } from '../access/company.type.ts'
import { requireUser } from '../access/signedIn.ts'
import { type AssignmentRow, assignmentColumns } from '../duetto/assignment/assignment.store.ts'
import { AssignmentConnection, type AssignmentType, showAssignment } from '../duetto/assignment/assignment.type.ts'
import type { OperationContext } from '../platform/graphql/context.ts'
import { allByKey, defineLoader } from '../platform/graphql/loader.ts'
import { type ConnectionOf, type Page, readPage, showPage } from '../platform/graphql/paging.ts'
import { AssignmentFilter, AssignmentSortEnum, selectionOf } from './assignmentList.input.ts'
import {
  type AssignmentSelection,
  type AssignmentSort,
  CURSOR_PARTS,
  listAssignments,
  listAssignmentsOfEach,
  type WithCursorKey,
} from './assignmentList.store.ts'

type Row = WithCursorKey<AssignmentRow>

const FIRST = 'How many rows, at most 100.'
const AFTER = 'The cursor after which the page starts.'
const FILTER = 'What to narrow the list to; without it, all running assignments.'
const SORT = 'The order.'

interface Listing {
  readonly companyId: bigint
  /** Filter, order and page as one text, so that companies asked alike are read together. */
  readonly asked: string
  readonly selection: AssignmentSelection
  readonly sort: AssignmentSort
  readonly page: Page
}

const rowsOfCompany = {
  ...defineLoader<Listing, Row[]>('portfolio.assignmentsOfCompany', async (unit, listings) => {
    const answers = new Map<Listing, Row[]>()
    for (const asked of new Set(listings.map((listing) => listing.asked))) {
      const alike = listings.filter((listing) => listing.asked === asked)
      const [{ selection, sort, page }] = alike as [Listing, ...Listing[]]
      const companyIds = alike.map((listing) => listing.companyId)
      const rows = await listAssignmentsOfEach<AssignmentRow>(
        unit,
        assignmentColumns,
        companyIds,
        selection,
        sort,
        page,
      )
      const byCompany = allByKey(companyIds, rows, (row) => row.companyId)
      alike.forEach((listing, i) => {
        answers.set(listing, byCompany[i] ?? [])
      })
    }
    return listings.map((listing) => answers.get(listing) ?? [])
  }),
  keyText: ({ companyId, asked }: Listing) => `${companyId} ${asked}`,
}

/** Assignments across companies and of one company. */
@Resolver(() => CompanyType)
export class AssignmentListResolver {
  @Query(() => AssignmentConnection, { description: 'Assignments of every company within reach.' })
  async assignments(
    @Ctx() context: OperationContext,
    @Arg('first', () => Int, { defaultValue: 50, description: FIRST }) first: number,
    @Arg('after', () => String, { nullable: true, description: AFTER }) after: string | null,
    @Arg('filter', () => AssignmentFilter, { nullable: true, description: FILTER }) filter: AssignmentFilter | null,
    @Arg('sort', () => AssignmentSortEnum, { defaultValue: 'DUE_DATE', description: SORT }) sort: AssignmentSort,
  ): Promise<ConnectionOf<AssignmentType>> {
    requireUser(context.scope)
    const page = readPage({ first, after }, CURSOR_PARTS)
    const selection = selectionOf(filter, context.today)
    if (!selection) return show([], page)
    return show(
      await listAssignments<AssignmentRow>(await context.unit(), assignmentColumns, selection, sort, page),
      page,
    )
  }

  @FieldResolver(() => AssignmentConnection, { name: 'assignments', description: "The company's assignments." })
  async ofCompany(
    @Root() company: CompanyType,
    @Ctx() context: OperationContext,
    @Arg('first', () => Int, { defaultValue: 50, description: FIRST }) first: number,
    @Arg('after', () => String, { nullable: true, description: AFTER }) after: string | null,
    @Arg('filter', () => AssignmentFilter, { nullable: true, description: FILTER }) filter: AssignmentFilter | null,
    @Arg('sort', () => AssignmentSortEnum, { defaultValue: 'DUE_DATE', description: SORT }) sort: AssignmentSort,
  ): Promise<ConnectionOf<AssignmentType>> {
    const page = readPage({ first, after }, CURSOR_PARTS)
    const selection = selectionOf(filter, context.today)
    const isOther = selection?.companyIds && !selection.companyIds.includes(company.companyId)
    if (!selection || isOther) return show([], page)
    const asked = JSON.stringify([first, after, filter, sort])
    return show(await context.load(rowsOfCompany, { companyId: company.companyId, asked, selection, sort, page }), page)
  }
}

function show(rows: readonly Row[], page: Page): ConnectionOf<AssignmentType> {
  return showPage(rows, page, showAssignment, (row) => [row.cursorKey, row.companyId, row.id])
}

import { Arg, Ctx, createUnionType, Int, Query, Resolver } from 'type-graphql'
import { CompanyType, showCompany } from '../access/company.type.ts'
import { requireUser } from '../access/signedIn.ts'
import { AssignmentType, showAssignment } from '../duetto/assignment/assignment.type.ts'
import { SalesInvoiceType, showSalesInvoice } from '../ledger/invoice/salesInvoice.type.ts'
import type { OperationContext } from '../platform/graphql/context.ts'
import { BadInput } from '../platform/graphql/inputError.ts'
import { findAssignments, findCompanies, findInvoices } from './search.store.ts'
import { searchPatterns } from './searchText.ts'

const MOST_HITS = 50

const SearchHit = createUnionType({
  name: 'SearchHit',
  description: 'Something that a search found.',
  types: () => [CompanyType, AssignmentType, SalesInvoiceType] as const,
  resolveType: (hit) => (hit as typeof hit & { __typename: string }).__typename,
})

/** One search over everything within reach. */
@Resolver()
export class SearchResolver {
  @Query(() => [SearchHit], {
    description:
      'Companies by name or business ID, assignments by debtor, number or reference, and invoices outside the service by number or reference. Every word must be found; a text without a word of three signs finds nothing.',
  })
  async search(
    @Ctx() context: OperationContext,
    @Arg('text', () => String, { description: 'What to look for.' }) text: string,
    @Arg('first', () => Int, { defaultValue: 10, description: `How many hits of each type, at most ${MOST_HITS}.` })
    first: number,
  ): Promise<(typeof SearchHit)[]> {
    requireUser(context.scope)
    if (first < 0 || first > MOST_HITS)
      throw new BadInput(`A search answers 0 to ${MOST_HITS} hits of each type.`, 'PAGE_TOO_LARGE')
    const patterns = searchPatterns(text)
    if (!patterns) return []
    const unit = await context.unit()
    const search = { ...patterns, limit: first }
    const companies = await findCompanies(unit, search)
    const assignments = await findAssignments(unit, search)
    const invoices = await findInvoices(unit, search, context.today)
    return [
      ...companies.map(showCompany),
      ...assignments.map(showAssignment),
      ...invoices.map((row) => showSalesInvoice(row, context.today)),
    ]
  }
}

import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { interestTerms, postingsOfAssignment, referenceRates } from './assignment.loader.ts'
import type { AssignmentRow } from './assignment.store.ts'
import { type Explained, explain } from './explanation.ts'

/** What is owed on an assignment at the end of a day, from the company's copy. */
export async function explainOn(context: OperationContext, row: AssignmentRow, on: CalendarDate): Promise<Explained> {
  const key = { companyId: row.companyId, id: row.id }
  const [postings, terms, rates] = await Promise.all([
    context.load(postingsOfAssignment, key),
    context.load(interestTerms, key),
    context.load(referenceRates, 'all'),
  ])
  const assignment = {
    ...row,
    postings,
    interestPercent: terms?.interestPercent ?? null,
    interestBefore: terms?.interestBefore ?? 0n,
  }
  return explain(assignment, on, rates)
}

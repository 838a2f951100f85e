import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql'
import {
  type AssignmentKind,
  AssignmentKindEnum,
  type Stage,
  StageEnum,
} from '../duetto/assignment/assignment.enums.ts'
import { addDays, type CalendarDate } from '../kernel/calendarDate.ts'
import { parseDecimal } from '../kernel/money.ts'
import { words } from '../platform/graphql/enums.ts'
import { BadInput } from '../platform/graphql/inputError.ts'
import { readId } from '../platform/graphql/node.type.ts'
import { DateScalar, DecimalScalar } from '../platform/graphql/scalars.ts'
import type { AssignmentSelection, AssignmentSort } from './assignmentList.store.ts'
import { searchPatterns } from './searchText.ts'

export const AssignmentSortEnum = words(['DUE_DATE', 'BALANCE_DESC', 'NEWEST_EVENT'])
registerEnumType(AssignmentSortEnum, {
  name: 'AssignmentSort',
  description: 'The order of a list of assignments; ties by company and age.',
  valuesConfig: {
    DUE_DATE: { description: "By the invoice's due date, the oldest first." },
    BALANCE_DESC: { description: 'By what is owed, the most first.' },
    NEWEST_EVENT: { description: 'By the newest event, the newest first.' },
  } satisfies Record<AssignmentSort, { description: string }>,
})

@InputType('AssignmentFilter', { description: 'Narrows a list of assignments: every given part must hold.' })
export class AssignmentFilter {
  @Field(() => [ID], { nullable: true, description: 'Only of these companies.' })
  companyIds?: string[] | null

  @Field(() => AssignmentKindEnum, { nullable: true, description: 'Only of this service.' })
  kind?: AssignmentKind | null

  @Field(() => [StageEnum], {
    nullable: true,
    description: 'Only in one of these stages. Naming CLOSED includes ended ones.',
  })
  stages?: Stage[] | null

  @Field(() => String, {
    nullable: true,
    description:
      "Words, at least one of three signs, all found in the debtor's name or business ID, invoice number or a reference.",
  })
  search?: string | null

  @Field(() => Int, { nullable: true, description: "At least so many days past the invoice's due date." })
  minDaysOverdue?: number | null

  @Field(() => Int, { nullable: true, description: "At most so many days past the invoice's due date." })
  maxDaysOverdue?: number | null

  @Field(() => DecimalScalar, { nullable: true, description: 'At least so much owed.' })
  minBalance?: string | null

  @Field(() => DecimalScalar, { nullable: true, description: 'At most so much owed.' })
  maxBalance?: string | null

  @Field(() => DateScalar, { nullable: true, description: 'Sent on this day or later.' })
  openedFrom?: CalendarDate | null

  @Field(() => DateScalar, { nullable: true, description: 'Sent on this day or earlier.' })
  openedTo?: CalendarDate | null

  // Nullable by hand: compiled operations would refuse an input object that leaves a field with a default out.
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Whether ended assignments are listed too.',
  })
  includeClosed?: boolean | null
}

/** What the filter selects on a day; undefined when nothing can match (a search too short to be one). */
export function selectionOf(
  filter: AssignmentFilter | null | undefined,
  today: CalendarDate,
): AssignmentSelection | undefined {
  if (!filter) return { includeClosed: false }
  const isSearched = (filter.search ?? '').trim() !== ''
  const search = isSearched ? searchPatterns(filter.search ?? '') : undefined
  if (isSearched && !search) return undefined
  return {
    includeClosed: filter.includeClosed === true || (filter.stages?.includes('CLOSED') ?? false),
    ...(filter.companyIds ? { companyIds: filter.companyIds.map((id) => readId('Company', id).companyId) } : {}),
    ...(filter.kind ? { kind: filter.kind } : {}),
    ...(filter.stages ? { stages: filter.stages } : {}),
    ...(search ? { search } : {}),
    ...(filter.minDaysOverdue != null ? { dueTo: daysBefore(today, filter.minDaysOverdue) } : {}),
    ...(filter.maxDaysOverdue != null ? { dueFrom: daysBefore(today, filter.maxDaysOverdue) } : {}),
    ...(filter.minBalance != null ? { minBalance: cents(filter.minBalance) } : {}),
    ...(filter.maxBalance != null ? { maxBalance: cents(filter.maxBalance) } : {}),
    ...(filter.openedFrom ? { openedFrom: filter.openedFrom } : {}),
    ...(filter.openedTo ? { openedTo: filter.openedTo } : {}),
  }
}

/** Beyond this the calendar ends; nobody is a thousand years late. */
const MOST_DAYS = 365_000

function daysBefore(today: CalendarDate, days: number): CalendarDate {
  if (Math.abs(days) > MOST_DAYS) throw new BadInput(`A number of days is at most ${MOST_DAYS}.`)
  return addDays(today, -days)
}

function cents(text: string): bigint {
  const money = parseDecimal(text, 'EUR')
  if (!money) throw new BadInput('An amount has at most two decimals.')
  return money.minor
}

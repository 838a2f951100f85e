import { allByKey, type CompanyKey, defineLoader, oneByKey } from '../../platform/graphql/loader.ts'
import { referenceRates as readReferenceRates } from '../../platform/referenceRate.ts'
import type { ReferenceRates } from '../../statute/referenceRates.ts'
import {
  eventsById,
  eventsOfAssignments,
  type InterestTerms,
  interestTermsOf,
  keyArrays,
  lettersOfAssignments,
  type PostingRow,
  postingsOfAssignments,
} from '../history.store.ts'
import { type EventType, type LetterType, showEvent, showLetter } from '../history.type.ts'
import { type AssignmentRow, assignmentColumns } from './assignment.store.ts'
import { type AssignmentType, showAssignment } from './assignment.type.ts'

const keyOf = (row: { companyId: bigint; id: bigint }): CompanyKey => ({ companyId: row.companyId, id: row.id })
const keyOfAssignment = (row: { companyId: bigint; assignmentId: bigint }): CompanyKey => ({
  companyId: row.companyId,
  id: row.assignmentId,
})

export const assignmentById = defineLoader<CompanyKey, AssignmentType | undefined>(
  'duetto.assignment',
  async (unit, keys) => {
    const rows = await unit.rows<AssignmentRow>(
      `SELECT ${assignmentColumns} FROM duetto.assignment a
     WHERE (a.company_id, a.id) IN (SELECT * FROM unnest($1::bigint[], $2::bigint[]))`,
      keyArrays(keys),
      'duetto.assignmentsById',
    )
    return oneByKey(keys, rows, keyOf).map((row) => row && showAssignment(row))
  },
)

/** The assignments of an invoice, newest first: at most the first one runs. */
export const assignmentsOfInvoice = defineLoader<CompanyKey, AssignmentType[]>(
  'duetto.assignmentsOfInvoice',
  async (unit, keys) => {
    const rows = await unit.rows<AssignmentRow>(
      `SELECT ${assignmentColumns} FROM duetto.assignment a
     WHERE (a.company_id, a.invoice_id) IN (SELECT * FROM unnest($1::bigint[], $2::bigint[])) ORDER BY a.id DESC`,
      keyArrays(keys),
      'duetto.assignmentsOfInvoice',
    )
    const byInvoice = allByKey(keys, rows, (row) => ({ companyId: row.companyId, id: row.invoiceId }))
    return byInvoice.map((assignments) => assignments.map(showAssignment))
  },
)

export const eventsOfAssignment = defineLoader<CompanyKey, EventType[]>('duetto.events', async (unit, keys) => {
  const rows = await eventsOfAssignments(unit, keys)
  return allByKey(keys, rows, keyOfAssignment).map((events) => events.map(showEvent))
})

export const eventById = defineLoader<CompanyKey, EventType | undefined>('duetto.event', async (unit, keys) => {
  const rows = await eventsById(unit, keys)
  return oneByKey(keys, rows, keyOf).map((row) => row && showEvent(row))
})

export const postingsOfAssignment = defineLoader<CompanyKey, PostingRow[]>('duetto.postings', async (unit, keys) =>
  allByKey(keys, await postingsOfAssignments(unit, keys), keyOfAssignment),
)

export interface LetterOfEvent {
  readonly eventId: bigint
  readonly letter: LetterType
}

export const lettersOfAssignment = defineLoader<CompanyKey, LetterOfEvent[]>('duetto.letters', async (unit, keys) => {
  const rows = await lettersOfAssignments(unit, keys)
  return allByKey(keys, rows, keyOfAssignment).map((letters) =>
    letters.map((row) => ({ eventId: row.eventId, letter: showLetter(row) })),
  )
})

export const interestTerms = defineLoader<CompanyKey, InterestTerms | undefined>(
  'duetto.interestTerms',
  async (unit, keys) => oneByKey(keys, await interestTermsOf(unit, keys), keyOf),
)

/** The reference rates are the same for every assignment: one key. */
export const referenceRates = defineLoader<'all', ReferenceRates>('duetto.referenceRates', async (unit, keys) => {
  const rates = await readReferenceRates(unit)
  return keys.map(() => rates)
})

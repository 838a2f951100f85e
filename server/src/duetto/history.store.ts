import type { LetterKind } from '../exchange/messages/fromAgency.ts'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import type { Unit } from '../platform/database/unit.ts'
import type { CompanyKey } from '../platform/graphql/loader.ts'
import type { Beneficiary } from './assignment/assignment.enums.ts'
import type { AssignmentEventType } from './assignment/effect.ts'
import type { CopiedPosting } from './assignment/explanation.ts'

interface OfAssignment {
  readonly companyId: bigint
  readonly id: bigint
  readonly assignmentId: bigint
}

export interface EventRow extends OfAssignment {
  readonly type: AssignmentEventType
  readonly on: CalendarDate
  readonly at: Date
  /** `amount` in cents as decimal text. */
  readonly detail: { readonly amount?: string; readonly currency?: string; readonly note?: string }
}

export interface PostingRow extends OfAssignment, CopiedPosting {
  readonly beneficiary: Beneficiary
  readonly currency: string
}

export interface LetterRow extends OfAssignment {
  readonly eventId: bigint
  readonly kind: LetterKind
  readonly sentOn: CalendarDate
  readonly dueOn: CalendarDate
  readonly channel: 'PRINT' | 'EMAIL'
  readonly language: 'fi' | 'sv' | 'en'
  readonly total: bigint
  readonly currency: string
  readonly body: string
  /** Of its paper; null for a letter from before there were papers. */
  readonly sha256: Buffer | null
  readonly bytes: number | null
}

/** Rows of many keys, each with its own company. The keys come as two arrays of equal length. */
const WANTED = '(company_id, assignment_id) IN (SELECT * FROM unnest($1::bigint[], $2::bigint[]))'

export function keyArrays(keys: readonly CompanyKey[]): [bigint[], bigint[]] {
  return [keys.map((key) => key.companyId), keys.map((key) => key.id)]
}

const EVENT = 'company_id AS "companyId", id, assignment_id AS "assignmentId", type, on_day AS "on", at, detail'

/** In the order they were recorded. */
export function eventsOfAssignments(unit: Unit, keys: readonly CompanyKey[]): Promise<EventRow[]> {
  return unit.rows(
    `SELECT ${EVENT} FROM duetto.assignment_event WHERE ${WANTED} ORDER BY id`,
    keyArrays(keys),
    'duetto.events',
  )
}

export function eventsById(unit: Unit, keys: readonly CompanyKey[]): Promise<EventRow[]> {
  return unit.rows(
    `SELECT ${EVENT} FROM duetto.assignment_event
     WHERE (company_id, id) IN (SELECT * FROM unnest($1::bigint[], $2::bigint[]))`,
    keyArrays(keys),
    'duetto.eventsById',
  )
}

export function postingsOfAssignments(unit: Unit, keys: readonly CompanyKey[]): Promise<PostingRow[]> {
  return unit.rows(
    `SELECT company_id AS "companyId", id, assignment_id AS "assignmentId", kind, component, beneficiary, amount, currency,
       on_day AS "on", section, detail ->> 'from' AS "from", detail ->> 'to' AS "to", (detail ->> 'days')::integer AS days,
       detail ->> 'ratePercent' AS "ratePercent", (detail ->> 'base')::bigint AS base
     FROM duetto.posting WHERE ${WANTED} ORDER BY id`,
    keyArrays(keys),
    'duetto.postings',
  )
}

const LETTER = `l.company_id AS "companyId", l.id, l.assignment_id AS "assignmentId", l.event_id AS "eventId", l.kind,
  l.sent_on AS "sentOn", l.due_on AS "dueOn", l.channel, l.language, l.total, l.currency, l.body, d.sha256,
  length(d.content) AS bytes`

export function lettersOfAssignments(unit: Unit, keys: readonly CompanyKey[]): Promise<LetterRow[]> {
  return unit.rows(
    `SELECT ${LETTER} FROM duetto.letter l
     LEFT JOIN duetto.letter_document d ON d.company_id = l.company_id AND d.letter_id = l.id
     WHERE (l.company_id, l.assignment_id) IN (SELECT * FROM unnest($1::bigint[], $2::bigint[])) ORDER BY l.id`,
    keyArrays(keys),
    'duetto.letters',
  )
}

export interface LetterDocument {
  readonly content: Buffer
  readonly kind: LetterKind
  readonly sentOn: CalendarDate
  readonly assignmentId: bigint
  readonly invoiceNumber: string
}

/** The paper of one letter, if the actor may see it. */
export function letterDocumentOf(unit: Unit, { companyId, id }: CompanyKey): Promise<LetterDocument | undefined> {
  return unit.row(
    `SELECT d.content, l.kind, l.sent_on AS "sentOn", a.id AS "assignmentId", a.invoice_number AS "invoiceNumber"
     FROM duetto.letter_document d
     JOIN duetto.letter l ON l.company_id = d.company_id AND l.id = d.letter_id
     JOIN duetto.assignment a ON a.company_id = l.company_id AND a.id = l.assignment_id
     WHERE d.company_id = $1 AND d.letter_id = $2`,
    [companyId, id],
    'duetto.letterDocument',
  )
}

/** What the explanation needs beyond the assignment's own row and postings. */
export interface InterestTerms {
  readonly companyId: bigint
  readonly id: bigint
  readonly interestPercent: string | null
  readonly interestBefore: bigint
}

/** The invoice's contractual interest, and what was paid of interest on the assignments that this one follows. */
export function interestTermsOf(unit: Unit, keys: readonly CompanyKey[]): Promise<InterestTerms[]> {
  return unit.rows(
    `SELECT a.company_id AS "companyId", a.id, i.interest_percent AS "interestPercent", coalesce(paid.amount, 0)::bigint AS "interestBefore"
     FROM duetto.assignment a
     JOIN ledger.sales_invoice i ON i.company_id = a.company_id AND i.id = a.invoice_id
     LEFT JOIN LATERAL (
       SELECT -sum(p.amount) AS amount
       FROM duetto.assignment e JOIN duetto.posting p ON p.company_id = e.company_id AND p.assignment_id = e.id
       WHERE e.company_id = a.company_id AND e.invoice_id = a.invoice_id AND e.id <= a.previous_id
         AND p.component = 'INTEREST' AND p.kind <> 'LATE_INTEREST'
     ) paid ON true
     WHERE (a.company_id, a.id) IN (SELECT * FROM unnest($1::bigint[], $2::bigint[]))`,
    keyArrays(keys),
    'duetto.interestTerms',
  )
}

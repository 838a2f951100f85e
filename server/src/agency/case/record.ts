import { randomUUID } from 'node:crypto'
import type { AuditAction } from '../../access/audit.ts'
import type { FromAgency, MessageLetter, MessagePosting, MessageState } from '../../exchange/messages/fromAgency.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { amountOf } from '../amount.ts'
import { correctFunds } from '../funds/fundsCorrection.ts'
import { insertLetter } from '../letter/letter.store.ts'
import { putMessage } from '../road/outbox.ts'
import type { Assignment, Book, Draft, Step } from './assignment.ts'
import { withDraft } from './assignment.ts'
import { patchAssignment } from './book.store.ts'
import { percentOf } from './facts.ts'
import { endPlan, insertPlan } from './paymentPlan.store.ts'
import type { Line } from './posting.ts'
import { balanceOf } from './posting.ts'

/** What a message says of the assignment after it. */
export function stateOf({ assignment, postings }: Book): MessageState {
  const { stage, closeReason, hold, nextStepOn, currency } = assignment
  return { stage, closeReason, hold, nextStepOn, balance: amountOf(balanceOf(postings), currency) }
}

/** An event as it was written down. */
export interface Recorded {
  readonly eventId: bigint
  readonly eventUid: string
  readonly postings: readonly MessagePosting[]
  readonly letter: MessageLetter | null
  /** The book with the draft in it. */
  readonly book: Book
}

/** Writes an event with its postings, letter and change of the assignment. Tells nobody. */
export async function recordDraft(unit: Unit, book: Book, draft: Draft, at: Date): Promise<Recorded> {
  const { assignment } = book
  const event = await insertEvent(unit, assignment, draft, at)
  const postings = await insertPostings(unit, assignment, event.id, draft.lines)
  if (draft.step) await insertStep(unit, assignment, event.id, draft.step)
  const after = withDraft(book, draft)
  const letter = draft.letter ? await insertLetter(unit, after, event.id, draft.letter, at) : null
  await patchAssignment(unit, assignment, draft.patch)
  if (draft.planEnd || draft.patch.stage === 'CLOSED') await endPlan(unit, assignment, draft.planEnd ?? 'ENDED')
  if (draft.plan) await insertPlan(unit, assignment, event.id, draft.plan)
  // What a payment itself moves is in its own allocation.
  if (draft.type !== 'PAYMENT_TO_AGENCY') await correctFunds(unit, assignment, event.id, draft.lines)
  return { eventId: event.id, eventUid: event.uid, postings, letter, book: after }
}

/** What the agency's own history has beyond the events that it tells as such. */
type OwnEvent =
  | 'RECEIVED'
  | 'REFUSED'
  | 'DISPUTE_REPORTED'
  | 'CLAIM_PAID'
  | 'DEBT_STATEMENT'
  | `${'RECALL' | 'CREDIT_LOSS'}_${'REQUESTED' | 'REFUSED'}`

export async function insertEvent(
  unit: Unit,
  assignment: Assignment,
  event: Pick<Draft, 'on' | 'amount' | 'note'> & { readonly type: Draft['type'] | OwnEvent },
  at: Date,
): Promise<{ id: bigint; uid: string }> {
  const uid = randomUUID()
  const row = await unit.row<{ id: bigint }>(
    `INSERT INTO agency.event (company_id, assignment_id, uid, type, on_day, at, amount, note)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [assignment.companyId, assignment.id, uid, event.type, event.on, at, event.amount, event.note],
    'agency.insertEvent',
  )
  if (!row) throw new Error('The event was not stored.')
  return { id: row.id, uid }
}

/**
 * Records drafts one after another and tells the creditor's side of each; with the act of staff that they came of, by
 * its word and not by whom. `share` writes down whose the money of the first is before it is told: messages say what has
 * been collected.
 */
export async function recordAndTell(
  unit: Unit,
  book: Book,
  drafts: readonly Draft[],
  at: Date,
  act?: AuditAction,
  share?: (eventId: bigint) => Promise<void>,
): Promise<Recorded[]> {
  const done: Recorded[] = []
  for (const draft of drafts) {
    const recorded = await recordDraft(unit, done.at(-1)?.book ?? book, draft, at)
    if (done.length === 0) await share?.(recorded.eventId)
    done.push(recorded)
    const told = act ? { doneBy: 'STAFF' as const, act } : {}
    await putMessage(unit, book.assignment, { kind: 'EVENT', body: { ...eventBody(recorded, draft), ...told } }, at)
  }
  return done
}

function eventBody(recorded: Recorded, draft: Draft): Extract<FromAgency, { kind: 'EVENT' }>['body'] {
  const { currency } = recorded.book.assignment
  const amount = draft.amount === null ? null : amountOf(draft.amount, currency)
  return {
    event: { id: recorded.eventUid, type: draft.type, on: draft.on, amount, note: draft.note },
    collectionStatus: draft.collectionStatus ?? null,
    postings: [...recorded.postings],
    letter: recorded.letter,
    state: stateOf(recorded.book),
  }
}

/** Writes postings and gives them as messages carry them. */
export async function insertPostings(
  unit: Unit,
  assignment: Assignment,
  eventId: bigint | null,
  lines: readonly Line[],
): Promise<MessagePosting[]> {
  if (lines.length === 0) return []
  const rows = lines.map((line) => rowOf(line))
  await unit.rows(
    `INSERT INTO agency.posting (company_id, assignment_id, event_id, currency, uid, kind, component, beneficiary, amount, on_day,
       section, from_day, to_day, days, rate_percent, base, payment_key, cancels_id)
     SELECT $1, $2, $3, $4, r.uid, r.kind, r.component, r.beneficiary, r.amount, r."on", r.section, r."from", r."to", r.days,
       r.percent, r.base, r."paymentKey", r."cancelsId"
     FROM jsonb_to_recordset($5::jsonb) AS r (uid uuid, kind text, component text, beneficiary text, amount bigint, "on" date,
       section text, "from" date, "to" date, days integer, percent numeric, base bigint, "paymentKey" text, "cancelsId" bigint)`,
    [assignment.companyId, assignment.id, eventId, assignment.currency, JSON.stringify(rows)],
    'agency.insertPostings',
  )
  return lines.map((line, index) => messagePosting(line, rows[index]?.uid ?? '', assignment.currency))
}

/** JSON of a line; bigints go as text. */
function rowOf(line: Line) {
  const { kind, component, beneficiary, on, section, from, to, days, paymentKey } = line
  return {
    ...{ uid: randomUUID(), kind, component, beneficiary, on, section, from, to, days, paymentKey },
    amount: line.amount.toString(),
    percent: line.basisPoints === undefined ? null : percentOf(line.basisPoints),
    base: line.base?.toString(),
    cancelsId: line.cancelsId?.toString(),
  }
}

function messagePosting(line: Line, id: string, currency: string): MessagePosting {
  return {
    id,
    kind: line.kind,
    component: line.component,
    beneficiary: line.beneficiary,
    amount: amountOf(line.amount, currency),
    on: line.on,
    section: line.section,
    from: line.from ?? null,
    to: line.to ?? null,
    days: line.days ?? null,
    ratePercent: line.basisPoints === undefined ? null : percentOf(line.basisPoints),
    base: line.base === undefined ? null : amountOf(line.base, currency),
  }
}

export async function insertStep(
  unit: Unit,
  { companyId, id }: Assignment,
  eventId: bigint | null,
  step: Step,
): Promise<void> {
  const cost = step.cost ?? step.charged
  await unit.rows(
    `INSERT INTO agency.step (company_id, assignment_id, event_id, kind, sent_on, pay_by, charged, cost, by_agency)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [companyId, id, eventId, step.kind, step.sentOn, step.payBy ?? null, step.charged.minor, cost.minor, step.byAgency],
    'agency.insertStep',
  )
}

import type { MessageCost } from '../../exchange/messages/fromAgency.ts'
import type { Material } from '../../exchange/messages/toAgency.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { calendarDate } from '../../kernel/calendarDate.ts'
import { makeReference } from '../../kernel/referenceNumber.ts'
import type { UserError } from '../../kernel/result.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { isRunning, nameCreditor, paymentDetails } from '../road/apply.store.ts'
import { putMessage } from '../road/outbox.ts'
import type { Practice } from '../settings.ts'
import { judgeCosts } from './agreedCost.ts'
import type { Assignment, Book } from './assignment.ts'
import { atStart, closing } from './assignment.ts'
import type { NewAssignment } from './book.store.ts'
import { insertAssignment, lockBookByUid, patchAssignment } from './book.store.ts'
import { stepAfter } from './ladder.ts'
import { centsOf, earlierSteps, interestPaid, openingLines, refusalOf } from './opening.ts'
import { policyInForce } from './policy.store.ts'
import { insertEvent, insertPostings, insertStep, stateOf } from './record.ts'
import { courseOf, plan } from './step.ts'

interface Moment {
  readonly today: CalendarDate
  readonly now: Date
}

/** Opens the assignment that the material asks for, or refuses it; tells the creditor's side either way. */
export async function openAssignment(
  unit: Unit,
  companyId: bigint,
  material: Material,
  { today, now }: Moment,
  practice: Practice,
): Promise<void> {
  const { body } = material
  const creditorState = await nameCreditor(unit, companyId, body.creditor)
  const details = await paymentDetails(unit, today)
  const { made, book } = await newBook(unit, companyId, material, details, today)
  const circumstances = { creditorState, isRunning: await isRunning(unit, companyId, made.invoiceNumber) }
  const refusal = refusalOf(book, circumstances, today, practice)
  if (refusal) return refuse(unit, made, refusal, { today, now })
  const { whole, next, costs } = planned(book, body, today, practice)
  const assignment = await insertAssignment(unit, { ...made, ...next })
  await accept(unit, { ...whole, assignment }, { today, now }, costs.answers)
}

/** The book with the costs that came along, and what comes first on its ladder. */
export function planned(book: Book, body: Material['body'], today: CalendarDate, practice: Practice) {
  const costs = judgeCosts(body, book, today, practice)
  const whole = { ...book, postings: [...book.postings, ...costs.lines.map((line) => ({ ...line, id: 0n }))] }
  // The row comes first, so that postings can point at it; the plan is made on the whole book.
  return { whole, next: plan(whole, stepAfter(null, courseOf(whole)), today, practice), costs }
}

/** How the assignment would stand at its opening. Writes nothing. `companyId` is 0 for a creditor not known yet. */
export async function newBook(
  unit: Unit,
  companyId: bigint,
  material: Pick<Material, 'assignment' | 'body'>,
  details: { readonly iban: string; readonly base: bigint },
  today: CalendarDate,
): Promise<{ made: NewAssignment; book: Book }> {
  const { body } = material
  const previous = body.previousAssignment ? await lockBookByUid(unit, companyId, body.previousAssignment) : undefined
  const policy = await policyInForce(unit, companyId, today)
  const made = { ...newAssignment(companyId, material, previous, details, today), policyVersion: policy.version }
  const lines = openingLines(body, previous, today)
  const postings = lines.map((line) => ({ ...line, id: 0n }))
  const book: Book = {
    assignment: { ...made, id: 0n, ...atStart },
    postings,
    steps: earlierSteps(body, previous),
    policy,
  }
  return { made, book }
}

async function accept(unit: Unit, book: Book, { today, now }: Moment, costs: readonly MessageCost[]): Promise<void> {
  const { assignment } = book
  const event = await insertEvent(unit, assignment, { type: 'RECEIVED', on: today, amount: null, note: null }, now)
  for (const step of book.steps) await insertStep(unit, assignment, event.id, step)
  const postings = await insertPostings(unit, assignment, event.id, book.postings)
  const body = {
    accepted: true,
    receivedOn: today,
    refusal: null,
    agencyReference: assignment.reference,
    agencyIban: assignment.clientIban,
    ...(costs.length === 0 ? {} : { costs: [...costs] }),
    postings,
    state: stateOf(book),
  }
  await putMessage(unit, assignment, { kind: 'ACKNOWLEDGEMENT', body }, now)
}

/** A refused assignment has a row too, closed from the start: what follows it finds where it belongs. */
async function refuse(unit: Unit, made: NewAssignment, refusal: UserError, { today, now }: Moment): Promise<void> {
  const closed = { ...made, stage: 'CLOSED' as const, closeReason: 'REFUSED' as const }
  const assignment: Assignment = await insertAssignment(unit, closed)
  await patchAssignment(unit, assignment, closing('REFUSED', today))
  await insertEvent(unit, assignment, { type: 'REFUSED', on: today, amount: null, note: refusal.code }, now)
  const body = {
    accepted: false,
    receivedOn: today,
    refusal: { code: refusal.code, message: refusal.message },
    agencyReference: null,
    agencyIban: null,
    postings: [],
    state: stateOf({ assignment, postings: [], steps: [] }),
  }
  await putMessage(unit, assignment, { kind: 'ACKNOWLEDGEMENT', body }, now)
}

function newAssignment(
  companyId: bigint,
  material: Pick<Material, 'assignment' | 'body'>,
  previous: Book | undefined,
  details: { readonly iban: string; readonly base: bigint },
  today: CalendarDate,
): NewAssignment {
  const { service, afterReminder, creditor, debtor, invoice } = material.body
  return {
    companyId,
    uid: material.assignment,
    previousId: previous?.assignment.id ?? null,
    service,
    afterReminder,
    stage: 'RECEIVED',
    closeReason: null,
    receivedOn: today,
    closedOn: null,
    nextStep: null,
    nextStepOn: null,
    waitsFor: null,
    policyVersion: 0,
    reference: makeReference(details.base),
    clientIban: details.iban,
    creditor,
    debtor,
    invoiceNumber: invoice.number,
    invoiceReference: invoice.reference,
    issuedOn: calendarDate(invoice.issuedOn),
    dueOn: calendarDate(invoice.dueOn),
    invoiceTotal: centsOf(invoice.total),
    agreedInterest: invoice.interestPercent,
    currency: invoice.open.currency,
    interestBefore: interestPaid(previous),
  }
}

import type { Material } from '../exchange/messages/toAgency.ts'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import { calendarDate } from '../kernel/calendarDate.ts'
import { makeReference } from '../kernel/referenceNumber.ts'
import type { UserError } from '../kernel/result.ts'
import type { Unit } from '../platform/database/unit.ts'
import { isRunning, nameCreditor, paymentDetails } from './apply.store.ts'
import type { Assignment, Book } from './assignment.ts'
import { closing } from './assignment.ts'
import type { NewAssignment } from './book.store.ts'
import { insertAssignment, lockBookByUid, patchAssignment } from './book.store.ts'
import { firstStep } from './ladder.ts'
import { centsOf, earlierSteps, interestPaid, openingLines, refusalOf } from './opening.ts'
import { putMessage } from './outbox.ts'
import { insertEvent, insertPostings, insertStep, stateOf } from './record.ts'
import type { Practice } from './settings.ts'
import { plan } from './step.ts'

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
  const creditorState = await nameCreditor(unit, companyId, body.creditor.name)
  const previous = body.previousAssignment ? await lockBookByUid(unit, companyId, body.previousAssignment) : undefined
  const details = await paymentDetails(unit, today)
  const made = newAssignment(companyId, material, previous, details, today)
  const lines = openingLines(body, previous, today)
  const postings = lines.map((line) => ({ ...line, id: 0n }))
  const book: Book = {
    assignment: { ...made, id: 0n, termEndsOn: null, interestTo: null },
    postings,
    steps: earlierSteps(body, previous),
  }
  const circumstances = { creditorState, isRunning: await isRunning(unit, companyId, made.invoiceNumber) }
  const refusal = refusalOf(book, circumstances, today, practice)
  if (refusal) return refuse(unit, made, refusal, { today, now })
  // The row first, so that postings can point at it; the plan is made on the whole book.
  const next = plan(book, firstStep(body.service), today, practice)
  const assignment = await insertAssignment(unit, { ...made, ...next })
  await accept(unit, { ...book, assignment }, { today, now })
}

async function accept(unit: Unit, book: Book, { today, now }: Moment): Promise<void> {
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
  material: Material,
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

import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { maxDate } from '../../kernel/calendarDate.ts'
import type { Result } from '../../kernel/result.ts'
import { err, ok } from '../../kernel/result.ts'
import { letterOf, termFrom } from '../letter/letterDraft.ts'
import type { Practice } from '../settings.ts'
import { end } from './act.ts'
import type { Book, DebtorCard, Draft } from './assignment.ts'
import { withDraft } from './assignment.ts'
import { ladderStateOf, moved, moveTo } from './caseMove.ts'
import type { LadderEvent } from './ladder.ts'
import { nextInstalment } from './paymentPlan.ts'
import { dayAfterTerm, goOn, interestLines } from './step.ts'

/** Acts of staff that need no more than words. */
const plainActs = {
  SUSPEND: 'SUSPENDED',
  REPORT_DECEASED: 'DEBTOR_DECEASED',
  REPORT_INSOLVENT: 'DEBTOR_INSOLVENT',
  RETURN_MAIL: 'MAIL_RETURNED',
  RESUME: 'RESUMED',
  ASK_LEGAL_DECISION: 'LEGAL_DECISION',
  GO_TO_COURT: 'LEGAL_DECISION',
  BEGIN_SURVEILLANCE: 'SURVEILLANCE',
} as const satisfies Partial<Record<LadderEvent, Draft['type']>>
export type PlainAct = keyof typeof plainActs

export function plainAct(
  book: Book,
  act: PlainAct,
  note: string | null,
  on: CalendarDate,
  practice: Practice,
): Result<Draft[]> {
  const target = moveTo(book, act)
  if (!target.ok) return target
  if (act === 'GO_TO_COURT' && book.assignment.authorisedOn === null) {
    const message = 'Legal collection needs the authorisation of the creditor. Write it down first.'
    return err({ code: 'AUTHORISATION_MISSING', message })
  }
  const more = act === 'SUSPEND' ? { suspendedOn: book.assignment.suspendedOn ?? on } : {}
  const said = act === 'GO_TO_COURT' ? `GO_TO_COURT${note ? `: ${note}` : ''}` : note
  return ok([moved(book, target.value, { type: plainActs[act], note: said }, on, practice, more)])
}

/** After a yearly review the debt stays under surveillance for another year. */
export function reviewed(book: Book, note: string | null, on: CalendarDate, practice: Practice): Result<Draft[]> {
  const target = moveTo(book, 'REVIEW')
  if (!target.ok) return target
  return ok([moved(book, target.value, { type: 'SURVEILLANCE', note }, on, practice)])
}

/** Ends the assignment as a credit loss by the agency's own decision. */
export function giveUp(book: Book, note: string | null, on: CalendarDate, practice: Practice): Result<Draft[]> {
  const target = moveTo(book, 'GIVE_UP')
  if (!target.ok) return target
  return ok([{ ...end(book, 'CREDIT_LOSS', on, practice).draft, note }])
}

export function dispute(book: Book, reason: string, on: CalendarDate, practice: Practice): Result<Draft[]> {
  const target = moveTo(book, 'DISPUTE')
  if (!target.ok) return target
  return ok([moved(book, target.value, { type: 'DISPUTED', note: reason }, on, practice)])
}

export interface DisputeAnswer {
  readonly uphold: boolean
  /** The reasons, for the debtor. */
  readonly answer: string
  /** When the debtor raised it. */
  readonly raisedOn: CalendarDate
}

/**
 * The debtor gets the answer with its reasons as a letter (513/1999 4 b §). Upheld: the assignment ends and its unpaid
 * costs are cancelled. Rejected: it goes on where it stood, after a new time to pay.
 */
export function answerDispute(
  book: Book,
  { uphold, answer, raisedOn }: DisputeAnswer,
  on: CalendarDate,
  practice: Practice,
): Result<Draft[]> {
  const target = moveTo(book, uphold ? 'UPHOLD_DISPUTE' : 'REJECT_DISPUTE')
  if (!target.ok) return target
  const told = { type: 'DISPUTE_ANSWERED', note: `${uphold ? 'UPHELD' : 'REJECTED'}: ${answer}` } as const
  const matter = { kind: 'DISPUTE_ANSWER', upheld: uphold, raisedOn, answer } as const
  if (uphold) {
    const request = { kind: 'DISPUTE_ANSWER', dueOn: on, matter: { ...matter, instalment: null } } as const
    const letter = letterOf(book, request, on, practice)
    const answered: Draft = { ...told, on, amount: null, lines: [], patch: {}, letter }
    return ok([answered, end(book, 'DISPUTE_UPHELD', on, practice).draft])
  }
  const interest = interestLines(book, on, practice)
  const termEndsOn = termFrom(book, on, practice)
  const patch = { termEndsOn, interestTo: interest.interestTo }
  const draft = moved(book, target.value, { ...told, lines: interest.lines }, on, practice, patch)
  const after = withDraft(book, draft)
  // A plan that goes on asks for its next instalment, not for all.
  const instalment = draft.patch.hold === 'PLAN' && after.plan ? nextInstalment(after.plan, after.postings) : undefined
  const dueOn = instalment ? maxDate(instalment.dueOn, termEndsOn) : termEndsOn
  const asked = { kind: 'DISPUTE_ANSWER', dueOn, matter: { ...matter, instalment: instalment ?? null } } as const
  const nextStepOn = draft.patch.nextStepOn ? maxDate(draft.patch.nextStepOn, dayAfterTerm(dueOn)) : null
  return ok([{ ...draft, letter: letterOf(after, asked, on, practice), patch: { ...draft.patch, nextStepOn } }])
}

/** A new address: letters go again. */
export function giveAddress(
  book: Book,
  address: DebtorCard['address'],
  on: CalendarDate,
  practice: Practice,
): Result<Draft[]> {
  if (book.assignment.stage === 'CLOSED') return moveTo(book, 'GIVE_ADDRESS') as Result<never>
  const debtor = { ...book.assignment.debtor, address }
  const note = [address.street, address.postCode, address.town].filter(Boolean).join(', ')
  const told = { type: 'ADDRESS_CHANGED', note } as const
  const isReturned = ladderStateOf(book) === 'MAIL_RETURNED'
  if (!isReturned) {
    const goes = book.assignment.waitsFor === 'ADDRESS_MISSING' ? goOn(book, on, practice) : {}
    return ok([{ ...told, on, amount: null, lines: [], patch: { debtor, ...goes } }])
  }
  return ok([moved(book, 'BACK', told, on, practice, { debtor })])
}

/** What a clerk may do now, by the table. */
export const caseActs = [
  'GRANT_EXTENSION',
  'MAKE_PLAN',
  'DISPUTE',
  'UPHOLD_DISPUTE',
  'REJECT_DISPUTE',
  'SUSPEND',
  'REPORT_DECEASED',
  'REPORT_INSOLVENT',
  'RETURN_MAIL',
  'GIVE_ADDRESS',
  'RESUME',
  'ASK_LEGAL_DECISION',
  'AUTHORISE',
  'GO_TO_COURT',
  'CHARGE_FEE',
  'RECORD_JUDGMENT',
  'BEGIN_SURVEILLANCE',
  'REVIEW',
  'GIVE_UP',
] as const satisfies readonly LadderEvent[]
export type CaseAct = (typeof caseActs)[number]

export function possibleActs(book: Book): CaseAct[] {
  const { stage, authorisedOn } = book.assignment
  return caseActs.filter((act) => {
    if (act === 'GIVE_ADDRESS') return stage !== 'CLOSED'
    if (act === 'AUTHORISE' && authorisedOn !== null) return false
    if (act === 'GO_TO_COURT' && authorisedOn === null) return false
    return moveTo(book, act).ok
  })
}

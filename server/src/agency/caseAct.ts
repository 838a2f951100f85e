import type { CalendarDate } from '../kernel/calendarDate.ts'
import { addDays, maxDate } from '../kernel/calendarDate.ts'
import type { Result } from '../kernel/result.ts'
import { err, ok } from '../kernel/result.ts'
import { askStep } from '../statute/ask.ts'
import type { StepDetails } from '../statute/costCaps.ts'
import { stepCap } from '../statute/costCaps.ts'
import { end } from './act.ts'
import type { AssignmentPatch, Book, DebtorCard, Draft, Step } from './assignment.ts'
import { withDraft } from './assignment.ts'
import { letterFactsOf } from './facts.ts'
import type { LadderEvent, LadderState, Target } from './ladder.ts'
import { heldAfter, targetOf } from './ladder.ts'
import { instalmentsOf, paidInAll } from './paymentPlan.ts'
import type { Line } from './posting.ts'
import { balanceOf } from './posting.ts'
import type { Practice } from './settings.ts'
import { dayAfterTerm, goOn, interestLines, newestLetter } from './step.ts'

/** Where the table of the ladder has an assignment. */
export function ladderStateOf(book: Book): LadderState {
  const { stage, hold } = book.assignment
  if (stage === 'CLOSED') return 'CLOSED'
  return hold ?? newestLetter(book)?.rung ?? 'RECEIVED'
}

/** Whether an act is possible where the assignment stands, and where it leads. */
export function moveTo(book: Book, event: LadderEvent): Result<Target> {
  const state = ladderStateOf(book)
  if (state === 'CLOSED') {
    return err({ code: 'ASSIGNMENT_CLOSED', message: 'The assignment has ended. Nothing is done on it any more.' })
  }
  const target = targetOf(state, event)
  if (!target || (event === 'SUSPEND' && book.assignment.debtor.kind !== 'CONSUMER')) {
    return err({ code: 'NOT_IN_THIS_STATE', message: `${event} is not possible in ${state}.` })
  }
  return ok(target)
}

type Told = Pick<Draft, 'type' | 'note'> & Partial<Pick<Draft, 'amount' | 'lines' | 'step' | 'plan' | 'planEnd'>>

/** Puts a hold on the assignment, or lifts it, and plans what comes next from there. */
function moved(
  book: Book,
  target: Target,
  told: Told,
  on: CalendarDate,
  practice: Practice,
  more: AssignmentPatch = {},
) {
  const held = heldAfter(book.assignment, target)
  const endsPlan = book.plan && held.hold !== 'PLAN' && !held.holdsBefore.includes('PLAN')
  const planEnd = told.planEnd ?? (endsPlan ? 'ENDED' : undefined)
  const draft: Draft = {
    on,
    amount: null,
    lines: [],
    ...told,
    ...(planEnd ? { planEnd } : {}),
    patch: { ...more, ...held },
  }
  const { plan, ...rest } = book
  const after = withDraft(planEnd || !plan ? rest : book, draft)
  return { ...draft, patch: { ...draft.patch, ...goOn(after, on, practice) } }
}

/** Acts of staff that need no more than words. */
export const plainActs = {
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

/** Upheld: the assignment ends and its unpaid costs are cancelled. Rejected: it goes on where it stood. */
export function answerDispute(
  book: Book,
  uphold: boolean,
  answer: string,
  on: CalendarDate,
  practice: Practice,
): Result<Draft[]> {
  const target = moveTo(book, uphold ? 'UPHOLD_DISPUTE' : 'REJECT_DISPUTE')
  if (!target.ok) return target
  const told = { type: 'DISPUTE_ANSWERED', note: `${uphold ? 'UPHELD' : 'REJECTED'}: ${answer}` } as const
  if (!uphold) return ok([moved(book, target.value, told, on, practice)])
  const answered: Draft = { ...told, on, amount: null, lines: [], patch: {} }
  return ok([answered, end(book, 'DISPUTE_UPHELD', on, practice).draft])
}

interface Priced {
  readonly lines: Line[]
  readonly step: Step
}

/** A cost that the law allows for an act, as a posting and as a step that counts toward the caps. */
function priced(
  book: Book,
  kind: 'EXTENSION' | 'PAYMENT_PLAN',
  asked: { readonly payBy: CalendarDate; readonly charge: boolean; readonly details: StepDetails },
  on: CalendarDate,
  practice: Practice,
): Priced {
  const facts = letterFactsOf(book)
  const answer = askStep(facts, kind, on, practice.rates, asked.details)
  const none = { ...answer.cost, minor: 0n }
  const cost = asked.charge ? answer.cost : none
  const section = stepCap(facts, kind, on, asked.details).sections[0] ?? null
  const line: Line = {
    kind: kind === 'EXTENSION' ? 'EXTENSION_COST' : 'PLAN_COST',
    component: 'COSTS',
    beneficiary: 'AGENCY',
    amount: cost.minor,
    on,
    section,
  }
  const charged = { charged: cost, cost: asked.charge ? answer.gross : none }
  return {
    lines: cost.minor > 0n ? [line] : [],
    step: { kind, sentOn: on, payBy: asked.payBy, byAgency: true, ...charged },
  }
}

export interface ExtensionWish {
  readonly until: CalendarDate
  /** Whether the debtor is asked for what the law allows (513/1999 10 a, 10 e §). */
  readonly charge: boolean
}

/** The shortest extension that is one in law (513/1999 10 b §). */
export const SHORTEST_EXTENSION = 14
const LONGEST_EXTENSION = 180

/** More time at the debtor's request: no letter goes before its last day has passed. */
export function grantExtension(
  book: Book,
  { until, charge }: ExtensionWish,
  on: CalendarDate,
  practice: Practice,
): Result<Draft[]> {
  const target = moveTo(book, 'GRANT_EXTENSION')
  if (!target.ok) return target
  const from = maxDate(on, book.assignment.termEndsOn ?? on)
  if (until < addDays(on, SHORTEST_EXTENSION) || until < from) {
    const message = `An extension is at least ${SHORTEST_EXTENSION} days, and longer than the time to pay that runs.`
    return err({ code: 'EXTENSION_TOO_SHORT', message, field: 'until' })
  }
  if (until > addDays(on, LONGEST_EXTENSION)) {
    const message = `An extension is at most ${LONGEST_EXTENSION} days. Make a payment plan.`
    return err({ code: 'EXTENSION_TOO_LONG', message, field: 'until' })
  }
  const { lines, step } = priced(book, 'EXTENSION', { payBy: until, charge, details: {} }, on, practice)
  const told = { type: 'EXTENSION_GRANTED', note: until, amount: step.charged.minor, lines, step } as const
  const draft = moved(book, target.value, told, on, practice, { termEndsOn: until })
  const nextStepOn = draft.patch.nextStepOn && maxDate(draft.patch.nextStepOn, dayAfterTerm(until))
  return ok([{ ...draft, patch: { ...draft.patch, nextStepOn: nextStepOn ?? null } }])
}

export interface PlanWish {
  readonly instalments: number
  readonly firstOn: CalendarDate
  readonly charge: boolean
}

const MOST_INSTALMENTS = 36
const LATEST_FIRST = 62

/** A payment plan for the whole rest, with interest to this day and what the law lets the plan cost. */
export function makePlan(
  book: Book,
  { instalments: count, firstOn, charge }: PlanWish,
  on: CalendarDate,
  practice: Practice,
): Result<Draft[]> {
  const target = moveTo(book, 'MAKE_PLAN')
  if (!target.ok) return target
  if (count < 2 || count > MOST_INSTALMENTS) {
    const message = `A plan has from 2 to ${MOST_INSTALMENTS} instalments.`
    return err({ code: 'INSTALMENTS_OUT_OF_RANGE', message, field: 'instalments' })
  }
  if (firstOn <= on || firstOn > addDays(on, LATEST_FIRST)) {
    const message = `The first instalment is due after today, within ${LATEST_FIRST} days.`
    return err({ code: 'FIRST_DAY_OUT_OF_RANGE', message, field: 'firstOn' })
  }
  const interest = interestLines(book, on, practice)
  const wish = { payBy: firstOn, charge, details: { instalments: count } }
  const cost = priced(book, 'PAYMENT_PLAN', wish, on, practice)
  const lines = [...interest.lines, ...cost.lines]
  const total = balanceOf([...book.postings, ...lines])
  if (total < BigInt(count)) {
    return err({ code: 'NOTHING_OPEN', message: 'There is too little left for a plan.' })
  }
  const plan = {
    madeOn: on,
    paidBefore: paidInAll(book.postings),
    instalments: instalmentsOf(total, count, firstOn),
  }
  const told = {
    type: 'PAYMENT_PLAN_MADE',
    note: `${count} × ${firstOn}`,
    amount: total,
    lines,
    step: cost.step,
    plan,
  } as const
  return ok([moved(book, target.value, told, on, practice, { interestTo: interest.interestTo })])
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
  if (!isReturned) return ok([{ ...told, on, amount: null, lines: [], patch: { debtor } }])
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
  'GO_TO_COURT',
  'BEGIN_SURVEILLANCE',
  'REVIEW',
  'GIVE_UP',
] as const satisfies readonly LadderEvent[]
export type CaseAct = (typeof caseActs)[number]

export function possibleActs(book: Book): CaseAct[] {
  return caseActs.filter(
    (act) => moveTo(book, act).ok || (act === 'GIVE_ADDRESS' && book.assignment.stage !== 'CLOSED'),
  )
}

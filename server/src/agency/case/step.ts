import { nextBankingDay } from '../../kernel/bankingDay.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { addDays, addYears, maxDate } from '../../kernel/calendarDate.ts'
import { money } from '../../kernel/money.ts'
import type { StepAnswer } from '../../statute/ask.ts'
import { askStep } from '../../statute/ask.ts'
import { standardCompensation } from '../../statute/compensation.ts'
import { stepCap } from '../../statute/costCaps.ts'
import { prescription } from '../../statute/prescription.ts'
import { lastDayToPay } from '../../statute/waiting.ts'
import { channelFor, letterOf, newestLetter, termFrom } from '../letter/letterDraft.ts'
import type { Practice } from '../settings.ts'
import { settingOn } from '../settings.ts'
import type { AssignmentPatch, Book, Draft, Step } from './assignment.ts'
import { closing, hasAddress, withDraft } from './assignment.ts'
import { factsOf, letterFactsOf } from './facts.ts'
import type { Course, Held, LadderStep, QuietStep } from './ladder.ts'
import { heldAfter, isLetter, LADDER, stepAfter } from './ladder.ts'
import { interestCorrection, interestUntil } from './lateInterest.ts'
import { orderFor, rebalance } from './payment.ts'
import type { Instalment } from './paymentPlan.ts'
import { nextInstalment } from './paymentPlan.ts'
import type { LetterStep } from './policy.ts'
import { HOUSE_POLICY } from './policy.ts'
import type { Line } from './posting.ts'
import { balanceOf, openOf } from './posting.ts'

type NextStep = Pick<Required<AssignmentPatch>, 'nextStep' | 'nextStepOn' | 'waitsFor'>

/** The day from which a letter may go and cost what it may; undefined when no date alone helps. */
function dayFor(answer: StepAnswer): CalendarDate | undefined {
  return answer.chargeableFrom ?? answer.earliest ?? undefined
}

/**
 * When a step comes. A letter waits until it may be charged for, if waiting makes it so. A rate that is missing today
 * may be there on the day, so it is looked at then.
 */
export function plan(book: Book, step: LadderStep, earliest: CalendarDate, practice: Practice): NextStep {
  if (!isLetter(step)) return { nextStep: step, nextStepOn: earliest, waitsFor: null }
  const notBefore = maxDate(earliest, policyDay(book, step))
  const answer = askStep(letterFactsOf(book), LADDER[step].statute, notBefore, practice.rates)
  const day = dayFor(answer)
  if (day) return { nextStep: step, nextStepOn: maxDate(day, notBefore), waitsFor: null }
  const reason = answer.reasons[0]?.code ?? 'NOT_ALLOWED'
  if (reason === 'RATE_UNKNOWN') return { nextStep: step, nextStepOn: notBefore, waitsFor: null }
  return { nextStep: step, nextStepOn: null, waitsFor: reason }
}

/** The first day after the time to pay, so that a payment made on its last day is there. */
export function dayAfterTerm(termEndsOn: CalendarDate): CalendarDate {
  return nextBankingDay(addDays(lastDayToPay(termEndsOn), 1))
}

/** What decides about the next rung of an assignment. */
export function courseOf({ assignment, postings, policy = HOUSE_POLICY }: Book): Course {
  const { service, afterReminder } = assignment
  return { service, afterReminder, policy, principal: openOf(postings, 'PRINCIPAL') }
}

/** The first day that the creditor's policy lets a letter go; the law may want it later. */
function policyDay(book: Book, step: LetterStep): CalendarDate {
  const { afterDays } = (book.policy ?? HOUSE_POLICY).rules[step]
  return addDays(newestLetter(book)?.sentOn ?? book.assignment.dueOn, afterDays)
}

/** What comes next where an assignment stands now: what its hold asks for, or the step after its newest letter. */
export function goOn(book: Book, on: CalendarDate, practice: Practice): NextStep {
  const { hold, termEndsOn } = book.assignment
  const tomorrow = nextBankingDay(addDays(on, 1))
  if (hold === 'PLAN' && book.plan) {
    const due = nextInstalment(book.plan, book.postings)
    const day = due ? maxDate(tomorrow, dayAfterTerm(due.dueOn)) : tomorrow
    return { nextStep: 'INSTALMENT', nextStepOn: day, waitsFor: null }
  }
  if (hold === 'SURVEILLANCE' || hold === 'LEGAL') {
    return { nextStep: 'REVIEW', nextStepOn: nextBankingDay(addYears(on, 1)), waitsFor: null }
  }
  if (hold !== null && hold !== 'EXTENSION') return { nextStep: null, nextStepOn: null, waitsFor: hold }
  const notBefore = termEndsOn === null ? tomorrow : maxDate(tomorrow, dayAfterTerm(termEndsOn))
  return plan(book, stepAfter(newestLetter(book)?.rung ?? null, courseOf(book)), notBefore, practice)
}

/** Where an assignment goes on that was closed too early: after the newest letter, whose time to pay is kept. */
export function resume(book: Book, on: CalendarDate, practice: Practice): AssignmentPatch {
  const newest = newestLetter(book)
  const stage = newest ? LADDER[newest.rung].stage : 'RECEIVED'
  const held = { hold: null, holdsBefore: [] }
  const open = { ...book, assignment: { ...book.assignment, ...held } }
  return { stage, closeReason: null, closedOn: null, ...held, ...goOn(open, on, practice) }
}

function postponed(book: Book, on: CalendarDate, to: CalendarDate | null, reason: string): Draft {
  const patch = { nextStep: book.assignment.nextStep, nextStepOn: to, waitsFor: to === null ? reason : null }
  return { type: 'STEP_POSTPONED', on, amount: null, note: reason, lines: [], patch }
}

/** A step of the calendar that is no letter. */
function takeQuietStep(book: Book, step: QuietStep, on: CalendarDate, practice: Practice): Draft {
  const { assignment } = book
  const draft = { on, amount: null, note: null, lines: [] }
  if (step === 'RETURN') {
    return { ...draft, type: 'CLOSED', patch: closing('RETURNED', on), collectionStatus: 'REQUESTED' }
  }
  if (step === 'INSTALMENT') return lookAtPlan(book, on, practice)
  if (step === 'GIVE_UP') return { ...draft, type: 'CLOSED', note: 'BY_POLICY', patch: closing('CREDIT_LOSS', on) }
  if (step === 'REVIEW') {
    // A debt that has become time-barred may not be collected any more (513/1999 4 §).
    if (prescription(factsOf(book), on)?.prescribed) {
      return { ...draft, type: 'CLOSED', note: 'PRESCRIBED', patch: closing('CREDIT_LOSS', on) }
    }
    const patch = { nextStep: null, nextStepOn: null, waitsFor: 'REVIEW' }
    return { ...draft, type: 'SURVEILLANCE', note: 'REVIEW', patch }
  }
  const held = heldAfter(assignment, step)
  const after = { ...book, assignment: { ...assignment, ...held } }
  return { ...draft, type: step, patch: { ...held, ...goOn(after, on, practice) } }
}

/** Instalments that were due are there, or the plan is broken and the debt goes back to where it stood. */
function lookAtPlan(book: Book, on: CalendarDate, practice: Practice): Draft {
  const { assignment, postings, plan: made } = book
  const missing = made && nextInstalment(made, postings)
  const draft = { on, amount: null, lines: [] }
  if (missing && dayAfterTerm(missing.dueOn) > on) {
    return { ...draft, type: 'STEP_POSTPONED', note: 'INSTALMENT_PAID', patch: goOn(book, on, practice) }
  }
  const held = heldAfter(assignment, 'BACK')
  const { plan: _, ...rest } = book
  if (missing) return breakPlan(rest, missing, held, on, practice)
  const after = { ...rest, assignment: { ...assignment, ...held } }
  const patch = { ...held, ...goOn(after, on, practice) }
  return { ...draft, type: 'RESUMED', note: 'PLAN_KEPT', patch, planEnd: 'KEPT' }
}

/** The whole debt is asked for at once, without a cost, with a new time to pay; then the ladder goes on. */
function breakPlan(book: Book, missing: Instalment, held: Held, on: CalendarDate, practice: Practice): Draft {
  const interest = interestLines(book, on, practice)
  const termEndsOn = termFrom(book, on, practice)
  const told = { type: 'PAYMENT_PLAN_BROKEN' as const, on, amount: missing.amount, note: missing.dueOn }
  const draft = { ...told, lines: interest.lines, planEnd: 'BROKEN' as const }
  const patch = { ...held, termEndsOn, interestTo: interest.interestTo }
  const after = withDraft(book, { ...draft, patch })
  const request = { kind: 'PLAN_BROKEN' as const, dueOn: termEndsOn, matter: { kind: 'PLAN_BROKEN' as const, missing } }
  const letter = letterOf(after, request, on, practice)
  return { ...draft, patch: { ...patch, ...goOn(after, on, practice) }, letter }
}

/** The step that is due on a day: taken, or put off with a reason. */
export function takeStep(book: Book, on: CalendarDate, practice: Practice): Draft {
  const { nextStep } = book.assignment
  if (nextStep === null) throw new Error('An assignment without a next step is not on the calendar.')
  if (nextStep === 'RETURN' || nextStep === 'INSTALMENT' || nextStep === 'REVIEW') {
    return takeQuietStep(book, nextStep, on, practice)
  }
  if (openOf(book.postings, 'PRINCIPAL') <= 0n) return postponed(book, on, null, 'NOTHING_OPEN')
  if (balanceOf(book.postings) <= settingOn(practice.settings, 'SMALL_REST', on))
    return postponed(book, on, null, 'SMALL_REST')
  if (!isLetter(nextStep)) return takeQuietStep(book, nextStep, on, practice)
  const answer = askStep(letterFactsOf(book), LADDER[nextStep].statute, on, practice.rates)
  const day = dayFor(answer)
  if (!answer.allowed || (day !== undefined && on < day)) {
    return postponed(book, on, day ?? null, answer.reasons[0]?.code ?? 'NOT_ALLOWED')
  }
  // A consumer's e-mail that does not get through is put on paper (513/1999, 5 §): it needs an address as well.
  const { debtor } = book.assignment
  if ((debtor.kind === 'CONSUMER' || channelFor(book, nextStep, on).channel === 'PRINT') && !hasAddress(debtor))
    return postponed(book, on, null, 'ADDRESS_MISSING')
  return sendLetter(book, nextStep, on, practice)
}

/** The standard compensation less what earlier letters asked: in all the larger of the two (513/1999 10 i §). */
function compensationLines(book: Book, on: CalendarDate): Line[] {
  const facts = factsOf(book)
  const compensation = standardCompensation(facts, on)
  if (!compensation || on < compensation.from || facts.compensationCharged?.minor !== 0n) return []
  const { section } = compensation
  const amount = compensation.amount.minor
  if (amount === 0n) return []
  // By law the compensation is the creditor's, not the agency's.
  return [{ kind: 'FIXED_COMPENSATION', component: 'COSTS', beneficiary: 'CREDITOR', amount, on, section }]
}

export function interestLines(
  book: Book,
  on: CalendarDate,
  practice: Practice,
): { lines: Line[]; interestTo: CalendarDate | null } {
  const { interestTo } = book.assignment
  const correction = interestCorrection(book, [], on, practice.rates)
  const more = correction.ok ? interestUntil(book, correction.value, on, practice.rates) : correction
  // Only a reminder comes here without a rate: it names no sum of interest then.
  if (!correction.ok || !more.ok) return { lines: [], interestTo }
  const lines = [...correction.value, ...more.value]
  const moved = rebalance([...book.postings, ...lines], orderFor(book.assignment), on)
  return { lines: [...lines, ...moved.lines], interestTo: maxDate(on, interestTo ?? on) }
}

function costOf(book: Book, step: LetterStep, on: CalendarDate, compensation: Line[], practice: Practice) {
  const { statute, cost: kind } = LADDER[step]
  const without = { ...letterFactsOf(book), compensationCharged: money(0n, book.assignment.currency) }
  const gross = askStep(without, statute, on, practice.rates).cost
  const net = askStep(letterFactsOf(book, compensation), statute, on, practice.rates).cost
  const section = stepCap(without, statute, on).sections[0] ?? null
  const line: Line = { kind, component: 'COSTS', beneficiary: 'AGENCY', amount: net.minor, on, section }
  return { gross, net, lines: net.minor > 0n ? [line] : [] }
}

function sendLetter(book: Book, step: LetterStep, on: CalendarDate, practice: Practice): Draft {
  const rung = LADDER[step]
  const termEndsOn = termFrom(book, on, practice)
  const interest = interestLines(book, on, practice)
  const compensation = compensationLines(book, on)
  const cost = costOf(book, step, on, compensation, practice)
  const lines = [...interest.lines, ...compensation, ...cost.lines]
  const taken: Step = {
    kind: rung.statute,
    sentOn: on,
    charged: cost.net,
    cost: cost.gross,
    payBy: termEndsOn,
    byAgency: true,
  }
  const total = balanceOf([...book.postings, ...lines])
  const base = { type: rung.event, on, amount: total, note: null, lines, step: taken, collectionStatus: rung.status }
  const patch = { stage: rung.stage, termEndsOn, interestTo: interest.interestTo, hold: null, holdsBefore: [] }
  const after = withDraft(book, { ...base, patch })
  const next = plan(after, stepAfter(step, courseOf(after)), dayAfterTerm(termEndsOn), practice)
  return {
    ...base,
    patch: { ...patch, ...next },
    letter: {
      ...letterOf(after, { kind: rung.letter, dueOn: termEndsOn }, on, practice),
      channel: channelFor(book, step, on).channel,
    },
  }
}

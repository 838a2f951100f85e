import { nextBankingDay } from '../kernel/bankingDay.ts'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import { addDays, maxDate } from '../kernel/calendarDate.ts'
import { money } from '../kernel/money.ts'
import type { StepAnswer } from '../statute/ask.ts'
import { askStep } from '../statute/ask.ts'
import { standardCompensation } from '../statute/compensation.ts'
import { stepCap } from '../statute/costCaps.ts'
import { lastDayToPay } from '../statute/waiting.ts'
import type { AssignmentPatch, Book, Draft, Step } from './assignment.ts'
import { closing, withDraft } from './assignment.ts'
import { factsOf, letterFactsOf } from './facts.ts'
import type { LadderStep, LetterStep } from './ladder.ts'
import { firstStep, LADDER, stepAfter } from './ladder.ts'
import { interestCorrection, interestUntil } from './lateInterest.ts'
import { orderFor, rebalance } from './payment.ts'
import type { Line } from './posting.ts'
import { balanceOf, openOf } from './posting.ts'
import type { Practice } from './settings.ts'
import { ownTextIn, settingOn } from './settings.ts'

type NextStep = Pick<Required<AssignmentPatch>, 'nextStep' | 'nextStepOn' | 'waitsFor'>

/** The day from which a letter may go and cost what it may; undefined when no date alone helps. */
function dayFor(answer: StepAnswer): CalendarDate | undefined {
  return answer.chargeableFrom ?? answer.earliest ?? undefined
}

/**
 * When a step comes. A letter waits until it may be charged for, if waiting makes it so. A rate that is missing today
 * may be there on the day, so it is looked at then.
 */
export function plan(book: Book, step: LadderStep | null, notBefore: CalendarDate, practice: Practice): NextStep {
  if (step === null || step === 'RETURN') {
    return { nextStep: step, nextStepOn: step && notBefore, waitsFor: step ? null : 'LADDER_ENDED' }
  }
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

/** Where an assignment goes on that was closed too early: after the newest letter, whose time to pay is kept. */
export function resume(book: Book, on: CalendarDate, practice: Practice): AssignmentPatch {
  const { service, afterReminder, termEndsOn } = book.assignment
  const newest = book.steps.findLast((step) => step.byAgency)
  const letterSteps = Object.keys(LADDER) as LetterStep[]
  const last = letterSteps.find((step) => LADDER[step].statute === newest?.kind)
  const tomorrow = nextBankingDay(addDays(on, 1))
  const notBefore = termEndsOn === null ? tomorrow : maxDate(tomorrow, dayAfterTerm(termEndsOn))
  const next = last ? stepAfter(last, afterReminder) : firstStep(service)
  const stage = last ? LADDER[last].stage : 'RECEIVED'
  return { stage, closeReason: null, closedOn: null, ...plan(book, next, notBefore, practice) }
}

function postponed(book: Book, on: CalendarDate, to: CalendarDate | null, reason: string): Draft {
  const patch = { nextStep: book.assignment.nextStep, nextStepOn: to, waitsFor: to === null ? reason : null }
  return { type: 'STEP_POSTPONED', on, amount: null, note: reason, lines: [], patch }
}

/** The step that is due on a day: sent, put off with a reason, or the invoice given back. */
export function takeStep(book: Book, on: CalendarDate, practice: Practice): Draft {
  const { nextStep } = book.assignment
  if (nextStep === null) throw new Error('An assignment without a next step is not on the calendar.')
  if (nextStep === 'RETURN') {
    const patch = closing('RETURNED', on)
    return { type: 'CLOSED', on, amount: null, note: null, lines: [], patch, collectionStatus: 'REQUESTED' }
  }
  if (openOf(book.postings, 'PRINCIPAL') <= 0n) return postponed(book, on, null, 'NOTHING_OPEN')
  if (balanceOf(book.postings) <= settingOn(practice.settings, 'SMALL_REST', on))
    return postponed(book, on, null, 'SMALL_REST')
  const answer = askStep(letterFactsOf(book), LADDER[nextStep].statute, on, practice.rates)
  const day = dayFor(answer)
  if (!answer.allowed || (day !== undefined && on < day)) {
    return postponed(book, on, day ?? null, answer.reasons[0]?.code ?? 'NOT_ALLOWED')
  }
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

function interestLines(
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
  const { assignment } = book
  const rung = LADDER[step]
  const isConsumer = assignment.debtor.kind === 'CONSUMER'
  const term = settingOn(practice.settings, isConsumer ? 'TERM_DAYS_CONSUMER' : 'TERM_DAYS_BUSINESS', on)
  const termEndsOn = nextBankingDay(addDays(on, Number(term)))
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
  const patch = { stage: rung.stage, termEndsOn, interestTo: interest.interestTo }
  const after = withDraft(book, { ...base, patch })
  const next = plan(after, stepAfter(step, assignment.afterReminder), dayAfterTerm(termEndsOn), practice)
  return {
    ...base,
    patch: { ...patch, ...next },
    letter: {
      kind: rung.letter,
      sentOn: on,
      dueOn: termEndsOn,
      // A consumer's consent to electronic demands (513/1999 5 §) is not in the material.
      channel: !isConsumer && assignment.debtor.email !== null ? 'EMAIL' : 'PRINT',
      language: assignment.debtor.language,
      total,
      ownText: ownTextIn(practice.ownTexts, rung.letter, assignment.debtor.language),
    },
  }
}

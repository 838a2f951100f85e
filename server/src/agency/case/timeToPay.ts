import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { addDays, maxDate } from '../../kernel/calendarDate.ts'
import type { Result } from '../../kernel/result.ts'
import { err, ok } from '../../kernel/result.ts'
import { askStep } from '../../statute/ask.ts'
import type { StepDetails } from '../../statute/costCaps.ts'
import { stepCap } from '../../statute/costCaps.ts'
import { letterOf } from '../letter/letterDraft.ts'
import type { Practice } from '../settings.ts'
import type { Book, Draft, Step } from './assignment.ts'
import { withDraft } from './assignment.ts'
import { moved, moveTo } from './caseMove.ts'
import { letterFactsOf } from './facts.ts'
import { instalmentsOf, paidInAll } from './paymentPlan.ts'
import type { Line } from './posting.ts'
import { balanceOf } from './posting.ts'
import { dayAfterTerm, interestLines } from './step.ts'

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
const SHORTEST_EXTENSION = 14
const LONGEST_EXTENSION = 180

/** More time at the debtor's request, confirmed by a letter: no other goes before its last day has passed. */
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
  const interest = interestLines(book, on, practice)
  const cost = priced(book, 'EXTENSION', { payBy: until, charge, details: {} }, on, practice)
  const { step } = cost
  const lines = [...interest.lines, ...cost.lines]
  const told = { type: 'EXTENSION_GRANTED', note: until, amount: step.charged.minor, lines, step } as const
  const draft = moved(book, target.value, told, on, practice, { termEndsOn: until, interestTo: interest.interestTo })
  const nextStepOn = draft.patch.nextStepOn && maxDate(draft.patch.nextStepOn, dayAfterTerm(until))
  const request = { kind: 'EXTENSION', dueOn: until, matter: { kind: 'EXTENSION' } } as const
  const letter = letterOf(withDraft(book, draft), request, on, practice)
  return ok([{ ...draft, letter, patch: { ...draft.patch, nextStepOn: nextStepOn ?? null } }])
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
  const draft = moved(book, target.value, told, on, practice, { interestTo: interest.interestTo })
  const request = { kind: 'PLAN', dueOn: firstOn, matter: { kind: 'PLAN' } } as const
  return ok([{ ...draft, letter: letterOf(withDraft(book, draft), request, on, practice) }])
}

import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { NotFound } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { StepAnswer } from '../../statute/ask.ts'
import { askStep } from '../../statute/ask.ts'
import { type StepKind, stepKinds } from '../../statute/facts.ts'
import { type PrescriptionAnswer, prescription } from '../../statute/prescription.ts'
import { lastDayToPay } from '../../statute/waiting.ts'
import { MAIL_SUMMARY, type MailSummary } from '../letter/letterMail.store.ts'
import { loadPractice } from '../practice.ts'
import type { Practice } from '../settings.ts'
import { staffReader } from '../staff.ts'
import type { Book } from './assignment.ts'
import { readBook } from './book.store.ts'
import type { CaseKey } from './caseDesk.ts'
import type { Dispute } from './dispute.store.ts'
import { disputesOf } from './dispute.store.ts'
import { factsOf, letterFactsOf } from './facts.ts'
import { knownInterestUntil } from './lateInterest.ts'
import type { KnownPlan } from './paymentPlan.store.ts'
import { plansOf } from './paymentPlan.store.ts'
import type { Instalment } from './paymentPlan.ts'
import { paidInAll } from './paymentPlan.ts'
import type { Line } from './posting.ts'

export interface CaseEvent {
  readonly id: bigint
  readonly type: string
  readonly on: CalendarDate
  readonly at: Date
  readonly amount: bigint | null
  readonly note: string | null
  /** Name of who did it; null: the service by itself. */
  readonly by: string | null
}

export interface CaseLetter {
  readonly id: bigint
  readonly kind: string
  readonly sentOn: CalendarDate
  readonly dueOn: CalendarDate
  readonly channel: string
  readonly total: bigint
  readonly body: string
  /** Hexadecimal; null when there is no paper. */
  readonly sha256: string | null
  readonly mail: MailSummary | null
}

/** An assignment as the agency's own book has it, with all that staff look at. */
export interface Case {
  readonly book: Book
  readonly practice: Practice
  readonly events: readonly CaseEvent[]
  readonly letters: readonly CaseLetter[]
  readonly disputes: readonly Dispute[]
  readonly plans: readonly KnownPlan[]
}

const EVENTS = `
  SELECT e.id, e.type, e.on_day AS "on", e.at, e.amount, e.note, u.name AS by
  FROM agency.event e LEFT JOIN access.app_user u ON u.id::text = e.staff
  WHERE e.company_id = $1 AND e.assignment_id = $2 ORDER BY e.id`

const LETTERS = `
  SELECT l.id, l.kind, l.sent_on AS "sentOn", l.due_on AS "dueOn", l.channel, l.total, l.body, encode(p.sha256, 'hex') AS sha256,
    ${MAIL_SUMMARY} AS mail
  FROM agency.letter l LEFT JOIN agency.letter_archive p ON p.company_id = l.company_id AND p.letter_id = l.id
  LEFT JOIN agency.letter_mail m ON m.company_id = l.company_id AND m.letter_id = l.id
  WHERE l.company_id = $1 AND l.assignment_id = $2 ORDER BY l.id`

/** Throws NotFound for an unknown assignment. */
async function readCase(unit: Unit, { companyId, id }: CaseKey): Promise<Case> {
  const book = await readBook(unit, companyId, id)
  if (!book) throw new NotFound('There is no such assignment.')
  const key = [companyId, id]
  const [practice, events, letters, disputes, plans] = await Promise.all([
    loadPractice(unit),
    unit.rows<CaseEvent>(EVENTS, key, 'agency.caseEvents'),
    unit.rows<CaseLetter>(LETTERS, key, 'agency.caseLetters'),
    disputesOf(unit, { companyId, id }),
    plansOf(unit, { companyId, id }),
  ])
  return { book, practice, events, letters, disputes, plans }
}

/** Staff's view of single assignments. */
export class CaseBook {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Staff only. Throws NotFound. */
  find(scope: Scope, key: CaseKey): Promise<Case> {
    return this.#database.agency(staffReader(scope), (unit) => readCase(unit, key))
  }
}

export interface AskedStep extends StepAnswer {
  readonly step: StepKind
}

/** What the law says on a day about every step that it knows. */
export function lawOf(book: Book, on: CalendarDate, practice: Practice): AskedStep[] {
  const facts = letterFactsOf(book)
  return stepKinds.map((step) => ({ step, ...askStep(facts, step, on, practice.rates) }))
}

export interface BalanceOn {
  readonly on: CalendarDate
  readonly lines: readonly (Line & { readonly posted: boolean })[]
  /** Why the interest of the day is missing. */
  readonly problem: string | null
}

/** What is owed at the end of a day, past or to come: the postings until then and the interest that has run since. */
export function balanceOn(book: Book, on: CalendarDate, practice: Practice): BalanceOn {
  const postings = book.postings.filter((line) => line.on <= on)
  const posted = postings.map((line) => ({ ...line, posted: true }))
  const { closedOn } = book.assignment
  if (closedOn !== null && closedOn <= on) return { on, lines: posted, problem: null }
  const interestTo = postings.reduce<CalendarDate | null>((to, line) => {
    return line.kind === 'LATE_INTEREST' && line.to && (to === null || line.to > to) ? line.to : to
  }, null)
  const then: Book = { ...book, postings, assignment: { ...book.assignment, interestTo } }
  const running = knownInterestUntil(then, on, practice.rates)
  const lines = [...posted, ...running.lines.map((line) => ({ ...line, posted: false }))]
  return { on, lines, problem: running.missing?.message ?? null }
}

/** By when the debt becomes time-barred, as things stand on a day. */
export function limitationOf(book: Book, on: CalendarDate): PrescriptionAnswer | undefined {
  return prescription(factsOf(book), on)
}

/** An instalment as it stands when so much has been paid. */
export interface InstalmentOn extends Instalment {
  readonly ordinal: number
  /** Cents of it that what was paid by then covers; the oldest are covered first. */
  readonly covered: bigint
  readonly state: 'PAID' | 'DUE' | 'LATE' | 'TO_COME'
}

/** How the plan that runs stands on a day, past or to come, if nothing more is paid until then. */
export function planOn({ plan, postings }: Book, on: CalendarDate): InstalmentOn[] {
  if (!plan) return []
  let left = paidInAll(postings.filter((line) => line.on <= on)) - plan.paidBefore
  return plan.instalments.map(({ dueOn, amount }, index) => {
    const covered = left < 0n ? 0n : left < amount ? left : amount
    left -= covered
    const last = lastDayToPay(dueOn)
    const state = covered === amount ? 'PAID' : last < on ? 'LATE' : last === on ? 'DUE' : 'TO_COME'
    return { ordinal: index + 1, dueOn, amount, covered, state }
  })
}

import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Result, UserError } from '../../kernel/result.ts'
import { err, ok } from '../../kernel/result.ts'
import { type Citation, courtFeesAct, enforcementFeesAct } from '../../statute/sections.ts'
import type { Practice } from '../settings.ts'
import type { Book, Draft } from './assignment.ts'
import { moved, moveTo } from './caseMove.ts'
import type { Line } from './posting.ts'

export interface Authorisation {
  /** Who of the creditor gave it. */
  readonly givenBy: string
  readonly givenOn: CalendarDate
  /** Where it can be read: a letter, a message. */
  readonly note: string | null
}

export interface AuthorityFee {
  readonly kind: 'COURT_FEE' | 'ENFORCEMENT_FEE'
  /** Cents. */
  readonly amount: bigint
  readonly on: CalendarDate
  /** The number of the matter, or of the bill. */
  readonly note: string | null
}

export interface Judgment {
  readonly givenOn: CalendarDate
  /** The court and the number of its judgment. */
  readonly judgment: string
}

const LONGEST_NAME = 200

function dayProblem(day: CalendarDate, today: CalendarDate, field: string): UserError | undefined {
  if (day <= today) return undefined
  return { code: 'DAY_TO_COME', message: 'That day has not come yet.', field }
}

function wordProblem(word: string, field: string): UserError | undefined {
  if (word === '') return { code: 'NAME_MISSING', message: 'Write who or what it is.', field }
  if (word.length <= LONGEST_NAME) return undefined
  return { code: 'NOTE_TOO_LONG', message: `Say it in at most ${LONGEST_NAME} characters.`, field }
}

/** The creditor authorises legal collection: no matter goes to court without it. */
export function authorise(
  book: Book,
  { givenBy, givenOn, note }: Authorisation,
  on: CalendarDate,
  practice: Practice,
): Result<Draft[]> {
  const target = moveTo(book, 'AUTHORISE')
  if (!target.ok) return target
  const problem = wordProblem(givenBy, 'givenBy') ?? dayProblem(givenOn, on, 'givenOn')
  if (problem) return err(problem)
  const told = { type: 'LEGAL_AUTHORISED', note: [givenBy, givenOn, note].filter(Boolean).join(' · ') } as const
  const patch = { authorisedOn: givenOn, authorisedBy: givenBy }
  return ok([moved(book, target.value, told, on, practice, patch)])
}

const FEE_SECTIONS: Readonly<Record<AuthorityFee['kind'], Citation>> = {
  COURT_FEE: courtFeesAct('2'),
  ENFORCEMENT_FEE: enforcementFeesAct('1'),
}
const LARGEST_FEE = 1_000_000n

/** What an authority charged goes on the debt, as the authority's own; no cap of the collection act counts it. */
export function chargeFee(book: Book, fee: AuthorityFee, on: CalendarDate, practice: Practice): Result<Draft[]> {
  const { kind, amount, note } = fee
  const target = moveTo(book, 'CHARGE_FEE')
  if (!target.ok) return target
  if (amount <= 0n || amount > LARGEST_FEE) {
    return err({ code: 'AMOUNT_OUT_OF_RANGE', message: 'A fee is from 0.01 to 10,000.00.', field: 'amount' })
  }
  const problem = dayProblem(fee.on, on, 'on')
  if (problem) return err(problem)
  if (kind === 'ENFORCEMENT_FEE' && book.assignment.judgmentOn === null) {
    const message = 'Enforcement needs a judgment. Write it down first.'
    return err({ code: 'JUDGMENT_MISSING', message, field: 'kind' })
  }
  const line: Line = {
    ...{ kind, amount, on: fee.on },
    component: 'COSTS',
    beneficiary: 'AUTHORITY',
    section: FEE_SECTIONS[kind],
  }
  const told = { type: 'AUTHORITY_FEE', note: note ? `${kind}: ${note}` : kind, amount, lines: [line] } as const
  return ok([moved(book, target.value, told, on, practice)])
}

/** The debt becomes time-barred five years after the judgment (728/2003 13 §). */
export function recordJudgment(
  book: Book,
  { givenOn, judgment }: Judgment,
  on: CalendarDate,
  practice: Practice,
): Result<Draft[]> {
  const target = moveTo(book, 'RECORD_JUDGMENT')
  if (!target.ok) return target
  const problem = wordProblem(judgment, 'judgment') ?? dayProblem(givenOn, on, 'givenOn')
  if (problem) return err(problem)
  if (givenOn < book.assignment.receivedOn) {
    const message = 'The judgment was given before the agency took the matter.'
    return err({ code: 'DAY_TOO_EARLY', message, field: 'givenOn' })
  }
  const told = { type: 'JUDGMENT', note: `${judgment} · ${givenOn}` } as const
  return ok([moved(book, target.value, told, on, practice, { judgmentOn: givenOn, judgment })])
}

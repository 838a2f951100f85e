import type { PreviewAnswer, PreviewQuestion } from '../../exchange/messages/preview.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { helsinkiToday } from '../../kernel/calendarDate.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { amountOf } from '../amount.ts'
import type { Book } from '../case/assignment.ts'
import { withDraft } from '../case/assignment.ts'
import { isLetter } from '../case/ladder.ts'
import { newBook, planned } from '../case/openAssignment.ts'
import { refusalOf } from '../case/opening.ts'
import { takeStep } from '../case/step.ts'
import { loadPractice } from '../practice.ts'
import { clientAccountOn, isRunning } from '../road/apply.store.ts'
import type { Practice } from '../settings.ts'
import { ownTextsOf } from './letter.store.ts'
import { letterContent } from './letterContent.ts'
import { channelFor } from './letterDraft.ts'
import { letterText } from './letterText.ts'
import { letterPdf } from './print/letterPdf.ts'

/** The name of an assignment that there is not, and the base of a reference that nobody sees. */
const NOBODY = '00000000-0000-4000-8000-000000000000'
const NO_BASE = 100n

const NO_CREDITOR = { companyId: 0n, state: 'ACTIVE' as const }

/** Shows letters before anything is sent. Nothing of the question is kept. */
export class Previews {
  readonly #database: Database
  readonly #clock: Clock

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  /** The letter with which the assignment would begin today, written by the same rules and words as the real one. */
  async draft(question: PreviewQuestion): Promise<PreviewAnswer> {
    const today = helsinkiToday(this.#clock.now())
    const { book, practice, refusal } = await this.#database.agency('system', (unit) => load(unit, question, today))
    if (refusal) return { problems: [{ code: refusal.code, message: refusal.message }], letter: null }
    return firstLetter(book, question.body, today, practice)
  }
}

async function load(unit: Unit, { creditor, body }: PreviewQuestion, today: CalendarDate) {
  const known = await unit.row<{ companyId: bigint; state: 'ACTIVE' | 'BLOCKED' }>(
    'SELECT company_id AS "companyId", state FROM agency.creditor WHERE business_id = $1',
    [creditor],
    'agency.creditorState',
  )
  const { companyId, state: creditorState } = known ?? NO_CREDITOR
  const practice = { ...(await loadPractice(unit)), ownTexts: await ownTextsOf(unit, companyId) }
  const details = { iban: await clientAccountOn(unit, today), base: NO_BASE }
  const { book } = await newBook(unit, companyId, { assignment: NOBODY, body }, details, today)
  const circumstances = { creditorState, isRunning: await isRunning(unit, companyId, body.invoice.number) }
  return { book, practice, refusal: refusalOf(book, circumstances, today, practice) }
}

async function firstLetter(
  opened: Book,
  body: PreviewQuestion['body'],
  today: CalendarDate,
  practice: Practice,
): Promise<PreviewAnswer> {
  const { whole, next } = planned(opened, body, today, practice)
  if (!next.nextStep || !isLetter(next.nextStep) || next.nextStepOn === null) {
    return none(next.waitsFor ?? 'NO_LETTER')
  }
  const book: Book = { ...whole, assignment: { ...whole.assignment, ...next } }
  const draft = takeStep(book, next.nextStepOn, practice)
  if (!draft.letter) return none(draft.note ?? 'NO_LETTER')
  const { kind, sentOn, dueOn, channel, language, total, ownText, interest } = draft.letter
  const content = letterContent(withDraft(book, draft), { kind, on: sentOn, dueOn, ownText, interest, isPreview: true })
  const pdf = (await letterPdf(content)).toString('base64')
  const { reason: channelReason } = channelFor(book, next.nextStep, next.nextStepOn)
  const sum = amountOf(total, book.assignment.currency)
  return {
    problems: [],
    letter: { kind, sentOn, dueOn, channel, channelReason, language, total: sum, body: letterText(content), pdf },
  }
}

const REASONS: Readonly<Record<string, string>> = {
  RATE_UNKNOWN: 'The reference rate of late interest is not published for the day of the letter.',
  SMALL_REST: 'So little is left that no letter is sent for it.',
  NOTHING_OPEN: 'Nothing of the invoice is unpaid.',
}

function none(code: string): PreviewAnswer {
  const message = REASONS[code] ?? 'The law or the agreement allows no letter here by itself; staff look at it.'
  return { problems: [{ code, message }], letter: null }
}

import { z } from 'zod'
import { auditStaff } from '../../access/staffAudit.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { addDays, daysBetween, helsinkiToday, maxDate } from '../../kernel/calendarDate.ts'
import type { Result } from '../../kernel/result.ts'
import { err, NotFound, ok } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { Page } from '../../platform/graphql/paging.ts'
import { type Mailer, MailNotTaken } from '../../platform/mail/smtp.ts'
import { consentLacks } from '../../statute/electronicLetter.ts'
import type { Book, Draft } from '../case/assignment.ts'
import { lockBook } from '../case/book.store.ts'
import { recordAndTell } from '../case/record.ts'
import { dayAfterTerm } from '../case/step.ts'
import { staffActor, staffReader } from '../staff.ts'
import { consentOf } from './letterDraft.ts'
import type { ClaimedMail, LetterKey, MailedLetter, MailFailureReason, MailState } from './letterMail.store.ts'
import {
  claimMail,
  enqueueMail,
  failMail,
  mailedLetter,
  mailedLetters,
  markMail,
  openMail,
} from './letterMail.store.ts'

/** The task that takes up what waits: the queue gave up on it, or there was no mail server. */
export const MAIL_WAITING = 'agency.mailWaiting'

const number = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform(BigInt)
const payload = z.object({ companyId: number, letterId: number })

/** After this the letter goes on paper: a time to pay is running. */
const TRY_FOR_MS = 24 * 3_600_000
/** An attempt that has not ended by then was cut off. */
const CUT_OFF_MS = 15 * 60_000

/**
 * Letters by e-mail, their paper attached. Each is mailed at most once: whoever mails it writes that down first, outside
 * the transaction in which the server is asked, and one whose fate nobody knows goes on paper.
 */
export class LetterMail {
  readonly #database: Database
  readonly #clock: Clock
  readonly #mailer: Mailer | undefined

  /** Without a mailer letters wait, to be read by staff, who may put them on paper. */
  constructor(database: Database, clock: Clock, mailer: Mailer | undefined) {
    this.#database = database
    this.#clock = clock
    this.#mailer = mailer
  }

  /** Staff only. */
  list(scope: Scope, states: readonly MailState[] | null, page: Page): Promise<MailedLetter[]> {
    return this.#database.agency(staffReader(scope), (unit) => mailedLetters(unit, states, page))
  }

  /** Staff only. BOUNCED or BY_STAFF: the letter goes to the printer today. Throws NotFound. Error: ALREADY_ON_PAPER. */
  putOnPaper(scope: Scope, key: LetterKey, failure: 'BOUNCED' | 'BY_STAFF'): Promise<Result<MailedLetter>> {
    return this.#database.agency(staffActor(scope), async (unit) => {
      const mail = await mailedLetter(unit, key)
      if (!mail) throw new NotFound('There is no such letter by e-mail.')
      if (!(await toPaper(unit, key, failure, scope.today, this.#clock.now()))) {
        return err({ code: 'ALREADY_ON_PAPER', message: 'The letter goes on paper already.' })
      }
      const assignmentId = await assignmentOfLetter(unit, key)
      const on = { companyId: key.companyId, ...(assignmentId === undefined ? {} : { assignmentId }) }
      const subject = { type: 'StaffLetter', id: key.letterId }
      await auditStaff(unit, scope, { action: 'LETTER_PUT_ON_PAPER', ...on, subject, after: { failure } })
      return ok((await mailedLetter(unit, key)) ?? mail)
    })
  }

  /** Throws when the server could not be reached: the queue tries again. */
  async send(given: unknown): Promise<void> {
    if (!this.#mailer) return
    const key = payload.parse(given)
    const claimed = await this.#database.agency('system', (unit) => claimMail(unit, key, this.#clock.now()))
    if (!claimed) return
    const now = this.#clock.now()
    if (!mayMail(claimed, helsinkiToday(now))) {
      await this.#database.agency('system', (unit) => toPaper(unit, key, 'NO_CONSENT', helsinkiToday(now), now))
      return
    }
    try {
      await this.#mailer(mailOf(claimed, key))
    } catch (error) {
      return this.#notTaken(key, claimed, error)
    }
    await this.#database.agency('system', (unit) => markMail(unit, key, 'SENT', this.#clock.now()))
  }

  async #notTaken(key: LetterKey, { writtenAt }: ClaimedMail, error: unknown): Promise<void> {
    const now = this.#clock.now()
    const failure = error instanceof MailNotTaken ? error.failure : 'UNKNOWN'
    const isLate = now.getTime() - writtenAt.getTime() > TRY_FOR_MS
    if (failure === 'LATER' && !isLate) {
      await this.#database.agency('system', (unit) => markMail(unit, key, 'WAITING', now))
      throw error
    }
    const reason = failure === 'LATER' ? 'GAVE_UP' : failure
    await this.#database.agency('system', (unit) => toPaper(unit, key, reason, helsinkiToday(now), now))
  }

  /** Mails what waits, and puts on paper what was cut off. */
  async sendWaiting(): Promise<void> {
    if (!this.#mailer) return
    const now = this.#clock.now()
    const cutOff = new Date(now.getTime() - CUT_OFF_MS)
    for (const { state, ...key } of await this.#database.agency('system', (unit) => openMail(unit, cutOff))) {
      await this.#database.agency('system', async (unit) => {
        if (state === 'WAITING') await enqueueMail(unit, key)
        else await toPaper(unit, key, 'UNKNOWN', helsinkiToday(now), now)
      })
    }
  }
}

/** A consumer's consent must hold on the day of sending (513/1999, 5 §), whatever held when the letter was written. */
function mayMail({ debtor, recipient }: ClaimedMail, on: CalendarDate): boolean {
  if (debtor.kind === 'BUSINESS') return true
  return debtor.email === recipient && consentLacks(consentOf(debtor), on) === undefined
}

async function assignmentOfLetter(unit: Unit, { companyId, letterId }: LetterKey): Promise<bigint | undefined> {
  const row = await unit.row<{ id: bigint }>(
    'SELECT assignment_id AS id FROM agency.letter WHERE company_id = $1 AND id = $2',
    [companyId, letterId],
    'agency.assignmentOfLetter',
  )
  return row?.id
}

function mailOf({ recipient, subject, body, reference, content }: ClaimedMail, { companyId, letterId }: LetterKey) {
  const file = { filename: `duetto-${reference}.pdf`, content, contentType: 'application/pdf' }
  const messageId = `<letter.${companyId}.${letterId}@mail.duetto>`
  return { to: recipient, subject, text: body, messageId, attachments: [file] }
}

/** The letter goes to the printer on the day. What was to follow it waits as many days longer as it has lost. */
async function toPaper(
  unit: Unit,
  key: LetterKey,
  failure: MailFailureReason,
  on: CalendarDate,
  at: Date,
): Promise<boolean> {
  const letter = await unit.row<{ assignmentId: bigint; sentOn: CalendarDate; isNewest: boolean }>(
    `SELECT l.assignment_id AS "assignmentId", l.sent_on AS "sentOn", NOT EXISTS (SELECT 1 FROM agency.letter n
       WHERE n.company_id = l.company_id AND n.assignment_id = l.assignment_id AND n.id > l.id
         AND n.kind <> 'DEBT_STATEMENT') AS "isNewest"
     FROM agency.letter l WHERE l.company_id = $1 AND l.id = $2`,
    [key.companyId, key.letterId],
    'agency.letterToPaper',
  )
  if (!letter) throw new Error('A letter by e-mail is a letter.')
  // The assignment first, as everybody locks it.
  const book = await lockBook(unit, key.companyId, letter.assignmentId)
  if (!(await failMail(unit, key, failure, on))) return false
  const draft = book && letter.isNewest && postponed(book, daysBetween(letter.sentOn, on), on)
  if (draft) await recordAndTell(unit, book, [draft], at)
  return true
}

function postponed({ assignment }: Book, days: number, on: CalendarDate): Draft | undefined {
  const { stage, termEndsOn, nextStepOn, nextStep } = assignment
  if (days <= 0 || stage === 'CLOSED' || termEndsOn === null) return undefined
  const later = addDays(termEndsOn, days)
  const isWaiting = nextStepOn !== null && nextStep !== 'INSTALMENT' && nextStep !== 'REVIEW'
  const patch = { termEndsOn: later, ...(isWaiting ? { nextStepOn: maxDate(nextStepOn, dayAfterTerm(later)) } : {}) }
  return { type: 'STEP_POSTPONED', on, amount: null, note: 'MAIL_FAILED', lines: [], patch }
}

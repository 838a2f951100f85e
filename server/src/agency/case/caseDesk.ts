import type { AuditAction, AuditValues } from '../../access/audit.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Result } from '../../kernel/result.ts'
import { err, NotFound, ok } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { ownTextsOf } from '../letter/letter.store.ts'
import { loadPractice } from '../practice.ts'
import type { Practice } from '../settings.ts'
import { staffActor } from '../staff.ts'
import type { Book, DebtorCard, Draft } from './assignment.ts'
import { lockBook } from './book.store.ts'
import type { PlainAct } from './caseAct.ts'
import { answerDispute, dispute, giveAddress, giveUp, plainAct, reviewed } from './caseAct.ts'
import { actionOf, auditCase } from './caseAudit.ts'
import type { Authorisation, AuthorityFee, Judgment } from './courtAct.ts'
import { authorise, chargeFee, recordJudgment } from './courtAct.ts'
import { closeDispute, disputesOf, insertDispute } from './dispute.store.ts'
import { recordAndTell } from './record.ts'
import type { ExtensionWish, PlanWish } from './timeToPay.ts'
import { grantExtension, makePlan } from './timeToPay.ts'

export interface CaseKey {
  readonly companyId: bigint
  readonly id: bigint
}

/** An act of staff that needs words alone. DISPUTE: the debtor's; GIVE_UP: a credit loss by the agency's decision. */
export type WordAct = PlainAct | 'DISPUTE' | 'REVIEW' | 'GIVE_UP'

type Work = (book: Book, on: CalendarDate, practice: Practice, unit: Unit) => Promise<Result<Draft[]>> | Result<Draft[]>

/** What the agency's book of acts says of an act beside what it changed. */
interface Written {
  readonly action: AuditAction
  readonly told?: AuditValues
}

/** Words are needed where somebody else will ask for them. */
const NEEDS_WORDS: readonly WordAct[] = ['DISPUTE', 'SUSPEND', 'GIVE_UP']
const LONGEST = 1000

function wordsOf(text: string | null, isNeeded: boolean): Result<string | null> {
  const words = text?.trim() || null
  if (words === null && isNeeded) {
    return err({ code: 'NOTE_MISSING', message: 'Say why, in a sentence.', field: 'note' })
  }
  if (words !== null && words.length > LONGEST) {
    return err({ code: 'NOTE_TOO_LONG', message: `Say it in at most ${LONGEST} characters.`, field: 'note' })
  }
  return ok(words)
}

/**
 * What staff do on one assignment. Every act is an event with its day, its moment and who did it, and is told to the
 * creditor's side. All throw NotFound for an unknown assignment. Errors: ASSIGNMENT_CLOSED, NOT_IN_THIS_STATE,
 * NOTE_MISSING, NOTE_TOO_LONG, and what the act itself says.
 */
export class CaseDesk {
  readonly #database: Database
  readonly #clock: Clock

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  act(scope: Scope, key: CaseKey, act: WordAct, note: string | null): Promise<Result<CaseKey>> {
    return this.#work(scope, key, { action: actionOf[act] }, async (book, on, practice, unit) => {
      const words = wordsOf(note, NEEDS_WORDS.includes(act))
      if (!words.ok) return words
      if (act === 'GIVE_UP') return giveUp(book, words.value, on, practice)
      if (act === 'REVIEW') return reviewed(book, words.value, on, practice)
      if (act !== 'DISPUTE') return plainAct(book, act, words.value, on, practice)
      const reason = words.value ?? ''
      const drafts = dispute(book, reason, on, practice)
      if (drafts.ok) await insertDispute(unit, book.assignment, { raisedBy: 'DEBTOR', reason, raisedOn: on })
      return drafts
    })
  }

  /** A dispute is answered with reasons, whichever way (513/1999 4 b §). */
  answerDispute(scope: Scope, key: CaseKey, uphold: boolean, answer: string): Promise<Result<CaseKey>> {
    const by = staffActor(scope).userId.toString()
    const told = { answer: uphold ? 'UPHELD' : 'REJECTED' }
    return this.#work(scope, key, { action: 'DISPUTE_ANSWERED', told }, async (book, on, practice, unit) => {
      const words = wordsOf(answer, true)
      if (!words.ok) return words
      const text = words.value ?? ''
      const waiting = (await disputesOf(unit, book.assignment)).find(({ state }) => state === 'WAITING')
      const raisedOn = waiting?.raisedOn ?? on
      const drafts = answerDispute(book, { uphold, answer: text, raisedOn }, on, practice)
      if (drafts.ok) await closeDispute(unit, book.assignment, { uphold, text, by, at: this.#clock.now() })
      return drafts
    })
  }

  /** Errors beside the common ones: EXTENSION_TOO_SHORT, EXTENSION_TOO_LONG. */
  grantExtension(scope: Scope, key: CaseKey, wish: ExtensionWish): Promise<Result<CaseKey>> {
    const told = { until: wish.until }
    return this.#work(scope, key, { action: 'EXTENSION_GRANTED', told }, (book, on, practice) =>
      grantExtension(book, wish, on, practice),
    )
  }

  /** Errors beside the common ones: INSTALMENTS_OUT_OF_RANGE, FIRST_DAY_OUT_OF_RANGE, NOTHING_OPEN. */
  makePlan(scope: Scope, key: CaseKey, wish: PlanWish): Promise<Result<CaseKey>> {
    const told = { instalments: String(wish.instalments), firstOn: wish.firstOn }
    return this.#work(scope, key, { action: 'PAYMENT_PLAN_MADE', told }, (book, on, practice) =>
      makePlan(book, wish, on, practice),
    )
  }

  /** Errors beside the common ones: NAME_MISSING, DAY_TO_COME. */
  authorise(scope: Scope, key: CaseKey, wish: Authorisation): Promise<Result<CaseKey>> {
    const told = { givenOn: wish.givenOn }
    return this.#work(scope, key, { action: 'LEGAL_COLLECTION_AUTHORISED', told }, (book, on, practice) => {
      const note = wordsOf(wish.note, false)
      const given = { ...wish, givenBy: wish.givenBy.trim() }
      return note.ok ? authorise(book, { ...given, note: note.value }, on, practice) : note
    })
  }

  /** Errors beside the common ones: AMOUNT_OUT_OF_RANGE, DAY_TO_COME, JUDGMENT_MISSING. */
  chargeFee(scope: Scope, key: CaseKey, fee: AuthorityFee): Promise<Result<CaseKey>> {
    return this.#work(
      scope,
      key,
      { action: 'AUTHORITY_FEE_CHARGED', told: { fee: fee.kind } },
      (book, on, practice) => {
        const note = wordsOf(fee.note, false)
        return note.ok ? chargeFee(book, { ...fee, note: note.value }, on, practice) : note
      },
    )
  }

  /** Errors beside the common ones: NAME_MISSING, DAY_TO_COME, DAY_TOO_EARLY. */
  recordJudgment(scope: Scope, key: CaseKey, wish: Judgment): Promise<Result<CaseKey>> {
    const given = { ...wish, judgment: wish.judgment.trim() }
    return this.#work(
      scope,
      key,
      { action: 'JUDGMENT_RECORDED', told: { givenOn: wish.givenOn } },
      (book, on, practice) => recordJudgment(book, given, on, practice),
    )
  }

  changeAddress(scope: Scope, key: CaseKey, address: DebtorCard['address']): Promise<Result<CaseKey>> {
    return this.#work(scope, key, { action: 'DEBTOR_ADDRESS_CHANGED' }, (book, on, practice) =>
      giveAddress(book, address, on, practice),
    )
  }

  #work(scope: Scope, key: CaseKey, { action, told }: Written, work: Work): Promise<Result<CaseKey>> {
    const actor = staffActor(scope)
    return this.#database.agency(actor, async (unit) => {
      const book = await lockBook(unit, key.companyId, key.id)
      if (!book) throw new NotFound('There is no such assignment.')
      const ownTexts = await ownTextsOf(unit, key.companyId)
      const drafts = await work(book, scope.today, { ...(await loadPractice(unit)), ownTexts }, unit)
      if (!drafts.ok) return drafts
      const recorded = await recordAndTell(unit, book, drafts.value, this.#clock.now(), action)
      const after = recorded.at(-1)?.book ?? book
      await auditCase(unit, scope, action, { before: book, after, told })
      return ok(key)
    })
  }
}

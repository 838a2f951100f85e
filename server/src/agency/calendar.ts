import type { CalendarDate } from '../kernel/calendarDate.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { Unit } from '../platform/database/unit.ts'
import { lockBook } from './case/book.store.ts'
import { recordAndTell } from './case/record.ts'
import { takeStep } from './case/step.ts'
import { ownTextsOf } from './letter/letter.store.ts'
import { loadPractice } from './practice.ts'
import type { Practice } from './settings.ts'

/** The task of the calendar. Payload: `{ on }`, a day; today when absent. */
export const ADVANCE = 'agency.advance'

interface Due {
  readonly nextStepOn: CalendarDate
  readonly companyId: bigint
  readonly id: bigint
}

const PAGE = 200

/** While a question of the creditor waits, no letter goes. */
const IS_ASKED = `EXISTS (SELECT 1 FROM agency.request r
  WHERE r.company_id = a.company_id AND r.assignment_id = a.id AND r.state = 'WAITING')`

const DUE = `
  SELECT a.next_step_on AS "nextStepOn", a.company_id AS "companyId", a.id FROM agency.assignment a
  WHERE a.stage <> 'CLOSED' AND a.next_step_on <= $1 AND NOT ${IS_ASKED}
    AND (a.next_step_on, a.company_id, a.id) > ($2, $3, $4)
  ORDER BY a.next_step_on, a.company_id, a.id LIMIT ${PAGE}`

/** Moves letters by the calendar. */
export class Calendar {
  readonly #database: Database
  readonly #clock: Clock

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  /**
   * Takes every step that is due on the day or was before, each in its own transaction; a second run the same day finds
   * nothing left. One assignment that fails leaves the others their turn; the first failure is thrown at the end.
   * Returns the number of steps.
   */
  async advance(on: CalendarDate): Promise<number> {
    const practice = await this.#database.agency('system', loadPractice)
    const failures: unknown[] = []
    let steps = 0
    let last: Due = { nextStepOn: '0001-01-01' as CalendarDate, companyId: 0n, id: 0n }
    for (;;) {
      const page = await this.#due(on, last)
      for (const { companyId, id } of page) {
        try {
          const work = (unit: Unit) => this.#take(unit, companyId, id, on, practice)
          if (await this.#database.agency('system', work)) steps += 1
        } catch (error) {
          failures.push(error)
        }
      }
      const end = page.at(-1)
      if (!end || page.length < PAGE) break
      last = end
    }
    if (failures.length > 0) throw failures[0]
    return steps
  }

  #due(on: CalendarDate, after: Due): Promise<Due[]> {
    const key = [on, after.nextStepOn, after.companyId, after.id]
    return this.#database.agency('system', (unit) => unit.rows<Due>(DUE, key, 'agency.due'))
  }

  /** Looks again under the lock: another run may have taken the step, or a payment come in between. */
  async #take(unit: Unit, companyId: bigint, id: bigint, on: CalendarDate, practice: Practice): Promise<boolean> {
    const book = await lockBook(unit, companyId, id)
    const due = book?.assignment.nextStepOn
    if (!book || !due || due > on || book.assignment.stage === 'CLOSED') return false
    const asked = await unit.row(
      `SELECT 1 FROM agency.assignment a WHERE a.company_id = $1 AND a.id = $2 AND ${IS_ASKED}`,
      [companyId, id],
      'agency.isAsked',
    )
    if (asked) return false
    const ownTexts = await ownTextsOf(unit, companyId)
    await recordAndTell(unit, book, [takeStep(book, on, { ...practice, ownTexts })], this.#clock.now())
    return true
  }
}

import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { decodeId } from '../../kernel/globalId.ts'
import { parseReference } from '../../kernel/referenceNumber.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { readBook } from '../case/book.store.ts'
import type { CaseDesk, CaseKey } from '../case/caseDesk.ts'
import { ladderStateOf, moveTo } from '../case/caseMove.ts'
import type { LadderState } from '../case/ladder.ts'
import { staffReader } from '../staff.ts'

/** How many letters the post may bring at once. */
export const MOST_RETURNED = 500

/**
 * READY: it will wait for an address. Otherwise nothing is done: TWICE in the list, UNKNOWN, CLOSED, ALREADY marked, or the
 * ladder has no place for it where the assignment stands (NOT_HERE).
 */
export const returnVerdicts = ['READY', 'MARKED', 'TWICE', 'UNKNOWN', 'CLOSED', 'ALREADY', 'NOT_HERE'] as const
export type ReturnVerdict = (typeof returnVerdicts)[number]

export interface ReturnedLetter {
  /** As it was scanned or typed. */
  readonly given: string
  readonly verdict: ReturnVerdict
  /** What the rest is about; null when it is not known. */
  readonly found: ReturnedCase | null
}

export interface ReturnedCase extends CaseKey {
  readonly state: LadderState
  readonly creditorName: string
  readonly debtorName: string
  readonly invoiceNumber: string
  readonly lastLetterOn: CalendarDate | null
}

/**
 * What a letter carries that names its assignment: the reference in figures, the bank barcode that has it inside (54
 * digits, symbol version 4 or 5), or the letter's own id. Null: none of them.
 */
export function nameIn(given: string): { readonly reference: string } | { readonly letter: CaseKey } | null {
  const text = given.replace(/\s/g, '')
  if (/^4\d{53}$/.test(text)) return { reference: text.slice(28, 48).replace(/^0+/, '') }
  if (/^5\d{53}$/.test(text)) return { reference: `RF${text.slice(25, 27)}${text.slice(27, 48).replace(/^0+/, '')}` }
  const reference = parseReference(text)
  if (reference !== undefined) return { reference }
  const id = decodeId(text)
  if (id?.type !== 'StaffLetter') return null
  return { letter: { companyId: BigInt(id.companyId), id: BigInt(id.localId) } }
}

/** Mail that the post brought back, many letters at once. Staff only. */
export class ReturnedMail {
  readonly #database: Database
  readonly #desk: CaseDesk

  constructor(database: Database, desk: CaseDesk) {
    this.#database = database
    this.#desk = desk
  }

  /** What would become of each; nothing is changed. */
  judge(scope: Scope, list: readonly string[]): Promise<ReturnedLetter[]> {
    return this.#database.agency(staffReader(scope), async (unit) => {
      const seen = new Set<string>()
      const judged: ReturnedLetter[] = []
      for (const given of list) judged.push(await judgeOne(unit, given, seen))
      return judged
    })
  }

  /** Marks those that are ready, each by itself: one that changed meanwhile says so and leaves the others. */
  async mark(scope: Scope, list: readonly string[]): Promise<ReturnedLetter[]> {
    const marked: ReturnedLetter[] = []
    for (const one of await this.judge(scope, list)) {
      if (one.verdict !== 'READY' || !one.found) {
        marked.push(one)
        continue
      }
      const done = await this.#desk.act(scope, one.found, 'RETURN_MAIL', null)
      marked.push({ ...one, verdict: done.ok ? 'MARKED' : 'NOT_HERE' })
    }
    return marked
  }
}

async function judgeOne(unit: Unit, given: string, seen: Set<string>): Promise<ReturnedLetter> {
  const key = await keyFor(unit, given)
  const book = key && (await readBook(unit, key.companyId, key.id))
  if (!key || !book) return { given, verdict: 'UNKNOWN', found: null }
  const { creditor, debtor, invoiceNumber } = book.assignment
  const state = ladderStateOf(book)
  const lastLetterOn = book.steps.findLast((step) => step.byAgency)?.sentOn ?? null
  const found = { ...key, state, creditorName: creditor.name, debtorName: debtor.name, invoiceNumber, lastLetterOn }
  const name = `${key.companyId} ${key.id}`
  const isTwice = seen.has(name)
  seen.add(name)
  if (isTwice) return { given, verdict: 'TWICE', found }
  if (state === 'CLOSED') return { given, verdict: 'CLOSED', found }
  if (state === 'MAIL_RETURNED') return { given, verdict: 'ALREADY', found }
  return { given, verdict: moveTo(book, 'RETURN_MAIL').ok ? 'READY' : 'NOT_HERE', found }
}

async function keyFor(unit: Unit, given: string): Promise<CaseKey | undefined> {
  const name = nameIn(given)
  if (!name) return undefined
  if ('letter' in name) {
    return unit.row<CaseKey>(
      'SELECT company_id AS "companyId", assignment_id AS id FROM agency.letter WHERE company_id = $1 AND id = $2',
      [name.letter.companyId, name.letter.id],
      'agency.caseOfLetter',
    )
  }
  return unit.row<CaseKey>(
    'SELECT company_id AS "companyId", id FROM agency.assignment WHERE reference = $1 ORDER BY id DESC LIMIT 1',
    [name.reference],
    'agency.caseOfReference',
  )
}

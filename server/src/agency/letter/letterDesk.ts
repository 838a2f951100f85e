import { createHash } from 'node:crypto'
import { auditStaff } from '../../access/staffAudit.ts'
import { parseBusinessId } from '../../kernel/businessId.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { decodeId } from '../../kernel/globalId.ts'
import { err, NotFound, ok, type Result } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { Page } from '../../platform/graphql/paging.ts'
import type { FoundDocument, HttpDocument } from '../../platform/http/documents.ts'
import { staffActor, staffReader } from '../staff.ts'
import type { DayCounts, PrintBatch, SetText, StaffLetter } from './letterDesk.store.ts'
import {
  batchesOfDay,
  countsOfDay,
  creditorOf,
  insertBatch,
  insertText,
  isBatchPrinted,
  lettersOfDay,
  markBatchPrinted,
  takeWaitingPapers,
  textsOf,
} from './letterDesk.store.ts'
import { mergePdf } from './print/mergePdf.ts'

/** What one file for the printer may hold; the rest of the day goes into the next. */
const BATCH_LIMIT = 250

/** The longest text of a creditor's own: it shares one page with what the law asks for. */
const OWN_TEXT_LIMIT = 600

export interface PrintDay extends DayCounts {
  readonly on: CalendarDate
  readonly batches: readonly PrintBatch[]
}

/** Printing, and the creditors' own words in letters. Staff only. */
export class LetterDesk {
  readonly #database: Database
  readonly #clock: Clock

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  letters(scope: Scope, on: CalendarDate, page: Page): Promise<StaffLetter[]> {
    return this.#database.agency(staffReader(scope), (unit) => lettersOfDay(unit, on, page))
  }

  day(scope: Scope, on: CalendarDate): Promise<PrintDay> {
    return this.#database.agency(staffReader(scope), async (unit) => dayOf(unit, on))
  }

  /** Puts the day's letters for the printer into one file, by post code. Error: NOTHING_TO_PRINT. */
  makeBatch(scope: Scope, on: CalendarDate): Promise<Result<PrintBatch>> {
    const actor = staffActor(scope)
    return this.#database.agency(actor, async (unit) => {
      const papers = await takeWaitingPapers(unit, on, BATCH_LIMIT)
      if (papers.length === 0) {
        return err({ code: 'NOTHING_TO_PRINT', message: 'No letter of the day waits for the printer.' })
      }
      const contents = papers.map((paper) => paper.content)
      const { content, pages } = await mergePdf(contents, `Duetto ${on}`, new Date(`${on}T00:00:00Z`))
      const sha256 = createHash('sha256').update(content).digest()
      const by = actor.userId.toString()
      const batch = await insertBatch(unit, { on, papers, pages, sha256, content, by, at: this.#clock.now() })
      await auditStaff(unit, scope, { action: 'PRINT_BATCH_MADE', ...ofBatch(batch) })
      return ok(batch)
    })
  }

  /** Throws NotFound for an unknown batch. A second mark changes nothing. */
  markPrinted(scope: Scope, id: bigint): Promise<PrintBatch> {
    const actor = staffActor(scope)
    return this.#database.agency(actor, async (unit) => {
      const isMarked = await isBatchPrinted(unit, id)
      const batch = await markBatchPrinted(unit, id, actor.userId.toString(), this.#clock.now())
      if (!batch) throw new NotFound('There is no such print batch.')
      if (!isMarked) await auditStaff(unit, scope, { action: 'PRINT_BATCH_PRINTED', ...ofBatch(batch) })
      return batch
    })
  }

  texts(scope: Scope, businessId: string): Promise<SetText[]> {
    return this.#database.agency(staffReader(scope), (unit) => textsOf(unit, businessId))
  }

  /** Letters from now on say it; an empty text ends it. Errors: BUSINESS_ID_INVALID, TEXT_TOO_LONG. */
  setText(scope: Scope, businessId: string, wish: Omit<SetText, 'setAt'>): Promise<Result<SetText[]>> {
    const actor = staffActor(scope)
    const id = parseBusinessId(businessId)
    const text = wish.text.trim()
    return this.#database.agency(actor, async (unit) => {
      if (id === undefined) {
        const message = 'That is not a Finnish business ID.'
        return err({ code: 'BUSINESS_ID_INVALID', message, field: 'input.creditorBusinessId' })
      }
      if (text.length > OWN_TEXT_LIMIT) {
        const message = `The text has at most ${OWN_TEXT_LIMIT} characters, so that the letter stays clear.`
        return err({ code: 'TEXT_TOO_LONG', message, field: 'input.text' })
      }
      const { kind, language } = wish
      const was = (await textsOf(unit, id)).find((one) => one.kind === kind && one.language === language)
      await insertText(unit, id, { ...wish, text, setAt: this.#clock.now() }, actor.userId.toString())
      const companyId = await creditorOf(unit, id)
      await auditStaff(unit, scope, {
        action: 'LETTER_TEXT_SET',
        ...(companyId && { companyId, subject: { type: 'CompanyFile', id: companyId, name: id } }),
        before: was ? { text: was.text } : {},
        after: { letter: kind, language, text },
      })
      return ok(await textsOf(unit, id))
    })
  }

  /** A batch for the printer or one letter, by its global id. Throws NotAllowed for who is not staff. */
  document(scope: Scope, id: string): Promise<FoundDocument | undefined> {
    const actor = staffReader(scope)
    const wanted = decodeId(id)
    return this.#database.agency(actor, async (unit) => wanted && documentOf(unit, wanted))
  }
}

function ofBatch({ id, on, letters, pages }: PrintBatch) {
  const subject = { type: 'PrintBatch', id, name: on }
  return { subject, after: { letters: String(letters), pages: String(pages) } }
}

async function dayOf(unit: Unit, on: CalendarDate): Promise<PrintDay> {
  return { on, ...(await countsOfDay(unit, on)), batches: await batchesOfDay(unit, on) }
}

async function documentOf(
  unit: Unit,
  wanted: { type: string; companyId: string; localId: string },
): Promise<FoundDocument | undefined> {
  if (wanted.type === 'PrintBatch') {
    const id = BigInt(wanted.localId)
    const batch = await unit.row<HttpDocument>(
      `SELECT content, 'letters-' || on_day || '-' || id AS name FROM agency.print_batch WHERE id = $1`,
      [id],
      'agency.batchDocument',
    )
    const subject = { type: 'PrintBatch', id }
    return batch && { ...batch, opened: { document: 'PRINT_BATCH', subject } }
  }
  if (wanted.type !== 'StaffLetter') return undefined
  const [companyId, id] = [BigInt(wanted.companyId), BigInt(wanted.localId)]
  const letter = await unit.row<HttpDocument & { assignmentId: bigint; invoiceNumber: string }>(
    `SELECT p.content, lower(l.kind) || '-' || l.sent_on AS name, a.id AS "assignmentId", a.invoice_number AS "invoiceNumber"
     FROM agency.letter_archive p
     JOIN agency.letter l ON l.company_id = p.company_id AND l.id = p.letter_id
     JOIN agency.assignment a ON a.company_id = l.company_id AND a.id = l.assignment_id
     WHERE p.company_id = $1 AND p.letter_id = $2`,
    [companyId, id],
    'agency.letterDocument',
  )
  if (!letter) return undefined
  const { content, name, assignmentId, invoiceNumber } = letter
  const subject = { type: 'StaffLetter', id, name: invoiceNumber }
  return { content, name, opened: { document: 'LETTER', companyId, assignmentId, subject } }
}

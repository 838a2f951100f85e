import type { MessageLetter } from '../../exchange/messages/fromAgency.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { BookLetterKind } from '../../platform/graphql/letter.enums.ts'
import type { Page } from '../../platform/graphql/paging.ts'
import { MAIL_SUMMARY, type MailSummary } from './letterMail.store.ts'

/** A letter as staff see it. */
export interface StaffLetter {
  readonly companyId: bigint
  readonly id: bigint
  readonly kind: BookLetterKind
  readonly channel: MessageLetter['channel']
  readonly language: MessageLetter['language']
  readonly sentOn: CalendarDate
  /** Cents. */
  readonly total: bigint
  readonly currency: string
  readonly creditorName: string
  readonly debtorName: string
  readonly invoiceNumber: string
  readonly postCode: string
  readonly batchId: bigint | null
  readonly printedAt: Date | null
  readonly hasPaper: boolean
  /** How it fared by e-mail; null: it was never to go so. */
  readonly mail: MailSummary | null
}

export interface PrintBatch {
  readonly id: bigint
  readonly on: CalendarDate
  readonly letters: number
  readonly pages: number
  readonly sha256: Buffer
  readonly bytes: number
  readonly madeAt: Date
  readonly printedAt: Date | null
}

const POST_CODE = `coalesce(a.debtor->'address'->>'postCode', '')`

const LETTERS = `
  FROM agency.letter l
  JOIN agency.assignment a ON a.company_id = l.company_id AND a.id = l.assignment_id
  LEFT JOIN agency.letter_archive p ON p.company_id = l.company_id AND p.letter_id = l.id
  LEFT JOIN agency.print_batch_letter b ON b.company_id = l.company_id AND b.letter_id = l.id
  LEFT JOIN agency.print_batch pb ON pb.id = b.batch_id
  LEFT JOIN agency.letter_mail m ON m.company_id = l.company_id AND m.letter_id = l.id`

/** A letter that did not get through by e-mail is printed on a later day. */
const OF_DAY = `(l.company_id, l.id) IN (SELECT company_id, id FROM agency.letter WHERE sent_on = $1
    UNION SELECT company_id, letter_id FROM agency.letter_mail WHERE paper_on = $1) AND coalesce(m.paper_on, $1) = $1`
const CHANNEL = `CASE WHEN m.paper_on IS NULL THEN l.channel ELSE 'PRINT' END`

/** The letters of a day by channel and post code: the order in which they are printed. */
export function lettersOfDay(unit: Unit, on: CalendarDate, page: Page): Promise<StaffLetter[]> {
  const [channel = null, postCode = null, companyId = null, id = null] = page.after ?? []
  return unit.rows<StaffLetter>(
    `SELECT l.company_id AS "companyId", l.id, l.kind, ${CHANNEL} AS channel, l.language, l.sent_on AS "sentOn", l.total, l.currency,
       a.creditor->>'name' AS "creditorName", a.debtor->>'name' AS "debtorName", a.invoice_number AS "invoiceNumber",
       ${POST_CODE} AS "postCode", b.batch_id AS "batchId", pb.printed_at AS "printedAt", p.letter_id IS NOT NULL AS "hasPaper",
       ${MAIL_SUMMARY} AS mail
     ${LETTERS}
     WHERE ${OF_DAY}
       AND ($2::text IS NULL OR (${CHANNEL}, ${POST_CODE}, l.company_id, l.id) > ($2, $3, $4::bigint, $5::bigint))
     ORDER BY ${CHANNEL}, ${POST_CODE}, l.company_id, l.id LIMIT $6`,
    [on, channel, postCode, companyId, id, page.limit],
    'agency.lettersOfDay',
  )
}

export interface DayCounts {
  /** For the printer and in no file yet. */
  readonly waiting: number
  readonly inBatches: number
  readonly emailed: number
}

export async function countsOfDay(unit: Unit, on: CalendarDate): Promise<DayCounts> {
  const row = await unit.row<DayCounts>(
    `SELECT count(*) FILTER (WHERE ${CHANNEL} = 'PRINT' AND b.batch_id IS NULL)::integer AS waiting,
       count(*) FILTER (WHERE b.batch_id IS NOT NULL)::integer AS "inBatches",
       count(*) FILTER (WHERE ${CHANNEL} = 'EMAIL')::integer AS emailed
     ${LETTERS} WHERE ${OF_DAY}`,
    [on],
    'agency.countsOfDay',
  )
  return row ?? { waiting: 0, inBatches: 0, emailed: 0 }
}

export interface WaitingPaper {
  readonly companyId: bigint
  readonly letterId: bigint
  readonly content: Buffer
}

/** Papers for the printer that are in no batch, by post code. Two who ask at once get them one after the other. */
export async function takeWaitingPapers(unit: Unit, on: CalendarDate, most: number): Promise<WaitingPaper[]> {
  await unit.rows(
    `SELECT pg_advisory_xact_lock(hashtextextended('agency.print:' || $1::text, 0))`,
    [on],
    'agency.lockPrinting',
  )
  return unit.rows<WaitingPaper>(
    `SELECT l.company_id AS "companyId", l.id AS "letterId", p.content ${LETTERS}
     WHERE ${OF_DAY} AND ${CHANNEL} = 'PRINT' AND b.batch_id IS NULL AND p.letter_id IS NOT NULL
     ORDER BY ${POST_CODE}, l.company_id, l.id LIMIT $2`,
    [on, most],
    'agency.waitingPapers',
  )
}

const BATCH = `id, on_day AS "on", letters, pages, sha256, length(content) AS bytes, made_at AS "madeAt", printed_at AS "printedAt"`

export function batchesOfDay(unit: Unit, on: CalendarDate): Promise<PrintBatch[]> {
  return unit.rows<PrintBatch>(
    `SELECT ${BATCH} FROM agency.print_batch WHERE on_day = $1 ORDER BY id`,
    [on],
    'agency.batchesOfDay',
  )
}

export interface NewBatch {
  readonly on: CalendarDate
  readonly papers: readonly WaitingPaper[]
  readonly pages: number
  readonly sha256: Buffer
  readonly content: Buffer
  readonly by: string
  readonly at: Date
}

export async function insertBatch(unit: Unit, batch: NewBatch): Promise<PrintBatch> {
  const { on, papers, pages, sha256, content, by, at } = batch
  const made = await unit.row<PrintBatch>(
    `INSERT INTO agency.print_batch (on_day, letters, pages, sha256, content, made_by, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${BATCH}`,
    [on, papers.length, pages, sha256, content, by, at],
    'agency.insertBatch',
  )
  if (!made) throw new Error('The batch was not stored.')
  await unit.rows(
    `INSERT INTO agency.print_batch_letter (company_id, letter_id, batch_id, ordinal)
     SELECT r.company, r.letter, $1, r.ordinal
     FROM unnest($2::bigint[], $3::bigint[]) WITH ORDINALITY AS r (company, letter, ordinal)`,
    [made.id, papers.map((paper) => paper.companyId), papers.map((paper) => paper.letterId)],
    'agency.insertBatchLetters',
  )
  return made
}

/** Undefined when there is no such batch. One that was printed before keeps its first mark. */
/** Locked until the unit ends. */
export async function isBatchPrinted(unit: Unit, id: bigint): Promise<boolean> {
  const row = await unit.row<{ printed: boolean }>(
    'SELECT printed_at IS NOT NULL AS printed FROM agency.print_batch WHERE id = $1 FOR UPDATE',
    [id],
    'agency.isBatchPrinted',
  )
  return row?.printed ?? false
}

export async function creditorOf(unit: Unit, businessId: string): Promise<bigint | undefined> {
  const row = await unit.row<{ id: bigint }>(
    'SELECT company_id AS id FROM agency.creditor WHERE business_id = $1',
    [businessId],
    'agency.creditorOf',
  )
  return row?.id
}

export function markBatchPrinted(unit: Unit, id: bigint, by: string, at: Date): Promise<PrintBatch | undefined> {
  return unit.row<PrintBatch>(
    `UPDATE agency.print_batch SET printed_by = coalesce(printed_by, $2), printed_at = coalesce(printed_at, $3)
     WHERE id = $1 RETURNING ${BATCH}`,
    [id, by, at],
    'agency.markPrinted',
  )
}

export interface SetText {
  readonly kind: MessageLetter['kind']
  readonly language: MessageLetter['language']
  readonly text: string
  readonly setAt: Date
}

/** The newest text of each kind and language of a creditor, ended ones left out. */
export function textsOf(unit: Unit, businessId: string): Promise<SetText[]> {
  return unit.rows<SetText>(
    `SELECT kind, language, text, "setAt" FROM (
       SELECT DISTINCT ON (t.kind, t.language) t.kind, t.language, t.text, t.set_at AS "setAt" FROM agency.letter_text t
       JOIN agency.creditor c ON c.company_id = t.company_id
       WHERE c.business_id = $1 ORDER BY t.kind, t.language, t.id DESC) newest
     WHERE text <> '' ORDER BY kind, language`,
    [businessId],
    'agency.textsOf',
  )
}

export async function insertText(
  unit: Unit,
  businessId: string,
  { kind, language, text, setAt }: SetText,
  by: string,
): Promise<void> {
  await unit.rows(
    'INSERT INTO agency.creditor (business_id, opened_at) VALUES ($1, $2) ON CONFLICT (business_id) DO NOTHING',
    [businessId, setAt],
    'agency.openCreditor',
  )
  await unit.rows(
    `INSERT INTO agency.letter_text (company_id, kind, language, text, set_by, set_at)
     SELECT company_id, $2, $3, $4, $5, $6 FROM agency.creditor WHERE business_id = $1`,
    [businessId, kind, language, text, by, setAt],
    'agency.insertText',
  )
}

import { createHash, randomUUID } from 'node:crypto'
import type { MessageLetter } from '../../exchange/messages/fromAgency.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { BookLetterKind } from '../../platform/graphql/letter.enums.ts'
import { amountOf } from '../amount.ts'
import type { Assignment, Book, LetterDraft } from '../case/assignment.ts'
import type { OwnText } from '../settings.ts'
import { letterContent } from './letterContent.ts'
import { insertMail } from './letterMail.store.ts'
import { letterText } from './letterText.ts'
import { letterPdf } from './print/letterPdf.ts'

/**
 * Writes the letter and files its paper byte for byte. `book` already has what the letter adds. The message tells the
 * paper's digest; its bytes join it on the road.
 */
export async function insertLetter(
  unit: Unit,
  book: Book,
  eventId: bigint,
  letter: LetterDraft,
  at: Date,
): Promise<MessageLetter> {
  const { companyId, currency } = book.assignment
  const { kind, sentOn, dueOn, channel, language, total, ownText, interest, matter } = letter
  const content = letterContent(book, { kind, on: sentOn, dueOn, ownText, interest, matter })
  const body = letterText(content)
  const pdf = await letterPdf(content)
  const paper = { kind, sentOn, dueOn, channel, language, total, body, pdf }
  const { letterId, uid, sha256 } = await filePaper(unit, book.assignment, eventId, paper)
  const { email } = book.assignment.debtor
  if (channel === 'EMAIL' && email !== null) {
    await insertMail(unit, { companyId, letterId }, { recipient: email, language, at })
  }
  const document = { sha256: sha256.toString('hex'), bytes: pdf.length, content: null }
  return { id: uid, kind, sentOn, dueOn, channel, language, total: amountOf(total, currency), body, document }
}

/** A letter as it is filed; a statement of debts asks for nothing by its day. */
export interface Paper extends Pick<LetterDraft, 'sentOn' | 'dueOn' | 'channel' | 'language' | 'total'> {
  readonly kind: BookLetterKind
  readonly body: string
  readonly pdf: Buffer
}

export interface FiledPaper {
  readonly letterId: bigint
  readonly uid: string
  readonly sha256: Buffer
}

/** Files a letter of an event byte for byte, with its digest. */
export async function filePaper(
  unit: Unit,
  { companyId, id, currency }: Assignment,
  eventId: bigint,
  { kind, sentOn, dueOn, channel, language, total, body, pdf }: Paper,
): Promise<FiledPaper> {
  const sha256 = createHash('sha256').update(pdf).digest()
  const uid = randomUUID()
  const row = await unit.row<{ letterId: bigint }>(
    `WITH written AS (
       INSERT INTO agency.letter (company_id, assignment_id, event_id, uid, kind, sent_on, due_on, channel, language, total, currency, body)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id
     )
     INSERT INTO agency.letter_archive (company_id, letter_id, uid, sha256, content)
     SELECT $1, id, $4, $13, $14 FROM written RETURNING letter_id AS "letterId"`,
    [companyId, id, eventId, uid, kind, sentOn, dueOn, channel, language, total, currency, body, sha256, pdf],
    'agency.insertLetter',
  )
  if (!row) throw new Error('The letter was not stored.')
  return { letterId: row.letterId, uid, sha256 }
}

/** The creditor's own words, the newest of each kind and language; an empty text means none any more. */
export function ownTextsOf(unit: Unit, companyId: bigint): Promise<OwnText[]> {
  return unit.rows<OwnText>(
    `SELECT kind, language, text FROM (
       SELECT DISTINCT ON (kind, language) kind, language, text FROM agency.letter_text
       WHERE company_id = $1 ORDER BY kind, language, id DESC) newest
     WHERE text <> ''`,
    [companyId],
    'agency.ownTexts',
  )
}

/** The papers of letters by the names that messages give them. */
export async function papersOf(unit: Unit, uids: readonly string[]): Promise<Map<string, Buffer>> {
  if (uids.length === 0) return new Map()
  const rows = await unit.rows<{ uid: string; content: Buffer }>(
    'SELECT uid, content FROM agency.letter_archive WHERE uid = ANY ($1::uuid[])',
    [uids],
    'agency.papers',
  )
  return new Map(rows.map(({ uid, content }) => [uid, content]))
}

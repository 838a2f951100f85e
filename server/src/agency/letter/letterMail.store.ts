import type { MessageLetter } from '../../exchange/messages/fromAgency.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { Page } from '../../platform/graphql/paging.ts'
import type { AgencyLanguage, DebtorCard } from '../case/assignment.ts'
import { mailWords } from './letterMailWords.ts'

/** WAITING: not tried or to be tried again. SENDING: with the mail server. FAILED: it goes on paper. */
export const mailStates = ['WAITING', 'SENDING', 'SENT', 'FAILED'] as const
export type MailState = (typeof mailStates)[number]

/**
 * REFUSED by the mail server; UNKNOWN whether it got through; GAVE_UP after trying for a day; BOUNCED later, as staff saw;
 * BY_STAFF: somebody chose paper. NO_CONSENT: a consumer's consent did not hold any more when it was to be mailed.
 */
export const mailFailures = ['REFUSED', 'UNKNOWN', 'GAVE_UP', 'BOUNCED', 'BY_STAFF', 'NO_CONSENT'] as const
export type MailFailureReason = (typeof mailFailures)[number]

export interface LetterKey {
  readonly companyId: bigint
  readonly letterId: bigint
}

/** What a letter shows of its mail. */
export interface MailSummary {
  readonly recipient: string
  readonly state: MailState
  /** ISO moment. */
  readonly sentAt: string | null
  readonly failure: MailFailureReason | null
  readonly paperOn: CalendarDate | null
}

/** A column of statements that join `agency.letter_mail m`. */
export const MAIL_SUMMARY = `CASE WHEN m.letter_id IS NOT NULL THEN jsonb_build_object('recipient', m.recipient, 'state', m.state,
  'sentAt', m.sent_at, 'failure', m.failure, 'paperOn', m.paper_on) END`

/** Enough for staff to know which address it is: `m…n@example.fi`. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@')
  const [name, host] = [address.slice(0, at), address.slice(at)]
  return at < 1 ? '…' : `${name.slice(0, 1)}…${name.length > 2 ? name.slice(-1) : ''}${host}`
}

/** A letter by e-mail as staff see it. */
export interface MailedLetter extends LetterKey {
  readonly assignmentId: bigint
  readonly kind: MessageLetter['kind']
  readonly recipient: string
  readonly subject: string
  readonly body: string
  readonly state: MailState
  readonly attempts: number
  readonly writtenAt: Date
  readonly sentAt: Date | null
  readonly failure: MailFailureReason | null
  readonly paperOn: CalendarDate | null
  readonly creditorName: string
  readonly debtorName: string
  readonly invoiceNumber: string
}

/** The task that mails one letter. Payload: `{ companyId, letterId }` as decimal text. */
export const MAIL_LETTER = 'agency.mailLetter'

export async function enqueueMail(unit: Unit, { companyId, letterId }: LetterKey): Promise<void> {
  const key = { companyId: companyId.toString(), letterId: letterId.toString() }
  await unit.enqueue(MAIL_LETTER, key, { key: `${MAIL_LETTER}:${companyId}:${letterId}` })
}

/** Puts a letter on its way by e-mail, in the transaction in which it was written. */
export async function insertMail(
  unit: Unit,
  { companyId, letterId }: LetterKey,
  { recipient, language, at }: { readonly recipient: string; readonly language: AgencyLanguage; readonly at: Date },
): Promise<void> {
  const { subject, body } = mailWords[language]
  await unit.rows(
    `INSERT INTO agency.letter_mail (company_id, letter_id, recipient, subject, body, written_at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [companyId, letterId, recipient, subject, body, at],
    'agency.insertLetterMail',
  )
  await enqueueMail(unit, { companyId, letterId })
}

export interface ClaimedMail {
  readonly recipient: string
  readonly subject: string
  readonly body: string
  readonly attempts: number
  readonly writtenAt: Date
  readonly reference: string
  readonly content: Buffer
  readonly debtor: DebtorCard
}

/** Takes a waiting letter for one attempt; undefined when it is not waiting, or with somebody else. */
export function claimMail(unit: Unit, { companyId, letterId }: LetterKey, at: Date): Promise<ClaimedMail | undefined> {
  return unit.row<ClaimedMail>(
    `UPDATE agency.letter_mail m SET state = 'SENDING', attempts = m.attempts + 1, tried_at = $3
     FROM agency.letter l, agency.letter_archive p, agency.assignment a
     WHERE m.company_id = $1 AND m.letter_id = $2 AND m.state = 'WAITING'
       AND l.company_id = m.company_id AND l.id = m.letter_id AND p.company_id = m.company_id AND p.letter_id = m.letter_id
       AND a.company_id = l.company_id AND a.id = l.assignment_id
     RETURNING m.recipient, m.subject, m.body, m.attempts, m.written_at AS "writtenAt", a.reference, p.content, a.debtor`,
    [companyId, letterId, at],
    'agency.claimLetterMail',
  )
}

export async function markMail(
  unit: Unit,
  { companyId, letterId }: LetterKey,
  state: 'SENT' | 'WAITING',
  at: Date,
): Promise<void> {
  await unit.rows(
    `UPDATE agency.letter_mail SET state = $3, sent_at = CASE WHEN $3 = 'SENT' THEN $4::timestamptz END
     WHERE company_id = $1 AND letter_id = $2 AND state = 'SENDING'`,
    [companyId, letterId, state, at],
    'agency.markLetterMail',
  )
}

/** False when it goes on paper already. */
export async function failMail(
  unit: Unit,
  { companyId, letterId }: LetterKey,
  failure: MailFailureReason,
  paperOn: CalendarDate,
): Promise<boolean> {
  const count = await unit.count(
    `UPDATE agency.letter_mail SET state = 'FAILED', failure = $3, paper_on = $4
     WHERE company_id = $1 AND letter_id = $2 AND state <> 'FAILED'`,
    [companyId, letterId, failure, paperOn],
    'agency.failLetterMail',
  )
  return count === 1
}

/** Letters that wait for the mail server, and those whose attempt was cut off before this moment. */
export function openMail(
  unit: Unit,
  cutOffBefore: Date,
): Promise<(LetterKey & { readonly state: 'WAITING' | 'SENDING' })[]> {
  return unit.rows(
    `SELECT company_id AS "companyId", letter_id AS "letterId", state FROM agency.letter_mail
     WHERE state = 'WAITING' OR state = 'SENDING' AND tried_at < $1 ORDER BY written_at LIMIT 1000`,
    [cutOffBefore],
    'agency.openLetterMail',
  )
}

const MAILED = `
  SELECT m.company_id AS "companyId", m.letter_id AS "letterId", l.assignment_id AS "assignmentId", l.kind, m.recipient, m.subject, m.body,
    m.state, m.attempts, m.written_at AS "writtenAt", m.sent_at AS "sentAt", m.failure, m.paper_on AS "paperOn",
    a.creditor ->> 'name' AS "creditorName", a.debtor ->> 'name' AS "debtorName", a.invoice_number AS "invoiceNumber"
  FROM agency.letter_mail m
  JOIN agency.letter l ON l.company_id = m.company_id AND l.id = m.letter_id
  JOIN agency.assignment a ON a.company_id = l.company_id AND a.id = l.assignment_id`

/** Newest first. */
export function mailedLetters(unit: Unit, states: readonly MailState[] | null, page: Page): Promise<MailedLetter[]> {
  const [writtenAt = null, companyId = null, letterId = null] = page.after ?? []
  return unit.rows<MailedLetter>(
    `${MAILED} WHERE ($1::text[] IS NULL OR m.state = ANY ($1))
       AND ($2::timestamptz IS NULL OR (m.written_at, m.company_id, m.letter_id) < ($2, $3::bigint, $4::bigint))
     ORDER BY m.written_at DESC, m.company_id DESC, m.letter_id DESC LIMIT $5`,
    [states, writtenAt, companyId, letterId, page.limit],
    'agency.mailedLetters',
  )
}

export function mailedLetter(unit: Unit, { companyId, letterId }: LetterKey): Promise<MailedLetter | undefined> {
  return unit.row<MailedLetter>(
    `${MAILED} WHERE m.company_id = $1 AND m.letter_id = $2`,
    [companyId, letterId],
    'agency.mailedLetter',
  )
}

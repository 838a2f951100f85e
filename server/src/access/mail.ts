import { z } from 'zod'
import type { Database } from '../platform/database/database.ts'
import type { Unit } from '../platform/database/unit.ts'
import type { Mailer } from '../platform/mail/smtp.ts'
import { keepUntil } from './audit.ts'
import { companyGlobalId } from './company.type.ts'
import { type MailLanguage, type MailNews, mailText } from './mailText.ts'

export const SEND_MAIL = 'access.sendMail'
export const SEND_WAITING_MAIL = 'access.sendWaitingMail'

/**
 * Writes the news to every administrator of the company, each in their own language, in the transaction of what it
 * tells of. It is sent when that has committed. Returns how many were written.
 */
export async function writeMail(
  unit: Unit,
  { companyId, news, publicUrl, at }: { companyId: bigint; news: MailNews; publicUrl: string; at: Date },
): Promise<number> {
  const readers = await unit.rows<{ email: string; language: MailLanguage }>(
    'SELECT a.email, a.language FROM access.administrators($1) a ORDER BY a.email',
    [companyId],
    'access.administrators',
  )
  if (readers.length === 0) return 0
  const page = `${publicUrl}/companies/${encodeURIComponent(companyGlobalId(companyId))}/service`
  const texts = readers.map(({ language }) => mailText(news, language, page))
  await unit.rows(
    `INSERT INTO access.mail (company_id, recipient, subject, body, written_at, keep_until)
     SELECT $1, t.recipient, t.subject, t.body, $5, $6 FROM unnest($2::text[], $3::text[], $4::text[]) AS t (recipient, subject, body)`,
    [
      companyId,
      readers.map(({ email }) => email),
      texts.map(({ subject }) => subject),
      texts.map(({ body }) => body),
      at,
      keepUntil(at),
    ],
    'access.writeMail',
  )
  await unit.enqueue(SEND_MAIL, { companyId: companyId.toString() }, { key: `${SEND_MAIL}:${companyId}` })
  return readers.length
}

const payload = z.object({ companyId: z.string().regex(/^\d{1,18}$/) })

/** Sends what has been written, once a mail server is configured; until then it stays to be read on the pages. */
export class MailDelivery {
  readonly #database: Database
  readonly #mailer: Mailer | undefined
  readonly #now: () => Date

  constructor(database: Database, mailer: Mailer | undefined, now: () => Date) {
    this.#database = database
    this.#mailer = mailer
    this.#now = now
  }

  /** A company's waiting mail, one transaction each. Throws when the server did not take one: the queue tries again. */
  async send(given: unknown): Promise<void> {
    if (!this.#mailer) return
    const companyId = BigInt(payload.parse(given).companyId)
    const ids = await this.#database.agency('system', (unit) =>
      unit.rows<{ id: bigint }>(
        'SELECT m.id FROM access.mail m WHERE m.company_id = $1 AND m.sent_at IS NULL ORDER BY m.id',
        [companyId],
        'access.waitingMail',
      ),
    )
    const failures: unknown[] = []
    for (const { id } of ids) {
      const failure = await this.#sendOne(this.#mailer, companyId, id)
      if (failure) failures.push(failure)
    }
    if (failures.length > 0) throw failures[0]
  }

  /** What the queue gave up on, or was written before there was a server. */
  async sendWaiting(): Promise<void> {
    if (!this.#mailer) return
    await this.#database.agency('system', async (unit) => {
      const companies = await unit.rows<{ companyId: bigint }>(
        'SELECT DISTINCT m.company_id AS "companyId" FROM access.mail m WHERE m.sent_at IS NULL',
        [],
        'access.companiesWithMail',
      )
      for (const { companyId } of companies)
        await unit.enqueue(SEND_MAIL, { companyId: companyId.toString() }, { key: `${SEND_MAIL}:${companyId}` })
    })
  }

  /** The error when it was not taken; the attempt is counted either way. */
  #sendOne(mailer: Mailer, companyId: bigint, id: bigint): Promise<unknown> {
    return this.#database.agency('system', async (unit) => {
      const mail = await unit.row<{ recipient: string; subject: string; body: string }>(
        `SELECT m.recipient, m.subject, m.body FROM access.mail m
         WHERE m.company_id = $1 AND m.id = $2 AND m.sent_at IS NULL FOR UPDATE SKIP LOCKED`,
        [companyId, id],
        'access.lockMail',
      )
      if (!mail) return undefined
      const messageId = `<${companyId}.${id}@mail.duetto>`
      const failure = await mailer({ to: mail.recipient, subject: mail.subject, text: mail.body, messageId }).catch(
        (error: unknown) => error,
      )
      await unit.rows(
        'UPDATE access.mail SET attempts = attempts + 1, sent_at = $3 WHERE company_id = $1 AND id = $2',
        [companyId, id, failure ? null : this.#now()],
        'access.markMail',
      )
      return failure
    })
  }
}

import { z } from 'zod'
import type { Database } from '../platform/database/database.ts'
import type { Unit } from '../platform/database/unit.ts'
import type { Mailer } from '../platform/mail/smtp.ts'
import { SEND_MAIL, SEND_USER_MAIL } from './mail.ts'

const id = z.string().regex(/^\d{1,18}$/)
const companyPayload = z.object({ companyId: id })
const userPayload = z.object({ userId: id })

/** Where mail of one kind waits; `owner` is the company or the person that it is of. */
interface Box {
  readonly task: string
  readonly owner: 'companyId' | 'userId'
  readonly waiting: string
  readonly owners: string
  readonly lock: string
  readonly mark: string
}

const COMPANY_BOX: Box = {
  task: SEND_MAIL,
  owner: 'companyId',
  waiting: 'SELECT m.id FROM access.mail m WHERE m.company_id = $1 AND m.sent_at IS NULL ORDER BY m.id',
  owners: 'SELECT DISTINCT m.company_id AS owner FROM access.mail m WHERE m.sent_at IS NULL',
  lock: `SELECT m.recipient, m.subject, m.body FROM access.mail m
    WHERE m.company_id = $1 AND m.id = $2 AND m.sent_at IS NULL FOR UPDATE SKIP LOCKED`,
  mark: 'UPDATE access.mail SET attempts = attempts + 1, sent_at = $3 WHERE company_id = $1 AND id = $2',
}

/** A code that has been sent is kept nowhere else. */
const USER_BOX: Box = {
  task: SEND_USER_MAIL,
  owner: 'userId',
  waiting: 'SELECT m.id FROM access.user_mail m WHERE m.user_id = $1 AND m.sent_at IS NULL ORDER BY m.id',
  owners: 'SELECT DISTINCT m.user_id AS owner FROM access.user_mail m WHERE m.sent_at IS NULL',
  lock: `SELECT m.recipient, m.subject, m.body FROM access.user_mail m
    WHERE m.user_id = $1 AND m.id = $2 AND m.sent_at IS NULL FOR UPDATE SKIP LOCKED`,
  mark: `UPDATE access.user_mail SET attempts = attempts + 1, sent_at = $3,
      body = CASE WHEN is_secret AND $3::timestamptz IS NOT NULL THEN '' ELSE body END,
      subject = CASE WHEN is_secret AND $3::timestamptz IS NOT NULL THEN regexp_replace(subject, '[0-9]+', '…') ELSE subject END
    WHERE user_id = $1 AND id = $2`,
}

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
  send(given: unknown): Promise<void> {
    return this.#empty(COMPANY_BOX, BigInt(companyPayload.parse(given).companyId))
  }

  /** The same for a person's own. */
  sendToUser(given: unknown): Promise<void> {
    return this.#empty(USER_BOX, BigInt(userPayload.parse(given).userId))
  }

  /** What the queue gave up on, or was written before there was a server. */
  async sendWaiting(): Promise<void> {
    if (!this.#mailer) return
    await this.#database.agency('system', async (unit) => {
      for (const box of [COMPANY_BOX, USER_BOX]) {
        const owners = await unit.rows<{ owner: bigint }>(box.owners, [], `${box.task}.owners`)
        for (const { owner } of owners)
          await unit.enqueue(box.task, { [box.owner]: owner.toString() }, { key: `${box.task}:${owner}` })
      }
    })
  }

  async #empty(box: Box, owner: bigint): Promise<void> {
    const mailer = this.#mailer
    if (!mailer) return
    const waiting = await this.#database.agency('system', (unit) =>
      unit.rows<{ id: bigint }>(box.waiting, [owner], `${box.task}.waiting`),
    )
    const failures: unknown[] = []
    for (const { id } of waiting) {
      const failure = await this.#database.agency('system', (unit) => this.#sendOne(unit, mailer, box, [owner, id]))
      if (failure) failures.push(failure)
    }
    if (failures.length > 0) throw failures[0]
  }

  /** The error when it was not taken; the attempt is counted either way. */
  async #sendOne(unit: Unit, mailer: Mailer, box: Box, [owner, id]: [bigint, bigint]): Promise<unknown> {
    const mail = await unit.row<{ recipient: string; subject: string; body: string }>(
      box.lock,
      [owner, id],
      `${box.task}.lock`,
    )
    if (!mail) return undefined
    const messageId = `<${box.owner === 'userId' ? 'person.' : ''}${owner}.${id}@mail.duetto>`
    const failure = await mailer({ to: mail.recipient, subject: mail.subject, text: mail.body, messageId }).catch(
      (error: unknown) => error,
    )
    await unit.rows(box.mark, [owner, id, failure ? null : this.#now()], `${box.task}.mark`)
    return failure
  }
}

import type { Unit } from '../platform/database/unit.ts'
import { keepUntil } from './audit.ts'
import { companyGlobalId } from './company.type.ts'
import type { CompanyMailNews, PersonMailNews } from './mailNews.ts'
import { type MailLanguage, mailText } from './mailText.ts'

export const SEND_MAIL = 'access.sendMail'
export const SEND_WAITING_MAIL = 'access.sendWaitingMail'
export const SEND_USER_MAIL = 'access.sendUserMail'

export interface CompanyMail {
  readonly companyId: bigint
  readonly news: CompanyMailNews
  readonly publicUrl: string
  readonly at: Date
  /** Whom it concerns besides the administrators, while they still reach the company. */
  readonly person?: bigint | null
  /** That person alone, or the administrators when there is none. */
  readonly alone?: boolean
  /** What it is about, when each reader shall hear of it once only. */
  readonly about?: string
}

/**
 * Writes the news to the company's administrators, each in their own language, in the transaction of what it tells of.
 * It is sent when that has committed. Returns how many were written.
 */
export async function writeMail(unit: Unit, mail: CompanyMail): Promise<number> {
  const { companyId, news, publicUrl, at } = mail
  const readers = await unit.rows<{ email: string; language: MailLanguage }>(
    'SELECT a.email, a.language FROM access.mail_readers($1, $2, $3) a ORDER BY a.email',
    [companyId, mail.person ?? null, mail.alone ?? false],
    'access.mailReaders',
  )
  if (readers.length === 0) return 0
  const page = `${publicUrl}${companyPage(news, companyId)}`
  const texts = readers.map(({ language }) => mailText(news, language, page))
  const written = await unit.count(
    `INSERT INTO access.mail (company_id, recipient, subject, body, written_at, keep_until, about)
     SELECT $1, t.recipient, t.subject, t.body, $5, $6, $7
     FROM unnest($2::text[], $3::text[], $4::text[]) AS t (recipient, subject, body)
     ON CONFLICT (company_id, about, recipient) WHERE about IS NOT NULL DO NOTHING`,
    [
      companyId,
      readers.map(({ email }) => email),
      texts.map(({ subject }) => subject),
      texts.map(({ body }) => body),
      ...[at, keepUntil(at), mail.about ?? null],
    ],
    'access.writeMail',
  )
  if (written > 0)
    await unit.enqueue(SEND_MAIL, { companyId: companyId.toString() }, { key: `${SEND_MAIL}:${companyId}` })
  return written
}

function companyPage(news: CompanyMailNews, companyId: bigint): string {
  const company = `/companies/${encodeURIComponent(companyGlobalId(companyId))}`
  switch (news.kind) {
    case 'MASTER_ID_LINKED':
    case 'MASTER_ID_LINK_ENDED':
    case 'MESSAGES_STUCK':
      return `${company}/service`
    case 'RECALL_ANSWERED':
    case 'CREDIT_LOSS_ANSWERED':
      return `/assignments/${encodeURIComponent(news.assignment)}`
    default:
      return `${company}/store`
  }
}

export interface PersonMail {
  readonly userId: bigint
  /** Where it goes. Left out: the person's own address. */
  readonly to?: string
  readonly news: PersonMailNews
  readonly publicUrl: string
  readonly at: Date
}

/** As `writeMail`, to one person about their own matters; in their own unit, or in one of the agency's. */
export async function writePersonMail(unit: Unit, { userId, to, news, publicUrl, at }: PersonMail): Promise<void> {
  const reader = await unit.row<{ email: string; language: MailLanguage }>(
    'SELECT u.email, u.language FROM access.app_user u WHERE u.id = $1',
    [userId],
    'access.personOfMail',
  )
  if (!reader) return
  const page = `${publicUrl}${news.kind === 'MASTER_ID_GRANTED' ? '/overview' : '/settings'}`
  const { subject, body } = mailText(news, reader.language, page)
  await unit.rows(
    `INSERT INTO access.user_mail (user_id, recipient, subject, body, is_secret, written_at, keep_until)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [userId, to ?? reader.email, subject, body, news.kind === 'EMAIL_CODE', at, keepUntil(at)],
    'access.writePersonMail',
  )
  await unit.enqueue(SEND_USER_MAIL, { userId: userId.toString() }, { key: `${SEND_USER_MAIL}:${userId}` })
}

import { createTransport } from 'nodemailer'

export interface MailSettings {
  /** `smtp://user:password@host:port`, or `smtps://` for TLS from the start. */
  readonly url: string
  /** Whom mail comes from: `Duetto <duetto@example.fi>`. */
  readonly from: string
}

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly attachments?: readonly MailAttachment[]
  /** The same for every attempt, so that a mail server can tell a repeat. */
  readonly messageId: string
}

export interface MailAttachment {
  readonly filename: string
  readonly content: Buffer
  readonly contentType: string
}

/**
 * Why a mail was not taken. REFUSED: the server will never take it. UNKNOWN: the road broke while the mail was on it, so
 * that it may have arrived. LATER: it certainly has not, and may be tried again.
 */
export type MailFailure = 'REFUSED' | 'UNKNOWN' | 'LATER'

export class MailNotTaken extends Error {
  readonly failure: MailFailure

  constructor(message: string, failure: MailFailure) {
    super(message)
    this.failure = failure
  }
}

/** Hands a mail to the mail server. Throws MailNotTaken, without anything of the mail in it, when it was not taken. */
export type Mailer = (mail: Mail) => Promise<void>

const DEADLINE_MS = 10_000

export function smtpMailer({ url, from }: MailSettings): Mailer {
  const limits = { connectionTimeout: DEADLINE_MS, greetingTimeout: DEADLINE_MS, socketTimeout: DEADLINE_MS }
  const transport = createTransport({ url, ...limits })
  return async (mail) => {
    try {
      await transport.sendMail({ ...mail, from, attachments: mail.attachments?.map((one) => ({ ...one })) ?? [] })
    } catch (error) {
      // The server's answer often repeats the address.
      throw new MailNotTaken(`The mail server did not take the mail (${codeOf(error)}).`, failureOf(error))
    }
  }
}

/** An answer of 500 and above is final; a road that breaks after the text has begun leaves its fate open. */
function failureOf(error: unknown): MailFailure {
  if (typeof error !== 'object' || error === null) return 'UNKNOWN'
  const { responseCode, command } = error as { responseCode?: unknown; command?: unknown }
  if (typeof responseCode === 'number') return responseCode >= 500 && responseCode !== 530 ? 'REFUSED' : 'LATER'
  return command === 'DATA' ? 'UNKNOWN' : 'LATER'
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown'
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  return [code, responseCode].filter((part) => part !== undefined).join(' ') || 'unknown'
}

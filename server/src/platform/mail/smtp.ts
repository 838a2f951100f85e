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
  /** The same for every attempt, so that a mail server can tell a repeat. */
  readonly messageId: string
}

/** Hands a mail to the mail server. Throws, without anything of the mail in the error, when it was not taken. */
export type Mailer = (mail: Mail) => Promise<void>

const DEADLINE_MS = 10_000

export function smtpMailer({ url, from }: MailSettings): Mailer {
  const limits = { connectionTimeout: DEADLINE_MS, greetingTimeout: DEADLINE_MS, socketTimeout: DEADLINE_MS }
  const transport = createTransport({ url, ...limits })
  return async (mail) => {
    try {
      await transport.sendMail({ ...mail, from })
    } catch (error) {
      // The server's answer often repeats the address.
      throw new Error(`The mail server did not take the mail (${codeOf(error)}).`)
    }
  }
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown'
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  return [code, responseCode].filter((part) => part !== undefined).join(' ') || 'unknown'
}

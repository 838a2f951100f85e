import { type Mailer, MailNotTaken } from '../platform/mail/smtp.ts'

/** Mail of the demo reaches nobody. Some servers refuse it, so that there are letters that go on paper instead. */
export const demoLetterMailer: Mailer = async ({ to }) => {
  const sum = [...to].reduce((total, letter) => total + letter.charCodeAt(0), 0)
  if (sum % 23 === 0) throw new MailNotTaken('There is no such mailbox.', 'REFUSED')
}

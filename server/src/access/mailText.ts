import type { CompanyMailNews, MailWords, PersonMailNews, Words } from './mailNews.ts'
import { mailWordsEn } from './mailWords.en.ts'
import { mailWordsFi } from './mailWords.fi.ts'
import { mailWordsSv } from './mailWords.sv.ts'

export type MailLanguage = 'fi' | 'sv' | 'en'

const WORDS: Readonly<Record<MailLanguage, MailWords>> = { fi: mailWordsFi, sv: mailWordsSv, en: mailWordsEn }

export interface MailText {
  readonly subject: string
  readonly body: string
}

/** The words of a mail. `page` is where its reader sees and changes the matter. */
export function mailText(news: CompanyMailNews | PersonMailNews, language: MailLanguage, page: string): MailText {
  const words = WORDS[language]
  const write = words[news.kind] as (news: CompanyMailNews | PersonMailNews) => Words
  const { subject, lines, link } = write(news)
  const paragraphs = [words.greeting, ...lines.filter((line) => line), `${link}: ${page}`, words.closing]
  return { subject, body: `${paragraphs.join('\n\n')}\n` }
}

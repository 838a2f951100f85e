export type MailLanguage = 'fi' | 'sv' | 'en'

/** What a mail tells of. */
export type MailNews =
  | { readonly kind: 'MASTER_ID_LINKED'; readonly company: string; readonly masterId: string; readonly mandate: string }
  | { readonly kind: 'MASTER_ID_LINK_ENDED'; readonly company: string; readonly masterId: string }

export interface MailText {
  readonly subject: string
  readonly body: string
}

/** The words of a mail. `page` is where its reader can see and change the matter. */
export function mailText(news: MailNews, language: MailLanguage, page: string): MailText {
  const { company, masterId } = news
  if (news.kind === 'MASTER_ID_LINKED') return linked[language](company, masterId, news.mandate, page)
  return ended[language](company, masterId, page)
}

const linked: Record<MailLanguage, (company: string, masterId: string, mandate: string, page: string) => MailText> = {
  fi: (company, masterId, mandate, page) => ({
    subject: `${masterId} hoitaa nyt yrityksen ${company} perintää Duettossa`,
    body: `Hei,\n\nyritys ${company} on liitetty organisaation ${masterId} Master-ID:hen. Sen henkilöt voivat nyt hoitaa yrityksen toimeksiantoja.\n\nValtuutus: ${mandate}\n\nNäet liitoksen ja voit päättää sen milloin tahansa: ${page}\n\nTerveisin\nDuetto\n`,
  }),
  sv: (company, masterId, mandate, page) => ({
    subject: `${masterId} sköter nu indrivningen för ${company} i Duetto`,
    body: `Hej,\n\nföretaget ${company} har kopplats till Master-ID:t för ${masterId}. Dess personer kan nu sköta företagets uppdrag.\n\nFullmakt: ${mandate}\n\nDu ser kopplingen och kan avsluta den när som helst: ${page}\n\nHälsningar\nDuetto\n`,
  }),
  en: (company, masterId, mandate, page) => ({
    subject: `${masterId} now manages the collection of ${company} in Duetto`,
    body: `Hello,\n\nthe company ${company} has been linked to the Master-ID of ${masterId}. Its people may now look after the company's assignments.\n\nMandate: ${mandate}\n\nYou can see the link, and end it at any time: ${page}\n\nRegards\nDuetto\n`,
  }),
}

const ended: Record<MailLanguage, (company: string, masterId: string, page: string) => MailText> = {
  fi: (company, masterId, page) => ({
    subject: `${masterId} ei enää hoida yrityksen ${company} perintää`,
    body: `Hei,\n\nyrityksen ${company} liitos organisaation ${masterId} Master-ID:hen on päättynyt. Sen henkilöt eivät enää näe yrityksen tietoja.\n\nLiitokset: ${page}\n\nTerveisin\nDuetto\n`,
  }),
  sv: (company, masterId, page) => ({
    subject: `${masterId} sköter inte längre indrivningen för ${company}`,
    body: `Hej,\n\nkopplingen mellan ${company} och Master-ID:t för ${masterId} har avslutats. Dess personer ser inte längre företagets uppgifter.\n\nKopplingar: ${page}\n\nHälsningar\nDuetto\n`,
  }),
  en: (company, masterId, page) => ({
    subject: `${masterId} no longer manages the collection of ${company}`,
    body: `Hello,\n\nthe link of ${company} to the Master-ID of ${masterId} has ended. Its people no longer see anything of the company.\n\nLinks: ${page}\n\nRegards\nDuetto\n`,
  }),
}

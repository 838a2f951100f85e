import type { MailWords } from './mailNews.ts'

const day = (date: string) => date.split('-').reverse().map(Number).join('.')
const euros = (amount: string) => `${amount.replace('.', ',')} €`

export const mailWordsSv: MailWords = {
  greeting: 'Hej,',
  closing: 'Hälsningar\nDuetto',
  MASTER_ID_LINKED: ({ company, masterId, mandate }) => ({
    subject: `${masterId} sköter nu indrivningen för ${company} i Duetto`,
    lines: [
      `företaget ${company} har kopplats till Master-ID:t för ${masterId}. Dess personer kan nu sköta företagets uppdrag.`,
      `Fullmakt: ${mandate}`,
    ],
    link: 'Du ser kopplingen och kan avsluta den när som helst',
  }),
  MASTER_ID_LINK_ENDED: ({ company, masterId }) => ({
    subject: `${masterId} sköter inte längre indrivningen för ${company}`,
    lines: [
      `kopplingen mellan ${company} och Master-ID:t för ${masterId} har avslutats. Dess personer ser inte längre företagets uppgifter.`,
    ],
    link: 'Kopplingar',
  }),
  ACTIVATION_RECEIVED: ({ company }) => ({
    subject: `Ibruktagandet av Duetto mottaget: ${company}`,
    lines: [
      `Duettos villkor har godkänts för ${company}. Härnäst identifierar vi företaget, vanligen på 1–2 vardagar. Vi meddelar när fakturor kan skickas.`,
    ],
    link: 'Ibruktagandets läge',
  }),
  ACTIVATION_ACTIVE: ({ company }) => ({
    subject: `Duetto är i bruk: ${company}`,
    lines: [`${company} har identifierats och tjänsten är i bruk. Förfallna fakturor kan nu skickas för påminnelse.`],
    link: 'Tjänsten',
  }),
  ACTIVATION_REJECTED: ({ company, note }) => ({
    subject: `Ibruktagandet av Duetto godkändes inte: ${company}`,
    lines: [`${company} kunde inte identifieras, så tjänsten togs inte i bruk.`, note && `Motivering: ${note}`],
    link: 'Rätta uppgifterna och skicka dem på nytt',
  }),
  SERVICE_REMOVED: ({ company, running }) => ({
    subject: `Duetto har tagits ur bruk: ${company}`,
    lines: [
      `${company} har tagit Duetto ur bruk. Inga nya fakturor kan skickas.`,
      running === 0 ? 'Det finns inga öppna uppdrag.' : `De öppna uppdragen (${running}) slutförs.`,
    ],
    link: 'Tjänsten kan tas i bruk på nytt',
  }),
  TERMS_WAITING: ({ company, version }) => ({
    subject: `Duettos nya villkor väntar på godkännande: ${company}`,
    lines: [
      `en ny version ${version} av Duettos villkor gäller. Fakturor från ${company} kan inte skickas förrän villkoren har godkänts. Företaget identifieras inte på nytt.`,
    ],
    link: 'Läs och godkänn villkoren',
  }),
  PRICES_CHANGE: ({ company, from, transfer, recall }) => ({
    subject: `Duettos prislista ändras ${day(from)}`,
    lines: [
      `en ny prislista gäller från ${day(from)} och berör ${company}.`,
      `Överföringsavgift per faktura ${euros(transfer)}, återkallelse ${euros(recall)}. Priserna är utan moms.`,
    ],
    link: 'Prislista',
  }),
  RECALL_ANSWERED: ({ company, invoice, confirmed }) => ({
    subject: `Begäran om återkallelse har besvarats: faktura ${invoice}`,
    lines: [
      confirmed
        ? `Duetto har återkallat uppdraget för faktura ${invoice} hos ${company}.`
        : `Duetto kunde inte återkalla uppdraget för faktura ${invoice} hos ${company}; det fortsätter.`,
    ],
    link: 'Svaret och uppdraget',
  }),
  CREDIT_LOSS_ANSWERED: ({ company, invoice, confirmed }) => ({
    subject: `Frågan om kreditförlust har besvarats: faktura ${invoice}`,
    lines: [
      confirmed
        ? `faktura ${invoice} hos ${company} får bokföras som kreditförlust.`
        : `faktura ${invoice} hos ${company} bokförs ännu inte som kreditförlust; indrivningen fortsätter.`,
    ],
    link: 'Svaret och uppdraget',
  }),
  MESSAGES_STUCK: ({ company, count }) => ({
    subject: `Meddelanden till Duetto har inte kommit fram: ${company}`,
    lines: [`${count} meddelanden från ${company} till Duetto har inte kommit fram på ett dygn.`],
    link: 'Se meddelandena och skicka på nytt',
  }),
  EMAIL_CODE: ({ code, minutes }) => ({
    subject: `Bekräftelsekod ${code}`,
    lines: [
      `den här adressen har angetts som ny e-post för en användare i Duetto. Bekräftelsekoden är ${code}. Den gäller i ${minutes} minuter.`,
      'Om du inte har begärt detta behöver du inte göra något.',
    ],
    link: 'Ange koden i inställningarna',
  }),
  EMAIL_CHANGED: ({ email }) => ({
    subject: 'Din e-postadress i Duetto har bytts',
    lines: [
      `du loggar nu in med ${email}. Till den här adressen kommer inga fler meddelanden.`,
      'Om du inte gjorde detta själv, kontakta Duetto genast.',
    ],
    link: 'Inställningar',
  }),
  PASSWORD_CHANGED: () => ({
    subject: 'Ditt lösenord i Duetto har bytts',
    lines: [
      'ditt lösenord har bytts och dina andra sessioner har avslutats.',
      'Om du inte gjorde detta själv, kontakta Duetto genast.',
    ],
    link: 'Inställningar',
  }),
  MASTER_ID_REQUESTED: ({ organisation }) => ({
    subject: `Begäran om Master-ID mottagen: ${organisation}`,
    lines: [`vi har tagit emot en begäran om Master-ID för ${organisation}. Vi meddelar när den har behandlats.`],
    link: 'Begäranden',
  }),
  MASTER_ID_GRANTED: ({ organisation, code }) => ({
    subject: `Master-ID beviljat: ${organisation}`,
    lines: [
      `${organisation} har nu Master-ID ${code}, och du är dess första medlem. Företagen kopplas till det ett i taget på grund av sin fullmakt.`,
    ],
    link: 'Helhetsvyn',
  }),
  MASTER_ID_REFUSED: ({ organisation, note }) => ({
    subject: `Begäran om Master-ID godkändes inte: ${organisation}`,
    lines: [`inget Master-ID beviljades för ${organisation}.`, note && `Motivering: ${note}`],
    link: 'Begäranden',
  }),
}

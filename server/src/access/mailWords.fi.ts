import type { MailWords } from './mailNews.ts'

const day = (date: string) => date.split('-').reverse().map(Number).join('.')
const euros = (amount: string) => `${amount.replace('.', ',')} €`

export const mailWordsFi: MailWords = {
  greeting: 'Hei,',
  closing: 'Terveisin\nDuetto',
  MASTER_ID_LINKED: ({ company, masterId, mandate }) => ({
    subject: `${masterId} hoitaa nyt yrityksen ${company} perintää Duettossa`,
    lines: [
      `yritys ${company} on liitetty organisaation ${masterId} Master-ID:hen. Sen henkilöt voivat nyt hoitaa yrityksen toimeksiantoja.`,
      `Valtuutus: ${mandate}`,
    ],
    link: 'Näet liitoksen ja voit päättää sen milloin tahansa',
  }),
  MASTER_ID_LINK_ENDED: ({ company, masterId }) => ({
    subject: `${masterId} ei enää hoida yrityksen ${company} perintää`,
    lines: [
      `yrityksen ${company} liitos organisaation ${masterId} Master-ID:hen on päättynyt. Sen henkilöt eivät enää näe yrityksen tietoja.`,
    ],
    link: 'Liitokset',
  }),
  ACTIVATION_RECEIVED: ({ company }) => ({
    subject: `Duetton käyttöönotto vastaanotettu: ${company}`,
    lines: [
      `yrityksen ${company} puolesta on hyväksytty Duetton ehdot. Tunnistamme seuraavaksi yrityksen, yleensä 1–2 arkipäivässä. Kerromme, kun laskuja voi lähettää.`,
    ],
    link: 'Käyttöönoton tila',
  }),
  ACTIVATION_ACTIVE: ({ company }) => ({
    subject: `Duetto on käytössä: ${company}`,
    lines: [
      `yritys ${company} on tunnistettu ja palvelu on käytössä. Erääntyneet laskut voi nyt lähettää muistutettaviksi.`,
    ],
    link: 'Palvelu',
  }),
  ACTIVATION_REJECTED: ({ company, note }) => ({
    subject: `Duetton käyttöönottoa ei hyväksytty: ${company}`,
    lines: [`yritystä ${company} ei voitu tunnistaa, joten palvelua ei otettu käyttöön.`, note && `Peruste: ${note}`],
    link: 'Korjaa tiedot ja lähetä ne uudelleen',
  }),
  SERVICE_REMOVED: ({ company, running }) => ({
    subject: `Duetto on poistettu käytöstä: ${company}`,
    lines: [
      `yritys ${company} on poistanut Duetton käytöstä. Uusia laskuja ei voi lähettää.`,
      running === 0 ? 'Avoimia toimeksiantoja ei ole.' : `Avoimet toimeksiannot (${running}) viedään loppuun.`,
    ],
    link: 'Palvelun voi ottaa uudelleen käyttöön',
  }),
  TERMS_WAITING: ({ company, version }) => ({
    subject: `Duetton uudet ehdot odottavat hyväksyntää: ${company}`,
    lines: [
      `Duetton ehdoista on voimassa uusi versio ${version}. Yrityksestä ${company} ei voi lähettää laskuja ennen kuin ehdot on hyväksytty. Yritystä ei tunnisteta uudelleen.`,
    ],
    link: 'Lue ja hyväksy ehdot',
  }),
  PRICES_CHANGE: ({ company, from, transfer, recall }) => ({
    subject: `Duetton hinnasto muuttuu ${day(from)}`,
    lines: [
      `uusi hinnasto tulee voimaan ${day(from)}, ja se koskee yritystä ${company}.`,
      `Siirtomaksu laskulta ${euros(transfer)}, peruminen ${euros(recall)}. Hinnat ilman arvonlisäveroa.`,
    ],
    link: 'Hinnasto',
  }),
  RECALL_ANSWERED: ({ company, invoice, confirmed }) => ({
    subject: `Peruutuspyyntöön on vastattu: lasku ${invoice}`,
    lines: [
      confirmed
        ? `Duetto on peruuttanut yrityksen ${company} laskun ${invoice} toimeksiannon.`
        : `Duetto ei voinut peruuttaa yrityksen ${company} laskun ${invoice} toimeksiantoa; se jatkuu.`,
    ],
    link: 'Vastaus ja toimeksianto',
  }),
  CREDIT_LOSS_ANSWERED: ({ company, invoice, confirmed }) => ({
    subject: `Luottotappiokysymykseen on vastattu: lasku ${invoice}`,
    lines: [
      confirmed
        ? `yrityksen ${company} laskun ${invoice} voi kirjata luottotappioksi.`
        : `yrityksen ${company} laskua ${invoice} ei vielä kirjata luottotappioksi; perintä jatkuu.`,
    ],
    link: 'Vastaus ja toimeksianto',
  }),
  MESSAGES_STUCK: ({ company, count }) => ({
    subject: `Viestejä Duettolle odottaa perillepääsyä: ${company}`,
    lines: [`yrityksen ${company} ${count} viestiä Duettolle ei ole mennyt perille vuorokauteen.`],
    link: 'Katso viestit ja lähetä uudelleen',
  }),
  EMAIL_CODE: ({ code, minutes }) => ({
    subject: `Vahvistuskoodi ${code}`,
    lines: [
      `tämä osoite on annettu Duetton käyttäjän uudeksi sähköpostiksi. Vahvistuskoodi on ${code}. Se on voimassa ${minutes} minuuttia.`,
      'Jos et pyytänyt tätä, sinun ei tarvitse tehdä mitään.',
    ],
    link: 'Anna koodi asetuksissa',
  }),
  EMAIL_CHANGED: ({ email }) => ({
    subject: 'Sähköpostiosoitteesi Duettossa on vaihdettu',
    lines: [
      `kirjautumisosoitteesi on nyt ${email}. Tähän osoitteeseen ei enää tule viestejä.`,
      'Jos et tehnyt tätä itse, ota heti yhteyttä Duettoon.',
    ],
    link: 'Asetukset',
  }),
  PASSWORD_CHANGED: () => ({
    subject: 'Salasanasi Duettossa on vaihdettu',
    lines: [
      'salasanasi on vaihdettu, ja muut istuntosi on päätetty.',
      'Jos et tehnyt tätä itse, ota heti yhteyttä Duettoon.',
    ],
    link: 'Asetukset',
  }),
  MASTER_ID_REQUESTED: ({ organisation }) => ({
    subject: `Master-ID-pyyntö vastaanotettu: ${organisation}`,
    lines: [
      `olemme vastaanottaneet pyynnön Master-ID:stä organisaatiolle ${organisation}. Kerromme, kun se on käsitelty.`,
    ],
    link: 'Pyynnöt',
  }),
  MASTER_ID_GRANTED: ({ organisation, code }) => ({
    subject: `Master-ID myönnetty: ${organisation}`,
    lines: [
      `organisaatiolla ${organisation} on nyt Master-ID ${code}, ja olet sen ensimmäinen jäsen. Yritykset liitetään siihen yksi kerrallaan valtuutuksensa nojalla.`,
    ],
    link: 'Kokonaisnäkymä',
  }),
  MASTER_ID_REFUSED: ({ organisation, note }) => ({
    subject: `Master-ID-pyyntöä ei hyväksytty: ${organisation}`,
    lines: [`Master-ID:tä organisaatiolle ${organisation} ei myönnetty.`, note && `Peruste: ${note}`],
    link: 'Pyynnöt',
  }),
}

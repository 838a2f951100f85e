/** The first version of the terms of service, in the three languages of the screens. Never changed: a change is a new version. */
export const firstTerms = {
  version: '2024-1',
  validFrom: '2024-01-01',
  texts: {
    fi: [
      'Duetto muistuttaa yrityksen asiakkaita erääntyneistä laskuista ja perii niitä yrityksen toimeksiannosta.',
      'Yritys luovuttaa Duettolle laskun, asiakkaan ja yhteyshenkilön tiedot, joita toimeksianto edellyttää.',
      'Yritys lähettää vain laskuja, jotka ovat oikeita, erääntyneitä ja riidattomia, ja ilmoittaa heti, jos tämä muuttuu.',
      'Yritykselle suoraan maksetut suoritukset ilmoitetaan Duettolle; järjestelmä tekee sen yrityksen puolesta.',
      'Jokaisesta lähetetystä laskusta veloitetaan hinnaston mukainen siirtomaksu ja perutusta toimeksiannosta peruutusmaksu.',
      'Duetto tilittää perityt varat laskun omalla viitteellä yrityksen tilille ja pitää ne erillään omista varoistaan.',
      'Palvelun voi lopettaa milloin vain; avoimet toimeksiannot hoidetaan loppuun.',
    ],
    sv: [
      'Duetto påminner företagets kunder om förfallna fakturor och driver in dem på företagets uppdrag.',
      'Företaget överlåter till Duetto de uppgifter om fakturan, kunden och kontaktpersonen som uppdraget kräver.',
      'Företaget sänder bara fakturor som är riktiga, förfallna och ostridiga, och meddelar genast om detta ändras.',
      'Betalningar som gjorts direkt till företaget meddelas Duetto; systemet gör det för företagets del.',
      'För varje sänd faktura debiteras en överföringsavgift enligt prislistan och för ett återkallat uppdrag en återkallelseavgift.',
      'Duetto redovisar indrivna medel med fakturans egen referens till företagets konto och håller dem åtskilda från sina egna.',
      'Tjänsten kan avslutas när som helst; öppna uppdrag slutförs.',
    ],
    en: [
      "Duetto reminds the company's customers of overdue invoices and collects them on the company's behalf.",
      'The company hands over to Duetto the details of the invoice, the customer and the contact person that the assignment needs.',
      'The company sends only invoices that are correct, overdue and not disputed, and tells at once if that changes.',
      'Payments made directly to the company are reported to Duetto; the system does it for the company.',
      'A transfer fee by the price list is charged for every invoice sent, and a recall fee for a recalled assignment.',
      "Duetto settles collected money with the invoice's own reference to the company's account and keeps it apart from its own.",
      'The service can be ended at any time; open assignments are brought to their end.',
    ],
  },
}

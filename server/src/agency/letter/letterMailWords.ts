import type { AgencyLanguage } from '../case/assignment.ts'

/**
 * What stands around a letter that goes by e-mail: no name, no sum, no creditor. A mail may be read by others on its way;
 * what is the debtor's own stands in the file alone.
 */
export const mailWords: Readonly<Record<AgencyLanguage, { readonly subject: string; readonly body: string }>> = {
  fi: {
    subject: 'Kirje Duetolta',
    body: 'Hei,\n\nliitteenä on yrityksellenne osoitettu kirje Duetolta PDF-tiedostona. Yhteystiedot ja ohjeet ovat kirjeessä.\n\nTähän viestiin ei voi vastata.\n\nDuetto',
  },
  sv: {
    subject: 'Brev från Duetto',
    body: 'Hej,\n\nbifogat finns ett brev från Duetto till ert företag som PDF-fil. Kontaktuppgifter och anvisningar finns i brevet.\n\nDet går inte att svara på det här meddelandet.\n\nDuetto',
  },
  en: {
    subject: 'A letter from Duetto',
    body: 'Hello,\n\nattached is a letter from Duetto to your company, as a PDF file. Contact details and instructions are in the letter.\n\nThis message cannot be answered.\n\nDuetto',
  },
}

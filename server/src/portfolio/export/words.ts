import type { Language } from '../../access/access.enums.ts'
import { problemWords, stepWords, type Words } from './stepWords.ts'

const PLACE: Readonly<Record<Language, number>> = { FI: 0, SV: 1, EN: 2 }

/** The words of exported files, as the pages say them. */
const words = {
  invoices: ['Laskut', 'Fakturor', 'Invoices'],
  assignments: ['Toimeksiannot', 'Uppdrag', 'Assignments'],
  company: ['Yritys', 'Företag', 'Company'],
  companyBusinessId: ['Yrityksen Y-tunnus', 'Företagets FO-nummer', "Company's business ID"],
  invoice: ['Lasku', 'Faktura', 'Invoice'],
  customer: ['Asiakas', 'Kund', 'Customer'],
  debtor: ['Velallinen', 'Gäldenär', 'Debtor'],
  businessId: ['Y-tunnus', 'FO-nummer', 'Business ID'],
  reference: ['Viite', 'Referens', 'Reference'],
  issued: ['Laskun päivä', 'Fakturadatum', 'Invoice date'],
  due: ['Eräpäivä', 'Förfallodag', 'Due date'],
  daysOverdue: ['Myöhässä pv', 'Dagar försenad', 'Days overdue'],
  total: ['Yhteensä', 'Totalt', 'Total'],
  open: ['Avoinna', 'Öppet', 'Open'],
  currency: ['Valuutta', 'Valuta', 'Currency'],
  status: ['Tila', 'Status', 'Status'],
  disputed: ['Kiistetty', 'Bestriden', 'Disputed'],
  stage: ['Vaihe', 'Skede', 'Stage'],
  newestOn: ['Uusin tapahtuma', 'Senaste händelse', 'Newest event'],
  newestStep: ['Uusin vaihe', 'Senaste steg', 'Newest step'],
  prohibited: ['Perintäkielto', 'Indrivningsförbud', 'Collection prohibited'],
  beforeSending: ['Ennen lähetystä', 'Före sändning', 'Before sending'],
  auxiliaryName: ['Aputoiminimi', 'Bifirma', 'Auxiliary name'],
  kind: ['Palvelu', 'Tjänst', 'Service'],
  opened: ['Avattu', 'Öppnat', 'Opened'],
  principal: ['Pääoma', 'Kapital', 'Principal'],
  costs: ['Kulut', 'Kostnader', 'Costs'],
  interest: ['Korko', 'Ränta', 'Interest'],
  balance: ['Saldo', 'Saldo', 'Balance'],
  report: ['Raportti', 'Rapport', 'Report'],
  arrivedCount: ['Saapuneita', 'Inkomna', 'Arrived, number'],
  arrived: ['Saapuneiden pääoma', 'Inkomnas kapital', 'Arrived, principal'],
  paidCount: ['Maksuja', 'Betalningar', 'Payments, number'],
  paid: ['Maksettu', 'Betalt', 'Paid'],
  settled: ['Tilitetty', 'Redovisat', 'Settled'],
  creditLoss: ['Luottotappiot', 'Kreditförluster', 'Credit losses'],
  fee: ['Siirtomaksut', 'Överföringsavgifter', 'Transfer fees'],
  feeVat: ['Siirtomaksujen alv', 'Moms på avgifterna', 'VAT on fees'],
  closedCount: ['Päättyneitä', 'Avslutade', 'Ended'],
  paidInFullCount: ['Kokonaan maksettuja', 'Helt betalda', 'Paid in full'],
  yes: ['kyllä', 'ja', 'yes'],
} satisfies Record<string, Words>

export type ExportWord = keyof typeof words

/** Of statuses, stages and services; a word that is missing shows its code. */
const states: Readonly<Record<string, Words>> = {
  'status.UNSENT': ['Lähettämätön', 'Ej skickad', 'Unsent'],
  'status.OPEN': ['Avoin', 'Öppen', 'Open'],
  'status.OVERDUE': ['Erääntynyt', 'Förfallen', 'Overdue'],
  'status.REMINDED': ['Muistutettu', 'Påmind', 'Reminded'],
  'status.REQUESTED': ['Huomautettu', 'Anmärkt', 'Requested'],
  'status.COLLECTED': ['Perinnässä', 'I indrivning', 'In collection'],
  'status.PAID': ['Maksettu', 'Betald', 'Paid'],
  'status.CREDIT_LOSS': ['Luottotappio', 'Kreditförlust', 'Credit loss'],
  'stage.SENT': ['Lähetetty', 'Skickat', 'Sent'],
  'stage.RECEIVED': ['Vastaanotettu', 'Mottaget', 'Received'],
  'stage.REMINDER': ['Muistutus', 'Påminnelse', 'Reminder'],
  'stage.NOTICE': ['Huomautus', 'Anmärkning', 'Payment notice'],
  'stage.COLLECTION': ['Perintä', 'Indrivning', 'Collection'],
  'stage.CLOSED': ['Päättynyt', 'Avslutat', 'Closed'],
  'kind.REMINDER': ['Muistutuspalvelu', 'Påminnelsetjänst', 'Reminder service'],
  'kind.COLLECTION': ['Perintäpalvelu', 'Indrivningstjänst', 'Collection service'],
}

export function exportWord(language: Language, word: ExportWord): string {
  return words[word][PLACE[language]] as string
}

export function stateWord(language: Language, kind: 'status' | 'stage' | 'kind', code: string): string {
  return states[`${kind}.${code}`]?.[PLACE[language]] ?? code
}

/** A step of the service; one without a word shows its code. */
export function stepWord(language: Language, code: string): string {
  return stepWords[code]?.[PLACE[language]] ?? code
}

/** A reason against sending. */
export function problemWord(language: Language, code: string): string {
  return problemWords[code]?.[PLACE[language]] ?? code
}

import type { MessageLetter } from '../exchange/messages/fromAgency.ts'
import type { AgencyLanguage } from './assignment.ts'
import type { PostingKind } from './posting.ts'

/** The wording of letters in one language. What a payment demand must say is listed in 513/1999 5 a §. */
export interface LetterWords {
  readonly title: Readonly<Record<MessageLetter['kind'], string>>
  readonly creditor: string
  readonly auxiliaryName: string
  readonly originalCreditor: string
  readonly businessId: string
  readonly debtor: string
  readonly basis: string
  readonly invoice: (number: string, issuedOn: string, dueOn: string, total: string) => string
  readonly original: string
  readonly claim: string
  readonly line: Readonly<Record<PostingKind, string>>
  readonly interestDays: (from: string, to: string, days: number, percent: string, base: string) => string
  readonly total: string
  readonly pay: string
  readonly payBy: string
  readonly account: string
  readonly reference: string
  readonly payee: string
  readonly interestGoesOn: string
  readonly object: (day: string) => string
  readonly consumer: string
  readonly consumerNotice: string
  readonly sender: string
  readonly page: (number: number, of: number) => string
  /** Stands in a preview where the reference will be. */
  readonly referenceLater: string
  readonly preview: string
  /** Above the bank barcode, and beside the QR code. */
  readonly barcode: string
  readonly qrCode: string
}

const fi: LetterWords = {
  title: { REMINDER: 'MAKSUMUISTUTUS', NOTICE: 'MAKSUHUOMAUTUS', DEMAND: 'MAKSUVAATIMUS' },
  creditor: 'Velkoja',
  auxiliaryName: 'Laskulla käytetty aputoiminimi',
  originalCreditor: 'Alkuperäinen velkoja',
  businessId: 'Y-tunnus',
  debtor: 'Velallinen',
  basis: 'Saatavan peruste',
  invoice: (number, issuedOn, dueOn, total) =>
    `Lasku ${number}, päivätty ${issuedOn}, eräpäivä ${dueOn}, loppusumma ${total}`,
  original: 'Laskun viitenumero',
  claim: 'Saatavan erittely',
  line: {
    PRINCIPAL: 'Pääoma',
    REMINDER_COST: 'Maksumuistutuksen kulu',
    NOTICE_COST: 'Maksuhuomautuksen kulu',
    DEMAND_COST: 'Maksuvaatimuksen kulu',
    EXTENSION_COST: 'Maksuajan pidennyksen kulu',
    PLAN_COST: 'Maksusuunnitelman kulu',
    FIXED_COMPENSATION: 'Vakiokorvaus',
    LATE_INTEREST: 'Viivästyskorko',
    PAYMENT: 'Suoritus',
    DIRECT_PAYMENT: 'Suoritus velkojalle',
    CREDIT: 'Hyvitys',
    REVERSAL: 'Peruttu suoritus',
    CANCELLATION: 'Peruttu kulu',
    REALLOCATION: 'Kohdistuksen oikaisu',
    REFUND: 'Palautettava suoritus',
  },
  interestDays: (from, to, days, percent, base) => `${from}–${to}, ${days} pv, ${percent} % pääomalle ${base}`,
  total: 'Maksettava yhteensä',
  pay: 'Maksaminen',
  payBy: 'Eräpäivä',
  account: 'Asiakasvaratili',
  reference: 'Viitenumero',
  payee: 'Saaja: Duetto, asiakasvarat',
  interestGoesOn: 'Jos maksu myöhästyy, viivästyskorko jatkuu korkolain mukaan maksupäivään asti.',
  object: (day) =>
    `Jos saatava tai sen määrä on mielestänne väärä, ilmoittakaa siitä perusteineen Duetolle viimeistään ${day}. Perintä keskeytetään siksi, kunnes asia on selvitetty.`,
  consumer:
    'Kuluttajalla on oikeus kirjallisesti tai muuten pysyvällä tavalla pyytää Duettoa keskeyttämään perintä ja siirtämään asia tuomioistuimeen. Sen jälkeen perinnästä ei peritä kuluja.',
  consumerNotice: 'Saatavaan sovelletaan kuluttajasaatavan sääntöjä.',
  sender: 'Duetto perii saatavaa velkojan toimeksiannosta.',
  page: (number, of) => `Sivu ${number}/${of}`,
  referenceLater: 'annetaan lähetettäessä',
  preview: 'ESIKATSELU',
  barcode: 'Pankkiviivakoodi',
  qrCode: 'Maksa mobiilissa',
}

const sv: LetterWords = {
  title: { REMINDER: 'BETALNINGSPÅMINNELSE', NOTICE: 'BETALNINGSANMÄRKNING', DEMAND: 'BETALNINGSKRAV' },
  creditor: 'Borgenär',
  auxiliaryName: 'Bifirma på fakturan',
  originalCreditor: 'Ursprunglig borgenär',
  businessId: 'FO-nummer',
  debtor: 'Gäldenär',
  basis: 'Grund för fordran',
  invoice: (number, issuedOn, dueOn, total) =>
    `Faktura ${number}, daterad ${issuedOn}, förfallodag ${dueOn}, slutsumma ${total}`,
  original: 'Fakturans referensnummer',
  claim: 'Specifikation av fordran',
  line: {
    PRINCIPAL: 'Kapital',
    REMINDER_COST: 'Kostnad för betalningspåminnelse',
    NOTICE_COST: 'Kostnad för betalningsanmärkning',
    DEMAND_COST: 'Kostnad för betalningskrav',
    EXTENSION_COST: 'Kostnad för förlängd betalningstid',
    PLAN_COST: 'Kostnad för betalningsplan',
    FIXED_COMPENSATION: 'Standardersättning',
    LATE_INTEREST: 'Dröjsmålsränta',
    PAYMENT: 'Betalning',
    DIRECT_PAYMENT: 'Betalning till borgenären',
    CREDIT: 'Kreditering',
    REVERSAL: 'Återtagen betalning',
    CANCELLATION: 'Återtagen kostnad',
    REALLOCATION: 'Rättad fördelning',
    REFUND: 'Betalning att återbetala',
  },
  interestDays: (from, to, days, percent, base) => `${from}–${to}, ${days} dagar, ${percent} % på kapitalet ${base}`,
  total: 'Att betala sammanlagt',
  pay: 'Betalning',
  payBy: 'Förfallodag',
  account: 'Klientmedelskonto',
  reference: 'Referensnummer',
  payee: 'Mottagare: Duetto, klientmedel',
  interestGoesOn: 'Om betalningen dröjer löper dröjsmålsräntan vidare enligt räntelagen till betalningsdagen.',
  object: (day) =>
    `Om ni anser att fordran eller dess belopp är fel, meddela det med grunder till Duetto senast ${day}. Indrivningen avbryts då tills saken är utredd.`,
  consumer:
    'En konsument har rätt att skriftligen eller på något annat varaktigt sätt be Duetto avbryta indrivningen och föra ärendet till domstol. Därefter tas inga kostnader ut för indrivning.',
  consumerNotice: 'Reglerna om konsumentfordringar tillämpas på fordran.',
  sender: 'Duetto driver in fordran på uppdrag av borgenären.',
  page: (number, of) => `Sida ${number}/${of}`,
  referenceLater: 'ges vid sändningen',
  preview: 'FÖRHANDSVISNING',
  barcode: 'Bankstreckkod',
  qrCode: 'Betala i mobilen',
}

const en: LetterWords = {
  title: { REMINDER: 'PAYMENT REMINDER', NOTICE: 'PAYMENT NOTICE', DEMAND: 'PAYMENT DEMAND' },
  creditor: 'Creditor',
  auxiliaryName: 'Trade name used on the invoice',
  originalCreditor: 'Original creditor',
  businessId: 'Business ID',
  debtor: 'Debtor',
  basis: 'Basis of the claim',
  invoice: (number, issuedOn, dueOn, total) => `Invoice ${number}, dated ${issuedOn}, due ${dueOn}, total ${total}`,
  original: 'Reference of the invoice',
  claim: 'What the claim consists of',
  line: {
    PRINCIPAL: 'Principal',
    REMINDER_COST: 'Cost of the payment reminder',
    NOTICE_COST: 'Cost of the payment notice',
    DEMAND_COST: 'Cost of the payment demand',
    EXTENSION_COST: 'Cost of the extension of time',
    PLAN_COST: 'Cost of the payment plan',
    FIXED_COMPENSATION: 'Standard compensation',
    LATE_INTEREST: 'Late interest',
    PAYMENT: 'Payment',
    DIRECT_PAYMENT: 'Payment to the creditor',
    CREDIT: 'Credit note',
    REVERSAL: 'Payment taken back',
    CANCELLATION: 'Cost taken back',
    REALLOCATION: 'Allocation corrected',
    REFUND: 'Payment to be returned',
  },
  interestDays: (from, to, days, percent, base) =>
    `${from} to ${to}, ${days} days, ${percent} % on the principal of ${base}`,
  total: 'Total to pay',
  pay: 'How to pay',
  payBy: 'Due day',
  account: 'Client-funds account',
  reference: 'Reference number',
  payee: 'Payee: Duetto, client funds',
  interestGoesOn: 'If payment is late, late interest runs on by the Interest Act to the day of payment.',
  object: (day) =>
    `If you think that the claim or its amount is wrong, tell Duetto so, with your grounds, by ${day}. Collection then stops until the matter is settled.`,
  consumer:
    'A consumer has the right to ask Duetto, in writing or another lasting form, to suspend collection and take the matter to court. After that nothing more is charged for collection.',
  consumerNotice: 'The rules on consumer receivables apply to this claim.',
  sender: 'Duetto collects the claim on behalf of the creditor.',
  page: (number, of) => `Page ${number}/${of}`,
  referenceLater: 'given when the letter is sent',
  preview: 'PREVIEW',
  barcode: 'Bank barcode',
  qrCode: 'Pay by phone',
}

export const letterWords: Readonly<Record<AgencyLanguage, LetterWords>> = { fi, sv, en }

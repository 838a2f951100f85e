import type { InvoiceLineKind } from '../../exchange/messages/account.ts'
import type { StatementLanguage } from '../../exchange/settlement/statement.ts'

export interface InvoiceWords extends Readonly<Record<InvoiceLineKind, string>> {
  readonly title: string
  readonly number: string
  readonly issuedOn: string
  readonly dueOn: string
  readonly reference: string
  readonly account: string
  readonly payee: string
  readonly businessId: string
  readonly periodEnd: string
  readonly day: string
  readonly what: string
  readonly count: string
  readonly net: string
  readonly percent: string
  readonly vat: string
  readonly gross: string
  readonly total: string
  readonly vatOf: (percent: string) => string
  readonly paidByDebtors: string
  readonly payable: string
  /** After the payable sum of an invoice that is set off. */
  readonly netted: string
  readonly pay: string
  readonly barcode: string
  readonly qrCode: string
  readonly invoice: (number: string) => string
}

export const invoiceWords: Readonly<Record<StatementLanguage, InvoiceWords>> = {
  fi: {
    title: 'Lasku',
    number: 'Laskun numero',
    issuedOn: 'Päivä',
    dueOn: 'Eräpäivä',
    reference: 'Viitenumero',
    account: 'Tilinumero',
    payee: 'Saaja',
    businessId: 'Y-tunnus',
    periodEnd: 'Laskutettu asti',
    day: 'Päivä',
    what: 'Selite',
    count: 'Määrä',
    net: 'Veroton',
    percent: 'Alv-%',
    vat: 'Alv',
    gross: 'Verollinen',
    total: 'Yhteensä',
    vatOf: (percent) => `Alv ${percent} %`,
    paidByDebtors: 'Velalliset ovat maksaneet',
    payable: 'Maksettavaa',
    netted: 'Vähennetään seuraavista tilityksistä. Laskua ei tarvitse maksaa.',
    pay: 'Maksutiedot',
    barcode: 'Virtuaaliviivakoodi',
    qrCode: 'Maksa pankin sovelluksella',
    invoice: (number) => `lasku ${number}`,
    REMINDER_TRANSFER: 'Siirtomaksu, muistutuspalvelu',
    COLLECTION_TRANSFER: 'Siirtomaksu, perintäpalvelu',
    RECALL: 'Peruutusmaksu',
    CANCELLED_COSTS: 'Peruutetun toimeksiannon kulut',
    COLLECTED_COSTS: 'Perintäkulut, velallinen maksanut',
  },
  sv: {
    title: 'Faktura',
    number: 'Fakturanummer',
    issuedOn: 'Datum',
    dueOn: 'Förfallodag',
    reference: 'Referensnummer',
    account: 'Kontonummer',
    payee: 'Mottagare',
    businessId: 'FO-nummer',
    periodEnd: 'Fakturerat till',
    day: 'Dag',
    what: 'Specifikation',
    count: 'Antal',
    net: 'Utan moms',
    percent: 'Moms-%',
    vat: 'Moms',
    gross: 'Med moms',
    total: 'Totalt',
    vatOf: (percent) => `Moms ${percent} %`,
    paidByDebtors: 'Gäldenärerna har betalat',
    payable: 'Att betala',
    netted: 'Dras av från följande redovisningar. Fakturan behöver inte betalas.',
    pay: 'Betalningsuppgifter',
    barcode: 'Virtuell streckkod',
    qrCode: 'Betala med bankens app',
    invoice: (number) => `faktura ${number}`,
    REMINDER_TRANSFER: 'Överföringsavgift, påminnelsetjänsten',
    COLLECTION_TRANSFER: 'Överföringsavgift, indrivningstjänsten',
    RECALL: 'Återkallelseavgift',
    CANCELLED_COSTS: 'Kostnader för återkallat uppdrag',
    COLLECTED_COSTS: 'Indrivningskostnader, gäldenären betalat',
  },
  en: {
    title: 'Invoice',
    number: 'Invoice number',
    issuedOn: 'Date',
    dueOn: 'Due date',
    reference: 'Reference',
    account: 'Account',
    payee: 'Payee',
    businessId: 'Business ID',
    periodEnd: 'Invoiced until',
    day: 'Day',
    what: 'For',
    count: 'Count',
    net: 'Without VAT',
    percent: 'VAT %',
    vat: 'VAT',
    gross: 'With VAT',
    total: 'Total',
    vatOf: (percent) => `VAT ${percent} %`,
    paidByDebtors: 'Paid by debtors',
    payable: 'To pay',
    netted: 'Held back from the next settlements. There is nothing to pay.',
    pay: 'How to pay',
    barcode: 'Bank barcode',
    qrCode: 'Pay with the bank’s app',
    invoice: (number) => `invoice ${number}`,
    REMINDER_TRANSFER: 'Transfer fee, reminder service',
    COLLECTION_TRANSFER: 'Transfer fee, collection service',
    RECALL: 'Recall fee',
    CANCELLED_COSTS: 'Costs of the recalled assignment',
    COLLECTED_COSTS: 'Collection costs, paid by the debtor',
  },
}

import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { formatDecimal, money } from '../../kernel/money.ts'

/** One case of a settlement, in cents. */
export interface StatementLine {
  readonly debtorName: string
  readonly invoiceNumber: string
  readonly reference: string | null
  /** CARRIED: paid in an earlier settlement for a payment that the bank took back since. */
  readonly kind: 'SHARE' | 'CARRIED'
  /** What was collected for the creditor; below zero when it was paid too much before. */
  readonly share: bigint
  /** What is transferred with the line's reference. */
  readonly paid: bigint
  /** The agency's costs that the debtor has paid, and the VAT that the creditor bears on them. */
  readonly costs: bigint
  readonly vat: bigint
}

/** What is kept back for an invoice of the agency's, in cents. */
export interface StatementSetOff {
  readonly number: string
  readonly amount: bigint
}

/** What a creditor is told of a settlement (tilitys): every case in it. Amounts in cents. */
export interface SettlementStatement {
  /** The settlement's name in messages, a UUID. */
  readonly uid: string
  readonly settledOn: CalendarDate
  readonly creditorName: string
  readonly businessId: string
  readonly currency: string
  /** What is transferred in all. */
  readonly amount: bigint
  readonly vat: bigint
  /** The part of the VAT that is held back; the rest is invoiced. */
  readonly vatNetted: bigint
  readonly lines: readonly StatementLine[]
  readonly setOffs: readonly StatementSetOff[]
}

export const statementLanguages = ['fi', 'sv', 'en'] as const
export type StatementLanguage = (typeof statementLanguages)[number]

export interface StatementWords {
  readonly title: string
  readonly businessId: string
  readonly day: string
  readonly debtor: string
  readonly invoice: string
  readonly reference: string
  readonly share: string
  readonly costs: string
  readonly vat: string
  readonly paid: string
  readonly total: string
  readonly carried: string
  readonly vatInvoiced: string
  readonly vatNetted: string
  readonly setOff: (number: string) => string
}

export const statementWords: Readonly<Record<StatementLanguage, StatementWords>> = {
  fi: {
    title: 'Tilitys',
    businessId: 'Y-tunnus',
    day: 'Tilityspäivä',
    debtor: 'Velallinen',
    invoice: 'Lasku',
    reference: 'Viite',
    share: 'Velkojan osuus',
    costs: 'Maksetut kulut',
    vat: 'Kulujen alv',
    paid: 'Tilitetään',
    total: 'Yhteensä',
    carried: 'peruutettu maksu, vähennetään',
    vatInvoiced: 'Perintäkulujen arvonlisävero laskutetaan erikseen',
    vatNetted: 'Perintäkulujen arvonlisävero vähennetty tilityksestä',
    setOff: (number) => `Kuittaus, Duetton lasku ${number}`,
  },
  sv: {
    title: 'Redovisning',
    businessId: 'FO-nummer',
    day: 'Redovisningsdag',
    debtor: 'Gäldenär',
    invoice: 'Faktura',
    reference: 'Referens',
    share: 'Borgenärens andel',
    costs: 'Betalda kostnader',
    vat: 'Moms på kostnader',
    paid: 'Redovisas',
    total: 'Totalt',
    carried: 'återtagen betalning, dras av',
    vatInvoiced: 'Momsen på indrivningskostnaderna faktureras separat',
    vatNetted: 'Momsen på indrivningskostnaderna har dragits av',
    setOff: (number) => `Kvittning, Duettos faktura ${number}`,
  },
  en: {
    title: 'Settlement',
    businessId: 'Business ID',
    day: 'Settled on',
    debtor: 'Debtor',
    invoice: 'Invoice',
    reference: 'Reference',
    share: "Creditor's share",
    costs: 'Costs paid',
    vat: 'VAT on costs',
    paid: 'Paid out',
    total: 'Total',
    carried: 'payment taken back, held back',
    vatInvoiced: 'The VAT on collection costs is invoiced separately',
    vatNetted: 'The VAT on collection costs has been held back',
    setOff: (number) => `Set off, Duetto’s invoice ${number}`,
  },
}

/** Amounts of a statement as people here write them: decimal comma, spaces between thousands. */
export function statementAmount(cents: bigint, currency: string): string {
  const [whole = '', decimals = ''] = formatDecimal(money(cents, currency)).split('.')
  return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, '\u00a0').replace('-', '\u2212')},${decimals}`
}

/** A cell that a spreadsheet takes as text, not as a formula. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+,\d{2}$/.test(text) ? `'${text}` : text
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The statement for a spreadsheet: UTF-8 with its mark, semicolons and decimal commas, as Finnish spreadsheets read it. */
export function writeStatementCsv(statement: SettlementStatement, language: StatementLanguage): Buffer {
  const words = statementWords[language]
  const amount = (cents: bigint) => formatDecimal(money(cents, statement.currency)).replace('.', ',')
  const head = [words.debtor, words.invoice, words.reference, words.share, words.costs, words.vat, words.paid]
  const rows = statement.lines.map((line) => [
    line.debtorName,
    line.kind === 'CARRIED' ? `${line.invoiceNumber} (${words.carried})` : line.invoiceNumber,
    line.reference ?? '',
    ...[line.share, line.costs, line.vat, line.paid].map(amount),
  ])
  const sum = (of: (line: StatementLine) => bigint) => statement.lines.reduce((total, line) => total + of(line), 0n)
  const total = [
    words.total,
    '',
    '',
    amount(sum(({ share }) => share)),
    amount(sum(({ costs }) => costs)),
    amount(statement.vat),
    amount(statement.amount),
  ]
  const setOffs = statement.setOffs.map((one) => [words.setOff(one.number), '', '', '', '', '', amount(-one.amount)])
  const text = [head, ...rows, ...setOffs, total].map((row) => row.map(cell).join(';')).join('\r\n')
  return Buffer.from(`\ufeff${text}\r\n`, 'utf8')
}

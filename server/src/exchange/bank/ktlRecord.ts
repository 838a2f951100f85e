import { type CalendarDate, parseCalendarDate } from '../../kernel/calendarDate.ts'

/*
 * Records of the Finnish banks' reference-payment file (saapuvat viitemaksut, KTL): 90 characters each, 7-bit text in
 * which { | } [ \ ] stand for ä ö å Ä Ö Å; amounts in cents, days YYMMDD.
 */

const LETTERS: Readonly<Record<string, string>> = { '{': 'ä', '|': 'ö', '}': 'å', '[': 'Ä', '\\': 'Ö', ']': 'Å' }

/** Text with its Finnish letters, trimmed. */
function finnishText(text: string): string {
  return text.replace(/[{|}[\\\]]/g, (sign) => LETTERS[sign] ?? sign).trim()
}

function dayOf(text: string): CalendarDate | undefined {
  return /^\d{6}$/.test(text)
    ? parseCalendarDate(`20${text.slice(0, 2)}-${text.slice(2, 4)}-${text.slice(4)}`)
    : undefined
}

/** Record 0, first of a batch. */
export interface KtlHeader {
  readonly createdOn: CalendarDate
  /** HHMM. */
  readonly time: string
  /** Of the creditor's agreement with the bank. */
  readonly service: string
}

export function readHeader(line: string): KtlHeader | undefined {
  const match = /^0(\d{6})(\d{4}).{2}(.{9})/.exec(line)
  const createdOn = dayOf(match?.[1] ?? '')
  return match && createdOn ? { createdOn, time: match[2] as string, service: (match[3] as string).trim() } : undefined
}

/** Record 3 (reference payment) or 5 (direct debit). */
export interface KtlPayment {
  readonly record: '3' | '5'
  /** 14 digits. */
  readonly account: string
  readonly bookedOn: CalendarDate
  readonly paidOn: CalendarDate | undefined
  readonly archiveId: string
  readonly rawReference: string
  readonly payerName: string
  readonly isEuro: boolean
  readonly cents: bigint
  /** The bank takes an earlier payment back (oikaisutunnus 1). */
  readonly correction: boolean
  /** A direct debit that the payer's bank refused (palautetunnus other than 0): no money moved. */
  readonly refused: boolean
}

const PAYMENT = /^([35])(\d{14})(\d{6})(\d{6})(.{16})([\d ]{20})(.{12})(.)(.)(\d{10})([01 ])(.?)(.?)/

export function readPayment(line: string): KtlPayment | undefined {
  const match = PAYMENT.exec(line)
  const [, record, account, booked, paid, archive, reference, payer, currency, , cents, correction, , feedback] =
    match ?? []
  const bookedOn = dayOf(booked ?? '')
  if (!match || !bookedOn) return undefined
  return {
    record: record as '3' | '5',
    account: account as string,
    bookedOn,
    paidOn: dayOf(paid as string),
    archiveId: (archive as string).trim().replace(/\s+/g, ' '),
    rawReference: (reference as string).trim().replace(/^0+(?=\d)/, ''),
    payerName: finnishText(payer as string),
    isEuro: currency === '1',
    cents: BigInt(cents as string),
    correction: correction === '1',
    refused: record === '5' && (feedback ?? '').trim() !== '' && feedback !== '0',
  }
}

/** Record 9, last of a batch: how many payments and corrections it holds, and their sums in cents. */
export interface KtlTrailer {
  readonly payments: number
  readonly cents: bigint
  readonly corrections: number
  readonly correctionCents: bigint
}

export function readTrailer(line: string): KtlTrailer | undefined {
  const match = /^9(\d{6})(\d{11})(\d{6})(\d{11})/.exec(line)
  if (!match) return undefined
  return {
    payments: Number(match[1]),
    cents: BigInt(match[2] as string),
    corrections: Number(match[3]),
    correctionCents: BigInt(match[4] as string),
  }
}

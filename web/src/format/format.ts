import minorDigits from '@duetto/schema/minorDigits.json'
import { type LanguageCode, localeOf } from './locale.ts'

/** An amount as the API gives it: a decimal string and an ISO currency. */
export interface Amount {
  amount: string
  currency: string
}

/** How one reader sees amounts, dates and counts. */
export interface Formats {
  /** With the currency: "1 234,50 €". */
  money(value: Amount): string
  /** Without it, for columns whose heading names the currency: "1 234,50". */
  amount(value: Amount | string): string
  /** A whole amount for an axis: "12 000 €". */
  roundMoney(value: Amount): string
  /** A calendar day: "24.11.2026". */
  date(day: string): string
  /** The month of a day, for a chart or a narrow column: "11/2026". */
  month(day: string): string
  /** A moment in Finnish time: "24.11.2026 klo 14.05". */
  moment(at: string): string
  percent(value: string): string
  count(value: number): string
  /** How a date field writes a day, in the words of its library: "D.M.YYYY". */
  dayPattern: string
}

// Intl takes a decimal string and formats it exactly; the type of its parameter wants the string to look like a number.
const exact = (text: string) => text as Intl.StringNumericLiteral

/** Decimals by ISO 4217, where they are not two; `Intl` follows what is customary, and has forints without any. */
const DECIMALS: Readonly<Record<string, number>> = minorDigits

/** How many decimals amounts of a currency have. */
export function decimalsOf({ currency }: Pick<Amount, 'currency'>): number {
  return DECIMALS[currency] ?? 2
}

const beforeTime: Record<LanguageCode, string> = { fi: ' klo ', sv: ' kl. ', en: ', ' }

/** "09:05" as "9.05". */
function clockTime(time: string): string {
  const [hours = '', minutes = ''] = time.split(':')
  return `${Number(hours)}.${minutes}`
}

function createFormats(language: LanguageCode): Formats {
  const locale = localeOf(language)
  const currencies = new Map<string, Intl.NumberFormat>()
  const plains = [0, 2, 3].map(
    (digits) => new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  )
  const plain = (digits: number) => plains[[0, 2, 3].indexOf(digits)] ?? (plains[1] as Intl.NumberFormat)
  const percent = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 })
  const counts = new Intl.NumberFormat(locale)
  // Browsers that do not know Swedish as written in Finland would show days as in Sweden: days are written here.
  const day = (year: string, month: string, ofMonth: string) =>
    language === 'en' ? `${ofMonth}/${month}/${year}` : `${Number(ofMonth)}.${Number(month)}.${year}`
  const clock = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: 'Europe/Helsinki',
  })

  function currencyFormat(currency: string, digits: number) {
    const key = `${currency}${digits}`
    const known = currencies.get(key)
    if (known) return known
    const made = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
    currencies.set(key, made)
    return made
  }

  return {
    money: (value) => currencyFormat(value.currency, decimalsOf(value)).format(exact(value.amount)),
    amount: (value) =>
      typeof value === 'string' ? plain(2).format(exact(value)) : plain(decimalsOf(value)).format(exact(value.amount)),
    roundMoney: (value) => currencyFormat(value.currency, 0).format(exact(value.amount)),
    date: (text) => {
      const [year = '', month = '', ofMonth = ''] = text.split('-')
      return day(year, month, ofMonth)
    },
    month: (text) => {
      const [year = '', month = ''] = text.split('-')
      return `${Number(month)}/${year}`
    },
    moment: (at) => {
      // "2026-11-24 14:05"
      const [date = '', time = ''] = clock.format(new Date(at)).split(' ')
      const [year = '', month = '', ofMonth = ''] = date.split('-')
      return `${day(year, month, ofMonth)}${beforeTime[language]}${language === 'en' ? time : clockTime(time)}`
    },
    percent: (value) => `${percent.format(exact(value))} %`,
    count: (value) => counts.format(value),
    dayPattern: language === 'en' ? 'DD/MM/YYYY' : 'D.M.YYYY',
  }
}

const made = new Map<LanguageCode, Formats>()

export function formatsFor(language: LanguageCode): Formats {
  const known = made.get(language)
  if (known) return known
  const formats = createFormats(language)
  made.set(language, formats)
  return formats
}

import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { formatDecimal, money } from '../../kernel/money.ts'
import type { AgencyLanguage } from '../case/assignment.ts'
import { percentOf } from '../case/facts.ts'
import { letterWords } from './letterLanguages.ts'
import type { LetterWords } from './letterWords.ts'

/** The words of a language, and how it writes days, sums (cents) and percents (basis points). */
export interface LetterFormat {
  readonly words: LetterWords
  readonly day: (date: CalendarDate) => string
  readonly sum: (cents: bigint) => string
  readonly percent: (basisPoints: bigint) => string
}

export function formatFor(language: AgencyLanguage, currency: string): LetterFormat {
  const isEnglish = language === 'en'
  const [group, point] = isEnglish ? [',', '.'] : ['\u00a0', ',']
  return {
    words: letterWords[language],
    day: (date) => (isEnglish ? date : `${Number(date.slice(8))}.${Number(date.slice(5, 7))}.${date.slice(0, 4)}`),
    sum: (cents) => {
      const [whole = '', decimals] = formatDecimal(money(cents, currency)).split('.')
      return `${[whole.replace(/\B(?=(\d{3})+$)/g, group), decimals].filter(Boolean).join(point)} ${currency}`
    },
    percent: (basisPoints) => percentOf(basisPoints).replace('.', point),
  }
}

/** The languages of the pages. */
export type LanguageCode = 'fi' | 'sv' | 'en'

/** English readers of Finnish ledgers get British forms; Swedish ones Finland's. */
const locales: Record<LanguageCode, string> = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' }

export function localeOf(language: LanguageCode): string {
  return locales[language]
}

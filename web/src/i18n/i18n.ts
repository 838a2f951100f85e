import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { LanguageCode } from '../format/locale.ts'
import en from './en.json'
import fi from './fi.json'
import sv from './sv.json'

const storageKey = 'duetto.language'

export const languages: readonly LanguageCode[] = ['fi', 'sv', 'en']

/** Each language's own name for itself. */
export const languageNames: Record<LanguageCode, string> = { fi: 'Suomi', sv: 'Svenska', en: 'English' }

function isLanguage(code: string | null | undefined): code is LanguageCode {
  return code === 'fi' || code === 'sv' || code === 'en'
}

function firstLanguage(): LanguageCode {
  const kept = localStorage.getItem(storageKey)
  if (isLanguage(kept)) return kept
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'fi'
}

/** Changes the language of the pages and remembers it for the next sign-in in this browser. */
export async function showLanguage(language: LanguageCode): Promise<void> {
  localStorage.setItem(storageKey, language)
  document.documentElement.lang = language
  await i18next.changeLanguage(language)
}

/** Must be called before the first page is drawn. */
export async function startLanguages(): Promise<void> {
  const lng = firstLanguage()
  document.documentElement.lang = lng
  await i18next.use(initReactI18next).init({
    lng,
    fallbackLng: false,
    resources: { en: { translation: en }, fi: { translation: fi }, sv: { translation: sv } },
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
  })
}

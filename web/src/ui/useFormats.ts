import { useTranslation } from 'react-i18next'
import { type Formats, formatsFor } from '../format/format.ts'
import type { LanguageCode } from '../format/locale.ts'

/** Amounts, dates and counts in the forms of the reader's language. */
export function useFormats(): Formats {
  const { i18n } = useTranslation()
  return formatsFor(i18n.language as LanguageCode)
}

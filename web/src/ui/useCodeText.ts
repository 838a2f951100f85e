import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from './useFormats.ts'

/**
 * A note of the agency in words: a known code, a day, or a code before what a person wrote (`REJECTED: …`) or a sum
 * (`OVERPAID 12.00`). What is no known code stays as it was written.
 */
export function useCodeText() {
  const { t, i18n } = useTranslation()
  const formats = useFormats()
  return useCallback(
    (text: string | null | undefined) => {
      if (!text) return ''
      if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return formats.date(text)
      const [, code = '', rest = ''] = /^([A-Z_]+)(: [\s\S]+| -?\d+(?:\.\d+)?)?$/.exec(text) ?? []
      const key = `caseCode.${code}`
      return code !== '' && i18n.exists(key) ? t(key as 'caseCode.REVIEW') + rest : text
    },
    [t, i18n, formats],
  )
}

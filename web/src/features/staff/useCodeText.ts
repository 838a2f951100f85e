import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

/** A code of the agency in words; what is no known code was written by a person and stays as it is. */
export function useCodeText() {
  const { t, i18n } = useTranslation()
  return useCallback(
    (text: string | null | undefined) => {
      if (!text) return ''
      const key = `caseCode.${text}`
      return /^[A-Z_]+$/.test(text) && i18n.exists(key) ? t(key as 'caseCode.REVIEW') : text
    },
    [t, i18n],
  )
}

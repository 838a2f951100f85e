import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Formats } from '../format/format.ts'
import { useFormats } from './useFormats.ts'

/** A refusal or failure: a stable code and the server's words. */
export interface CodedProblem {
  code: string
  message: string
  /** What the words name. */
  values?: readonly { name: string; value: string }[] | null
}

/** A day and an amount in the reader's form; anything else as it is. */
export function shownValue(value: string, formats: Formats): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return formats.date(value)
  const [, amount, currency] = /^(-?\d+\.\d+) ([A-Z]{3})$/.exec(value) ?? []
  return amount !== undefined && currency !== undefined ? formats.money({ amount, currency }) : value
}

/** A coded problem in the reader's words; a code without words of its own shows the server's message. */
export function useErrorText() {
  const { t, i18n } = useTranslation()
  const formats = useFormats()
  return useMemo(() => {
    // The codes are the server's and open-ended, so their keys cannot be checked when compiling.
    const words = t as (key: string, values: Record<string, string>) => string
    const word = (problem: CodedProblem, part: 'title' | 'detail' | 'advice') => {
      const key = `code.${problem.code}.${part}`
      const values = Object.fromEntries(
        problem.values?.map(({ name, value }) => [name, shownValue(value, formats)]) ?? [],
      )
      return i18n.exists(key) ? words(key, values) : undefined
    }
    return {
      title: (problem: CodedProblem) => word(problem, 'title') ?? problem.message,
      /** What to do, after what exactly is the matter, where the refusal names it. */
      advice: (problem: CodedProblem) => {
        const detail = problem.values?.length ? word(problem, 'detail') : undefined
        return [detail, word(problem, 'advice')].filter((text) => text).join(' ')
      },
    }
  }, [t, i18n, formats])
}

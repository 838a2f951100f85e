import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

/** A refusal or failure: a stable code and the server's words. */
export interface CodedProblem {
  code: string
  message: string
}

/** A coded problem in the reader's words; a code without words of its own shows the server's message. */
export function useErrorText() {
  const { t, i18n } = useTranslation()
  return useMemo(() => {
    const word = (problem: CodedProblem, part: 'title' | 'advice') => {
      const key = `code.${problem.code}.${part}`
      // The codes are the server's and open-ended, so this key cannot be checked when compiling.
      return i18n.exists(key) ? t(key as 'code.OFFLINE.title') : undefined
    }
    return {
      title: (problem: CodedProblem) => word(problem, 'title') ?? problem.message,
      advice: (problem: CodedProblem) => word(problem, 'advice') ?? '',
    }
  }, [t, i18n])
}

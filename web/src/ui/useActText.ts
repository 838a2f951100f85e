import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from './useFormats.ts'

/** Where the words of a value's codes stand, by the value's name; tried in this order. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  state: ['activation', 'transactionState', 'historyCode', 'answer'],
  status: ['status'],
  stage: ['stage'],
  hold: ['ladderState'],
  closeReason: ['closeReason'],
  kind: ['paymentKind', 'historyCode'],
  letter: ['letterKind', 'costKind'],
  letterChannel: ['channel'],
  role: ['role'],
  rights: ['right'],
  answer: ['answer', 'disputeState'],
  last: ['ladderEnd'],
  how: ['consent.how'],
}

/** Acts as the pages tell them: their words, and what they changed in the reader's forms. */
export function useActText() {
  const { t, i18n } = useTranslation()
  const formats = useFormats()
  return useMemo(() => {
    const known = (key: string) => (i18n.exists(key) ? t(key as 'history.at') : undefined)
    const word = (name: string, code: string) => {
      for (const group of [...(WORDS[name] ?? []), 'historyCode']) {
        const found = known(`${group}.${code}`)
        if (found) return found
      }
      return code
    }
    return {
      action: (action: string) => known(`history.action.${action}`) ?? action,
      name: (name: string) => known(`historyValue.${name}`) ?? name,
      value: (name: string, value: string) => {
        const [, amount, currency] = /^(-?\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(value) ?? []
        if (amount !== undefined && currency !== undefined) return formats.money({ amount, currency })
        if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return formats.date(value)
        if (/^[A-Za-z_]+( [A-Za-z_]+)*$/.test(value) && (name === 'rights' || name === 'parts'))
          return value
            .split(' ')
            .map((one) => word(name, one))
            .join(', ')
        return word(name, value)
      },
    }
  }, [t, i18n, formats])
}

import { useTranslation } from 'react-i18next'
import type { PostingComponent } from '../../api/generated.ts'
import { useFormats } from '../../ui/useFormats.ts'

interface Line {
  component: PostingComponent
  kind: string | null
  from: string | null
  to: string | null
  days: number | null
  ratePercent: string | null
  base: { amount: string; currency: string } | null
  section: string | null
}

/** An entry of the book in words: what it is, and what it rests on (days, rate, base, section of the law). */
export function usePostingText() {
  const { t, i18n } = useTranslation()
  const formats = useFormats()

  const name = ({ kind, component }: Line) => {
    const key = `postingKind.${kind}`
    // Kinds of entries are the agency's and open-ended: one without words shows its component.
    return kind && i18n.exists(key) ? t(key as 'postingKind.PRINCIPAL') : t(`component.${component}`)
  }

  const interest = ({ from, to, days, ratePercent, base }: Line) => {
    if (!from || !to || ratePercent === null) return undefined
    return t('posting.interest', {
      from: formats.date(from),
      to: formats.date(to),
      count: days ?? 0,
      rate: formats.percent(ratePercent),
      base: base ? formats.money(base) : '',
    })
  }

  return {
    name,
    ground: (line: Line) => [interest(line), line.section].filter(Boolean).join(' · '),
  }
}

import { useTranslation } from 'react-i18next'
import './act.css'
import { useActText } from './useActText.ts'

export interface ActValue {
  name: string
  value: string
}

/** What an act changed: each value by its name, before and after, in the reader's forms. */
export function ActValues({ before, after }: { before: readonly ActValue[]; after: readonly ActValue[] }) {
  const { t } = useTranslation()
  const text = useActText()
  const names = [...new Set([...before, ...after].map(({ name }) => name))]
  if (names.length === 0) return null
  const of = (values: readonly ActValue[], name: string) => {
    const found = values.find((one) => one.name === name)
    return found && text.value(name, found.value)
  }
  const isChange = before.length > 0
  return (
    <dl className="act-values" data-change={isChange}>
      {isChange && (
        <div>
          <dt />
          <dd>{t('history.before')}</dd>
          <dd>{t('history.after')}</dd>
        </div>
      )}
      {names.map((name) => (
        <div key={name}>
          <dt>{text.name(name)}</dt>
          {isChange && <dd>{of(before, name)}</dd>}
          <dd>{of(after, name)}</dd>
        </div>
      ))}
    </dl>
  )
}

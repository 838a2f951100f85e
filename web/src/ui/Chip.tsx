import { CloseButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** A filter that is on, and can be taken off. */
export function Chip({ text, onRemove }: { text: string; onRemove: () => void }) {
  const { t } = useTranslation()
  return (
    <span className="chip">
      {text}
      <CloseButton size={18} aria-label={t('filter.remove', { filter: text })} onClick={onRemove} />
    </span>
  )
}

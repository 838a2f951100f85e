import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { QueueKind, WorkQueueQuery } from '../../api/generated.ts'
import { useFormats } from '../../ui/useFormats.ts'

interface KindStripProps {
  counts: WorkQueueQuery['workQueueCounts'] | undefined
  chosen: QueueKind | undefined
  onChoose: (kind: QueueKind) => void
}

/** How much waits of each kind; choosing one narrows the list to it, choosing it again takes that back. */
export function KindStrip({ counts, chosen, onChoose }: KindStripProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  if (!counts) return <Skeleton height={68} radius="md" />
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's
    <div className="figures" role="group" aria-label={t('queue.kinds')}>
      {counts.map(({ kind, count, companies }) => (
        <button
          key={kind}
          type="button"
          aria-pressed={kind === chosen}
          className="figure figure-tab"
          onClick={() => onChoose(kind)}
        >
          <div className="figure-name">{t(`queue.kind.${kind}`)}</div>
          <div className="figure-value">{formats.count(count)}</div>
          <div className="figure-note">{t('count.companies', { count: companies })}</div>
        </button>
      ))}
    </div>
  )
}

import { Progress } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SendFactsFragment } from '../../api/generated.ts'

/** How far a long send has come. The page may be left: the server works on. */
export function SendProgress({ send }: { send: SendFactsFragment }) {
  const { t } = useTranslation()
  const done = send.askedCount - send.waitingCount
  const [first] = useState({ done, at: Date.now() })
  const sinceThen = done - first.done
  // From the pace that was seen on this page; before anything was seen, nothing is promised.
  const seconds = sinceThen > 0 ? Math.ceil(((Date.now() - first.at) / 1000 / sinceThen) * send.waitingCount) : null
  const words = t('send.progress', { done, asked: send.askedCount })
  return (
    <section className="sheet sheet-padded">
      <Progress.Root size="lg">
        <Progress.Section value={(done / Math.max(send.askedCount, 1)) * 100} aria-label={words} />
      </Progress.Root>
      <p role="status" style={{ margin: '8px 0 0' }}>
        <strong>{words}</strong>
        {send.refusedCount > 0 && <> · {t('send.refusedSoFar', { count: send.refusedCount })}</>}
        {seconds !== null && seconds < 3600 && <> · {t('send.secondsLeft', { count: seconds })}</>}
      </p>
      <p className="small muted" style={{ margin: '4px 0 0' }}>
        {t('send.mayLeave')}
      </p>
    </section>
  )
}

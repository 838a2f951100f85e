import { Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { SendDocument, type SendOutcome } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { PageHead } from '../../ui/PageHead.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { ErrorState, NotFoundState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { SendProgress } from './SendProgress.tsx'
import { SendResult } from './SendResult.tsx'

const pageSize = 50
const outcomes: readonly SendOutcome[] = ['SENT', 'REFUSED', 'WAITING']

/** How often a send under way is looked at, in milliseconds. */
const EVERY = 1_000

/** One send: while it is under way its progress, then its invoices and how each stands now. */
export function SendPage() {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const { sendId = '' } = useParams()
  const [isSending, setSending] = useState(false)
  const outcome = outcomes.find((one) => one === url.get('outcome')) ?? null
  const { data, fault, stale, retry } = useLatest(SendDocument, {
    variables: { id: sendId, first: pageSize, after: url.get('after') ?? null, outcome },
    fresh: true,
    every: isSending ? EVERY : 0,
  })
  const send = data?.send
  // Asked again only as long as there is something to wait for.
  if (send && isSending !== (send.state === 'SENDING')) setSending(send.state === 'SENDING')
  if (fault && !send) return <ErrorState fault={fault} onRetry={retry} />
  if (!data) return <SkeletonRows label={t('shell.loading')} />
  if (!send) return <NotFoundState backTo="/overview" backText={t('nav.overview')} />
  const companyTo = `/companies/${encodeURIComponent(send.company.id)}`
  const tab = send.kind === 'REMINDER' ? 'reminder-sends' : 'collection-sends'
  const section = send.kind === 'REMINDER' ? 'OVERDUE' : 'REMINDED_REQUESTED'
  return (
    <Stack gap="md">
      <PageHead
        title={t(isSending ? `send.sendingTitle.${send.kind}` : `draft.sentTitle.${send.kind}`)}
        trail={[
          { text: send.company.name, to: companyTo },
          { text: t(`company.tab.${tab}`), to: `${companyTo}/${tab}` },
        ]}
        beside={
          <span className="muted">
            {formats.date(send.sentOn)} {send.sentBy && t('send.sentBy', { name: send.sentBy })}
          </span>
        }
      />
      {fault && <ErrorState fault={fault} onRetry={retry} />}
      {isSending && <SendProgress send={send} />}
      <SendResult send={send} stale={stale} />
      <Group>
        <Button component={Link} to={`${companyTo}/${tab}`} variant="default">
          {t(`company.tab.${tab}`)}
        </Button>
        <Button component={Link} to={`${companyTo}/invoices?section=${section}`} variant="default">
          {t('draft.backToInvoices')}
        </Button>
      </Group>
    </Stack>
  )
}

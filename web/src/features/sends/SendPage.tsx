import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { SendDocument } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { PageHead } from '../../ui/PageHead.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { ErrorState, NotFoundState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { SendResult } from './SendResult.tsx'

/** One send with its invoices and how each stands now. */
export function SendPage() {
  const { t } = useTranslation()
  const formats = useFormats()
  const { sendId = '' } = useParams()
  const { data, fault, retry } = useLatest(SendDocument, { variables: { id: sendId }, fresh: true })
  const send = data?.send
  if (fault && !send) return <ErrorState fault={fault} onRetry={retry} />
  if (!data) return <SkeletonRows label={t('shell.loading')} />
  if (!send) return <NotFoundState backTo="/overview" backText={t('nav.overview')} />
  const companyTo = `/companies/${encodeURIComponent(send.company.id)}`
  const tab = send.kind === 'REMINDER' ? 'reminder-sends' : 'collection-sends'
  return (
    <Stack gap="md">
      <PageHead
        title={`${t(`sendKind.${send.kind}`)} ${formats.date(send.sentOn)}`}
        trail={[
          { text: send.company.name, to: companyTo },
          { text: t(`company.tab.${tab}`), to: `${companyTo}/${tab}` },
        ]}
        beside={send.sentBy && <span className="muted">{t('send.sentBy', { name: send.sentBy })}</span>}
      />
      <SendResult send={send} />
    </Stack>
  )
}

import { Modal, Stack } from '@mantine/core'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type AfterReminder,
  LetterPreviewDocument,
  type LetterPreviewQuery,
  type SendKind,
} from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { Facts } from '../../ui/Facts.tsx'
import { PaperLink } from '../../ui/PaperLink.tsx'
import { ProblemWords } from '../../ui/ProblemWords.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'

interface LetterPreviewProps {
  invoiceId: string
  kind: SendKind
  afterReminder: AfterReminder
  onClose: () => void
}

/** The letter that sending the invoice would bring, as the agency would print it. */
export function LetterPreview({ onClose, ...about }: LetterPreviewProps) {
  const { t } = useTranslation()
  const { data, fault, retry } = useLatest(LetterPreviewDocument, { variables: about, fresh: true })
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('letter.previewTitle')}
      closeButtonProps={{ 'aria-label': t('panel.close') }}
    >
      {fault && !data && <ErrorState fault={fault} onRetry={retry} />}
      {!data && !fault && <SkeletonRows label={t('shell.loading')} />}
      {data?.letterPreview && <Preview preview={data.letterPreview} />}
    </Modal>
  )
}

function Preview({ preview }: { preview: NonNullable<LetterPreviewQuery['letterPreview']> }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { problems, letterKind, channel, channelReason, earliest, dueOn, total, body, language, pdfBase64 } = preview
  return (
    <Stack gap="sm">
      {problems.length > 0 && <ProblemWords problems={problems} />}
      {!body && <p className="muted">{t('letter.noLetter')}</p>}
      {body && (
        <>
          <Facts
            facts={[
              { name: t('letter.kind'), value: letterKind && t(`letterKind.${letterKind}`) },
              {
                name: t('letter.channel'),
                value: channel && (
                  <>
                    {t(`channel.${channel}`)}
                    {channelReason && <div className="small muted">{t(`channelReason.${channelReason}`)}</div>}
                  </>
                ),
              },
              { name: t('letter.earliest'), value: earliest && formats.date(earliest) },
              { name: t('column.due'), value: dueOn && formats.date(dueOn) },
              { name: t('letter.total'), value: total && formats.money(total) },
            ]}
          />
          {pdfBase64 && <Paper pdfBase64={pdfBase64} />}
          <p className="small muted" style={{ margin: 0 }}>
            {t('letter.previewNote')}
          </p>
          <pre className="letter" lang={language?.toLowerCase()}>
            {body}
          </pre>
        </>
      )}
    </Stack>
  )
}

function Paper({ pdfBase64 }: { pdfBase64: string }) {
  const url = useMemo(() => {
    const bytes = Uint8Array.from(atob(pdfBase64), (letter) => letter.charCodeAt(0))
    return URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }))
  }, [pdfBase64])
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  return (
    <div>
      <PaperLink url={url} />
    </div>
  )
}

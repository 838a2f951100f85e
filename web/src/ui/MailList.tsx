import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormats } from './useFormats.ts'

interface Mail {
  readonly id: string
  readonly subject: string
  readonly recipient: string
  readonly body: string
  readonly writtenAt: string
  readonly sentAt: string | null
}

/** Mail that was written, each opening to its text; says so when there is none. */
export function MailList({ mails }: { mails: readonly Mail[] | undefined }) {
  const { t } = useTranslation()
  const formats = useFormats()
  if (mails?.length === 0) return <Text className="muted">{t('mail.none')}</Text>
  return (
    <Stack gap="xs">
      {mails?.map((mail) => (
        <details key={mail.id}>
          <summary>
            {mail.subject}{' '}
            <span className="muted small">
              {mail.recipient} · {formats.moment(mail.writtenAt)} ·{' '}
              {mail.sentAt ? t('mail.sent', { date: formats.moment(mail.sentAt) }) : t('mail.waits')}
            </span>
          </summary>
          <Text className="small" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} mt={6}>
            {mail.body}
          </Text>
        </details>
      ))}
    </Stack>
  )
}

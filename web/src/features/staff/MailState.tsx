import { IconCircleCheck, IconClock, IconPrinter, IconSend } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { LetterMailState, StaffLetterMailFragment } from '../../api/generated.ts'
import { StateWord } from '../../ui/badges.tsx'
import { useFormats } from '../../ui/useFormats.ts'

const LOOKS = {
  WAITING: ['amber', IconClock],
  SENDING: ['blue', IconSend],
  SENT: ['green', IconCircleCheck],
  FAILED: ['amber', IconPrinter],
} as const satisfies Record<LetterMailState, unknown>

/** How a letter fared by e-mail: to which address, when, and why it went on paper after all. */
export function MailState({ mail }: { mail: StaffLetterMailFragment }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <span>
      <StateWord look={LOOKS[mail.state]} word={t(`letterMailState.${mail.state}`)} />
      <div className="small muted" style={{ whiteSpace: 'nowrap' }}>
        {mail.recipient}
      </div>
      {mail.sentAt && <div className="small muted">{formats.moment(mail.sentAt)}</div>}
      {mail.failure && <div className="small muted">{t(`letterMailFailure.${mail.failure}`)}</div>}
      {mail.paperOn && (
        <div className="small muted">{t('letterMail.paperOn', { date: formats.date(mail.paperOn) })}</div>
      )}
    </span>
  )
}

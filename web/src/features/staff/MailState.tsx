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

/** How a letter fared by e-mail: to which address, when, and why it went on paper after all. Briefly: the rest in a tooltip. */
export function MailState({ mail, brief = false }: { mail: StaffLetterMailFragment; brief?: boolean }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const state = <StateWord look={LOOKS[mail.state]} word={t(`letterMailState.${mail.state}`)} />
  const failure = mail.failure && t(`letterMailFailure.${mail.failure}`)
  const paperOn = mail.paperOn && t('letterMail.paperOn', { date: formats.date(mail.paperOn) })
  if (brief) {
    return <span title={[mail.recipient, failure, paperOn].filter(Boolean).join(' · ')}>{state}</span>
  }
  return (
    <span>
      {state}
      <div className="small muted" style={{ whiteSpace: 'nowrap' }}>
        {mail.recipient}
      </div>
      {mail.sentAt && <div className="small muted">{formats.moment(mail.sentAt)}</div>}
      {failure && <div className="small muted">{failure}</div>}
      {paperOn && <div className="small muted">{paperOn}</div>}
    </span>
  )
}

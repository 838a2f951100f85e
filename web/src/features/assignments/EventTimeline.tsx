import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCalendar,
  IconCash,
  IconCircleCheck,
  IconCircleDot,
  IconGavel,
  IconInbox,
  IconMail,
  IconMailExclamation,
  IconSend,
  type TablerIcon,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AssignmentEventType } from '../../api/generated.ts'
import { useCodeText } from '../../ui/useCodeText.ts'
import { useFormats } from '../../ui/useFormats.ts'

interface TimelineEvent {
  id: string
  type: AssignmentEventType
  on: string
  amount: { amount: string; currency: string } | null
  note: string | null
  letter: { id: string } | null
}

const icons: Partial<Record<AssignmentEventType, TablerIcon>> = {
  SENT: IconSend,
  RECEIVED: IconInbox,
  REFUSED: IconAlertTriangle,
  REMINDER_SENT: IconMail,
  NOTICE_SENT: IconMailExclamation,
  COLLECTION_LETTER_SENT: IconGavel,
  PAYMENT_TO_AGENCY: IconCash,
  DIRECT_PAYMENT: IconCash,
  DIRECT_PAYMENT_REVERSED: IconArrowBackUp,
  CREDIT_NOTE: IconArrowBackUp,
  DUE_DATE_CHANGED: IconCalendar,
  STEP_POSTPONED: IconCalendar,
  SETTLED: IconCash,
  CLOSED: IconCircleCheck,
}

interface EventTimelineProps {
  events: readonly TimelineEvent[]
  onLetter?: (letterId: string) => void
}

/** What has happened, the newest first. */
export function EventTimeline({ events, onLetter }: EventTimelineProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const codeText = useCodeText()
  const newestFirst = events.toSorted(
    (left, right) => right.on.localeCompare(left.on) || events.indexOf(right) - events.indexOf(left),
  )
  return (
    <ol className="timeline">
      {newestFirst.map((event) => {
        const Icon = icons[event.type] ?? IconCircleDot
        const letterId = event.letter?.id
        return (
          <li key={event.id}>
            <span className="muted number">{formats.date(event.on)}</span>
            <Icon size={17} stroke={1.6} aria-hidden style={{ background: 'var(--surface)', position: 'relative' }} />
            <span>
              {t(`event.${event.type}`)}
              {event.note && <div className="small muted">{codeText(event.note)}</div>}
              {letterId && onLetter && (
                <div>
                  <button type="button" className="link-button small" onClick={() => onLetter(letterId)}>
                    {t('assignment.readLetter')}
                  </button>
                </div>
              )}
            </span>
            <span className="number">{event.amount && formats.money(event.amount)}</span>
          </li>
        )
      })}
    </ol>
  )
}

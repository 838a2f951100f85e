import { Stack, Text } from '@mantine/core'
import { IconCircleDot } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useCodeText } from '../../ui/useCodeText.ts'
import { useFormats } from '../../ui/useFormats.ts'
import type { StaffCase } from './CasePage.tsx'

/** Disputes, plans and everything that has happened, the newest first, with who did it. */
export function CaseHistory({ found }: { found: StaffCase }) {
  const { t, i18n } = useTranslation()
  const formats = useFormats()
  const codeText = useCodeText()
  const eventText = (type: string) => {
    const key = `event.${type}`
    return i18n.exists(key) ? t(key as 'event.SENT') : type
  }
  return (
    <Stack gap="sm">
      {found.disputes.map((dispute) => (
        <div key={dispute.raisedOn + dispute.reason}>
          <Text fw={600} size="sm">
            {t('case.dispute', { date: formats.date(dispute.raisedOn) })} ·{' '}
            {t(`disputeState.${dispute.state as 'WAITING'}`)}
          </Text>
          <div className="small">{dispute.reason}</div>
          {dispute.answer && <div className="small muted">{dispute.answer}</div>}
        </div>
      ))}
      {found.plans.map((plan) => (
        <div key={plan.madeOn + plan.state}>
          <Text fw={600} size="sm">
            {t('case.plan', { date: formats.date(plan.madeOn) })} · {t(`planState.${plan.state as 'RUNNING'}`)}
          </Text>
          {plan.instalments.map((one) => (
            <div key={one.dueOn} className="small">
              {formats.date(one.dueOn)} {formats.money(one.amount)}
            </div>
          ))}
        </div>
      ))}
      <ol className="timeline">
        {found.events.toReversed().map((event, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: events are only ever added, and these have no name of their own.
          <li key={found.events.length - index}>
            <span className="muted number">{formats.date(event.on)}</span>
            <IconCircleDot
              size={17}
              stroke={1.6}
              aria-hidden
              style={{ background: 'var(--surface)', position: 'relative' }}
            />
            <span>
              {eventText(event.type)}
              {event.note && <div className="small muted">{codeText(event.note)}</div>}
              {event.by && <div className="small muted">{event.by}</div>}
            </span>
            <span className="number">{event.amount && formats.money(event.amount)}</span>
          </li>
        ))}
      </ol>
    </Stack>
  )
}

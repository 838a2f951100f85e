import { Button, Group } from '@mantine/core'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useToday } from '../api/viewer.ts'

const DAYS = [0, 7, 14, 30] as const

/** Quick choices of a day on which the debt might be paid. `null` is today. */
export function WhatIfDays({ onChoose }: { onChoose: (day: string | null) => void }) {
  const { t } = useTranslation()
  const today = useToday()
  if (!today) return null
  return (
    <Group gap={6} className="no-print">
      <span className="small muted">{t('explanation.paidOn')}</span>
      {DAYS.map((days) => (
        <Button
          key={days}
          size="compact-xs"
          variant="default"
          onClick={() => onChoose(days === 0 ? null : dayjs(today).add(days, 'day').format('YYYY-MM-DD'))}
        >
          {days === 0 ? t('explanation.today') : t('explanation.inDays', { count: days })}
        </Button>
      ))}
    </Group>
  )
}

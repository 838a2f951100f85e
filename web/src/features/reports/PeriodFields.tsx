import { Group, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { DayInput } from '../../ui/DayInput.tsx'
import { type Period, presetOf, presetPeriod, presets } from './period.ts'

interface PeriodFieldsProps {
  period: Period
  today: string
  onChange: (period: Period) => void
}

/** A period by its name, or by its two days. */
export function PeriodFields({ period, today, onChange }: PeriodFieldsProps) {
  const { t } = useTranslation()
  return (
    <Group gap="sm" align="flex-end">
      <Select
        size="xs"
        w={170}
        label={t('report.period')}
        placeholder={t('report.ownPeriod')}
        value={presetOf(period, today)}
        onChange={(word) => {
          const preset = presets.find((one) => one === word)
          if (preset) onChange(presetPeriod(preset, today))
        }}
        data={presets.map((preset) => ({ value: preset, label: t(`report.preset.${preset}`) }))}
      />
      <DayInput
        size="xs"
        w={130}
        label={t('report.from')}
        value={period.from}
        maxDate={period.to}
        onChange={(from) => from && onChange({ ...period, from })}
      />
      <DayInput
        size="xs"
        w={130}
        label={t('report.to')}
        value={period.to}
        minDate={period.from}
        maxDate={today}
        onChange={(to) => to && onChange({ ...period, to })}
      />
    </Group>
  )
}

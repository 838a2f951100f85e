import { Group, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CollectionStatus, LetterChannel } from '../api/generated.ts'
import { useToday } from '../api/viewer.ts'
import { readDecimal } from '../format/decimal.ts'
import { DayInput } from './DayInput.tsx'

/** What a person says of a status set by hand; a letter sent by oneself is told with its day, way and cost. */
export function useStatusWish() {
  const today = useToday()
  const [status, setStatus] = useState<CollectionStatus | null>(null)
  const [on, setOn] = useState<string | null>(null)
  const [channel, setChannel] = useState<LetterChannel>('PRINT')
  const [cost, setCost] = useState('')
  const [note, setNote] = useState('')
  const isLetter = status === 'REMINDED' || status === 'REQUESTED'
  const costGiven = readDecimal(cost)
  const isCostWrong = cost !== '' && costGiven === undefined
  const letter = isLetter ? { on: on ?? today ?? null, letterChannel: channel, letterCost: costGiven } : {}
  // A letter's cost is told, also when it is nothing: it travels in the material and counts toward the caps.
  const isWhole = status !== null && !isCostWrong && (!isLetter || costGiven !== undefined)
  return {
    ...{ status, setStatus, on: on ?? today ?? null, setOn, channel, setChannel, cost, setCost, note, setNote },
    ...{ isLetter, isCostWrong, today },
    /** The mutation's input, once it can be sent. */
    wish: status && isWhole ? { status, note: note.trim() || null, ...letter } : undefined,
  }
}

interface StatusFieldsProps {
  wish: ReturnType<typeof useStatusWish>
  settable: readonly CollectionStatus[]
}

export function StatusFields({ wish, settable }: StatusFieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <Select
        label={t('column.status')}
        data={settable.map((one) => ({ value: one, label: t(`status.${one}`) }))}
        value={wish.status}
        onChange={(value) => wish.setStatus(value as CollectionStatus | null)}
        data-autofocus
      />
      {wish.isLetter && (
        <Group grow align="flex-start">
          <DayInput label={t('updateStatus.sentOn')} maxDate={wish.today} value={wish.on} onChange={wish.setOn} />
          <Select
            label={t('letter.channel')}
            data={(['PRINT', 'EMAIL'] as const).map((one) => ({ value: one, label: t(`channel.${one}`) }))}
            value={wish.channel}
            onChange={(value) => value && wish.setChannel(value as LetterChannel)}
            allowDeselect={false}
          />
          <TextInput
            label={t('updateStatus.cost')}
            inputMode="decimal"
            value={wish.cost}
            onChange={(event) => wish.setCost(event.currentTarget.value)}
            error={wish.isCostWrong ? t('form.notAnAmount') : undefined}
          />
        </Group>
      )}
      <TextInput
        label={t('updateStatus.note')}
        value={wish.note}
        onChange={(event) => wish.setNote(event.currentTarget.value)}
      />
    </>
  )
}

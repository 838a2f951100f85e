import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CollectionStatus, type LetterChannel, UpdateCollectionStatusDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useToday } from '../../api/viewer.ts'
import { readDecimal } from '../../format/decimal.ts'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'
import type { CodedProblem } from '../../ui/useErrorText.ts'
import { useFormats } from '../../ui/useFormats.ts'
import type { Invoice } from './InvoiceParts.tsx'

const settable: readonly CollectionStatus[] = ['OPEN', 'OVERDUE', 'REMINDED', 'REQUESTED']

interface ModalProps {
  invoice: Invoice
  onClose: () => void
}

/** Changes the collection status by hand; a letter sent by oneself is told with its day, way and cost. */
export function StatusModal({ invoice, onClose }: ModalProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const today = useToday()
  const act = useAct(UpdateCollectionStatusDocument, ['SalesInvoice', 'SalesInvoices', 'CompanyHead'])
  const [status, setStatus] = useState<CollectionStatus | null>(null)
  const [on, setOn] = useState<string | null>(null)
  const [channel, setChannel] = useState<LetterChannel>('PRINT')
  const [cost, setCost] = useState('')
  const [note, setNote] = useState('')
  const [refusal, setRefusal] = useState<CodedProblem | null>(null)
  const letter = status === 'REMINDED' || status === 'REQUESTED'
  const costGiven = readDecimal(cost)

  const submit = async () => {
    if (!status) return
    const letterFacts = letter ? { on: on ?? today ?? null, letterChannel: channel, letterCost: costGiven ?? '0' } : {}
    const answer = await act.run({
      input: { invoiceId: invoice.id, status, note: note.trim() || null, ...letterFacts },
    })
    if (!answer) return
    setRefusal(answer.updateCollectionStatus.error)
    if (!answer.updateCollectionStatus.error) onClose()
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('updateStatus.title')}
      closeButtonProps={{ 'aria-label': t('panel.close') }}
    >
      <Stack gap="sm">
        <Select
          label={t('column.status')}
          data={settable
            .filter((one) => one !== invoice.status)
            .map((one) => ({ value: one, label: t(`status.${one}`) }))}
          value={status}
          onChange={(value) => setStatus(value as CollectionStatus | null)}
          data-autofocus
        />
        {letter && (
          <Group grow align="flex-start">
            <DateInput
              label={t('updateStatus.sentOn')}
              valueFormat={formats.dayPattern}
              maxDate={today}
              value={on ?? today ?? null}
              onChange={setOn}
            />
            <Select
              label={t('letter.channel')}
              data={(['PRINT', 'EMAIL'] as const).map((one) => ({ value: one, label: t(`channel.${one}`) }))}
              value={channel}
              onChange={(value) => value && setChannel(value as LetterChannel)}
              allowDeselect={false}
            />
            <TextInput
              label={t('updateStatus.cost')}
              inputMode="decimal"
              value={cost}
              onChange={(event) => setCost(event.currentTarget.value)}
              error={cost !== '' && costGiven === undefined ? t('form.notAnAmount') : undefined}
            />
          </Group>
        )}
        <TextInput
          label={t('updateStatus.note')}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {refusal && <RefusalNote problem={refusal} />}
        {act.fault && <ErrorState fault={act.fault} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button onClick={submit} loading={act.busy} disabled={!status || (cost !== '' && costGiven === undefined)}>
            {t('updateStatus.act')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

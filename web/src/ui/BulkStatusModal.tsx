import { Button, Group, Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  UpdateCollectionStatusesDocument,
  type UpdateCollectionStatusesInput,
  type UpdateCollectionStatusesMutation,
} from '../api/generated.ts'
import { useAct } from '../api/useAct.ts'
import { ManyOutcome } from './ManyOutcome.tsx'
import { StatusFields, useStatusWish } from './StatusFields.tsx'
import { ErrorState, RefusalNote } from './states.tsx'

type Answer = UpdateCollectionStatusesMutation['updateCollectionStatuses']

interface ModalProps {
  companyId: string
  count: number
  selection: Pick<UpdateCollectionStatusesInput, 'invoiceIds' | 'filter' | 'expectedCount'>
  onClose: () => void
  onDone: () => void
}

/** One status for many invoices; then what became of each that was not changed. */
export function BulkStatusModal({ companyId, count, selection, onClose, onDone }: ModalProps) {
  const { t } = useTranslation()
  const act = useAct(UpdateCollectionStatusesDocument, [
    'SalesInvoices',
    'SalesInvoiceTotals',
    'CompanyHead',
    'SendDraft',
  ])
  const status = useStatusWish()
  const [answer, setAnswer] = useState<Answer>()
  const submit = async () => {
    if (!status.wish) return
    const given = await act.run({ input: { companyId, ...selection, ...status.wish } })
    if (given) setAnswer(given.updateCollectionStatuses)
  }
  const isDone = answer !== undefined && answer.error === null
  return (
    <Modal
      opened
      onClose={isDone ? onDone : onClose}
      title={t('updateStatus.title')}
      closeButtonProps={{ 'aria-label': t('panel.close') }}
    >
      {isDone ? (
        <ManyOutcome
          changed={t('updateStatus.changed', { count: answer.changed })}
          invoices={answer.invoices}
          onDone={onDone}
        />
      ) : (
        <Stack gap="sm">
          <StatusFields wish={status} settable={['OVERDUE', 'REMINDED', 'REQUESTED']} />
          {answer?.error && <RefusalNote problem={answer.error} />}
          {act.fault && <ErrorState fault={act.fault} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('act.cancel')}
            </Button>
            <Button onClick={submit} loading={act.busy} disabled={!status.wish}>
              {t('updateStatus.actMany', { count })}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  UpdateCollectionStatusesDocument,
  type UpdateCollectionStatusesInput,
  type UpdateCollectionStatusesMutation,
} from '../api/generated.ts'
import { useAct } from '../api/useAct.ts'
import { ActModal } from './ActModal.tsx'
import { MANY_CHANGE, ManyOutcome } from './ManyOutcome.tsx'
import { StatusFields, useStatusWish } from './StatusFields.tsx'

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
  const act = useAct(UpdateCollectionStatusesDocument, MANY_CHANGE)
  const status = useStatusWish()
  const [answer, setAnswer] = useState<Answer>()
  const submit = async () => {
    if (!status.wish) return
    const given = (await act.run({ input: { companyId, ...selection, ...status.wish } }))?.updateCollectionStatuses
    if (given && given.error === null) setAnswer(given)
  }
  return (
    <ActModal
      title={t('updateStatus.title')}
      act={t('updateStatus.actMany', { count })}
      onAct={submit}
      onClose={answer ? onDone : onClose}
      busy={act.busy}
      disabled={!status.wish}
      refusal={act.refusal}
      fault={act.fault}
      outcome={
        answer && (
          <ManyOutcome
            changed={t('updateStatus.changed', { count: answer.changed })}
            invoices={answer.invoices}
            onDone={onDone}
          />
        )
      }
    >
      <StatusFields wish={status} settable={['OVERDUE', 'REMINDED', 'REQUESTED']} />
    </ActModal>
  )
}

import { Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  ChangeDueDatesDocument,
  type ManyInvoicesFragment,
  SetCollectionProhibitedDocument,
  SetManyDisputedDocument,
  type UpdateCollectionStatusesInput,
} from '../api/generated.ts'
import { useAct } from '../api/useAct.ts'
import { ActModal } from './ActModal.tsx'
import { DayInput } from './DayInput.tsx'
import { MANY_CHANGE, ManyOutcome } from './ManyOutcome.tsx'

/** What is done to one invoice on its page or its customer's card, done to many. */
export type BulkAct = 'dueDate' | 'dispute' | 'disputeEnded' | 'prohibit' | 'allow'

interface ModalProps {
  act: BulkAct
  companyId: string
  count: number
  selection: Pick<UpdateCollectionStatusesInput, 'invoiceIds' | 'filter' | 'expectedCount'>
  onClose: () => void
  onDone: () => void
}

/** What the reason of an act is called; null where none is asked for. */
const reasonWords = {
  dueDate: 'request.reason',
  dispute: 'dispute.reason',
  disputeEnded: 'dispute.reasonEnded',
  prohibit: null,
  allow: null,
} as const satisfies Record<BulkAct, string | null>

/** The three acts as one, and the newest of their answers. */
function useBulkAct(act: BulkAct) {
  const dueDate = useAct(ChangeDueDatesDocument, MANY_CHANGE)
  const dispute = useAct(SetManyDisputedDocument, MANY_CHANGE)
  const card = useAct(SetCollectionProhibitedDocument, MANY_CHANGE)
  const isOfCard = act === 'prohibit' || act === 'allow'
  const { busy, fault, refusal } = act === 'dueDate' ? dueDate : isOfCard ? card : dispute
  const run = async (
    input: { companyId: string } & ModalProps['selection'],
    { dueOn, reason }: { dueOn: string; reason: string },
  ): Promise<ManyInvoicesFragment | undefined> => {
    if (act === 'dueDate') return (await dueDate.run({ input: { ...input, dueOn, reason } }))?.changeDueDates
    if (isOfCard)
      return (await card.run({ input: { ...input, prohibited: act === 'prohibit' } }))?.setCollectionProhibited
    return (await dispute.run({ input: { ...input, disputed: act === 'dispute', reason } }))?.setManyDisputed
  }
  return { run, busy, fault, refusal }
}

/** One act for many invoices: its consequences and its reason; then what became of each that was not changed. */
export function BulkActModal({ act, companyId, count, selection, onClose, onDone }: ModalProps) {
  const { t } = useTranslation()
  const bulk = useBulkAct(act)
  const [dueOn, setDueOn] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const [answer, setAnswer] = useState<ManyInvoicesFragment>()
  const reasonWord = reasonWords[act]
  const isReady = (act !== 'dueDate' || dueOn !== null) && (reasonWord === null || reason.trim() !== '')
  const submit = async () => {
    const given = await bulk.run({ companyId, ...selection }, { dueOn: dueOn ?? '', reason })
    if (given && given.error === null) setAnswer(given)
  }
  return (
    <ActModal
      title={t(`selection.acts.${act}`)}
      act={t(`selection.do.${act}`, { count })}
      onAct={() => void submit()}
      onClose={answer ? onDone : onClose}
      busy={bulk.busy}
      disabled={!isReady}
      refusal={bulk.refusal}
      fault={bulk.fault}
      outcome={
        answer && (
          <ManyOutcome
            changed={t(`selection.done.${act}`, { count: answer.changed })}
            invoices={answer.invoices}
            onDone={onDone}
          />
        )
      }
    >
      {act === 'dueDate' && <DayInput label={t('dueDate.new')} value={dueOn} onChange={setDueOn} data-autofocus />}
      {reasonWord && (
        <Textarea
          label={t(reasonWord)}
          autosize
          minRows={2}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      <Text size="sm">{t(`selection.consequence.${act}`)}</Text>
    </ActModal>
  )
}

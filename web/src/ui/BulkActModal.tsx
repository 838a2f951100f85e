import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { DateInput } from '@mantine/dates'
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
import { ManyOutcome } from './ManyOutcome.tsx'
import { ErrorState, RefusalNote } from './states.tsx'
import { useFormats } from './useFormats.ts'

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

const READ_AGAIN = ['SalesInvoices', 'SalesInvoiceTotals', 'CompanyHead', 'SendDraft']

/** The three acts as one, and the newest of their answers. */
function useBulkAct(act: BulkAct) {
  const dueDate = useAct(ChangeDueDatesDocument, READ_AGAIN)
  const dispute = useAct(SetManyDisputedDocument, READ_AGAIN)
  const card = useAct(SetCollectionProhibitedDocument, READ_AGAIN)
  const { busy, fault, refusal } = act === 'dueDate' ? dueDate : act === 'prohibit' || act === 'allow' ? card : dispute
  const run = async (
    input: { companyId: string } & ModalProps['selection'],
    { dueOn, reason }: { dueOn: string; reason: string },
  ): Promise<ManyInvoicesFragment | undefined> => {
    if (act === 'dueDate') return (await dueDate.run({ input: { ...input, dueOn, reason } }))?.changeDueDates
    if (act === 'prohibit' || act === 'allow')
      return (await card.run({ input: { ...input, prohibited: act === 'prohibit' } }))?.setCollectionProhibited
    const disputed = act === 'dispute'
    return (await dispute.run({ input: { ...input, disputed, reason } }))?.setManyDisputed
  }
  return { run, busy, fault, refusal }
}

/** One act for many invoices: its consequences and its reason; then what became of each that was not changed. */
export function BulkActModal({ act, companyId, count, selection, onClose, onDone }: ModalProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const bulk = useBulkAct(act)
  const [dueOn, setDueOn] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const [answer, setAnswer] = useState<ManyInvoicesFragment>()
  const hasReason = act !== 'prohibit' && act !== 'allow'
  const isReady = (act !== 'dueDate' || dueOn !== null) && (!hasReason || reason.trim() !== '')
  const submit = async () => {
    const given = await bulk.run({ companyId, ...selection }, { dueOn: dueOn ?? '', reason })
    if (given && given.error === null) setAnswer(given)
  }
  return (
    <Modal
      opened
      onClose={answer ? onDone : onClose}
      title={t(`selection.acts.${act}`)}
      closeButtonProps={{ 'aria-label': t('panel.close') }}
    >
      {answer ? (
        <ManyOutcome
          changed={t(`selection.done.${act}`, { count: answer.changed })}
          invoices={answer.invoices}
          onDone={onDone}
        />
      ) : (
        <Stack gap="sm">
          {act === 'dueDate' && (
            <DateInput
              label={t('dueDate.new')}
              valueFormat={formats.dayPattern}
              value={dueOn}
              onChange={setDueOn}
              data-autofocus
            />
          )}
          {hasReason && (
            <Textarea
              label={t(
                act === 'dispute'
                  ? 'dispute.reason'
                  : act === 'disputeEnded'
                    ? 'dispute.reasonEnded'
                    : 'request.reason',
              )}
              autosize
              minRows={2}
              maxLength={1000}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          )}
          <Text size="sm">{t(`selection.consequence.${act}`)}</Text>
          {bulk.refusal && <RefusalNote problem={bulk.refusal} />}
          {bulk.fault && <ErrorState fault={bulk.fault} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('act.cancel')}
            </Button>
            <Button onClick={() => void submit()} loading={bulk.busy} disabled={!isReady}>
              {t(`selection.do.${act}`, { count })}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}

import { Button, Textarea } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AssignmentHoldDocument, ReportDisputeDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { ActModal } from '../../ui/ActModal.tsx'
import { StateWord } from '../../ui/badges.tsx'

function DisputeModal({ assignmentId, onClose }: { assignmentId: string; onClose: () => void }) {
  const { t } = useTranslation()
  const act = useAct(ReportDisputeDocument, ['Assignment', 'AssignmentHold'])
  const [reason, setReason] = useState('')
  const submit = async () => {
    if (await act.succeeds({ input: { assignmentId, reason } })) onClose()
  }
  return (
    <ActModal
      title={t('request.dispute.title')}
      act={t('request.dispute.act')}
      consequences={[t('request.dispute.stops'), t('request.dispute.after')]}
      onAct={submit}
      onClose={onClose}
      busy={act.busy}
      fault={act.fault}
      refusal={act.refusal}
      disabled={reason.trim() === ''}
    >
      <Textarea
        label={t('request.reason')}
        autosize
        minRows={3}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
    </ActModal>
  )
}

/** What holds the assignment, as the agency tells it. */
export function HoldWord({ assignmentId }: { assignmentId: string }) {
  const { t } = useTranslation()
  const { data } = useLatest(AssignmentHoldDocument, { variables: { id: assignmentId }, fresh: true })
  const hold = data?.assignment?.hold
  return hold ? <StateWord look={['amber', IconHandStop]} word={t(`ladderState.${hold}`)} pill /> : null
}

/** Tells the agency that the debtor disputes the debt, where that may be done. */
export function ReportDispute({ assignmentId }: { assignmentId: string }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const { data } = useLatest(AssignmentHoldDocument, { variables: { id: assignmentId }, fresh: true })
  if (!data?.assignment?.viewerCanReportDispute) return null
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('request.dispute.open')}
      </Button>
      {open && <DisputeModal assignmentId={assignmentId} onClose={() => setOpen(false)} />}
    </>
  )
}

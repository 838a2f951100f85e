import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SetDisputedDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { ActModal } from '../../ui/ActModal.tsx'
import type { Invoice } from './InvoiceParts.tsx'

/** Marks that the customer disputes the invoice, or that it does so no more. */
export function DisputeModal({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const { t } = useTranslation()
  const act = useAct(SetDisputedDocument, ['SalesInvoice', 'SalesInvoices'])
  const [reason, setReason] = useState('')
  // What it was opened for: the invoice changes under it a moment before it closes.
  const [disputed] = useState(!invoice.disputed)
  const submit = async () => {
    if (await act.succeeds({ input: { invoiceId: invoice.id, disputed, reason } })) onClose()
  }
  return (
    <ActModal
      title={t(disputed ? 'invoiceAct.dispute' : 'invoiceAct.disputeEnded')}
      act={t(disputed ? 'dispute.act' : 'dispute.actEnded')}
      consequences={[t(disputed ? 'dispute.consequence' : 'dispute.consequenceEnded')]}
      onAct={submit}
      onClose={onClose}
      busy={act.busy}
      disabled={reason.trim() === ''}
      refusal={act.refusal}
      fault={act.fault}
    >
      <Textarea
        label={t(disputed ? 'dispute.reason' : 'dispute.reasonEnded')}
        autosize
        minRows={2}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
    </ActModal>
  )
}

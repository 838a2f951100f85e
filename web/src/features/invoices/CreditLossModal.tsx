import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { BookCreditLossDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { ActModal } from '../../ui/ActModal.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import type { Invoice } from './InvoiceParts.tsx'

/** Writes off what is unpaid; of an invoice in the service it says that Duetto is asked first, and leads there. */
export function CreditLossModal({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const navigate = useNavigate()
  const act = useAct(BookCreditLossDocument, ['SalesInvoice', 'SalesInvoices', 'CompanyHead', 'Payments'])
  const [reason, setReason] = useState('')
  const amount = formats.money(invoice.open)
  const { assignment } = invoice
  if (invoice.inService && assignment) {
    return (
      <ActModal
        title={t('invoiceAct.creditLoss')}
        act={t('creditLoss.ask')}
        consequences={[t('creditLoss.first'), t('creditLoss.then', { amount })]}
        onAct={() => navigate(`/assignments/${encodeURIComponent(assignment.id)}?ask=creditLoss`)}
        onClose={onClose}
        busy={false}
      />
    )
  }
  const submit = async () => {
    if (await act.succeeds({ input: { invoiceId: invoice.id, reason } })) onClose()
  }
  return (
    <ActModal
      title={t('invoiceAct.creditLoss')}
      act={t('creditLoss.act', { amount })}
      danger
      consequences={[t('creditLoss.books', { amount }), t('creditLoss.back')]}
      onAct={submit}
      onClose={onClose}
      busy={act.busy}
      disabled={reason.trim() === ''}
      refusal={act.refusal}
      fault={act.fault}
    >
      <Textarea
        label={t('request.reason')}
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

import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChangeDueDateDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { ActModal } from '../../ui/ActModal.tsx'
import { DayInput } from '../../ui/DayInput.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import type { Invoice } from './InvoiceParts.tsx'

/** Moves the due date, with the reason for the history. */
export function DueDateModal({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const act = useAct(ChangeDueDateDocument, ['SalesInvoice', 'SalesInvoices', 'CompanyHead'])
  const [dueOn, setDueOn] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const submit = async () => {
    if (!dueOn) return
    if (await act.succeeds({ input: { invoiceId: invoice.id, dueOn, reason } })) onClose()
  }
  return (
    <ActModal
      title={t('invoiceAct.dueDate')}
      act={dueOn ? t('dueDate.act', { date: formats.date(dueOn) }) : t('invoiceAct.dueDate')}
      consequences={[
        t('dueDate.now', { date: formats.date(invoice.dueOn) }),
        t('dueDate.status'),
        invoice.inService && t('dueDate.told'),
      ]}
      onAct={submit}
      onClose={onClose}
      busy={act.busy}
      disabled={!dueOn || reason.trim() === ''}
      refusal={act.refusal}
      fault={act.fault}
    >
      <DayInput label={t('dueDate.new')} minDate={invoice.issuedOn} value={dueOn} onChange={setDueOn} data-autofocus />
      <Textarea
        label={t('request.reason')}
        autosize
        minRows={2}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ActModal>
  )
}

import { useTranslation } from 'react-i18next'
import { type CollectionStatus, UpdateCollectionStatusDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { ActModal } from '../../ui/ActModal.tsx'
import { StatusFields, useStatusWish } from '../../ui/StatusFields.tsx'
import type { Invoice } from './InvoiceParts.tsx'

/** Where a person may take an invoice from where it is; the service refuses the rest with its reason. */
const settable: Readonly<Partial<Record<CollectionStatus, readonly CollectionStatus[]>>> = {
  UNSENT: ['OPEN'],
  OVERDUE: ['REMINDED', 'REQUESTED', 'COLLECTED'],
  REMINDED: ['OVERDUE', 'REQUESTED', 'COLLECTED'],
  REQUESTED: ['OVERDUE', 'REMINDED', 'COLLECTED'],
  COLLECTED: ['OVERDUE', 'REMINDED', 'REQUESTED'],
  CREDIT_LOSS: ['OVERDUE'],
}

/** Changes the collection status by hand (requirement R4). */
export function StatusModal({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const { t } = useTranslation()
  const act = useAct(UpdateCollectionStatusDocument, ['SalesInvoice', 'SalesInvoices', 'CompanyHead'])
  const status = useStatusWish()
  const offered = invoice.inService ? [] : (settable[invoice.status] ?? [])
  const submit = async () => {
    if (!status.wish) return
    if (await act.succeeds({ input: { invoiceId: invoice.id, ...status.wish } })) onClose()
  }
  return (
    <ActModal
      title={t('updateStatus.title')}
      act={t('updateStatus.act')}
      consequences={[
        invoice.inService && t('updateStatus.inServiceText'),
        !invoice.inService && offered.length === 0 && t('updateStatus.none', { status: t(`status.${invoice.status}`) }),
      ]}
      onAct={submit}
      onClose={onClose}
      busy={act.busy}
      disabled={!status.wish}
      refusal={act.refusal}
      fault={act.fault}
    >
      {offered.length > 0 && <StatusFields wish={status} settable={offered} />}
    </ActModal>
  )
}

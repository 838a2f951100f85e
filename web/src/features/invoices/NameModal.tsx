import { Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AuxiliaryNamesDocument, SetAuxiliaryNameDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { ActModal } from '../../ui/ActModal.tsx'
import type { Invoice } from './InvoiceParts.tsx'

/** Chooses the auxiliary name that letters show beside the official one. */
export function NameModal({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const { t } = useTranslation()
  const act = useAct(SetAuxiliaryNameDocument, ['SalesInvoice'])
  const { data } = useLatest(AuxiliaryNamesDocument, { variables: { companyId: invoice.company.id }, fresh: true })
  const [name, setName] = useState<string | null>(invoice.auxiliaryName ?? null)
  const names = data?.company?.auxiliaryNames ?? []
  const submit = async () => {
    if (await act.succeeds({ input: { invoiceId: invoice.id, name } })) onClose()
  }
  return (
    <ActModal
      title={t('invoiceAct.name')}
      act={t(name === null ? 'name.actNone' : 'name.act')}
      consequences={[
        t('name.letters', { company: invoice.company.name }),
        data && names.length === 0 && t('name.noNames'),
      ]}
      onAct={submit}
      onClose={onClose}
      busy={act.busy}
      disabled={name === (invoice.auxiliaryName ?? null)}
      refusal={act.refusal}
      fault={act.fault}
    >
      <Select
        label={t('invoice.auxiliaryName')}
        placeholder={t('name.none')}
        clearable
        data={[...new Set([...names, ...(invoice.auxiliaryName ? [invoice.auxiliaryName] : [])])]}
        value={name}
        onChange={setName}
        data-autofocus
      />
    </ActModal>
  )
}

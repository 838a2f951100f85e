import { Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type CustomersQuery, SetSalesSettingDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { ErrorState } from '../../ui/states.tsx'

/** Whether invoices that come without a contact person get the customer's default one. */
export function SalesSetting({ company }: { company: NonNullable<CustomersQuery['company']> }) {
  const { t } = useTranslation()
  const act = useAct(SetSalesSettingDocument)
  return (
    <>
      <Switch
        label={t('customers.fetchContact')}
        description={t('customers.fetchContactText')}
        checked={company.fetchContactPerson}
        disabled={act.busy || !company.viewerCanEditCustomers}
        onChange={(event) =>
          void act.run({ input: { companyId: company.id, fetchContactPerson: event.currentTarget.checked } })
        }
      />
      {act.fault && <ErrorState fault={act.fault} />}
    </>
  )
}

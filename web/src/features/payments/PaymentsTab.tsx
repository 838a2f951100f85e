import { SegmentedControl, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useUrl } from '../../ui/useUrl.ts'
import { BankTransactionList } from './BankTransactionList.tsx'
import { PaymentList } from './PaymentList.tsx'
import { SettlementList } from './SettlementList.tsx'

const views = ['payments', 'bank', 'settlements'] as const

/** What has been paid to the company, by invoice; its bank transactions, also those that match nothing; the agency's settlements. */
export function PaymentsTab() {
  const { t } = useTranslation()
  const url = useUrl()
  const { companyId } = useParams()
  const view = views.find((known) => known === url.get('view')) ?? 'payments'
  return (
    <Stack gap="sm" align="stretch">
      <SegmentedControl
        size="xs"
        style={{ alignSelf: 'flex-start' }}
        aria-label={t('payments.view')}
        value={view}
        onChange={(next) =>
          url.set({
            view: next === 'payments' ? null : next,
            settlement: null,
            after: null,
            state: null,
            kind: null,
            q: null,
          })
        }
        data={[
          { value: 'payments', label: t('payments.incoming') },
          { value: 'bank', label: t('payments.bank') },
          { value: 'settlements', label: t('settlements.title') },
        ]}
      />
      {view === 'bank' && <BankTransactionList />}
      {view === 'settlements' && <SettlementList />}
      {view === 'payments' && <PaymentList companyId={companyId} />}
    </Stack>
  )
}

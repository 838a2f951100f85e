import { SegmentedControl, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useUrl } from '../../ui/useUrl.ts'
import { BankTransactionList } from './BankTransactionList.tsx'
import { PaymentList } from './PaymentList.tsx'

/** What has been paid to the company, by invoice; and its bank transactions, also those that match nothing. */
export function PaymentsTab() {
  const { t } = useTranslation()
  const url = useUrl()
  const view = url.get('view') === 'bank' ? 'bank' : 'payments'
  return (
    <Stack gap="sm" align="stretch">
      <SegmentedControl
        size="xs"
        style={{ alignSelf: 'flex-start' }}
        aria-label={t('payments.view')}
        value={view}
        onChange={(next) =>
          url.set({ view: next === 'bank' ? 'bank' : null, after: null, state: null, kind: null, q: null })
        }
        data={[
          { value: 'payments', label: t('payments.incoming') },
          { value: 'bank', label: t('payments.bank') },
        ]}
      />
      {view === 'bank' ? <BankTransactionList /> : <PaymentList />}
    </Stack>
  )
}

import type { AgencyInvoiceWay } from '@duetto/schema'
import { IconAlertTriangle, IconCheck, IconClock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { StateWord } from './badges.tsx'

interface InvoiceStateProps {
  open: { amount: string }
  dueOn: string
  way: AgencyInvoiceWay
  today: string | undefined
}

/** Whether an invoice of the agency's is paid, waits, or is late. */
export function InvoiceState({ open, dueOn, way, today }: InvoiceStateProps) {
  const { t } = useTranslation()
  if (Number(open.amount) <= 0) return <StateWord look={['green', IconCheck]} word={t('agencyInvoice.paid')} />
  if (way === 'NETTED') return <StateWord look={['amber', IconClock]} word={t('agencyInvoice.toNet')} />
  const isLate = today !== undefined && dueOn < today
  return (
    <StateWord
      look={isLate ? ['red', IconAlertTriangle] : ['amber', IconClock]}
      word={t(isLate ? 'agencyInvoice.late' : 'agencyInvoice.open')}
    />
  )
}

import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { isZero } from '../../format/decimal.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { CostModal } from './CostModal.tsx'
import { CreditLossModal } from './CreditLossModal.tsx'
import { CreditNoteModal } from './CreditNoteModal.tsx'
import { DisputeModal } from './DisputeModal.tsx'
import { DueDateModal } from './DueDateModal.tsx'
import type { Invoice } from './InvoiceParts.tsx'
import { NameModal } from './NameModal.tsx'

type Act = 'dueDate' | 'creditNote' | 'creditLoss' | 'cost' | 'name' | 'dispute' | 'disputeEnded'

/** What else may be done with the invoice, by its state and the reader's rights. */
export function InvoiceActs({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation()
  const url = useUrl()
  const isOpen = !isZero(invoice.open.amount)
  const { viewerCanUpdateStatus: mayChange, viewerCanRegisterPayments } = invoice.company
  const offered: readonly (Act | false)[] = [
    isOpen && mayChange && 'dueDate',
    isOpen && viewerCanRegisterPayments && 'creditNote',
    isOpen && mayChange && 'creditLoss',
    isOpen && mayChange && !invoice.inService && 'cost',
    mayChange && !invoice.inService && 'name',
    isOpen && mayChange && !invoice.inService && !invoice.disputed && 'dispute',
    mayChange && invoice.disputed && 'disputeEnded',
  ]
  const acts = offered.filter((act) => act !== false)
  if (acts.length === 0) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
          {t('invoiceAct.more')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {acts.map((act) => (
          <Menu.Item key={act} onClick={() => url.set({ do: act })}>
            {t(`invoiceAct.${act}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** The dialog of the act that the address names. */
export function InvoiceActModal({ invoice }: { invoice: Invoice }) {
  const url = useUrl()
  const close = () => url.set({ do: null })
  const props = { invoice, onClose: close }
  switch (url.get('do')) {
    case 'dueDate':
      return <DueDateModal {...props} />
    case 'creditNote':
      return <CreditNoteModal {...props} />
    case 'creditLoss':
      return <CreditLossModal {...props} />
    case 'cost':
      return <CostModal {...props} />
    case 'dispute':
    case 'disputeEnded':
      return <DisputeModal {...props} />
    case 'name':
      return <NameModal {...props} />
    default:
      return null
  }
}

import { Button, CloseButton } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { ActivationState } from '../../api/generated.ts'
import { sumDecimals } from '../../format/decimal.ts'
import { keepDraft, type SendDraft } from '../../ui/sendDraft.ts'
import { useFormats } from '../../ui/useFormats.ts'
import type { InvoiceRow } from './invoiceColumns.tsx'

interface SelectionBarProps {
  kind: SendDraft['kind']
  companyId: string
  invoices: readonly InvoiceRow[]
  list: SendDraft['list']
  company: { viewerCanSend: boolean; activation: { state: ActivationState } } | null | undefined
  onClear: () => void
}

/** What has been chosen: how many, what sum, and what can be done with it. */
export function SelectionBar({ kind, companyId, invoices, list, company, onClear }: SelectionBarProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const navigate = useNavigate()
  const currencies = [...new Set(invoices.map((invoice) => invoice.open.currency))]
  const sums = currencies.map((currency) => {
    const mine = invoices.filter((invoice) => invoice.open.currency === currency)
    return formats.money({ amount: sumDecimals(mine.map((invoice) => invoice.open.amount)), currency })
  })
  const active = company?.activation.state === 'ACTIVE'

  const prepare = () => {
    const key = crypto.randomUUID()
    keepDraft(key, { kind, companyId, invoiceIds: invoices.map((invoice) => invoice.id), list })
    void navigate(`/companies/${encodeURIComponent(companyId)}/send/${key}`)
  }

  return (
    <section className="ledger-bar no-print" aria-label={t('selection.label')}>
      <span aria-live="polite">
        {t('selection.chosen', { count: invoices.length })} · <strong>{sums.join(' + ')}</strong>
      </span>
      <Button
        size="xs"
        color="plum.3"
        c="#22211d"
        leftSection={<IconSend size={14} />}
        onClick={prepare}
        disabled={!company?.viewerCanSend || !active}
      >
        {t(kind === 'REMINDER' ? 'selection.toReminder' : 'selection.toCollection')}
      </Button>
      {company && !active && <span>{t('selection.notActive')}</span>}
      {company && active && !company.viewerCanSend && <span>{t('selection.noRight')}</span>}
      <CloseButton
        size="sm"
        c="#fff"
        variant="transparent"
        aria-label={t('selection.clear')}
        onClick={onClear}
        ml="auto"
      />
    </section>
  )
}

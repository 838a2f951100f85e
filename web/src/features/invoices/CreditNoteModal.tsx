import { Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RegisterCreditNoteDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useToday } from '../../api/viewer.ts'
import { readAmount } from '../../format/decimal.ts'
import { ActModal } from '../../ui/ActModal.tsx'
import { DayInput } from '../../ui/DayInput.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import type { Invoice } from './InvoiceParts.tsx'

/** Registers a credit note that no file brings. */
export function CreditNoteModal({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const today = useToday()
  const act = useAct(RegisterCreditNoteDocument, ['SalesInvoice', 'SalesInvoices', 'CompanyHead', 'Payments'])
  const [key] = useState(() => crypto.randomUUID())
  const [number, setNumber] = useState('')
  const [typed, setTyped] = useState('')
  const [creditedOn, setCreditedOn] = useState<string | null>(null)
  const day = creditedOn ?? today
  const { currency } = invoice.open
  const amount = readAmount(typed, currency)
  const submit = async () => {
    if (!amount || !day) return
    const input = { invoiceId: invoice.id, number, amount, creditedOn: day }
    const idempotencyKey = `${key} ${number} ${amount} ${day}`
    if (await act.succeeds({ input: { ...input, idempotencyKey } })) onClose()
  }
  return (
    <ActModal
      title={t('invoiceAct.creditNote')}
      act={amount ? t('creditNote.act', { amount: formats.money({ amount, currency }) }) : t('invoiceAct.creditNote')}
      consequences={[
        t('creditNote.open', { amount: formats.money(invoice.open) }),
        invoice.inService && t('creditNote.told'),
      ]}
      onAct={submit}
      onClose={onClose}
      busy={act.busy}
      disabled={!amount || !day || number.trim() === ''}
      refusal={act.refusal}
      fault={act.fault}
    >
      <TextInput
        label={t('creditNote.number')}
        maxLength={40}
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
        data-autofocus
      />
      <Group grow align="flex-start">
        <TextInput
          label={`${t('payment.amount')} ${currency}`}
          inputMode="decimal"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={typed !== '' && amount === undefined ? t('form.notAnAmount') : undefined}
        />
        <DayInput label={t('creditNote.on')} maxDate={today} value={day ?? null} onChange={setCreditedOn} />
      </Group>
    </ActModal>
  )
}

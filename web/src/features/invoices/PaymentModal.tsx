import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RegisterPaymentDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useToday } from '../../api/viewer.ts'
import { readAmount } from '../../format/decimal.ts'
import { DayInput } from '../../ui/DayInput.tsx'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import type { Invoice } from './InvoiceParts.tsx'

interface ModalProps {
  invoice: Invoice
  onClose: () => void
}

/** Registers a payment by hand. On an invoice in the service the box decides whether Duetto is told of a direct payment. */
export function PaymentModal({ invoice, onClose }: ModalProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const today = useToday()
  const act = useAct(RegisterPaymentDocument, ['SalesInvoice', 'SalesInvoices', 'CompanyHead', 'Payments'])
  const [key] = useState(() => crypto.randomUUID())
  const [typed, setTyped] = useState<string>()
  const [paidOn, setPaidOn] = useState<string | null>(null)
  const [payer, setPayer] = useState('')
  const [settlement, setSettlement] = useState(true)
  const amount = readAmount(typed ?? invoice.open.amount, invoice.open.currency)
  const day = paidOn ?? today

  const submit = async () => {
    if (!amount || !day) return
    if (
      await act.succeeds({
        input: {
          invoiceId: invoice.id,
          amount,
          paidOn: day,
          payerName: payer.trim() || null,
          settlement: invoice.inService ? settlement : null,
          idempotencyKey: key,
        },
      })
    )
      onClose()
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('registerPayment.title')}
      closeButtonProps={{ 'aria-label': t('panel.close') }}
    >
      <Stack gap="sm">
        <Group grow align="flex-start">
          <TextInput
            label={`${t('payment.amount')} ${invoice.open.currency}`}
            inputMode="decimal"
            value={typed ?? formats.amount(invoice.open)}
            onChange={(event) => setTyped(event.currentTarget.value)}
            error={amount === undefined ? t('form.notAnAmount') : undefined}
            data-autofocus
          />
          <DayInput label={t('payment.paidOn')} maxDate={today} value={day ?? null} onChange={setPaidOn} />
        </Group>
        <TextInput label={t('payment.payer')} value={payer} onChange={(event) => setPayer(event.currentTarget.value)} />
        {invoice.inService && (
          <Checkbox
            label={t('registerPayment.settlement')}
            description={t(settlement ? 'registerPayment.settlementOn' : 'registerPayment.settlementOff')}
            checked={settlement}
            onChange={(event) => setSettlement(event.currentTarget.checked)}
          />
        )}
        {act.refusal && <RefusalNote problem={act.refusal} />}
        {act.fault && <ErrorState fault={act.fault} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button onClick={submit} loading={act.busy} disabled={!amount || !day}>
            {amount
              ? t('registerPayment.act', { amount: formats.money({ amount, currency: invoice.open.currency }) })
              : t('registerPayment.open')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DismissTransactionDocument, type PaymentsQuery, ReversePaymentDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { ActModal } from '../../ui/ActModal.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import type { Transaction } from './MatchModal.tsx'

/** Says that waiting money pays no invoice, and why. */
export function DismissModal({ transaction, onClose }: { transaction: Transaction; onClose: () => void }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const act = useAct(DismissTransactionDocument, ['BankTransactions'])
  const [reason, setReason] = useState('')
  const submit = async () => {
    if (await act.succeeds({ input: { transactionId: transaction.id, reason } })) onClose()
  }
  return (
    <ActModal
      title={t('dismiss.title')}
      act={t('dismiss.act')}
      consequences={[t('dismiss.consequence', { amount: formats.money(transaction.unallocated) })]}
      onAct={submit}
      onClose={onClose}
      busy={act.busy}
      disabled={reason.trim() === ''}
      refusal={act.refusal}
      fault={act.fault}
    >
      <Reason value={reason} onChange={setReason} />
    </ActModal>
  )
}

type Payment = PaymentsQuery['payments']['nodes'][number]

/** Takes a wrong booking back by a counter-entry. */
export function ReverseModal({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const act = useAct(ReversePaymentDocument, ['Payments', 'BankTransactions', 'CompanyHead'])
  const [reason, setReason] = useState('')
  const amount = formats.money(payment.amount)
  const submit = async () => {
    if (await act.succeeds({ input: { paymentId: payment.id, reason } })) onClose()
  }
  return (
    <ActModal
      title={t('reverse.title')}
      act={t('reverse.act', { amount })}
      danger
      consequences={[
        t('reverse.opens', { amount, number: payment.invoice.number }),
        payment.bankTransaction && t('reverse.waits', { amount }),
        (payment.kind === 'DIRECT_PAYMENT' || payment.kind === 'CREDIT_NOTE') &&
          payment.assignment &&
          t('reverse.told'),
      ]}
      onAct={submit}
      onClose={onClose}
      busy={act.busy}
      disabled={reason.trim() === ''}
      refusal={act.refusal}
      fault={act.fault}
    >
      <Reason value={reason} onChange={setReason} />
    </ActModal>
  )
}

function Reason({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation()
  return (
    <Textarea
      label={t('request.reason')}
      autosize
      minRows={2}
      maxLength={1000}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data-autofocus
    />
  )
}

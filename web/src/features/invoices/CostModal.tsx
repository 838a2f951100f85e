import { Button, Group, SegmentedControl, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  AddCollectionCostDocument,
  type CollectionCostKind,
  InvoiceCostsDocument,
  RemoveCollectionCostDocument,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { useToday } from '../../api/viewer.ts'
import { readAmount } from '../../format/decimal.ts'
import { ActModal } from '../../ui/ActModal.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import type { Invoice } from './InvoiceParts.tsx'

const kinds: readonly CollectionCostKind[] = ['REMINDER', 'NOTICE']

/** Adds the agreed cost of a letter of the company's own, before the invoice is sent; takes one off again. */
export function CostModal({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const today = useToday()
  const act = useAct(AddCollectionCostDocument, ['SalesInvoice'])
  const remove = useAct(RemoveCollectionCostDocument, ['SalesInvoice'])
  const { data } = useLatest(InvoiceCostsDocument, { variables: { companyId: invoice.company.id }, fresh: true })
  const [kind, setKind] = useState<CollectionCostKind>('REMINDER')
  const [typed, setTyped] = useState<string>()
  const agreed = data?.costAgreements.find(
    (one) =>
      one.kind === kind &&
      today !== undefined &&
      one.validFrom <= today &&
      (one.validTo === null || one.validTo === undefined || today <= one.validTo),
  )
  const text = typed ?? (agreed ? formats.amount(agreed.amount) : '')
  const { currency } = invoice.open
  const amount = readAmount(text, currency)
  const submit = async () => {
    if (!amount) return
    remove.forget()
    if (await act.succeeds({ input: { invoiceId: invoice.id, kind, amount } })) onClose()
  }
  return (
    <ActModal
      title={t('invoiceAct.cost')}
      act={amount ? t('cost.act', { amount: formats.money({ amount, currency }) }) : t('invoiceAct.cost')}
      consequences={[
        data &&
          (agreed
            ? t('cost.agreed', { amount: formats.money(agreed.amount), from: formats.date(agreed.validFrom) })
            : t('cost.notAgreed')),
        t('cost.law'),
      ]}
      onAct={submit}
      onClose={onClose}
      busy={act.busy}
      disabled={!amount}
      refusal={act.refusal ?? remove.refusal}
      fault={act.fault ?? remove.fault}
    >
      {invoice.collectionCosts.map((cost) => (
        <Group key={cost.kind} justify="space-between">
          <Text size="sm">
            {t(`costKind.${cost.kind}`)} · {formats.money(cost.amount)} · {t(`costState.${cost.state}`)}
          </Text>
          <Button
            size="compact-xs"
            variant="default"
            loading={remove.busy}
            onClick={() => {
              act.forget()
              void remove.run({ input: { invoiceId: invoice.id, kind: cost.kind } })
            }}
          >
            {t('cost.remove')}
          </Button>
        </Group>
      ))}
      <SegmentedControl
        size="xs"
        aria-label={t('cost.kind')}
        value={kind}
        onChange={(next) => {
          setKind(next as CollectionCostKind)
          setTyped(undefined)
          act.forget()
          remove.forget()
        }}
        data={kinds.map((one) => ({ value: one, label: t(`costKind.${one}`) }))}
      />
      <TextInput
        label={`${t('payment.amount')} ${currency}`}
        inputMode="decimal"
        data-autofocus
        value={text}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={text !== '' && amount === undefined ? t('form.notAnAmount') : undefined}
      />
    </ActModal>
  )
}

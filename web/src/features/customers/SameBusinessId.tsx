import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { MergeCustomersDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { ActModal } from '../../ui/ActModal.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import type { Customer } from './CustomerPage.tsx'

type Other = Customer['sameBusinessId'][number]

/** Other cards of the same customer, each with the act that merges it into this one. Nothing when there is none. */
export function SameBusinessId({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const [merging, setMerging] = useState<Other>()
  if (customer.sameBusinessId.length === 0) return null
  return (
    <Sheet title={t('customer.same.title')}>
      {customer.sameBusinessId.map((other) => (
        <Group key={other.id} justify="space-between" gap="xs" py={4}>
          <span style={{ minWidth: 0 }}>
            <Link to={`/customers/${encodeURIComponent(other.id)}`}>{other.name}</Link>{' '}
            <span className="muted">
              {[other.town, t('customer.same.open', { count: other.openInvoices })].filter(Boolean).join(' · ')}
            </span>
          </span>
          {customer.viewerCanEdit && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('customer.same.mergeOf', { name: other.name })}
              onClick={() => setMerging(other)}
            >
              {t('customer.same.merge')}
            </Button>
          )}
        </Group>
      ))}
      {merging && <MergeModal customer={customer} other={merging} onClose={() => setMerging(undefined)} />}
    </Sheet>
  )
}

function MergeModal({ customer, other, onClose }: { customer: Customer; other: Other; onClose: () => void }) {
  const { t } = useTranslation()
  const act = useAct(MergeCustomersDocument, ['Customer', 'Customers'])
  const submit = async () => {
    if (await act.succeeds({ input: { customerId: customer.id, mergedId: other.id } })) onClose()
  }
  return (
    <ActModal
      title={t('customer.same.modal')}
      act={t('customer.same.act')}
      consequences={[
        t('customer.same.moves', { name: other.name, into: customer.name }),
        t('customer.same.fills'),
        t('customer.same.imports'),
        t('customer.same.final'),
      ]}
      onAct={() => void submit()}
      onClose={onClose}
      busy={act.busy}
      refusal={act.refusal}
      fault={act.fault}
      danger
    />
  )
}

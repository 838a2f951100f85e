import { Button, Group, Select, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ConsentWay, RecordEmailConsentDocument, WithdrawEmailConsentDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { ActModal } from '../../ui/ActModal.tsx'
import { DayInput } from '../../ui/DayInput.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import type { Customer } from './CustomerPage.tsx'

type Consent = Customer['emailConsents'][number]

const ways: readonly ConsentWay[] = ['WRITTEN', 'EMAIL', 'ONLINE', 'PHONE']

/** Whether letters may go to the customer by e-mail, and every consent that was recorded (513/1999, 5 §). */
export function EmailConsents({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const close = () => url.set({ do: null })
  const { emailConsent: holds, emailConsents: all, viewerCanEdit } = customer
  const runs = all.some(({ withdrawnOn }) => withdrawnOn === null)
  const word = () => {
    if (customer.kind === 'BUSINESS') return t('consent.business')
    if (!customer.email) return t('consent.noEmail')
    if (!holds) return t('consent.none')
    return t('consent.holds', { email: holds.email, date: formats.date(holds.endsOn) })
  }
  return (
    <section className="sheet sheet-padded" aria-label={t('consent.title')}>
      <Group justify="space-between" mb="xs">
        <Title order={2} fz="sm">
          {t('consent.title')}
        </Title>
        {viewerCanEdit && (
          <Group gap="xs">
            {runs && (
              <Button size="xs" variant="default" onClick={() => url.set({ do: 'withdraw' })}>
                {t('consent.withdraw')}
              </Button>
            )}
            {customer.email && (
              <Button size="xs" variant="default" onClick={() => url.set({ do: 'consent' })}>
                {t('consent.record')}
              </Button>
            )}
          </Group>
        )}
      </Group>
      <p style={{ margin: 0 }}>{word()}</p>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {all.map((consent) => (
          <li key={`${consent.givenOn} ${consent.recordedAt}`} style={{ paddingTop: 8 }}>
            <ConsentWords consent={consent} />
          </li>
        ))}
      </ul>
      {viewerCanEdit && url.get('do') === 'consent' && <RecordModal customer={customer} onClose={close} />}
      {viewerCanEdit && url.get('do') === 'withdraw' && <WithdrawModal customer={customer} onClose={close} />}
    </section>
  )
}

function ConsentWords({ consent }: { consent: Consent }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { email, givenOn, endsOn, how, recordedAt, recordedByName, withdrawnOn, withdrawnAt, withdrawnByName } = consent
  return (
    <>
      {t('consent.given', { date: formats.date(givenOn), how: t(`consent.how.${how}`), email })}
      <div className="small muted">
        {t('consent.recorded', { name: recordedByName ?? '–', at: formats.moment(recordedAt) })}
        {withdrawnOn === null && ` · ${t('consent.until', { date: formats.date(endsOn) })}`}
      </div>
      {withdrawnOn !== null && withdrawnAt !== null && (
        <div className="small muted">
          {t('consent.withdrawn', {
            date: formats.date(withdrawnOn),
            name: withdrawnByName ?? '–',
            at: formats.moment(withdrawnAt),
          })}
        </div>
      )}
    </>
  )
}

function RecordModal({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const { t } = useTranslation()
  const act = useAct(RecordEmailConsentDocument)
  const [givenOn, setGivenOn] = useState<string | null>(null)
  const [how, setHow] = useState<ConsentWay | null>(null)
  const submit = async () => {
    if (givenOn && how && (await act.succeeds({ input: { customerId: customer.id, givenOn, how } }))) onClose()
  }
  return (
    <ActModal
      title={t('consent.record')}
      act={t('consent.save')}
      consequences={[t('consent.consequence', { email: customer.email ?? '' }), t('consent.law')]}
      onAct={submit}
      onClose={onClose}
      busy={act.busy}
      disabled={!givenOn || !how}
      refusal={act.refusal}
      fault={act.fault}
    >
      <DayInput label={t('consent.givenOn')} value={givenOn} onChange={setGivenOn} data-autofocus />
      <Select
        label={t('consent.way')}
        data={ways.map((way) => ({ value: way, label: t(`consent.how.${way}`) }))}
        value={how}
        onChange={(way) => setHow(way as ConsentWay | null)}
      />
    </ActModal>
  )
}

function WithdrawModal({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const { t } = useTranslation()
  const act = useAct(WithdrawEmailConsentDocument)
  const [withdrawnOn, setWithdrawnOn] = useState<string | null>(null)
  const submit = async () => {
    if (withdrawnOn && (await act.succeeds({ input: { customerId: customer.id, withdrawnOn } }))) onClose()
  }
  return (
    <ActModal
      title={t('consent.withdraw')}
      act={t('consent.withdraw')}
      consequences={[t('consent.withdrawConsequence')]}
      onAct={submit}
      onClose={onClose}
      busy={act.busy}
      disabled={!withdrawnOn}
      refusal={act.refusal}
      fault={act.fault}
      danger
    >
      <DayInput label={t('consent.withdrawnOn')} value={withdrawnOn} onChange={setWithdrawnOn} data-autofocus />
    </ActModal>
  )
}

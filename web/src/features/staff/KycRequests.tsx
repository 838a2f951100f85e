import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AnswerKycDocument, KycRequestsDocument, type KycRequestsQuery } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { EmptyState, ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { EarlierIdentityChecks, IdentityFacts } from './IdentityFacts.tsx'

type Waiting = KycRequestsQuery['kycRequests'][number]

function Answer({ company, onClose }: { company: Waiting; onClose: () => void }) {
  const { t } = useTranslation()
  const act = useAct(AnswerKycDocument, ['KycRequests'])
  const [note, setNote] = useState('')
  const answer = async (approve: boolean) => {
    if (await act.succeeds({ input: { companyId: company.companyId, approve, note: note.trim() || null } })) onClose()
  }
  return (
    <Modal opened onClose={onClose} title={t('kyc.title')} closeButtonProps={{ 'aria-label': t('panel.close') }}>
      <Stack>
        <Text>
          {company.companyName} · {company.businessId}
        </Text>
        <Text className="muted">{[company.contactEmail, company.contactPhone].filter(Boolean).join(' · ')}</Text>
        <IdentityFacts identity={company.identity} />
        <EarlierIdentityChecks checks={company.identityChecks} />
        <Textarea
          label={t('kyc.note')}
          autosize
          minRows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {act.refusal && <RefusalNote problem={act.refusal} />}
        {act.fault && <ErrorState fault={act.fault} />}
        <Group justify="flex-end">
          <Button variant="default" loading={act.busy} disabled={note.trim() === ''} onClick={() => answer(false)}>
            {t('kyc.reject')}
          </Button>
          <Button loading={act.busy} onClick={() => answer(true)}>
            {t('kyc.approve')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** Companies that have accepted the terms and wait to be identified (requirement A3). */
export function KycRequests() {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const { data, fault, retry } = useLatest(KycRequestsDocument, { variables: {}, fresh: true })
  const waiting = data?.kycRequests
  const asked = waiting?.find((one) => one.companyId === url.get('answer'))
  const columns = useMemo<LedgerColumn<Waiting>[]>(
    () => [
      { id: 'company', header: t('staff.creditor'), cell: (one) => one.companyName, card: 'title' },
      { id: 'businessId', header: t('kyc.businessId'), cell: (one) => one.businessId, card: 'fact' },
      { id: 'terms', header: t('service.termsVersion'), cell: (one) => one.termsVersion },
      {
        id: 'accepted',
        header: t('service.acceptedAt'),
        cell: (one) => one.acceptedAt && formats.moment(one.acceptedAt),
        card: 'fact',
      },
      { id: 'email', header: t('service.email'), cell: (one) => one.contactEmail, card: 'fact' },
      { id: 'phone', header: t('service.phone'), cell: (one) => one.contactPhone, card: 'fact' },
    ],
    [t, formats],
  )
  if (fault && !waiting) return <ErrorState fault={fault} onRetry={retry} />
  return (
    <>
      <LedgerTable
        label={t('kyc.tab')}
        columns={columns}
        rows={waiting}
        rowId={(one) => one.companyId}
        onOpen={(one) => url.set({ answer: one.companyId })}
        openId={url.get('answer')}
        empty={<EmptyState title={t('kyc.none.title')}>{t('kyc.none.text')}</EmptyState>}
      />
      {asked && <Answer company={asked} onClose={() => url.set({ answer: null })} />}
    </>
  )
}

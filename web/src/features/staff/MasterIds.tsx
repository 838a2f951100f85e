import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  AnswerMasterIdRequestDocument,
  LinkCompanyDocument,
  StaffMasterIdsDocument,
  type StaffMasterIdsQuery,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'

type Request = StaffMasterIdsQuery['staffMasterIdRequests'][number]

function RequestCard({ request }: { request: Request }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const act = useAct(AnswerMasterIdRequestDocument, ['StaffMasterIds'])
  const [code, setCode] = useState('')
  const answer = async (grant: boolean) => {
    await act.run({ input: { requestId: request.id, grant, code: grant ? code.trim() : null } })
  }
  return (
    <Stack gap={6}>
      <span>
        <strong>{request.name}</strong>{' '}
        <span className="muted">
          {request.businessId} · {t(`masterIdRequest.kinds.${request.kind}`)} · {formats.moment(request.requestedAt)}
        </span>
      </span>
      <Facts
        facts={[
          { name: t('masterIds.companies'), value: request.companies.join(', ') },
          { name: t('masterIds.mandate'), value: request.mandate },
        ]}
      />
      {request.state === 'WAITING' ? (
        <Group align="flex-end" gap="xs">
          <TextInput
            size="xs"
            label={t('masterIds.code')}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <Button size="xs" loading={act.busy} onClick={() => answer(true)}>
            {t('masterIds.grant')}
          </Button>
          <Button size="xs" variant="default" loading={act.busy} onClick={() => answer(false)}>
            {t('masterIds.refuse')}
          </Button>
        </Group>
      ) : (
        <span className="small muted">
          {t(`masterIds.state.${request.state}`)} {request.code}
        </span>
      )}
      {act.refusal && <RefusalNote problem={act.refusal} />}
      {act.fault && <ErrorState fault={act.fault} />}
    </Stack>
  )
}

function LinkForm() {
  const { t } = useTranslation()
  const act = useAct(LinkCompanyDocument, ['StaffMasterIds'])
  const [masterIdCode, setCode] = useState('')
  const [businessId, setBusinessId] = useState('')
  const [mandate, setMandate] = useState('')
  const [told, setTold] = useState<number | null>(null)
  const link = async () => {
    const answer = await act.run({ input: { masterIdCode, businessId, mandate } })
    if (!answer) return
    setTold(answer.linkCompany.told)
    if (answer.linkCompany.error) return
    setCode('')
    setBusinessId('')
    setMandate('')
  }
  return (
    <Sheet title={t('masterIds.link')}>
      <Stack gap="sm" maw={480}>
        <TextInput
          label={t('masterIds.code')}
          value={masterIdCode}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <TextInput
          label={t('masterIds.businessId')}
          value={businessId}
          onChange={(event) => setBusinessId(event.currentTarget.value)}
        />
        <Textarea
          label={t('masterIds.mandate')}
          autosize
          minRows={2}
          value={mandate}
          onChange={(event) => setMandate(event.currentTarget.value)}
        />
        {act.refusal && <RefusalNote problem={act.refusal} />}
        {act.fault && <ErrorState fault={act.fault} />}
        {told !== null && <Text role="status">{t('masterIds.told', { count: told })}</Text>}
        <Group>
          <Button
            loading={act.busy}
            onClick={link}
            disabled={[masterIdCode, businessId, mandate].some((text) => text.trim() === '')}
          >
            {t('masterIds.linkAct')}
          </Button>
        </Group>
      </Stack>
    </Sheet>
  )
}

/** Requests for a Master-ID, and links on a mandate. */
export function MasterIds() {
  const { t } = useTranslation()
  const { data, fault, retry } = useLatest(StaffMasterIdsDocument, { variables: {}, fresh: true })
  if (fault && !data) return <ErrorState fault={fault} onRetry={retry} />
  return (
    <Stack gap="md">
      <Sheet title={t('masterIds.requests')}>
        {!data && <SkeletonRows label={t('masterIds.requests')} count={2} />}
        {data?.staffMasterIdRequests.length === 0 && <Text className="muted">{t('masterIds.none')}</Text>}
        <Stack gap="lg">
          {data?.staffMasterIdRequests.map((request) => (
            <RequestCard key={request.id} request={request} />
          ))}
        </Stack>
      </Sheet>
      <LinkForm />
    </Stack>
  )
}

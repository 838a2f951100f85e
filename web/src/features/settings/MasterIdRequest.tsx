import { Button, Group, Select, Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type MasterIdKind, OwnMasterIdRequestsDocument, RequestMasterIdDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { ActModal } from '../../ui/ActModal.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'

const kinds: readonly MasterIdKind[] = ['BUREAU', 'GROUP', 'OTHER']
const nothing = { name: '', businessId: '', companies: '', mandate: '' }

function RequestForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const act = useAct(RequestMasterIdDocument, ['OwnMasterIdRequests'])
  const [wish, setWish] = useState(nothing)
  const [kind, setKind] = useState<MasterIdKind>('BUREAU')
  const ask = async () => {
    const companies = wish.companies.split(/[\s,;]+/).filter(Boolean)
    if (await act.succeeds({ input: { ...wish, kind, companies } })) onClose()
  }
  const field = (name: keyof typeof nothing) => ({
    label: t(`masterIdRequest.${name}`),
    value: wish[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget
      setWish((before) => ({ ...before, [name]: value }))
    },
  })
  return (
    <ActModal
      title={t('masterIdRequest.title')}
      act={t('masterIdRequest.act')}
      onAct={ask}
      onClose={onClose}
      busy={act.busy}
      refusal={act.refusal}
      fault={act.fault}
    >
      <TextInput {...field('name')} data-autofocus />
      <TextInput {...field('businessId')} />
      <Select
        label={t('masterIdRequest.kind')}
        data={kinds.map((one) => ({ value: one, label: t(`masterIdRequest.kinds.${one}`) }))}
        value={kind}
        onChange={(next) => setKind(kinds.find((one) => one === next) ?? 'BUREAU')}
        allowDeselect={false}
      />
      <Textarea {...field('companies')} autosize minRows={2} />
      <Textarea {...field('mandate')} autosize minRows={2} />
    </ActModal>
  )
}

/** The wish for a Master-ID, and how earlier ones stand. */
export function MasterIdRequest() {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const { data, fault, retry } = useLatest(OwnMasterIdRequestsDocument, { variables: {}, fresh: true })
  return (
    <section className="sheet sheet-padded">
      <Group justify="space-between" mb="xs">
        <Title order={2} fz="sm">
          {t('masterIdRequest.heading')}
        </Title>
        <Button size="xs" variant="default" onClick={() => url.set({ do: 'masterId' })}>
          {t('masterIdRequest.title')}
        </Button>
      </Group>
      <Text className="muted">{t('masterIdRequest.text')}</Text>
      {fault && !data && <ErrorState fault={fault} onRetry={retry} />}
      <Stack gap={4} mt="xs">
        {data?.viewer.masterIdRequests.map((request) => (
          <Text key={request.id}>
            {request.name}{' '}
            <span className="muted small">
              {formats.moment(request.requestedAt)} · {t(`masterIds.state.${request.state}`)} {request.code}
            </span>
          </Text>
        ))}
      </Stack>
      {url.get('do') === 'masterId' && <RequestForm onClose={() => url.set({ do: null })} />}
    </section>
  )
}

import { Button, Group, Select, Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type MasterIdKind, OwnMasterIdRequestsDocument, RequestMasterIdDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'

const kinds: readonly MasterIdKind[] = ['BUREAU', 'GROUP', 'OTHER']
const nothing = { name: '', businessId: '', companies: '', mandate: '' }

/** The wish for a Master-ID, and how earlier ones stand. */
export function MasterIdRequest() {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data } = useLatest(OwnMasterIdRequestsDocument, { variables: {}, fresh: true })
  const act = useAct(RequestMasterIdDocument, ['OwnMasterIdRequests'])
  const [wish, setWish] = useState(nothing)
  const [kind, setKind] = useState<MasterIdKind>('BUREAU')
  const ask = async () => {
    const companies = wish.companies.split(/[\s,;]+/).filter(Boolean)
    const answer = await act.run({ input: { ...wish, kind, companies } })
    if (!answer) return
    if (!answer.requestMasterId.error) setWish(nothing)
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
    <section className="sheet sheet-padded">
      <Title order={2} fz="sm" mb="xs">
        {t('masterIdRequest.title')}
      </Title>
      <Text className="muted" mb="sm">
        {t('masterIdRequest.text')}
      </Text>
      <Stack gap="sm" maw={480}>
        {data?.viewer.masterIdRequests.map((request) => (
          <Text key={request.id} className="small">
            {request.name} · {formats.moment(request.requestedAt)} · {t(`masterIds.state.${request.state}`)}{' '}
            {request.code}
          </Text>
        ))}
        <TextInput {...field('name')} />
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
        {act.refusal && <RefusalNote problem={act.refusal} />}
        {act.fault && <ErrorState fault={act.fault} />}
        <Group>
          <Button loading={act.busy} onClick={ask}>
            {t('masterIdRequest.act')}
          </Button>
        </Group>
      </Stack>
    </section>
  )
}

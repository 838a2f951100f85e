import { Button, Checkbox, Group, Stack, TextInput, Title } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EnterReferenceRateDocument, ReferenceRatesDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { readDecimal } from '../../format/decimal.ts'
import { StateWord } from '../../ui/badges.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { Proposals, ProposePriceList } from './Proposals.tsx'

function EnterRate() {
  const { t } = useTranslation()
  const formats = useFormats()
  const act = useAct(EnterReferenceRateDocument, ['ReferenceRates', 'Proposals'])
  const [from, setFrom] = useState<string | null>(null)
  const [typed, setTyped] = useState('')
  const [source, setSource] = useState('')
  const [demo, setDemo] = useState(false)
  const percent = readDecimal(typed)

  const enter = async () => {
    if (!from || !percent) return
    const answer = await act.run({ input: { from, percent, source: source.trim(), demo } })
    if (!answer) return
    if (answer.enterReferenceRate.error) return
    setFrom(null)
    setTyped('')
    setSource('')
  }

  return (
    <section className="sheet sheet-padded">
      <Stack gap="sm">
        <Title order={2} fz="sm">
          {t('rate.enter')}
        </Title>
        <Group align="flex-start">
          <DateInput
            label={t('rate.from')}
            description={t('rate.fromHint')}
            valueFormat={formats.dayPattern}
            value={from}
            onChange={setFrom}
            w={180}
          />
          <TextInput
            label={t('rate.percent')}
            description={t('rate.percentHint')}
            inputMode="decimal"
            w={180}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            error={typed !== '' && percent === undefined ? t('form.notAnAmount') : undefined}
          />
          <TextInput
            label={t('rate.source')}
            description={t('rate.sourceHint')}
            value={source}
            onChange={(event) => setSource(event.currentTarget.value)}
            w={320}
          />
        </Group>
        <Checkbox label={t('rate.demo')} checked={demo} onChange={(event) => setDemo(event.currentTarget.checked)} />
        {act.refusal && <RefusalNote problem={act.refusal} />}
        {act.fault && <ErrorState fault={act.fault} />}
        <Group>
          <Button onClick={enter} loading={act.busy} disabled={!from || !percent || source.trim() === ''}>
            {t('rate.enter')}
          </Button>
        </Group>
      </Stack>
    </section>
  )
}

/** The half-year's reference rates with their sources; a demo figure says so. */
export function ReferenceRates() {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data, fault, retry } = useLatest(ReferenceRatesDocument, { variables: {}, fresh: true })
  if (fault && !data) return <ErrorState fault={fault} onRetry={retry} />
  if (!data) return <SkeletonRows label={t('staff.rates')} />
  const newestFirst = data.referenceRates.toSorted((left, right) => right.from.localeCompare(left.from))
  return (
    <Stack gap="md">
      <Proposals />
      <EnterRate />
      <ProposePriceList />
      <div className="sheet sheet-padded scroll-x">
        <table className="small-table" style={{ width: '100%' }}>
          <thead>
            <tr>
              <th scope="col">{t('rate.period')}</th>
              <th scope="col" className="number">
                {t('rate.percent')}
              </th>
              <th scope="col">{t('rate.status')}</th>
              <th scope="col">{t('rate.source')}</th>
            </tr>
          </thead>
          <tbody>
            {newestFirst.map((rate) => (
              <tr key={`${rate.from} ${rate.status}`}>
                <td>
                  {formats.date(rate.from)} – {formats.date(rate.to)}
                </td>
                <td className="number">{formats.percent(rate.percent)}</td>
                <td>
                  {rate.status === 'DEMO' ? (
                    <StateWord look={['amber', IconAlertTriangle]} word={t('rateStatus.DEMO')} pill />
                  ) : (
                    t(`rateStatus.${rate.status}`)
                  )}
                </td>
                <td>{rate.source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Stack>
  )
}

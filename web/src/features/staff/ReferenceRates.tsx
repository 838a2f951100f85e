import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EnterReferenceRateDocument, ReferenceRatesDocument, type ReferenceRatesQuery } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { readDecimal } from '../../format/decimal.ts'
import { ActModal } from '../../ui/ActModal.tsx'
import { StateWord } from '../../ui/badges.tsx'
import { DayInput } from '../../ui/DayInput.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { Proposals, ProposePriceList } from './Proposals.tsx'

type Rate = ReferenceRatesQuery['referenceRates'][number]

function EnterRate({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const act = useAct(EnterReferenceRateDocument, ['ReferenceRates', 'Proposals'])
  const [from, setFrom] = useState<string | null>(null)
  const [typed, setTyped] = useState('')
  const [source, setSource] = useState('')
  const [demo, setDemo] = useState(false)
  const percent = readDecimal(typed)

  const enter = async () => {
    if (!from || !percent) return
    if (await act.succeeds({ input: { from, percent, source: source.trim(), demo } })) onClose()
  }

  return (
    <ActModal
      title={t('rate.enter')}
      act={t('rate.enter')}
      consequences={[t('proposal.follows')]}
      onAct={enter}
      onClose={onClose}
      busy={act.busy}
      disabled={!from || !percent || source.trim() === ''}
      refusal={act.refusal}
      fault={act.fault}
    >
      <TextInput
        label={t('rate.percent')}
        description={t('rate.percentHint')}
        inputMode="decimal"
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={typed !== '' && percent === undefined ? t('form.notAnAmount') : undefined}
      />
      <DayInput label={t('rate.from')} description={t('rate.fromHint')} value={from} onChange={setFrom} />
      <TextInput
        label={t('rate.source')}
        description={t('rate.sourceHint')}
        value={source}
        onChange={(event) => setSource(event.currentTarget.value)}
      />
      <Checkbox label={t('rate.demo')} checked={demo} onChange={(event) => setDemo(event.currentTarget.checked)} />
    </ActModal>
  )
}

/** The half-years' reference rates with their sources; a demo figure says so. New figures are put forward in a dialog. */
export function ReferenceRates() {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const { data, fault, retry } = useLatest(ReferenceRatesDocument, { variables: {}, fresh: true })
  const newestFirst = data?.referenceRates.toSorted((left, right) => right.from.localeCompare(left.from))
  const columns: LedgerColumn<Rate>[] = [
    {
      id: 'period',
      header: t('rate.period'),
      card: 'title',
      cell: ({ from, to }) => `${formats.date(from)} – ${formats.date(to)}`,
    },
    {
      id: 'percent',
      header: t('rate.percent'),
      number: true,
      card: 'value',
      cell: ({ percent }) => formats.percent(percent),
    },
    {
      id: 'status',
      header: t('rate.status'),
      card: 'fact',
      cell: ({ status }) =>
        status === 'DEMO' ? (
          <StateWord look={['amber', IconAlertTriangle]} word={t('rateStatus.DEMO')} pill />
        ) : (
          t(`rateStatus.${status}`)
        ),
    },
    {
      id: 'source',
      header: t('rate.source'),
      card: 'fact',
      cell: ({ source }) => <span title={source}>{source}</span>,
    },
  ]
  const close = () => url.set({ do: null })
  if (fault && !data) return <ErrorState fault={fault} onRetry={retry} />
  return (
    <Stack gap="md">
      <Group gap="xs">
        <Button onClick={() => url.set({ do: 'rate' })}>{t('rate.enter')}</Button>
        <Button variant="default" onClick={() => url.set({ do: 'prices' })}>
          {t('proposal.priceList')}
        </Button>
      </Group>
      <Proposals />
      <LedgerTable
        label={t('rate.title')}
        columns={columns}
        rows={newestFirst}
        rowId={({ from, status }) => `${from} ${status}`}
        empty={<EmptyState title={t('rate.none.title')}>{t('rate.none.text')}</EmptyState>}
      />
      {url.get('do') === 'rate' && <EnterRate onClose={close} />}
      {url.get('do') === 'prices' && <ProposePriceList onClose={close} />}
    </Stack>
  )
}

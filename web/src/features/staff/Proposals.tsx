import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconCheck, IconClock, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  ApproveProposalDocument,
  ProposalsDocument,
  type ProposalsQuery,
  ProposePriceListDocument,
  RejectProposalDocument,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { readDecimal } from '../../format/decimal.ts'
import { ActModal } from '../../ui/ActModal.tsx'
import { StateWord } from '../../ui/badges.tsx'
import { DayInput } from '../../ui/DayInput.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'

type Proposal = ProposalsQuery['proposals'][number]

const looks = {
  WAITING: ['amber', IconClock],
  APPROVED: ['green', IconCheck],
  REJECTED: ['grey', IconX],
} as const

const prices = ['transferFee', 'recallFee', 'vatPercent'] as const

/** Puts a price list forward. */
export function ProposePriceList({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const act = useAct(ProposePriceListDocument, ['Proposals'])
  const [from, setFrom] = useState<string | null>(null)
  const [typed, setTyped] = useState({ transferFee: '', recallFee: '', vatPercent: '' })
  const read = prices.map((name) => readDecimal(typed[name]))
  const [transferFee, recallFee, vatPercent] = read
  const isWhole = from !== null && transferFee !== undefined && recallFee !== undefined && vatPercent !== undefined
  const propose = async () => {
    if (!isWhole) return
    if (await act.succeeds({ input: { validFrom: from, transferFee, recallFee, vatPercent } })) onClose()
  }
  return (
    <ActModal
      title={t('proposal.priceList')}
      act={t('proposal.propose')}
      consequences={[t('proposal.follows')]}
      onAct={propose}
      onClose={onClose}
      busy={act.busy}
      disabled={!isWhole}
      refusal={act.refusal}
      fault={act.fault}
    >
      {prices.map((name, index) => (
        <TextInput
          key={name}
          label={t(`proposal.${name}`)}
          inputMode="decimal"
          data-autofocus={index === 0 || undefined}
          value={typed[name]}
          onChange={(event) => setTyped({ ...typed, [name]: event.currentTarget.value })}
          error={typed[name] !== '' && read[index] === undefined ? t('form.notAnAmount') : undefined}
        />
      ))}
      <DayInput label={t('service.validFrom')} value={from} onChange={setFrom} />
    </ActModal>
  )
}

/** Figures put forward: another of the staff than who did so brings them into force. */
export function Proposals() {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data, fault, retry } = useLatest(ProposalsDocument, { variables: {}, fresh: true })
  const again = ['Proposals', 'ReferenceRates']
  const approve = useAct(ApproveProposalDocument, again)
  const reject = useAct(RejectProposalDocument, again)
  const busy = approve.busy || reject.busy
  const actFault = approve.fault ?? reject.fault
  const refusal = approve.refusal ?? reject.refusal
  const decide = async (id: string, isApproved: boolean) => {
    for (const act of [approve, reject]) act.forget()
    await (isApproved ? approve : reject).run({ input: { id } })
  }
  const columns: LedgerColumn<Proposal>[] = [
    { id: 'kind', header: t('proposal.what'), cell: ({ kind }) => t(`proposal.kind.${kind}`), card: 'title' },
    { id: 'from', header: t('service.validFrom'), cell: ({ validFrom }) => formats.date(validFrom), card: 'fact' },
    {
      id: 'figures',
      header: t('proposal.figures'),
      card: 'value',
      cell: ({ percent, transferFee, recallFee, vatPercent }) => {
        if (percent) return formats.percent(percent)
        const euro = (amount: string | null | undefined) => formats.money({ amount: amount ?? '0', currency: 'EUR' })
        return `${euro(transferFee)} · ${euro(recallFee)} · ${formats.percent(vatPercent ?? '0')}`
      },
    },
    { id: 'source', header: t('rate.source'), cell: ({ source }) => source },
    {
      id: 'by',
      header: t('proposal.by'),
      card: 'fact',
      cell: ({ proposedBy, decidedBy }) => (decidedBy ? `${proposedBy} → ${decidedBy}` : proposedBy),
    },
    {
      id: 'state',
      header: t('proposal.stateOf'),
      card: 'fact',
      cell: ({ state }) => <StateWord look={looks[state]} word={t(`proposal.state.${state}`)} />,
    },
    {
      id: 'act',
      header: t('deadLetter.act'),
      card: 'fact',
      cell: ({ id, state }) =>
        state === 'WAITING' && (
          <Group gap={6} wrap="nowrap">
            <Button size="compact-xs" loading={busy} onClick={() => decide(id, true)}>
              {t('proposal.approve')}
            </Button>
            <Button size="compact-xs" variant="default" loading={busy} onClick={() => decide(id, false)}>
              {t('proposal.reject')}
            </Button>
          </Group>
        ),
    },
  ]
  if (fault && !data) return <ErrorState fault={fault} onRetry={retry} />
  return (
    <Stack gap="sm">
      {refusal && <RefusalNote problem={refusal} />}
      {actFault && <ErrorState fault={actFault} />}
      <LedgerTable
        label={t('proposal.title')}
        columns={columns}
        rows={data?.proposals}
        rowId={({ id }) => id}
        empty={<Text className="muted">{t('proposal.nothing')}</Text>}
      />
    </Stack>
  )
}

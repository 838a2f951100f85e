import { Button, Group, Stack, TextInput, Title } from '@mantine/core'
import { DateInput } from '@mantine/dates'
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
import { StateWord } from '../../ui/badges.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { EmptyState, ErrorState, RefusalNote } from '../../ui/states.tsx'
import type { CodedProblem } from '../../ui/useErrorText.ts'
import { useFormats } from '../../ui/useFormats.ts'

type Proposal = ProposalsQuery['proposals'][number]

const looks = {
  WAITING: ['amber', IconClock],
  APPROVED: ['green', IconCheck],
  REJECTED: ['grey', IconX],
} as const

const prices = ['transferFee', 'recallFee', 'vatPercent'] as const

/** Puts a price list forward. */
export function ProposePriceList() {
  const { t } = useTranslation()
  const act = useAct(ProposePriceListDocument, ['Proposals'])
  const [from, setFrom] = useState<string | null>(null)
  const [typed, setTyped] = useState({ transferFee: '', recallFee: '', vatPercent: '' })
  const read = prices.map((name) => readDecimal(typed[name]))
  const [transferFee, recallFee, vatPercent] = read
  const isWhole = from !== null && transferFee !== undefined && recallFee !== undefined && vatPercent !== undefined
  const propose = async () => {
    if (!isWhole) return
    const answer = await act.run({ input: { validFrom: from, transferFee, recallFee, vatPercent } })
    if (!answer) return
    if (answer.proposePriceList.error) return
    setFrom(null)
    setTyped({ transferFee: '', recallFee: '', vatPercent: '' })
  }
  return (
    <section className="sheet sheet-padded">
      <Stack gap="sm">
        <Title order={2} fz="sm">
          {t('proposal.priceList')}
        </Title>
        <Group align="flex-start">
          <DateInput label={t('service.validFrom')} valueFormat="D.M.YYYY" value={from} onChange={setFrom} w={180} />
          {prices.map((name, index) => (
            <TextInput
              key={name}
              label={t(`proposal.${name}`)}
              inputMode="decimal"
              w={180}
              value={typed[name]}
              onChange={(event) => setTyped({ ...typed, [name]: event.currentTarget.value })}
              error={typed[name] !== '' && read[index] === undefined ? t('form.notAnAmount') : undefined}
            />
          ))}
        </Group>
        {act.refusal && <RefusalNote problem={act.refusal} />}
        {act.fault && <ErrorState fault={act.fault} />}
        <Group>
          <Button onClick={propose} loading={act.busy} disabled={!isWhole}>
            {t('proposal.propose')}
          </Button>
        </Group>
      </Stack>
    </section>
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
  const [refusal, setRefusal] = useState<CodedProblem | null>(null)
  const busy = approve.busy || reject.busy
  const actFault = approve.fault ?? reject.fault
  const decide = async (id: string, isApproved: boolean) => {
    const payload = isApproved
      ? (await approve.run({ input: { id } }))?.approveProposal
      : (await reject.run({ input: { id } }))?.rejectProposal
    if (payload) setRefusal(payload.error ?? null)
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
        empty={<EmptyState title={t('proposal.none.title')}>{t('proposal.none.text')}</EmptyState>}
      />
    </Stack>
  )
}

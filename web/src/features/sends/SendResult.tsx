import { SegmentedControl, Stack } from '@mantine/core'
import { IconCheck, IconClock, IconX } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { SendFactsFragment, SendQuery } from '../../api/generated.ts'
import type { Formats } from '../../format/format.ts'
import { StageState, StateWord } from '../../ui/badges.tsx'
import { Figures } from '../../ui/Figures.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { ProblemsWithMend } from '../../ui/MendLink.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { PaperLink } from '../../ui/PaperLink.tsx'
import { ProblemWords } from '../../ui/ProblemWords.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'

type ShownSend = NonNullable<SendQuery['send']>
type Item = ShownSend['itemPage']['nodes'][number]

function itemColumns(t: TFunction, formats: Formats, companyId: string): LedgerColumn<Item>[] {
  return [
    {
      id: 'invoice',
      header: t('column.invoice'),
      card: 'fact',
      cell: ({ invoice }) => (
        <Link to={`/invoices/${encodeURIComponent(invoice.id)}`} className="row-link">
          {invoice.number}
        </Link>
      ),
    },
    { id: 'customer', header: t('column.customer'), cell: ({ invoice }) => invoice.customer.name, card: 'title' },
    { id: 'due', header: t('column.due'), number: true, cell: ({ invoice }) => formats.date(invoice.dueOn) },
    {
      id: 'open',
      header: t('column.open'),
      number: true,
      cell: ({ invoice }) => formats.money(invoice.open),
      card: 'value',
    },
    {
      id: 'outcome',
      header: t('send.outcome'),
      card: 'fact',
      cell: (item) => <Outcome item={item} companyId={companyId} />,
    },
    {
      id: 'stage',
      header: t('send.now'),
      card: 'fact',
      cell: ({ assignment }) =>
        assignment && (
          <Link to={`/assignments/${encodeURIComponent(assignment.id)}`}>
            <StageState stage={assignment.stage} closeReason={assignment.closeReason} />
          </Link>
        ),
    },
    {
      id: 'letters',
      header: t('letter.letters'),
      card: 'fact',
      cell: ({ assignment }) =>
        assignment?.letters.map(({ id, kind, document }) => (
          <div key={id}>
            {document ? <PaperLink url={document.url}>{t(`letterKind.${kind}`)}</PaperLink> : t(`letterKind.${kind}`)}
          </div>
        )),
    },
    {
      id: 'balance',
      header: t('column.balance'),
      number: true,
      cell: ({ assignment }) => assignment && formats.money(assignment.balance),
    },
  ]
}

function Outcome({ item, companyId }: { item: Item; companyId: string }) {
  const { t } = useTranslation()
  const { outcome, refusal, invoice, assignment } = item
  if (outcome === 'WAITING') return <StateWord look={['amber', IconClock]} word={t('send.waiting')} />
  if (!refusal) return <StateWord look={['green', IconCheck]} word={t('send.sent')} />
  const place = {
    companyId,
    invoiceId: invoice.id,
    customerId: invoice.customer.id,
    assignmentId: assignment?.id ?? null,
  }
  return (
    <div className="wrap">
      <StateWord look={['red', IconX]} word={t('send.refused')} />
      <ProblemsWithMend problems={[refusal]} place={place} />
    </div>
  )
}

/** A send's figures, why some were refused, and for each invoice whether it was sent and how it stands now. */
export function SendResult({ send, stale }: { send: ShownSend; stale: boolean }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const columns = useMemo(() => itemColumns(t, formats, send.company.id), [t, formats, send.company.id])
  const { nodes, pageInfo } = send.itemPage
  return (
    <Stack gap="md">
      <SendFigures send={send} />
      {send.refusals.length > 0 && (
        <Sheet title={t('send.whyRefused')}>
          {send.refusals.map(({ code, count }) => (
            <div key={code} className="state-amber" style={{ display: 'flex', gap: 8 }}>
              <strong>{formats.count(count)}</strong>
              <div style={{ minWidth: 0 }}>
                <ProblemWords problems={[{ code, message: code }]} />
              </div>
            </div>
          ))}
        </Sheet>
      )}
      {(send.refusedCount > 0 || send.waitingCount > 0) && (
        <SegmentedControl
          size="xs"
          style={{ alignSelf: 'flex-start' }}
          aria-label={t('send.outcome')}
          value={url.get('outcome') ?? ''}
          onChange={(outcome) => url.set({ outcome: outcome || null, after: null })}
          data={[
            { value: '', label: t('send.outcomes.ALL') },
            { value: 'SENT', label: t('send.outcomes.SENT') },
            { value: 'REFUSED', label: t('send.outcomes.REFUSED') },
            ...(send.waitingCount > 0 ? [{ value: 'WAITING', label: t('send.outcomes.WAITING') }] : []),
          ]}
        />
      )}
      <LedgerTable
        label={t('send.items')}
        columns={columns}
        rows={nodes}
        rowId={(item) => item.invoice.id}
        stale={stale}
        empty={<p className="muted">{t('send.none')}</p>}
      />
      <Pager pageInfo={pageInfo} shown={nodes.length} />
    </Stack>
  )
}

function SendFigures({ send }: { send: SendFactsFragment }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <Figures
      label={t('send.totals')}
      figures={[
        { name: t('send.sentCount'), value: formats.count(send.sentCount), note: formats.moment(send.at) },
        { name: t('send.refusedCount'), value: formats.count(send.refusedCount) },
        { name: t('column.principal'), value: formats.money(send.principal) },
        {
          name: t('send.fee'),
          value: formats.money(send.fee),
          note: t('send.plusVat', { amount: formats.money(send.feeVat) }),
        },
        ...('afterReminder' in send
          ? [{ name: t('assignment.afterReminder'), value: t(`afterReminder.${send.afterReminder}.short`) }]
          : []),
      ]}
    />
  )
}

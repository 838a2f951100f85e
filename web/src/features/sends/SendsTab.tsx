import { SegmentedControl, Stack } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { type SendKind, SendsDocument, type SendsQuery } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { StateWord } from '../../ui/badges.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { moneyColumn } from '../../ui/moneyColumn.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'

type SendRow = SendsQuery['sends']['nodes'][number]

function useColumns(
  rows: readonly SendRow[] | undefined,
  kind: SendKind,
  acrossCompanies: boolean,
): LedgerColumn<SendRow>[] {
  const { t } = useTranslation()
  const formats = useFormats()
  return useMemo<LedgerColumn<SendRow>[]>(
    () => [
      {
        id: 'sent',
        header: t('column.sent'),
        card: 'title',
        cell: (send) => (
          <Link to={`/sends/${encodeURIComponent(send.id)}`} className="row-link">
            {formats.moment(send.at)}
          </Link>
        ),
      },
      ...(acrossCompanies
        ? [
            {
              id: 'company',
              header: t('column.company'),
              card: 'fact' as const,
              cell: ({ company }: SendRow) => (
                <Link to={`/companies/${encodeURIComponent(company.id)}`}>{company.name}</Link>
              ),
            },
          ]
        : []),
      { id: 'by', header: t('send.by'), cell: (send) => send.sentBy, card: 'fact' },
      {
        id: 'count',
        header: t('send.sentCount'),
        number: true,
        cell: (send) =>
          send.state === 'SENDING' ? (
            <StateWord
              look={['amber', IconClock]}
              word={t('send.progress', { done: send.askedCount - send.waitingCount, asked: send.askedCount })}
            />
          ) : (
            formats.count(send.sentCount)
          ),
        card: 'fact',
      },
      {
        id: 'refused',
        header: t('send.refusedCount'),
        number: true,
        cell: (send) =>
          send.refusedCount > 0 ? (
            <span className="late">{formats.count(send.refusedCount)}</span>
          ) : (
            <span className="ledger-dash">–</span>
          ),
      },
      moneyColumn(
        { id: 'principal', header: t('column.principal'), card: 'value' },
        { formats, rows, of: ({ principal }) => principal },
      ),
      moneyColumn({ id: 'fee', header: t('send.fee') }, { formats, rows, of: ({ fee }) => fee }),
      moneyColumn({ id: 'vat', header: t('send.feeVat') }, { formats, rows, of: ({ feeVat }) => feeVat }),
      ...(kind === 'REMINDER'
        ? [
            {
              id: 'after',
              header: t('assignment.afterReminder'),
              cell: (send: SendRow) =>
                'afterReminder' in send ? t(`afterReminder.${send.afterReminder}.short`) : null,
            },
          ]
        : []),
    ],
    [t, formats, rows, kind, acrossCompanies],
  )
}

/** The sends of one kind, of the company in the address or of all, the newest first; each opens to its invoices. */
function Sends({ kind, companyId }: { kind: SendKind; companyId?: string }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const url = useUrl()
  const [isSending, setSending] = useState(false)
  const { data, fault, stale, retry } = useLatest(SendsDocument, {
    variables: { companyId: companyId ?? null, kind, first: 50, after: url.get('after') ?? null },
    fresh: true,
    every: isSending ? 2_000 : 0,
  })
  const sends = data?.sends.nodes
  const someSending = sends?.some((send) => send.state === 'SENDING') === true
  if (isSending !== someSending) setSending(someSending)
  const columns = useColumns(sends, kind, companyId === undefined)
  return (
    <Stack gap="sm">
      {fault && <ErrorState fault={fault} onRetry={retry} />}
      {(sends || !fault) && (
        <LedgerTable
          label={t(kind === 'REMINDER' ? 'company.tab.reminder-sends' : 'company.tab.collection-sends')}
          columns={columns}
          rows={sends}
          rowId={(send) => send.id}
          onOpen={(send) => navigate(`/sends/${encodeURIComponent(send.id)}`)}
          stale={stale}
          empty={
            <EmptyState
              title={t(`send.empty.${kind}.title`)}
              action={
                companyId === undefined ? (
                  <Link to="/queue">{t('nav.queue')}</Link>
                ) : (
                  <Link
                    to={`../invoices?section=${kind === 'REMINDER' ? 'OVERDUE' : 'REMINDED_REQUESTED'}`}
                    relative="path"
                  >
                    {t(`section.${kind === 'REMINDER' ? 'OVERDUE' : 'REMINDED_REQUESTED'}`)}
                  </Link>
                )
              }
            >
              {t(`send.empty.${kind}.text`)}
            </EmptyState>
          }
        />
      )}
      {sends && sends.length > 0 && <Pager pageInfo={data?.sends.pageInfo} shown={sends.length} />}
    </Stack>
  )
}

export function ReminderSendsTab() {
  return <Sends kind="REMINDER" companyId={useParams().companyId} />
}

export function CollectionSendsTab() {
  return <Sends kind="COLLECTION" companyId={useParams().companyId} />
}

/** The sends of every company within reach. */
export function AllSendsPage() {
  const { t } = useTranslation()
  const url = useUrl()
  const kind = url.get('kind') === 'COLLECTION' ? 'COLLECTION' : 'REMINDER'
  return (
    <Stack gap="md">
      <PageHead title={t('nav.sends')} />
      <SegmentedControl
        size="xs"
        style={{ alignSelf: 'flex-start' }}
        aria-label={t('nav.sends')}
        value={kind}
        onChange={(next) => url.set({ kind: next === 'REMINDER' ? null : next, after: null })}
        data={[
          { value: 'REMINDER', label: t('company.tab.reminder-sends') },
          { value: 'COLLECTION', label: t('company.tab.collection-sends') },
        ]}
      />
      <Sends kind={kind} />
    </Stack>
  )
}

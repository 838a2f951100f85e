import { Stack } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { WorkQueueDocument, type WorkQueueQuery } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { moneyColumn } from '../../ui/moneyColumn.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { KindStrip } from './KindStrip.tsx'
import { pageOf, readKind } from './queueKind.ts'

type Item = WorkQueueQuery['workQueue']['nodes'][number]

function useColumns(rows: readonly Item[] | undefined): LedgerColumn<Item>[] {
  const { t } = useTranslation()
  const formats = useFormats()
  return useMemo(
    () => [
      {
        id: 'company',
        header: t('column.company'),
        card: 'title',
        cell: ({ company, kind }) => (
          <Link to={pageOf(kind, company.id)} className="row-link">
            {company.name}
          </Link>
        ),
      },
      { id: 'kind', header: t('queue.what'), card: 'fact', cell: ({ kind }) => t(`queue.kind.${kind}`) },
      {
        id: 'count',
        header: t('queue.count'),
        number: true,
        card: 'fact',
        cell: ({ count }) => formats.count(count),
      },
      moneyColumn({ id: 'sum', header: t('queue.sum'), card: 'value' }, { formats, rows, of: ({ sum }) => sum }),
      {
        id: 'since',
        header: t('queue.since'),
        card: 'fact',
        cell: ({ since }) => (since ? formats.date(since) : <span className="ledger-dash">–</span>),
      },
    ],
    [t, formats, rows],
  )
}

/** What to do next at all companies within reach: the most pressing first, each row leads to where it is done. */
export function QueuePage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const url = useUrl()
  const kind = readKind(url.get('kind'))
  const search = url.get('q') ?? ''
  const { data, fault, stale, retry } = useLatest(WorkQueueDocument, {
    variables: { first: 50, after: url.get('after') ?? null, kinds: kind ? [kind] : null, search: search || null },
    fresh: true,
  })
  const columns = useColumns(data?.workQueue.nodes)
  return (
    <Stack gap="md">
      <PageHead title={t('queue.title')} />
      <KindStrip
        counts={data?.workQueueCounts}
        chosen={kind}
        onChoose={(next) => url.set({ kind: next === kind ? null : next, after: null })}
      />
      <SearchField
        label={t('overview.search')}
        value={search}
        onSearch={(text) => url.replace({ q: text || null, after: null })}
      />
      {fault && <ErrorState fault={fault} onRetry={retry} />}
      {(data || !fault) && (
        <LedgerTable
          label={t('queue.title')}
          columns={columns}
          rows={data?.workQueue.nodes}
          rowId={(item) => `${item.company.id} ${item.kind} ${item.sum?.currency ?? ''}`}
          onOpen={(item) => navigate(pageOf(item.kind, item.company.id))}
          stale={stale}
          empty={<EmptyState title={t('queue.none.title')}>{t('queue.none.text')}</EmptyState>}
        />
      )}
      {data && <Pager pageInfo={data.workQueue.pageInfo} shown={data.workQueue.nodes.length} />}
    </Stack>
  )
}

import { Group, Select, Stack } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { StaffWorkDocument, type StaffWorkQuery, type WorkType } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { useToday } from '../../api/viewer.ts'
import { StateWord } from '../../ui/badges.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useCodeText } from '../../ui/useCodeText.ts'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'

type Item = StaffWorkQuery['workList']['nodes'][number]
const PAGE = 50

function useColumns(): LedgerColumn<Item>[] {
  const { t } = useTranslation()
  const formats = useFormats()
  const today = useToday()
  const codeText = useCodeText()
  return useMemo(
    () => [
      { id: 'type', header: t('work.what'), cell: (item) => t(`workType.${item.type}`), card: 'title' },
      { id: 'debtor', header: t('column.debtor'), cell: (item) => item.debtorName ?? '–', card: 'fact' },
      { id: 'creditor', header: t('staff.creditor'), cell: (item) => item.creditorName ?? '–', card: 'fact' },
      { id: 'invoice', header: t('column.invoice'), cell: (item) => item.invoiceNumber ?? '–' },
      { id: 'detail', header: t('work.detail'), cell: (item) => codeText(item.detail) },
      { id: 'age', header: t('work.age'), number: true, cell: (item) => t('work.days', { count: item.age }) },
      {
        id: 'deadline',
        header: t('work.deadline'),
        card: 'fact',
        cell: (item) =>
          today !== undefined && item.deadline < today ? (
            <StateWord look={['red', IconAlertTriangle]} word={formats.date(item.deadline)} />
          ) : (
            formats.date(item.deadline)
          ),
      },
      {
        id: 'balance',
        header: t('column.balance'),
        number: true,
        card: 'value',
        cell: (item) => item.balance && formats.money(item.balance),
      },
    ],
    [t, formats, today, codeText],
  )
}

/** What is due today and what waits for a person, the longest waiting first. */
export function WorkList() {
  const { t } = useTranslation()
  const url = useUrl()
  const navigate = useNavigate()
  const columns = useColumns()
  const type = (url.get('work') ?? null) as WorkType | null
  const search = url.get('q')
  const { data, fault, stale, retry } = useLatest(StaffWorkDocument, {
    variables: {
      first: PAGE,
      after: url.get('after') ?? null,
      filter: { types: type ? [type] : null, search: search ?? null },
    },
    fresh: true,
  })
  if (fault && !data) return <ErrorState fault={fault} onRetry={retry} />
  const counts = data?.workCounts.filter(({ count }) => count > 0) ?? []
  const open = (item: Item) => {
    if (item.requestId) url.set({ tab: 'requests', answer: item.requestId, after: null, work: null, q: null })
    else if (item.type === 'UNKNOWN_PAYMENT') url.set({ tab: 'funds', after: null, work: null, q: null })
    else if (item.type === 'MISSING_RATE') url.set({ tab: 'rates', after: null, work: null, q: null })
    else if (item.assignmentId) navigate(`/staff/assignments/${encodeURIComponent(item.assignmentId)}`)
  }
  return (
    <Stack gap="sm">
      <Group align="flex-end">
        <Select
          label={t('work.type')}
          placeholder={t('work.all')}
          clearable
          w={300}
          value={type}
          onChange={(value) => url.set({ work: value, after: null })}
          data={counts.map((one) => ({ value: one.type, label: `${t(`workType.${one.type}`)} (${one.count})` }))}
        />
        <SearchField
          label={t('work.search')}
          value={search ?? ''}
          onSearch={(text) => url.replace({ q: text || null, after: null })}
        />
      </Group>
      <LedgerTable
        label={t('work.tab')}
        columns={columns}
        rows={data?.workList.nodes}
        rowId={(item) => item.id}
        onOpen={open}
        stale={stale}
        empty={<EmptyState title={t('work.none.title')}>{t('work.none.text')}</EmptyState>}
      />
      <Pager pageInfo={data?.workList.pageInfo} shown={data?.workList.nodes.length ?? 0} />
    </Stack>
  )
}

import { Group, Skeleton, Stack } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useExport } from '../../api/exportFile.ts'
import { ReportDocument, ReportMonthsDocument } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { useToday } from '../../api/viewer.ts'
import { ColumnChooser, useVisibleColumns } from '../../ui/ColumnChooser.tsx'
import { ExportMenu } from '../../ui/ExportMenu.tsx'
import { LedgerTable } from '../../ui/LedgerTable.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { MonthChart } from './MonthChart.tsx'
import { PeriodFields } from './PeriodFields.tsx'
import { readPeriod } from './period.ts'
import { reportColumns } from './reportColumns.tsx'

/** What happened in a period at every company within reach. */
export function ReportPage() {
  const { t } = useTranslation()
  const today = useToday()
  return (
    <Stack gap="md">
      <PageHead title={t('nav.reports')} />
      {today ? <Report today={today} /> : <Skeleton height={300} radius="md" />}
    </Stack>
  )
}

function Report({ today }: { today: string }) {
  const { t, i18n } = useTranslation()
  const formats = useFormats()
  const navigate = useNavigate()
  const url = useUrl()
  const [visible, setVisible] = useVisibleColumns('report')
  const { run, busy, fault: exportFault } = useExport('/exports/report')
  const period = readPeriod(url.get('from'), url.get('to'), today)
  const search = url.get('q') || null
  const { data, fault, stale, retry } = useLatest(ReportDocument, {
    variables: { ...period, first: 100, after: url.get('after') ?? null, search },
    fresh: true,
  })
  const months = useLatest(ReportMonthsDocument, { variables: period, fresh: true })
  const totals = data?.reportTotals
  const columns = useMemo(() => reportColumns({ t, formats, totals: totals ?? [] }), [t, formats, totals])
  return (
    <>
      <PeriodFields period={period} today={today} onChange={(next) => url.set({ ...next, after: null })} />
      {fault && <ErrorState fault={fault} onRetry={retry} />}
      {exportFault && <ErrorState fault={exportFault} />}
      {totals?.map(({ currency }) => (
        <MonthChart key={currency} currency={currency} months={months.data?.reportMonths ?? []} />
      ))}
      <Group justify="space-between" gap="xs">
        <SearchField
          label={t('overview.search')}
          value={search ?? ''}
          onSearch={(text) => url.replace({ q: text || null, after: null })}
        />
        <Group gap="xs">
          <ExportMenu
            busy={busy}
            onExport={(format) => void run({ ...period, search, format, language: i18n.language.toUpperCase() })}
          />
          <ColumnChooser columns={columns} visible={visible} onChange={setVisible} />
        </Group>
      </Group>
      {(data || !fault) && (
        <LedgerTable
          label={t('nav.reports')}
          columns={columns}
          rows={data?.report.nodes}
          rowId={({ company, figures }) => `${company.id} ${figures.currency}`}
          visible={visible}
          onOpen={({ company }) => navigate(`/companies/${encodeURIComponent(company.id)}`)}
          stale={stale}
          empty={<EmptyState title={t('report.none.title')}>{t('report.none.text')}</EmptyState>}
        />
      )}
      {data && <Pager pageInfo={data.report.pageInfo} shown={data.report.nodes.length} />}
    </>
  )
}

import { Button, Group, Loader, SegmentedControl, Stack, Text, TextInput, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TableKind } from '../../api/generated.ts'
import { PageHead } from '../../ui/PageHead.tsx'
import { ProblemWords } from '../../ui/ProblemWords.tsx'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'
import { SavedMappings } from './SavedMappings.tsx'
import { TableColumns } from './TableColumns.tsx'
import { TableCompany } from './TableCompany.tsx'
import { TableDone } from './TableDone.tsx'
import { TableFormats } from './TableFormats.tsx'
import { TableOutcome } from './TableOutcome.tsx'
import { TableProblems } from './TableProblems.tsx'
import { useTableImport } from './useTableImport.ts'
import type { TablePreview } from './useTablePreview.ts'

type Import = ReturnType<typeof useTableImport>

const kinds = ['INVOICES', 'PAYMENTS'] as const satisfies readonly TableKind[]

/** Columns on top, what would become of the rows below, and one button that does it. */
export function TableImport({ id, file }: { id: string; file: File }) {
  const { t } = useTranslation()
  const table = useTableImport(id, file)
  const { preview, companyId, kind, mapping } = table
  if (table.done && companyId && preview)
    return (
      <TableDone
        companyId={companyId}
        kind={kind}
        outcome={table.done}
        columns={table.read}
        rowCount={preview.rowCount}
      />
    )
  return (
    <Stack gap="md">
      <PageHead
        title={t('importTable.title')}
        trail={[{ text: t('import.title'), to: '/import' }]}
        beside={<span className="muted">{file.name}</span>}
      />
      <Group gap="md" align="flex-end">
        <TableCompany value={companyId} onChange={table.setCompanyId} />
        <Stack gap={2}>
          <Text size="xs" fw={500}>
            {t('importTable.kind')}
          </Text>
          <SegmentedControl
            size="xs"
            aria-label={t('importTable.kind')}
            value={kind}
            onChange={table.choose}
            data={kinds.map((value) => ({ value, label: t(`importTable.kinds.${value}`) }))}
          />
        </Stack>
      </Group>
      {companyId !== null && (
        <div>
          <SavedMappings companyId={companyId} />
        </div>
      )}
      {companyId === null && <Text className="muted">{t('importTable.chooseCompany')}</Text>}
      {table.fault && <ErrorState fault={table.fault} onRetry={table.retry} />}
      {preview?.refusal && <RefusalNote problem={preview.refusal} />}
      {mapping && preview && !preview.refusal && (
        <>
          <ColumnsSheet table={table} preview={preview} />
          <PreviewSheet table={table} preview={preview} />
          {table.refusal && <RefusalNote problem={table.refusal} />}
          {table.act.fault && <ErrorState fault={table.act.fault} />}
          <ActBar table={table} count={preview.outcome?.newCount ?? 0} />
        </>
      )}
    </Stack>
  )
}

function ColumnsSheet({ table, preview }: { table: Import; preview: TablePreview }) {
  const { t } = useTranslation()
  const { kind, mapping, setMapping } = table
  if (!mapping) return null
  return (
    <section className="sheet sheet-padded" aria-label={t('importTable.columns')}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} fz="md">
            {t('importTable.columns')}
          </Title>
          <span className="small muted">
            {preview.mappingName && `${t('importTable.recognised', { name: preview.mappingName })} · `}*{' '}
            {t('importTable.needed')}
          </span>
        </Group>
        <TableProblems kind={kind} problems={preview.problems} />
        {preview.warnings.length > 0 && <ProblemWords problems={preview.warnings} />}
        <TableColumns kind={kind} columns={preview.columns} mapping={mapping} onChange={setMapping} />
        <TableFormats mapping={mapping} onChange={setMapping} />
      </Stack>
    </section>
  )
}

function PreviewSheet({ table, preview }: { table: Import; preview: TablePreview }) {
  const { t } = useTranslation()
  const { busy, read, noDoubles, setNoDoubles } = table
  return (
    <section className="sheet sheet-padded" aria-label={t('importTable.preview')} aria-busy={busy}>
      <Stack gap="sm" style={{ opacity: busy ? 0.6 : 1 }}>
        <Group gap="xs">
          <Title order={2} fz="md">
            {t('importTable.preview')}
          </Title>
          {busy && <Loader size={14} />}
          <span className="small muted">{t('importTable.previewText')}</span>
        </Group>
        {preview.outcome && (
          <TableOutcome
            outcome={preview.outcome}
            columns={read}
            rowCount={preview.rowCount}
            noDoubles={noDoubles}
            onNoDoubles={setNoDoubles}
          />
        )}
      </Stack>
    </section>
  )
}

function ActBar({ table, count }: { table: Import; count: number }) {
  const { t } = useTranslation()
  return (
    <Group justify="space-between" align="flex-end" className="table-act">
      <TextInput
        size="xs"
        w={{ base: '100%', sm: 320 }}
        label={t('importTable.saveAs')}
        description={t('importTable.saveAsHint')}
        value={table.name}
        maxLength={100}
        onChange={(event) => table.setName(event.currentTarget.value)}
      />
      <Button onClick={() => void table.bringIn()} loading={table.act.busy} disabled={!table.isReady}>
        {table.kind === 'INVOICES' ? t('importTable.invoiceAct', { count }) : t('importTable.paymentAct', { count })}
      </Button>
    </Group>
  )
}

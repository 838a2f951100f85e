import { Button, Group, Loader, SegmentedControl, Stack, Text, TextInput, Title } from '@mantine/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  ImportTableDocument,
  type Language,
  type TableKind,
  type TableMappingInput,
  type TableRowsFragment,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { PageHead } from '../../ui/PageHead.tsx'
import { ProblemWords } from '../../ui/ProblemWords.tsx'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { importQueue } from './importQueue.ts'
import { TableColumns } from './TableColumns.tsx'
import { TableCompany } from './TableCompany.tsx'
import { TableDone } from './TableDone.tsx'
import { TableFormats } from './TableFormats.tsx'
import { TableOutcome } from './TableOutcome.tsx'
import { TableProblems } from './TableProblems.tsx'
import { fieldOf, looksLikePayments } from './tableMapping.ts'
import { useTablePreview } from './useTablePreview.ts'

const kinds = ['INVOICES', 'PAYMENTS'] as const satisfies readonly TableKind[]

/** Columns on top, what would become of the rows below, and one button that does it. */
export function TableImport({ id, file }: { id: string; file: File }) {
  const { t, i18n } = useTranslation()
  const formats = useFormats()
  const [companyId, setCompanyId] = useState<string | null>(null)
  const [kind, setKind] = useState<TableKind>('INVOICES')
  const [own, setOwn] = useState<TableMappingInput | null>(null)
  const [noDoubles, setNoDoubles] = useState<readonly number[]>([])
  const [saveAs, setSaveAs] = useState<string>()
  const [done, setDone] = useState<TableRowsFragment>()
  const language = i18n.language.slice(0, 2).toUpperCase() as Language
  const wish = useMemo(
    () => ({ companyId, kind, file, mapping: own, noDoubles, language }),
    [companyId, kind, file, own, noDoubles, language],
  )
  const { preview, fault, busy, retry } = useTablePreview(wish)
  const act = useAct(ImportTableDocument)
  const [refusal, setRefusal] = useState<{ code: string; message: string } | null>(null)

  const mapping = own ?? (preview?.mapping ? withoutType(preview.mapping) : null)
  const read = preview?.columns.filter(({ column }) => mapping && fieldOf(mapping, column) !== null) ?? []
  const name = saveAs ?? preview?.mappingName ?? ''
  const count = preview?.outcome?.newCount ?? 0
  const isReady = !busy && !fault && companyId !== null && preview?.digest != null && count > 0

  const isFirst = useRef(true)
  useEffect(() => {
    if (!preview || !isFirst.current) return
    isFirst.current = false
    if (looksLikePayments(preview)) setKind('PAYMENTS')
  }, [preview])
  const choose = (next: TableKind) => {
    setKind(next)
    setOwn(null)
    setNoDoubles([])
  }
  const bringIn = async () => {
    if (!isReady || !mapping || !preview?.digest) return
    const given = { companyId, kind, file: { name: file.name, content: file }, mapping, digest: preview.digest }
    const input = { ...given, noDoubles: [...noDoubles], saveAs: name || null }
    const answer = await act.run({ input, language })
    setRefusal(answer?.importTable.error ?? null)
    if (!answer?.importTable.outcome) return
    setDone(answer.importTable.outcome)
    importQueue.markImported(id)
  }

  if (done && companyId)
    return (
      <TableDone companyId={companyId} kind={kind} outcome={done} columns={read} rowCount={preview?.rowCount ?? 0} />
    )
  return (
    <Stack gap="md">
      <PageHead
        title={t('importTable.title')}
        trail={[{ text: t('import.title'), to: '/import' }]}
        beside={<span className="muted">{file.name}</span>}
      />
      <Group gap="md" align="flex-end">
        <TableCompany value={companyId} onChange={setCompanyId} />
        <Stack gap={2}>
          <Text size="xs" fw={500}>
            {t('importTable.kind')}
          </Text>
          <SegmentedControl
            size="xs"
            aria-label={t('importTable.kind')}
            value={kind}
            onChange={choose}
            data={kinds.map((value) => ({ value, label: t(`importTable.kinds.${value}`) }))}
          />
        </Stack>
      </Group>
      {companyId === null && <Text className="muted">{t('importTable.chooseCompany')}</Text>}
      {fault && <ErrorState fault={fault} onRetry={retry} />}
      {preview?.refusal && <RefusalNote problem={preview.refusal} />}
      {mapping && preview && !preview.refusal && (
        <>
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
              <TableColumns kind={kind} columns={preview.columns} mapping={mapping} onChange={setOwn} />
              <TableFormats mapping={mapping} onChange={setOwn} />
            </Stack>
          </section>
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
          {refusal && <RefusalNote problem={refusal} />}
          {act.fault && <ErrorState fault={act.fault} />}
          <Group justify="space-between" align="flex-end" className="table-act">
            <TextInput
              size="xs"
              w={{ base: '100%', sm: 320 }}
              label={t('importTable.saveAs')}
              description={t('importTable.saveAsHint')}
              value={name}
              maxLength={100}
              onChange={(event) => setSaveAs(event.currentTarget.value)}
            />
            <Button onClick={() => void bringIn()} loading={act.busy} disabled={!isReady}>
              {kind === 'INVOICES'
                ? t('importTable.invoiceAct', { count, formatted: formats.count(count) })
                : t('importTable.paymentAct', { count, formatted: formats.count(count) })}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  )
}

/** What the server answered, as it wants it back. */
function withoutType({ columns, dateOrder, decimalSign, currency }: TableMappingInput): TableMappingInput {
  return { columns: columns.map(({ column, field }) => ({ column, field })), dateOrder, decimalSign, currency }
}

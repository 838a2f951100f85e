import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCopy, IconDownload, IconEqual, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { saveText } from '../../api/exportFile.ts'
import type { TableRowOutcome, TableRowsFragment } from '../../api/generated.ts'
import { useErrorText } from '../../ui/useErrorText.ts'
import { useFormats } from '../../ui/useFormats.ts'

const looks: Record<TableRowOutcome, readonly [tone: string, icon: typeof IconCheck]> = {
  NEW: ['green', IconCheck],
  ALREADY_THERE: ['grey', IconEqual],
  DOUBLE: ['amber', IconCopy],
  REFUSED: ['red', IconX],
}

function OutcomeWord({ outcome, isDone }: { outcome: TableRowOutcome; isDone: boolean }) {
  const { t } = useTranslation()
  const [tone, Icon] = looks[outcome]
  return (
    <span className={`state state-${tone}`}>
      <Icon size={14} aria-hidden />
      {isDone && outcome === 'NEW' ? t('importTable.imported') : t(`importTable.outcome.${outcome}`)}
    </span>
  )
}

interface TableOutcomeProps {
  outcome: TableRowsFragment
  /** The columns to show: those that are read. */
  columns: readonly { column: number; heading: string }[]
  rowCount: number
  /** What it was, and not what it would be. */
  isDone?: boolean
  noDoubles?: readonly number[]
  onNoDoubles?: (rows: readonly number[]) => void
}

/** Counts and sums of a table, and its first rows with what is wrong on top. */
export function TableOutcome({
  outcome,
  columns,
  rowCount,
  isDone = false,
  noDoubles = [],
  onNoDoubles,
}: TableOutcomeProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { rows, doubles, sums, refusedFile } = outcome
  const answerable = (row: number) => onNoDoubles && (noDoubles.includes(row) || isDouble(outcome, row))
  const counts = {
    newCount: formats.count(outcome.newCount),
    alreadyThere: formats.count(outcome.alreadyThere),
    refused: formats.count(outcome.refused),
  }
  const toggle = (row: number) =>
    onNoDoubles?.(noDoubles.includes(row) ? noDoubles.filter((one) => one !== row) : [...noDoubles, row])
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="xs">
        <Text aria-live="polite">
          {t('importTable.counts', counts)}
          {doubles > 0 && <>, {t('importTable.doubles', { count: doubles })}</>}
          {sums.length > 0 && (
            <>
              {' · '}
              <strong>{t('importTable.sum', { sum: sums.map(formats.money).join(' + ') })}</strong>
            </>
          )}
        </Text>
        {refusedFile && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} aria-hidden />}
            title={t('importTable.refusedHint')}
            onClick={() => saveText(`${t('importTable.refusedName')}.csv`, refusedFile)}
          >
            {t('importTable.refusedFile')}
          </Button>
        )}
      </Group>
      <div className="scroll-x">
        <table className="small-table outcome-table">
          <thead>
            <tr>
              <th scope="col" className="number">
                {t('importTable.row')}
              </th>
              <th scope="col">{t('importTable.result')}</th>
              <th scope="col">{t('importTable.remarks')}</th>
              {columns.map(({ column, heading }) => (
                <th key={column} scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.row}>
                <td className="number muted">{row.row}</td>
                <td>
                  <OutcomeWord outcome={row.outcome} isDone={isDone} />
                </td>
                <td>
                  <RowProblems problems={row.problems} />
                  {row.invoice && (
                    <Link to={`/invoices/${encodeURIComponent(row.invoice.id)}`}>{row.invoice.number}</Link>
                  )}
                  {answerable(row.row) && (
                    <Checkbox
                      size="xs"
                      mt={4}
                      label={t('importTable.noDouble')}
                      aria-label={t('importTable.noDoubleOf', { row: row.row })}
                      checked={noDoubles.includes(row.row)}
                      onChange={() => toggle(row.row)}
                    />
                  )}
                </td>
                {columns.map(({ column, heading }) => {
                  const isWrong = row.problems.some(({ path }) => path === heading)
                  return (
                    <td key={column} className={isWrong ? 'source-cell cell-wrong' : 'source-cell'}>
                      {row.cells[column]}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length < rowCount && (
        <Text className="small muted">
          {t('importTable.shown', { shown: formats.count(rows.length), count: rowCount })}
        </Text>
      )}
    </Stack>
  )
}

function isDouble({ rows }: TableRowsFragment, row: number): boolean {
  return rows.some((one) => one.row === row && one.outcome === 'DOUBLE')
}

function RowProblems({ problems }: { problems: TableRowsFragment['rows'][number]['problems'] }) {
  const errorText = useErrorText()
  return problems.map((problem) => (
    <div key={`${problem.code} ${problem.path}`} className="wrap small">
      <IconAlertTriangle size={12} aria-hidden /> {problem.path && <strong>{problem.path}: </strong>}
      {errorText.title(problem)}. <span className="muted">{errorText.advice(problem) || problem.advice}</span>
    </div>
  ))
}

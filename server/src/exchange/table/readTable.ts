import { err, ok, type Result } from '../../kernel/result.ts'
import { DETECTION_BYTES, describeFormat, detectFormat } from '../detect.ts'
import type { FormatRefusal } from '../refusal.ts'
import { type FieldKind, fieldOfHeading } from './headings.ts'
import { readCsv } from './readCsv.ts'
import { isReasonHeading } from './reasonColumn.ts'
import {
  type Grid,
  type SourceRow,
  type SourceTable,
  shownCell,
  TABLE_LIMITS,
  TableRefused,
  tooManyRows,
} from './sourceTable.ts'
import { readXlsx } from './xlsx/readXlsx.ts'

/** Rows among which the heading is looked for: some programs write a title above the table. */
const HEADING_ROWS = 20

/** Reads a CSV or XLSX file as a table of the kind. Columns that Duetto itself adds to refused rows are left out. */
export async function readTable(bytes: Uint8Array, kind: FieldKind): Promise<Result<SourceTable, FormatRefusal>> {
  try {
    return ok(withoutReasons(tableOf(await gridOf(bytes), kind)))
  } catch (error) {
    if (error instanceof TableRefused) return err(error.refusal)
    throw error
  }
}

async function gridOf(bytes: Uint8Array): Promise<Grid> {
  const format = detectFormat(bytes.subarray(0, DETECTION_BYTES))
  if (format === 'XLSX' || format === 'ZIP') return readXlsx(bytes)
  // A table of one column, or one in UTF-16 without a mark, does not look like one at its beginning.
  if (format === 'CSV' || format === 'TEXT' || (format === 'BINARY' && !isBinary(bytes))) return readCsv(bytes)
  if (format === 'EMPTY') throw new TableRefused('TABLE_EMPTY', 'The file is empty.', 'Choose a file with rows in it.')
  const message = `The file is no table: it is ${describeFormat(format)}.`
  throw new TableRefused('NOT_TABLE', message, 'Save the table as CSV (UTF-8) or XLSX and choose that file.')
}

/** Old workbooks (XLS) begin with the mark of a compound file. */
function isBinary(bytes: Uint8Array): boolean {
  const zeros = bytes.subarray(0, 512).filter((byte) => byte === 0).length
  return (bytes[0] === 0xd0 && bytes[1] === 0xcf) || zeros < Math.min(bytes.length, 512) * 0.4
}

function tableOf({ rows, warnings }: Grid, kind: FieldKind): SourceTable {
  const heading = headingRow(rows, kind)
  const below = heading ? rows.slice(rows.indexOf(heading) + 1) : []
  if (!heading || below.length === 0) {
    const message = 'The table has no rows below its headings.'
    throw new TableRefused('TABLE_EMPTY', message, 'The first row names the columns; the rows follow below it.')
  }
  if (below.length > TABLE_LIMITS.rows) throw tooManyRows()
  const width = Math.max(heading.cells.length, ...[heading, ...below].map((row) => row.cells.length))
  const written = Array.from({ length: width }, (_, column) => shownCell(heading.cells[column]).slice(0, 200))
  const { headings, repeated } = distinct(written)
  return {
    headings,
    headingRow: heading.row,
    rows: below,
    warnings: repeated ? [...warnings, 'HEADINGS_REPEATED'] : warnings,
  }
}

/** The row with most words that are known as headings; without any, the first with two filled cells, or with one. */
function headingRow(rows: readonly SourceRow[], kind: FieldKind): SourceRow | undefined {
  let best: { row: SourceRow; known: number } | undefined
  for (const row of rows.slice(0, HEADING_ROWS)) {
    const known = row.cells.filter((cell) => cell?.kind === 'text' && fieldOfHeading(cell.text, kind)).length
    if (known > (best?.known ?? 1)) best = { row, known }
  }
  return best?.row ?? rows.find((row) => row.cells.filter(Boolean).length > 1) ?? rows[0]
}

/** Columns are chosen by their headings: one that comes again gets a number, one without any the name of its column. */
function distinct(written: readonly string[]): { headings: string[]; repeated: boolean } {
  const taken = new Set<string>()
  let repeated = false
  const headings = written.map((text, column) => {
    const heading = text === '' ? letterOf(column) : text
    let name = heading
    for (let count = 2; taken.has(name); count += 1) name = `${heading} (${count})`
    taken.add(name)
    if (name !== heading) repeated = true
    return name
  })
  return { headings, repeated }
}

function letterOf(column: number): string {
  const first = column >= 26 ? String.fromCharCode(64 + Math.floor(column / 26)) : ''
  return first + String.fromCharCode(65 + (column % 26))
}

function withoutReasons(table: SourceTable): SourceTable {
  const kept = table.headings.map((heading) => !isReasonHeading(heading))
  if (kept.every(Boolean)) return table
  const keep = <T>(list: readonly T[]): T[] => list.filter((_, column) => kept[column] !== false)
  return {
    ...table,
    headings: keep(table.headings),
    rows: table.rows.map(({ row, cells }) => ({ row, cells: keep(cells) })),
  }
}

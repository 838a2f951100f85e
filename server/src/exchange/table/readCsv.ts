import { CsvError, parse } from 'csv-parse'
import { decodeText } from './decodeText.ts'
import {
  type Grid,
  type SourceCell,
  type SourceRow,
  TABLE_LIMITS,
  TableRefused,
  textCellOf,
  tooManyCells,
  tooManyColumns,
  tooManyRows,
} from './sourceTable.ts'

const DELIMITERS = [';', '\t', ',', '|'] as const
/** Lines that the delimiter is judged by. */
const PROBED_LINES = 30
/** Rows above the heading may be a title or blank: the rest is the table. */
const ROWS_ABOVE = 50
/** Empty fields at the end of a row do no harm, up to here. */
const MOST_FIELDS = 2_000
const MOST_ROWS = TABLE_LIMITS.rows + ROWS_ABOVE

/** The rows of a CSV file, whatever its encoding and delimiter. Throws TableRefused. */
export async function readCsv(bytes: Uint8Array): Promise<Grid> {
  const decoded = decodeText(bytes)
  // A first line for spreadsheets alone.
  const named = /^sep=(.)\r?\n/i.exec(decoded)
  const text = named ? decoded.slice(named[0].length) : decoded
  const delimiter = named?.[1] ?? guessDelimiter(text)
  const parser = parse(text, {
    delimiter,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: false,
    // The text is parsed at one go: what is beyond the limit is never made into rows.
    to: MOST_ROWS + 1,
    cast(field, { index, records }) {
      if (typeof index === 'number' && index >= MOST_FIELDS) throw tooManyColumns(records + 1)
      return field
    },
    max_record_size: TABLE_LIMITS.columns * TABLE_LIMITS.cellLength,
  })
  const rows: SourceRow[] = []
  let row = named ? 1 : 0 // The line for spreadsheets counts as a row.
  let filled = 0
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      row++
      if (row > MOST_ROWS) throw tooManyRows()
      if (record.length > TABLE_LIMITS.columns && record.slice(TABLE_LIMITS.columns).some((cell) => cell !== ''))
        throw tooManyColumns(row)
      const cells = record.slice(0, TABLE_LIMITS.columns).map(csvCell)
      const count = cells.filter(Boolean).length
      filled += count
      if (filled > TABLE_LIMITS.cells) throw tooManyCells()
      if (count > 0) rows.push({ row, cells })
    }
  } catch (error) {
    if (error instanceof CsvError) throw broken(error, row + 1)
    throw error
  }
  return { rows, warnings: [] }
}

function broken(error: CsvError, row: number): TableRefused {
  const message = `The table cannot be read from row ${row} on: ${error.code}.`
  const advice = 'Check the quotation marks there, and save the file as CSV again.'
  return new TableRefused('CSV_BROKEN', message, advice, row)
}

/** An apostrophe in front of a formula sign keeps it text: it is no part of the text. */
function csvCell(text: string): SourceCell | undefined {
  return textCellOf(text.replace(/^'(?=[\t\r\n ]*[=+\-@])/, ''))
}

/** The delimiter that divides most of the first lines into the same number of fields. */
export function guessDelimiter(text: string): string {
  const lines = text
    .slice(0, 64 * 1024)
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, PROBED_LINES)
  let best = { delimiter: DELIMITERS[0] as string, agreeing: 0, fields: 1 }
  for (const delimiter of DELIMITERS) {
    const counts = new Map<number, number>()
    for (const line of lines) {
      const fields = unquoted(line).split(delimiter).length
      if (fields > 1) counts.set(fields, (counts.get(fields) ?? 0) + 1)
    }
    for (const [fields, agreeing] of counts) {
      if (agreeing > best.agreeing || (agreeing === best.agreeing && fields > best.fields))
        best = { delimiter, agreeing, fields }
    }
  }
  return best.delimiter
}

function unquoted(line: string): string {
  return line.replace(/"(?:[^"]|"")*"/g, '')
}

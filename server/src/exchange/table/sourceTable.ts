import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { FormatRefusal } from '../refusal.ts'

/** A cell as the file has it; an empty one is undefined. Numbers are exact decimal text with a dot. */
export type SourceCell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly decimal: string }
  | { readonly kind: 'day'; readonly day: CalendarDate }

/** `row` is the row as a spreadsheet counts it, from 1. */
export interface SourceRow {
  readonly row: number
  readonly cells: readonly (SourceCell | undefined)[]
}

/** What a person should know of a file that was read. */
export type TableWarning = 'OTHER_SHEETS_NOT_READ' | 'CELLS_MERGED' | 'FORMULA_WITHOUT_VALUE' | 'HEADINGS_REPEATED'

/** The rows of a file before it is known which of them is the heading. */
export interface Grid {
  readonly rows: readonly SourceRow[]
  readonly warnings: readonly TableWarning[]
}

export interface SourceTable {
  /** One for each column, each different from the others. */
  readonly headings: readonly string[]
  /** The row of the headings. */
  readonly headingRow: number
  readonly rows: readonly SourceRow[]
  readonly warnings: readonly TableWarning[]
}

/** What is taken in of one table. More rows or columns are no list of invoices that a person has looked at. */
export const TABLE_LIMITS = {
  rows: 20_000,
  columns: 200,
  /** Of the whole table; empty cells do not count. */
  cells: 1_000_000,
  /** Characters of one cell. */
  cellLength: 2_000,
  /** Bytes of a workbook once inflated, all its parts together. */
  inflatedBytes: 96 * 1024 * 1024,
  /** Parts of a workbook. */
  parts: 2_000,
} as const

/** Leaves a reader in the middle of a file. Caught in readTable.ts alone. */
export class TableRefused extends Error {
  readonly refusal: FormatRefusal

  constructor(code: string, message: string, advice: string, line = 1) {
    super(message)
    this.refusal = { code, message, advice, line }
  }
}

export function tooManyRows(): TableRefused {
  const message = `The table has more than ${TABLE_LIMITS.rows} rows.`
  return new TableRefused('TABLE_TOO_LONG', message, 'Divide it into several files.')
}

export function tooManyColumns(line: number): TableRefused {
  const message = `The table has more than ${TABLE_LIMITS.columns} columns.`
  return new TableRefused('TABLE_TOO_WIDE', message, 'Keep only the columns that are needed.', line)
}

export function tooManyCells(): TableRefused {
  const message = `The table has more than ${TABLE_LIMITS.cells} filled cells.`
  return new TableRefused('TABLE_TOO_LONG', message, 'Divide it into several files.')
}

// What neither the books nor a page can show.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken away
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]/g

const MOST_LOOKED_AT = 2 * TABLE_LIMITS.cellLength

/** A cell of text: trimmed, without control characters; undefined when nothing is left. */
export function textCellOf(text: string): SourceCell | undefined {
  // Clipped first: a workbook may name one text of many megabytes in a million cells.
  const clean = text.slice(0, MOST_LOOKED_AT).replace(CONTROL, '').trim()
  if (clean === '') return undefined
  return { kind: 'text', text: clean.slice(0, TABLE_LIMITS.cellLength) }
}

/** A cell as a person reads it. */
export function shownCell(cell: SourceCell | undefined): string {
  if (!cell) return ''
  if (cell.kind === 'text') return cell.text
  return cell.kind === 'number' ? cell.decimal : cell.day
}

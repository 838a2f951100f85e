import { formatDecimal } from '../../kernel/money.ts'
import type { Cell } from './table.ts'

/** By the byte order mark spreadsheets know UTF-8. */
export const CSV_START = '\uFEFF'

/**
 * One line of a CSV file as RFC 4180 quotes it, with the semicolon and the decimal comma that a Finnish spreadsheet
 * expects. Days are written as in ISO 8601, which it reads as days.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvValue).join(';')}\r\n`
}

function csvValue(cell: Cell): string {
  switch (cell.kind) {
    case 'text':
      return quoted(harmless(cell.text))
    case 'whole':
      return String(cell.value)
    case 'amount':
      return formatDecimal(cell.money).replace('.', ',')
    case 'day':
      return cell.day
    case 'none':
      return ''
  }
}

/** Spreadsheets take a text with one of these signs in front for a formula, and run it. An apostrophe keeps it text. */
function harmless(text: string): string {
  return /^[\t\r\n ]*[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

function quoted(text: string): string {
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

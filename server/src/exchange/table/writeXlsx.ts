import writeExcelFile, { type SheetData } from 'write-excel-file/node'
import { formatDecimal } from '../../kernel/money.ts'
import type { Cell } from './table.ts'

/** More rows are a file for programs: CSV has no such limit. A sheet is made in memory as a whole. */
export const XLSX_ROWS = 50_000

/** A workbook of one sheet: amounts are numbers, days are days, the head stays in sight. */
export async function writeXlsx(
  name: string,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
): Promise<Buffer> {
  const data: SheetData = [
    head.map((value) => ({ value, fontWeight: 'bold' as const })),
    ...rows.map((row) => row.map(xlsxCell)),
  ]
  return writeExcelFile(data, {
    sheet: name.slice(0, 31),
    stickyRowsCount: 1,
    columns: head.map((title, index) => ({ width: widthOf(title, rows, index) })),
  }).toBuffer()
}

function xlsxCell(cell: Cell) {
  switch (cell.kind) {
    case 'text':
      return { value: cell.text, type: String }
    case 'whole':
      return { value: cell.value, type: Number }
    case 'amount':
      // The format's own numbers; up to 15 digits they are exact to the cent.
      return { value: Number(formatDecimal(cell.money)), type: Number, format: '#,##0.00' }
    case 'day':
      return { value: new Date(`${cell.day}T00:00:00Z`), type: Date, format: 'd.m.yyyy' }
    case 'none':
      return null
  }
}

/** In characters, by the first rows. */
function widthOf(title: string, rows: readonly (readonly Cell[])[], index: number): number {
  const lengths = rows.slice(0, 100).map((row) => {
    const cell = row[index]
    return cell?.kind === 'text' ? cell.text.length : 11
  })
  return Math.min(Math.max(title.length, ...lengths) + 2, 50)
}

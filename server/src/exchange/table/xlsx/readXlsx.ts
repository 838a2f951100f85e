import { Decimal } from 'decimal.js'
import { parseCalendarDate } from '../../../kernel/calendarDate.ts'
import { dayOfSerial } from '../serialDay.ts'
import {
  type Grid,
  type SourceCell,
  type SourceRow,
  TABLE_LIMITS,
  type TableWarning,
  textCellOf,
  tooManyCells,
  tooManyColumns,
  tooManyRows,
} from '../sourceTable.ts'
import { Parts } from './parts.ts'
import { readWorkbook, type Workbook } from './workbook.ts'

const ROWS_ABOVE = 50

/** The rows of the first sheet in sight. Formulas are never worked out: their last result counts. Throws TableRefused. */
export async function readXlsx(bytes: Uint8Array): Promise<Grid> {
  const parts = await Parts.open(bytes)
  const workbook = await readWorkbook(parts)
  const sheet = new Sheet(workbook)
  await parts.read(workbook.sheet, sheet)
  return sheet.grid()
}

/** Gathers a sheet while it is read (ECMA-376, 18.3.1). */
class Sheet {
  readonly #workbook: Workbook
  readonly #rows: SourceRow[] = []
  readonly #warnings = new Set<TableWarning>()
  #row = 0
  #cells: (SourceCell | undefined)[] = []
  #column = -1
  #type = 'n'
  #style = 0
  #value = ''
  #hasFormula = false
  #isValue = false
  #filled = 0

  constructor(workbook: Workbook) {
    this.#workbook = workbook
    if (workbook.hasOtherSheets) this.#warnings.add('OTHER_SHEETS_NOT_READ')
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') this.#openRow(attributes)
    else if (name === 'c') this.#openCell(attributes)
    else if (name === 'f') this.#hasFormula = true
    else if (name === 'mergeCell') this.#warnings.add('CELLS_MERGED')
    this.#isValue = name === 'v' || name === 't'
  }

  text(piece: string): void {
    if (this.#isValue) this.#value += piece
  }

  close(name: string): void {
    this.#isValue = false
    if (name === 'c') this.#closeCell()
    else if (name === 'row' && this.#cells.some(Boolean)) this.#rows.push({ row: this.#row, cells: this.#cells })
  }

  grid(): Grid {
    return { rows: this.#rows, warnings: [...this.#warnings] }
  }

  #openRow({ r }: Readonly<Record<string, string>>): void {
    // Rows go down the sheet; whatever else a row calls itself, it is the next one.
    const named = /^\d{1,7}$/.test(r ?? '') ? Number(r) : 0
    this.#row = Math.max(named, this.#row + 1)
    this.#cells = []
    this.#column = -1
    if (this.#rows.length > TABLE_LIMITS.rows + ROWS_ABOVE) throw tooManyRows()
  }

  #openCell({ r, t, s }: Readonly<Record<string, string>>): void {
    this.#column = r ? columnOf(r) : this.#column + 1
    this.#type = t ?? 'n'
    this.#style = Number(s ?? 0)
    this.#value = ''
    this.#hasFormula = false
  }

  #closeCell(): void {
    const cell = this.#cell()
    if (!cell) {
      if (this.#hasFormula && this.#value === '') this.#warnings.add('FORMULA_WITHOUT_VALUE')
      return
    }
    if (this.#column >= TABLE_LIMITS.columns) throw tooManyColumns(this.#row)
    if (++this.#filled > TABLE_LIMITS.cells) throw tooManyCells()
    while (this.#cells.length < this.#column) this.#cells.push(undefined)
    this.#cells[this.#column] = cell
  }

  #cell(): SourceCell | undefined {
    const value = this.#value
    switch (this.#type) {
      case 's':
        return textCellOf(this.#workbook.strings[Number(value)] ?? '')
      case 'd': {
        const day = parseCalendarDate(value.slice(0, 10))
        return day ? { kind: 'day', day } : textCellOf(value)
      }
      case 'n':
        return this.#number(value)
      default:
        return textCellOf(value)
    }
  }

  #number(value: string): SourceCell | undefined {
    if (value.trim() === '') return undefined
    if (!/^\s*-?\d+(\.\d+)?(e[+-]?\d{1,3})?\s*$/i.test(value)) return textCellOf(value)
    // A spreadsheet shows at most 15 digits; what stands behind them is an error of its binary arithmetic.
    const number = new Decimal(value.trim()).toSignificantDigits(15)
    if (number.abs().greaterThan('1e30')) return textCellOf(value)
    const day = this.#workbook.showsDay[this.#style]
      ? dayOfSerial(number.toNumber(), this.#workbook.from1904)
      : undefined
    return day ? { kind: 'day', day } : { kind: 'number', decimal: number.toFixed() }
  }
}

/** The column of a reference such as AB12, from 0. */
function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,3}/.exec(reference.toUpperCase())?.[0] ?? 'A'
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Money } from '../../kernel/money.ts'
import { isCurrency } from '../decimalText.ts'
import { combineRefusals, type FormatRefusal, type FormatWarning, quoted } from '../refusal.ts'
import { amountOfCell } from './amountText.ts'
import { dayOfCell } from './dateText.ts'
import type { TableField } from './headings.ts'
import type { TableMapping } from './mapping.ts'
import { type SourceCell, type SourceRow, type SourceTable, shownCell } from './sourceTable.ts'

/** The longest text of a field in the books. */
const LONGEST = 200

/** A row read by a mapping; gathers everything that is wrong in it, so that it can be mended in one go. */
export class RowReader {
  readonly warnings: FormatWarning[] = []
  readonly currency: string
  readonly #row: SourceRow
  readonly #table: SourceTable
  readonly #mapping: TableMapping
  readonly #columns: ReadonlyMap<TableField, number>
  readonly #refusals: FormatRefusal[] = []

  constructor(row: SourceRow, table: SourceTable, mapping: TableMapping, columns: ReadonlyMap<TableField, number>) {
    this.#row = row
    this.#table = table
    this.#mapping = mapping
    this.#columns = columns
    this.currency = this.#readCurrency()
  }

  get refusal(): FormatRefusal | undefined {
    return combineRefusals(this.#refusals)
  }

  refuse(code: string, field: TableField, message: string, advice: string): undefined {
    this.#refusals.push({ code, message, advice, ...this.#place(field) })
  }

  warn(code: string, field: TableField, message: string): undefined {
    this.warnings.push({ code, message, ...this.#place(field) })
  }

  /** The cell as text; a number that stands for a text keeps its digits. */
  text(field: TableField): string | undefined {
    const text = shownCell(this.#cell(field))
    if (text === '') return undefined
    if (text.length <= LONGEST) return text
    return this.refuse('TOO_LONG', field, `${quoted(text)} is longer than ${LONGEST} characters.`, 'Shorten it.')
  }

  requiredText(field: TableField): string | undefined {
    return this.#cell(field) ? this.text(field) : this.#missing(field)
  }

  day(field: TableField): CalendarDate | undefined {
    const cell = this.#cell(field)
    if (!cell) return this.#missing(field)
    const day = dayOfCell(cell, this.#mapping.dateOrder)
    if (day) return day
    const message = `${quoted(shownCell(cell))} is no day.`
    return this.refuse(
      'DATE_INVALID',
      field,
      message,
      'Write days like 31.1.2026 or 2026-01-31, or mend the date format.',
    )
  }

  amount(field: TableField): Money | undefined {
    const cell = this.#cell(field)
    if (!cell) return undefined
    const amount = amountOfCell(cell, this.#mapping.decimalSign, this.currency)
    if (amount.ok) return amount.value
    const text = quoted(shownCell(cell))
    if (amount.code === 'CURRENCY_CONTRADICTS') {
      const message = `${text} is in another currency than the row, which is in ${this.currency}.`
      return this.refuse(
        amount.code,
        field,
        message,
        'Choose the column of the currency, or the right one for all rows.',
      )
    }
    const advice = 'Write amounts with two decimals at most, or mend the decimal sign.'
    return this.refuse(amount.code, field, `${text} is no amount of whole cents.`, advice)
  }

  requiredAmount(field: TableField): Money | undefined {
    return this.#cell(field) ? this.amount(field) : this.#missing(field)
  }

  #readCurrency(): string {
    const written = shownCell(this.#cell('CURRENCY')).toUpperCase()
    const currency = written === '€' ? 'EUR' : written
    if (currency === '') return this.#mapping.currency
    if (isCurrency(currency)) return currency
    const advice = 'Write the three letters of the currency, such as EUR.'
    this.refuse('CURRENCY_UNKNOWN', 'CURRENCY', `${quoted(written)} is no currency.`, advice)
    return this.#mapping.currency
  }

  #cell(field: TableField): SourceCell | undefined {
    const column = this.#columns.get(field)
    return column === undefined ? undefined : this.#row.cells[column]
  }

  #missing(field: TableField): undefined {
    return this.refuse('CELL_MISSING', field, 'A cell that is needed is empty.', 'Fill in the cell.')
  }

  #place(field: TableField): { line: number; column?: number; path?: string } {
    const column = this.#columns.get(field)
    if (column === undefined) return { line: this.#row.row }
    const heading = this.#table.headings[column]
    return { line: this.#row.row, column: column + 1, ...(heading === undefined ? {} : { path: heading }) }
  }
}

export function columnsByField(mapping: TableMapping): ReadonlyMap<TableField, number> {
  return new Map(mapping.columns.map(({ field, column }) => [field, column]))
}

import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Money } from '../../kernel/money.ts'
import { isCurrency } from '../decimalText.ts'
import { quoted } from '../refusal.ts'
import { amountOfCell } from './amountText.ts'
import { dayOfCell } from './dateText.ts'
import { type FieldPlace, FieldReader } from './fieldReader.ts'
import type { TableField } from './headings.ts'
import type { TableMapping } from './mapping.ts'
import { type SourceCell, type SourceRow, type SourceTable, shownCell } from './sourceTable.ts'

/** A row of a table, read by a mapping. */
export class RowReader extends FieldReader {
  readonly currency: string
  readonly #row: SourceRow
  readonly #table: SourceTable
  readonly #mapping: TableMapping
  readonly #columns: ReadonlyMap<TableField, number>

  constructor(row: SourceRow, table: SourceTable, mapping: TableMapping, columns: ReadonlyMap<TableField, number>) {
    super()
    this.#row = row
    this.#table = table
    this.#mapping = mapping
    this.#columns = columns
    this.currency = this.#readCurrency()
  }

  /** A number that stands for a text keeps its digits. */
  protected written(field: TableField): string | undefined {
    return shownCell(this.#cell(field)) || undefined
  }

  day(field: TableField): CalendarDate | undefined {
    const cell = this.#cell(field)
    if (!cell) return this.missing(field)
    const day = dayOfCell(cell, this.#mapping.dateOrder)
    if (day) return day
    const advice = 'Write days like 31.1.2026 or 2026-01-31, or choose another order of days.'
    return this.refuse('DATE_UNREADABLE', field, `${quoted(shownCell(cell))} is no day.`, advice)
  }

  amount(field: TableField): Money | undefined {
    const cell = this.#cell(field)
    if (!cell) return undefined
    const amount = amountOfCell(cell, this.#mapping.decimalSign, this.currency)
    if (amount.ok) return amount.value
    const text = quoted(shownCell(cell))
    if (amount.code === 'CURRENCY_CONTRADICTS') {
      const message = `${text} is in another currency than the row, which is in ${this.currency}.`
      const advice = 'Choose the column of the currency, or the right one for all rows.'
      return this.refuse(amount.code, field, message, advice)
    }
    const advice = 'Write amounts with two decimals at most, or choose the other decimal sign.'
    return this.refuse('AMOUNT_UNREADABLE', field, `${text} is no amount of whole cents.`, advice)
  }

  protected placeOf(field: TableField): FieldPlace {
    const column = this.#columns.get(field)
    const heading = column === undefined ? undefined : this.#table.headings[column]
    if (column === undefined || heading === undefined) return { line: this.#row.row }
    return { line: this.#row.row, column: column + 1, path: heading }
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
}

export function columnsByField(mapping: TableMapping): ReadonlyMap<TableField, number> {
  return new Map(mapping.columns.map(({ field, column }) => [field, column]))
}

import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Money } from '../../kernel/money.ts'
import { combineRefusals, type FormatRefusal, type FormatWarning, quoted } from '../refusal.ts'
import type { TableField } from './headings.ts'

/** Where a field stands: the row, and the heading or path of the cell. */
export interface FieldPlace {
  readonly line: number
  readonly column?: number
  readonly path?: string
}

/** The longest text of a field in the books. */
const LONGEST = 200

/** The fields of one invoice or payment, whatever lists it. Gathers everything that is wrong, to be mended in one go. */
export abstract class FieldReader {
  readonly warnings: FormatWarning[] = []
  readonly #refusals: FormatRefusal[] = []

  /** Of the amounts. */
  abstract readonly currency: string
  /** As a person reads it; undefined when there is none. */
  protected abstract written(field: TableField): string | undefined
  /** Undefined when there is none, or with a refusal. */
  abstract amount(field: TableField): Money | undefined
  /** Undefined with a refusal. */
  abstract day(field: TableField): CalendarDate | undefined
  protected abstract placeOf(field: TableField): FieldPlace

  get refusal(): FormatRefusal | undefined {
    return combineRefusals(this.#refusals)
  }

  refuse(code: string, field: TableField, message: string, advice: string): undefined {
    this.#refusals.push({ code, message, advice, ...this.placeOf(field) })
  }

  warn(code: string, field: TableField, message: string): undefined {
    const { line, path } = this.placeOf(field)
    this.warnings.push({ code, message, line, ...(path === undefined ? {} : { path }) })
  }

  text(field: TableField): string | undefined {
    const text = this.written(field)
    if (text === undefined || text.length <= LONGEST) return text
    return this.refuse('TOO_LONG', field, `${quoted(text)} is longer than ${LONGEST} characters.`, 'Shorten it.')
  }

  requiredText(field: TableField): string | undefined {
    return this.written(field) === undefined ? this.missing(field) : this.text(field)
  }

  requiredAmount(field: TableField): Money | undefined {
    return this.written(field) === undefined ? this.missing(field) : this.amount(field)
  }

  protected missing(field: TableField): undefined {
    return this.refuse('CELL_MISSING', field, 'A value that is needed is missing.', 'Fill it in.')
  }
}

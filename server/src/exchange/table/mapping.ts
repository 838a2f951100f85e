import type { UserError } from '../../kernel/result.ts'
import { isCurrency } from '../decimalText.ts'
import { type DecimalSign, provenSign } from './amountText.ts'
import { type DateOrder, provenOrder } from './dateText.ts'
import {
  amountFields,
  dateFields,
  type FieldKind,
  fieldOfHeading,
  fieldsOf,
  requiredFields,
  type TableField,
} from './headings.ts'
import type { SourceCell, SourceTable } from './sourceTable.ts'

export interface MappedColumn {
  /** From 0. */
  readonly column: number
  readonly field: TableField
}

/** How the columns of a table are to be read. What could be read in two ways is null until a person says which. */
export interface TableMapping {
  readonly columns: readonly MappedColumn[]
  readonly dateOrder: DateOrder | null
  readonly decimalSign: DecimalSign | null
  /** Of rows that name none. */
  readonly currency: string
}

/** A mapping by the headings and by what the whole columns prove. */
export function proposeMapping(table: SourceTable, kind: FieldKind): TableMapping {
  const columns: MappedColumn[] = []
  for (const [column, heading] of table.headings.entries()) {
    const field = fieldOfHeading(heading, kind)
    if (field && !columns.some((one) => one.field === field)) columns.push({ column, field })
  }
  return { columns, currency: 'EUR', ...provenFormats(table, columns) }
}

/** What the columns that are taken for days and amounts prove; what needs no saying is read in the Finnish way. */
function provenFormats(
  table: SourceTable,
  columns: readonly MappedColumn[],
): Pick<TableMapping, 'dateOrder' | 'decimalSign'> {
  const orders = provenIn(table, columns, dateFields, provenOrder)
  const signs = provenIn(table, columns, amountFields, provenSign)
  return { dateOrder: agreed(orders, 'DAY_FIRST'), decimalSign: agreed(signs, 'COMMA') }
}

/** A mapping with the formats that were left out filled in, as far as the columns prove them. */
export function completeMapping(table: SourceTable, mapping: TableMapping): TableMapping {
  const proven = provenFormats(table, mapping.columns)
  return {
    columns: mapping.columns,
    dateOrder: mapping.dateOrder ?? proven.dateOrder,
    decimalSign: mapping.decimalSign ?? proven.decimalSign,
    currency: mapping.currency,
  }
}

function provenIn<Proof>(
  table: SourceTable,
  columns: readonly MappedColumn[],
  fields: ReadonlySet<TableField>,
  prove: (cells: readonly SourceCell[]) => Proof,
): Proof[] {
  return columns
    .filter(({ field }) => fields.has(field))
    .map(({ column }) => prove(table.rows.flatMap(({ cells }) => cells[column] ?? [])))
}

/** What one column proves holds for the others; columns that prove different things are a question for a person. */
function agreed<Proof>(proofs: readonly (Proof | null | undefined)[], without: Proof): Proof | null {
  const proven = new Set(proofs.filter((proof) => proof !== undefined && proof !== null))
  if (proven.size > 1) return null
  const [only] = proven
  if (only !== undefined) return only as Proof
  return proofs.includes(null) ? null : without
}

/** What keeps a completed mapping from being used; `field` is the field, the format or the currency that is lacking or wrong. */
export function mappingProblems(table: SourceTable, mapping: TableMapping, kind: FieldKind): UserError[] {
  const chosen = new Set(mapping.columns.map(({ field }) => field))
  const problems = requiredFields(kind)
    .filter((field) => !chosen.has(field))
    .map((field) => problem('FIELD_NOT_CHOSEN', 'No column is chosen for a field that is needed.', field))
  if (kind === 'PAYMENTS' && !chosen.has('NUMBER') && !chosen.has('REFERENCE'))
    problems.push(problem('FIELD_NOT_CHOSEN', 'Choose the column of the invoice number or of the reference.', 'NUMBER'))
  if (chosen.size < mapping.columns.length)
    problems.push(problem('FIELD_CHOSEN_TWICE', 'Two columns are chosen for one field.', 'columns'))
  const isOdd = ({ column, field }: MappedColumn) => !(column in table.headings) || !fieldsOf(kind).includes(field)
  if (mapping.columns.some(isOdd))
    problems.push(
      problem('COLUMN_UNKNOWN', 'The table has no such column, or the field is of another kind.', 'columns'),
    )
  if (mapping.dateOrder === null)
    problems.push(problem('DATE_ORDER_ASKED', 'The days can be read in two ways: say which is meant.', 'dateOrder'))
  if (mapping.decimalSign === null)
    problems.push(
      problem('DECIMAL_SIGN_ASKED', 'The amounts can be read in two ways: say which is meant.', 'decimalSign'),
    )
  if (!isCurrency(mapping.currency))
    problems.push(problem('CURRENCY_UNKNOWN', 'The currency is written with its three letters.', 'currency'))
  return problems
}

function problem(code: string, message: string, field: string): UserError {
  return { code, message, field }
}

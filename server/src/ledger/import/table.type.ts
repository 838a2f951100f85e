import { Field, Int, ObjectType } from 'type-graphql'
import type { DecimalSign } from '../../exchange/table/amountText.ts'
import type { DateOrder } from '../../exchange/table/dateText.ts'
import type { TableField } from '../../exchange/table/headings.ts'
import type { SourceTable } from '../../exchange/table/sourceTable.ts'
import { DocumentRefusalType } from '../../platform/graphql/document.type.ts'
import { MoneyType } from '../../platform/graphql/money.type.ts'
import { RefusalType, UserErrorType } from '../../platform/graphql/userError.type.ts'
import { DateOrderEnum, DecimalSignEnum, TableFieldEnum, TableRowOutcomeEnum } from './table.enums.ts'
import type { RowAnswer, RowOutcome } from './tableRows.ts'

@ObjectType('TableColumn', { description: 'A column of a table.' })
export class TableColumnType {
  @Field(() => Int, { description: 'The column, from 0.' })
  column!: number

  @Field(() => String, {
    description: 'Its heading; one that comes again has a number behind it, one without any is a letter.',
  })
  heading!: string

  @Field(() => [String], { description: 'Up to three different values of it.' })
  samples!: string[]
}

@ObjectType('TableColumnChoice', { description: 'What a column is taken for.' })
export class TableColumnChoiceType {
  @Field(() => Int, { description: 'The column, from 0.' })
  column!: number

  @Field(() => TableFieldEnum, { description: 'What it holds.' })
  field!: TableField
}

@ObjectType('TableMapping', { description: 'How a table is read.' })
export class TableMappingType {
  @Field(() => [TableColumnChoiceType], { description: 'The columns that are read.' })
  columns!: TableColumnChoiceType[]

  @Field(() => DateOrderEnum, {
    nullable: true,
    description: 'How days are written; null when they can be read in several ways: a person must say.',
  })
  dateOrder!: DateOrder | null

  @Field(() => DecimalSignEnum, {
    nullable: true,
    description: 'How amounts are written; null when they can be read in two ways: a person must say.',
  })
  decimalSign!: DecimalSign | null

  @Field(() => String, { description: 'Currency of the rows that name none.' })
  currency!: string
}

@ObjectType('TableRow', { description: 'What becomes of one row of a table.' })
export class TableRowType {
  /** Not published; the invoice is read by them. */
  companyId!: bigint
  invoiceId!: bigint | null

  @Field(() => Int, { description: 'The row as a spreadsheet counts it, from 1.' })
  row!: number

  @Field(() => TableRowOutcomeEnum, { description: 'What becomes of it.' })
  outcome!: RowOutcome

  @Field(() => [String], { description: 'Its cells, one for each column.' })
  cells!: string[]

  @Field(() => MoneyType, {
    nullable: true,
    description: 'What it comes to, of a credit note negative; null when the row could not be read.',
  })
  amount!: MoneyType | null

  @Field(() => [DocumentRefusalType], {
    description: 'Why it is not taken in; `path` is the heading of the column at fault, `line` the row.',
  })
  problems!: DocumentRefusalType[]

  @Field(() => [RefusalType], { description: 'What a person should know about it.' })
  warnings!: RefusalType[]
}

@ObjectType('TableOutcome', { description: 'What becomes of the rows of a table.' })
export class TableOutcomeType {
  /** Not published; rows and file are made of them when they are asked for. */
  companyId!: bigint
  table!: SourceTable
  answers!: readonly RowAnswer[]

  @Field(() => Int, { description: 'How many rows are new.' })
  newCount!: number

  @Field(() => Int, { description: 'How many are in the books already.' })
  alreadyThere!: number

  @Field(() => Int, { description: 'How many are left out as probable doubles.' })
  doubles!: number

  @Field(() => Int, { description: 'How many are refused.' })
  refused!: number

  @Field(() => [MoneyType], { description: 'What the new rows come to, once per currency.' })
  sums!: MoneyType[]
}

@ObjectType('TablePreview', { description: 'A table as it would be imported. Nothing has been written.' })
export class TablePreviewType {
  @Field(() => DocumentRefusalType, {
    nullable: true,
    description: 'Why the file could not be read at all, for example NOT_TABLE, TABLE_EMPTY or TABLE_TOO_LONG.',
  })
  refusal!: DocumentRefusalType | null

  @Field(() => Int, { description: 'How many rows there are below the headings.' })
  rowCount!: number

  @Field(() => [TableColumnType], { description: 'The columns, in their order.' })
  columns!: TableColumnType[]

  @Field(() => [RefusalType], {
    description: 'What a person should know of the file, for example OTHER_SHEETS_NOT_READ or CELLS_MERGED.',
  })
  warnings!: RefusalType[]

  @Field(() => TableMappingType, {
    nullable: true,
    description: 'How it is read: as asked, as saved, or as suggested.',
  })
  mapping!: TableMappingType | null

  @Field(() => String, {
    nullable: true,
    description: 'The name of the saved mapping that was chosen by the headings.',
  })
  mappingName!: string | null

  @Field(() => [RefusalType], {
    description:
      'What must be chosen before the rows can be judged: FIELD_NOT_CHOSEN, FIELD_CHOSEN_TWICE, DATE_ORDER_ASKED, DECIMAL_SIGN_ASKED, CURRENCY_UNKNOWN or COLUMN_UNKNOWN.',
  })
  problems!: RefusalType[]

  @Field(() => String, {
    nullable: true,
    description: 'Stands for this file read in this way; `importTable` wants it back.',
  })
  digest!: string | null

  @Field(() => TableOutcomeType, { nullable: true, description: 'What would become of the rows.' })
  outcome!: TableOutcomeType | null
}

@ObjectType({ description: 'What became of a table, or why nothing of it was taken in.' })
export class ImportTablePayload {
  @Field(() => TableOutcomeType, { nullable: true, description: 'What became of the rows.' })
  outcome!: TableOutcomeType | null

  @Field(() => UserErrorType, {
    nullable: true,
    description: 'Why nothing was taken in, for example TABLE_CHANGED or FIELD_NOT_CHOSEN.',
  })
  error!: UserErrorType | null
}

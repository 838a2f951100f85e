import { Field, ID, InputType, Int } from 'type-graphql'
import type { DecimalSign } from '../../exchange/table/amountText.ts'
import type { DateOrder } from '../../exchange/table/dateText.ts'
import type { FieldKind, TableField } from '../../exchange/table/headings.ts'
import { FileInput } from '../../platform/graphql/document.type.ts'
import { DateOrderEnum, DecimalSignEnum, TableFieldEnum, TableKindEnum } from './table.enums.ts'

@InputType({ description: 'What a column of a table is taken for.' })
export class TableColumnInput {
  @Field(() => Int, { description: 'The column, from 0.' })
  column!: number

  @Field(() => TableFieldEnum, { description: 'What it holds.' })
  field!: TableField
}

@InputType({ description: 'How a table is read.' })
export class TableMappingInput {
  @Field(() => [TableColumnInput], { description: 'The columns that are read, each field at most once.' })
  columns!: TableColumnInput[]

  @Field(() => DateOrderEnum, {
    nullable: true,
    description: 'How days are written; when left out, as the columns prove it.',
  })
  dateOrder?: DateOrder | null

  @Field(() => DecimalSignEnum, {
    nullable: true,
    description: 'How amounts are written; when left out, as the columns prove it.',
  })
  decimalSign?: DecimalSign | null

  @Field(() => String, { nullable: true, description: 'Currency of the rows that name none; EUR when left out.' })
  currency?: string | null
}

@InputType({ description: 'A table to look at before it is imported.' })
export class TablePreviewInput {
  @Field(() => ID, { description: 'The company.' })
  companyId!: string

  @Field(() => TableKindEnum, { description: 'What the table lists.' })
  kind!: FieldKind

  @Field(() => FileInput, {
    description: 'CSV or XLSX, at most 20 MB and 20,000 rows below the headings; in JSON as base64.',
  })
  file!: FileInput

  @Field(() => TableMappingInput, {
    nullable: true,
    description: 'How to read it; when left out, as it was saved for these headings, or as they suggest.',
  })
  mapping?: TableMappingInput | null

  @Field(() => [Int], {
    nullable: true,
    description: 'Rows of payments that are other payments than those in the books of the same day and amount.',
  })
  noDoubles?: number[] | null
}

@InputType({ description: 'A table to import, as the preview showed it.' })
export class ImportTableInput {
  @Field(() => ID, { description: 'The company.' })
  companyId!: string

  @Field(() => TableKindEnum, { description: 'What the table lists.' })
  kind!: FieldKind

  @Field(() => FileInput, { description: 'The same file as in the preview.' })
  file!: FileInput

  @Field(() => TableMappingInput, { description: 'How to read it, as in the preview.' })
  mapping!: TableMappingInput

  @Field(() => String, { description: 'The digest that the preview gave for this file and mapping.' })
  digest!: string

  @Field(() => [Int], {
    nullable: true,
    description: 'Rows of payments that are other payments than those in the books of the same day and amount.',
  })
  noDoubles?: number[] | null

  @Field(() => String, {
    nullable: true,
    description: 'A name to keep the mapping under: it is chosen by itself when a table has the same headings again.',
  })
  saveAs?: string | null
}

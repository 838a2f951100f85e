import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { type Language, LanguageEnum } from '../../access/access.enums.ts'
import type { TableMapping } from '../../exchange/table/mapping.ts'
import { type SourceTable, shownCell, type TableWarning } from '../../exchange/table/sourceTable.ts'
import { fileName } from '../../kernel/fileName.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { showDocumentRefusal } from '../../platform/graphql/document.type.ts'
import { BadInput } from '../../platform/graphql/inputError.ts'
import { showMoney } from '../../platform/graphql/money.type.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { type RefusalType, showRefusal } from '../../platform/graphql/userError.type.ts'
import { SalesInvoiceType } from '../invoice/salesInvoice.type.ts'
import { salesInvoiceById } from '../ledger.loader.ts'
import { refusedRowsFile } from './refusedRows.ts'
import { ImportTableInput, type TableMappingInput, TablePreviewInput } from './table.input.ts'
import {
  ImportTablePayload,
  type TableColumnType,
  TableOutcomeType,
  TablePreviewType,
  TableRowType,
} from './table.type.ts'
import type { GivenTable, TableImport } from './tableImport.service.ts'
import { problemsFirst, type RowAnswer, type RowOutcome, sumsOfNew } from './tableRows.ts'

const MOST_ROWS = 500
const MOST_SAMPLES = 3
const LONGEST_SAMPLE = 60

@Resolver()
export class TableResolver {
  readonly #tables: TableImport

  constructor(tables: TableImport) {
    this.#tables = tables
  }

  @Query(() => TablePreviewType, {
    description:
      'Reads a CSV or XLSX table of sales invoices or payments and judges every row as it would be imported. Writes nothing. Needs the right IMPORT_INVOICES or IMPORT_PAYMENTS.',
  })
  async tablePreview(
    @Ctx() context: OperationContext,
    @Arg('input', () => TablePreviewInput, { description: 'The table.' }) input: TablePreviewInput,
  ): Promise<TablePreviewType> {
    const given = givenTable(input)
    const read = await this.#tables.preview(await context.unit(), context.scope, given)
    if (!read.ok) return { ...NOT_READ, refusal: showDocumentRefusal(read.error) }
    const { table, mapping, mappingName, problems, digest, rows } = read.value
    return {
      refusal: null,
      rowCount: table.rows.length,
      columns: showColumns(table),
      warnings: table.warnings.map(showWarning),
      mapping: { ...mapping, columns: [...mapping.columns] },
      mappingName,
      problems: problems.map(showRefusal),
      digest,
      outcome: problems.length > 0 ? null : showOutcome(given.companyId, table, rows),
    }
  }

  @Mutation(() => ImportTablePayload, {
    description:
      'Takes a CSV or XLSX table of sales invoices or payments into the books of one company, as `tablePreview` showed it. Every row gets its own answer and a bad one never stops the others. Importing again changes nothing.',
  })
  async importTable(
    @Ctx() context: OperationContext,
    @Arg('input', () => ImportTableInput, { description: 'The table.' }) input: ImportTableInput,
  ): Promise<ImportTablePayload> {
    const given = { ...givenTable(input), mapping: mappingOf(input.mapping) }
    const done = await this.#tables.import(context.scope, given, input.digest, input.saveAs ?? null)
    if (!done.ok) return { outcome: null, error: showRefusal(done.error) }
    return { outcome: showOutcome(given.companyId, done.value.table, done.value.rows), error: null }
  }
}

const NOT_READ: TablePreviewType = {
  refusal: null,
  rowCount: 0,
  columns: [],
  warnings: [],
  mapping: null,
  mappingName: null,
  problems: [],
  digest: null,
  outcome: null,
}

function givenTable({ companyId, kind, file, mapping, noDoubles }: TablePreviewInput | ImportTableInput): GivenTable {
  return {
    companyId: readId('Company', companyId).id,
    kind,
    fileName: fileName(file.name),
    bytes: file.content.bytes,
    mapping: mapping ? mappingOf(mapping) : null,
    noDoubles: noDoubles ?? [],
  }
}

function mappingOf({ columns, dateOrder = null, decimalSign = null, currency }: TableMappingInput): TableMapping {
  return { columns, dateOrder, decimalSign, currency: (currency ?? 'EUR').trim().toUpperCase() }
}

function showColumns({ headings, rows }: SourceTable): TableColumnType[] {
  return headings.map((heading, column) => {
    const samples = new Set<string>()
    for (const { cells } of rows.slice(0, MOST_ROWS)) {
      const text = shownCell(cells[column])
      if (text !== '') samples.add(text.slice(0, LONGEST_SAMPLE))
      if (samples.size === MOST_SAMPLES) break
    }
    return { column, heading, samples: [...samples] }
  })
}

const WARNINGS: Readonly<Record<TableWarning, string>> = {
  OTHER_SHEETS_NOT_READ: 'The workbook has several sheets: only the first one is read.',
  CELLS_MERGED: 'The sheet has merged cells: their value stands in the first of them alone.',
  FORMULA_WITHOUT_VALUE: 'A formula has no result in the file and counts as empty. Open and save it in a spreadsheet.',
  HEADINGS_REPEATED: 'Two columns have the same heading: check which one is meant.',
}

function showWarning(code: TableWarning): RefusalType {
  return showRefusal({ code, message: WARNINGS[code] })
}

function showOutcome(companyId: bigint, table: SourceTable, answers: readonly RowAnswer[]): TableOutcomeType {
  const count = (outcome: RowOutcome) => answers.filter((one) => one.outcome === outcome).length
  return {
    companyId,
    table,
    answers,
    newCount: count('NEW'),
    alreadyThere: count('ALREADY_THERE'),
    doubles: count('DOUBLE'),
    refused: count('REFUSED'),
    sums: sumsOfNew(answers).map(showMoney),
  }
}

function showRow(companyId: bigint, headings: readonly string[], answer: RowAnswer): TableRowType {
  const { source, outcome, amount, refusal, warnings, invoiceId } = answer
  const problems = refusal ? [refusal, ...(refusal.also ?? [])] : []
  return {
    companyId,
    invoiceId,
    row: source.row,
    outcome,
    cells: headings.map((_, column) => shownCell(source.cells[column])),
    amount: amount && showMoney(amount),
    problems: problems.map(showDocumentRefusal),
    warnings: warnings.map(showRefusal),
  }
}

@Resolver(() => TableOutcomeType)
export class TableOutcomeResolver {
  @FieldResolver(() => [TableRowType], {
    description: 'The first rows: those with problems on top, then new ones, then those already there.',
  })
  rows(
    @Root() { companyId, table, answers }: TableOutcomeType,
    @Arg('first', () => Int, { defaultValue: 100, description: `How many, at most ${MOST_ROWS}.` }) first: number,
  ): TableRowType[] {
    if (first < 0 || first > MOST_ROWS) throw new BadInput(`At most ${MOST_ROWS} rows are shown.`, 'PAGE_TOO_LARGE')
    return problemsFirst(answers)
      .slice(0, first)
      .map((answer) => showRow(companyId, table.headings, answer))
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      "The rows that are not taken in as a CSV file with the table's own columns and the reasons behind them: mend them there and import that file. Null when there are none.",
  })
  refusedFile(
    @Root() { table, answers }: TableOutcomeType,
    @Arg('language', () => LanguageEnum, { defaultValue: 'FI', description: 'Language of the reasons.' })
    language: Language,
  ): string | null {
    return refusedRowsFile(table, answers, language)
  }
}

@Resolver(() => TableRowType)
export class TableRowResolver {
  @FieldResolver(() => SalesInvoiceType, {
    nullable: true,
    description: 'The invoice in the books that it became, pays, credits or is; null when there is none.',
  })
  async invoice(
    @Root() { companyId, invoiceId }: TableRowType,
    @Ctx() context: OperationContext,
  ): Promise<SalesInvoiceType | null> {
    if (invoiceId === null) return null
    return (await context.load(salesInvoiceById, { companyId, id: invoiceId })) ?? null
  }
}

import type { Language } from '../../access/access.enums.ts'
import type { Cell } from '../../exchange/table/table.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import type { ExportWord } from './words.ts'

/** The rows of one page, and the cursor of the next; undefined when there is none. */
export interface ExportPage<Row> {
  readonly rows: readonly Row[]
  readonly next: readonly (string | null)[] | undefined
}

/** A list that can be written to a file: what it is called, its columns, and how a page of it is read. */
export interface ExportTable<Row> {
  readonly name: ExportWord
  readonly columns: readonly ExportColumn<Row>[]
  /** Of whose books a row is; left out where no row says anything of a debtor. */
  readonly companyOf?: (row: Row) => bigint
  readPage(context: OperationContext, after: readonly (string | null)[] | undefined): Promise<ExportPage<Row>>
}

export interface ExportColumn<Row> {
  readonly word: ExportWord
  cell(row: Row, language: Language): Cell
}

/** Rows of one read: short enough that no snapshot lives long, whatever the size of the file. */
export const EXPORT_PAGE = 500

/**
 * The rows of a table as cells, page by page. Each page is a snapshot of its own: a row that changes its place while the
 * file is written may be missing or come twice, as on the page itself. Rows with data of debtors are counted by company.
 */
export async function* cellsOf<Row>(
  table: ExportTable<Row>,
  context: OperationContext,
  language: Language,
  counted: Map<bigint, number>,
): AsyncGenerator<Cell[][]> {
  let after: readonly (string | null)[] | undefined
  do {
    const page: ExportPage<Row> = await readAndRelease(table, context, after)
    if (table.companyOf) count(page.rows.map(table.companyOf), counted)
    yield page.rows.map((row) => table.columns.map((column) => column.cell(row, language)))
    after = page.next
  } while (after)
}

function count(companyIds: readonly bigint[], counted: Map<bigint, number>): void {
  for (const companyId of companyIds) counted.set(companyId, (counted.get(companyId) ?? 0) + 1)
}

/** Gives the connection back also when the page cannot be read: the file is under way by then, and nobody else would. */
async function readAndRelease<Row>(
  table: ExportTable<Row>,
  context: OperationContext,
  after: readonly (string | null)[] | undefined,
): Promise<ExportPage<Row>> {
  try {
    return await table.readPage(context, after)
  } finally {
    await context.release()
  }
}

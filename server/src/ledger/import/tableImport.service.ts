import { createHash } from 'node:crypto'
import { requireRight } from '../../access/rights.ts'
import { requireUser } from '../../access/signedIn.ts'
import type { FormatRefusal } from '../../exchange/refusal.ts'
import type { FieldKind } from '../../exchange/table/headings.ts'
import { completeMapping, mappingProblems, proposeMapping, type TableMapping } from '../../exchange/table/mapping.ts'
import { readTable } from '../../exchange/table/readTable.ts'
import type { SourceTable } from '../../exchange/table/sourceTable.ts'
import type { Right } from '../../kernel/permission.ts'
import { err, NotFound, ok, type Result, type UserError } from '../../kernel/result.ts'
import type { Scope, UserScope } from '../../kernel/scope.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { ServicePort } from '../invoice/servicePort.ts'
import { importDocuments } from './importDocuments.ts'
import { importPayments, previewPayments } from './importPayments.service.ts'
import { judgeDocuments } from './judgeDocuments.ts'
import { findMapping, saveMapping } from './tableMapping.store.ts'
import { documentRows, documentsOf, paymentRows, paymentsOf, type RowAnswer } from './tableRows.ts'

export interface GivenTable {
  readonly companyId: bigint
  readonly kind: FieldKind
  readonly fileName: string
  /** Undefined: larger than is taken in. */
  readonly bytes: Uint8Array | undefined
  /** Null: the one saved for these headings, or a proposal. */
  readonly mapping: TableMapping | null
  /** Rows of payments that a person said are no doubles. */
  readonly noDoubles: readonly number[]
}

export interface TablePreview {
  readonly table: SourceTable
  readonly mapping: TableMapping
  /** The name under which the mapping was saved, when it was chosen by the headings. */
  readonly mappingName: string | null
  /** What a person must choose first; then nothing is judged. */
  readonly problems: readonly UserError[]
  readonly digest: string
  readonly rows: readonly RowAnswer[]
}

export interface TableImported {
  readonly table: SourceTable
  readonly rows: readonly RowAnswer[]
}

/** What a person needs to bring in a table, and to change how such tables are read. */
export const TABLE_RIGHTS: Readonly<Record<FieldKind, Right>> = {
  INVOICES: 'IMPORT_INVOICES',
  PAYMENTS: 'IMPORT_PAYMENTS',
}

/** Takes in tables of sales invoices and of payments: what a preview showed is what an import does. */
export class TableImport {
  readonly #database: Database
  readonly #service: ServicePort

  constructor(database: Database, service: ServicePort) {
    this.#database = database
    this.#service = service
  }

  /** Reads a table and judges every row as it would be imported, in the reader's snapshot. Writes nothing. */
  async preview(unit: Unit, anyone: Scope, given: GivenTable): Promise<Result<TablePreview, FormatRefusal>> {
    const scope = requireUser(anyone)
    await requireRight(unit, scope, given.companyId, TABLE_RIGHTS[given.kind])
    const read = await readGiven(given)
    if (!read.ok) return read
    const table = read.value
    const saved = given.mapping ? undefined : await findMapping(unit, given.companyId, given.kind, table.headings)
    const chosen = given.mapping ?? saved?.mapping ?? proposeMapping(table, given.kind)
    const mapping = completeMapping(table, chosen)
    const problems = mappingProblems(table, mapping, given.kind)
    const rows = problems.length > 0 ? [] : await this.#judge(unit, scope, given, table, mapping)
    return ok({ table, mapping, mappingName: saved?.name ?? null, problems, digest: digestOf(given, mapping), rows })
  }

  /**
   * Takes the rows of a table in, each by itself; importing again changes nothing. `digest` is the preview's: a table or
   * mapping that is not the one that was looked at is refused (TABLE_CHANGED). A name saves the mapping under it.
   */
  async import(
    anyone: Scope,
    given: GivenTable & { readonly mapping: TableMapping },
    digest: string,
    saveAs: string | null,
  ): Promise<Result<TableImported>> {
    const scope = requireUser(anyone)
    const { companyId, kind } = given
    await this.#database.read(scope, (unit) => requireRight(unit, scope, companyId, TABLE_RIGHTS[kind]))
    const read = await readGiven(given)
    if (!read.ok) return err({ code: read.error.code, message: read.error.message })
    const table = read.value
    const mapping = completeMapping(table, given.mapping)
    const [problem] = mappingProblems(table, mapping, kind)
    if (problem) return err({ ...problem, field: `mapping.${problem.field}` })
    if (digestOf(given, mapping) !== digest) return err(CHANGED)
    const name = saveAs?.trim() ?? ''
    if (name.length > LONGEST_MAPPING_NAME) return err(NAME_TOO_LONG)
    if (name !== '') await this.#save(scope, given, table, { name, mapping })
    return ok({ table, rows: await this.#import(scope, given, table, mapping) })
  }

  async #judge(
    unit: Unit,
    scope: UserScope,
    given: GivenTable,
    table: SourceTable,
    mapping: TableMapping,
  ): Promise<RowAnswer[]> {
    const { companyId, kind, fileName } = given
    if (kind === 'INVOICES') {
      const documents = documentsOf(table, mapping, await sellerOf(unit, companyId), { fileName, today: scope.today })
      const values = documents.read.map(({ value }) => value)
      return documentRows(documents, await judgeDocuments(unit, companyId, values))
    }
    const payments = paymentsOf(table, mapping, new Set(given.noDoubles))
    const values = payments.read.map(({ value }) => value)
    return paymentRows(payments, await previewPayments(unit, scope, companyId, this.#service, 'TABLE', values))
  }

  async #import(scope: UserScope, given: GivenTable, table: SourceTable, mapping: TableMapping): Promise<RowAnswer[]> {
    const { companyId, kind, fileName } = given
    const parts = { database: this.#database, service: this.#service }
    if (kind === 'INVOICES') {
      const seller = await this.#database.read(scope, (unit) => sellerOf(unit, companyId))
      const documents = documentsOf(table, mapping, seller, { fileName, today: scope.today })
      const values = documents.read.map(({ value }) => value)
      return documentRows(documents, await importDocuments(parts, scope, companyId, values))
    }
    const payments = paymentsOf(table, mapping, new Set(given.noDoubles))
    const values = payments.read.map(({ value }) => value)
    const answers = await importPayments(parts, scope, companyId, 'TABLE', values)
    return paymentRows(
      payments,
      answers.map(({ judged }) => judged),
    )
  }

  async #save(
    scope: UserScope,
    { companyId, kind }: GivenTable,
    table: SourceTable,
    saved: { readonly name: string; readonly mapping: TableMapping },
  ): Promise<void> {
    await this.#database.write(scope, companyId, async (unit) => {
      return ok(await saveMapping(unit, companyId, kind, table.headings, saved, scope))
    })
  }
}

export const LONGEST_MAPPING_NAME = 100
const NAME_TOO_LONG: UserError = {
  code: 'TOO_LONG',
  message: `A name has at most ${LONGEST_MAPPING_NAME} characters.`,
  field: 'saveAs',
}
const CHANGED: UserError = {
  code: 'TABLE_CHANGED',
  message: 'The table or how it is read is not what the preview showed. Look at the preview again.',
  field: 'digest',
}

async function readGiven({ bytes, kind }: GivenTable): Promise<Result<SourceTable, FormatRefusal>> {
  if (bytes) return readTable(bytes, kind)
  const message = 'The file is larger than 20 MB.'
  return err({ code: 'FILE_TOO_LARGE', message, line: 1, advice: 'Divide the table into several files.' })
}

/** Of the bytes and of how they are read. */
function digestOf({ kind, bytes }: GivenTable, mapping: TableMapping): string {
  const columns = [...mapping.columns].sort((a, b) => a.column - b.column)
  const how = [kind, columns.map(({ column, field }) => [column, field])]
  const formats = [mapping.dateOrder, mapping.decimalSign, mapping.currency]
  return createHash('sha256')
    .update(JSON.stringify([how, formats]))
    .update(bytes ?? Buffer.alloc(0))
    .digest('hex')
}

/** The company as the seller of its invoices. */
export async function sellerOf(unit: Unit, companyId: bigint): Promise<{ businessId: string; names: string[] }> {
  const row = await unit.row<{ name: string; businessId: string }>(
    'SELECT c.name, c.business_id AS "businessId" FROM access.company c WHERE c.company_id = $1',
    [companyId],
    'ledger.sellerOf',
  )
  if (!row) throw new NotFound('There is no such company.')
  return { businessId: row.businessId, names: [row.name] }
}

import { err, ok, type Result } from '../../kernel/result.ts'
import type { EInvoice } from '../finvoice/einvoice.ts'
import type { FormatRefusal, FormatWarning } from '../refusal.ts'
import type { FieldReader } from './fieldReader.ts'
import { type ListSeller, readInvoice } from './invoiceFields.ts'
import type { TableMapping } from './mapping.ts'
import { type ReadPayment, readPayment } from './paymentFields.ts'
import { columnsByField, RowReader } from './row.ts'
import type { SourceRow, SourceTable } from './sourceTable.ts'

export interface ReadRow<T> {
  readonly source: SourceRow
  readonly result: Result<T, FormatRefusal>
  readonly warnings: readonly FormatWarning[]
}

/** Each row as an invoice or a credit note, or everything that keeps it from being one. */
export function readInvoiceRows(table: SourceTable, mapping: TableMapping, seller: ListSeller): ReadRow<EInvoice>[] {
  return readRows(table, mapping, (row) => readInvoice(row, seller))
}

export function readPaymentRows(table: SourceTable, mapping: TableMapping): ReadRow<ReadPayment>[] {
  return readRows(table, mapping, readPayment)
}

function readRows<T>(
  table: SourceTable,
  mapping: TableMapping,
  read: (row: FieldReader) => T | undefined,
): ReadRow<T>[] {
  const columns = columnsByField(mapping)
  return table.rows.map((source) => {
    const row = new RowReader(source, table, mapping, columns)
    const value = read(row)
    const { refusal, warnings } = row
    return { source, warnings, result: refusal || !value ? err(refusal as FormatRefusal) : ok(value) }
  })
}

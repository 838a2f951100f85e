import type { FormatRefusal } from '../../exchange/refusal.ts'
import type { ListSeller } from '../../exchange/table/invoiceFields.ts'
import { type ReadRow, readInvoiceRows, readPaymentRows } from '../../exchange/table/listRows.ts'
import type { TableMapping } from '../../exchange/table/mapping.ts'
import type { ReadPayment } from '../../exchange/table/paymentFields.ts'
import type { SourceRow, SourceTable } from '../../exchange/table/sourceTable.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Money } from '../../kernel/money.ts'
import type { UserError } from '../../kernel/result.ts'
import type { BatchAnswer } from './importBatch.ts'
import { digestOfPayment, type GivenPayment, type JudgedPayment, namesOfRows } from './importPayments.ts'
import type { ReadDocument } from './importPlan.ts'

/** NEW: would be taken in, or was. DOUBLE: a payment that is probably booked already; left out until a person says no. */
export const rowOutcomes = ['NEW', 'ALREADY_THERE', 'DOUBLE', 'REFUSED'] as const
export type RowOutcome = (typeof rowOutcomes)[number]

/** What becomes of a row of a table. */
export interface RowAnswer {
  readonly source: SourceRow
  readonly outcome: RowOutcome
  /** What the row comes to, of a credit note negative; null when it could not be read. */
  readonly amount: Money | null
  readonly invoiceId: bigint | null
  readonly refusal: FormatRefusal | null
  readonly warnings: readonly UserError[]
}

/** The rows of a table that could be read, each with what it says, and the answers of those that could not. */
export interface Sorted<T> {
  readonly read: readonly { readonly source: SourceRow; readonly value: T }[]
  readonly refused: readonly RowAnswer[]
}

function sorted<T, U>(rows: readonly ReadRow<T>[], made: (value: T, row: ReadRow<T>) => U): Sorted<U> {
  const read: { source: SourceRow; value: U }[] = []
  const refused: RowAnswer[] = []
  for (const row of rows) {
    if (row.result.ok) read.push({ source: row.source, value: made(row.result.value, row) })
    else refused.push(refusedRow(row.source, row.result.error))
  }
  return { read, refused }
}

function refusedRow(source: SourceRow, refusal: FormatRefusal): RowAnswer {
  return { source, outcome: 'REFUSED', amount: null, invoiceId: null, refusal, warnings: [] }
}

export function documentsOf(
  table: SourceTable,
  mapping: TableMapping,
  seller: ListSeller,
  { fileName, today }: { readonly fileName: string; readonly today: CalendarDate },
): Sorted<ReadDocument> {
  return sorted(readInvoiceRows(table, mapping, seller), (invoice, { source, warnings }) => {
    const document: ReadDocument = { source: 'TABLE', fileName, line: source.row, invoice, warnings }
    // When it was paid the table does not say: until today at the latest.
    return invoice.paid.minor > 0n ? { ...document, paidThrough: today } : document
  })
}

/** `noDoubles` are the rows of which a person said that they are other payments than those in the books. */
export function paymentsOf(
  table: SourceTable,
  mapping: TableMapping,
  noDoubles: ReadonlySet<number>,
): Sorted<GivenPayment> {
  const rows = readPaymentRows(table, mapping)
  const names = namesOfRows(rows.flatMap(({ result }) => (result.ok ? [result.value] : [])))
  let next = 0
  return sorted<ReadPayment, GivenPayment>(rows, (payment, { source }) => ({
    ...payment,
    externalId: names[next++] as string,
    digest: digestOfPayment(payment),
    isNoDouble: noDoubles.has(source.row),
    line: source.row,
  }))
}

export function documentRows({ read, refused }: Sorted<ReadDocument>, answers: readonly BatchAnswer[]): RowAnswer[] {
  const answered = read.map(({ source, value: { invoice } }, index): RowAnswer => {
    const { outcome, refusal, warnings, invoiceId, creditedId } = answers[index] as BatchAnswer
    const minor = invoice.type === 'INV02' ? -invoice.total.minor : invoice.total.minor
    return {
      source,
      outcome: outcome === 'IMPORTED' ? 'NEW' : outcome,
      amount: { minor, currency: invoice.currency },
      invoiceId: invoiceId ?? creditedId,
      refusal,
      warnings,
    }
  })
  return inOrder([...answered, ...refused])
}

export function paymentRows({ read, refused }: Sorted<GivenPayment>, judged: readonly JudgedPayment[]): RowAnswer[] {
  const answered = read.map(({ source, value: { amount } }, index): RowAnswer => {
    const one = judged[index] as JudgedPayment
    const invoiceId = 'known' in one ? one.known.invoiceId : (one.invoice?.id ?? null)
    const refusal = 'refusal' in one ? one.refusal : null
    return { source, outcome: one.outcome, amount, invoiceId, refusal, warnings: [] }
  })
  return inOrder([...answered, ...refused])
}

function inOrder(rows: RowAnswer[]): RowAnswer[] {
  return rows.sort((a, b) => a.source.row - b.source.row)
}

const PLACE: Readonly<Record<RowOutcome, number>> = { REFUSED: 0, DOUBLE: 1, NEW: 2, ALREADY_THERE: 3 }

/** What a person must look at comes first. */
export function problemsFirst(rows: readonly RowAnswer[]): RowAnswer[] {
  return [...rows].sort((a, b) => PLACE[a.outcome] - PLACE[b.outcome] || a.source.row - b.source.row)
}

/** What the new rows come to, per currency. */
export function sumsOfNew(rows: readonly RowAnswer[]): Money[] {
  const sums = new Map<string, bigint>()
  for (const { outcome, amount } of rows) {
    if (outcome === 'NEW' && amount) sums.set(amount.currency, (sums.get(amount.currency) ?? 0n) + amount.minor)
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, minor]) => ({ minor, currency }))
}

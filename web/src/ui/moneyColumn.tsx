import type { RowData } from '@tanstack/react-table'
import type { Amount, Formats } from '../format/format.ts'
import type { LedgerColumn } from './LedgerTable.tsx'

interface MoneyRows<Row> {
  formats: Formats
  rows: readonly Row[] | undefined
  of: (row: Row) => Amount | null | undefined
}

/** A column of amounts: in one currency the heading names it and the rows are bare figures, in several each row names its own. */
export function moneyColumn<Row extends RowData>(
  column: Omit<LedgerColumn<Row>, 'cell' | 'number' | 'unit'>,
  { formats, rows, of }: MoneyRows<Row>,
): LedgerColumn<Row> {
  const currencies = new Set((rows ?? []).flatMap((row) => of(row)?.currency ?? []))
  const single = currencies.size === 1 ? [...currencies][0] : undefined
  return {
    ...column,
    header: single ? `${column.header} ${single}` : column.header,
    number: true,
    unit: single,
    cell: (row) => {
      const amount = of(row)
      if (!amount) return <span className="ledger-dash">–</span>
      return single ? formats.amount(amount) : formats.money(amount)
    },
  }
}

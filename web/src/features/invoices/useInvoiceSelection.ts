import { useState } from 'react'
import type { SalesInvoiceFilter } from '../../api/generated.ts'
import { sumDecimals } from '../../format/decimal.ts'
import type { InvoiceRow } from './invoiceColumns.tsx'

interface Total {
  count: number
  open: { amount: string; currency: string }
}

/** The most that one act names, or does something to while the page waits. */
export const MOST = 1_000

/** The most that one send takes of all that match. */
export const MOST_SENT = 20_000

/** Invoices that are chosen, whatever page of the list they stood on: one by one, or all that the filter finds. */
export function useInvoiceSelection(
  invoices: readonly InvoiceRow[] | undefined,
  filter: SalesInvoiceFilter,
  totals: readonly Total[] | undefined,
) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, InvoiceRow>>(new Map())
  const [isAll, setAll] = useState(false)
  const page = invoices ?? []
  const matching = (totals ?? []).reduce((sum, total) => sum + total.count, 0)

  const change = (ids: ReadonlySet<string>) => {
    const known = new Map([...chosen, ...page.map((invoice) => [invoice.id, invoice] as const)])
    setAll(false)
    setChosen(new Map([...ids].flatMap((id) => (known.has(id) ? [[id, known.get(id) as InvoiceRow]] : []))))
  }
  const rows = [...chosen.values()]
  const currencies = [...new Set(rows.map((invoice) => invoice.open.currency))]
  const sums = isAll
    ? (totals ?? []).map((total) => total.open)
    : currencies.map((currency) => ({
        amount: sumDecimals(rows.filter((row) => row.open.currency === currency).map((row) => row.open.amount)),
        currency,
      }))
  return {
    ids: isAll ? new Set(page.map((invoice) => invoice.id)) : new Set(chosen.keys()),
    change,
    isAll,
    matching,
    count: isAll ? matching : chosen.size,
    sums,
    /** Whether there is more to choose than this page, and all of this page is chosen. */
    mayChooseAll:
      !isAll && matching > chosen.size && page.length > 0 && page.every((invoice) => chosen.has(invoice.id)),
    chooseAll: () => setAll(true),
    clear: () => {
      setAll(false)
      setChosen(new Map())
    },
    /** As the API takes it. */
    selection: isAll ? { filter, expectedCount: matching } : { invoiceIds: [...chosen.keys()] },
  }
}

export type InvoiceChoice = ReturnType<typeof useInvoiceSelection>

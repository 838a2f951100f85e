import { z } from 'zod'
import { requireUser } from '../../access/signedIn.ts'
import { amountCell, textCell, wholeCell } from '../../exchange/table/table.ts'
import { readPeriod } from '../report.resolver.ts'
import { type ReportRow, reportRows } from '../report.store.ts'
import { dayText } from './asked.ts'
import { EXPORT_PAGE, type ExportTable } from './table.ts'

/** What is asked of an export of the report: the arguments of the query `report` without its page. */
export const askedReport = z.strictObject({
  from: dayText,
  to: dayText,
  search: z.string().max(200).nullable().default(null),
})

/** What happened in a period, company by company. */
export function reportTable({ from, to, search }: z.output<typeof askedReport>): ExportTable<ReportRow> {
  return {
    name: 'report',
    async readPage(context, after) {
      const unit = await context.unit()
      requireUser(context.scope)
      const period = readPeriod(from, to)
      const rows = await reportRows(unit, period, search?.trim() || undefined, after, EXPORT_PAGE)
      const last = rows.length === EXPORT_PAGE ? rows.at(-1) : undefined
      return { rows, next: last && [last.name, last.currency, String(last.company_id)] }
    },
    columns: [
      { word: 'company', cell: (row) => textCell(row.name) },
      { word: 'businessId', cell: (row) => textCell(row.business_id) },
      { word: 'currency', cell: (row) => textCell(row.currency) },
      { word: 'arrivedCount', cell: (row) => wholeCell(row.arrivedCount) },
      { word: 'arrived', cell: (row) => amountCell(row.arrived, row.currency) },
      { word: 'paidCount', cell: (row) => wholeCell(row.paidCount) },
      { word: 'paid', cell: (row) => amountCell(row.paid, row.currency) },
      { word: 'settled', cell: (row) => amountCell(row.settled, row.currency) },
      { word: 'creditLoss', cell: (row) => amountCell(row.creditLoss, row.currency) },
      { word: 'fee', cell: (row) => amountCell(row.fee, row.currency) },
      { word: 'feeVat', cell: (row) => amountCell(row.feeVat, row.currency) },
      { word: 'closedCount', cell: (row) => wholeCell(row.closedCount) },
      { word: 'paidInFullCount', cell: (row) => wholeCell(row.paidInFullCount) },
    ],
  }
}

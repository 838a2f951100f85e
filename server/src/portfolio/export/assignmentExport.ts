import { z } from 'zod'
import { companyById } from '../../access/access.loader.ts'
import type { CompanyType } from '../../access/company.type.ts'
import { requireUser } from '../../access/signedIn.ts'
import { assignmentKinds, stages } from '../../duetto/assignment/assignment.enums.ts'
import { type AssignmentRow, assignmentColumns, daysOverdueOn } from '../../duetto/assignment/assignment.store.ts'
import { amountCell, dayCell, textCell, wholeCell } from '../../exchange/table/table.ts'
import { selectionOf } from '../assignmentList.input.ts'
import { listAssignments, type WithCursorKey } from '../assignmentList.store.ts'
import { amountText, dayText } from './asked.ts'
import { EXPORT_PAGE, type ExportTable } from './table.ts'
import { stateWord } from './words.ts'

interface AssignmentLine {
  readonly row: WithCursorKey<AssignmentRow>
  readonly company: CompanyType | undefined
  readonly daysOverdue: number
}

/** What is asked of an export of assignments: the arguments of the query `assignments` without its page. */
export const askedAssignments = z.strictObject({
  sort: z.enum(['DUE_DATE', 'BALANCE_DESC', 'NEWEST_EVENT']).default('DUE_DATE'),
  filter: z
    .strictObject({
      companyIds: z.array(z.string()).nullable(),
      kind: z.enum(assignmentKinds).nullable(),
      stages: z.array(z.enum(stages)).nullable(),
      search: z.string().max(200).nullable(),
      minDaysOverdue: z.int().nullable(),
      maxDaysOverdue: z.int().nullable(),
      minBalance: amountText.nullable(),
      maxBalance: amountText.nullable(),
      openedFrom: dayText.nullable(),
      openedTo: dayText.nullable(),
      includeClosed: z.boolean(),
    })
    .partial()
    .or(z.null())
    .default(null),
})

/** Assignments of every company within reach that a filter finds. */
export function assignmentTable({ filter, sort }: z.output<typeof askedAssignments>): ExportTable<AssignmentLine> {
  return {
    name: 'assignments',
    companyOf: ({ row }) => row.companyId,
    async readPage(context, after) {
      const unit = await context.unit()
      requireUser(context.scope)
      const selection = selectionOf(filter && { includeClosed: false, ...filter }, context.today)
      if (!selection) return { rows: [], next: undefined }
      const page = { first: EXPORT_PAGE, limit: EXPORT_PAGE, after }
      const rows = await listAssignments<AssignmentRow>(unit, assignmentColumns, selection, sort, page)
      const companies = await Promise.all(rows.map((row) => context.load(companyById, row.companyId)))
      const lines = rows.map((row, index) => ({
        row,
        company: companies[index],
        daysOverdue: daysOverdueOn(row, context.today),
      }))
      const last = rows.length === EXPORT_PAGE ? rows.at(-1) : undefined
      return { rows: lines, next: last && [last.cursorKey, String(last.companyId), String(last.id)] }
    },
    columns: [
      { word: 'company', cell: ({ company }) => textCell(company?.name) },
      { word: 'companyBusinessId', cell: ({ company }) => textCell(company?.businessId) },
      { word: 'debtor', cell: ({ row }) => textCell(row.debtorName) },
      { word: 'businessId', cell: ({ row }) => textCell(row.debtorBusinessId) },
      { word: 'invoice', cell: ({ row }) => textCell(row.invoiceNumber) },
      { word: 'reference', cell: ({ row }) => textCell(row.agencyReference ?? row.reference) },
      { word: 'kind', cell: ({ row }, language) => textCell(stateWord(language, 'kind', row.kind)) },
      { word: 'stage', cell: ({ row }, language) => textCell(stateWord(language, 'stage', row.stage)) },
      { word: 'opened', cell: ({ row }) => dayCell(row.openedOn) },
      { word: 'due', cell: ({ row }) => dayCell(row.dueOn) },
      { word: 'daysOverdue', cell: ({ daysOverdue }) => wholeCell(daysOverdue) },
      { word: 'newestOn', cell: ({ row }) => dayCell(row.newestEventOn) },
      { word: 'principal', cell: ({ row }) => amountCell(row.principalOpen, row.currency) },
      { word: 'costs', cell: ({ row }) => amountCell(row.costsOpen, row.currency) },
      { word: 'interest', cell: ({ row }) => amountCell(row.interestOpen, row.currency) },
      { word: 'balance', cell: ({ row }) => amountCell(row.balance, row.currency) },
      { word: 'currency', cell: ({ row }) => textCell(row.currency) },
    ],
  }
}

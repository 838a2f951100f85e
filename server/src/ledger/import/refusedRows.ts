import type { Language } from '../../access/access.enums.ts'
import type { FormatRefusal } from '../../exchange/refusal.ts'
import { reasonHeadings } from '../../exchange/table/reasonColumn.ts'
import { type SourceTable, shownCell } from '../../exchange/table/sourceTable.ts'
import { textCell, wholeCell } from '../../exchange/table/table.ts'
import { CSV_START, csvLine } from '../../exchange/table/writeCsv.ts'
import type { RowAnswer } from './tableRows.ts'
import { refusalText } from './tableWords.ts'

const PLACE: Readonly<Record<Language, 0 | 1 | 2>> = { FI: 0, SV: 1, EN: 2 }

/**
 * The rows that were not taken in as a CSV file of the table's own columns, with its row and the reasons behind them: to
 * be mended in a spreadsheet and imported again as it is. Null when there are none.
 */
export function refusedRowsFile(table: SourceTable, rows: readonly RowAnswer[], language: Language): string | null {
  const refused = rows.filter(({ outcome }) => outcome === 'REFUSED' || outcome === 'DOUBLE')
  if (refused.length === 0) return null
  const place = PLACE[language]
  const head = [...table.headings, reasonHeadings.row[place], reasonHeadings.reason[place]]
  const lines = refused.map(({ source, refusal }) =>
    csvLine([
      ...table.headings.map((_, column) => textCell(shownCell(source.cells[column]))),
      wholeCell(source.row),
      textCell(reasonsOf(refusal, language)),
    ]),
  )
  return [CSV_START, csvLine(head.map(textCell)), ...lines].join('')
}

function reasonsOf(refusal: FormatRefusal | null, language: Language): string {
  if (!refusal) return ''
  return [refusal, ...(refusal.also ?? [])].map((one) => refusalText(one, language)).join(' | ')
}

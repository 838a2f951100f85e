import type { ApolloClient } from '@apollo/client'
import { type AuditFilterInput, CompanyHistoryDocument, type CompanyHistoryQuery } from '../../api/generated.ts'

export type HistoryEntry = CompanyHistoryQuery['auditTrail']['nodes'][number]

/** The largest page of the API, and the most of them that one file takes. */
const PAGE = 100
const MOST_PAGES = 100

/** Everything that the filter finds, the newest first, at most ten thousand entries. */
export async function everyEntry(
  client: ApolloClient,
  companyId: string,
  filter: AuditFilterInput,
): Promise<HistoryEntry[]> {
  const entries: HistoryEntry[] = []
  let after: string | null = null
  for (let page = 0; page < MOST_PAGES; page++) {
    const { data }: { data?: CompanyHistoryQuery } = await client.query({
      query: CompanyHistoryDocument,
      variables: { companyId, first: PAGE, after, filter },
      fetchPolicy: 'network-only',
    })
    entries.push(...(data?.auditTrail.nodes ?? []))
    after = data?.auditTrail.pageInfo.endCursor ?? null
    if (!data?.auditTrail.pageInfo.hasNextPage) break
  }
  return entries
}

/** A cell that a spreadsheet neither splits nor takes for a formula. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Semicolons and a byte order mark, as Finnish spreadsheets open them. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`
}

export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

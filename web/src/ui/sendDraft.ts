/**
 * A send that is being prepared. It is kept by its key in this browser tab, so that a refresh, the back button or a second click
 * meets the same draft, and the same key makes the server send once.
 */
export interface SendDraft {
  kind: 'REMINDER' | 'COLLECTION'
  companyId: string
  invoiceIds: readonly string[]
  /** Instead of ids: all invoices that the filter finds, as many as were seen. */
  filter?: object
  expectedCount?: number
  /** The list that the invoices were chosen from: section, order, place. */
  list: { section: string; sort: string | null; search: string | null; after: string | null }
  /** The send that came of it. */
  sendId?: string
}

const prefix = 'duetto.send.'

export function keepDraft(key: string, draft: SendDraft): void {
  sessionStorage.setItem(prefix + key, JSON.stringify(draft))
}

export function findDraft(key: string): SendDraft | undefined {
  const text = sessionStorage.getItem(prefix + key)
  return text === null ? undefined : (JSON.parse(text) as SendDraft)
}

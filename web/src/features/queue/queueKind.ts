import type { QueueKind } from '../../api/generated.ts'

const pages: Record<QueueKind, string> = {
  MONEY_DOUBTFUL: 'payments?view=bank&state=DOUBTFUL',
  MONEY_UNMATCHED: 'payments?view=bank&state=UNMATCHED',
  MESSAGES_FAILED: 'service',
  TERMS_TO_ACCEPT: 'service',
  TO_COLLECTION: 'invoices?section=REMINDED_REQUESTED&status=REQUESTED',
  TO_REMINDER: 'invoices?section=OVERDUE',
  ADDRESS_MISSING: 'customers?only=incomplete',
  SERVICE_NOT_ACTIVE: 'service',
}

/** The page where the work is done. */
export function pageOf(kind: QueueKind, companyId: string): string {
  return `/companies/${encodeURIComponent(companyId)}/${pages[kind]}`
}

export function readKind(word: string | null | undefined): QueueKind | undefined {
  return Object.keys(pages).find((kind): kind is QueueKind => kind === word)
}

import { createHash } from 'node:crypto'
import type { InvoiceSelection } from '../ledger/invoiceSelection.ts'
import type { AfterReminder, AssignmentKind } from './assignment.enums.ts'

const LONGEST_KEY = 200

/** What a client asks to be sent; the same request with the same key is the same send, however often it is made. */
export interface SendRequest {
  readonly companyId: bigint
  readonly kind: AssignmentKind
  /** Only of a reminder send. */
  readonly afterReminder: AfterReminder | null
  /** Named one by one, or all that a filter finds. */
  readonly selection: InvoiceSelection
  readonly idempotencyKey: string
}

/** What makes two requests the same: service, what follows, and which invoices in whatever order. */
export function requestDigest({ kind, afterReminder, selection }: SendRequest): Buffer {
  const text = [kind, afterReminder ?? '', ...selectionWords(selection)].join('|')
  return createHash('sha256').update(text).digest()
}

/** Of a filter its own words: what it finds changes by the very send. */
function selectionWords(selection: InvoiceSelection): readonly (string | bigint)[] {
  if ('ids' in selection) return [...new Set(selection.ids)].sort((a, b) => (a < b ? -1 : 1))
  const filter = Object.entries(selection.filter)
    .filter(([, value]) => value !== null && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
  return ['filter', String(selection.expectedCount), ...filter]
}

export function isUsableKey(key: string): boolean {
  return key.trim() !== '' && key.length <= LONGEST_KEY
}

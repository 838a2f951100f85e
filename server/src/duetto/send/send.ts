import { createHash } from 'node:crypto'
import type { InvoiceSelection } from '../../ledger/invoice/invoiceSelection.ts'
import type { AfterReminder, AssignmentKind } from '../assignment/assignment.enums.ts'

const LONGEST_KEY = 200

/** The most invoices that one send takes: far more than one act of a person, and still one list of its own. */
export const SEND_LIMIT = 20_000

/** The most that are handed over while the client waits; more than these are sent in the background. */
export const AT_ONCE_LIMIT = 1_000

export const sendStates = ['SENDING', 'DONE'] as const
export type SendState = (typeof sendStates)[number]

/** What a client asks to be sent; the same request with the same key is the same send, however often it is made. */
export interface SendRequest {
  readonly companyId: bigint
  readonly kind: AssignmentKind
  /** Only of a reminder send. */
  readonly afterReminder: AfterReminder | null
  /** Named one by one, or all that a filter finds. */
  readonly selection: InvoiceSelection
  readonly idempotencyKey: string
  /** Answer at once and send batch by batch; what is too much to wait for is sent so in any case. */
  readonly inBackground?: boolean
  /** Invoices that cannot be sent are no part of the send, instead of standing in it as refused. */
  readonly leaveOutProblems?: boolean
}

/** What makes two requests the same: service, what follows, and which invoices in whatever order. */
export function requestDigest({ kind, afterReminder, selection, leaveOutProblems }: SendRequest): Buffer {
  const words = [kind, afterReminder ?? '', ...selectionWords(selection)]
  const text = (leaveOutProblems ? [...words, 'leave out'] : words).join('|')
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

import { createHash } from 'node:crypto'
import type { AfterReminder, AssignmentKind } from './assignment.enums.ts'

/** The most invoices of one send. */
export const SEND_LIMIT = 1_000

const LONGEST_KEY = 200

/** What a client asks to be sent; the same request with the same key is the same send, however often it is made. */
export interface SendRequest {
  readonly companyId: bigint
  readonly kind: AssignmentKind
  /** Only of a reminder send. */
  readonly afterReminder: AfterReminder | null
  readonly invoiceIds: readonly bigint[]
  readonly idempotencyKey: string
}

/** Each invoice once, in the order asked. */
export function distinctInvoices(request: SendRequest): bigint[] {
  return [...new Set(request.invoiceIds)]
}

/** What makes two requests the same: service, what follows, and which invoices in whatever order. */
export function requestDigest(request: SendRequest): Buffer {
  const invoices = distinctInvoices(request).sort((a, b) => (a < b ? -1 : 1))
  const text = [request.kind, request.afterReminder ?? '', ...invoices].join('|')
  return createHash('sha256').update(text).digest()
}

export function isUsableKey(key: string): boolean {
  return key.trim() !== '' && key.length <= LONGEST_KEY
}

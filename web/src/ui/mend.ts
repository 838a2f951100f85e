/** Where what stands against sending an invoice is mended: the page, with its dialog open, and the word of the link. */
export interface Mend {
  to: string
  word: MendWord
}

export type MendWord =
  | 'card'
  | 'status'
  | 'dispute'
  | 'cost'
  | 'dueDate'
  | 'loss'
  | 'assignment'
  | 'payments'
  | 'history'
  | 'service'

export interface MendPlace {
  companyId: string
  invoiceId: string
  customerId: string
  /** The running assignment, where there is one. */
  assignmentId?: string | null
}

const at = (path: string, id: string, query = '') => `/${path}/${encodeURIComponent(id)}${query}`

/** Undefined for what no act of a person mends: a currency, a day that has not come. */
export function mendOf(code: string, place: MendPlace): Mend | undefined {
  const invoice = (query: string) => at('invoices', place.invoiceId, query)
  const card = (field: string) => at('customers', place.customerId, `?do=edit&field=${field}`)
  switch (code) {
    case 'ADDRESS_MISSING':
      return { to: card('street'), word: 'card' }
    case 'COLLECTION_PROHIBITED':
      return { to: card('collectionProhibited'), word: 'card' }
    case 'ALREADY_REMINDED':
    case 'LETTERS_MISSING':
    case 'NOT_REQUESTED':
    case 'STATUS_NOT_SENDABLE':
      return { to: invoice('?do=status'), word: 'status' }
    case 'NOT_OVERDUE':
    case 'TERM_TOO_SHORT':
      return { to: invoice('?do=dueDate'), word: 'dueDate' }
    case 'DISPUTED':
      return { to: invoice('?do=disputeEnded'), word: 'dispute' }
    case 'COST_NOT_AGREED':
    case 'COST_DIFFERS':
      return { to: invoice('?do=cost'), word: 'cost' }
    case 'PRESCRIBED':
      return { to: invoice('?do=creditLoss'), word: 'loss' }
    case 'NOTHING_OPEN':
    case 'PAID_TO_SERVICE':
      return { to: invoice('#payments'), word: 'payments' }
    case 'REMINDER_MISSING':
    case 'REMINDER_TOO_RECENT':
      return { to: invoice('#history'), word: 'history' }
    case 'IN_SERVICE':
      return place.assignmentId ? { to: at('assignments', place.assignmentId), word: 'assignment' } : undefined
    case 'SERVICE_NOT_ACTIVE':
      return { to: at('companies', place.companyId, '/service'), word: 'service' }
    default:
      return undefined
  }
}

/** Reasons that another act mends, many invoices at once. */
export const mendedByAct: Readonly<Record<string, 'disputeEnded' | 'allow'>> = {
  DISPUTED: 'disputeEnded',
  COLLECTION_PROHIBITED: 'allow',
}

/** Reasons that a status set by hand mends, many invoices at once. */
export const mendedByStatus: readonly string[] = [
  'ALREADY_REMINDED',
  'LETTERS_MISSING',
  'NOT_REQUESTED',
  'STATUS_NOT_SENDABLE',
]

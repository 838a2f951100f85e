import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { formatDecimal, money } from '../../kernel/money.ts'
import type { UserError } from '../../kernel/result.ts'
import { type InvoiceSource, LARGEST_AMOUNT } from '../import/importPlan.ts'

/** What of an invoice that the books have may change in Netvisor. */
export const changedParts = ['TOTAL', 'DUE_DATE', 'ROWS', 'STATUS', 'CREDIT_NOTE'] as const
export type ChangedPart = (typeof changedParts)[number]

/** A row as the books keep it. */
export interface KeptRow {
  readonly description: string
  readonly quantity: string | null
  readonly unitPrice: string | null
  readonly vatPercent: string | null
  readonly total: string | null
}

/** The parts of an invoice that are compared; the total in minor units. */
export interface Compared {
  readonly total: bigint
  readonly dueOn: CalendarDate
  readonly rows: readonly KeptRow[]
}

/** What Netvisor told before; null of what it was not asked yet. */
export interface ToldBefore {
  readonly total: bigint | null
  readonly dueOn: CalendarDate | null
  readonly rows: readonly KeptRow[] | null
}

/** The invoice in the books, as far as a change from Netvisor needs it. */
export interface StandingInvoice extends Compared {
  readonly issuedOn: CalendarDate
  readonly currency: string
  readonly paid: bigint
  readonly beyond: bigint
  readonly open: bigint
  readonly inService: boolean
  readonly source: InvoiceSource
  /** The due date that it came with, where a person has moved it since. */
  readonly firstDueOn: CalendarDate | null
}

/**
 * The parts that changed in Netvisor and that the books do not have: what Netvisor told before counts, since the books may
 * differ from it by a person's doing. `waiting` are parts that changed earlier and are not taken over yet.
 */
export function partsChanged(
  book: StandingInvoice,
  before: ToldBefore,
  there: Compared,
  waiting: readonly ChangedPart[] = [],
): ChangedPart[] {
  const base: Compared = {
    total: before.total ?? book.total,
    dueOn: before.dueOn ?? book.firstDueOn ?? book.dueOn,
    // Rows of an e-invoice are worded otherwise than Netvisor words the same.
    rows: before.rows ?? (book.source === 'NETVISOR' ? book.rows : there.rows),
  }
  const isNews = (part: ChangedPart, differs: (one: Compared) => boolean) =>
    differs(book) && (differs(base) || waiting.includes(part))
  const found: ChangedPart[] = []
  if (isNews('TOTAL', (one) => one.total !== there.total)) found.push('TOTAL')
  if (isNews('DUE_DATE', (one) => one.dueOn !== there.dueOn)) found.push('DUE_DATE')
  if (isNews('ROWS', (one) => textOf(one.rows) !== textOf(there.rows))) found.push('ROWS')
  return found
}

function textOf(rows: readonly KeptRow[]): string {
  return JSON.stringify(
    rows.map(({ description, quantity, unitPrice, vatPercent, total }) => [
      description,
      quantity,
      unitPrice,
      vatPercent,
      total,
    ]),
  )
}

export interface Taking {
  readonly parts: readonly ChangedPart[]
  /** The due date was moved here too. */
  readonly isMovedHere: boolean
  /** A person decided it; else the fetch would do it by itself. */
  readonly byPerson: boolean
}

/** Why the books cannot take a change over, with what to do; undefined: they can. All of it is taken over, or nothing. */
export function refusalOfChange(
  book: StandingInvoice,
  there: Compared,
  { parts, isMovedHere, byPerson }: Taking,
): UserError | undefined {
  const changesTotal = parts.includes('TOTAL')
  const movesDueDate = parts.includes('DUE_DATE')
  if (changesTotal && (there.total <= 0n || there.total > LARGEST_AMOUNT))
    return reasonOf('NETVISOR_TOTAL_NOT_STORABLE')
  // Letters and the agency's book rest on what was handed over; a person may still move the due date, which it is told.
  if (book.inService && (changesTotal || !byPerson)) return reasonOf('NETVISOR_CHANGED_IN_SERVICE')
  if (book.open === 0n && (changesTotal || movesDueDate)) return reasonOf('NETVISOR_CHANGED_SETTLED')
  if (changesTotal && there.total < book.paid - book.beyond) {
    const paid = `${formatDecimal(money(book.paid - book.beyond, book.currency))} ${book.currency}`
    return { ...reasonOf('NETVISOR_TOTAL_BELOW_PAID'), values: { paid } }
  }
  if (movesDueDate && there.dueOn < book.issuedOn) return reasonOf('NETVISOR_DUE_BEFORE_ISSUE')
  if (byPerson) return undefined
  if (book.source !== 'NETVISOR') return reasonOf('NETVISOR_CHANGED_OTHER_SOURCE')
  if (movesDueDate && isMovedHere) return reasonOf('NETVISOR_CHANGED_HERE')
  return undefined
}

const REASONS = {
  NETVISOR_CHANGED_IN_SERVICE:
    'The invoice is in the service. Move its due date, credit it or ask for a recall here; or keep what the books say.',
  NETVISOR_CHANGED_SETTLED:
    'Nothing of the invoice is unpaid here. Take a wrong payment back first, or keep what the books say.',
  NETVISOR_TOTAL_BELOW_PAID:
    'More has been paid here than the new total. Take back or move what is too much first, or keep what the books say.',
  NETVISOR_DUE_BEFORE_ISSUE: 'The new due date is before the day of issue. Correct the invoice in Netvisor.',
  NETVISOR_TOTAL_NOT_STORABLE: 'The new total is nothing, or too large. Credit the invoice instead of changing it.',
  NETVISOR_CHANGED_OTHER_SOURCE:
    'The invoice came as an e-invoice or from a list, and its books follow that. Decide which one holds.',
  NETVISOR_CHANGED_HERE: 'The due date was moved here too. Decide which one holds.',
  NETVISOR_CHANGE_WAITS: 'Nothing stands against it any more. Take it over, or keep what the books say.',
  NETVISOR_REJECTED:
    'The invoice is rejected in Netvisor. Credit it or write it off here if nothing is to be collected, or keep it.',
  NETVISOR_CREDIT_UNMATCHED:
    'Netvisor does not match the credit note with the invoice any more. Take the credit back on the invoice, or keep it.',
} as const

export type DifferenceCode = keyof typeof REASONS

/** A difference as it stands today: the books may have changed since it was found. */
export interface Standing {
  /** Why it waits, and what to do. */
  readonly reason: UserError
  /** Whether a person's decision brings it into the books. */
  readonly isTakeable: boolean
}

/** What a person decides however the books stand. */
const DECIDED: readonly DifferenceCode[] = ['NETVISOR_CHANGED_HERE', 'NETVISOR_CHANGED_OTHER_SOURCE']

export function standingOf(
  found: { readonly code: DifferenceCode; readonly parts: readonly ChangedPart[] },
  book: StandingInvoice,
  there: Compared,
): Standing {
  const { code, parts } = found
  // These are dealt with on the invoice, by the acts that it has anyway.
  if (parts.includes('STATUS') || parts.includes('CREDIT_NOTE')) return { reason: reasonOf(code), isTakeable: false }
  const refusal = refusalOfChange(book, there, { parts, isMovedHere: true, byPerson: true })
  if (refusal) return { reason: refusal, isTakeable: false }
  if (DECIDED.includes(code)) return { reason: reasonOf(code), isTakeable: true }
  return {
    reason: reasonOf(book.inService ? 'NETVISOR_CHANGED_IN_SERVICE' : 'NETVISOR_CHANGE_WAITS'),
    isTakeable: true,
  }
}

export function reasonOf(code: DifferenceCode): UserError {
  return { code, message: REASONS[code] }
}

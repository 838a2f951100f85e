import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Money } from '../../kernel/money.ts'
import type { Result } from '../../kernel/result.ts'
import type { FormatRefusal, FormatWarning } from '../refusal.ts'

/** 053 is an account statement, 054 a notification; KTL is a list of reference payments. */
export type StatementKind = '053' | '054' | 'KTL'

export type Direction = 'CRDT' | 'DBIT'

/** What the payer said the money is for. One payment may name several invoices and set credit notes off against them. */
export interface Remittance {
  /** As written. */
  readonly rawReference?: string
  /** Normal form, when it is a valid one. */
  readonly reference?: string
  /** Number of the invoice or credit note. */
  readonly document?: string
  readonly creditNote: boolean
  readonly amount?: Money
}

/**
 * COMPLETE: amount and reference are the payment's own. Otherwise the transaction is the entry's total, has no
 * reference, and waits for a person or for another file:
 * BATCH_WITHOUT_DETAILS: the payments inside come in the 054; DETAILS_WITHOUT_AMOUNTS: they are listed, but not how
 * much each was; DETAILS_CONTRADICT: they do not add up to what was booked.
 */
export type Detail = 'COMPLETE' | 'BATCH_WITHOUT_DETAILS' | 'DETAILS_WITHOUT_AMOUNTS' | 'DETAILS_CONTRADICT'

/** Where a transaction stood inside an entry that holds several. */
export interface BatchPlace {
  readonly entryArchiveId?: string
  /** From 1. */
  readonly ordinal: number
  readonly size: number
}

export interface BankTransaction {
  /** The same payment has the same key in a 053 and a 054; two payments never have. See bank/transactionKey.ts. */
  readonly key: string
  readonly accountIban: string
  readonly archiveId?: string
  readonly entryRef?: string
  readonly direction: Direction
  /** An earlier entry is taken back; `direction` says which way the money goes now. */
  readonly reversal: boolean
  readonly bookedOn: CalendarDate
  readonly valueOn?: CalendarDate
  /** Positive. */
  readonly amount: Money
  /** Normal form; only when the payment names exactly one valid reference. */
  readonly reference?: string
  /** What was written in the place of a reference, valid or not, if it was one only. */
  readonly rawReference?: string
  readonly remittances: readonly Remittance[]
  readonly payerName?: string
  readonly payerIban?: string
  readonly payeeName?: string
  readonly payeeIban?: string
  readonly message?: string
  readonly endToEndId?: string
  /** The payment file (its payment information, otherwise its message) that asked for it, as the bank names it. */
  readonly instructionId?: string
  /** Why a payment comes back to who sent it (ISO 20022 external return reason, or the bank's words). */
  readonly returnReason?: string
  /** ISO bank transaction code `PMNT/RCDT/ESCT`. */
  readonly bankCode?: string
  readonly detail: Detail
  readonly batch?: BatchPlace
  /** In the file. */
  readonly line: number
}

/** Positive in the account holder's favour, negative when overdrawn. */
export interface Balance {
  readonly amount: Money
  readonly date: CalendarDate
}

export interface BankStatement {
  readonly kind: StatementKind
  readonly messageId?: string
  readonly statementId: string
  /** As the bank wrote it, with or without a time zone. */
  readonly createdAt?: string
  readonly accountIban: string
  readonly currency: string
  readonly openingBalance?: Balance
  readonly closingBalance?: Balance
  readonly transactions: readonly BankTransaction[]
  /** Entries that could not be read; the others are none the worse for it. */
  readonly refusedEntries: readonly FormatRefusal[]
}

export interface StatementResult {
  /** From 0, in the order of the file. */
  readonly index: number
  readonly line: number
  readonly result: Result<BankStatement, FormatRefusal>
  readonly warnings: readonly FormatWarning[]
}

import type { BankTransaction, StatementKind } from '../../exchange/bank/statement.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'

export const bankTransactionStates = [
  'BOOKED',
  'OVERPAID',
  'UNMATCHED',
  'DOUBTFUL',
  'REVERSED',
  'OUTGOING',
  'SUPERSEDED',
  'DISMISSED',
] as const
export type BankTransactionState = (typeof bankTransactionStates)[number]

/** NETVISOR: not a file of the bank, but what Netvisor tells of payments. */
export const statementKinds = ['STATEMENT', 'NOTIFICATION', 'REFERENCE_LIST', 'NETVISOR'] as const
export type BankStatementKind = (typeof statementKinds)[number]

export const kindOfStatement: Readonly<Record<StatementKind, BankStatementKind>> = {
  '053': 'STATEMENT',
  '054': 'NOTIFICATION',
  KTL: 'REFERENCE_LIST',
}

/** What is meant for one reference. Amounts in minor units. */
export interface Part {
  readonly reference: string
  readonly amount: bigint
}

/**
 * What a transaction pays, reference by reference; empty when that cannot be told. A payment that names several
 * invoices counts only if the amounts make up the whole: with credit notes set off a person decides.
 */
export function partsOf(transaction: BankTransaction): Part[] {
  if (transaction.detail !== 'COMPLETE') return []
  if (transaction.reference) return [{ reference: transaction.reference, amount: transaction.amount.minor }]
  const parts = transaction.remittances.flatMap(({ reference, amount, creditNote }) =>
    reference && amount && amount.minor > 0n && !creditNote ? [{ reference, amount: amount.minor }] : [],
  )
  const sum = parts.reduce((total, part) => total + part.amount, 0n)
  const isWhole = parts.length === transaction.remittances.length && sum === transaction.amount.minor
  return isWhole && parts.length > 0 ? parts : []
}

export interface FirstState {
  readonly state: BankTransactionState
  readonly reason: string
  /** Whether its amount waits to be booked. */
  readonly waits: boolean
}

/** Where a new transaction starts, before the books are asked. */
export function firstState(transaction: BankTransaction): FirstState {
  const { direction, reversal, detail } = transaction
  if (reversal && direction === 'DBIT') return { state: 'UNMATCHED', reason: 'REVERSAL_WITHOUT_PAYMENT', waits: false }
  if (direction === 'DBIT' || reversal) return { state: 'OUTGOING', reason: 'OUTGOING', waits: false }
  if (detail !== 'COMPLETE') return { state: 'UNMATCHED', reason: detail, waits: true }
  if (partsOf(transaction).length > 0) return { state: 'UNMATCHED', reason: 'NO_INVOICE_WITH_REFERENCE', waits: true }
  if (transaction.remittances.length > 1) return { state: 'UNMATCHED', reason: 'SEVERAL_REFERENCES', waits: true }
  const reason = transaction.rawReference ? 'REFERENCE_INVALID' : 'NO_REFERENCE'
  return { state: 'UNMATCHED', reason, waits: true }
}

/** A stored transaction as far as pairing a reversal with its payment needs it. */
export interface Pairable {
  readonly id: bigint
  readonly iban: string
  readonly archiveId: string | null
  readonly reference: string | null
  readonly amount: bigint
  readonly currency: string
  readonly bookedOn: CalendarDate
}

/**
 * Which payment each reversal takes back: same account, amount and reference, the one with the same archive id first,
 * else the oldest. Without a reference only the archive id tells. Each payment is taken back once, and a reversal that
 * came before its payment finds it later: so the order of files does not matter.
 */
export function pairReversals<R extends Pairable, C extends Pairable>(
  reversals: readonly R[],
  credits: readonly C[],
): { reversal: R; credit: C }[] {
  const left = new Set([...credits].sort(byDay))
  return [...reversals].sort(byDay).flatMap((reversal) => {
    const alike = [...left].filter((credit) => isTakenBackBy(credit, reversal))
    const credit = alike.find((one) => one.archiveId !== null && one.archiveId === reversal.archiveId) ?? alike[0]
    if (!credit) return []
    left.delete(credit)
    return [{ reversal, credit }]
  })
}

function byDay(a: Pairable, b: Pairable): number {
  if (a.bookedOn !== b.bookedOn) return a.bookedOn < b.bookedOn ? -1 : 1
  return a.id < b.id ? -1 : 1
}

function isTakenBackBy(credit: Pairable, reversal: Pairable): boolean {
  if (credit.iban !== reversal.iban || credit.amount !== reversal.amount || credit.currency !== reversal.currency)
    return false
  if (reversal.reference !== null) return credit.reference === reversal.reference
  return reversal.archiveId !== null && credit.archiveId === reversal.archiveId
}

/** Money as one file mentions it, as far as telling the same money in another file needs it. */
export interface Mention {
  readonly kind: BankStatementKind
  readonly archiveId: string | null
  readonly entryArchiveId: string | null
  readonly reference: string | null
  readonly amount: bigint
  readonly isDivided: boolean
}

/**
 * True when `plain` says less about the same money than `detailed`, which came in a file of another kind: an entry whose
 * payments are listed there, or the same archive id and amount without the reference.
 */
export function isSupersededBy(plain: Mention, detailed: Mention): boolean {
  if (plain.kind === detailed.kind) return false
  if (!plain.isDivided && detailed.isDivided) {
    return plain.entryArchiveId !== null && plain.entryArchiveId === detailed.entryArchiveId
  }
  return (
    plain.reference === null &&
    detailed.reference !== null &&
    plain.archiveId !== null &&
    plain.archiveId === detailed.archiveId &&
    plain.amount === detailed.amount
  )
}

import type { BankStatement, BankTransaction } from '../../exchange/bank/statement.ts'
import { parseCalendarDate } from '../../kernel/calendarDate.ts'
import { lockBooks } from '../invoice/invoice.store.ts'
import type { Books } from '../payment/booking.ts'
import {
  findMentions,
  findStates,
  findTransactionsByKey,
  insertTransactions,
  linkSameMoney,
  type StatementRow,
  type StoredMention,
  saveStatement,
  type TransactionRow,
  type TransactionUpdate,
  updateTransactions,
} from './bank.store.ts'
import { bookReversals, bookWaiting } from './bankBooking.ts'
import { type BankTransactionState, firstState, isSupersededBy, kindOfStatement, partsOf } from './bankMatching.ts'

export interface StoredTransaction {
  readonly outcome: 'IMPORTED' | 'ALREADY_THERE'
  readonly transactionId: bigint
  readonly state: BankTransactionState
}

/** How many transactions go into one database transaction. */
export const CHUNK_SIZE = 1_000

/**
 * Stores some transactions of a statement once each, by their keys, and books what they pay and take back, in one
 * database transaction. Answers in the order given.
 */
export async function importTransactions(
  books: Books,
  statement: BankStatement,
  transactions: readonly BankTransaction[],
): Promise<StoredTransaction[]> {
  const { unit, companyId } = books
  await lockBooks(unit, companyId)
  const statementId = await saveStatement(unit, companyId, statementRow(statement), books.now)
  const known = await findTransactionsByKey(
    unit,
    companyId,
    transactions.map((transaction) => transaction.key),
  )
  const fresh = transactions.filter((transaction) => !known.has(transaction.key))
  const ids =
    fresh.length > 0 ? await insertTransactions(unit, companyId, statementId, fresh.map(transactionRow)) : known
  if (fresh.length > 0) await linkSameMoney(unit, companyId, [...ids.values()])
  await supersede(books, statement, fresh)
  const reopened = await bookReversals(books)
  const paid = fresh.flatMap((transaction) => partsOf(transaction).map((part) => part.reference))
  await bookWaiting(books, [...new Set([...reopened, ...paid])])
  const states = await findStates(unit, companyId, [...known.values(), ...ids.values()])
  return transactions.map(({ key }) => {
    const transactionId = (known.get(key) ?? ids.get(key)) as bigint
    const state = states.get(transactionId) as BankTransactionState
    return { outcome: known.has(key) ? 'ALREADY_THERE' : 'IMPORTED', transactionId, state }
  })
}

function statementRow(statement: BankStatement): StatementRow {
  const { openingBalance, closingBalance } = statement
  return {
    iban: statement.accountIban,
    kind: kindOfStatement[statement.kind],
    messageId: statement.messageId ?? '',
    statementId: statement.statementId,
    createdOn: parseCalendarDate(statement.createdAt?.slice(0, 10) ?? '') ?? null,
    opening: openingBalance?.amount.minor ?? null,
    closing: closingBalance?.amount.minor ?? null,
    currency: statement.currency,
  }
}

function transactionRow(transaction: BankTransaction): TransactionRow {
  const { state, reason, waits } = firstState(transaction)
  const parts = transaction.reference ? [] : partsOf(transaction)
  const amount = transaction.amount.minor.toString()
  return {
    key: transaction.key,
    iban: transaction.accountIban,
    archiveId: transaction.archiveId ?? null,
    entryArchiveId: transaction.batch?.entryArchiveId ?? transaction.archiveId ?? null,
    direction: transaction.direction === 'CRDT' ? 'CREDIT' : 'DEBIT',
    reversal: transaction.reversal,
    bookedOn: transaction.bookedOn,
    amount,
    currency: transaction.amount.currency,
    reference: transaction.reference ?? null,
    parts: parts.map((part) => ({ reference: part.reference, amount: part.amount.toString() })),
    payerName: transaction.payerName ?? null,
    payerIban: transaction.payerIban ?? null,
    message: transaction.message ?? null,
    isDivided: transaction.detail === 'COMPLETE' && transaction.batch !== undefined,
    state,
    reason,
    unallocated: waits ? amount : '0',
  }
}

/** The same money stands on the statement and in the notification: only the better description of it counts. */
async function supersede(books: Books, statement: BankStatement, fresh: readonly BankTransaction[]): Promise<void> {
  const { unit, companyId } = books
  const archiveIds = new Set(fresh.flatMap((one) => [one.archiveId ?? [], one.batch?.entryArchiveId ?? []].flat()))
  if (archiveIds.size === 0) return
  const mentions = await findMentions(unit, companyId, statement.accountIban, [...archiveIds])
  const updates = mentions.filter((one) => isWaitingFor(one, mentions)).map(superseded)
  await updateTransactions(unit, companyId, updates)
}

/** Only what has booked nothing may give way. */
function isWaitingFor(one: StoredMention, mentions: readonly StoredMention[]): boolean {
  return one.state === 'UNMATCHED' && mentions.some((other) => other.id !== one.id && isSupersededBy(one, other))
}

function superseded({ id }: StoredMention): TransactionUpdate {
  return { id, state: 'SUPERSEDED', reason: 'LISTED_IN_ANOTHER_FILE', unallocated: 0n }
}

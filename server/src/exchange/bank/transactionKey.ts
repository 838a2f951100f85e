import { formatDecimal } from '../../kernel/money.ts'
import type { BankTransaction } from './statement.ts'

export type Unkeyed = Omit<BankTransaction, 'key'>

/**
 * What identifies a payment at the bank: its own archive id, otherwise its entry's and its place in it, otherwise the
 * payer's end-to-end id on its day, otherwise its place in the statement.
 */
function identityOf(transaction: Unkeyed, statementId: string, place: number): string {
  if (transaction.archiveId) return transaction.archiveId
  const { batch, bookedOn, endToEndId } = transaction
  if (batch?.entryArchiveId) return `${batch.entryArchiveId}#${batch.ordinal}`
  if (endToEndId && endToEndId !== 'NOTPROVIDED') return `${bookedOn}/${endToEndId}`
  return `${statementId}#${place}`
}

/**
 * Gives the transactions of one statement their keys: account, identity, direction, reversal, reference, amount. Equal
 * ones in one statement are counted, because two equal payments are two payments; the count is the same wherever the
 * same payments are listed together, in a 053 or in a 054.
 */
export function withKeys(transactions: readonly Unkeyed[], statementId: string): BankTransaction[] {
  const seen = new Map<string, number>()
  return transactions.map((transaction, place) => {
    const base = [
      transaction.accountIban,
      identityOf(transaction, statementId, place + 1),
      transaction.direction,
      transaction.reversal ? 'R' : '',
      transaction.reference ?? '',
      `${formatDecimal(transaction.amount)}${transaction.amount.currency}`,
    ].join('|')
    const count = (seen.get(base) ?? 0) + 1
    seen.set(base, count)
    return { ...transaction, key: count === 1 ? base : `${base}|${count}` }
  })
}

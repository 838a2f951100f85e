import type { BankTransaction } from '../../exchange/bank/statement.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { instructionOf, isOurName, mayBeFile, type Outgoing } from './instruction.ts'
import {
  type Account,
  entryWhole,
  markPaid,
  markParts,
  markReturned,
  paidLike,
  partsOf,
  releaseGuess,
  sumThatPaid,
  takeOver,
  unpaidLike,
  untouchedFiles,
} from './outgoing.store.ts'

/*
 * Money that leaves an account for client funds, and what of it comes back: each row of the bank finds the transfers of
 * released payment files that asked for it. What finds none waits for a person.
 */

function outgoingOf(transaction: BankTransaction): Outgoing {
  const { endToEndId, reference, payeeIban, instructionId, amount, bookedOn, detail } = transaction
  return {
    endToEndId: endToEndId === undefined || endToEndId === 'NOTPROVIDED' ? null : endToEndId,
    reference: reference ?? null,
    payeeIban: payeeIban ?? null,
    instructionId: instructionId ?? null,
    amount: amount.minor,
    on: bookedOn,
    isSum: detail !== 'COMPLETE',
  }
}

const accountOf = ({ accountIban, amount }: BankTransaction): Account => ({
  iban: accountIban,
  currency: amount.currency,
})

/** Whether a row is money that leaves: also the sum of several, which is one row on the account. */
export function isOutgoing({ direction, reversal }: BankTransaction): boolean {
  return direction === 'DBIT' && !reversal
}

/** PAID: transfers of ours; UNEXPLAINED: a person has to find out; SUPERSEDED: told before, by the entry that it is a part of. */
export type OutgoingOutcome = 'PAID' | 'UNEXPLAINED' | 'SUPERSEDED'

/**
 * Joins a row to the transfers that it is. A row of an entry of several and the entry itself tell the same money, in
 * whichever order they come: the entry counts, the row is a part of it.
 */
export async function takeOutgoing(unit: Unit, id: bigint, transaction: BankTransaction): Promise<OutgoingOutcome> {
  const account = accountOf(transaction)
  const row = outgoingOf(transaction)
  const found = async () => {
    const files = mayBeFile(row) ? await untouchedFiles(unit, account, row) : []
    return instructionOf(row, await unpaidLike(unit, account, row), files)
  }
  const whole = transaction.batch ? await entryWhole(unit, transaction) : undefined
  if (whole) {
    const transfers = await found()
    // What the bank names beats what its sum was taken for.
    const isMisread = transfers.length > 0 && row.amount > whole.rest && isOurName(row.endToEndId)
    const rest = whole.rest + (isMisread ? await releaseGuess(unit, whole.id) : 0n)
    if (transfers.length > 0 && row.amount <= rest) await markPaid(unit, whole.id, transfers)
    await markParts(unit, [id], whole.id)
    return 'SUPERSEDED'
  }
  const told = isOurName(row.endToEndId) ? await sumThatPaid(unit, account, row) : undefined
  if (told) {
    await markParts(unit, [id], told.id)
    return 'SUPERSEDED'
  }
  if (!transaction.batch && row.endToEndId === null) {
    const parts = await partsOf(unit, account, row, transaction.archiveId ?? null)
    if (parts.length > 0) {
      await takeOver(unit, id, parts)
      return 'PAID'
    }
  }
  const transfers = await found()
  if (transfers.length === 0) return 'UNEXPLAINED'
  await markPaid(unit, id, transfers)
  return 'PAID'
}

/** Whether money that comes in is a transfer of the agency's own that comes back. */
export function isReturn({ direction, reversal, returnReason, endToEndId, bankCode }: BankTransaction): boolean {
  if (direction !== 'CRDT') return false
  const comesBack = returnReason !== undefined || (bankCode?.endsWith('/RRTN') ?? false)
  return reversal || (comesBack && isOurName(endToEndId ?? null))
}

/** A transfer that came back is one that the bank refused, only later. */
export async function takeReturn(
  unit: Unit,
  id: bigint,
  transaction: BankTransaction,
): Promise<'CAME_BACK' | 'UNEXPLAINED'> {
  const found = await paidLike(unit, accountOf(transaction), outgoingOf(transaction))
  if (!found) return 'UNEXPLAINED'
  const reason = transaction.returnReason ?? 'RETURNED'
  await markReturned(unit, id, [found], { on: transaction.bookedOn, reason })
  return 'CAME_BACK'
}

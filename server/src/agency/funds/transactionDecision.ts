import { auditAmount } from '../../access/audit.ts'
import type { Result, UserError } from '../../kernel/result.ts'
import { err, NotFound, ok } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { staffActor } from '../staff.ts'
import { type FundsTransaction, lockTransaction, transactionOf } from './fundsDesk.store.ts'

/** What staff do with one row of the bank, and how the book of acts tells it. */
export interface TransactionDecision {
  readonly id: bigint
  readonly act: (unit: Unit, row: FundsTransaction) => Promise<UserError | undefined>
  readonly audit: (unit: Unit, was: FundsTransaction, is: FundsTransaction) => Promise<void>
}

/** Staff only. One decision at a time on a row. Throws NotFound. */
export function decideTransaction(
  database: Database,
  scope: Scope,
  { id, act, audit }: TransactionDecision,
): Promise<Result<FundsTransaction>> {
  return database.agency(staffActor(scope), async (unit) => {
    await lockTransaction(unit, id)
    const found = await transactionOf(unit, id)
    if (!found) throw new NotFound('There is no such transaction.')
    const refusal = await act(unit, found)
    if (refusal) return err(refusal)
    const after = (await transactionOf(unit, id)) ?? found
    await audit(unit, found, after)
    return ok(after)
  })
}

/** A row as the book of acts names it. */
export function subjectOf({ id, bookedOn, amount, currency }: FundsTransaction) {
  return { type: 'ClientTransaction', id, name: `${bookedOn} ${auditAmount(amount, currency)}` }
}

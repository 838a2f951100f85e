import type { AuditAction } from '../../access/audit.ts'
import { auditStaff } from '../../access/staffAudit.ts'
import type { Result, UserError } from '../../kernel/result.ts'
import { NotFound } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { Page } from '../../platform/graphql/paging.ts'
import { staffReader } from '../staff.ts'
import { type FundsTransaction, transactionOf } from './fundsDesk.store.ts'
import { markPaid, markReturned, type TransferKey } from './outgoing.store.ts'
import {
  listCandidates,
  listUnpaid,
  lockCandidates,
  type OutgoingReason,
  type ReleasedTransfer,
  setExplanation,
} from './outgoingDesk.store.ts'
import { decideTransaction, subjectOf } from './transactionDecision.ts'

/** What staff do with money that left the accounts for client funds and that no rule has joined to a transfer. */
export class OutgoingDesk {
  readonly #database: Database
  readonly #clock: Clock

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  /** Staff only. Transfers that were let go and that the bank has not booked, the oldest first. */
  unpaid(scope: Scope, page: Page): Promise<ReleasedTransfer[]> {
    return this.#database.agency(staffReader(scope), (unit) => listUnpaid(unit, page))
  }

  /** Staff only. Transfers that a row of the bank may be. Throws NotFound. */
  candidates(scope: Scope, id: bigint): Promise<ReleasedTransfer[]> {
    return this.#database.agency(staffReader(scope), async (unit) => {
      const found = await transactionOf(unit, id)
      if (!found) throw new NotFound('There is no such transaction.')
      return found.rest === 0n ? [] : listCandidates(unit, found)
    })
  }

  /**
   * Staff only. Joins a row to transfers: of money that left, they have left with it, also where the bank had said to refuse
   * them; of money that came back, they wait for a later file. Throws NotFound. Errors: NOT_WAITING, TRANSFER_NOT_OPEN,
   * SUM_DIFFERS.
   */
  attach(scope: Scope, id: bigint, transfers: readonly TransferKey[]): Promise<Result<FundsTransaction>> {
    return this.#decide(scope, id, 'OUTGOING_ATTACHED', async (unit, row) => {
      if (row.rest === 0n) return NOT_WAITING
      const found = await lockCandidates(unit, row, transfers)
      const named = new Set(transfers.map(({ fileId, ordinal }) => `${fileId} ${ordinal}`))
      if (named.size === 0 || found.length !== named.size) {
        return { code: 'TRANSFER_NOT_OPEN', message: 'A transfer that was named has gone, or was not let go.' }
      }
      const sum = found.reduce((total, { amount }) => total + amount, 0n)
      if (sum !== (row.rest < 0n ? -row.rest : row.rest)) {
        return { code: 'SUM_DIFFERS', message: 'The transfers do not add up to what the bank has booked.' }
      }
      if (row.rest < 0n) await markPaid(unit, id, found)
      else await markReturned(unit, id, found, { on: row.bookedOn, reason: 'RETURNED' })
      if (row.explainedAs) await setExplanation(unit, id, null)
      return undefined
    })
  }

  /** Staff only. Says what a row without a transfer is. Throws NotFound. Errors: NOT_WAITING, NOTE_NEEDED. */
  explain(scope: Scope, id: bigint, given: { as: OutgoingReason; note: string }): Promise<Result<FundsTransaction>> {
    const note = given.note.trim()
    return this.#decide(scope, id, 'OUTGOING_EXPLAINED', async (unit, row) => {
      if (row.rest === 0n || row.explainedAs !== null) return NOT_WAITING
      if (note === '') return { code: 'NOTE_NEEDED', message: 'Say what the money was for.', field: 'note' }
      await setExplanation(unit, id, { as: given.as, note, at: this.#clock.now() })
      return undefined
    })
  }

  #decide(
    scope: Scope,
    id: bigint,
    action: AuditAction,
    act: (unit: Unit, row: FundsTransaction) => Promise<UserError | undefined>,
  ): Promise<Result<FundsTransaction>> {
    const audit = (unit: Unit, _: FundsTransaction, row: FundsTransaction) => auditRow(unit, scope, action, row)
    return decideTransaction(this.#database, scope, { id, act, audit })
  }
}

const NOT_WAITING: UserError = { code: 'NOT_WAITING', message: 'The row needs no decision: it is known what it is.' }

/** To whom the money went stands on the transfers themselves. */
async function auditRow(unit: Unit, scope: Scope, action: AuditAction, row: FundsTransaction): Promise<void> {
  const { explainedAs, instructions } = row
  const transfers = instructions.map(({ endToEndId }) => endToEndId).join(', ')
  const after = { ...(transfers ? { transfers } : {}), ...(explainedAs ? { explainedAs } : {}) }
  await auditStaff(unit, scope, { action, subject: subjectOf(row), after })
}

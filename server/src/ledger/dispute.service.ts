import { audit } from '../access/audit.ts'
import { requireRight } from '../access/rights.ts'
import { requireUser } from '../access/signedIn.ts'
import { err, NotFound, ok, type Result, type UserError } from '../kernel/result.ts'
import type { Scope } from '../kernel/scope.ts'
import type { Database } from '../platform/database/database.ts'
import { statusOn } from './collectionStatus.ts'
import {
  fellDueChange,
  lockInvoices,
  type StatusChangeRow,
  writeAmountsAndStatus,
  writeHistory,
} from './invoice.store.ts'

export interface DisputeInput {
  readonly companyId: bigint
  readonly invoiceId: bigint
  readonly disputed: boolean
  /** What the customer says, or why the dispute has ended. */
  readonly reason: string
}

const LONGEST_REASON = 1_000

/** Marks that the customer disputes an invoice: a dispute with a reason stops collection (513/1999, 4 b section). */
export class Disputes {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /**
   * Sets or removes the mark, with its reason in the history. Marking what is marked already changes nothing. Refused:
   * REASON_MISSING, REASON_TOO_LONG; IN_SERVICE, where the agency has to be asked to stop.
   */
  async set(scope: Scope, { companyId, invoiceId, disputed, reason }: DisputeInput): Promise<Result<bigint>> {
    const user = requireUser(scope)
    const { userId, now, today } = user
    return this.#database.write<bigint, UserError>(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'UPDATE_STATUS')
      const [invoice] = await lockInvoices(unit, companyId, [invoiceId])
      if (!invoice) throw new NotFound('There is no such invoice.')
      const problem = problemOf(reason) ?? (invoice.inService && disputed ? IN_SERVICE : null)
      if (problem) return err(problem)
      const changed = await unit.count(
        'UPDATE ledger.sales_invoice SET disputed = $3 WHERE company_id = $1 AND id = $2 AND disputed <> $3',
        [companyId, invoiceId, disputed],
        'ledger.setDisputed',
      )
      if (changed === 0) return ok(invoiceId)
      const status = statusOn(invoice.status, invoice.overdueFrom, today)
      const late = status === invoice.status ? [] : [fellDueChange(invoiceId, invoice.dueOn)]
      if (late.length > 0) await writeAmountsAndStatus(unit, companyId, [{ ...invoice, status }])
      const mark: StatusChangeRow = {
        ...{ invoiceId, from: status, to: status, on: today },
        reason: disputed ? 'DISPUTED' : 'DISPUTE_ENDED',
        detail: { note: reason.trim() },
      }
      await writeHistory(unit, companyId, [...late, mark], now, userId)
      await audit(unit, user, companyId, {
        action: disputed ? 'DISPUTE_SET' : 'DISPUTE_ENDED',
        subject: { type: 'SalesInvoice', id: invoiceId, name: invoice.number },
        before: { disputed: String(!disputed) },
        after: { disputed: String(disputed) },
      })
      return ok(invoiceId)
    })
  }
}

const IN_SERVICE: UserError = {
  code: 'IN_SERVICE',
  message: 'The invoice is in the service. Ask the agency to stop its assignment, and tell it of the dispute.',
  field: 'input.disputed',
}

function problemOf(reason: string): UserError | null {
  const field = 'input.reason'
  if (reason.trim() === '') return { code: 'REASON_MISSING', message: 'Say why, for the history.', field }
  if (reason.length <= LONGEST_REASON) return null
  return { code: 'REASON_TOO_LONG', message: `A reason has at most ${LONGEST_REASON} characters.`, field }
}

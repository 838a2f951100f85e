import { audit } from '../../access/audit.ts'
import { requireRight } from '../../access/rights.ts'
import { requireUser } from '../../access/signedIn.ts'
import { err, NotFound, ok, type Result, type UserError } from '../../kernel/result.ts'
import type { Scope, UserScope } from '../../kernel/scope.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import {
  asOf,
  type LedgerInvoice,
  lockInvoices,
  type StatusChangeRow,
  writeAmountsAndStatus,
  writeHistory,
} from './invoice.store.ts'
import type { InvoiceSelection } from './invoiceSelection.ts'
import { eachInvoice, type InvoiceAnswer } from './manyInvoices.ts'

export interface DisputeMark {
  readonly disputed: boolean
  /** What the customer says, or why the dispute has ended. */
  readonly reason: string
}

export interface DisputeInput extends DisputeMark {
  readonly companyId: bigint
  readonly invoiceId: bigint
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
  async set(scope: Scope, { companyId, invoiceId, ...mark }: DisputeInput): Promise<Result<bigint>> {
    const user = requireUser(scope)
    return this.#database.write<bigint, UserError>(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'UPDATE_STATUS')
      const [invoice] = await lockInvoices(unit, companyId, [invoiceId])
      if (!invoice) throw new NotFound('There is no such invoice.')
      const problem = problemOf(mark.reason) ?? (await markOne(unit, user, companyId, invoice, mark))
      return problem ? err(problem) : ok(invoiceId)
    })
  }

  /** The same for many, each answered for. Refused as a whole: a bad reason, and as `eachInvoice` refuses. */
  async setMany(
    scope: Scope,
    companyId: bigint,
    selection: InvoiceSelection,
    mark: DisputeMark,
  ): Promise<Result<InvoiceAnswer[]>> {
    const user = requireUser(scope)
    return this.#database.write<InvoiceAnswer[], UserError>(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'UPDATE_STATUS')
      const problem = problemOf(mark.reason)
      if (problem) return err(problem)
      return eachInvoice(unit, companyId, selection, user.today, (invoice) =>
        markOne(unit, user, companyId, invoice, mark),
      )
    })
  }
}

/** Marks a locked invoice, or says why not. */
async function markOne(
  unit: Unit,
  user: UserScope,
  companyId: bigint,
  invoice: LedgerInvoice,
  { disputed, reason }: DisputeMark,
): Promise<UserError | null> {
  if (invoice.inService && disputed) return IN_SERVICE
  const { userId, now, today } = user
  const invoiceId = invoice.id
  const changed = await unit.count(
    'UPDATE ledger.sales_invoice SET disputed = $3 WHERE company_id = $1 AND id = $2 AND disputed <> $3',
    [companyId, invoiceId, disputed],
    'ledger.setDisputed',
  )
  if (changed === 0) return null
  const { status, late } = asOf(invoice, today)
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
  return null
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

import { audit, auditAmount, auditOther } from '../../access/audit.ts'
import { requireRight } from '../../access/rights.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { formatDecimal, money, parseDecimal } from '../../kernel/money.ts'
import { err, NotAllowed, NotFound, NotSignedIn, ok, type Result, type UserError } from '../../kernel/result.ts'
import type { Scope, UserScope } from '../../kernel/scope.ts'
import { lockInvoices } from '../../ledger/invoice/invoice.store.ts'
import { readInvoicesForSend } from '../../ledger/invoice/serviceLink.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import {
  type AgreementRow,
  agreementOf,
  agreementRows,
  deleteCost,
  endAgreementsBefore,
  insertAgreement,
  putCost,
} from './cost.store.ts'
import { type CostKind, costRefusal } from './cost.ts'

export interface AgreementInput {
  readonly companyId: bigint
  readonly kind: CostKind
  /** Decimal text in euro. */
  readonly amount: string
  readonly validFrom: CalendarDate
  readonly validTo: CalendarDate | null
}

export interface CostInput {
  readonly companyId: bigint
  readonly invoiceId: bigint
  readonly kind: CostKind
  /** Decimal text in the invoice's currency. */
  readonly amount: string
}

const refuse = (code: string, message: string, field?: string): Result<never> =>
  err(field === undefined ? { code, message } : { code, message, field })

/** Costs of the company's own letters: agreed with the service, then added to invoices before they are sent (F1). */
export class CostService {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /**
   * Staff of the agency agree on a cost for a company; an older agreement of the kind ends the day before. Errors:
   * AMOUNT_INVALID, AMOUNT_NEGATIVE, PERIOD_INVALID. Throws NotAllowed for anybody else.
   */
  async agree(scope: Scope, input: AgreementInput): Promise<Result<AgreementRow>> {
    const staff = staffScope(scope)
    const amount = parseDecimal(input.amount, 'EUR')
    if (!amount) return refuse('AMOUNT_INVALID', 'An amount has at most two decimals.', 'amount')
    if (amount.minor < 0n) return refuse('AMOUNT_NEGATIVE', 'A cost cannot be negative.', 'amount')
    const { companyId, kind, validFrom, validTo } = input
    if (validTo !== null && validTo < validFrom)
      return refuse('PERIOD_INVALID', 'The period ends before it begins.', 'validTo')
    return this.#database.job(companyId, async (unit) => {
      const company = await unit.row(
        'SELECT 1 FROM access.company WHERE company_id = $1',
        [companyId],
        'duetto.hasCompany',
      )
      if (!company) throw new NotFound('There is no such company.')
      const [earlier] = (await agreementRows(unit, companyId)).filter(
        (row) => row.kind === kind && row.validFrom <= validFrom && (row.validTo === null || row.validTo >= validFrom),
      )
      await endAgreementsBefore(unit, companyId, kind, validFrom)
      const by = { userId: staff.userId, at: staff.now }
      const id = await insertAgreement(unit, companyId, { kind, amount, validFrom, validTo }, by)
      const made = (await agreementRows(unit, companyId)).find((row) => row.id === id)
      if (!made) throw new Error('The agreement was not stored.')
      const values = (row: AgreementRow) => ({
        letter: kind,
        amount: auditAmount(row.amount, row.currency),
        validFrom: row.validFrom,
        ...(row.validTo && { validTo: row.validTo }),
      })
      const before = earlier ? { before: values(earlier) } : {}
      const act = { action: 'COST_AGREED', ...before, after: values(made) } as const
      await auditOther(unit, { staffId: staff.userId, now: staff.now }, companyId, act)
      return ok(made)
    })
  }

  /** The company that staff know by its business ID. Throws NotFound, and NotAllowed for anybody but staff. */
  companyFor(scope: Scope, businessId: string): Promise<bigint> {
    staffScope(scope)
    return this.#database.job(0n, async (unit) => {
      const row = await unit.row<{ id: bigint | null }>(
        'SELECT duetto.creditor($1) AS id',
        [businessId.trim()],
        'duetto.companyFor',
      )
      if (!row?.id) throw new NotFound('There is no such company.')
      return row.id
    })
  }

  /** A company's agreements for staff, who reach no company by themselves. */
  agreementsForStaff(scope: Scope, companyId: bigint): Promise<AgreementRow[]> {
    staffScope(scope)
    return this.#database.job(companyId, (unit) => agreementRows(unit, companyId))
  }

  /**
   * Adds a cost to an invoice before it is sent. Errors: IN_SERVICE, NOTHING_OPEN, AMOUNT_INVALID, AMOUNT_NOT_POSITIVE,
   * COST_NOT_AGREED, COST_DIFFERS, LETTER_MISSING: a cost is that of a letter the company has sent.
   */
  add(scope: Scope, input: CostInput): Promise<Result<bigint>> {
    const { companyId, invoiceId, kind } = input
    return this.#write(scope, companyId, invoiceId, async (unit, user) => {
      const [invoice] = await readInvoicesForSend(unit, [{ companyId, id: invoiceId }], user.today)
      if (!invoice) throw new NotFound('There is no such invoice.')
      if (invoice.open === 0n) return refuse('NOTHING_OPEN', 'Nothing of the invoice is unpaid.')
      const amount = parseDecimal(input.amount, invoice.currency)
      if (!amount) return refuse('AMOUNT_INVALID', 'An amount has at most two decimals.', 'amount')
      if (amount.minor <= 0n) return refuse('AMOUNT_NOT_POSITIVE', 'A cost is more than zero.', 'amount')
      const agreements = (await agreementRows(unit, companyId)).map(agreementOf)
      const refusal = costRefusal({ kind, amount }, agreements, user.today)
      if (refusal) return err(refusal)
      const letter = invoice.letters.findLast((one) => one.kind === kind)
      if (!letter)
        return refuse('LETTER_MISSING', 'No letter of this kind is on record. Record it with "Update status" first.')
      if (letter.cost > 0n && letter.cost !== amount.minor) {
        const recorded = formatDecimal(money(letter.cost, invoice.currency))
        return refuse('LETTER_COST_DIFFERS', `The letter was recorded with a cost of ${recorded}.`, 'amount')
      }
      await putCost(unit, companyId, invoiceId, { kind, amount }, { userId: user.userId, at: user.now })
      const subject = { type: 'SalesInvoice', id: invoiceId, name: invoice.number }
      await audit(unit, user, companyId, {
        action: 'COST_ADDED',
        subject,
        after: { letter: kind, amount: auditAmount(amount.minor, invoice.currency) },
      })
      return ok(invoiceId)
    })
  }

  /** Takes a cost off an invoice that is not in the service. Errors: IN_SERVICE, COST_MISSING. */
  remove(scope: Scope, companyId: bigint, invoiceId: bigint, kind: CostKind): Promise<Result<bigint>> {
    return this.#write(scope, companyId, invoiceId, async (unit, user, name) => {
      const gone = await deleteCost(unit, companyId, invoiceId, kind)
      if (!gone) return refuse('COST_MISSING', 'The invoice has no such cost.')
      const subject = { type: 'SalesInvoice', id: invoiceId, name }
      const before = { letter: kind, amount: auditAmount(gone.amount, gone.currency) }
      await audit(unit, user, companyId, { action: 'COST_REMOVED', subject, before })
      return ok(invoiceId)
    })
  }

  #write(
    scope: Scope,
    companyId: bigint,
    invoiceId: bigint,
    work: (unit: Unit, user: UserScope, number: string) => Promise<Result<bigint>>,
  ): Promise<Result<bigint>> {
    if (scope.kind !== 'user') throw new NotSignedIn()
    return this.#database.write<bigint, UserError>(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'UPDATE_STATUS')
      const [invoice] = await lockInvoices(unit, companyId, [invoiceId])
      if (!invoice) throw new NotFound('There is no such invoice.')
      if (invoice.inService)
        return refuse('IN_SERVICE', 'The invoice is in the service: costs are added before it is sent.')
      return work(unit, scope, invoice.number)
    })
  }
}

function staffScope(scope: Scope): UserScope {
  if (scope.kind !== 'user') throw new NotSignedIn()
  if (scope.staffRole === null) throw new NotAllowed('Only the staff of the agency agree on costs.')
  if (scope.token?.readOnly) throw new NotAllowed('This API token may only read.')
  return scope
}

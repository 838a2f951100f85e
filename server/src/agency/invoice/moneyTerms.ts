import { auditStaff } from '../../access/staffAudit.ts'
import { parseIban } from '../../kernel/iban.ts'
import { formatDecimal, money, parseDecimal } from '../../kernel/money.ts'
import { err, NotFound, ok, type Result } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { staffActor, staffReader } from '../staff.ts'
import {
  insertMoneyTerms,
  type MoneyTerms,
  type MoneyTermsRow,
  moneyTermsOf,
  moneyTermsOn,
} from './moneyTerms.store.ts'

export interface MoneyTermsView {
  /** What holds today. */
  readonly now: MoneyTerms
  /** All that was ever agreed, the newest first. */
  readonly agreed: readonly MoneyTermsRow[]
}

export interface NewMoneyTerms extends Omit<MoneyTerms, 'minimum'> {
  /** Decimal euros. */
  readonly minimum: string
}

/** What is agreed with each creditor about money: dated, never changed afterwards. */
export class MoneyTermsDesk {
  readonly #database: Database
  readonly #clock: Clock

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  /** Staff only. Throws NotFound. */
  find(scope: Scope, companyId: bigint): Promise<MoneyTermsView> {
    return this.#database.agency(staffReader(scope), (unit) => viewOf(unit, scope, companyId))
  }

  /** Staff only. Throws NotFound. Errors: VALID_FROM_PAST, IBAN_INVALID, AMOUNT_INVALID. */
  set(scope: Scope, companyId: bigint, given: NewMoneyTerms): Promise<Result<MoneyTermsView>> {
    return this.#database.agency(staffActor(scope), async (unit) => {
      const before = await viewOf(unit, scope, companyId)
      if (given.validFrom < scope.today) {
        return err({ code: 'VALID_FROM_PAST', message: 'Terms begin today or later.', field: 'validFrom' })
      }
      const minimum = parseDecimal(given.minimum)?.minor
      if (minimum === undefined || minimum < 0n) {
        return err({ code: 'AMOUNT_INVALID', message: 'The minimum is an amount of euros.', field: 'minimum' })
      }
      const iban = given.iban === null || given.iban.trim() === '' ? null : parseIban(given.iban)
      if (iban === undefined) return err({ code: 'IBAN_INVALID', message: 'Not a valid IBAN.', field: 'iban' })
      const terms: MoneyTerms = { ...given, iban, minimum }
      const id = await insertMoneyTerms(unit, companyId, terms, this.#clock.now())
      const subject = { type: 'MoneyTerms', id, name: given.validFrom }
      const change = { before: valuesOf(before.now), after: { ...valuesOf(terms), validFrom: given.validFrom } }
      await auditStaff(unit, scope, { action: 'MONEY_TERMS_SET', companyId, subject, ...change })
      return ok(await viewOf(unit, scope, companyId))
    })
  }
}

function valuesOf({ way, minimum, language, iban }: MoneyTerms): Record<string, string> {
  return { way, minimum: formatDecimal(money(minimum)), language, account: iban === null ? 'NONE' : 'SET' }
}

async function viewOf(unit: Unit, scope: Scope, companyId: bigint): Promise<MoneyTermsView> {
  const known = await unit.row(
    'SELECT 1 FROM agency.creditor WHERE company_id = $1',
    [companyId],
    'agency.creditorKnown',
  )
  if (!known) throw new NotFound('There is no such company.')
  return { now: await moneyTermsOn(unit, companyId, scope.today), agreed: await moneyTermsOf(unit, companyId) }
}

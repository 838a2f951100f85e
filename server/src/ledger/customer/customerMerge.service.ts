import { audit } from '../../access/audit.ts'
import { requireRight } from '../../access/rights.ts'
import { requireUser } from '../../access/signedIn.ts'
import { err, NotFound, ok, type Result, type UserError } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Database } from '../../platform/database/database.ts'
import { lockBooks, lockInvoices } from '../invoice/invoice.store.ts'
import { refuse } from '../payment/moneyAct.ts'
import { lockCustomer } from './customer.store.ts'
import { mergeFacts, moveToCard } from './customerMerge.store.ts'

export interface MergeInput {
  readonly companyId: bigint
  /** The card that stays. */
  readonly keepId: bigint
  /** The card that goes into it. */
  readonly goneId: bigint
}

/** Two cards of one customer are made one by a person; never by an import. */
export class CustomerMerge {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /**
   * Answers with the card that stays: it has the invoices and contact persons of both, and imports that knew the other one
   * find it. Errors: SAME_CUSTOMER, CUSTOMERS_DIFFER, and CUSTOMER_IN_SERVICE, where the debtor of an assignment would be
   * another card's.
   */
  merge(scope: Scope, { companyId, keepId, goneId }: MergeInput): Promise<Result<bigint>> {
    const user = requireUser(scope)
    return this.#database.write<bigint, UserError>(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'EDIT_CUSTOMERS')
      if (keepId === goneId) return refuse('SAME_CUSTOMER', 'A card is not merged into itself.', 'input.mergedId')
      await lockBooks(unit, companyId)
      // Invoices before cards, as every act locks them; no import adds one while the books are locked.
      const facts = await mergeFacts(unit, { companyId, id: goneId })
      if (!facts) throw new NotFound('There is no such customer.')
      const { identity, invoiceIds } = facts
      const invoices = await lockInvoices(unit, companyId, invoiceIds)
      const [first, second] = keepId < goneId ? [keepId, goneId] : [goneId, keepId]
      const one = await lockCustomer(unit, companyId, first)
      const other = await lockCustomer(unit, companyId, second)
      if (!one || !other) throw new NotFound('There is no such customer.')
      if (one.businessId === null || one.businessId !== other.businessId) return err(DIFFERENT)
      const served = invoices.filter((invoice) => invoice.inService).map(({ number }) => number)
      if (served.length > 0) return err(inService(served))
      const contacts = await moveToCard(unit, { companyId, keepId, goneId, identity })
      await audit(unit, user, companyId, {
        action: 'CUSTOMERS_MERGED',
        subject: { type: 'Customer', id: keepId },
        after: { invoices: String(invoiceIds.length), contacts: String(contacts) },
      })
      return ok(keepId)
    })
  }
}

const DIFFERENT: UserError = {
  code: 'CUSTOMERS_DIFFER',
  message: 'Only cards with the same business ID are merged. Correct the business ID on one of them first.',
  field: 'input.mergedId',
}

const NAMED = 5

function inService(numbers: readonly string[]): UserError {
  const named = numbers.slice(0, NAMED).join(', ') + (numbers.length > NAMED ? ' …' : '')
  const message = `The service has invoices of the card that would go (${named}), and the card is the debtor of their assignments. Merge the other way round, or wait until the assignments have ended.`
  return { code: 'CUSTOMER_IN_SERVICE', message, field: 'input.mergedId', values: { numbers: named } }
}

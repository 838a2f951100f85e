import { audit } from '../../access/audit.ts'
import { requireRight } from '../../access/rights.ts'
import { requireUser } from '../../access/signedIn.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { NotFound, ok, type Result, type UserError } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Database } from '../../platform/database/database.ts'
import type { CompanyKey } from '../../platform/graphql/loader.ts'
import type { ServicePort } from '../invoice/servicePort.ts'
import { lockCustomer } from './customer.store.ts'
import { insertConsent, newestConsent, runningConsent, withdrawConsents } from './emailConsent.store.ts'
import { type ConsentWay, mayRecord, mayWithdraw } from './emailConsent.ts'

/** Consents of customers to letters by e-mail (513/1999, 5 §). What runs in the service is told at once. */
export class EmailConsents {
  readonly #database: Database
  readonly #service: ServicePort

  constructor(database: Database, service: ServicePort) {
    this.#database = database
    this.#service = service
  }

  /** Needs the right EDIT_CUSTOMERS. Answers with the customer's id. Errors: EMAIL_MISSING, DATE_IN_FUTURE. */
  record(
    scope: Scope,
    key: CompanyKey,
    { givenOn, how }: { readonly givenOn: CalendarDate; readonly how: ConsentWay },
  ): Promise<Result<bigint>> {
    return this.#database.write<bigint, UserError>(scope, key.companyId, async (unit) => {
      await requireRight(unit, scope, key.companyId, 'EDIT_CUSTOMERS')
      const user = requireUser(scope)
      const customer = await lockCustomer(unit, key.companyId, key.id)
      if (!customer) throw new NotFound('There is no such customer.')
      const may = mayRecord(customer.email, givenOn, user.today)
      if (!may.ok) return may
      const { email } = may.value
      await insertConsent(unit, key, { email, givenOn, how }, { userId: user.userId, at: user.now })
      // One that is recorded late does not count before a newer one, nor before the withdrawal of that.
      const counting = await newestConsent(unit, key, email)
      if (counting) await this.#service.emailConsentChanged(unit, key.companyId, key.id, counting)
      await audit(unit, user, key.companyId, {
        action: 'CUSTOMER_CHANGED',
        subject: { type: 'Customer', id: key.id },
        after: { emailConsent: 'GIVEN', givenOn, how },
      })
      return ok(key.id)
    })
  }

  /** As `record`. Errors: CONSENT_MISSING, DATE_IN_FUTURE, CONSENT_LATER. */
  withdraw(scope: Scope, key: CompanyKey, withdrawnOn: CalendarDate): Promise<Result<bigint>> {
    return this.#database.write<bigint, UserError>(scope, key.companyId, async (unit) => {
      await requireRight(unit, scope, key.companyId, 'EDIT_CUSTOMERS')
      const user = requireUser(scope)
      if (!(await lockCustomer(unit, key.companyId, key.id))) throw new NotFound('There is no such customer.')
      const may = mayWithdraw(await runningConsent(unit, key), withdrawnOn, user.today)
      if (!may.ok) return may
      const { email, givenOn } = may.value
      await withdrawConsents(unit, key, withdrawnOn, { userId: user.userId, at: user.now })
      await this.#service.emailConsentChanged(unit, key.companyId, key.id, { email, givenOn, withdrawnOn })
      await audit(unit, user, key.companyId, {
        action: 'CUSTOMER_CHANGED',
        subject: { type: 'Customer', id: key.id },
        before: { emailConsent: 'GIVEN', givenOn },
        after: { emailConsent: 'WITHDRAWN', withdrawnOn },
      })
      return ok(key.id)
    })
  }
}

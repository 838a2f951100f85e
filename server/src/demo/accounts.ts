import { addDays, type CalendarDate, startOfMonth } from '../kernel/calendarDate.ts'
import type { UserScope } from '../kernel/scope.ts'
import type { DemoServices } from './services.ts'

/** So many days after the date of an invoice a company has paid it. */
const PAID_AFTER_DAYS = 12
const PAGE = { limit: 100, first: 99, after: undefined }

/** Ids and numbers come as they come; the same company does the same in every demo. */
const serialOf = (businessId: string): number => Number(businessId.slice(0, 7))

/** What the money desk does once a month: invoices to companies, their payments, and the agency's own share. */
export class AccountWork {
  readonly #services: DemoServices
  #month: CalendarDate | undefined

  constructor(services: DemoServices) {
    this.#services = services
  }

  async pass(scope: UserScope, on: CalendarDate): Promise<void> {
    const month = startOfMonth(on)
    const isNew = this.#month !== undefined && this.#month !== month
    this.#month = month
    if (isNew) await this.#closeMonth(scope, on, addDays(month, -1))
    await this.#takePayments(scope, on)
  }

  async #closeMonth(scope: UserScope, on: CalendarDate, periodEnd: CalendarDate): Promise<void> {
    const { cases, money } = this.#services.agency
    for (const { companyId, businessId } of await cases.files.list(scope, null, PAGE)) {
      // Every third company has agreed that its invoices go off its settlements.
      const { agreed } = await money.terms.find(scope, companyId)
      if (serialOf(businessId) % 3 !== 0 || agreed.length > 0) continue
      const terms = { validFrom: on, way: 'NETTED', iban: null, minimum: '0', language: 'fi' } as const
      await money.terms.set(scope, companyId, terms)
    }
    await money.invoicing.run(scope, periodEnd)
    await money.ownShares.move(scope)
  }

  /** Nearly all pay in time. */
  async #takePayments(scope: UserScope, on: CalendarDate): Promise<void> {
    const { invoicing } = this.#services.agency.money
    for (const invoice of await invoicing.list(scope, { companyId: null, isOpen: true }, PAGE)) {
      const isDue = invoice.way === 'PAID' && addDays(invoice.issuedOn, PAID_AFTER_DAYS) <= on
      const isForgotten = (serialOf(invoice.businessId) + Number(invoice.issuedOn.slice(5, 7))) % 13 === 0
      if (isDue && !isForgotten) await invoicing.recordPayment(scope, { ...invoice, amount: null, paidOn: on })
    }
  }
}

import { type AuditAct, audit } from '../access/audit.ts'
import { requireRight } from '../access/rights.ts'
import { requireUser } from '../access/signedIn.ts'
import { err, NotFound, ok, type Result, type UserError } from '../kernel/result.ts'
import type { Scope } from '../kernel/scope.ts'
import type { Database } from '../platform/database/database.ts'
import type { Unit } from '../platform/database/unit.ts'
import type { CompanyKey } from '../platform/graphql/loader.ts'
import {
  deleteContactPerson,
  insertContactPerson,
  isContactNameTaken,
  lockContactPerson,
  lockCustomer,
  makeDefault,
  updateContactPerson,
  writeCustomer,
  writeSalesSetting,
} from './customer.store.ts'
import { type ContactCard, type CustomerCard, checkedCard, checkedContact, partsSet } from './customer.ts'

/** Customer cards and contact persons, kept by people (requirement K1). */
export class CustomerCards {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Changes what is named of a card; imports leave it alone from then on. Material sent before stays as it was. */
  update(scope: Scope, key: CompanyKey, change: Partial<CustomerCard>): Promise<Result<bigint>> {
    return this.#write(scope, key.companyId, async (unit) => {
      const customer = await lockCustomer(unit, key.companyId, key.id)
      if (!customer) throw new NotFound('There is no such customer.')
      const card = checkedCard({ ...customer, ...change })
      if (!card.ok) return card
      const kindAssumed = change.kind === undefined && customer.kindAssumed
      await writeCustomer(unit, key, { ...card.value, kindAssumed }, partsSet(change))
      return ok(key.id)
    })
  }

  /** Adds a contact person to a customer; the first one becomes the default. Refused: CONTACT_EXISTS. */
  addContact(scope: Scope, customer: CompanyKey, card: ContactCard): Promise<Result<bigint>> {
    return this.#write(scope, customer.companyId, async (unit) => {
      if (!(await lockCustomer(unit, customer.companyId, customer.id))) throw new NotFound('There is no such customer.')
      const checked = checkedContact(card)
      if (!checked.ok) return checked
      if (await isContactNameTaken(unit, customer, checked.value.name, null)) return err(CONTACT_EXISTS)
      await insertContactPerson(unit, customer, checked.value)
      return ok(customer.id)
    })
  }

  /** Each of the following answers with the customer's id. */
  changeContact(scope: Scope, person: CompanyKey, card: ContactCard): Promise<Result<bigint>> {
    return this.#onContact(scope, person, async (unit, { customerId }) => {
      const checked = checkedContact(card)
      if (!checked.ok) return checked
      const customer = { companyId: person.companyId, id: customerId }
      if (await isContactNameTaken(unit, customer, checked.value.name, person.id)) return err(CONTACT_EXISTS)
      await updateContactPerson(unit, person, checked.value)
      return ok(customerId)
    })
  }

  removeContact(scope: Scope, person: CompanyKey): Promise<Result<bigint>> {
    return this.#onContact(scope, person, async (unit, found) => {
      await deleteContactPerson(unit, person.companyId, found)
      return ok(found.customerId)
    })
  }

  setDefaultContact(scope: Scope, person: CompanyKey): Promise<Result<bigint>> {
    return this.#onContact(scope, person, async (unit, found) => {
      await makeDefault(unit, person.companyId, found)
      return ok(found.customerId)
    })
  }

  /** Whether invoices that come without a contact person get the customer's default one. */
  setSalesSetting(scope: Scope, companyId: bigint, fetchContactPerson: boolean): Promise<Result<bigint>> {
    return this.#write(scope, companyId, async (unit) => {
      await writeSalesSetting(unit, companyId, fetchContactPerson)
      return ok(companyId)
    })
  }

  #write(scope: Scope, companyId: bigint, work: (unit: Unit) => Promise<Result<bigint>>): Promise<Result<bigint>> {
    return this.#database.write<bigint, UserError>(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'EDIT_CUSTOMERS')
      const done = await work(unit)
      // Which card, and not what stands on it: the values are personal data.
      if (done.ok) await audit(unit, requireUser(scope), companyId, actOn(companyId, done.value))
      return done
    })
  }

  #onContact(
    scope: Scope,
    person: CompanyKey,
    work: (unit: Unit, found: NonNullable<Awaited<ReturnType<typeof lockContactPerson>>>) => Promise<Result<bigint>>,
  ): Promise<Result<bigint>> {
    return this.#write(scope, person.companyId, async (unit) => {
      const found = await lockContactPerson(unit, person.companyId, person.id)
      if (!found) throw new NotFound('There is no such contact person.')
      return work(unit, found)
    })
  }
}

/** The work answers with the customer, or with the company for its settings. */
function actOn(companyId: bigint, id: bigint): AuditAct {
  if (id === companyId) return { action: 'SALES_SETTING_CHANGED' }
  return { action: 'CUSTOMER_CHANGED', subject: { type: 'Customer', id } }
}

const CONTACT_EXISTS: UserError = {
  code: 'CONTACT_EXISTS',
  message: 'The customer has a contact person of this name. Edit that one.',
  field: 'input.name',
}

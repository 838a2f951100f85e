import { type AuditAction, audit, changeOf } from '../../access/audit.ts'
import { requireRight } from '../../access/rights.ts'
import { requireUser } from '../../access/signedIn.ts'
import { err, NotFound, ok, type Result, type UserError } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { CompanyKey } from '../../platform/graphql/loader.ts'
import type { InvoiceSelection } from '../invoice/invoiceSelection.ts'
import { eachInvoice, type InvoiceAnswer } from '../invoice/manyInvoices.ts'
import {
  deleteContactPerson,
  insertContactPerson,
  isContactNameTaken,
  lockContactPerson,
  lockCustomer,
  makeDefault,
  prohibit,
  salesSetting,
  updateContactPerson,
  writeCustomer,
  writeSalesSetting,
} from './customer.store.ts'
import { type ContactCard, type CustomerCard, changedParts, checkedCard, checkedContact, partsSet } from './customer.ts'

/** What was done on a card: which, and not what stands on it now, for that is personal data. */
interface Done {
  readonly id: bigint
  readonly before?: Readonly<Record<string, string>>
  readonly after: Readonly<Record<string, string>>
}

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
      const parts = changedParts(customer, card.value).join(' ')
      const values = changeOf(harmless(customer), harmless(card.value))
      return ok({ id: key.id, before: values.before, after: { ...values.after, ...(parts && { parts }) } })
    })
  }

  /**
   * Forbids or allows collection of the customers of many invoices; each invoice is answered for, and a customer whose card
   * says so already stays as it is. Refused as a whole as `eachInvoice` refuses.
   */
  prohibitMany(
    scope: Scope,
    companyId: bigint,
    selection: InvoiceSelection,
    collectionProhibited: boolean,
  ): Promise<Result<InvoiceAnswer[]>> {
    const user = requireUser(scope)
    return this.#database.write<InvoiceAnswer[], UserError>(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'EDIT_CUSTOMERS')
      const customerIds = new Set<bigint>()
      const answers = await eachInvoice(unit, companyId, selection, user.today, async ({ customerId }) => {
        customerIds.add(customerId)
        return null
      })
      if (!answers.ok) return answers
      const values = (prohibited: boolean) => ({ collectionProhibited: String(prohibited) })
      for (const id of await prohibit(unit, companyId, [...customerIds], collectionProhibited)) {
        await audit(unit, user, companyId, {
          action: 'CUSTOMER_CHANGED',
          subject: { type: 'Customer', id },
          before: values(!collectionProhibited),
          after: values(collectionProhibited),
        })
      }
      return answers
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
      return ok({ id: customer.id, after: { contact: 'ADDED' } })
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
      return ok({ id: customerId, after: { contact: 'CHANGED' } })
    })
  }

  removeContact(scope: Scope, person: CompanyKey): Promise<Result<bigint>> {
    return this.#onContact(scope, person, async (unit, found) => {
      await deleteContactPerson(unit, person.companyId, found)
      return ok({ id: found.customerId, after: { contact: 'REMOVED' } })
    })
  }

  setDefaultContact(scope: Scope, person: CompanyKey): Promise<Result<bigint>> {
    return this.#onContact(scope, person, async (unit, found) => {
      await makeDefault(unit, person.companyId, found)
      return ok({ id: found.customerId, after: { contact: 'MADE_DEFAULT' } })
    })
  }

  /** Whether invoices that come without a contact person get the customer's default one. */
  setSalesSetting(scope: Scope, companyId: bigint, fetchContactPerson: boolean): Promise<Result<bigint>> {
    return this.#write(
      scope,
      companyId,
      async (unit) => {
        const before = await salesSetting(unit, companyId)
        await writeSalesSetting(unit, companyId, fetchContactPerson)
        const value = (fetches: boolean) => ({ fetchContactPerson: String(fetches) })
        return ok({ id: companyId, before: value(before), after: value(fetchContactPerson) })
      },
      'SALES_SETTING_CHANGED',
    )
  }

  #write(
    scope: Scope,
    companyId: bigint,
    work: (unit: Unit) => Promise<Result<Done>>,
    action: AuditAction = 'CUSTOMER_CHANGED',
  ): Promise<Result<bigint>> {
    return this.#database.write<bigint, UserError>(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'EDIT_CUSTOMERS')
      const done = await work(unit)
      if (!done.ok) return done
      const { id, ...values } = done.value
      const subject = action === 'CUSTOMER_CHANGED' ? { subject: { type: 'Customer', id } } : {}
      await audit(unit, requireUser(scope), companyId, { action, ...subject, ...values })
      return ok(id)
    })
  }

  #onContact(
    scope: Scope,
    person: CompanyKey,
    work: (unit: Unit, found: NonNullable<Awaited<ReturnType<typeof lockContactPerson>>>) => Promise<Result<Done>>,
  ): Promise<Result<bigint>> {
    return this.#write(scope, person.companyId, async (unit) => {
      const found = await lockContactPerson(unit, person.companyId, person.id)
      if (!found) throw new NotFound('There is no such contact person.')
      return work(unit, found)
    })
  }
}

/** What of a card says nothing of whom it is about. */
function harmless({ kind, language, collectionProhibited }: CustomerCard) {
  return { kind, language, collectionProhibited: String(collectionProhibited) }
}

const CONTACT_EXISTS: UserError = {
  code: 'CONTACT_EXISTS',
  message: 'The customer has a contact person of this name. Edit that one.',
  field: 'input.name',
}

import { audit } from '../../access/audit.ts'
import { requireRight } from '../../access/rights.ts'
import { requireUser } from '../../access/signedIn.ts'
import { err, NotFound, ok, type Result, type UserError } from '../../kernel/result.ts'
import type { Scope, UserScope } from '../../kernel/scope.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { type LedgerInvoice, lockBooks, lockInvoices } from '../invoice/invoice.store.ts'
import type { ServicePort } from '../invoice/servicePort.ts'
import { findContents, invoiceContents, type LinkContents, saveContents } from './netvisorChange.store.ts'
import { type Compared, partsChanged, reasonOf, refusalOfChange } from './netvisorChange.ts'
import { actOf, applyContents, standing } from './netvisorChanges.ts'

export interface Decision {
  readonly companyId: bigint
  /** Netvisor's own key of the invoice or credit note. */
  readonly key: bigint
  /** Whether the books take what Netvisor has, or keep what they have. */
  readonly takeOver: boolean
}

/** A person decides on what changed in Netvisor and the books did not take over by themselves. */
export class NetvisorDecisions {
  readonly #database: Database
  readonly #service: ServicePort

  constructor(database: Database, service: ServicePort) {
    this.#database = database
    this.#service = service
  }

  /**
   * Answers with the invoice. Deciding again what is decided changes nothing. Errors: why the books cannot take it over,
   * as the difference names it. Throws NotFound for what Netvisor does not know, NotAllowed without the right.
   */
  decide(scope: Scope, { companyId, key, takeOver }: Decision): Promise<Result<bigint>> {
    const user = requireUser(scope)
    return this.#database.write<bigint, UserError>(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'UPDATE_STATUS')
      await lockBooks(unit, companyId)
      const [link] = await findContents(unit, companyId, [key])
      const [invoice] = link ? await lockInvoices(unit, companyId, [link.invoiceId]) : []
      if (!link || !invoice) throw new NotFound('Netvisor has told of no such invoice.')
      if (link.code === null) return ok(invoice.id)
      return takeOver ? this.#take(unit, user, companyId, link, invoice) : leave(unit, user, companyId, link, invoice)
    })
  }

  async #take(
    unit: Unit,
    user: UserScope,
    companyId: bigint,
    link: LinkContents,
    invoice: LedgerInvoice,
  ): Promise<Result<bigint>> {
    const { total, dueOn, rows } = link.before
    // What only a person can do in the books is done there: a credit taken back, an invoice that Netvisor rejected.
    if (total === null || dueOn === null || rows === null || link.isCreditNote || link.parts.includes('STATUS'))
      return err(reasonOf(link.code ?? 'NETVISOR_CHANGED_SETTLED'))
    const [own] = await invoiceContents(unit, companyId, [invoice.id])
    if (!own) throw new NotFound('There is no such invoice.')
    const there: Compared = { total, dueOn, rows }
    const book = standing({ invoice, own })
    const parts = partsChanged(book, link.before, there, link.parts)
    const refusal = refusalOfChange(book, there, { parts, isMovedHere: false, byPerson: true })
    if (refusal) return err(refusal)
    const { userId, now, today } = user
    const books = { unit, companyId, userId, now, today, service: this.#service }
    await applyContents(books, invoice, there, parts)
    await saveContents(unit, companyId, [{ key: link.key, told: null, difference: null }])
    await audit(unit, user, companyId, actOf(invoice, there, parts))
    return ok(invoice.id)
  }
}

async function leave(
  unit: Unit,
  user: UserScope,
  companyId: bigint,
  { key, code }: LinkContents,
  invoice: LedgerInvoice,
): Promise<Result<bigint>> {
  await saveContents(unit, companyId, [{ key, told: null, difference: null }])
  const subject = { type: 'SalesInvoice', id: invoice.id, name: invoice.number }
  const after = { code: code ?? '', source: 'NETVISOR' }
  await audit(unit, user, companyId, { action: 'NETVISOR_CHANGE_LEFT', subject, after })
  return ok(invoice.id)
}

import { audit } from '../../access/audit.ts'
import { requireRight } from '../../access/rights.ts'
import { requireUser } from '../../access/signedIn.ts'
import { parseIban } from '../../kernel/iban.ts'
import { err, ok, type Result, type UserError } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import { SecretUnreadable } from '../../platform/secretBox.ts'
import { saveBankAccounts } from '../import/importInvoices.store.ts'
import { lockBooks } from '../invoice/invoice.store.ts'
import { readMaster, readSources } from '../payment/paymentSource.store.ts'
import { sourceOn } from '../payment/paymentSource.ts'
import { type NetvisorParts, ownerOf, tryOut } from './netvisor.service.ts'
import { deleteConnection, findConnection, makeDue, saveConnection } from './netvisor.store.ts'
import { type NetvisorUser, netvisorClient } from './netvisorClient.ts'
import { tryAgain } from './netvisorReport.store.ts'
import { findSeller } from './netvisorSeller.store.ts'

export interface ConnectInput {
  readonly companyId: bigint
  readonly customerId: string
  readonly customerKey: string
  /** The account that invoices ask to be paid to; null: the one given before, or the only one known. */
  readonly iban: string | null
}

const LONGEST = 200

/** Connects companies to their Netvisor. The key that a company gives is sealed, and never shown again. */
export class NetvisorConnections {
  readonly #parts: NetvisorParts

  constructor(parts: NetvisorParts) {
    this.#parts = parts
  }

  /** Whether the product is a partner of Netvisor at all. */
  get isOffered(): boolean {
    return this.#parts.settings !== undefined
  }

  /**
   * Tries the credentials out and stores them only when Netvisor accepts them; the first run starts at once. Refused:
   * NETVISOR_NOT_OFFERED, CREDENTIALS_MISSING, IBAN_INVALID, ACCOUNT_OF_ANOTHER_COMPANY, and what Netvisor said: NETVISOR_AUTHENTICATION, NETVISOR_REFUSED,
   * NETVISOR_UNREACHABLE, NETVISOR_UNREADABLE.
   */
  async connect(scope: Scope, input: ConnectInput): Promise<Result<bigint>> {
    const user = requireUser(scope)
    const { companyId } = input
    const customerId = input.customerId.trim()
    const customerKey = input.customerKey.trim()
    const iban = input.iban === null || input.iban.trim() === '' ? null : parseIban(input.iban)
    const problem = credentialProblem(customerId, customerKey) ?? (iban === undefined ? IBAN_INVALID : undefined)
    const { businessId } = await this.#allowed(scope, companyId)
    if (problem || iban === undefined) return err(problem ?? IBAN_INVALID)
    const refusal = await this.#try({ customerId, customerKey, businessId })
    if (refusal) return err(refusal)
    return this.#parts.database.write<bigint, UserError>(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'MANAGE_CONNECTIONS')
      const sealed = this.#parts.secrets.seal(ownerOf(companyId), customerKey)
      const { userId, now } = user
      const others = await saveBankAccounts(unit, companyId, iban === null ? [] : [iban])
      if (others.size > 0) return err(ACCOUNT_OF_ANOTHER)
      await saveConnection(unit, companyId, { customerId, customerKey: sealed, iban, userId, now })
      await audit(unit, user, companyId, { action: 'CONNECTION_SET', after: { system: 'NETVISOR', customerId } })
      await unit.enqueue(
        'ledger.netvisorFetch',
        { companyId: String(companyId) },
        { key: `netvisorFetch:${companyId}` },
      )
      return ok(companyId)
    })
  }

  /** Asks Netvisor for an empty list with the stored credentials. Refused as `connect`, and NOT_CONNECTED. */
  async test(scope: Scope, companyId: bigint): Promise<Result<bigint>> {
    requireUser(scope)
    const { businessId, connection } = await this.#allowed(scope, companyId)
    if (!connection) return err(NOT_CONNECTED)
    try {
      const customerKey = this.#parts.secrets.open(ownerOf(companyId), connection.customerKey)
      const refusal = await this.#try({ customerId: connection.customerId, customerKey, businessId })
      return refusal ? err(refusal) : ok(companyId)
    } catch (error) {
      if (!(error instanceof SecretUnreadable)) throw error
      return err({ code: 'KEY_UNREADABLE', message: 'The stored key cannot be opened. Give it again.' })
    }
  }

  /** Puts a run into the queue, and what could not be told is tried again. Refused: NOT_CONNECTED, NETVISOR_NOT_OFFERED. */
  fetchNow(scope: Scope, companyId: bigint): Promise<Result<bigint>> {
    const user = requireUser(scope)
    return this.#parts.database.write<bigint, UserError>(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'IMPORT_INVOICES')
      if (!this.isOffered) return err(NOT_OFFERED)
      if (!(await findConnection(unit, companyId))) return err(NOT_CONNECTED)
      await makeDue(unit, companyId, user.now)
      await tryAgain(unit, companyId)
      const payload = { companyId: String(companyId), askedBy: String(user.userId) }
      await unit.enqueue('ledger.netvisorFetch', payload, { key: `netvisorFetch:${companyId}` })
      await audit(unit, user, companyId, { action: 'FETCH_ASKED', after: { system: 'NETVISOR' } })
      return ok(companyId)
    })
  }

  /** Forgets the credentials; what came stays. Refused: NOT_CONNECTED, NETVISOR_IS_SOURCE, NETVISOR_IS_MASTER. */
  disconnect(scope: Scope, companyId: bigint): Promise<Result<bigint>> {
    const user = requireUser(scope)
    return this.#parts.database.write<bigint, UserError>(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'MANAGE_CONNECTIONS')
      await lockBooks(unit, companyId)
      const sources = await readSources(unit, companyId)
      const isSource = [user.today, ...sources.map(({ from }) => from).filter((from) => from > user.today)].some(
        (day) => sourceOn(sources, day) === 'NETVISOR',
      )
      if (isSource) return err(NETVISOR_IS_SOURCE)
      if ((await readMaster(unit, companyId)) === 'NETVISOR') return err(NETVISOR_IS_MASTER)
      if (!(await deleteConnection(unit, companyId))) return err(NOT_CONNECTED)
      await audit(unit, user, companyId, { action: 'CONNECTION_ENDED', before: { system: 'NETVISOR' } })
      return ok(companyId)
    })
  }

  /** The right, before another system is asked anything. */
  #allowed(scope: Scope, companyId: bigint) {
    return this.#parts.database.read(scope, async (unit) => {
      await requireRight(unit, scope, companyId, 'MANAGE_CONNECTIONS')
      const { businessId } = await findSeller(unit, companyId)
      return { businessId, connection: await findConnection(unit, companyId) }
    })
  }

  async #try(user: NetvisorUser): Promise<UserError | null> {
    const { settings, clock } = this.#parts
    if (!settings) return NOT_OFFERED
    return tryOut(netvisorClient(settings, user, clock))
  }
}

function credentialProblem(customerId: string, customerKey: string): UserError | undefined {
  for (const [field, value] of [
    ['customerId', customerId],
    ['customerKey', customerKey],
  ] as const) {
    // They go into headers and a signature: printable ASCII.
    if (/^[\x21-\x7e]+$/.test(value) && value.length <= LONGEST) continue
    return { code: 'CREDENTIALS_MISSING', message: 'Give the customer id and key as Netvisor shows them.', field }
  }
  return undefined
}

const IBAN_INVALID: UserError = {
  code: 'IBAN_INVALID',
  message: 'The account number (IBAN) is not valid.',
  field: 'iban',
}

const ACCOUNT_OF_ANOTHER: UserError = {
  code: 'ACCOUNT_OF_ANOTHER_COMPANY',
  message: 'The account belongs to another company that you manage.',
  field: 'iban',
}

const NOT_OFFERED: UserError = {
  code: 'NETVISOR_NOT_OFFERED',
  message: 'This installation has no partner credentials of Netvisor. Ask whoever runs it.',
}

const NOT_CONNECTED: UserError = { code: 'NOT_CONNECTED', message: 'The company is not connected to Netvisor.' }

const NETVISOR_IS_SOURCE: UserError = {
  code: 'NETVISOR_IS_SOURCE',
  message: 'Payments come from Netvisor. Choose bank files first.',
}

const NETVISOR_IS_MASTER: UserError = {
  code: 'NETVISOR_IS_MASTER',
  message: 'Netvisor masters the statuses. Choose Duetto first.',
}

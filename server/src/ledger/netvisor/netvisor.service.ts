import { emptyList, updateStatus } from '../../exchange/netvisor/questions.ts'
import type { UserError } from '../../kernel/result.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import { type SecretBox, SecretUnreadable } from '../../platform/secretBox.ts'
import type { ServicePort } from '../invoice/servicePort.ts'
import { beginRun, type Connection, endRun, findConnection, RunReplaced } from './netvisor.store.ts'
import { type AskNetvisor, type NetvisorFailure, type NetvisorSettings, netvisorClient } from './netvisorClient.ts'
import { fetchCreditNotes } from './netvisorCredits.ts'
import { fetchCustomers } from './netvisorCustomers.ts'
import { NetvisorSilent, Run } from './netvisorFetch.ts'
import { fetchInvoices } from './netvisorInvoices.ts'
import { fetchPayments } from './netvisorPayments.ts'
import { type FetchPhase, type FetchProgress, firstProgress, nextRunAfter } from './netvisorProgress.ts'
import { findUntold, markTold, markUntold } from './netvisorReport.store.ts'
import { findSeller } from './netvisorSeller.store.ts'
import { nextTryAfter, statusToTell } from './netvisorStatus.ts'

export interface NetvisorParts {
  readonly database: Database
  readonly clock: Clock
  readonly service: ServicePort
  /** Undefined where the product is no partner of Netvisor. */
  readonly settings: NetvisorSettings | undefined
  readonly secrets: SecretBox
}

const PHASES: Readonly<Record<FetchPhase, (run: Run, progress: FetchProgress) => Promise<FetchProgress | null>>> = {
  INVOICES: fetchInvoices,
  CUSTOMERS: fetchCustomers,
  PAYMENTS: fetchPayments,
  CREDIT_NOTES: fetchCreditNotes,
}

/** Statuses told in one go. */
const MOST_REPORTS = 200

/** What goes between a company's books and its Netvisor without anybody watching. */
export class Netvisor {
  readonly #parts: NetvisorParts

  constructor(parts: NetvisorParts) {
    this.#parts = parts
  }

  /** Finds what is due in every company, and puts it into the queue. */
  async tick(): Promise<void> {
    const { database, clock, settings } = this.#parts
    if (!settings) return
    const now = clock.now()
    for (const companyId of await this.#companies()) {
      await database.job(companyId, async (unit) => {
        const connection = await findConnection(unit, companyId)
        if (!connection) return
        const payload = { companyId: companyId.toString() }
        const isRunning = connection.leaseUntil !== null && connection.leaseUntil > now
        if (connection.nextRunAt <= now && !isRunning)
          return unit.enqueue('ledger.netvisorFetch', payload, { key: `netvisorFetch:${companyId}` })
        if ((await findUntold(unit, companyId, now, 1)).length > 0)
          await unit.enqueue('ledger.netvisorReport', payload, { key: `netvisorReport:${companyId}` })
      })
    }
  }

  /**
   * Fetches what is new, from where the last run ended; one run of a company at a time. What the service refuses ends the
   * run and is kept with it; the next run is due later each time.
   */
  async fetch(companyId: bigint, askedBy: bigint | null): Promise<void> {
    const { database, clock } = this.#parts
    const begun = await database.job(companyId, (unit) => beginRun(unit, companyId, askedBy, clock.now()))
    if (!begun) return
    const { runId, connection } = begun
    try {
      await this.#run(companyId, runId, connection)
      await this.#end(companyId, runId, connection, null)
    } catch (error) {
      if (error instanceof RunReplaced) return
      const failure = error instanceof NetvisorSilent ? codeOf(error.failure) : UNFORESEEN
      await this.#end(companyId, runId, connection, failure)
      if (failure === UNFORESEEN) throw error
    }
    await this.report(companyId)
  }

  /** Tells Netvisor the statuses that it should have. What fails is tried again later, and shown. */
  async report(companyId: bigint): Promise<void> {
    const { database, clock } = this.#parts
    const { untold, connection } = await database.job(companyId, async (unit) => ({
      untold: await findUntold(unit, companyId, clock.now(), MOST_REPORTS),
      connection: await findConnection(unit, companyId),
    }))
    if (untold.length === 0 || !connection) return
    const client = await this.#clientOf(companyId, connection)
    if (!client.ok) return
    for (const { key, status, toldStatus, attempts } of untold) {
      const wanted = statusToTell(status, toldStatus)
      if (!wanted) continue
      const answer = await client.value(updateStatus(key, wanted))
      if (answer.ok) await database.job(companyId, (unit) => markTold(unit, companyId, key, wanted))
      else {
        const failure = { ...codeOf(answer.error), nextTryAt: nextTryAfter(clock.now(), attempts + 1) }
        await database.job(companyId, (unit) => markUntold(unit, companyId, key, failure))
        if (answer.error.kind !== 'REFUSED') return // The next one would fare no better.
      }
    }
  }

  async #run(companyId: bigint, runId: bigint, connection: Connection): Promise<void> {
    const { database, clock, service } = this.#parts
    const client = await this.#clientOf(companyId, connection)
    if (!client.ok) throw new NetvisorSilent(client.error)
    const seller = await database.job(companyId, (unit) => findSeller(unit, companyId))
    const run = new Run({ database, clock, service, companyId, runId, connection, seller, client: client.value })
    let progress: FetchProgress | null = connection.progress ?? firstProgress(clock.now())
    while (progress) progress = await PHASES[progress.phase](run, progress)
  }

  async #end(
    companyId: bigint,
    runId: bigint,
    connection: Connection,
    failure: { readonly code: string; readonly words: string } | null,
  ): Promise<void> {
    const { database, clock } = this.#parts
    const now = clock.now()
    const nextRunAt = nextRunAfter(now, failure ? connection.failures + 1 : 0)
    await database.job(companyId, (unit) => endRun(unit, companyId, runId, failure, nextRunAt, now))
  }

  async #clientOf(
    companyId: bigint,
    { customerId, customerKey }: Connection,
  ): Promise<{ ok: true; value: AskNetvisor } | { ok: false; error: NetvisorFailure }> {
    const { settings, secrets, database, clock } = this.#parts
    if (!settings) return { ok: false, error: { kind: 'UNREACHABLE', words: 'The product is no partner of Netvisor.' } }
    try {
      const key = secrets.open(ownerOf(companyId), customerKey)
      const { businessId } = await database.job(companyId, (unit) => findSeller(unit, companyId))
      return { ok: true, value: netvisorClient(settings, { customerId, customerKey: key, businessId }, clock) }
    } catch (error) {
      if (!(error instanceof SecretUnreadable)) throw error
      return { ok: false, error: { kind: 'AUTHENTICATION', words: 'The stored key cannot be opened: give it again.' } }
    }
  }

  async #companies(): Promise<bigint[]> {
    const rows = await this.#parts.database.job(0n, (unit) =>
      unit.rows<{ id: bigint }>('SELECT id FROM access.company_ids() AS c (id)', [], 'ledger.companies'),
    )
    return rows.map((row) => row.id)
  }
}

/** Whose secret it is, for sealing. */
export function ownerOf(companyId: bigint): string {
  return `netvisor:${companyId}`
}

const CODES: Readonly<Record<NetvisorFailure['kind'], string>> = {
  REFUSED: 'NETVISOR_REFUSED',
  AUTHENTICATION: 'NETVISOR_AUTHENTICATION',
  UNREADABLE: 'NETVISOR_UNREADABLE',
  UNREACHABLE: 'NETVISOR_UNREACHABLE',
}

export function codeOf({ kind, words }: NetvisorFailure): { code: string; words: string } {
  return { code: CODES[kind], words }
}

const UNFORESEEN = { code: 'RUN_FAILED', words: 'Something went wrong on our side.' }

const MESSAGES: Readonly<Record<NetvisorFailure['kind'], string>> = {
  REFUSED: 'Netvisor refused the question.',
  AUTHENTICATION: 'Netvisor does not accept the customer id and key.',
  UNREADABLE: 'Netvisor gave an answer that cannot be read.',
  UNREACHABLE: 'Netvisor cannot be reached. Try again in a while.',
}

/** Asks for an empty list; why it was not answered, or null. */
export async function tryOut(client: AskNetvisor): Promise<UserError | null> {
  const answer = await client(emptyList())
  if (answer.ok) return null
  const { kind, words } = answer.error
  // What an operator of the network says is not in Netvisor's words.
  const said = kind === 'UNREACHABLE' ? {} : { values: { words } }
  return { code: CODES[kind], message: `${MESSAGES[kind]} (${words})`, ...said }
}

import { isAccountMessage, type ToldByAgency, toldByAgency } from '../../exchange/messages/account.ts'
import { MessageRefused } from '../../exchange/messages/refused.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { checkFiles } from './accountApply.ts'

/** The task that brings a company's received messages into its copy. Payload: `{ companyId }` as decimal text. */
export const APPLY = 'duetto.apply'

export async function enqueueApply(unit: Unit, companyId: bigint): Promise<void> {
  await unit.enqueue(APPLY, { companyId: companyId.toString() }, { key: `${APPLY}:${companyId}` })
}

/** Rows of no company: enough for asking which company a business ID is. */
const NO_COMPANY = 0n

/** Receives the agency's messages: stores each once, and leaves the rest to a job. */
export class Inbox {
  readonly #database: Database
  readonly #now: () => Date
  /** A business ID never changes hands. */
  readonly #companyIds = new Map<string, bigint>()

  constructor(database: Database, now: () => Date) {
    this.#database = database
    this.#now = now
  }

  /**
   * Resolves when the message is stored, and for a repeat too. Throws MessageRefused for one that cannot be:
   * MESSAGE_INVALID, CREDITOR_UNKNOWN, ASSIGNMENT_UNKNOWN, SEQUENCE_TAKEN, DOCUMENT_DIFFERS.
   */
  async receive(received: unknown): Promise<void> {
    const parsed = toldByAgency.safeParse(received)
    if (!parsed.success) {
      const where = parsed.error.issues[0]?.path.join('.') ?? ''
      throw new MessageRefused('MESSAGE_INVALID', `Not a message of version 1: ${where}`)
    }
    const message = parsed.data
    if (isAccountMessage(message)) checkFiles(message)
    const companyId = await this.#companyOf(message.creditor)
    await this.#database.job(companyId, (unit) => this.#store(unit, companyId, message))
  }

  async #companyOf(businessId: string): Promise<bigint> {
    const known = this.#companyIds.get(businessId)
    if (known !== undefined) return known
    const found = await this.#database.job(NO_COMPANY, (unit) =>
      unit.row<{ companyId: bigint | null }>(
        'SELECT duetto.creditor($1) AS "companyId"',
        [businessId],
        'duetto.creditor',
      ),
    )
    const companyId = found?.companyId ?? undefined
    if (companyId === undefined) throw new MessageRefused('CREDITOR_UNKNOWN', 'No creditor has this business ID.')
    this.#companyIds.set(businessId, companyId)
    return companyId
  }

  async #store(unit: Unit, companyId: bigint, message: ToldByAgency): Promise<void> {
    const stored = await unit.count(
      `INSERT INTO duetto.inbox (company_id, uid, assignment, sequence, kind, message, received_at)
       SELECT $1, $3, $2, $4, $5, $6, $7
       WHERE $8 OR EXISTS (SELECT 1 FROM duetto.assignment WHERE company_id = $1 AND uid = $2)
       ON CONFLICT DO NOTHING`,
      [
        ...[companyId, message.assignment, message.id, message.sequence, message.kind, JSON.stringify(message)],
        ...[this.#now(), isAccountMessage(message)],
      ],
      'duetto.inboxStore',
    )
    if (stored === 1) return enqueueApply(unit, companyId)
    const repeat = await unit.row(
      'SELECT 1 FROM duetto.inbox WHERE company_id = $1 AND uid = $2 AND assignment = $3 AND sequence = $4',
      [companyId, message.id, message.assignment, message.sequence],
      'duetto.inboxRepeat',
    )
    if (repeat) return
    const known = await unit.row(
      'SELECT 1 FROM duetto.assignment WHERE company_id = $1 AND uid = $2',
      [companyId, message.assignment],
      'duetto.assignmentKnown',
    )
    if (!known && !isAccountMessage(message))
      throw new MessageRefused('ASSIGNMENT_UNKNOWN', 'The creditor has no such assignment.')
    throw new MessageRefused(
      'SEQUENCE_TAKEN',
      `Another message ${message.sequence} of this assignment was received before.`,
    )
  }
}

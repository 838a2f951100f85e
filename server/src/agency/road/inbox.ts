import { MessageRefused } from '../../exchange/messages/refused.ts'
import type { ToAgency } from '../../exchange/messages/toAgency.ts'
import { toAgency } from '../../exchange/messages/toAgency.ts'
import { parseBusinessId } from '../../kernel/businessId.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { tellPriceLists } from './priceListRoad.ts'

/** The task that applies an assignment's received messages. Payload: `{ companyId, assignment }`. */
export const APPLY = 'agency.apply'

export async function enqueueApply(unit: Unit, companyId: bigint, assignment: string): Promise<void> {
  const payload = { companyId: companyId.toString(), assignment }
  await unit.enqueue(APPLY, payload, { key: `${APPLY}:${companyId}:${assignment}` })
}

/** Receives the company side's messages: stores each once, and leaves the rest to a job. */
export class AgencyInbox {
  readonly #database: Database
  readonly #clock: Clock

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  /** Resolves when the message is stored, and for a repeat too. Throws MessageRefused for one that cannot be. */
  async receive(received: unknown): Promise<void> {
    const parsed = toAgency.safeParse(received)
    if (!parsed.success) {
      const where = parsed.error.issues[0]?.path.join('.') ?? ''
      throw new MessageRefused('MESSAGE_INVALID', `Not a message of version 1: ${where}`)
    }
    const message = parsed.data
    const isForItself = message.kind !== 'MATERIAL' || message.body.creditor.businessId === message.creditor
    if (parseBusinessId(message.creditor) !== message.creditor || !isForItself) {
      throw new MessageRefused('CREDITOR_UNKNOWN', 'The creditor has no valid business ID.')
    }
    await this.#database.agency('system', (unit) => this.#store(unit, message))
  }

  async #store(unit: Unit, message: ToAgency): Promise<void> {
    const now = this.#clock.now()
    const companyId = await creditorNumber(unit, message.creditor, now)
    const stored = await unit.count(
      `INSERT INTO agency.inbox (company_id, uid, assignment, sequence, kind, message, received_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
      [companyId, message.id, message.assignment, message.sequence, message.kind, JSON.stringify(message), now],
      'agency.inboxStore',
    )
    if (stored === 1) return enqueueApply(unit, companyId, message.assignment)
    const repeat = await unit.row(
      'SELECT 1 FROM agency.inbox WHERE company_id = $1 AND uid = $2 AND assignment = $3 AND sequence = $4',
      [companyId, message.id, message.assignment, message.sequence],
      'agency.inboxRepeat',
    )
    if (repeat) return
    throw new MessageRefused(
      'SEQUENCE_TAKEN',
      `Another message ${message.sequence} of this assignment was received before.`,
    )
  }
}

/** The agency's own number of a creditor, opened with its first message. */
async function creditorNumber(unit: Unit, businessId: string, now: Date): Promise<bigint> {
  const find = () =>
    unit.row<{ companyId: bigint }>(
      'SELECT company_id AS "companyId" FROM agency.creditor WHERE business_id = $1',
      [businessId],
      'agency.creditorNumber',
    )
  const known = await find()
  if (known) return known.companyId
  await unit.rows(
    'INSERT INTO agency.creditor (business_id, opened_at) VALUES ($1, $2) ON CONFLICT (business_id) DO NOTHING',
    [businessId, now],
    'agency.openCreditor',
  )
  const opened = await find()
  if (!opened) throw new Error('The creditor was not opened.')
  await tellPriceLists(unit, opened.companyId, now)
  return opened.companyId
}

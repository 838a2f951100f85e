import { randomUUID } from 'node:crypto'
import type { ToAgency } from '../../exchange/messages/toAgency.ts'
import { NotFound } from '../../kernel/result.ts'
import type { Unit } from '../../platform/database/unit.ts'

type BodyOf<Kind extends ToAgency['kind']> = Extract<ToAgency, { kind: Kind }>['body']

/** A message before it has its id and sequence. */
export type Outgoing = { [Kind in ToAgency['kind']]: { kind: Kind; body: BodyOf<Kind> } }[ToAgency['kind']]

/** The task that carries a company's waiting messages to the agency. Payload: `{ companyId }` as decimal text. */
export const DELIVER = 'duetto.deliver'

export async function enqueueDelivery(unit: Unit, companyId: bigint): Promise<void> {
  await unit.enqueue(DELIVER, { companyId: companyId.toString() }, { key: `${DELIVER}:${companyId}` })
}

interface Numbered {
  uid: string
  sequence: number
  businessId: string
}

/**
 * Puts the next message of an assignment into the outbox, and a job to carry it, in this transaction. Locks the
 * assignment: two acts at once get two sequence numbers.
 */
export async function putMessage(
  unit: Unit,
  companyId: bigint,
  assignmentId: bigint,
  message: Outgoing,
  now: Date,
): Promise<void> {
  const next = await unit.row<Numbered>(
    `UPDATE duetto.assignment a SET sent_sequence = sent_sequence + 1
     FROM access.company c
     WHERE a.company_id = $1 AND a.id = $2 AND c.company_id = a.company_id
     RETURNING a.uid, a.sent_sequence AS sequence, c.business_id AS "businessId"`,
    [companyId, assignmentId],
    'duetto.nextSequence',
  )
  if (!next) throw new NotFound()
  await insertMessages(unit, companyId, [envelope(next, message, now)], now)
  await enqueueDelivery(unit, companyId)
}

/** The message with its id and what the receiver knows it by. */
export function envelope(to: Numbered, message: Outgoing, now: Date): ToAgency {
  const header = {
    id: randomUUID(),
    version: 1 as const,
    creditor: to.businessId,
    assignment: to.uid,
    sequence: to.sequence,
    sentAt: now.toISOString(),
  }
  return { ...header, ...message }
}

/** All in one statement, whatever their number. */
export async function insertMessages(
  unit: Unit,
  companyId: bigint,
  messages: readonly ToAgency[],
  now: Date,
): Promise<void> {
  await unit.rows(
    `INSERT INTO duetto.outbox (company_id, uid, assignment, sequence, kind, message, created_at)
     SELECT $1, (m ->> 'id')::uuid, (m ->> 'assignment')::uuid, (m ->> 'sequence')::integer, m ->> 'kind', m, $3
     FROM jsonb_array_elements($2::jsonb) m`,
    [companyId, JSON.stringify(messages), now],
    'duetto.insertMessages',
  )
}

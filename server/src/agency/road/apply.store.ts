import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { Assignment, CreditorCard } from '../case/assignment.ts'

export interface WaitingMessage {
  readonly id: bigint
  readonly message: unknown
}

/**
 * One at a time for an assignment, also before it exists: two jobs must not both open it. Held until the unit ends.
 */
export async function lockMessages(unit: Unit, companyId: bigint, assignment: string): Promise<void> {
  await unit.rows(
    'SELECT pg_advisory_xact_lock(hashtextextended($1, $2))',
    [assignment, companyId],
    'agency.lockMessages',
  )
}

/** The message that comes next in the sequence, if it has arrived. */
export function nextMessage(unit: Unit, companyId: bigint, assignment: string): Promise<WaitingMessage | undefined> {
  return unit.row<WaitingMessage>(
    `SELECT i.id, i.message FROM agency.inbox i
     WHERE i.company_id = $1 AND i.assignment = $2 AND i.applied_at IS NULL AND i.sequence = 1 + coalesce(
       (SELECT a.applied_sequence FROM agency.assignment a WHERE a.company_id = $1 AND a.uid = $2), 0)`,
    [companyId, assignment],
    'agency.nextMessage',
  )
}

export async function markApplied(
  unit: Unit,
  companyId: bigint,
  assignment: string,
  inboxId: bigint,
  at: Date,
): Promise<void> {
  await unit.rows(
    'UPDATE agency.inbox SET applied_at = $3 WHERE company_id = $1 AND id = $2',
    [companyId, inboxId, at],
    'agency.markApplied',
  )
  await unit.rows(
    'UPDATE agency.assignment SET applied_sequence = applied_sequence + 1 WHERE company_id = $1 AND uid = $2',
    [companyId, assignment],
    'agency.countApplied',
  )
}

/** Keeps what the newest material says of the creditor, and tells whether the agency works for it. */
export async function nameCreditor(unit: Unit, companyId: bigint, card: CreditorCard): Promise<'ACTIVE' | 'BLOCKED'> {
  const row = await unit.row<{ state: 'ACTIVE' | 'BLOCKED' }>(
    'UPDATE agency.creditor SET name = $2, card = $3 WHERE company_id = $1 RETURNING state',
    [companyId, card.name, JSON.stringify(card)],
    'agency.nameCreditor',
  )
  if (!row) throw new Error('The creditor of a message is opened when it is received.')
  return row.state
}

export async function isRunning(unit: Unit, companyId: bigint, invoiceNumber: string): Promise<boolean> {
  const row = await unit.row(
    `SELECT 1 FROM agency.assignment WHERE company_id = $1 AND invoice_number = $2 AND stage <> 'CLOSED'`,
    [companyId, invoiceNumber],
    'agency.isRunning',
  )
  return row !== undefined
}

/** Whether an ended assignment's invoice has come back in another one that is running. */
export async function isFollowedBy(unit: Unit, ended: Assignment): Promise<boolean> {
  return ended.stage === 'CLOSED' && isRunning(unit, ended.companyId, ended.invoiceNumber)
}

/** The account that letters name on a day, and the base of a new reference. */
export async function paymentDetails(unit: Unit, on: CalendarDate): Promise<{ iban: string; base: bigint }> {
  const row = await unit.row<{ iban: string; base: bigint }>(
    `SELECT iban, nextval('agency.reference_base') AS base FROM agency.client_account
     WHERE valid_from <= $1 ORDER BY valid_from DESC LIMIT 1`,
    [on],
    'agency.paymentDetails',
  )
  if (!row) throw new Error('The agency has no account for client funds.')
  return row
}

/** The account alone: a reference is not used up. */
export async function clientAccountOn(unit: Unit, on: CalendarDate): Promise<string> {
  const row = await unit.row<{ iban: string }>(
    'SELECT iban FROM agency.client_account WHERE valid_from <= $1 ORDER BY valid_from DESC LIMIT 1',
    [on],
    'agency.clientAccount',
  )
  if (!row) throw new Error('The agency has no account for client funds.')
  return row.iban
}

/** False when one of the same kind waits already. */
export async function insertRequest(
  unit: Unit,
  key: { readonly companyId: bigint; readonly id: bigint },
  request: { readonly kind: 'RECALL' | 'CREDIT_LOSS'; readonly reason: string; readonly requestedOn: string },
  at: Date,
): Promise<boolean> {
  const count = await unit.count(
    `INSERT INTO agency.request (company_id, assignment_id, kind, reason, requested_on, requested_at, state)
     VALUES ($1, $2, $3, $4, $5, $6, 'WAITING') ON CONFLICT DO NOTHING`,
    [key.companyId, key.id, request.kind, request.reason, request.requestedOn, at],
    'agency.insertRequest',
  )
  return count === 1
}

import { randomUUID } from 'node:crypto'
import type { AccountMessage } from '../../exchange/messages/account.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { enqueueDelivery } from './outbox.ts'

type BodyOf<Kind extends AccountMessage['kind']> = Extract<AccountMessage, { kind: Kind }>['body']

/** A message of the account before it has its id and sequence. */
export type AccountOutgoing = {
  [Kind in AccountMessage['kind']]: { kind: Kind; body: BodyOf<Kind> }
}[AccountMessage['kind']]

/** Puts the next message of a creditor's account into the outbox, and a job to carry it, in this transaction. Locks the creditor. */
export async function putAccountMessage(
  unit: Unit,
  companyId: bigint,
  message: AccountOutgoing,
  at: Date,
): Promise<void> {
  const next = await unit.row<{ account: string; sequence: number; businessId: string }>(
    `UPDATE agency.creditor SET account_sequence = account_sequence + 1 WHERE company_id = $1
     RETURNING account_uid AS account, account_sequence AS sequence, business_id AS "businessId"`,
    [companyId],
    'agency.nextAccountSequence',
  )
  if (!next) throw new Error('A message of an account needs its creditor.')
  const header = {
    id: randomUUID(),
    version: 1 as const,
    creditor: next.businessId,
    assignment: next.account,
    sequence: next.sequence,
    sentAt: at.toISOString(),
  }
  await unit.rows(
    `INSERT INTO agency.outbox (company_id, uid, assignment, sequence, kind, message, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [companyId, header.id, next.account, next.sequence, message.kind, JSON.stringify({ ...header, ...message }), at],
    'agency.insertAccountOutbox',
  )
  await enqueueDelivery(unit, companyId)
}

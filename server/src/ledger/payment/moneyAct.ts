import { createHash } from 'node:crypto'
import { err, type Result, type UserError } from '../../kernel/result.ts'
import type { Unit } from '../../platform/database/unit.ts'

/*
 * Acts with money that a client may repeat with the same key: the second time they answer with what was made the first
 * time, and another request with the same key is refused.
 */

export interface Repeatable {
  readonly companyId: bigint
  readonly idempotencyKey: string
}

export const LONGEST_KEY = 200

export function digestOf(parts: readonly unknown[]): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(parts.map(String)))
    .digest()
}

export function refuse(code: string, message: string, field?: string): Result<never, UserError> {
  return err(field === undefined ? { code, message } : { code, message, field })
}

/** Locks the key; the id made with it before, a refusal, or undefined: go on. */
export async function repeated(
  unit: Unit,
  { companyId, idempotencyKey }: Repeatable,
  digest: Buffer,
): Promise<Result<bigint> | undefined> {
  if (idempotencyKey.trim() === '' || idempotencyKey.length > LONGEST_KEY) {
    return refuse('KEY_MISSING', `Give the act a key of its own, 1 to ${LONGEST_KEY} characters.`, 'idempotencyKey')
  }
  await unit.rows(
    'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))',
    [`ledger.moneyAct:${companyId}:${idempotencyKey}`],
    'ledger.lockKey',
  )
  const earlier = await unit.row<{ id: bigint; digest: Buffer }>(
    'SELECT m.made_id AS id, m.request_digest AS digest FROM ledger.money_act m WHERE m.company_id = $1 AND m.idempotency_key = $2',
    [companyId, idempotencyKey],
    'ledger.moneyActByKey',
  )
  if (!earlier) return undefined
  if (earlier.digest.equals(digest)) return { ok: true, value: earlier.id }
  return refuse('KEY_REUSED', 'This idempotency key was used for another act.', 'idempotencyKey')
}

export async function markDone(
  unit: Unit,
  { companyId, idempotencyKey }: Repeatable,
  digest: Buffer,
  madeId: bigint,
  at: Date,
): Promise<void> {
  await unit.rows(
    'INSERT INTO ledger.money_act (company_id, idempotency_key, request_digest, made_id, at) VALUES ($1, $2, $3, $4, $5)',
    [companyId, idempotencyKey, digest, madeId, at],
    'ledger.insertMoneyAct',
  )
}

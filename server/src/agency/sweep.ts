import type { Unit } from '../platform/database/unit.ts'
import { enqueueApply } from './road/inbox.ts'
import { enqueueDelivery } from './road/outbox.ts'

/** The nightly task that takes up exchange work whose jobs have given up. */
export const SWEEP = 'agency.sweep'

/** A job gives up after days of failing; the messages stay, and this tries them again once a day. */
export async function sweep(unit: Unit): Promise<void> {
  const undelivered = await unit.rows<{ companyId: bigint }>(
    'SELECT DISTINCT company_id AS "companyId" FROM agency.outbox WHERE delivered_at IS NULL',
    [],
    'agency.undelivered',
  )
  for (const { companyId } of undelivered) await enqueueDelivery(unit, companyId)
  const unapplied = await unit.rows<{ companyId: bigint; assignment: string }>(
    'SELECT DISTINCT company_id AS "companyId", assignment FROM agency.inbox WHERE applied_at IS NULL',
    [],
    'agency.unapplied',
  )
  for (const { companyId, assignment } of unapplied) await enqueueApply(unit, companyId, assignment)
}

import type { Unit } from '../../platform/database/unit.ts'
import type { Assignment } from '../case/assignment.ts'
import { sharesOf } from '../case/payment.ts'
import type { Line } from '../case/posting.ts'
import { type Allocation, insertAllocation } from './clientFunds.store.ts'

/** Client funds of an assignment by whose they are, in cents. */
export type Held = Pick<Allocation, 'creditor' | 'agency'>

const least = (left: bigint, right: bigint) => (left < right ? left : right)
const most = (left: bigint, right: bigint) => (left > right ? left : right)

/**
 * What a credit note, a later due date or a direct payment changes about whose the money in client funds is: a part of
 * the debt that turned out to be paid too much is another part's, or the debtor's. Only what came through client funds
 * can change hands there; the rest the creditor has itself. The three add up to zero.
 */
function correctionOf(lines: readonly Line[], held: Held): Allocation {
  const moved = sharesOf(lines.filter((line) => line.kind === 'REALLOCATION' || line.kind === 'REFUND'))
  const taken = {
    creditor: least(most(-moved.creditor, 0n), most(held.creditor, 0n)),
    agency: least(most(-moved.agency, 0n), most(held.agency, 0n)),
  }
  const all = taken.creditor + taken.agency
  const toCreditor = least(most(moved.creditor, 0n), all)
  const toAgency = least(most(moved.agency, 0n), all - toCreditor)
  return {
    creditor: toCreditor - taken.creditor,
    agency: toAgency - taken.agency,
    excess: all - toCreditor - toAgency,
  }
}

/** Corrects whose the money of an assignment is, on the newest payment that still stands. */
export async function correctFunds(
  unit: Unit,
  assignment: Assignment,
  eventId: bigint,
  lines: readonly Line[],
): Promise<void> {
  if (!lines.some((line) => line.kind === 'REALLOCATION' || line.kind === 'REFUND')) return
  const held = await unit.row<Held & { readonly transactionId: bigint | null }>(
    `SELECT coalesce(sum(c.creditor_share), 0)::bigint AS creditor, coalesce(sum(c.agency_share), 0)::bigint AS agency,
       max(c.transaction_id) FILTER (WHERE t.state = 'ALLOCATED') AS "transactionId"
     FROM agency.client_allocation c JOIN agency.client_transaction t ON t.id = c.transaction_id
     WHERE c.company_id = $1 AND c.assignment_id = $2`,
    [assignment.companyId, assignment.id],
    'agency.fundsHeld',
  )
  if (!held || held.transactionId === null) return
  const correction = correctionOf(lines, held)
  if (correction.creditor === 0n && correction.agency === 0n) return
  await insertAllocation(unit, assignment, held.transactionId, eventId, correction)
}

import type { MessageState } from '../../exchange/messages/fromAgency.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { amountOf } from '../amount.ts'
import type { Assignment } from '../case/assignment.ts'

/** In cents. */
interface CollectedRow {
  /** The creditor's share of what came through client funds. */
  readonly share: bigint
  /** What payments to the agency have put on interest and on the creditor's own costs, and what money has put there at all. */
  readonly interestHere: bigint
  readonly interestAll: bigint
  readonly costsHere: bigint
  readonly costsAll: bigint
}

const least = (left: bigint, right: bigint) => (left < right ? left : right)
const within = (wanted: bigint, most: bigint) => (wanted < 0n ? 0n : least(wanted, most))

/**
 * What has been collected for the creditor so far, by what it paid: the three add up to its share. Money that was moved
 * away from interest or costs since has gone to the principal.
 */
export async function collectedOf(
  unit: Unit,
  { companyId, id, currency }: Assignment,
): Promise<NonNullable<MessageState['collected']>> {
  const row = await unit.row<CollectedRow>(
    `SELECT (SELECT coalesce(sum(c.creditor_share), 0)::bigint FROM agency.client_allocation c
         WHERE c.company_id = $1 AND c.assignment_id = $2) AS share,
       coalesce(-sum(p.amount) FILTER (WHERE p.component = 'INTEREST' AND e.type = 'PAYMENT_TO_AGENCY'), 0)::bigint AS "interestHere",
       coalesce(-sum(p.amount) FILTER (WHERE p.component = 'INTEREST'), 0)::bigint AS "interestAll",
       coalesce(-sum(p.amount) FILTER (WHERE p.component = 'COSTS' AND e.type = 'PAYMENT_TO_AGENCY'), 0)::bigint AS "costsHere",
       coalesce(-sum(p.amount) FILTER (WHERE p.component = 'COSTS'), 0)::bigint AS "costsAll"
     FROM agency.posting p LEFT JOIN agency.event e ON e.company_id = p.company_id AND e.id = p.event_id
     WHERE p.company_id = $1 AND p.assignment_id = $2 AND p.beneficiary = 'CREDITOR'
       AND p.kind IN ('PAYMENT', 'DIRECT_PAYMENT', 'REVERSAL', 'REALLOCATION', 'REFUND')`,
    [companyId, id],
    'agency.collectedOf',
  )
  const { share, interestHere, interestAll, costsHere, costsAll } = row as CollectedRow
  const interest = within(least(interestHere, interestAll), share)
  const costs = within(least(costsHere, costsAll), share - interest)
  return {
    principal: amountOf(share - interest - costs, currency),
    interest: amountOf(interest, currency),
    costs: amountOf(costs, currency),
  }
}

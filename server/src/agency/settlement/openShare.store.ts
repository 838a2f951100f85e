import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { SettledShare, ShareToSettle } from './shareOut.ts'

/** What is to be settled of one assignment, in cents. */
export interface OpenShare extends ShareToSettle {
  readonly assignmentId: bigint
  readonly clientIban: string
  readonly currency: string
  readonly toIban: string | null
  readonly reference: string | null
}

/** What debtors have paid through the agency of authorities' fees, per assignment: no costs of its own, and without VAT. */
export const AUTHORITY_FEES = `
  SELECT p.assignment_id, -sum(p.amount) AS fees FROM agency.posting p
  WHERE p.company_id = $1 AND p.beneficiary = 'AUTHORITY' AND p.kind = 'PAYMENT'
    AND NOT EXISTS (SELECT 1 FROM agency.posting r WHERE r.company_id = p.company_id AND r.cancels_id = p.id)
  GROUP BY p.assignment_id`

/**
 * What was collected and not settled yet, and the agency's costs among it that no statement has told. A share is below
 * zero when the bank has taken back a payment that was settled. `iban`: where money goes of a case whose material names
 * no account.
 */
export function openShares(unit: Unit, companyId: bigint, iban: string | null): Promise<OpenShare[]> {
  return unit.rows<OpenShare>(
    `SELECT * FROM (
       SELECT a.id AS "assignmentId", a.client_iban AS "clientIban", a.currency, coalesce(a.creditor->>'iban', $2) AS "toIban",
         a.invoice_reference AS reference, (c.share - coalesce(s.settled, 0))::bigint AS amount, coalesce(s.costs, 0)::bigint AS "toldCosts",
         CASE WHEN (a.creditor->>'mayDeductVat')::boolean THEN (c.costs - coalesce(f.fees, 0) - coalesce(s.costs, 0))::bigint ELSE 0 END AS costs
       FROM (SELECT assignment_id, sum(creditor_share) AS share, sum(agency_share) AS costs FROM agency.client_allocation
         WHERE company_id = $1 GROUP BY assignment_id) c
       LEFT JOIN (SELECT assignment_id, sum(amount) AS settled, sum(costs) AS costs FROM agency.settlement_line
         WHERE company_id = $1 GROUP BY assignment_id) s USING (assignment_id)
       LEFT JOIN (${AUTHORITY_FEES}) f USING (assignment_id)
       JOIN agency.assignment a ON a.company_id = $1 AND a.id = c.assignment_id
     ) o WHERE amount <> 0 OR costs <> 0
     ORDER BY "clientIban", currency, "assignmentId"`,
    [companyId, iban],
    'agency.openShares',
  )
}

export interface NewSettlement {
  readonly uid: string
  readonly on: CalendarDate
  readonly fromIban: string
  readonly currency: string
  readonly amount: bigint
  readonly vat: bigint
}

export async function insertSettlement(unit: Unit, companyId: bigint, made: NewSettlement, at: Date): Promise<bigint> {
  const { uid, on, fromIban, currency, amount, vat } = made
  const row = await unit.row<{ id: bigint }>(
    `INSERT INTO agency.settlement (company_id, uid, settled_on, from_iban, currency, amount, vat, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [companyId, uid, on, fromIban, currency, amount, vat, at],
    'agency.insertSettlement',
  )
  if (!row) throw new Error('The settlement was not stored.')
  return row.id
}

export async function insertSettlementLine(
  unit: Unit,
  companyId: bigint,
  settlementId: bigint,
  ordinal: number,
  line: SettledShare<OpenShare>,
): Promise<void> {
  const { assignmentId, toIban, reference, amount, currency, kind, paid, costs, vat } = line
  await unit.rows(
    `INSERT INTO agency.settlement_line (company_id, settlement_id, ordinal, assignment_id, to_iban, reference, amount, currency,
       kind, paid, costs, vat)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [companyId, settlementId, ordinal, assignmentId, toIban, reference, amount, currency, kind, paid, costs, vat],
    'agency.insertSettlementLine',
  )
}

import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { CaseKey } from '../case/caseDesk.ts'
import type { StatedDebt } from './statementContent.ts'

/** An assignment that the debtor still owes, as it is offered for a statement. */
export interface HeldDebt extends CaseKey {
  readonly creditorName: string
  readonly invoiceNumber: string
  readonly dueOn: CalendarDate
  readonly currency: string
  /** Cents, by the postings. */
  readonly balance: bigint
  /** Known by its business ID: it is the same debtor without doubt. */
  readonly isKnown: boolean
}

/** Running, or left under surveillance after a credit loss: the debtor goes on owing it. */
const HELD = `(a.stage <> 'CLOSED' OR (a.surveillance AND coalesce(b.balance, 0) <> 0))`
const BALANCE = `LEFT JOIN LATERAL (SELECT sum(p.amount)::bigint AS balance FROM agency.posting p
  WHERE p.company_id = a.company_id AND p.assignment_id = a.id) b ON true`

/** The debt itself, if it is still owed, and all others of the same debtor: by business ID, or by name and address. */
export function debtsOf(unit: Unit, { companyId, id }: CaseKey): Promise<HeldDebt[]> {
  return unit.rows<HeldDebt>(
    `SELECT a.company_id AS "companyId", a.id, a.creditor ->> 'name' AS "creditorName", a.invoice_number AS "invoiceNumber",
       a.due_on AS "dueOn", a.currency, coalesce(b.balance, 0) AS balance, coalesce(a.debtor_key LIKE 'ID %', false) AS "isKnown"
     FROM agency.assignment a ${BALANCE}
     WHERE ((a.company_id = $1 AND a.id = $2)
         OR a.debtor_key = (SELECT o.debtor_key FROM agency.assignment o WHERE o.company_id = $1 AND o.id = $2))
       AND ${HELD}
     ORDER BY a.company_id, a.id`,
    [companyId, id],
    'agency.debtsOfDebtor',
  )
}

/** Days of statements that had any of these debts in them, or any other debt of the business of the first. */
export async function statementDays(unit: Unit, keys: readonly CaseKey[]): Promise<CalendarDate[]> {
  const rows = await unit.rows<{ on: CalendarDate }>(
    `WITH asked AS (
       SELECT a.company_id, a.id, a.debtor_key FROM unnest($1::bigint[], $2::bigint[]) AS k (company_id, id)
       JOIN agency.assignment a ON a.company_id = k.company_id AND a.id = k.id)
     SELECT DISTINCT s.given_on AS "on" FROM agency.debt_statement_line l
     JOIN agency.debt_statement s ON s.id = l.statement_id
     JOIN agency.assignment d ON d.company_id = l.company_id AND d.id = l.assignment_id
     JOIN asked ON (asked.company_id, asked.id) = (d.company_id, d.id)
       OR (asked.debtor_key LIKE 'ID %' AND asked.debtor_key = d.debtor_key)`,
    [keys.map(({ companyId }) => companyId), keys.map(({ id }) => id)],
    'agency.statementDays',
  )
  return rows.map(({ on }) => on)
}

/** `letter`: the one that it goes in, of the assignment on which it was asked for. */
export async function insertStatement(
  unit: Unit,
  letter: { readonly companyId: bigint; readonly assignmentId: bigint; readonly letterId: bigint },
  debts: readonly StatedDebt[],
  on: CalendarDate,
): Promise<void> {
  const rows = debts.map(({ assignment, figures }) => ({
    company: assignment.companyId.toString(),
    id: assignment.id.toString(),
    currency: assignment.currency,
    ...Object.fromEntries(Object.entries(figures).map(([name, cents]) => [name, cents.toString()])),
  }))
  await unit.rows(
    `WITH given AS (INSERT INTO agency.debt_statement (given_on) VALUES ($4) RETURNING id)
     INSERT INTO agency.debt_statement_line (company_id, statement_id, assignment_id, letter_id, currency, principal, interest,
       costs, paid, open)
     SELECT r.company, given.id, r.id, CASE WHEN (r.company, r.id) = ($1, $2) THEN $3::bigint END, r.currency, r.principal,
       r.interest, r.costs, r.paid, r.open
     FROM given, jsonb_to_recordset($5::jsonb) AS r (company bigint, id bigint, currency text, principal bigint, interest bigint,
       costs bigint, paid bigint, open bigint)`,
    [letter.companyId, letter.assignmentId, letter.letterId, on, JSON.stringify(rows)],
    'agency.insertStatement',
  )
}

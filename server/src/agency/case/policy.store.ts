import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { NewPolicy, Policy } from './policy.ts'
import { HOUSE_POLICY, readPolicy, rulesText } from './policy.ts'

const POLICY = 'version, valid_from AS "validFrom", rules, last, legal_minimum::text AS "legalMinimum"'

export async function policyOf(unit: Unit, companyId: bigint, version: number): Promise<Policy> {
  if (version === HOUSE_POLICY.version) return HOUSE_POLICY
  const row = await unit.row(
    `SELECT ${POLICY} FROM agency.policy WHERE company_id = $1 AND version = $2`,
    [companyId, version],
    'agency.policyOf',
  )
  if (!row) throw new Error('The policy of an assignment is kept for good.')
  return readPolicy(row)
}

/** The newest version that holds on a day; the house's when the creditor has none. */
export async function policyInForce(unit: Unit, companyId: bigint, on: CalendarDate): Promise<Policy> {
  const row = await unit.row(
    `SELECT ${POLICY} FROM agency.policy WHERE company_id = $1 AND valid_from <= $2 ORDER BY version DESC LIMIT 1`,
    [companyId, on],
    'agency.policyInForce',
  )
  return row ? readPolicy(row) : HOUSE_POLICY
}

export interface PolicyVersion {
  readonly policy: Policy
  readonly madeBy: string
  readonly madeAt: Date
}

/** All versions of a creditor, the newest first. */
export async function policiesOf(unit: Unit, companyId: bigint): Promise<PolicyVersion[]> {
  const rows = await unit.rows<{ madeBy: string; madeAt: Date }>(
    `SELECT ${POLICY}, made_by AS "madeBy", made_at AS "madeAt" FROM agency.policy WHERE company_id = $1
     ORDER BY version DESC`,
    [companyId],
    'agency.policies',
  )
  return rows.map((row) => ({ policy: readPolicy(row), madeBy: row.madeBy, madeAt: row.madeAt }))
}

export async function insertPolicy(unit: Unit, companyId: bigint, policy: NewPolicy, at: Date): Promise<void> {
  await unit.rows(
    'SELECT 1 FROM agency.creditor WHERE company_id = $1 FOR UPDATE',
    [companyId],
    'agency.lockCreditorForPolicy',
  )
  await unit.rows(
    `INSERT INTO agency.policy (company_id, version, valid_from, rules, last, legal_minimum, made_at)
     SELECT $1, 1 + coalesce(max(version), 0), $2, $3::jsonb, $4, $5, $6 FROM agency.policy WHERE company_id = $1`,
    [companyId, policy.validFrom, rulesText(policy.rules), policy.last, policy.legalMinimum, at],
    'agency.insertPolicy',
  )
}

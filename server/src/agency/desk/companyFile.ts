import type { AuditValues } from '../../access/audit.ts'
import { auditAmount, changeOf } from '../../access/audit.ts'
import { auditStaff } from '../../access/staffAudit.ts'
import { NotFound, ok, type Result } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { Page } from '../../platform/graphql/paging.ts'
import type { CreditorCard } from '../case/assignment.ts'
import { insertPolicy, type PolicyVersion, policiesOf } from '../case/policy.store.ts'
import { checkPolicy, HOUSE_POLICY, type NewPolicy } from '../case/policy.ts'
import { staffActor, staffReader } from '../staff.ts'

export interface CreditorRow {
  readonly companyId: bigint
  readonly businessId: string
  readonly name: string | null
  readonly state: 'ACTIVE' | 'BLOCKED'
  readonly openedAt: Date
  readonly running: number
  /** What the newest material says of it; null before the first one. */
  readonly card: CreditorCard | null
}

export interface CompanyFile extends CreditorRow {
  readonly policies: readonly PolicyVersion[]
}

const CREDITOR = `
  SELECT c.company_id AS "companyId", c.business_id AS "businessId", c.name, c.state, c.opened_at AS "openedAt", c.card,
    (SELECT count(*)::integer FROM agency.assignment a WHERE a.company_id = c.company_id AND a.stage <> 'CLOSED') AS running
  FROM agency.creditor c`

/** What the agency keeps about the creditors that it works for. */
export class CompanyFiles {
  readonly #database: Database
  readonly #clock: Clock

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  /** Staff only. By name. */
  list(scope: Scope, search: string | null, page: Page): Promise<CreditorRow[]> {
    const text = search?.trim().replace(/[\\%_]/g, '\\$&') || null
    const after = page.after ?? [null, null]
    return this.#database.agency(staffReader(scope), (unit) =>
      unit.rows<CreditorRow>(
        `${CREDITOR} WHERE ($1::text IS NULL OR c.name ILIKE '%' || $1 || '%' OR c.business_id = $1)
           AND ($2::text IS NULL OR (coalesce(c.name, ''), c.company_id) > ($2::text, $3::bigint))
         ORDER BY coalesce(c.name, ''), c.company_id LIMIT $4`,
        [text, ...after, page.limit],
        'agency.creditors',
      ),
    )
  }

  /** Staff only. Throws NotFound. */
  find(scope: Scope, companyId: bigint): Promise<CompanyFile> {
    return this.#database.agency(staffReader(scope), (unit) => fileOf(unit, companyId))
  }

  /** Staff only. A new version for assignments to come. Throws NotFound. Errors: those of `checkPolicy`. */
  setPolicy(scope: Scope, companyId: bigint, policy: NewPolicy): Promise<Result<CompanyFile>> {
    return this.#database.agency(staffActor(scope), async (unit) => {
      const checked = checkPolicy(policy, scope.today)
      if (!checked.ok) return checked
      const { businessId, policies } = await fileOf(unit, companyId)
      await insertPolicy(unit, companyId, checked.value, this.#clock.now())
      const newest = policies[0]?.policy ?? HOUSE_POLICY
      const subject = { type: 'CompanyFile', id: companyId, name: businessId }
      const change = changeOf(valuesOf(newest), valuesOf(checked.value))
      await auditStaff(unit, scope, { action: 'POLICY_SET', companyId, subject, ...change })
      return ok(await fileOf(unit, companyId))
    })
  }
}

function valuesOf({ validFrom, rules, last, legalMinimum }: NewPolicy): AuditValues {
  const letters = Object.entries(rules).map(([step, { taken, afterDays, channel, minimum }]) => {
    const rule = taken ? `${afterDays} d, ${channel}, ${auditAmount(minimum, 'EUR')}` : 'LEFT_OUT'
    return [`rule${step}`, rule]
  })
  return { validFrom, last, legalMinimum: auditAmount(legalMinimum, 'EUR'), ...Object.fromEntries(letters) }
}

async function fileOf(unit: Unit, companyId: bigint): Promise<CompanyFile> {
  const row = await unit.row<CreditorRow>(`${CREDITOR} WHERE c.company_id = $1`, [companyId], 'agency.creditor')
  if (!row) throw new NotFound('There is no such company.')
  return { ...row, policies: await policiesOf(unit, companyId) }
}

import type { Unit } from '../platform/database/unit.ts'
import type { IdentityStatement } from './identity.ts'

export interface IdentityRow extends IdentityStatement {
  readonly companyId: bigint
  readonly statedAt: Date
}

const COLUMNS = `company_id AS "companyId", signing, signatories, owners, politically_exposed AS "politicallyExposed",
  stated_at AS "statedAt"`

export function identitiesOf(unit: Unit, companyIds: readonly bigint[]): Promise<IdentityRow[]> {
  return unit.rows(
    `SELECT ${COLUMNS} FROM duetto.identity_statement WHERE company_id = ANY ($1)`,
    [companyIds],
    'duetto.identities',
  )
}

/** Of the companies that wait for the identity check; for background work. */
export function identitiesToCheck(unit: Unit): Promise<IdentityRow[]> {
  return unit.rows(`SELECT ${COLUMNS} FROM duetto.identities_to_check()`, [], 'duetto.identitiesToCheck')
}

/** In place of an earlier one: the check rests on what was said last. */
export async function writeIdentity(
  unit: Unit,
  companyId: bigint,
  { signing, signatories, owners, politicallyExposed }: IdentityStatement,
  by: { readonly userId: bigint; readonly at: Date },
): Promise<void> {
  await unit.rows(
    `INSERT INTO duetto.identity_statement
       (company_id, signing, signatories, owners, politically_exposed, stated_by, stated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (company_id) DO UPDATE SET signing = excluded.signing, signatories = excluded.signatories,
       owners = excluded.owners, politically_exposed = excluded.politically_exposed, stated_by = excluded.stated_by,
       stated_at = excluded.stated_at`,
    [companyId, signing, signatories, JSON.stringify(owners), politicallyExposed, by.userId, by.at],
    'duetto.writeIdentity',
  )
}

import type { Unit } from '../../platform/database/unit.ts'
import type { Seller } from './netvisorDocument.ts'

/** The company, and the account that was given with the connection; else its own when exactly one is known. */
export async function findSeller(unit: Unit, companyId: bigint): Promise<Seller> {
  const row = await unit.row<Seller>(
    `SELECT c.business_id AS "businessId", c.name,
        coalesce((SELECT n.iban FROM ledger.netvisor_connection n WHERE n.company_id = $1),
          (SELECT CASE WHEN count(*) = 1 THEN min(a.iban) END FROM ledger.bank_account a WHERE a.company_id = $1)) AS iban
      FROM access.company c WHERE c.company_id = $1`,
    [companyId],
    'ledger.netvisorSeller',
  )
  if (!row) throw new Error(`There is no company ${companyId}.`)
  return row
}

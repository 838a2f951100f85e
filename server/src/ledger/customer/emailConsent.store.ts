import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { allByKey, type CompanyKey, defineLoader } from '../../platform/graphql/loader.ts'
import type { ConsentWay, CustomerConsent } from './emailConsent.ts'

export interface ConsentRow extends CustomerConsent {
  readonly companyId: bigint
  readonly customerId: bigint
  readonly recordedBy: bigint
  readonly recordedAt: Date
  readonly withdrawnBy: bigint | null
  readonly withdrawnAt: Date | null
}

const COLUMNS = `e.company_id AS "companyId", e.customer_id AS "customerId", e.id, e.email, e.given_on AS "givenOn", e.how,
  e.recorded_by AS "recordedBy", e.recorded_at AS "recordedAt", e.withdrawn_on AS "withdrawnOn",
  e.withdrawn_by AS "withdrawnBy", e.withdrawn_at AS "withdrawnAt"`

/** All of a customer, the newest first. */
export const consentsOf = defineLoader('ledger.emailConsents', async (unit, keys: readonly CompanyKey[]) => {
  const rows = await unit.rows<ConsentRow>(
    `SELECT ${COLUMNS} FROM unnest($1::bigint[], $2::bigint[]) AS k (company_id, id)
      JOIN ledger.email_consent e ON e.company_id = k.company_id AND e.customer_id = k.id
      ORDER BY e.given_on DESC, e.id DESC`,
    [keys.map((key) => key.companyId), keys.map((key) => key.id)],
    'ledger.emailConsents',
  )
  return allByKey(keys, rows, (row): CompanyKey => ({ companyId: row.companyId, id: row.customerId }))
})

/** The one that counts of those to an address, whether it holds or not. */
export function newestConsent(
  unit: Unit,
  { companyId, id }: CompanyKey,
  email: string,
): Promise<CustomerConsent | undefined> {
  return unit.row<ConsentRow>(
    `SELECT ${COLUMNS} FROM ledger.email_consent e
      WHERE e.company_id = $1 AND e.customer_id = $2 AND e.email = $3 ORDER BY e.given_on DESC, e.id DESC LIMIT 1`,
    [companyId, id, email],
    'ledger.newestConsent',
  )
}

/** The newest of those that have not been withdrawn. */
export function runningConsent(unit: Unit, { companyId, id }: CompanyKey): Promise<CustomerConsent | undefined> {
  return unit.row<ConsentRow>(
    `SELECT ${COLUMNS} FROM ledger.email_consent e
      WHERE e.company_id = $1 AND e.customer_id = $2 AND e.withdrawn_on IS NULL ORDER BY e.given_on DESC, e.id DESC LIMIT 1`,
    [companyId, id],
    'ledger.runningConsent',
  )
}

export async function insertConsent(
  unit: Unit,
  { companyId, id }: CompanyKey,
  consent: { readonly email: string; readonly givenOn: CalendarDate; readonly how: ConsentWay },
  by: { readonly userId: bigint; readonly at: Date },
): Promise<void> {
  await unit.rows(
    `INSERT INTO ledger.email_consent (company_id, customer_id, email, given_on, how, recorded_by, recorded_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [companyId, id, consent.email, consent.givenOn, consent.how, by.userId, by.at],
    'ledger.insertConsent',
  )
}

/** Every one that runs ends; one that was given later than the day never held. */
export async function withdrawConsents(
  unit: Unit,
  { companyId, id }: CompanyKey,
  withdrawnOn: CalendarDate,
  by: { readonly userId: bigint; readonly at: Date },
): Promise<void> {
  await unit.rows(
    `UPDATE ledger.email_consent SET withdrawn_on = greatest($3::date, given_on), withdrawn_by = $4, withdrawn_at = $5
      WHERE company_id = $1 AND customer_id = $2 AND withdrawn_on IS NULL`,
    [companyId, id, withdrawnOn, by.userId, by.at],
    'ledger.withdrawConsents',
  )
}

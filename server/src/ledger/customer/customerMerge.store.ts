import type { Unit } from '../../platform/database/unit.ts'
import { allByKey, type CompanyKey, defineLoader } from '../../platform/graphql/loader.ts'
import { CUSTOMER_COLUMNS, type CustomerRow } from './customer.type.ts'

/** The other cards of the company that bear each card's business ID, the oldest first. */
export const sameBusinessIdOf = defineLoader<CompanyKey, CustomerRow[]>('ledger.sameBusinessId', async (unit, keys) => {
  const rows = await unit.rows<CustomerRow & { readonly asked: bigint }>(
    `SELECT ${CUSTOMER_COLUMNS}, a.id AS asked FROM ledger.customer a
        JOIN ledger.customer c ON c.company_id = a.company_id AND c.business_id = a.business_id AND c.id <> a.id
        WHERE (a.company_id, a.id) IN (SELECT * FROM unnest($1::bigint[], $2::bigint[])) ORDER BY c.id`,
    [keys.map(({ companyId }) => companyId), keys.map(({ id }) => id)],
    'ledger.sameBusinessId',
  )
  return allByKey(keys, rows, (row) => ({ companyId: row.companyId, id: row.asked }))
})

/** What the card is known by, and its invoices, in the order in which they are locked. */
export function mergeFacts(
  unit: Unit,
  { companyId, id }: CompanyKey,
): Promise<{ readonly identity: string; readonly invoiceIds: readonly bigint[] } | undefined> {
  return unit.row(
    `SELECT c.identity, ARRAY(SELECT i.id FROM ledger.sales_invoice i WHERE i.company_id = c.company_id AND i.customer_id = c.id
        ORDER BY i.id) AS "invoiceIds"
      FROM ledger.customer c WHERE c.company_id = $1 AND c.id = $2`,
    [companyId, id],
    'ledger.mergeFacts',
  )
}

export interface Merge {
  readonly companyId: bigint
  readonly keepId: bigint
  readonly goneId: bigint
  /** What the card that goes was known by. */
  readonly identity: string
}

/** Moves what hangs on a card to another, and lets the card go. Returns how many contact persons moved. */
export async function moveToCard(unit: Unit, { companyId, keepId, goneId, identity }: Merge): Promise<number> {
  const ids = [companyId, keepId, goneId]
  await unit.rows(
    'UPDATE ledger.sales_invoice i SET customer_id = $2 WHERE i.company_id = $1 AND i.customer_id = $3',
    ids,
    'ledger.moveInvoices',
  )
  const moved = await moveContacts(unit, ids)
  await unit.rows(
    'UPDATE ledger.email_consent e SET customer_id = $2 WHERE e.company_id = $1 AND e.customer_id = $3',
    ids,
    'ledger.moveConsents',
  )
  await unit.rows(
    'UPDATE ledger.netvisor_customer n SET customer_id = $2 WHERE n.company_id = $1 AND n.customer_id = $3',
    ids,
    'ledger.moveNetvisorCustomers',
  )
  await unit.rows(
    'UPDATE ledger.customer_alias a SET customer_id = $2 WHERE a.company_id = $1 AND a.customer_id = $3',
    ids,
    'ledger.moveAliases',
  )
  await unit.rows(
    'INSERT INTO ledger.customer_alias (company_id, identity, customer_id) VALUES ($1, $2, $3)',
    [companyId, identity, keepId],
    'ledger.insertAlias',
  )
  await fillFrom(unit, ids)
  await unit.rows(
    'DELETE FROM ledger.customer c WHERE c.company_id = $1 AND c.id = $2',
    [companyId, goneId],
    'ledger.deleteMergedCard',
  )
  return moved
}

/** A person of a name that both cards have is one; the default one of the card that stays stays it. */
async function moveContacts(unit: Unit, ids: bigint[]): Promise<number> {
  await unit.rows(
    `UPDATE ledger.contact_person k SET phone = coalesce(k.phone, g.phone), email = coalesce(k.email, g.email),
        by_hand = k.by_hand OR (g.by_hand AND (coalesce(k.phone, g.phone), coalesce(k.email, g.email)) IS DISTINCT FROM (k.phone, k.email))
      FROM ledger.contact_person g
      WHERE k.company_id = $1 AND k.customer_id = $2 AND g.company_id = $1 AND g.customer_id = $3 AND g.name = k.name`,
    ids,
    'ledger.fillContacts',
  )
  await unit.rows(
    `DELETE FROM ledger.contact_person g WHERE g.company_id = $1 AND g.customer_id = $3
      AND EXISTS (SELECT 1 FROM ledger.contact_person k WHERE k.company_id = $1 AND k.customer_id = $2 AND k.name = g.name)`,
    ids,
    'ledger.dropSameContacts',
  )
  return unit.count(
    `UPDATE ledger.contact_person g SET customer_id = $2, is_default = g.is_default AND NOT EXISTS (
        SELECT 1 FROM ledger.contact_person k WHERE k.company_id = $1 AND k.customer_id = $2 AND k.is_default)
      WHERE g.company_id = $1 AND g.customer_id = $3`,
    ids,
    'ledger.moveContacts',
  )
}

/**
 * What the card that stays lacks it takes from the other; an address whole, and a prohibition always. What a person has set
 * there is left alone by imports here too.
 */
async function fillFrom(unit: Unit, ids: bigint[]): Promise<void> {
  const lacks = 'k.street IS NULL AND k.post_code IS NULL AND k.town IS NULL'
  await unit.rows(
    `UPDATE ledger.customer k SET email = coalesce(k.email, g.email), phone = coalesce(k.phone, g.phone),
        street = CASE WHEN ${lacks} THEN g.street ELSE k.street END,
        post_code = CASE WHEN ${lacks} THEN g.post_code ELSE k.post_code END,
        town = CASE WHEN ${lacks} THEN g.town ELSE k.town END,
        country = CASE WHEN ${lacks} THEN g.country ELSE k.country END,
        collection_prohibited = k.collection_prohibited OR g.collection_prohibited,
        by_hand = ARRAY(SELECT p FROM unnest(k.by_hand) p UNION SELECT p FROM unnest(g.by_hand) p
          WHERE CASE p WHEN 'email' THEN k.email IS NULL WHEN 'phone' THEN k.phone IS NULL WHEN 'address' THEN ${lacks} ELSE false END
          ORDER BY 1)
      FROM ledger.customer g WHERE k.company_id = $1 AND k.id = $2 AND g.company_id = $1 AND g.id = $3`,
    ids,
    'ledger.fillMergedCard',
  )
}

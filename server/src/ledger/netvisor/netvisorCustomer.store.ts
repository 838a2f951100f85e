import type { NetvisorCustomer } from '../../exchange/netvisor/customer.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'

export interface CustomerLink {
  readonly customerId: bigint
  readonly toldProhibited: boolean | null
}

export async function findCustomersByKey(
  unit: Unit,
  companyId: bigint,
  keys: readonly bigint[],
): Promise<Map<bigint, CustomerLink>> {
  const rows = await unit.rows<CustomerLink & { key: bigint }>(
    `SELECT n.netvisor_key AS "key", n.customer_id AS "customerId", n.told_prohibited AS "toldProhibited"
      FROM ledger.netvisor_customer n WHERE n.company_id = $1 AND n.netvisor_key = ANY ($2::bigint[])`,
    [companyId, keys],
    'ledger.netvisorCustomers',
  )
  return new Map(rows.map(({ key, ...link }) => [key, link]))
}

export interface SeenCustomer {
  readonly key: bigint
  /** An invoice of the customer. */
  readonly invoiceId: bigint
  readonly prohibited: boolean
}

export interface Prohibition {
  readonly key: bigint
  readonly customerId: bigint
  readonly prohibited: boolean
}

export async function saveCustomerLinks(
  unit: Unit,
  companyId: bigint,
  seen: readonly SeenCustomer[],
): Promise<Prohibition[]> {
  if (seen.length === 0) return []
  return unit.rows<Prohibition>(
    `INSERT INTO ledger.netvisor_customer AS n (company_id, netvisor_key, customer_id, told_prohibited)
      SELECT $1, s.key, i.customer_id, s.prohibited FROM unnest($2::bigint[], $3::bigint[], $4::boolean[]) AS s (key, invoice, prohibited)
      JOIN ledger.sales_invoice i ON i.company_id = $1 AND i.id = s.invoice ORDER BY s.key
      ON CONFLICT (company_id, netvisor_key) DO UPDATE SET customer_id = EXCLUDED.customer_id, told_prohibited = EXCLUDED.told_prohibited
      RETURNING n.netvisor_key AS "key", n.customer_id AS "customerId", n.told_prohibited AS prohibited`,
    [companyId, seen.map(({ key }) => key), seen.map(({ invoiceId }) => invoiceId), seen.map((one) => one.prohibited)],
    'ledger.saveNetvisorCustomers',
  )
}

export async function prohibit(unit: Unit, companyId: bigint, told: readonly Prohibition[]): Promise<void> {
  if (told.length === 0) return
  await unit.rows(
    `UPDATE ledger.customer c SET collection_prohibited = t.prohibited
      FROM unnest($2::bigint[], $3::boolean[]) AS t (id, prohibited) WHERE c.company_id = $1 AND c.id = t.id`,
    [companyId, told.map(({ customerId }) => customerId), told.map(({ prohibited }) => prohibited)],
    'ledger.prohibitCollection',
  )
}

/** What a person has set stays; an address is taken whole or not at all. */
export async function updateCards(
  unit: Unit,
  companyId: bigint,
  cards: ReadonlyMap<bigint, NetvisorCustomer>,
  today: CalendarDate,
): Promise<void> {
  if (cards.size === 0) return
  const rows = [...cards].map(([key, card]) => ({
    key: key.toString(),
    name: card.name,
    street: card.street.length > 0 ? card.street.join(', ') : null,
    postCode: card.postCode ?? null,
    town: card.town ?? null,
    country: card.country && /^[A-Z]{2}$/.test(card.country) ? card.country : null,
    email: card.email ?? null,
    phone: card.phone ?? null,
  }))
  await unit.rows(
    `UPDATE ledger.customer c SET
        name = CASE WHEN 'name' = ANY (c.by_hand) THEN c.name ELSE r.name END,
        street = CASE WHEN a.is_new THEN r.street ELSE c.street END,
        post_code = CASE WHEN a.is_new THEN r."postCode" ELSE c.post_code END,
        town = CASE WHEN a.is_new THEN r.town ELSE c.town END,
        country = CASE WHEN a.is_new THEN r.country ELSE c.country END,
        email = CASE WHEN 'email' = ANY (c.by_hand) THEN c.email ELSE coalesce(r.email, c.email) END,
        phone = CASE WHEN 'phone' = ANY (c.by_hand) THEN c.phone ELSE coalesce(r.phone, c.phone) END,
        details_from = greatest(c.details_from, $3::date)
      FROM jsonb_to_recordset($2::jsonb) AS r (key bigint, name text, street text, "postCode" text, town text, country text,
        email text, phone text)
      JOIN ledger.netvisor_customer n ON n.company_id = $1 AND n.netvisor_key = r.key
      JOIN ledger.customer o ON o.company_id = $1 AND o.id = n.customer_id
      CROSS JOIN LATERAL (SELECT NOT 'address' = ANY (o.by_hand) AND r.street IS NOT NULL AND r.town IS NOT NULL AS is_new) a
      WHERE c.company_id = $1 AND c.id = n.customer_id`,
    [companyId, JSON.stringify(rows), today],
    'ledger.updateNetvisorCards',
  )
}

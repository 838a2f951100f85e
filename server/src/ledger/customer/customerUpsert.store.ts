import type { Unit } from '../../platform/database/unit.ts'
import { matchCards } from './customerMatch.store.ts'
import type { KnownCard, NewCard } from './customerUpsert.ts'

/** The cards that stand for these identities, by the identity asked for, locked in the order of their ids. */
export async function lockCards(
  unit: Unit,
  companyId: bigint,
  identities: readonly string[],
): Promise<Map<string, KnownCard>> {
  const matched = await matchCards(unit, companyId, identities)
  const cards = await unit.rows<KnownCard>(
    `SELECT c.id, c.identity, c.name, c.business_id AS "businessId", c.kind, c.kind_assumed AS "kindAssumed", c.language,
        c.street, c.post_code AS "postCode", c.town, c.country, c.email, c.phone,
        c.collection_prohibited AS "collectionProhibited", c.by_hand AS "byHand"
      FROM ledger.customer c WHERE c.company_id = $1 AND c.id = ANY ($2::bigint[]) ORDER BY c.id FOR UPDATE`,
    [companyId, [...matched.values()].map(({ id }) => id)],
    'ledger.lockCards',
  )
  const byId = new Map(cards.map((card) => [card.id, card]))
  return new Map([...matched].map(([asked, { id }]) => [asked, byId.get(id) as KnownCard]))
}

const CARDS = `jsonb_to_recordset($2::jsonb) AS r (identity text, name text, "businessId" text, kind text, "kindAssumed" boolean,
  language text, street text, "postCode" text, town text, country text, email text, phone text, "collectionProhibited" boolean)`

/** Returns the new cards' ids by identity. */
export async function insertCards(
  unit: Unit,
  companyId: bigint,
  cards: readonly NewCard[],
): Promise<Map<string, bigint>> {
  if (cards.length === 0) return new Map()
  const rows = await unit.rows<{ id: bigint; identity: string }>(
    `INSERT INTO ledger.customer (company_id, identity, name, business_id, kind, kind_assumed, language, street, post_code,
        town, country, email, phone, collection_prohibited)
      SELECT $1, r.identity, r.name, r."businessId", r.kind, r."kindAssumed", r.language, r.street, r."postCode", r.town,
        r.country, r.email, r.phone, r."collectionProhibited" FROM ${CARDS} ORDER BY r.identity
      RETURNING id, identity`,
    [companyId, JSON.stringify(cards)],
    'ledger.insertCards',
  )
  return new Map(rows.map((row) => [row.identity, row.id]))
}

export async function updateCards(unit: Unit, companyId: bigint, cards: readonly NewCard[]): Promise<void> {
  if (cards.length === 0) return
  await unit.rows(
    `UPDATE ledger.customer c SET name = r.name, business_id = r."businessId", kind = r.kind, kind_assumed = r."kindAssumed",
        language = r.language, street = r.street, post_code = r."postCode", town = r.town, country = r.country,
        email = r.email, phone = r.phone, collection_prohibited = r."collectionProhibited"
      FROM ${CARDS} WHERE c.company_id = $1 AND c.identity = r.identity`,
    [companyId, JSON.stringify(cards)],
    'ledger.updateCards',
  )
}

import type { Unit } from '../../platform/database/unit.ts'

/** The card that stands for an identity as files and programs give it. */
export interface MatchedCard {
  /** The identity that was looked for. */
  readonly asked: string
  readonly id: bigint
  /** The card's own identity. */
  readonly identity: string
}

/**
 * Finds customers by identity, or else by business ID: a card whose business ID a person has set is the customer of
 * the invoices that come with it, and one that another was merged into is the other's too. Of several cards with one
 * business ID the one that files know by it counts, else the oldest; cards are put together by people alone.
 */
export async function matchCards(
  unit: Unit,
  companyId: bigint,
  identities: readonly string[],
): Promise<Map<string, MatchedCard>> {
  const rows = await unit.rows<MatchedCard>(
    `SELECT DISTINCT ON (a.asked) a.asked, c.id, c.identity
      FROM unnest($2::text[]) AS a (asked)
      CROSS JOIN LATERAL (
        SELECT o.id, o.identity, 1 AS rank FROM ledger.customer o WHERE o.company_id = $1 AND o.identity = a.asked
        UNION ALL
        SELECT o.id, o.identity, 1 FROM ledger.customer_alias l
        JOIN ledger.customer o ON o.company_id = l.company_id AND o.id = l.customer_id
        WHERE l.company_id = $1 AND l.identity = a.asked
        UNION ALL
        SELECT o.id, o.identity, 2 FROM ledger.customer o
        WHERE o.company_id = $1 AND a.asked LIKE 'business:%' AND o.business_id = substr(a.asked, 10)
      ) c
      ORDER BY a.asked, c.rank, c.id`,
    [companyId, identities],
    'ledger.matchCards',
  )
  return new Map(rows.map((row) => [row.asked, row]))
}

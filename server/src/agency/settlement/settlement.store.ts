import type { SettlementStatement } from '../../exchange/settlement/statement.ts'
import { readStored, type StoredStatement } from '../../exchange/settlement/storedStatement.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { Page } from '../../platform/graphql/paging.ts'

/** A settlement as staff see it. */
export interface SettlementRow extends SettlementStatement {
  readonly companyId: bigint
  readonly id: bigint
  readonly fromIban: string
  /** Cents of lines that have no account to go to: the creditor's material named none. */
  readonly withoutAccount: bigint
  /** Transfers that are in a payment file, of those that need one. */
  readonly inFile: number
  readonly transfers: number
}

type StoredRow = StoredStatement<SettlementRow>

const SETTLEMENT = `
  SELECT s.company_id AS "companyId", s.id, s.uid, s.settled_on AS "settledOn", c.name AS "creditorName", c.business_id AS "businessId",
    s.from_iban AS "fromIban", s.currency, s.amount, s.vat, s.vat_netted AS "vatNetted", l.lines,
    coalesce(o."setOffs", '[]') AS "setOffs",
    l."withoutAccount", l."inFile", l.transfers
  FROM agency.settlement s JOIN agency.creditor c ON c.company_id = s.company_id
  CROSS JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('debtorName', a.debtor->>'name', 'invoiceNumber', a.invoice_number, 'reference', l.reference,
        'kind', l.kind, 'share', l.amount::text, 'paid', l.pay::text, 'costs', l.costs::text, 'vat', l.vat::text) ORDER BY l.ordinal) AS lines,
      coalesce(sum(l.pay) FILTER (WHERE l.to_iban IS NULL), 0)::bigint AS "withoutAccount",
      count(*) FILTER (WHERE l.paid > 0)::integer AS transfers, count(t.ordinal)::integer AS "inFile"
    FROM (SELECT *, coalesce(paid, amount) AS pay FROM agency.settlement_line) l
    JOIN agency.assignment a ON a.company_id = l.company_id AND a.id = l.assignment_id
    LEFT JOIN agency.transfer t ON t.company_id = l.company_id AND t.settlement_id = l.settlement_id AND t.line = l.ordinal
      AND t.refused_on IS NULL AND NOT t.is_cancelled
    WHERE l.company_id = s.company_id AND l.settlement_id = s.id
  ) l
  LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('number', i.number::text, 'amount', p.amount::text) ORDER BY i.number) AS "setOffs"
    FROM agency.invoice_payment p JOIN agency.invoice i ON i.company_id = p.company_id AND i.id = p.invoice_id
    WHERE p.company_id = s.company_id AND p.settlement_id = s.id
  ) o ON true`

/** Newest first. */
export async function listSettlements(unit: Unit, page: Page): Promise<SettlementRow[]> {
  const [day, companyId, id] = page.after ?? [null, null, null]
  const rows = await unit.rows<StoredRow>(
    `${SETTLEMENT} WHERE $1::date IS NULL OR (s.settled_on, s.company_id, s.id) < ($1::date, $2::bigint, $3::bigint)
     ORDER BY s.settled_on DESC, s.company_id DESC, s.id DESC LIMIT $4`,
    [day, companyId, id, page.limit],
    'agency.listSettlements',
  )
  return rows.map(readStored)
}

export async function settlementByUid(unit: Unit, uid: string): Promise<SettlementRow | undefined> {
  const row = await unit.row<StoredRow>(`${SETTLEMENT} WHERE s.uid = $1`, [uid], 'agency.settlementByUid')
  return row && readStored(row)
}

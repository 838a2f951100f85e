import type { SettlementStatement } from '../../exchange/settlement/statement.ts'
import { readStored, type StoredStatement } from '../../exchange/settlement/storedStatement.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { Page } from '../../platform/graphql/paging.ts'

/** A settlement as the agency's messages tell it to the company. */
export interface CompanySettlement extends SettlementStatement {
  readonly companyId: bigint
  /** Transfers that have been booked from the company's bank files, of those told. */
  readonly booked: number
  readonly transfers: number
}

type StoredRow = StoredStatement<CompanySettlement>

const LINES = `
  SELECT l.company_id, l.settlement_uid, min(l.settled_on) AS settled_on, min(l.currency) AS currency, sum(l.amount)::bigint AS amount,
    sum(l.vat)::bigint AS vat, sum(l.vat_netted)::bigint AS vat_netted,
    count(*) FILTER (WHERE l.amount > 0)::integer AS transfers, count(l.payment_id)::integer AS booked,
    jsonb_agg(jsonb_build_object('debtorName', a.debtor_name, 'invoiceNumber', a.invoice_number, 'reference', l.reference, 'kind', l.kind,
      'share', coalesce(l.share, l.amount)::text, 'paid', l.amount::text, 'costs', l.costs::text, 'vat', l.vat::text)
      ORDER BY l.ordinal) AS lines
  FROM duetto.settlement_line l JOIN duetto.assignment a ON a.company_id = l.company_id AND a.id = l.assignment_id`

const SETTLEMENT = `
  SELECT s.company_id AS "companyId", s.settlement_uid AS uid, s.settled_on AS "settledOn", c.name AS "creditorName",
    c.business_id AS "businessId", s.currency, s.amount, s.vat, s.vat_netted AS "vatNetted", s.transfers, s.booked, s.lines,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('number', i.number, 'amount', p.amount::text) ORDER BY i.number), '[]')
     FROM duetto.agency_invoice_payment p JOIN duetto.agency_invoice i ON i.company_id = p.company_id AND i.uid = p.invoice_uid
     WHERE p.company_id = s.company_id AND p.settlement_uid = s.settlement_uid) AS "setOffs"`

/** Newest first. */
export async function listSettlements(unit: Unit, companyId: bigint, page: Page): Promise<CompanySettlement[]> {
  const [day, uid] = page.after ?? [null, null]
  const rows = await unit.rows<StoredRow>(
    `${SETTLEMENT} FROM (
       ${LINES} JOIN (
         SELECT DISTINCT settled_on, settlement_uid FROM duetto.settlement_line
         WHERE company_id = $1 AND ($2::date IS NULL OR (settled_on, settlement_uid) < ($2::date, $3::uuid))
         ORDER BY settled_on DESC, settlement_uid DESC LIMIT $4
       ) p ON p.settlement_uid = l.settlement_uid
       WHERE l.company_id = $1 GROUP BY l.company_id, l.settlement_uid
     ) s JOIN access.company c ON c.company_id = s.company_id ORDER BY s.settled_on DESC, s.settlement_uid DESC`,
    [companyId, day, uid, page.limit],
    'duetto.listSettlements',
  )
  return rows.map(readStored)
}

/** Of whichever company the reader reaches. */
export async function settlementByUid(unit: Unit, uid: string): Promise<CompanySettlement | undefined> {
  const row = await unit.row<StoredRow>(
    `${SETTLEMENT} FROM (${LINES} WHERE l.settlement_uid = $1 GROUP BY l.company_id, l.settlement_uid) s
     JOIN access.company c ON c.company_id = s.company_id`,
    [uid],
    'duetto.settlementByUid',
  )
  return row && readStored(row)
}

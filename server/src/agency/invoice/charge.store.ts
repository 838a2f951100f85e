import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { AUTHORITY_FEES } from '../settlement/openShare.store.ts'
import type { ChargedRecall, CollectedCosts, Invoiced, Prices, SentMaterial } from './invoice.ts'

/** Oldest first. */
export function pricesForInvoices(unit: Unit): Promise<Prices[]> {
  return unit.rows<Prices>(
    `SELECT valid_from AS "validFrom", transfer_fee AS "transferFee", recall_fee AS "recallFee",
       (vat_percent * 100)::bigint AS "basisPoints"
     FROM platform.price_list ORDER BY valid_from`,
    [],
    'agency.pricesForInvoices',
  )
}

/** Sends of a creditor until a day, with the invoices of each that are not charged yet. */
export function sentMaterial(unit: Unit, companyId: bigint, until: CalendarDate): Promise<SentMaterial[]> {
  return unit.rows<SentMaterial>(
    `SELECT m."sentAt", m."on", m.service, (m.count - coalesce(l.count, 0))::integer AS count FROM (
       SELECT message->>'sentAt' AS "sentAt", ((message->>'sentAt')::timestamptz AT TIME ZONE 'Europe/Helsinki')::date AS "on",
         message->'body'->>'service' AS service, count(*) AS count
       FROM agency.inbox WHERE company_id = $1 AND kind = 'MATERIAL' AND applied_at IS NOT NULL GROUP BY 1, 2, 3
     ) m LEFT JOIN (SELECT source, sum(count) AS count FROM agency.invoice_line WHERE company_id = $1 GROUP BY source) l
       ON l.source = 'send ' || m."sentAt" || ' ' || m.service
     WHERE m."on" <= $2 AND m.count > coalesce(l.count, 0) ORDER BY m."on", m."sentAt", m.service`,
    [companyId, until],
    'agency.sentMaterial',
  )
}

/** Confirmed recalls until a day that no invoice has charged. */
export function chargedRecalls(unit: Unit, companyId: bigint, until: CalendarDate): Promise<ChargedRecall[]> {
  return unit.rows<ChargedRecall>(
    `SELECT r.id AS "requestId", r."on", r.charged, a.id AS "assignmentId", a.invoice_number AS "invoiceNumber",
       (a.creditor->>'mayDeductVat')::boolean AS "mayDeductVat"
     FROM (SELECT *, (answered_at AT TIME ZONE 'Europe/Helsinki')::date AS "on" FROM agency.request
       WHERE company_id = $1 AND kind = 'RECALL' AND state = 'CONFIRMED' AND charged > 0) r
     JOIN agency.assignment a ON a.company_id = r.company_id AND a.id = r.assignment_id
     WHERE r."on" <= $2 AND a.currency = 'EUR' AND NOT EXISTS (SELECT 1 FROM agency.invoice_line l
       WHERE l.company_id = $1 AND l.source = 'recall ' || r.id)
     ORDER BY r."on", r.id`,
    [companyId, until],
    'agency.chargedRecallsToInvoice',
  )
}

/** What debtors have paid of the agency's costs until a day, of creditors that deduct VAT; authorities' fees are not among it. */
export function collectedCosts(unit: Unit, companyId: bigint, until: CalendarDate): Promise<CollectedCosts[]> {
  return unit.rows<CollectedCosts>(
    `SELECT a.id AS "assignmentId", a.invoice_number AS "invoiceNumber", c."on",
       (c.costs - CASE WHEN c."on" = c.last THEN coalesce(f.fees, 0) ELSE 0 END)::bigint AS costs
     FROM (SELECT c.assignment_id, t.booked_on AS "on", sum(c.agency_share) AS costs,
         max(t.booked_on) OVER (PARTITION BY c.assignment_id) AS last
       FROM agency.client_allocation c JOIN agency.client_transaction t ON t.id = c.transaction_id
       WHERE c.company_id = $1 AND c.currency = 'EUR' AND t.booked_on <= $2 GROUP BY c.assignment_id, t.booked_on) c
     LEFT JOIN (${AUTHORITY_FEES}) f USING (assignment_id)
     JOIN agency.assignment a ON a.company_id = $1 AND a.id = c.assignment_id
     WHERE (a.creditor->>'mayDeductVat')::boolean ORDER BY a.id, c."on"`,
    [companyId, until],
    'agency.collectedCosts',
  )
}

/** What invoices have had of each source. */
export async function invoicedCosts(unit: Unit, companyId: bigint): Promise<Map<string, Invoiced>> {
  const rows = await unit.rows<Invoiced & { source: string }>(
    `SELECT source, sum(net)::bigint AS net, sum(vat)::bigint AS vat FROM agency.invoice_line
     WHERE company_id = $1 AND kind = 'COLLECTED_COSTS' GROUP BY source`,
    [companyId],
    'agency.invoicedCosts',
  )
  return new Map(rows.map(({ source, ...sums }) => [source, sums]))
}

/** Creditors that may be charged something. */
export async function creditorsToInvoice(unit: Unit): Promise<bigint[]> {
  const rows = await unit.rows<{ companyId: bigint }>(
    `SELECT company_id AS "companyId" FROM agency.creditor c
     WHERE EXISTS (SELECT 1 FROM agency.assignment a WHERE a.company_id = c.company_id) ORDER BY 1`,
    [],
    'agency.creditorsToInvoice',
  )
  return rows.map(({ companyId }) => companyId)
}

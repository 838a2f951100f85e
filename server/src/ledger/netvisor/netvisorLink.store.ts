import type { InvoiceBrief } from '../../exchange/netvisor/salesInvoiceList.ts'
import type { Unit } from '../../platform/database/unit.ts'

export type LinkState = 'LINKED' | 'WAITING' | 'COVERED' | 'REFUSED'

/** A Netvisor invoice or credit note as it is known here. */
export interface Link {
  readonly key: bigint
  readonly number: string
  readonly isCreditNote: boolean
  readonly state: LinkState
  readonly invoiceId: bigint | null
  readonly toldStatus: string | null
  readonly toldOpen: bigint
}

const LINK_COLUMNS = `n.netvisor_key AS "key", n.number, n.is_credit_note AS "isCreditNote", n.state, n.invoice_id AS "invoiceId",
  n.told_status AS "toldStatus", n.told_open AS "toldOpen"`

export async function findLinks(unit: Unit, companyId: bigint, keys: readonly bigint[]): Promise<Map<bigint, Link>> {
  const rows = await unit.rows<Link>(
    `SELECT ${LINK_COLUMNS} FROM ledger.netvisor_invoice n WHERE n.company_id = $1 AND n.netvisor_key = ANY ($2::bigint[])`,
    [companyId, keys],
    'ledger.netvisorLinks',
  )
  return new Map(rows.map((row) => [row.key, row]))
}

export interface LinkWrite {
  readonly brief: InvoiceBrief
  readonly state: LinkState
  readonly invoiceId: bigint | null
  readonly refusal: { readonly code: string; readonly message: string } | null
}

/** Notes what Netvisor has now. What it was told before and has still is not told again. */
export async function saveLinks(unit: Unit, companyId: bigint, links: readonly LinkWrite[], at: Date): Promise<void> {
  if (links.length === 0) return
  const rows = links.map(({ brief, state, invoiceId, refusal }) => ({
    key: brief.key.toString(),
    number: brief.number,
    credit: brief.total.minor < 0n,
    state,
    invoice: invoiceId?.toString() ?? null,
    status: brief.status ?? null,
    open: brief.open.minor.toString(),
    code: refusal?.code ?? null,
    message: refusal?.message ?? null,
  }))
  await unit.rows(
    `INSERT INTO ledger.netvisor_invoice AS n (company_id, netvisor_key, number, is_credit_note, state, invoice_id, told_status,
        told_open, seen_at, refusal_code, refusal_message)
      SELECT $1, r.key, r.number, r.credit, r.state, r.invoice, r.status, r.open, $3, r.code, r.message
      FROM jsonb_to_recordset($2::jsonb) AS r (key bigint, number text, credit boolean, state text, invoice bigint, status text,
        open bigint, code text, message text)
      ON CONFLICT (company_id, netvisor_key) DO UPDATE SET number = EXCLUDED.number, state = EXCLUDED.state,
        invoice_id = EXCLUDED.invoice_id, told_open = EXCLUDED.told_open, seen_at = EXCLUDED.seen_at,
        refusal_code = EXCLUDED.refusal_code, refusal_message = EXCLUDED.refusal_message,
        told_status = coalesce(EXCLUDED.told_status, n.told_status)`,
    [companyId, JSON.stringify(rows), at],
    'ledger.saveNetvisorLinks',
  )
}

/**
 * Credit notes that Netvisor has matched whole and the books do not have, in the order of their keys. One that found no
 * invoice in a week is left until it changes.
 */
export function findCreditNotes(
  unit: Unit,
  companyId: bigint,
  above: bigint,
  limit: number,
  now: Date,
): Promise<Link[]> {
  return unit.rows<Link>(
    `SELECT ${LINK_COLUMNS} FROM ledger.netvisor_invoice n
      WHERE n.company_id = $1 AND n.is_credit_note AND n.state = 'WAITING' AND n.told_open = 0 AND n.netvisor_key > $2
        AND n.seen_at > $4::timestamptz - interval '7 days'
      ORDER BY n.netvisor_key LIMIT $3`,
    [companyId, above, limit, now],
    'ledger.netvisorCreditNotes',
  )
}

export async function updateLink(
  unit: Unit,
  companyId: bigint,
  key: bigint,
  change: {
    readonly state: LinkState
    readonly invoiceId: bigint | null
    readonly refusal: { readonly code: string; readonly message: string } | null
  },
): Promise<void> {
  await unit.rows(
    `UPDATE ledger.netvisor_invoice n SET state = $3, invoice_id = $4, refusal_code = $5, refusal_message = $6
      WHERE n.company_id = $1 AND n.netvisor_key = $2`,
    [companyId, key, change.state, change.invoiceId, change.refusal?.code ?? null, change.refusal?.message ?? null],
    'ledger.updateNetvisorLink',
  )
}

/** The invoice that a number or a key of Netvisor stands for, with what is unpaid of it there. */
export async function findLinked(
  unit: Unit,
  companyId: bigint,
  which: { readonly key: bigint | null; readonly number: string | null; readonly reference: string | null },
): Promise<{ invoiceId: bigint; number: string; toldOpen: bigint } | undefined> {
  const rows = await unit.rows<{ invoiceId: bigint; number: string; toldOpen: bigint }>(
    `SELECT n.invoice_id AS "invoiceId", i.number, n.told_open AS "toldOpen" FROM ledger.netvisor_invoice n
      JOIN ledger.sales_invoice i ON i.company_id = n.company_id AND i.id = n.invoice_id
      WHERE n.company_id = $1 AND n.state = 'LINKED' AND NOT n.is_credit_note
        AND CASE WHEN $2::bigint IS NOT NULL THEN n.netvisor_key = $2 WHEN $3::text IS NOT NULL THEN i.number = $3
          ELSE i.reference = $4 END
      LIMIT 2`,
    [companyId, which.key, which.number, which.reference],
    'ledger.netvisorLinked',
  )
  return rows.length === 1 ? rows[0] : undefined
}

/** Whether Netvisor knows the invoice, so that it can master its status. */
export async function isLinked(unit: Unit, companyId: bigint, invoiceId: bigint): Promise<boolean> {
  const row = await unit.row(
    `SELECT 1 FROM ledger.netvisor_invoice n
      WHERE n.company_id = $1 AND n.invoice_id = $2 AND n.state = 'LINKED' AND NOT n.is_credit_note LIMIT 1`,
    [companyId, invoiceId],
    'ledger.isNetvisorLinked',
  )
  return row !== undefined
}

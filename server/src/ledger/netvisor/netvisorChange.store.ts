import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { allByKey, type CompanyKey, defineLoader, oneByKey } from '../../platform/graphql/loader.ts'
import type { InvoiceSource } from '../import/importPlan.ts'
import type { ChangedPart, Compared, DifferenceCode, KeptRow, ToldBefore } from './netvisorChange.ts'

/** What the link of a Netvisor invoice keeps of its contents. */
export interface LinkContents {
  readonly key: bigint
  readonly invoiceId: bigint
  readonly isCreditNote: boolean
  readonly before: ToldBefore
  readonly code: DifferenceCode | null
  readonly parts: readonly ChangedPart[]
  readonly since: Date | null
}

interface ContentsRow {
  readonly key: bigint
  readonly invoiceId: bigint
  readonly isCreditNote: boolean
  readonly total: bigint | null
  readonly dueOn: CalendarDate | null
  readonly rows: readonly KeptRow[] | null
  readonly code: DifferenceCode | null
  readonly parts: readonly ChangedPart[] | null
  readonly since: Date | null
}

export async function findContents(unit: Unit, companyId: bigint, keys: readonly bigint[]): Promise<LinkContents[]> {
  const rows = await unit.rows<ContentsRow>(
    `SELECT n.netvisor_key AS "key", n.invoice_id AS "invoiceId", n.is_credit_note AS "isCreditNote", n.told_total AS total,
        n.told_due_on AS "dueOn", n.told_rows AS rows, n.differs_code AS code, n.differs_in AS parts, n.differs_since AS since
      FROM ledger.netvisor_invoice n
      WHERE n.company_id = $1 AND n.netvisor_key = ANY ($2::bigint[]) AND n.state = 'LINKED' AND n.invoice_id IS NOT NULL
      ORDER BY n.netvisor_key`,
    [companyId, keys],
    'ledger.netvisorContents',
  )
  return rows.map(({ key, invoiceId, isCreditNote, total, dueOn, rows: told, code, parts, since }) => {
    return { key, invoiceId, isCreditNote, before: { total, dueOn, rows: told }, code, parts: parts ?? [], since }
  })
}

/** What the ledger's lock does not read of an invoice. */
export interface InvoiceContents {
  readonly id: bigint
  readonly rows: readonly KeptRow[]
  readonly source: InvoiceSource
  readonly firstDueOn: CalendarDate | null
  /** When a person last moved the due date. */
  readonly movedAt: Date | null
}

export function invoiceContents(unit: Unit, companyId: bigint, ids: readonly bigint[]): Promise<InvoiceContents[]> {
  return unit.rows(
    `SELECT i.id, i.rows, i.source, m.first AS "firstDueOn", m.last AS "movedAt" FROM ledger.sales_invoice i
      LEFT JOIN LATERAL (
        SELECT (array_agg((c.detail ->> 'before')::date ORDER BY c.id))[1] AS first, max(c.at) AS last FROM ledger.status_change c
        WHERE c.company_id = i.company_id AND c.invoice_id = i.id AND c.reason = 'DUE_DATE_CHANGED' AND c.user_id IS NOT NULL
      ) m ON true
      WHERE i.company_id = $1 AND i.id = ANY ($2::bigint[])`,
    [companyId, ids],
    'ledger.netvisorInvoiceContents',
  )
}

export interface ContentsWrite {
  readonly key: bigint
  /** What Netvisor told now; null: it was not asked. */
  readonly told: Compared | null
  readonly difference: { readonly code: string; readonly parts: readonly ChangedPart[]; readonly since: Date } | null
}

export async function saveContents(unit: Unit, companyId: bigint, writes: readonly ContentsWrite[]): Promise<void> {
  if (writes.length === 0) return
  const rows = writes.map(({ key, told, difference }) => ({
    key: key.toString(),
    total: told?.total.toString() ?? null,
    due: told?.dueOn ?? null,
    rows: told?.rows ?? null,
    code: difference?.code ?? null,
    parts: difference?.parts ?? null,
    since: difference?.since ?? null,
  }))
  await unit.rows(
    `UPDATE ledger.netvisor_invoice n SET told_total = coalesce(r.total, n.told_total), told_due_on = coalesce(r.due, n.told_due_on),
        told_rows = coalesce(r.rows, n.told_rows), differs_code = r.code, differs_in = r.parts, differs_since = r.since
      FROM jsonb_to_recordset($2::jsonb) AS r (key bigint, total bigint, due date, rows jsonb, code text, parts text[], since timestamptz)
      WHERE n.company_id = $1 AND n.netvisor_key = r.key`,
    [companyId, JSON.stringify(rows)],
    'ledger.saveNetvisorContents',
  )
}

/** A change in Netvisor that waits for a person, with what stands on both sides. */
export interface DifferenceRow {
  readonly companyId: bigint
  readonly key: bigint
  readonly number: string
  readonly invoiceId: bigint
  readonly code: DifferenceCode
  readonly parts: readonly ChangedPart[]
  readonly since: Date
  readonly currency: string
  readonly totalHere: bigint
  readonly totalThere: bigint | null
  readonly dueOnHere: CalendarDate
  readonly dueOnThere: CalendarDate | null
  readonly issuedOn: CalendarDate
  readonly paid: bigint
  readonly beyond: bigint
  readonly open: bigint
  readonly inService: boolean
  readonly source: InvoiceSource
}

/** A credit that was taken back here differs no more. */
const DIFFERENCE = `n.company_id AS "companyId", n.netvisor_key AS "key", n.number, n.invoice_id AS "invoiceId",
    n.differs_code AS code, n.differs_in AS parts, n.differs_since AS since, i.currency, i.total AS "totalHere",
    n.told_total AS "totalThere", i.due_on AS "dueOnHere", n.told_due_on AS "dueOnThere", i.issued_on AS "issuedOn",
    i.paid, i.beyond, i.open, i.in_service AS "inService", i.source
  FROM ledger.netvisor_invoice n JOIN ledger.sales_invoice i ON i.company_id = n.company_id AND i.id = n.invoice_id`
const STANDS = `n.differs_code IS NOT NULL AND (NOT n.is_credit_note OR EXISTS (
    SELECT 1 FROM ledger.payment p WHERE p.company_id = n.company_id AND p.invoice_id = n.invoice_id AND p.kind = 'CREDIT_NOTE'
      AND p.document_number = n.number AND NOT EXISTS (
        SELECT 1 FROM ledger.payment r WHERE r.company_id = p.company_id AND r.reverses_id = p.id)))`

const SHOWN = 50

/** The differences of each company, the oldest first. */
export const differencesOf = defineLoader<bigint, DifferenceRow[]>('ledger.netvisorDifferences', async (unit, ids) => {
  const rows = await unit.rows<DifferenceRow>(
    `SELECT d.* FROM unnest($1::bigint[]) AS k (company_id) CROSS JOIN LATERAL (
        SELECT ${DIFFERENCE} WHERE n.company_id = k.company_id AND ${STANDS} ORDER BY n.differs_since, n.netvisor_key LIMIT $2) d`,
    [ids, SHOWN],
    'ledger.netvisorDifferences',
  )
  return allByKey(ids, rows, (row) => row.companyId)
})

/** The oldest difference of each invoice. */
export const differenceOfInvoice = defineLoader<CompanyKey, DifferenceRow | undefined>(
  'ledger.netvisorDifferenceOfInvoice',
  async (unit, keys) => {
    const rows = await unit.rows<DifferenceRow>(
      `SELECT DISTINCT ON (n.company_id, n.invoice_id) ${DIFFERENCE}
        WHERE (n.company_id, n.invoice_id) IN (SELECT * FROM unnest($1::bigint[], $2::bigint[])) AND ${STANDS}
        ORDER BY n.company_id, n.invoice_id, n.differs_since`,
      [keys.map(({ companyId }) => companyId), keys.map(({ id }) => id)],
      'ledger.netvisorDifferencesOfInvoices',
    )
    return oneByKey(keys, rows, (row) => ({ companyId: row.companyId, id: row.invoiceId }))
  },
)

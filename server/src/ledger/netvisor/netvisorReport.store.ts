import type { NetvisorStatus } from '../../exchange/netvisor/salesInvoiceList.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { allByKey, defineLoader, oneByKey } from '../../platform/graphql/loader.ts'
import type { CollectionStatus } from '../invoice/collectionStatus.ts'

/** An invoice whose status Netvisor may have to be told. */
export interface Untold {
  readonly key: bigint
  readonly status: CollectionStatus
  readonly toldStatus: string
  readonly attempts: number
}

/*
 * Where Netvisor masters the statuses only the agency's doings are told: what its letters made of an invoice, that it was
 * recalled or returned, and a loss that it agreed to (requirement O2).
 */
const untold = (company: string): string => `ledger.netvisor_invoice n
  JOIN ledger.sales_invoice i ON i.company_id = n.company_id AND i.id = n.invoice_id
  LEFT JOIN ledger.status_master m ON m.company_id = n.company_id
  WHERE n.company_id = ${company} AND n.state = 'LINKED' AND NOT n.is_credit_note
    AND n.told_status IN ('open', 'overdue', 'reminded', 'requested', 'collected')
    AND CASE i.status WHEN 'REMINDED' THEN n.told_status <> 'reminded' WHEN 'REQUESTED' THEN n.told_status <> 'requested'
      WHEN 'COLLECTED' THEN n.told_status <> 'collected' WHEN 'CREDIT_LOSS' THEN true
      WHEN 'OPEN' THEN n.told_status NOT IN ('open', 'overdue') WHEN 'OVERDUE' THEN n.told_status NOT IN ('open', 'overdue')
      ELSE false END
    AND (coalesce(m.master, 'DUETTO') = 'DUETTO' OR (i.status = 'CREDIT_LOSS' AND i.had_service) OR (
      SELECT s.reason IN ('AGENCY', 'RECALLED') FROM ledger.status_change s
      WHERE s.company_id = n.company_id AND s.invoice_id = n.invoice_id AND s.reason NOT IN ('DISPUTED', 'DISPUTE_ENDED', 'AUXILIARY_NAME_CHANGED',
        'AMOUNT_CHANGED')
      ORDER BY s.id DESC LIMIT 1))`

export function findUntold(unit: Unit, companyId: bigint, now: Date, limit: number): Promise<Untold[]> {
  return unit.rows<Untold>(
    `SELECT n.netvisor_key AS "key", i.status, n.told_status AS "toldStatus", n.attempts FROM ${untold('$1')}
      AND (n.next_try_at IS NULL OR n.next_try_at <= $2) ORDER BY n.next_try_at NULLS FIRST, n.netvisor_key LIMIT $3`,
    [companyId, now, limit],
    'ledger.netvisorUntold',
  )
}

/** How many statuses wait to be told. */
export const untoldOf = defineLoader<bigint, number>('ledger.netvisorUntoldTotals', async (unit, ids) => {
  const rows = await unit.rows<{ companyId: bigint; waiting: number }>(
    `SELECT k.company_id AS "companyId", u.waiting FROM unnest($1::bigint[]) AS k (company_id)
      CROSS JOIN LATERAL (SELECT count(*)::integer AS waiting FROM ${untold('k.company_id')}) u`,
    [ids],
    'ledger.netvisorUntoldTotals',
  )
  return oneByKey(ids, rows, (row) => row.companyId).map((row) => row?.waiting ?? 0)
})

export interface FailedReport {
  readonly companyId: bigint
  readonly invoiceId: bigint
  readonly attempts: number
  readonly nextTryAt: Date | null
  readonly code: string
  readonly words: string | null
}

const SHOWN = 50

/** Those that Netvisor did not take yet. */
export const failedReportsOf = defineLoader<bigint, FailedReport[]>(
  'ledger.netvisorFailedReports',
  async (unit, ids) => {
    const rows = await unit.rows<FailedReport>(
      `SELECT k.company_id AS "companyId", u.* FROM unnest($1::bigint[]) AS k (company_id) CROSS JOIN LATERAL (
        SELECT n.invoice_id AS "invoiceId", n.attempts, n.next_try_at AS "nextTryAt", n.error_code AS code, n.error_words AS words
        FROM ${untold('k.company_id')} AND n.attempts > 0 AND n.error_code IS NOT NULL ORDER BY n.netvisor_key LIMIT $2) u`,
      [ids, SHOWN],
      'ledger.netvisorFailedReports',
    )
    return allByKey(ids, rows, (row) => row.companyId)
  },
)

/** Netvisor has taken a status. */
export async function markTold(unit: Unit, companyId: bigint, key: bigint, status: NetvisorStatus): Promise<void> {
  await unit.rows(
    `UPDATE ledger.netvisor_invoice n SET told_status = $3, attempts = 0, next_try_at = NULL, error_code = NULL, error_words = NULL
      WHERE n.company_id = $1 AND n.netvisor_key = $2`,
    [companyId, key, status],
    'ledger.markNetvisorTold',
  )
}

export async function markUntold(
  unit: Unit,
  companyId: bigint,
  key: bigint,
  failure: { readonly code: string; readonly words: string; readonly nextTryAt: Date },
): Promise<void> {
  await unit.rows(
    `UPDATE ledger.netvisor_invoice n SET attempts = n.attempts + 1, next_try_at = $3, error_code = $4, error_words = $5
      WHERE n.company_id = $1 AND n.netvisor_key = $2`,
    [companyId, key, failure.nextTryAt, failure.code, failure.words],
    'ledger.markNetvisorUntold',
  )
}

/** A person wants what failed tried again now. */
export async function tryAgain(unit: Unit, companyId: bigint): Promise<void> {
  await unit.rows(
    'UPDATE ledger.netvisor_invoice n SET next_try_at = NULL WHERE n.company_id = $1 AND n.next_try_at IS NOT NULL',
    [companyId],
    'ledger.retryNetvisorReports',
  )
}
